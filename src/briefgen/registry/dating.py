"""Choosing among dates that do not exclude each other."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.edtf import contains, has_year, precision
from briefgen.model import Basis, Dated

_TRUST = {Basis.STATED: 0, Basis.INFERRED: 1, Basis.DERIVED: 2, Basis.UNRESOLVED: 3, None: 4}
_NO_DATE = 9


def date_rank(date: Dated) -> int:
    """How much a date says, the smallest most: day, month, part of a year, year, interval, open interval, without year, none."""
    if date.edtf is None:
        return _NO_DATE
    return 5 - precision(date.edtf) if has_year(date.edtf) else 6


def choose_date(dates: Iterable[Dated]) -> Dated:
    """The finest of the dates, a stated one before an inferred; no date where there is none.

    Of two that do not hold one another the finer still wins: the difference is a clash, found elsewhere.
    """
    ordered = sorted(dates, key=lambda date: (date_rank(date), _TRUST[date.basis], date.edtf or "", date.note or ""))
    return ordered[0] if ordered else Dated()


def refines(finer: Dated, coarser: Dated) -> bool:
    """Whether one date says the same as the other, more precisely."""
    return finer.edtf != coarser.edtf and contains(coarser.edtf, finer.edtf)

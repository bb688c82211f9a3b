"""Comparing EDTF strings (ISO 8601-2, level 1, with the few extras that the fact export uses).

Read are ``2021``, ``2021-09``, ``2021-09-28``, decades ``199X``, seasons ``2021-21`` to ``24``, quarters ``2021-33`` to ``36``,
halves ``2021-40``/``41``, intervals ``2021/2025``, open ends ``../2021-04-06`` and ``2015/..``, the marks ``~ ? %``,
and dates whose year is not known, ``XXXX-08-29``.
"""

from __future__ import annotations

import calendar
import re
from enum import IntEnum
from functools import lru_cache

FIRST_DAY = "0000-01-01"
LAST_DAY = "9999-12-31"

_POINT = re.compile(r"(?P<year>[0-9X]{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?")
_MARKS = "~?%"

# First and last month of the codes that stand in the month's place; seasons are those of the northern half of the earth.
_SPANS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12), 33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12), 40: (1, 6), 41: (7, 12)}


class Precision(IntEnum):
    """How fine a date is: a greater one says more."""

    OPEN = 0
    INTERVAL = 1
    YEAR = 2
    PART = 3
    MONTH = 4
    DAY = 5


def _month_span(code: int) -> tuple[int, int]:
    return _SPANS.get(code, (code, code))


def _point_bounds(point: str) -> tuple[str, str] | None:
    match = _POINT.fullmatch(point.strip(_MARKS))
    if not match:
        return None
    low_year, high_year = match["year"].replace("X", "0"), match["year"].replace("X", "9")
    if match["month"] is None:
        return f"{low_year}-01-01", f"{high_year}-12-31"
    first, last = _month_span(int(match["month"]))
    if not (1 <= first <= last <= 12):
        return None
    if match["day"] is not None:
        return f"{low_year}-{first:02}-{match['day']}", f"{high_year}-{last:02}-{match['day']}"
    return f"{low_year}-{first:02}-01", f"{high_year}-{last:02}-{_month_length(high_year, last):02}"


def _month_length(year: str, month: int) -> int:
    return calendar.monthrange(max(int(year), 1), month)[1]


def has_year(edtf: str) -> bool:
    """Whether every end of the date names its year: false for ``XXXX-08-29``."""
    return "XXXX" not in edtf


@lru_cache(maxsize=65536)
def bounds(edtf: str | None) -> tuple[str, str] | None:
    """First and last day that a date can mean, as ``YYYY-MM-DD`` strings that compare.

    None where the year is not known or the text is no EDTF. Open ends become ``FIRST_DAY`` and ``LAST_DAY``.
    """
    if not edtf or not has_year(edtf):
        return None
    first, slash, last = edtf.partition("/")
    if not slash:
        return _point_bounds(first)
    low = (FIRST_DAY, FIRST_DAY) if first in ("", "..") else _point_bounds(first)
    high = (LAST_DAY, LAST_DAY) if last in ("", "..") else _point_bounds(last)
    return (low[0], high[1]) if low and high else None


def complete_year(said: str, edtf: str) -> str:
    """The date with the year that was said where only that was missing: ``2021`` and ``XXXX-08-29`` give ``2021-08-29``; else ``said``."""
    is_year = len(said) == len("XXXX") and said.isdigit()
    return edtf.replace("XXXX", said) if is_year and not has_year(edtf) else said


def bounds_in_a_year(edtf: str) -> tuple[str, str] | None:
    """As :func:`bounds`, but a year that is not known is taken as 2000, a leap year: for what does not depend on the year."""
    return bounds(edtf.replace("XXXX", "2000"))


def is_edtf(text: str) -> bool:
    """Whether the text is a date as the fact export writes them."""
    known = bounds_in_a_year(text)
    return known is not None and (known[0] <= known[1] or not has_year(text))  # XXXX-12-29/XXXX-01-02 runs over the turn of a year


def contains(outer: str | None, inner: str | None) -> bool:
    """Whether every day of ``inner`` lies in ``outer`` (a refinement, or the same): ``2018`` contains ``2018-11``."""
    if outer is not None and outer == inner:
        return True
    a, b = bounds(outer), bounds(inner)
    return bool(a and b and a[0] <= b[0] and b[1] <= a[1])


def disjoint(one: str | None, other: str | None) -> bool:
    """Whether no day can be meant by both; a date without year is compared by month and day. Unknown dates are never disjoint."""
    if not one or not other:
        return False
    if has_year(one) and has_year(other):
        a, b = bounds(one), bounds(other)
        return bool(a and b and (a[1] < b[0] or b[1] < a[0]))
    return _disjoint_in_a_year(one, other)


def _disjoint_in_a_year(one: str, other: str) -> bool:
    a, b = _days_of_year(one), _days_of_year(other)
    return bool(a and b and (a[1] < b[0] or b[1] < a[0]))


def _days_of_year(edtf: str) -> tuple[str, str] | None:
    """``MM-DD`` of both ends; None where the date runs over the turn of a year, or is open."""
    known = bounds_in_a_year(edtf)
    if known is None or known[0][:4] != known[1][:4] or known[0] > known[1]:
        return None
    return known[0][5:], known[1][5:]


@lru_cache(maxsize=65536)
def precision(edtf: str) -> Precision:
    """How fine the date is written; a season, quarter or half is a ``PART`` of a year, an interval with an open end ``OPEN``."""
    first, slash, last = edtf.partition("/")
    if slash:
        return Precision.OPEN if {first, last} & {"", ".."} else Precision.INTERVAL
    match = _POINT.fullmatch(first.strip(_MARKS))
    if match is None or match["month"] is None:
        return Precision.YEAR
    if match["day"] is not None:
        return Precision.DAY
    return Precision.PART if int(match["month"]) in _SPANS else Precision.MONTH


def year_of(edtf: str | None) -> int | None:
    """The year in which the whole date lies; None where it is not known, runs over several, or is open."""
    known = bounds(edtf)
    return int(known[0][:4]) if known and known[0][:4] == known[1][:4] else None

"""Which of a fact's quotes a footnote prints: those that hold what the sentence says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from briefgen.compose.carriers import NUMBER, read_number
from briefgen.edtf import is_edtf
from briefgen.model import Agreement, Evidence, Fact, Meeting, Milestone, Statistic

_DAY = re.compile(r"(?<![\d-])([\dX]{4})-(\d\d)-(\d\d)(?!\d)")
_MONTH = re.compile(r"(?<![\d-])([\dX]{4})-(\d\d)(?![\d-])")
_YEAR = re.compile(r"(?<![\d-])(\d{4})(?![\d-])")
_FORMULA = re.compile(r"\d+(?:\.\d+)?")
MOST = 2  # quotes of one fact from one article


def choose_quotes(fact: Fact, pieces: Sequence[Evidence], limit: int) -> list[Evidence]:
    """One or two of the pieces, all of one article: they hold as much as any of the date, place, number and value that the fact states.

    Of pieces that hold the same, the longest within ``limit`` characters is taken, else the shortest.
    """
    wanted = set(range(len(marks := list(list_marks(fact)))))
    held = [{number for number, mark in enumerate(marks) if mark.search(piece.reading)} | _values(fact, piece) for piece in pieces]
    wanted |= set().union(*held)
    chosen: list[int] = []
    while wanted and len(chosen) < MOST:
        best = max(range(len(pieces)), key=lambda n: (len(held[n] & wanted), *_size(pieces[n], limit), -n))
        if chosen and not held[best] & wanted:
            break
        chosen.append(best)
        wanted -= held[best]
    chosen = chosen or [max(range(len(pieces)), key=lambda n: (*_size(pieces[n], limit), -n))]
    return [pieces[n] for n in sorted(chosen)]


def _size(piece: Evidence, limit: int) -> tuple[bool, int]:
    size = len(piece.reading)
    return size <= limit, size if size <= limit else -size


def list_marks(fact: Fact) -> Iterator[re.Pattern[str]]:
    """What a quote would show of a fact: its day, month or year, its place, its ordinal, its period."""
    claim = fact.claim
    if isinstance(claim, Meeting):
        yield from _of_date(fact.date.edtf)
        yield from (re.compile(re.escape(claim.place)) for _ in [0] if claim.place)
        yield from (_of_number(claim.ordinal) for _ in [0] if claim.ordinal)
    if isinstance(claim, Milestone) and claim.event != "level":
        yield from [] if fact.derived_from else _of_date(fact.date.edtf)
    if isinstance(claim, Agreement):
        yield from (_of_number(year) for year in _YEAR.findall(claim.period or ""))
    if fact.derived_from and not isinstance(claim, Statistic):
        yield from (_of_number(number) for number in _FORMULA.findall(fact.derived_from.formula))


def _of_date(edtf: str | None) -> Iterator[re.Pattern[str]]:
    if not edtf or not is_edtf(edtf):
        return
    for _, month, day in _DAY.findall(edtf):
        yield re.compile(rf"(?<!\d)0?{int(day)}(?!\d)(?:[/.-]0?{int(month)}(?!\d)|\D)|(?<!\d)0?{int(day)}$")
    for _, month in _MONTH.findall(edtf):
        yield _of_number(int(month))
    yield from (_of_number(year) for year in _YEAR.findall(edtf))


def _of_number(number: int | str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\d)0?{re.escape(str(number))}(?!\d)")


def _values(fact: Fact, piece: Evidence) -> set[int]:
    """A mark beyond the patterns, where the piece holds the figure itself in any scale."""
    if not isinstance(fact.claim, Statistic):
        return set()
    value = fact.claim.value.normalize()
    read = {number for token in NUMBER.findall(piece.reading) for number in read_number(token)}
    return {-1} if any(value == (number * Decimal(scale)).normalize() for number in read for scale in (1, 10**3, 10**6, 10**9)) else set()

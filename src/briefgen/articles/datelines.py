"""Publication dates in date lines, front matter and addresses, as EDTF; never in running prose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import regex

from briefgen.articles.rules import compile_rule, load_rules

_MAX_LINE = 160
_DAY = len("2021-09-28")
_LETTERS = regex.compile(r"[\p{L}\p{N}]")
_EDGES = " \t|,.;:·•–—-/()[]*_\n"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date as EDTF (a day, or a month where no day is printed) and where it stands in the text searched."""

    edtf: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that gives a publication date: the date, and stretches of the line that are something else (a name, a section)."""

    found: FoundDate
    rest: tuple[tuple[int, int], ...]


def find_date(text: str) -> FoundDate | None:
    """The first whole date in ``text``, one not called an update where there is a choice; else the first month and year."""
    found = sorted(_find_all("forms", text), key=lambda one: one.start)
    first = [one for one in found if not compile_rule("dates", "updated").search(text[: one.start])]
    months = [] if found else sorted(_find_all("months", text), key=lambda one: one.start)
    return next(iter([*first, *found, *months]), None)


def read_dateline(line: str) -> DateLine | None:
    """The line as a date line, or None where it says more than a date, a time and at most a name or two."""
    if len(line) > _MAX_LINE or not any(map(str.isdigit, line)):
        return None
    found = find_date(line)
    if found is None or (len(found.edtf) < _DAY and not compile_rule("dates", "prefix_sure").search(line)):
        return None
    rest = tuple(_find_rest(line))
    words = sum(len(line[start:end].split()) for start, end in rest)
    if words > 8 or any(not _may_stand_beside(line[start:end]) for start, end in rest):
        return None
    return DateLine(found, rest)


def _may_stand_beside(rest: str) -> bool:
    """Names, outlets and sections begin with capitals; prose has a small word or a digit of its own."""
    if compile_rule("blocks", "furniture").match(rest):
        return True
    words = rest.split()
    small = sum(1 for word in words if word[0].islower())
    return not any(map(str.isdigit, rest)) and (small == 0 or (small <= 2 and len(words) > small + 1)) and rest[0].isupper()


def _find_rest(line: str) -> Iterator[tuple[int, int]]:
    """What is left of a line without its dates, times and other fillers."""
    taken = sorted([*((one.start, one.end) for key in ("forms", "months") for one in _find_all(key, line)), *_fillers(line)])
    at = 0
    for start, end in [*taken, (len(line), len(line))]:
        if start > at:
            yield from _trim(line, at, start)
        at = max(at, end)


def _fillers(line: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in compile_rule("dates", "filler").finditer(line))


def _trim(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and line[start] in _EDGES:
        start += 1
    while end > start and line[end - 1] in _EDGES:
        end -= 1
    if start < end and _LETTERS.search(line, start, end):
        yield start, end


def find_prefix(text: str) -> tuple[FoundDate, int] | None:
    """A date put before an article's first words (" date 2021-09 …") and where the words begin."""
    head = text[:90]
    found = min([*_find_all("forms", head), *_find_all("months", head)], key=lambda one: (one.start, -one.end), default=None)
    if found is None or _LETTERS.search(_without_fillers(head[: found.start])):
        return None
    end = found.end
    while (match := compile_rule("dates", "filler").match(text, end)) or (end < len(text) and text[end] in _EDGES):
        end = match.end() if match and match.end() > end else end + 1
    sure = compile_rule("dates", "prefix_sure").search(head[:end])
    return (found, end) if sure and end < len(text) else None


def _without_fillers(text: str) -> str:
    return str(compile_rule("dates", "filler").sub(" ", text))


def find_today(text: str, known: str | None) -> FoundDate | None:
    """The day that the text itself calls today ("hôm nay (28/9)"): with its year, or within the known year or month."""
    for match in compile_rule("dates", "today").finditer(text):
        year = match["year"] or (known[:4] if known else None)
        edtf = _to_edtf(year, match["month"], match["day"]) if year else None
        if edtf and (known is None or edtf.startswith(known)):
            return FoundDate(edtf, match.start("day"), match.end())
    return None


def find_address_date(address: str) -> FoundDate | None:
    """The date in an address's path (``/2021/09/28/``, ``-20241013070519724.htm``); the first that is one in the calendar."""
    for pattern in _patterns("address"):
        for match in pattern.finditer(address):
            edtf = _from_match(match)
            if edtf:
                return FoundDate(edtf, *match.span())
    return None


def _find_all(key: str, text: str) -> Iterator[FoundDate]:
    for pattern in _patterns(key):
        for match in pattern.finditer(text):
            edtf = _from_match(match)
            if edtf:
                yield FoundDate(edtf, *match.span())


@cache
def _patterns(key: str) -> tuple[regex.Pattern[str], ...]:
    return tuple(regex.compile(one, regex.VERBOSE) for one in load_rules("dates")[key])


def _from_match(match: regex.Match[str]) -> str | None:
    groups = match.groupdict()
    year = groups.get("year") or f"20{groups['short']}"
    month = groups.get("month") or str(load_rules("dates")["month_words"][groups["word"].lower()])
    return _to_edtf(year, month, groups.get("day"))


def _to_edtf(year: str, month: str, day: str | None) -> str | None:
    if day is None:
        return f"{year}-{int(month):02}" if 1 <= int(month) <= 12 else None
    return _to_day(int(year), int(month), int(day)) or _to_day(int(year), int(day), int(month))


def _to_day(year: int, month: int, day: int) -> str | None:
    """ISO day, or None; 04/27/2024 can only be month first and is then read so by the caller."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None

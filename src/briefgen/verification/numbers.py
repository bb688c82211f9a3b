"""The numbers and dates that facts and sources carry, against those that a document shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from briefgen.compose.carriers import DATE, NUMBER, read_dates, read_number
from briefgen.edtf import bounds_in_a_year
from briefgen.model import Record

_SCALES = tuple(Decimal(10) ** power for power in (0, 3, 6, 9, 12))
_DIGITS = range(1, 5)  # a derived value is printed with as many digits as its inputs justify
_EDTF_LENGTHS = (4, 7, 10)

Day = tuple[int | None, int | None, int | None]


class Carried(Record):
    """Numbers, and dates as ``(year, month, day)``."""

    numbers: frozenset[Decimal]
    dates: frozenset[Day]

    def list_strangers(self, text: str) -> list[str]:
        """The numbers and dates in the text that are not carried, as they are written there."""
        strangers = [match.group() for match in DATE.finditer(text) if not read_dates(match.group()) <= self.dates]
        rest = DATE.sub(" ", text)
        return strangers + [token for token in NUMBER.findall(rest) if not read_number(token) & self.numbers]


def collect(records: Iterable[Mapping[str, Any] | Record], texts: Iterable[str] = ()) -> Carried:
    """What the records (facts as plain objects, sources, decisions) and the texts carry."""
    plain: list[Any] = [msgspec.to_builtins(record) for record in records]
    values = [value for record in plain for value in walk_values(record)]
    said = [*(value for value in values if isinstance(value, str)), *texts]
    numbers = {number for text in said for token in NUMBER.findall(text) for number in read_number(token)}
    dates = {day for text in said for day in read_dates(text)}
    for value in values:
        numbers |= _scale(value)
    for day, months in (found for text in said for found in _read_edtf(text)):
        dates |= {day, (day[0], day[1], None)}
        numbers |= {Decimal(part) for part in (*day, months) if part is not None}
    return Carried(numbers=frozenset(numbers), dates=frozenset(dates))


def walk_values(value: Any) -> Iterator[Any]:
    """Everything in a plain object that is no object or list itself."""
    if isinstance(value, Mapping):
        for part in value.values():
            yield from walk_values(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from walk_values(part)
    else:
        yield value


def _scale(value: Any) -> set[Decimal]:
    """A figure in thousands to billions, and rounded; figures come as numbers or, from the registry's own records, as text."""
    try:
        number = abs(Decimal(str(value)))
    except InvalidOperation:
        return set()
    if isinstance(value, bool) or not number.is_finite():
        return set()
    rounded = {number, *(Decimal(f"{number:.{digits - 1}e}") for digits in _DIGITS)}
    return {(one / scale).normalize() for one in rounded for scale in _SCALES}


def _read_edtf(text: str) -> Iterator[tuple[Day, int]]:
    """The points that an EDTF date names, each with the number of months that the whole date spans."""
    points = [point for point in text.replace("..", "").split("/") if len(point) in _EDTF_LENGTHS and point[:4].replace("X", "0").isdigit()]
    known = bounds_in_a_year(text) if points and len(text) <= 24 else None
    months = (int(known[1][:4]) - int(known[0][:4])) * 12 + int(known[1][5:7]) - int(known[0][5:7]) + 1 if known else 1
    for point in points:
        year, month, day = (*point.split("-"), "", "")[:3]
        if all(part.isdigit() for part in (month, day) if part):
            yield (int(year) if year.isdigit() else None, int(month) if month else None, int(day) if day else None), months

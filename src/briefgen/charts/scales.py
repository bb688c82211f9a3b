"""Where a date or a value lies on the sheet, and how a date is written beside its mark."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from briefgen import edtf
from briefgen.charts.looks import load_words
from briefgen.model import Point

OPEN = (None, "", "..")  # how an end that is open is written
STEPS = (1, 2, 5, 10, 20, 25, 50, 100)


class Extent(NamedTuple):
    """First and last day of a mark as ordinals; ``None`` is an open end."""

    first: int | None
    last: int | None

    @property
    def anchor(self) -> int:
        """The day at which the mark is labelled."""
        day = self.first if self.first is not None else self.last
        if day is None:
            raise ValueError("a mark that is open at both ends cannot be drawn")
        return day


class Span(NamedTuple):
    """Days from ``low`` to ``high``, laid from ``left`` to ``right``."""

    low: int
    high: int
    left: float
    right: float

    def place(self, day: float) -> float:
        return self.left + (self.right - self.left) * (day - self.low) / max(self.high - self.low, 1)


def read_extent(point: Point) -> Extent:
    """The days that a mark covers. Raises ValueError for a date without a year: where it lies is not known, so it is never drawn."""
    first = read_bounds(str(point.start), point) if point.start not in OPEN else None
    last = read_bounds(str(point.end), point) if point.end not in OPEN else None
    if first is None and last is None:
        raise ValueError(f"{point.label!r} has no date to be drawn at")
    if is_before(point):
        return Extent(None, first[1] if first else None)
    low = first[0] if first else None
    return Extent(low, last[1] if last else (first[1] if first and point.end is None else None))


def is_before(point: Point) -> bool:
    """Whether the mark is open towards the past: an ``open`` one without an end, which was on or before its date."""
    return point.open and point.end is None and "/" not in (point.start or "")


def read_bounds(date: str, point: Point) -> tuple[int | None, int | None]:
    days = edtf.bounds(date)
    if days is None:
        raise ValueError(f"{point.label!r} is dated {date!r}: a date without a known year is not drawn")
    low, high = days
    return (None if low == edtf.FIRST_DAY else dt.date.fromisoformat(low).toordinal()), (
        None if high == edtf.LAST_DAY else dt.date.fromisoformat(high).toordinal()
    )


def list_years(extents: Iterable[Extent]) -> tuple[int, int]:
    """First and last year that any of them touches."""
    days = [day for extent in extents for day in extent if day is not None]
    return dt.date.fromordinal(min(days)).year, dt.date.fromordinal(max(days)).year


def span_years(first: int, last: int, left: float, right: float) -> Span:
    """Whole years, from the first day of ``first`` to the last of ``last``."""
    return Span(dt.date(first, 1, 1).toordinal(), dt.date(last + 1, 1, 1).toordinal(), left, right)


def choose_step(count: int, room: float, needed: float) -> int:
    """The smallest round step at which ticks lie ``needed`` points apart."""
    return next((step for step in STEPS if room / max(count, 1) * step >= needed), STEPS[-1])


def tick_years(span: Span, needed: float = 27) -> list[tuple[int, float]]:
    """Years to print, and where they begin."""
    first, last = dt.date.fromordinal(span.low).year, dt.date.fromordinal(span.high - 1).year
    step = choose_step(last - first + 1, span.right - span.left, needed)
    return [(year, span.place(dt.date(year, 1, 1).toordinal())) for year in range(first, last + 1) if year % step == 0]


def tick_values(high: float, low: float = 0, count: int = 4) -> list[float]:
    """Round values from at or below ``low`` to at or above ``high``."""
    reach = (high - low) or abs(high) or 1
    power: float = 10.0 ** math.floor(math.log10(reach / count))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor * count >= reach)
    start = math.floor(low / step)
    return [index * step for index in range(start, math.ceil(high / step) + 1)]


def format_value(value: Decimal | float, language: str) -> str:
    """The value with all its digits and no more, as its language writes it."""
    from babel.numbers import format_decimal

    exact = value if isinstance(value, Decimal) else Decimal(repr(round(value, 9)))
    digits = max(-int(exact.normalize().as_tuple().exponent), 0)
    pattern = f"#,##0.{'#' * digits}" if digits else "#,##0"
    text = str(format_decimal(exact, format=pattern, locale=language.replace("-", "_"), decimal_quantization=False))
    return text.replace("-", "\u2212")


def format_period(point: Point, language: str) -> str:
    """When a mark was, at the precision that is known: ``26/04/2024``, ``11/2018``, ``2016–2020``, ``từ 2021``."""
    words = load_words(language)
    start = format_date(str(point.start), language) if point.start not in OPEN else ""
    end = format_date(str(point.end), language) if point.end not in OPEN else ""
    if is_before(point):
        return words.by.format(start)
    if not start and end:
        return words.by.format(end)
    if start and point.end is not None and not end:
        return words.from_.format(start)
    return start if end in ("", start) else f"{start}–{end}"


def format_date(date: str, language: str) -> str:
    words = load_words(language)
    first, slash, last = date.partition("/")
    if not slash:
        return format_moment(first, language)
    if first in ("", ".."):
        return words.by.format(format_moment(last, language))
    if last in ("", ".."):
        return words.from_.format(format_moment(first, language))
    return f"{format_moment(first, language)}–{format_moment(last, language)}"


def format_moment(date: str, language: str) -> str:
    """One EDTF date without a slash; parts of years (seasons, quarters) as the months they run over."""
    days = edtf.bounds(date)
    if days is None:
        raise ValueError(f"{date!r} is no date with a year")
    low, high = (dt.date.fromisoformat(day) for day in days)
    fine = edtf.precision(date)
    if fine is edtf.Precision.PART:
        return f"{low.month}–{high.month}/{low.year}"
    if fine is edtf.Precision.YEAR:
        return str(low.year) if low.year == high.year else f"{low.year}–{high.year}"
    return format_day(low, fine is edtf.Precision.MONTH, language)


def format_day(day: dt.date, month_only: bool, language: str) -> str:
    if language.startswith("vi"):
        return f"{day.month:02}/{day.year}" if month_only else f"{day:%d/%m/%Y}"
    from babel.dates import format_date as write

    return str(write(day, "MMM y" if month_only else "d MMM y", locale=language.replace("-", "_")))


def collect_labels(groups: Sequence[Sequence[Point]]) -> list[str]:
    """The labels in the order in which they first appear; years and other numbers in their own."""
    labels = list(dict.fromkeys(point.label for points in groups for point in points))
    return sorted(labels, key=int) if all(label.isdecimal() for label in labels) else labels

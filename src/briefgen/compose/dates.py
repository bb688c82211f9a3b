"""EDTF in words: at the precision that the source gives, in CLDR's patterns."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import NamedTuple

from babel.dates import format_date as cldr_date

from briefgen.compose.wording import Wording, Words
from briefgen.edtf import FIRST_DAY, LAST_DAY, Precision, bounds, bounds_in_a_year, has_year, is_edtf, precision

_PLACE = re.compile(r"\{(start|end):([^}]*)\}")
_SEASON = re.compile(r"[\dX]{4}-2[1-4]")
_NAMES = {
    Precision.DAY: "day",
    Precision.MONTH: "month",
    Precision.YEAR: "year",
    Precision.PART: "month",
    Precision.INTERVAL: "year",
    Precision.OPEN: "year",
}


class _Span(NamedTuple):
    start: datetime.date
    end: datetime.date


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(max(text, "0001-01-01"))


def _span(edtf: str) -> _Span | None:
    known = bounds_in_a_year(edtf)
    return _Span(_day(known[0]), _day(known[1])) if known else None


def _name_of_point(edtf: str) -> str:
    if not has_year(edtf):
        return _name_without_year(edtf)
    if "X" in edtf:
        return "decade"
    if _SEASON.fullmatch(edtf):
        return "season"
    return {Precision.PART: "part"}.get(precision(edtf), _NAMES[precision(edtf)])


def _name_without_year(edtf: str) -> str:
    if _SEASON.fullmatch(edtf):
        return "no_year_season"
    return {Precision.DAY: "no_year", Precision.MONTH: "no_year_month"}.get(precision(edtf), "no_year_months")


def _name_of_months(span: _Span) -> str:
    """Full months from the first or to the last of a year are told as so many months of it."""
    if span.start.year != span.end.year:
        return "months_over_years"
    if span.start.month == 1 and span.end.month < 12:
        return "first_months"
    if span.end.month == 12 and span.start.month == 7:
        return "last_months"
    if span.start.month % 3 == 1 and span.end.month - span.start.month == 2:
        return "quarter"
    return "months"


def _name_of_interval(edtf: str, span: _Span) -> str:
    first, _, last = edtf.partition("/")
    if first in ("", ".."):
        return f"before_{_NAMES[precision(last)]}"
    if last in ("", ".."):
        return f"after_{_NAMES[precision(first)]}"
    if not has_year(edtf):
        return "no_years" if precision(first) == Precision.DAY else "no_year_months"
    if precision(first) == Precision.YEAR:
        return "years"
    if precision(first) in (Precision.MONTH, Precision.PART):
        return _name_of_months(span)
    if (span.start.year, span.start.month) == (span.end.year, span.end.month):
        return "days"
    return "days_over_months" if span.start.year == span.end.year else "days_over_years"


def _form(edtf: str, span: _Span) -> str:
    name = _name_of_interval(edtf, span) if "/" in edtf else _name_of_point(edtf)
    if name != "part":
        return name
    return "quarter" if _months(span) == 3 else _name_of_months(span)


def _months(span: _Span) -> int:
    return (span.end.year - span.start.year) * 12 + span.end.month - span.start.month + 1


def _number(form: str, span: _Span, wording: Wording) -> str:
    return wording.dates.quarters[(span.start.month + 2) // 3] if form == "quarter" else str(_months(span))


@lru_cache(maxsize=4096)
def _print(template: str, span: _Span, locale: str) -> str:
    return _PLACE.sub(lambda m: str(cldr_date(getattr(span, m.group(1)), m.group(2), locale=locale)), template)


def _words(wording: Wording, style: str) -> Words:
    if style == "table":
        return wording.dates.table
    return {**wording.dates.when, **wording.dates.point} if style == "point" else wording.dates.when


def date_words(edtf: str | None, wording: Wording, style: str = "when") -> str:
    """A date as this language writes it: ``when`` in a sentence ("ngày 26/4/2024"), ``table`` in a table
    ("26/04/2024"), ``point`` after a preposition ("as of 26 April 2024").

    A date without a year says so; no date, or one that is no EDTF, gives the words for an unknown date.
    """
    words = _words(wording, style)
    bare = (edtf or "").rstrip("~?%")
    span = _span(bare) if bare and is_edtf(bare) else None
    if span is None or edtf is None:
        return words["unknown"]
    form = _form(bare, span)
    season = wording.dates.seasons.get(int(bare[5:7]), "") if form.endswith("season") else ""
    template = words[form].replace("{n}", _number(form, span, wording)).replace("{season}", season)
    printed = _print(template, span, wording.locale)
    return _with_doubt(printed, edtf[len(bare) :], words)


def _with_doubt(printed: str, marks: str, words: Words) -> str:
    if marks in ("~", "%"):
        return words["about"].replace("{date}", printed)
    return words["unsure"].replace("{date}", printed) if marks == "?" else printed


def as_of_words(edtf: str | None, wording: Wording, style: str = "table") -> str:
    """ "tính đến 26/04/2024", for a value that held at that date."""
    if not edtf:
        return wording.dates.as_of["unknown"]
    return wording.dates.as_of["known"].replace("{date}", date_words(edtf.removeprefix("../"), wording, style))


def sort_day(edtf: str | None) -> str:
    """A day to order by: the first that the date can mean, the last for ``../date`` and a bare year; unknown dates come last."""
    known = bounds(edtf)
    if known is None or edtf is None:
        return LAST_DAY
    return known[1] if known[0] == FIRST_DAY or (len(edtf) == 4 and known[0][:4] == known[1][:4]) else known[0]


def last_day(edtf: str | None) -> str | None:
    """The last day that a date can mean; None where it is unknown, without a year or open."""
    known = bounds(edtf)
    return known[1] if known and known[1] != LAST_DAY else None

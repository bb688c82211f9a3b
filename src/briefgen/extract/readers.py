"""What can be read in a quote: the readers behind the exactness gate, by the same rules as extraction."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

import regex
from msgspec.structs import replace

from briefgen.extract.annotations import Annotation
from briefgen.extract.dates import find_dates
from briefgen.extract.expressions import Anchor, DateExpr, Form, Point, Quantity, Share, Span, Tense
from briefgen.extract.numbers import find_numbers, load_number_rules, read_unit
from briefgen.extract.resolve import from_new_year, last_part, open_period, resolve_date
from briefgen.extract.rules import begins_number
from briefgen.model import Dated

_FIGURE = regex.compile(r"[0-9]+(?:[.,][0-9]+)*+")
_YEAR = regex.compile(r"(?:19|20)[0-9]{2}")
UP_TO_UNIT = 24  # characters of a unit told alone
_ORDINALS = frozenset({"ORD", "RANK", "FIRST"})

# Many mentions of an article stand on the same few quotes: what a quote holds is read once.


@lru_cache(maxsize=512)
def _numbers_in(text: str, language: str) -> tuple[Annotation, ...]:
    return tuple(find_numbers(text, language))


@lru_cache(maxsize=512)
def _dates_in(text: str, language: str) -> tuple[Annotation, ...]:
    return dates_in_cell(text, language)


def dates_in_cell(text: str, language: str) -> tuple[Annotation, ...]:
    """The dates of a text; one that is nothing but a year is that year, as in the header of a table."""
    if _YEAR.fullmatch(text):
        value = DateExpr(form=Form.YEAR, words=text, start=Point(year=int(text)))
        return (Annotation(label="DATE", start=0, end=len(text), value=value),)
    return tuple(find_dates(text, language))


@lru_cache(maxsize=512)
def readable_numbers(text: str, language: str) -> frozenset[Decimal]:
    """Every amount, share, multiple and plain figure of the text, in the unit itself; the figures of a larger one are not read alone."""
    found = _numbers_in(text, language)
    values = {value for annotation in found if annotation.label not in _ORDINALS for value in _values(annotation)}
    return frozenset(values | _plain_figures(text, language, found))


def scaled_numbers(quotes: Sequence[str], language: str) -> set[Decimal]:
    """The figures of a table's rows in the unit that another quote tells alone: "21,9" and "tỷ USD"."""
    units = {unit[0] for quote in quotes if len(quote) <= UP_TO_UNIT and (unit := read_unit(quote, language)) is not None}
    if not units:
        return set()
    plain = {value for quote in quotes for value in _plain_figures(quote, language, _numbers_in(quote, language))}
    return {value * unit for value in plain for unit in units}


def _values(annotation: Annotation) -> tuple[Decimal, ...]:
    value = annotation.value
    if isinstance(value, Quantity):
        return tuple(v for v in (value.value, value.low, value.high) if v is not None)
    if isinstance(value, Share):
        return tuple(v for v in (value.value, value.low) if v is not None)
    return (value,) if isinstance(value, Decimal) else ()


def _plain_figures(text: str, language: str, found: Sequence[Annotation]) -> set[Decimal]:
    """Figures outside every annotation, and the first one of a rank (thứ 28/145)."""
    numerals = load_number_rules(language).numerals
    taken = [(a.start, a.end) for a in found if a.label not in _ORDINALS]
    return {
        numerals.read_figure(match[0].rstrip(".,"))
        for match in _FIGURE.finditer(text)
        if begins_number(text, match.start()) and not any(a <= match.start() < b for a, b in taken)
    }


def readable_ordinals(text: str, language: str) -> set[int]:
    """Every ordinal that the text holds; "first" and "đầu tiên" are 1."""
    return {a.value for a in _numbers_in(text, language) if a.label in _ORDINALS and isinstance(a.value, int)}


def readable_spans(text: str, language: str) -> set[Decimal]:
    """The counts of the lengths of time and anniversaries that the text holds."""
    return {a.value.count for a in _dates_in(text, language) if isinstance(a.value, Span)}


@lru_cache(maxsize=512)
def readable_dates(text: str, language: str) -> frozenset[str]:
    """Every date that the text states by itself, as EDTF: ``2018-11``, ``XXXX-09-28`` where it names no year, ``../2030``."""
    anchor = Anchor(language=language)
    return frozenset(edtf for a in _dates_in(text, language) if isinstance(a.value, DateExpr) for edtf in _edtf(a.value, anchor))


def is_date_readable(edtf: str, text: str, language: str, anchor: Anchor) -> bool:
    """Whether some date of the text, seen from the article's day and in some tense, is this one."""
    return any(edtf in _edtf(a.value, anchor) for a in _dates_in(text, language) if isinstance(a.value, DateExpr))


def _edtf(expression: DateExpr, anchor: Anchor) -> set[str]:
    ways = {resolve_date(expression, anchor, tense) for tense in Tense}
    return {dated.edtf for way in ways for dated in (way, open_period(way, expression.bound)) if dated.edtf}


def is_period_readable(edtf: str, quotes: Sequence[str], language: str, anchor: Anchor) -> bool:
    """Whether dates of the quotes make this period together: "năm trước đó" beside "9 tháng năm 2020", "tính đến tháng 11/2019"."""
    written = [a.value for quote in quotes for a in _dates_in(quote, language) if isinstance(a.value, DateExpr)]
    told = {dated for expression in written for dated in _periods(expression, anchor, None)}
    beside = {dated for expression in written for reference in told for dated in _periods(expression, anchor, reference.edtf)}
    return any(dated.edtf == edtf for dated in told | beside)


def _periods(expression: DateExpr, anchor: Anchor, reference: str | None) -> set[Dated]:
    """What a date can be the period of: itself, the months up to it, the last of them; beside another one, as many years off."""
    if reference is not None and expression.form is Form.YEAR and expression.start.year is None:
        expression = replace(expression, form=Form.SAME)
    found = {resolve_date(expression, anchor, tense, reference=reference) for tense in Tense}
    if expression.bound == "until":
        found |= {way(dated) for dated in found for way in (from_new_year, last_part)}
    return found

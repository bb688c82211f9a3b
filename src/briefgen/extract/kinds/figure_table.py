"""Tables pasted as text: rows of a label and figures under a header of years, units or what is measured.

A cell holds a figure; what makes it a statistic stands elsewhere: its unit in the header, the label or the line before the table
("đơn vị: tỷ USD"), its period in the header or the label, its indicator in the label, the header or that line. Where one of unit and
indicator is not told, or a table has no header, nothing is read. Every place that was used is evidence of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from briefgen.extract.annotations import Annotation
from briefgen.extract.context import Context, Draft, Passage, Slotted, Span
from briefgen.extract.expressions import DateExpr, Quantity, Tense
from briefgen.extract.kinds.figure_periods import PERIODS
from briefgen.extract.kinds.figures import INDICATOR, Mark, find_marks, is_money
from briefgen.extract.numbers import find_numbers, load_number_rules, read_unit, tidy
from briefgen.extract.readers import dates_in_cell
from briefgen.extract.resolve import resolve_date
from briefgen.extract.slots import parties_in
from briefgen.model import BlockKind, Change, Dated, Record, Statistic

_CELL = regex.compile(r"[^|\t\n]+")
_FIGURE = regex.compile(r"(?P<sign>[+\-−–]?) ?(?P<figure>[0-9][0-9.,]*+(?: [0-9]{3})*+) ?%?")
_RULE = regex.compile(r"[\s:|+-]*")
_UNIT = regex.compile(r"\((?P<unit>[^()]{2,40})\)|[:,] ?(?P<unit>[^()|:,]{2,40})$")
GROWN = frozenset({"up", "down", "growth-column"})
MINUS = frozenset("-−–")
LEAST_CELLS = 2
UP_TO_HEADER = 30  # characters of a header cell; a longer text that names growth is no head of a column


class Row(Record):
    """A row of a table: the spans of its cells, and the passage that it begins."""

    cells: tuple[Span, ...]
    passage: Passage


class Column(Record):
    """What a header cell, a row's label or the line before the table says of figures."""

    span: Span
    unit: tuple[Decimal, str, Span] | None = None
    period: tuple[Dated, Span] | None = None
    indicator: Mark | None = None
    is_change: bool = False


def is_row(context: Context, passage: Passage) -> bool:
    """Whether a passage is a table's row, which is read here and not as a sentence."""
    return passage.sentence.kind == BlockKind.TABLE and any(c in "|\t" for c in context.text[passage.line.start : passage.line.end])


def build_tables(context: Context) -> Iterator[Draft]:
    """The statistics of an article's tables, row by row."""
    table: list[Row] = []
    before: Passage | None = None
    for passage in context.body():
        if is_row(context, passage):
            table.append(_split(context, passage))
            continue
        yield from _read_table(context, table, before)
        table, before = [], passage
    yield from _read_table(context, table, before)


def _split(context: Context, passage: Passage) -> Row:
    spans = []
    for cell in _CELL.finditer(context.text, passage.line.start, passage.line.end):
        words = cell[0].strip()
        start = cell.start() + len(cell[0]) - len(cell[0].lstrip())
        if words:
            spans.append((start, start + len(words)))
    return Row(cells=tuple(spans), passage=passage)


def _read_table(context: Context, table: Sequence[Row], before: Passage | None) -> Iterator[Draft]:
    rows = [r for r in table if len(r.cells) >= LEAST_CELLS and not _RULE.fullmatch(context.text, r.cells[0][0], r.cells[-1][1])]
    if len(rows) < LEAST_CELLS or any(_figure(context, cell) and not _is_year(context, cell) for cell in rows[0].cells):
        return
    header = [_column(context, cell) for cell in rows[0].cells]
    line = _column(context, (before.line.start, before.line.end)) if before else None
    for row in rows[1:]:
        if len(row.cells) == len(header):
            yield from _read_row(context, row, header, line)


def _read_row(context: Context, row: Row, header: Sequence[Column], line: Column | None) -> Iterator[Draft]:
    label = _column(context, row.cells[0])
    for index in range(1, len(row.cells)):
        following = header[index + 1] if index + 1 < len(header) else None
        change = _figure(context, row.cells[index + 1]) if following and following.is_change else None
        sources = [header[index], label, header[0], *([line] if line else [])]
        if not header[index].is_change and (draft := _make_draft(context, row, index, sources, change)) is not None:
            yield draft


def _make_draft(context: Context, row: Row, index: int, sources: Sequence[Column], change: Decimal | None) -> Draft | None:
    cell, indicator = row.cells[index], next((s.indicator for s in sources if s.indicator), None)
    amount = _amount(context, cell, sources)
    if amount is None or indicator is None or not is_money(amount[1]):
        return None
    value, unit, places = amount
    period = next((s.period for s in sources if s.period), None)
    spans = [(row.cells[0][0], row.cells[-1][1]), *places, *([period[1]] if period else [])]
    spans += [(indicator.start, indicator.end)] if not any(a <= indicator.start < b for a, b in spans) else []
    return Draft(
        claim=Statistic(
            indicator=indicator.indicator,
            value=value,
            unit=unit,
            period=period[0].edtf if period else None,
            change=Change(value=change) if change is not None else None,
        ),
        parties=_parties(context, row),
        date=period[0] if period else Dated(),
        spans=tuple(dict.fromkeys(spans)),
        rule="statistic/table",
        label=" ".join(context.text[row.cells[0][0] : cell[1]].split()),
        slots={
            "value": Slotted(value=str(value), span=cell, how="cell"),
            "indicator": Slotted(value=indicator.indicator, span=(indicator.start, indicator.end), how="header"),
        },
    )


def _amount(context: Context, cell: Span, sources: Sequence[Column]) -> tuple[Decimal, str, list[Span]] | None:
    """The cell's figure in the unit itself: with a unit of its own, else with the one told nearest."""
    found = find_numbers(context.text[cell[0] : cell[1]], context.language)
    if len(found) == 1 and isinstance(found[0].value, Quantity) and found[0].value.unit:
        return found[0].value.value, found[0].value.unit, []
    figure, unit = _figure(context, cell), next((s.unit for s in sources if s.unit), None)
    if figure is None or unit is None or figure < 0:
        return None
    return tidy(figure * unit[0]), unit[1], [unit[2]]


def _column(context: Context, span: Span) -> Column:
    """What a stretch of the table's surroundings says; of several indicators none is taken."""
    words, marks = context.text[span[0] : span[1]], find_marks(context, *span)
    named = [m for m in marks if m.name.startswith(INDICATOR)]
    one = named[0] if len({m.name for m in named}) == 1 else None
    grown = len(words) <= UP_TO_HEADER and ("%" in words or any(m.name in GROWN for m in marks))
    return Column(span=span, unit=_unit(context, span), period=_period(context, span), indicator=one, is_change=grown)


def _unit(context: Context, span: Span) -> tuple[Decimal, str, Span] | None:
    for match in _UNIT.finditer(context.text, *span):
        start, end = match.span("unit")
        phrase = context.text[start:end]
        words = phrase.rpartition(":")[2].strip()
        unit = read_unit(words, context.language)
        if unit is not None:
            at = start + phrase.index(words)
            return *unit, (at, at + len(words))
    return None


def _period(context: Context, span: Span) -> tuple[Dated, Span] | None:
    found = [a for a in dates_in_cell(context.text[span[0] : span[1]], context.language) if _is_period(a)]
    if len(found) != 1:
        return None
    dated = resolve_date(found[0].value, context.frame.anchor, Tense.PAST)
    return (dated, (span[0] + found[0].start, span[0] + found[0].end)) if dated.edtf else None


def _is_period(annotation: Annotation) -> bool:
    return isinstance(annotation.value, DateExpr) and annotation.value.form in PERIODS


def _figure(context: Context, cell: Span) -> Decimal | None:
    """The plain figure that a cell holds, with its sign."""
    match = _FIGURE.fullmatch(context.text, *cell)
    if match is None:
        return None
    value = load_number_rules(context.language).numerals.read_figure(match["figure"].rstrip(".,"))
    return -value if match["sign"] in MINUS else value


def _is_year(context: Context, cell: Span) -> bool:
    return bool(dates_in_cell(context.text[cell[0] : cell[1]], context.language))


def _parties(context: Context, row: Row) -> tuple[str, ...]:
    """The party that the row is about, with the country whose table it is; else the article's two."""
    home, main = context.frame.home, context.frame.parties[:2]
    named = parties_in(row.passage.line, 0, len(row.passage.line))
    return tuple(sorted({*named, *([home] if home else [])} if named else main))

"""Issues by parties: who said what, and when; an empty cell is a party without a recorded position."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.charts.lettering import make_label
from briefgen.charts.looks import Look, load_words
from briefgen.charts.scales import collect_labels, format_period, format_value
from briefgen.charts.shapes import Block, Box, Drawing, Item, Label, Stroke
from briefgen.model import Chart, Point

NAME = 128.0
PAD = 4.0

Cell = list[tuple[str, bool]]


def lay_out_matrix(chart: Chart, look: Look) -> Drawing:
    """Rows of the series, columns of the points' labels; each cell holds its value, words and date, a dash where there is none."""
    columns = collect_labels([series.points for series in chart.series])
    if not columns:
        raise ValueError(f"the chart {chart.name!r} has no points")
    pitch = (look.width - NAME) / len(columns)
    heads = [make_label([(name, True)], look, width=pitch - 2 * PAD) for name in columns]
    y = max(head.height for head in heads) + PAD
    items: list[Item] = [head.move(NAME + pitch * place + PAD, y - PAD - head.height) for place, head in enumerate(heads)]
    items.append(Stroke(points=((0, y), (look.width, y)), colour="ink", width=0.8))
    for series in chart.series:
        name = make_label([(series.name, True)], look, width=NAME - 2 * PAD)
        cells = [make_cell(column, series.points, chart, look, pitch) for column in columns]
        height = max(label.height for label in (name, *cells)) + 2 * PAD
        items.extend(draw_row(name, cells, y, height, pitch))
        y += height
        items.append(Stroke(points=((0, y), (look.width, y)), colour="rule", width=0.35))
    return Drawing(width=look.width, height=y + 1, items=tuple(items))


def draw_row(name: Label, cells: list[Label], top: float, height: float, pitch: float) -> Iterator[Item]:
    yield name.move(0, top + PAD)
    for place, cell in enumerate(cells):
        left = NAME + pitch * place
        if cell.colour == "ink":
            yield Block(box=Box(left + 1, top + 1, left + pitch - 1, top + height - 1), colour="pale")
        yield cell.move(left + PAD, top + PAD)


def make_cell(column: str, points: tuple[Point, ...], chart: Chart, look: Look, pitch: float) -> Label:
    parts = [part for point in points if point.label == column for part in write_point(point, chart.language)]
    if not parts:
        return make_label([(load_words(chart.language).none, False)], look, width=pitch - 2 * PAD, colour="quiet")
    return make_label(parts, look, width=pitch - 2 * PAD)


def write_point(point: Point, language: str) -> Iterator[tuple[str, bool]]:
    if point.value is not None:
        yield format_value(point.value, language), True
    if point.stage:
        yield point.stage, False
    if point.start or point.end:
        yield format_period(point, language), False

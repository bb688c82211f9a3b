"""How many articles of which month the registry holds: a row an outlet, a thin column a month."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.charts.lettering import make_label
from briefgen.charts.looks import Look
from briefgen.charts.scales import Span, format_value, list_years, read_extent, span_years, tick_years
from briefgen.charts.shapes import Block, Box, Drawing, Item, Stroke
from briefgen.model import Chart, Series

NAME = 118.0
HEAD = 13.0
ROW = 25.0
COLUMN = 13.0  # height of the highest column
THINNEST = 1.8


def lay_out_coverage(chart: Chart, look: Look) -> Drawing:
    """Columns as high as the number of articles, on one scale, the number above where there is room."""
    points = [point for series in chart.series for point in series.points if point.value]
    if not points:
        raise ValueError(f"the chart {chart.name!r} has no points")
    names = [make_label([(series.name, False)], look, width=NAME) for series in chart.series]
    left = max(name.width for name in names) + 10
    span = span_years(*list_years(read_extent(point) for point in points), left, look.width - 2)
    highest = max(float(point.value or 0) for point in points)
    bodies: list[Item] = []
    y = HEAD
    for series, name in zip(chart.series, names, strict=True):
        height = max(ROW, name.height + 4)
        bodies.append(name.move(0, y + (height - name.height) / 2))
        bodies.extend(draw_columns(series, span, y + height - 1, highest, chart, look))
        y += height
        bodies.append(Stroke(points=((0, y), (look.width, y)), colour="rule", width=0.35))
    return Drawing(width=look.width, height=y + 1, items=(*draw_grid(span, y, look), *bodies))


def draw_grid(span: Span, bottom: float, look: Look) -> Iterator[Item]:
    for year, x in tick_years(span):
        yield Stroke(points=((x, HEAD - 2), (x, bottom)), colour="pale", width=0.6)
        yield make_label([(str(year), False)], look, width=60, small=True, x=x, colour="quiet")
    yield Stroke(points=((0, HEAD - 1), (look.width, HEAD - 1)), colour="ink", width=0.6)


def draw_columns(series: Series, span: Span, foot: float, highest: float, chart: Chart, look: Look) -> Iterator[Item]:
    reached = 0.0
    for point in sorted((point for point in series.points if point.value), key=lambda one: read_extent(one).anchor):
        first, last = read_extent(point)
        left = span.place(first if first is not None else last or 0)
        right = max(span.place((last if last is not None else first or 0) + 1) - 0.4, left + THINNEST)
        top = foot - COLUMN * float(point.value or 0) / highest
        yield Block(box=Box(left, top, right, foot), hatched=point.derived)
        text = format_value(point.value or 0, chart.language)
        label = make_label(
            [(text, False)], look, width=40, small=True, x=(left + right) / 2, y=top - look.small_leading + 1, align="center"
        )
        if label.box.left > reached + 1.5 and label.box.right <= look.width:
            reached = label.box.right
            yield label

"""The lives of agreements: a row each, a bar for its period, a mark for each stage with its date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefgen.charts.flags import Flag, Hung, fit_axis, hang_flags
from briefgen.charts.lettering import make_label
from briefgen.charts.looks import Look
from briefgen.charts.scales import Extent, Span, format_period, list_years, read_extent, span_years, tick_years
from briefgen.charts.shapes import Block, Box, Dot, Drawing, Item, Label, Shape, Stroke
from briefgen.model import Chart, Point

NAME = 128.0  # width of the column of names
BAR = 7.0
HEAD = 13.0
PAD = 5.0
WRAP = 92.0
ARROW = 8.0
WIDE_MARK = 7.0  # as in the timeline


class Stage(NamedTuple):
    point: Point
    extent: Extent
    label: Label


class Row(NamedTuple):
    name: Label
    stages: tuple[Stage, ...]


def lay_out_lives(chart: Chart, look: Look) -> Drawing:
    """Rows in the given order; open ends are arrows, derived periods hatched; stage labels hang under the bars without overlaps."""
    rows = [make_row(name, points, chart, look) for name, points in list_rows(chart)]
    stages = [stage for row in rows for stage in row.stages]
    if not stages:
        raise ValueError(f"the chart {chart.name!r} has no points")
    years = list_years(stage.extent for stage in stages)
    left = max(row.name.width for row in rows) + 10
    whole = span_years(*years, 0, 1)
    right = fit_axis([(whole.place(stage.extent.anchor), stage.label.width) for stage in stages], left, look.width - ARROW)
    span = span_years(*years, left, right)
    bodies: list[Item] = []
    y = HEAD
    for row in rows:
        items, y = draw_row(row, span, y, look)
        bodies.extend(items)
    return Drawing(width=look.width, height=y, items=(*draw_grid(span, y, look), *bodies))


def list_rows(chart: Chart) -> list[tuple[str, Sequence[Point]]]:
    """A row a series; a single series is a list of rows."""
    if len(chart.series) == 1:
        return [(point.label, (point,)) for point in chart.series[0].points]
    return [(series.name, series.points) for series in chart.series if series.points]


def make_row(name: str, points: Sequence[Point], chart: Chart, look: Look) -> Row:
    stages = (make_stage(point, name, chart, look) for point in points)
    return Row(make_label([(name, True)], look, width=NAME), tuple(stages))


def make_stage(point: Point, name: str, chart: Chart, look: Look) -> Stage:
    when = format_period(point, chart.language)
    words = [(when, True)]
    if point.label not in ("", name, when):
        words.append((point.label, False))
    return Stage(point, read_extent(point), make_label(words, look, width=WRAP, small=True))


def draw_row(row: Row, span: Span, top: float, look: Look) -> tuple[list[Item], float]:
    """The row's items, and where the next row begins."""
    middle = top + PAD + BAR / 2
    hung = hang_flags((Flag(span.place(stage.extent.anchor), stage.label) for stage in row.stages), BAR / 2 + 3, span.left)
    foot = middle + max(flag.far for flag in hung) + PAD
    bottom = max(foot, top + PAD + row.name.height + PAD)
    items: list[Item] = [row.name.move(0, top + PAD - 1)]
    for stage in sorted(row.stages, key=lambda one: (is_mark(one), one.extent.anchor)):
        items.extend(draw_stage(stage, span, middle))
    for flag in hung:
        items.extend(draw_flag(flag, middle))
    items.append(Stroke(points=((0, bottom), (look.width, bottom)), colour="rule", width=0.35))
    return items, bottom


def is_mark(stage: Stage) -> bool:
    """A stage with one date is a mark on the row, not a stretch of it; so is one that was reached on or before its date."""
    point = stage.point
    return point.start is None or (point.end is None and "/" not in point.start.removeprefix("../"))


def draw_stage(stage: Stage, span: Span, y: float) -> Iterator[Item]:
    first, last = stage.extent
    if is_mark(stage):
        yield from draw_date(stage, span, y)
        return
    left = span.place(first) if first is not None else max(span.place(stage.extent.anchor) - ARROW * 1.5, span.left)
    right = span.place(last + 1) if last is not None else span.right
    yield Block(box=Box(left, y - BAR / 2, right, y + BAR / 2), hatched=stage.point.derived, colour="middle")
    half = BAR / 2 + 1.5
    if last is None:
        yield Shape(points=((right + ARROW, y), (right, y - half), (right, y + half)), colour="middle")
    if first is None:
        yield Shape(points=((left - ARROW, y), (left, y - half), (left, y + half)), colour="middle")


def draw_date(stage: Stage, span: Span, y: float) -> Iterator[Item]:
    """A dot on its day; a thin bar over the year that is all that is known; an arrow back where it was on or before the day."""
    first, last = stage.extent
    x = span.place(stage.extent.anchor)
    end = span.place(last + 1) if first is not None and last is not None else x
    if end - x > WIDE_MARK:
        yield Block(box=Box(x, y - 1.6, end, y + 1.6), colour="ink", hatched=stage.point.derived)
        return
    if first is None:
        yield Shape(points=((x - ARROW - 3, y), (x - 3, y - 3), (x - 3, y + 3)), colour="ink")
    yield Dot(x=x, y=y, radius=3.1, colour="ink", hatched=stage.point.derived)


def draw_flag(hung: Hung, y: float) -> Iterator[Item]:
    yield Stroke(points=((hung.flag.x, y + BAR / 2), (hung.flag.x, y + hung.far)), colour="middle", width=0.5)
    yield hung.place(y + hung.near)


def draw_grid(span: Span, bottom: float, look: Look) -> Iterator[Item]:
    """The years at the head, and a thin line down from each."""
    for year, x in tick_years(span):
        yield Stroke(points=((x, HEAD - 2), (x, bottom)), colour="pale", width=0.6)
        yield make_label([(str(year), False)], look, width=60, small=True, x=x, y=0, align="left", colour="quiet")
    yield Stroke(points=((0, HEAD - 1), (look.width, HEAD - 1)), colour="ink", width=0.6)

"""Amounts by category as bars from zero: columns where the categories are short (years), else rows; a panel a series, on one scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from briefgen.charts.lettering import make_label, measure_text
from briefgen.charts.looks import Look
from briefgen.charts.scales import collect_labels, format_value
from briefgen.charts.shapes import Align, Block, Box, Drawing, Item, Label, Stroke
from briefgen.model import Chart, Point, Series

NAME = 150.0
ROW = 13.0
PANEL = 62.0
WIDEST = 36.0  # a column's share of the width at most: two columns are not stretched over the page
GAP = 12.0


class Frame(NamedTuple):
    """What all panels share: categories in order, values from ``low`` (zero or less) to ``high`` (zero or more), and a panel's width."""

    categories: list[str]
    low: float
    high: float
    pitch: float
    columns: bool

    def share(self, value: Decimal | float) -> float:
        """How far up from the lowest value, 0 to 1."""
        return (float(value) - self.low) / ((self.high - self.low) or 1)


class Panel(NamedTuple):
    """Where one series is drawn: from ``left``, its bars beginning under ``top``, its heading above."""

    series: Series
    left: float
    top: float


def lay_out_bars(chart: Chart, look: Look) -> Drawing:
    """Bars with their values written on them; derived ones hatched, a missing value left empty; panels side by side where they fit."""
    frame = make_frame(chart, look)
    width = frame.pitch * len(frame.categories) if frame.columns else look.width
    across = max(int((look.width + GAP) // (width + GAP)), 1)
    items: list[Item] = []
    y = 0.0
    if chart.unit:
        items.append(make_label([(chart.unit, False)], look, width=look.width, small=True, colour="quiet"))
        y = look.small_leading + 4
    for first in range(0, len(chart.series), across):
        drawn, y = draw_panels(chart.series[first : first + across], width, frame, y, chart, look)
        items.extend(drawn)
        y += GAP
    return Drawing(width=look.width, height=y - GAP + 2, items=tuple(items))


def make_frame(chart: Chart, look: Look) -> Frame:
    values = [float(point.value) for series in chart.series for point in series.points if point.value is not None]
    if not values:
        raise ValueError(f"the chart {chart.name!r} has no values")
    categories = collect_labels([series.points for series in chart.series])
    pitch = min(look.width / len(categories), WIDEST)
    written = {format_value(Decimal(repr(value)), chart.language) for value in values}
    columns = all(measure_text(text, look.size, look.family) <= pitch - 4 for text in (*categories, *written))
    return Frame(categories, min([0.0, *values]), max([0.0, *values]), pitch, columns)


def draw_panels(row: Sequence[Series], width: float, frame: Frame, top: float, chart: Chart, look: Look) -> tuple[list[Item], float]:
    """Panels side by side, their headings above where there are several series; returns them and their foot."""
    lefts = [number * (width + GAP) for number in range(len(row))]
    headings: list[Label] = []
    if len(chart.series) > 1:
        headings = [make_label([(series.name, True)], look, width=width, x=left, y=top) for series, left in zip(row, lefts, strict=True)]
    start = top + max((heading.height + 2 for heading in headings), default=0)
    draw = draw_columns if frame.columns else draw_rows
    items: list[Item] = list(headings)
    foot = start
    for series, left in zip(row, lefts, strict=True):
        drawn, foot = draw(Panel(series, left, start), frame, chart, look)
        items.extend(drawn)
    return items, foot


def list_points(series: Series, frame: Frame) -> Iterator[tuple[int, Point]]:
    """The points that have a value, with the place of their category."""
    places = {name: number for number, name in enumerate(frame.categories)}
    return ((places[point.label], point) for point in series.points if point.value is not None)


def draw_columns(panel: Panel, frame: Frame, chart: Chart, look: Look) -> tuple[list[Item], float]:
    """One panel of columns; returns it and its foot."""
    pitch, room = frame.pitch, look.leading + 1
    floor = panel.top + room + PANEL
    zero = floor - PANEL * frame.share(0)
    items: list[Item] = []
    for place, point in list_points(panel.series, frame):
        middle = panel.left + pitch * (place + 0.5)
        end = floor - PANEL * frame.share(point.value or 0)
        if point.value:
            items.append(
                Block(box=Box(middle - pitch * 0.31, min(end, zero), middle + pitch * 0.31, max(end, zero)), hatched=point.derived)
            )
        items.append(write_value(point, chart, look, x=middle, y=end - room if end <= zero else end + 1, align="center"))
    items.append(Stroke(points=((panel.left, zero), (panel.left + pitch * len(frame.categories), zero)), colour="ink", width=0.6))
    foot = floor + (room if frame.low < 0 else 0) + 2
    for place, name in enumerate(frame.categories):
        items.append(
            make_label([(name, False)], look, width=pitch, x=panel.left + pitch * (place + 0.5), y=foot, align="center", colour="quiet")
        )
    return items, foot + look.leading


def write_value(point: Point, chart: Chart, look: Look, *, x: float, y: float, align: Align) -> Label:
    text = format_value(point.value or Decimal(0), chart.language)
    return make_label([(text, False)], look, width=200, x=x, y=y, align=align)


def draw_rows(panel: Panel, frame: Frame, chart: Chart, look: Look) -> tuple[list[Item], float]:
    """One panel of rows; returns it and its foot."""
    names = [make_label([(name, False)], look, width=NAME) for name in frame.categories]
    left = panel.left + max(name.width for name in names) + 8
    values = [write_value(point, chart, look, x=0, y=0, align="left") for _, point in list_points(panel.series, frame)]
    reach = look.width - left - max((value.width for value in values), default=0) - 6
    zero = left + reach * frame.share(0)
    tops = list_tops(names, panel.top)
    items: list[Item] = []
    for (place, point), value in zip(list_points(panel.series, frame), values, strict=True):
        middle = tops[place] + max(names[place].height, ROW) / 2
        end = left + reach * frame.share(point.value or 0)
        if point.value:
            items.append(Block(box=Box(min(end, zero), middle - ROW * 0.36, max(end, zero), middle + ROW * 0.36), hatched=point.derived))
        items.append(value.move(max(end, zero) + 4, middle - look.leading / 2))
    items.append(Stroke(points=((zero, panel.top), (zero, tops[-1])), colour="ink", width=0.6))
    items.extend(name.move(panel.left, top + max(ROW - name.height, 0) / 2) for name, top in zip(names, tops, strict=False))
    return items, tops[-1]


def list_tops(names: Sequence[Label], top: float) -> list[float]:
    """Where each row begins, and where the last one ends."""
    tops = [top]
    for name in names:
        tops.append(tops[-1] + max(name.height, ROW) + 3)
    return tops

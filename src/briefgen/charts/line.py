"""Values over time as lines, each named at its end; a missing value breaks the line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from briefgen.charts.lettering import make_label
from briefgen.charts.looks import Look
from briefgen.charts.scales import collect_labels, format_period, format_value, read_extent, tick_values
from briefgen.charts.shapes import Box, Dot, Drawing, Item, Label, Stroke
from briefgen.model import Chart, Point, Series

HEIGHT = 150.0
NAMES = 92.0  # room for the names of the series at the right
DASHES: tuple[tuple[float, ...], ...] = ((), (4, 2), (1.2, 1.6), (6, 2, 1.2, 2))
SHADES = ("accent", "ink", "quiet", "middle")

Place = Callable[[Point], tuple[float, float]]


def lay_out_line(chart: Chart, look: Look) -> Drawing:
    """Lines told apart by dash and shade and named at their ends; derived points hatched; first, last, lowest and highest written."""
    values = [float(point.value) for series in chart.series for point in series.points if point.value is not None]
    if not values:
        raise ValueError(f"the chart {chart.name!r} has no values")
    ticks = tick_values(max(values), min(0.0, *values) if min(values) <= max(values) * 0.6 else min(values))
    marks = [make_label([(format_value(tick, chart.language), False)], look, width=80, small=True, colour="quiet") for tick in ticks]
    left = max(mark.width for mark in marks) + 6
    right = look.width - (NAMES if len(chart.series) > 1 else 24)
    top = look.small_leading * 2 + 4
    grid = list(draw_grid(marks, top, left, right))
    places = place_times(chart, left + 8, right - 8)
    reach = (ticks[-1] - ticks[0]) or 1

    def place(point: Point) -> tuple[float, float]:
        return places[name_time(point, chart)], top + HEIGHT * (1 - (float(point.value or 0) - ticks[0]) / reach)

    items: list[Item] = [*grid, *draw_times(places, top + HEIGHT + 3, look), *draw_unit(chart, look)]
    for number, series in enumerate(chart.series):
        items.extend(draw_series(series, number, place))
    items.extend(write_values(chart, place, look))
    if len(chart.series) > 1:
        items.extend(write_names(chart.series, place, right + 6, look))
    return Drawing(width=look.width, height=top + HEIGHT + 4 + look.small_leading, items=tuple(items))


def draw_unit(chart: Chart, look: Look) -> Iterator[Item]:
    if chart.unit:
        yield make_label([(chart.unit, False)], look, width=look.width, small=True, colour="quiet")


def draw_grid(marks: Sequence[Label], top: float, left: float, right: float) -> Iterator[Item]:
    for number, mark in enumerate(marks):
        y = top + HEIGHT * (1 - number / (len(marks) - 1))
        yield Stroke(points=((left, y), (right, y)), colour="ink" if number == 0 else "pale", width=0.6)
        yield mark.move(left - 4, y - mark.height / 2, "right")


def name_time(point: Point, chart: Chart) -> str:
    return format_period(point, chart.language) if point.start or point.end else point.label


def place_times(chart: Chart, left: float, right: float) -> dict[str, float]:
    """Where each time or category lies: by date where all points are dated, else at equal distances."""
    points = [point for series in chart.series for point in series.points]
    if all(point.start or point.end for point in points):
        days = {name_time(point, chart): read_extent(point).anchor for point in points}
        low, reach = min(days.values()), (max(days.values()) - min(days.values())) or 1
        return {name: left + (right - left) * (day - low) / reach for name, day in sorted(days.items(), key=lambda pair: pair[1])}
    names = collect_labels([series.points for series in chart.series])
    return {name: left + (right - left) * number / max(len(names) - 1, 1) for number, name in enumerate(names)}


def draw_times(places: dict[str, float], y: float, look: Look) -> Iterator[Item]:
    """The times under the axis, those left out that would touch the one before."""
    reached = -10.0
    for name, x in places.items():
        label = make_label([(name, False)], look, width=90, small=True, x=x, y=y, align="center", colour="quiet")
        if label.box.left > reached + 4:
            reached = label.box.right
            yield label


def draw_series(series: Series, number: int, place: Place) -> Iterator[Item]:
    colour, dashes = SHADES[number % len(SHADES)], DASHES[number % len(DASHES)]
    for known, run in groupby(series.points, key=lambda point: point.value is not None):
        points = list(run)
        if known and len(points) > 1:
            yield Stroke(points=tuple(place(point) for point in points), colour=colour, width=1.3, dashes=dashes)
        for point in points if known else ():
            x, y = place(point)
            yield Dot(x=x, y=y, radius=2.4, colour=colour, hatched=point.derived)


def write_values(chart: Chart, place: Place, look: Look) -> Iterator[Label]:
    """The values that matter, above or below their points; one that would touch a mark or another is left to the data table."""
    dots = [place(point) for series in chart.series for point in series.points if point.value is not None]
    taken = [Box(x - 3, y - 3, x + 3, y + 3) for x, y in dots]
    for series in chart.series:
        for point in pick_points(series):
            x, y = place(point)
            text = format_value(point.value or 0, chart.language)
            label = make_label([(text, True)], look, width=80, small=True, x=x, align="center")
            for top in (y - 4.5 - label.height, y + 4.5):
                placed = label.move(x, top)
                if not any(placed.box.meets(box) for box in taken):
                    taken.append(placed.box)
                    yield placed
                    break


def pick_points(series: Series) -> list[Point]:
    """Last, first, highest and lowest; all of a short series."""
    points = [point for point in series.points if point.value is not None]
    if len(points) <= 8:
        return points
    order = sorted(points, key=lambda point: point.value or 0)
    return list({id(point): point for point in (points[-1], points[0], order[-1], order[0])}.values())


def write_names(series: Sequence[Series], place: Place, x: float, look: Look) -> Iterator[Label]:
    """Each series' name beside its last point, moved down where two would meet."""
    ends = []
    for number, one in enumerate(series):
        points = [point for point in one.points if point.value is not None]
        if points:
            label = make_label(
                [(one.name, True)], look, width=NAMES - 6, small=True, x=x, colour=SHADES[number % len(SHADES)].replace("middle", "quiet")
            )
            ends.append((place(points[-1])[1] - label.leading / 2, label))
    reached = 0.0
    for y, label in sorted(ends, key=lambda pair: pair[0]):
        top = max(y, reached)
        reached = top + label.height + 2
        yield label.move(x, top)

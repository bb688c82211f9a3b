"""Milestones and meetings on an axis of years: the first series above it, the second below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefgen.charts.flags import Flag, Hung, fit_axis, hang_flags, share_flags
from briefgen.charts.lettering import make_label
from briefgen.charts.looks import Look
from briefgen.charts.scales import Extent, Span, format_period, list_years, read_extent, span_years, tick_years
from briefgen.charts.shapes import Block, Box, Dot, Drawing, Item, Label, Shape, Stroke
from briefgen.model import Chart, Point

BAND = 12.0  # height of the axis
FIRST = 9.0  # from the axis to the nearest label
WRAP = 104.0  # width of a label
LEFT = 3.0
DASHED = (2.0, 2.0)
NOT_HELD = frozenset({"planned", "proposed"})  # stages of a meeting that no source reports as held
WIDE_MARK = 7.0  # a date known only to the year is drawn as the stretch it may lie in, once that is wider than a dot


class Event(NamedTuple):
    point: Point
    extent: Extent
    label: Label
    group: int


def lay_out_timeline(chart: Chart, look: Look) -> Drawing:
    """Each point a mark at its date and a label with the date as it is known; no two labels meet, none is cut."""
    events = [make_event(point, group, chart, look) for group, series in enumerate(chart.series) for point in series.points]
    if not events:
        raise ValueError(f"the timeline {chart.name!r} has no points")
    years = list_years(event.extent for event in events)
    whole = span_years(*years, 0, 1)
    right = fit_axis([(whole.place(event.extent.anchor), event.label.width) for event in events], LEFT, look.width)
    span = span_years(*years, LEFT, right)
    above, below = hang_events(events, span)
    head, foot = (measure_side(side) for side in (above, below))
    return Drawing(width=look.width, height=head + BAND + foot, items=tuple(draw_events(events, span, head, (above, below), look)))


def make_event(point: Point, group: int, chart: Chart, look: Look) -> Event:
    label = make_label([(format_period(point, chart.language), True), (point.label, False)], look, width=WRAP)
    return Event(point, read_extent(point), label, group)


def hang_events(events: Sequence[Event], span: Span) -> tuple[list[Hung], list[Hung]]:
    """One series on either side where there are two, else all on both."""
    flags = [(event.group, Flag(span.place(event.extent.anchor), event.label, number)) for number, event in enumerate(events)]
    first, last = min(group for group, _ in flags), max(group for group, _ in flags)
    if len({group for group, _ in flags}) == 2:
        above, below = ([flag for group, flag in flags if group == side] for side in (first, last))
    else:
        above, below = share_flags(flag for _, flag in flags)
    return hang_flags(above, FIRST), hang_flags(below, FIRST)


def measure_side(side: Sequence[Hung]) -> float:
    return max((hung.far for hung in side), default=2.0) + 2.0


def draw_events(events: Sequence[Event], span: Span, head: float, sides: tuple[list[Hung], list[Hung]], look: Look) -> Iterator[Item]:
    yield from draw_axis(span, head, look)
    for side, edge, way in ((sides[0], head, -1), (sides[1], head + BAND, 1)):
        for hung in side:
            far = edge + way * hung.far
            dashes = DASHED if events[hung.flag.number].point.stage in NOT_HELD else ()
            yield Stroke(points=((hung.flag.x, edge), (hung.flag.x, far)), colour="middle", width=0.5, dashes=dashes)
            yield hung.place(min(edge + way * hung.near, far))
        for hung in side:
            yield from draw_mark(events[hung.flag.number], span, edge)


def draw_axis(span: Span, top: float, look: Look) -> Iterator[Item]:
    """A band with the years in it, each where it begins."""
    yield Block(box=Box(span.left, top, span.right, top + BAND), colour="pale")
    for year, x in tick_years(span):
        yield Stroke(points=((x, top), (x, top + BAND)), colour="white", width=0.8)
        yield make_label([(str(year), False)], look, width=60, small=True, x=x + 2, y=top + (BAND - look.small_leading) / 2, colour="quiet")


def draw_mark(event: Event, span: Span, y: float) -> Iterator[Item]:
    """A dot for a day or month; a bar for a longer stretch; an arrow where the beginning or end is not known; hollow where only planned."""
    first, last = event.extent
    x = span.place(event.extent.anchor)
    hatched, hollow = event.point.derived, event.point.stage in NOT_HELD
    if first is not None and last is not None:
        end = span.place(last + 1)
        if end - x > WIDE_MARK:
            yield Block(box=Box(x, y - 2.2, end, y + 2.2), hatched=hatched, hollow=hollow)
            return
    yield Dot(x=x, y=y, hatched=hatched, hollow=hollow)
    if first is None:
        yield Shape(points=((x - 9, y), (x - 4, y - 2.4), (x - 4, y + 2.4)))
    if last is None:
        yield Shape(points=((x + 9, y), (x + 4, y - 2.4), (x + 4, y + 2.4)))

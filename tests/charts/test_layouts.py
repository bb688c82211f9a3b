"""What holds for every drawing before it is painted: nothing overlaps, nothing is cut, no words are lost."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.charts.draw import lay_out
from briefgen.charts.lettering import measure_text, wrap_text
from briefgen.charts.looks import load_look
from briefgen.charts.shapes import Block, Dot, Drawing, Shape, Stroke
from briefgen.fonts import replace_missing
from briefgen.model import Chart, ChartKind, Point
from chart_samples import ALL, BARS, LINE, LIVES, LONG_BARS, MATRIX, TIMELINE, at, make_chart, worth

LOOK = load_look("house")
NAMES = [f"{chart.kind.value}-{number}" for number, chart in enumerate(ALL)]
WORDS = st.lists(
    st.sampled_from(
        ["Hội", "nghị", "Bộ", "trưởng", "Ngoại", "giao", "ASEAN", "Liên", "minh", "Kinh", "tế", "Á-Âu", "họp", "trực-tuyến-và-trực-tiếp"]
    ),
    min_size=1,
    max_size=14,
)
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2026, 12, 31)).map(dt.date.isoformat)
DATES = DAYS | DAYS.map(lambda day: day[:7]) | DAYS.map(lambda day: day[:4])
EVENTS = st.lists(st.builds(at, WORDS.map(" ".join), DATES, derived=st.booleans()), min_size=1, max_size=14)
ROWS = st.lists(st.tuples(WORDS.map(" ".join), EVENTS.map(lambda events: events[:4])), min_size=2, max_size=5)
HASTE = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def find_faults(drawing: Drawing) -> list[str]:
    labels = drawing.labels
    cut = [
        f"cut: {label.runs}"
        for label in labels
        if label.box.left < -0.1 or label.box.top < -0.1 or label.box.right > drawing.width + 0.1 or label.box.bottom > drawing.height + 0.1
    ]
    met = [
        f"{one.runs} on {other.runs}" for number, one in enumerate(labels) for other in labels[:number] if one.box.meets(other.box, -0.2)
    ]
    return cut + met


def read_words(drawing: Drawing) -> str:
    return " ".join(run.text for label in drawing.labels for run in label.runs)


@pytest.mark.parametrize("theme", ["house", "decree-30"])
@pytest.mark.parametrize("chart", ALL, ids=NAMES)
def test_labels_neither_meet_nor_leave_the_sheet(chart: Chart, theme: str) -> None:
    assert find_faults(lay_out(chart, load_look(theme))) == []


@HASTE
@given(EVENTS, EVENTS)
def test_any_timeline_is_readable(milestones: list[Point], meetings: list[Point]) -> None:
    drawing = lay_out(make_chart(ChartKind.TIMELINE, [("Mốc", milestones), ("Cuộc gặp", meetings)]), LOOK)
    assert find_faults(drawing) == []
    printed = read_words(drawing)
    assert all(word in printed for event in (*milestones, *meetings) for word in event.label.split() if len(word) < 12)


@HASTE
@given(ROWS)
def test_any_lives_are_readable(rows: list[tuple[str, list[Point]]]) -> None:
    assert find_faults(lay_out(make_chart(ChartKind.LIVES, rows), LOOK)) == []


@HASTE
@given(
    st.lists(st.tuples(WORDS.map(" ".join), st.decimals(-(10**6), 10**6, places=2)), min_size=1, max_size=8, unique_by=lambda pair: pair[0])
)
def test_any_bars_are_readable(amounts: list[tuple[str, object]]) -> None:
    assert find_faults(lay_out(make_chart(ChartKind.BARS, [("", [worth(name, str(value)) for name, value in amounts])]), LOOK)) == []


def test_two_series_of_a_timeline_lie_on_either_side_of_the_axis() -> None:
    drawing = lay_out(TIMELINE, LOOK)
    axis = next(item.box for item in drawing.items if isinstance(item, Block))
    tops = {label.runs[1].text.split()[0]: label.y for label in drawing.labels if len(label.runs) > 1}
    assert tops["Thiết"] < axis.top < axis.bottom < tops["Hội"]


def test_derived_marks_are_hatched_and_others_are_not() -> None:
    marks = [item for item in lay_out(TIMELINE, LOOK).items if isinstance(item, Block | Dot)]
    assert sum(mark.hatched for mark in marks) == 1
    assert sum(item.hatched for item in lay_out(BARS, LOOK).items if isinstance(item, Block)) == 1


def test_open_ends_are_arrows() -> None:
    assert sum(isinstance(item, Shape) for item in lay_out(LIVES, LOOK).items) == 2


def test_a_year_alone_is_drawn_as_the_stretch_it_may_lie_in() -> None:
    chart = make_chart(ChartKind.TIMELINE, [("", [at("a", "2015"), at("b", "2016-03-01")])])
    bars = lay_out(chart, LOOK).items
    assert any(isinstance(item, Block) and item.colour == "accent" for item in bars)
    assert sum(isinstance(item, Dot) for item in bars) == 1


def test_bars_start_at_zero_and_are_as_long_as_their_values() -> None:
    boxes = [item.box for item in lay_out(LONG_BARS, LOOK).items if isinstance(item, Block)]
    zero = boxes[0].left
    assert [box.left for box in boxes[:2]] == [zero, zero]
    assert boxes[2].right == pytest.approx(zero)
    lengths = [box.right - box.left for box in boxes]
    assert lengths[0] / lengths[1] == pytest.approx(2.6 / 3.14)
    assert lengths[2] / lengths[1] == pytest.approx(0.7 / 3.14)


def test_years_of_bars_stand_in_their_order() -> None:
    assert [label.runs[0].text for label in lay_out(BARS, LOOK).labels if label.runs[0].text.startswith("20")][:4] == [
        "2018",
        "2019",
        "2021",
        "2024",
    ]


def test_a_missing_value_breaks_the_line() -> None:
    lines = [item for item in lay_out(LINE, LOOK).items if isinstance(item, Stroke) and item.width == 1.3]
    assert sorted(len(line.points) for line in lines) == [2, 4]


def test_a_party_without_a_recorded_position_has_a_dash() -> None:
    assert [run.text for label in lay_out(MATRIX, LOOK).labels for run in label.runs].count("–") == 2


@pytest.mark.parametrize("kind", list(ChartKind))
def test_a_chart_without_points_is_refused(kind: ChartKind) -> None:
    with pytest.raises(ValueError, match="has no"):
        lay_out(make_chart(kind, [("a", [])]), LOOK)


@given(st.text(st.characters(categories=["L", "N", "P"], max_codepoint=0x1EFF), max_size=80), st.floats(20, 200))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: float) -> None:
    lines = wrap_text(text, width, 7.4, "BriefgenSans")
    assert "".join(lines) == "".join(replace_missing(text).split())
    assert all(measure_text(line, 7.4, "BriefgenSans") <= width or len(line) == 1 for line in lines)


def test_a_meeting_only_planned_has_a_hollow_mark_on_a_dashed_stem() -> None:
    points = [Point(label="Đã họp", start="2021-04-06", stage="held"), Point(label="Mới dự kiến", start="2023-10-02", stage="planned")]
    drawing = lay_out(make_chart(ChartKind.TIMELINE, [("Cuộc gặp", points)]), LOOK)
    assert [dot.hollow for dot in drawing.items if isinstance(dot, Dot)] == [False, True]
    assert sum(bool(stroke.dashes) for stroke in drawing.items if isinstance(stroke, Stroke)) == 1

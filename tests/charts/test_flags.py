from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefgen.charts.flags import POLE, Flag, Hung, fit_axis, hang_flags
from briefgen.charts.shapes import Box, Label, Run

FIRST = 8.0


def make_flag(x: float, width: float, lines: int) -> Flag:
    return Flag(x, Label(x=0, y=0, runs=(Run(text="x"),) * lines, size=7, width=width, leading=9))


def box_of(hung: Hung) -> Box:
    return hung.place(hung.near).box


FLAGS = st.lists(st.builds(make_flag, st.floats(0, 400), st.floats(5, 110), st.integers(1, 5)), max_size=25)


@given(FLAGS)
def test_no_two_labels_meet(flags: list[Flag]) -> None:
    boxes = [box_of(hung) for hung in hang_flags(flags, FIRST)]
    assert not any(one.meets(other) for number, one in enumerate(boxes) for other in boxes[:number])


@given(FLAGS)
def test_no_pole_runs_through_a_label(flags: list[Flag]) -> None:
    hung = hang_flags(flags, FIRST)
    for one in hung:
        for other in hung:
            box = box_of(other)
            assert not (box.left < one.flag.x < box.right and one.far > box.top)


@given(FLAGS)
def test_every_flag_is_hung_once_and_none_leaves_the_sheet_on_the_left(flags: list[Flag]) -> None:
    hung = hang_flags(flags, FIRST)
    assert sorted(one.flag.x for one in hung) == sorted(flag.x for flag in flags)
    assert all(box_of(one).left >= 0 for one in hung)


def test_crowded_flags_fly_to_both_sides() -> None:
    hung = hang_flags([make_flag(x, 80, 2) for x in (200, 203, 206, 209)], FIRST)
    assert {one.leftwards for one in hung} == {True, False}
    assert max(one.far for one in hung) < 2 * 18 + FIRST + 10


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(5, 110)), min_size=1, max_size=20))
def test_the_axis_ends_early_enough_for_its_last_labels(places: list[tuple[float, float]]) -> None:
    right = fit_axis(places, 0, 460)
    assert all(right * place + POLE + width <= 460.001 for place, width in places)

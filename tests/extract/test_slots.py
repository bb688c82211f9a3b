"""Dates and parties that a pattern did not capture are attached by ordered rules; nothing is taken across a semicolon."""

from __future__ import annotations

import pytest

from briefgen.extract.lint import make_line
from briefgen.extract.packs import load_packs
from briefgen.extract.slots import attach_time, parties_in, times_in

STOPS = frozenset({"EVENT", "VISIT", "MEETV"})


def attached(text: str, *, strict: bool = False, alone: bool = False, nth: int = 0) -> tuple[str, str] | None:
    """The words and the rule of the date that belongs to the sentence's ``nth`` event."""
    line = make_line(text, "vi", load_packs())
    event = [i for i, _ in line.with_label("EVENT", "VISIT")][nth]
    found = attach_time(line, event, event + 1, STOPS, strict=strict, alone=alone)
    return (line.quote(found[0], found[0] + 1), found[2]) if found else None


@pytest.mark.parametrize(
    ("text", "nth", "expected"),
    [
        ("Hội nghị diễn ra ngày 5/3/2021.", 0, ("5/3/2021", "attached-right")),
        ("Ngày 5/3/2021, Nga tổ chức hội nghị.", 0, ("5/3/2021", "sentence-initial")),
        ("Tại Moskva, theo tin mới nhận ngày 5/3/2021, đã có hội nghị.", 0, ("5/3/2021", "clause-left")),
        ("Hội nghị họp năm 2019; đối thoại họp năm 2021.", 0, ("năm 2019", "attached-right")),
        ("Nga họp năm 2019; đối thoại đã kết thúc.", 0, None),
        ("Hội nghị tại Moskva, đối thoại ngày 5/3/2021.", 1, ("5/3/2021", "attached-right")),
    ],
)
def test_a_date_is_attached_right_then_from_the_beginning_then_left(text: str, nth: int, expected: tuple[str, str] | None) -> None:
    found = attached(text, nth=nth)
    assert (found is None) == (expected is None)
    if found and expected:
        assert found[0].endswith(expected[0].removeprefix("năm "))
        assert found[1] == expected[1]


def test_a_date_at_the_beginning_belongs_to_the_first_event_only_where_asked_so() -> None:
    text = "Ngày 5/3/2021, sau hội nghị, đoàn dự đối thoại."
    assert attached(text, nth=1) is not None
    assert attached(text, nth=1, strict=True) is None


def test_words_that_name_no_day_are_no_times() -> None:
    line = make_line("Trong thời gian tới, hai bên sẽ họp; cùng ngày, đoàn về nước.", "vi", load_packs())
    assert list(times_in(line, 0, len(line))) == []


def test_the_parties_of_a_joint_committee_are_both_its_sides() -> None:
    line = make_line("Ủy ban hỗn hợp Việt Nam - Peru", "vi", load_packs())
    assert parties_in(line, 0, len(line)) == ("PER", "VNM")


def test_a_ministrys_country_is_no_party_of_what_it_is_named_in() -> None:
    line = make_line("Bộ Ngoại giao Nga", "vi", load_packs())
    assert parties_in(line, 0, len(line)) == ()

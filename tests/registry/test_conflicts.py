from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import pytest

from briefgen.model import (
    Agreement,
    Change,
    Conflict,
    ConflictKind,
    Meeting,
    Mention,
    Milestone,
    Participant,
    Question,
    Role,
    Statement,
    Statistic,
)
from briefgen.registry.conflicts import find_conflicts, rounds_to
from briefgen.registry.derive import base_value, derive_facts, write_number
from briefgen.registry.keys import group_key
from briefgen.registry.lifecycles import list_lifecycles
from briefgen.registry.merge import merge_group
from briefgen.registry.merged import Merged
from briefgen.registry.questions import ask_questions
from support import make_mention


def merge(*mentions: Mention) -> list[Merged]:
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[group_key(mention)].append(mention)
    return [one for key, group in groups.items() for one in merge_group(key, group)]


def conflicts(*mentions: Mention) -> list[Conflict]:
    return find_conflicts(merge(*mentions))


def questions(*mentions: Mention, cut_off: str = "2024-12-31") -> list[Question]:
    merged = merge(*mentions)
    return ask_questions(merged, find_conflicts(merged), list_lifecycles(merged, cut_off), cut_off)


def trade(value: str, **more: object) -> Statistic:
    given = {"indicator": "trade-turnover", "unit": "USD", "period": "2021", **more}
    return Statistic(value=Decimal(value), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "kind", "field"),
    [
        (trade("5500000000"), trade("7100000000"), ConflictKind.CONTRADICTION, "value"),
        (trade("5500000000"), trade("5540000000"), ConflictKind.PRECISION, "value"),
        (trade("5500000000", qualifier="over"), trade("5640000000"), ConflictKind.PRECISION, "value"),
        (trade("5500000000", compiler="Hải quan"), trade("7100000000", compiler="ITC"), ConflictKind.COMPILER, "value"),
        (trade("5500000000"), trade("5500000000", period="2021-01/2021-11"), ConflictKind.PERIOD, "period"),
        (
            trade("5500000000", change=Change(value=Decimal(12))),
            trade("5500000000", change=Change(value=Decimal(14))),
            ConflictKind.CONTRADICTION,
            "change",
        ),
        (trade("10000000000", indicator="target"), trade("5500000000"), ConflictKind.PLAN_OUTCOME, "value"),
        (Milestone(event="established"), None, ConflictKind.CONTRADICTION, "date"),
    ],
)
def test_conflicts_are_classified_and_name_both_sides(one: Statistic, other: Statistic | None, kind: ConflictKind, field: str) -> None:
    first = make_mention("a", one, date="1950", topics=("trade",))
    second = make_mention("b", other or one, date="1951", topics=("trade",))
    (conflict,) = conflicts(first, second)
    assert (conflict.kind, conflict.field) == (kind, field)
    assert [side.evidence[0].article for side in sorted(conflict.sides, key=lambda side: side.evidence[0].article)] == ["a", "b"]


def test_items_of_a_list_in_one_article_are_no_conflict() -> None:
    assert not conflicts(
        make_mention("a", trade("1100000000")), make_mention("a", trade("2200000000")), make_mention("b", trade("1100000000"))
    )


def test_a_meeting_in_two_places_is_shown_with_the_words_of_both() -> None:
    people = (Participant(name="Bùi Thanh Sơn"), Participant(name="Sergei Lavrov"))
    here, there = (Meeting(name="hội đàm", place=place, participants=people) for place in ("Hà Nội", "Mát-xcơ-va"))
    (conflict,) = conflicts(make_mention("a", here, date="2021-09-28"), make_mention("b", there, date="2021-09-28"))
    assert (conflict.field, [side.value for side in conflict.sides]) == ("place", ["Hà Nội", "Mát-xcơ-va"])


def test_a_country_as_place_is_only_less_precise() -> None:
    people = (Participant(name="Bùi Thanh Sơn"), Participant(name="Sergei Lavrov"))
    here, there = (Meeting(name="hội đàm", place=place, participants=people) for place in ("Nga", "Moscow"))
    assert not conflicts(make_mention("a", here, date="2021-09-28"), make_mention("b", there, date="2021-09-28"))


def test_a_meeting_held_on_another_day_than_planned_is_plan_against_outcome() -> None:
    planned = Meeting(name="Hội nghị cấp cao Việt Nam - Nga", ordinal=3, stage="planned")
    held = Meeting(name="Hội nghị cấp cao Việt Nam - Nga", ordinal=3)
    (conflict,) = conflicts(make_mention("a", planned, date="2021-10"), make_mention("b", held, date="2022-03-01"))
    assert conflict.kind is ConflictKind.PLAN_OUTCOME


def test_two_people_in_one_office_on_one_day_are_a_question_of_succession() -> None:
    roles = [
        make_mention(stem, Role(person=name, role="Bộ trưởng Ngoại giao"), date="2021-04-08", parties=("VNM",))
        for stem, name in (("a", "Phạm Bình Minh"), ("b", "Bùi Thanh Sơn"))
    ]
    (conflict,) = conflicts(*roles)
    assert conflict.kind is ConflictKind.SUCCESSION


def test_a_successor_later_on_is_no_conflict() -> None:
    roles = [
        make_mention(stem, Role(person=name, role="Bộ trưởng Ngoại giao"), date=date, parties=("VNM",))
        for stem, name, date in (("a", "Phạm Bình Minh", "2021-03-01"), ("b", "Bùi Thanh Sơn", "2021-05-01"))
    ]
    assert not conflicts(*roles)


def test_the_same_words_in_two_mouths_are_a_conflict_of_attribution() -> None:
    content = "hai bên cần sớm tổ chức khóa họp tiếp theo của ủy ban liên chính phủ"
    said = [
        make_mention(stem, Statement(actor=actor, act="propose", content=content), date="2021-09-28")
        for stem, actor in (("a", "Bùi Thanh Sơn"), ("b", "Sergei Lavrov"))
    ]
    (conflict,) = conflicts(*said)
    assert conflict.kind is ConflictKind.ATTRIBUTION


@pytest.mark.parametrize(
    ("fine", "coarse", "yes"),
    [("2630000000", "2600000000", True), ("2670000000", "2600000000", False), ("2.63", "2.6", True), ("100", "100", False)],
)
def test_a_number_rounds_to_a_coarser_one(fine: str, coarse: str, yes: bool) -> None:
    assert rounds_to(Decimal(fine), Decimal(coarse)) is yes


# --- Derivation and checks ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "printed"), [("2600000000", "2.6e9"), ("1.125", "1.125"), ("250000", "250000"), ("65438000000", "6.5438e10")]
)
def test_numbers_are_printed_short_in_formulas(value: str, printed: str) -> None:
    assert write_number(Decimal(value)) == printed


def test_a_base_value_is_derived_from_growth_where_no_source_gives_it() -> None:
    grown = trade("2600000000", period="2021-01/2021-06", change=Change(value=Decimal("12.5"), base="2020-01/2020-06"))
    merged = merge(make_mention("a", grown))
    (derived,) = derive_facts(merged)
    claim = derived.fact.claim
    assert isinstance(claim, Statistic)
    assert (claim.value, claim.period, claim.qualifier) == (Decimal(2311111111), "2020-01/2020-06", "about")
    assert derived.fact.derived_from is not None
    assert derived.fact.derived_from.facts == (merged[0].fact.id,)
    known = merge(make_mention("a", grown), make_mention("b", trade("2300000000", period="2020-01/2020-06")))
    assert derive_facts(known) == []


@pytest.mark.parametrize(
    "change", [Change(value=Decimal("-100"), base="2020"), Change(value=Decimal(5), base="cùng kỳ"), Change(value=Decimal(5))]
)
def test_growth_without_a_known_base_period_derives_nothing(change: Change) -> None:
    assert base_value(trade("5", change=change)) is None


def test_growth_that_does_not_fit_the_levels_is_asked_about() -> None:
    grown = trade("2600000000", change=Change(value=Decimal("12.5"), base="2020"))
    asked = questions(make_mention("a", grown), make_mention("b", trade("1900000000", period="2020")))
    (question,) = [one for one in asked if one.code == "growth-mismatch"]
    assert (question.values["expected"], question.values["reported"]) == ("2311111111", "1900000000")


def test_ordinals_against_their_dates_are_asked_about() -> None:
    sessions = [
        make_mention(stem, Meeting(name="Đối thoại quốc phòng", ordinal=n), date=day)
        for stem, n, day in (("a", 5, "2023-05-01"), ("b", 6, "2021-05-01"))
    ]
    assert "ordinal-order" in {one.code for one in questions(*sessions)}


def test_an_anniversary_against_a_stated_founding_year_is_asked_about() -> None:
    founded = [
        make_mention("a", Milestone(event="established"), date="1950", derived="2020 − 70"),
        make_mention("b", Milestone(event="established"), date="1951-01-30"),
    ]
    assert "anniversary-mismatch" in {one.code for one in questions(*founded)}


def test_a_level_that_seems_to_sink_is_asked_about() -> None:
    levels = [("a", "comprehensive-strategic-partner", "2021-01-01"), ("b", "strategic-partner", "2024-01-01")]
    mentions = [make_mention(stem, Milestone(event="level", level=level), date=date) for stem, level, date in levels]
    assert "level-sinks" in {one.code for one in questions(*mentions)}


def test_names_that_are_likely_one_wait_for_an_editor() -> None:
    roles = [
        make_mention(stem, Role(person=name, role="Bộ trưởng"), parties=("VNM",))
        for stem, name in (("a", "Bùi Thanh Sơn"), ("b", "Bui Thanh Son"))
    ]
    (question,) = [one for one in questions(*roles) if one.code == "same-name"]
    assert set(question.values.values()) == {"Bùi Thanh Sơn", "Bui Thanh Son"}


def test_a_due_date_is_overdue_only_after_the_cut_off() -> None:
    meeting = make_mention("a", Meeting(name="Hội nghị cấp cao", stage="planned"), date="2024-10")
    assert "meeting-overdue" not in {one.code for one in questions(meeting, cut_off="2024-10-31")}
    assert "meeting-overdue" in {one.code for one in questions(meeting, cut_off="2024-11-01")}


def test_stages_between_two_reported_ones_are_gaps() -> None:
    stages = (("a", "negotiating", "2019"), ("b", "in-force", "2022"))
    mentions = [
        make_mention(stem, Agreement(name="Hiệp định về du lịch", form="treaty", stage=stage), date=date) for stem, stage, date in stages
    ]
    (life,) = list_lifecycles(merge(*mentions), None)
    assert [(step.stage, step.fact is None) for step in life.steps] == [
        ("negotiating", False),
        ("concluded", True),
        ("signed", True),
        ("ratified", True),
        ("in-force", False),
    ]

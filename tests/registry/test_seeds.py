"""What the five seeds say together, from mentions made of their gold facts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from briefgen.model import ConflictKind, Fact, Lifecycle, Status, View
from briefgen.registry import open_registry
from support import mentions_from_gold, source_from_gold, stems


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with open_registry(tmp_path_factory.mktemp("seeds") / "registry.sqlite") as registry:
        for stem in stems():
            registry.put_article(source_from_gold(stem), mentions_from_gold(stem))
        yield registry.view()


def fact_of(view: View, mention: str) -> Fact:
    """The fact that a gold fact became a part of."""
    (found,) = [fact for fact in view.facts if mention in fact.mentions]
    return found


def life_of(view: View, mention: str) -> Lifecycle:
    fact = fact_of(view, mention)
    (found,) = [life for life in view.lifecycles if life.id == f"life-{fact.id}"]
    return found


SAME = [
    ("001-milestone-03", "002-milestone-01"),
    ("001-milestone-01", "002-milestone-03"),
    ("001-milestone-02", "002-milestone-04"),
    ("003-role-01", "004-role-03"),
    ("002-agreement-03", "003-agreement-01"),
    ("001-agreement-03", "002-agreement-01", "000-agreement-01"),
    ("000-agreement-05", "003-agreement-03"),
    ("000-agreement-07", "001-agreement-04"),
    ("001-milestone-04", "002-milestone-02", "000-milestone-01"),
    ("003-milestone-01", "004-milestone-01"),
]

APART = [
    ("002-meeting-01", "002-meeting-03"),
    ("002-meeting-04", "002-meeting-05"),
    ("002-meeting-01", "002-meeting-02"),
    ("001-meeting-01", "000-meeting-01"),
    ("001-agreement-02", "001-agreement-03"),
    ("003-meeting-01", "003-meeting-02"),
    ("004-meeting-01", "004-meeting-02"),
    ("003-meeting-02", "004-meeting-02"),
    ("002-agreement-03", "002-agreement-04"),
    ("002-agreement-02", "002-agreement-03"),
    ("000-role-01", "000-role-03"),
    ("004-role-04", "004-role-05"),
    # the same position on another day, or by another speaker
    ("001-statement-04", "002-statement-02"),
    ("002-statement-02", "000-statement-03"),
    ("000-statement-03", "003-statement-25"),
    ("001-statement-05", "002-commitment-02"),
    ("002-statement-01", "000-statement-02"),
    ("003-statement-24", "004-statement-06"),
    ("002-statement-19", "004-statement-07"),
    ("003-statement-26", "000-statement-16"),
]


@pytest.mark.parametrize("mentions", SAME, ids="+".join)
def test_articles_that_say_the_same_make_one_fact_with_the_evidence_of_all(view: View, mentions: tuple[str, ...]) -> None:
    fact = fact_of(view, mentions[0])
    assert set(fact.mentions) == set(mentions)
    assert {one.article[:3] for one in fact.evidence} == {mention[:3] for mention in mentions}


@pytest.mark.parametrize("pair", APART, ids="+".join)
def test_what_only_looks_alike_stays_apart(view: View, pair: tuple[str, str]) -> None:
    assert fact_of(view, pair[0]).id != fact_of(view, pair[1]).id


def test_a_month_refines_a_year_without_a_conflict(view: View) -> None:
    fact = fact_of(view, "002-milestone-01")
    assert (fact.date.edtf, fact.date.basis, fact.status) == ("2018-11", "stated", Status.CORROBORATED)
    assert not [one for one in view.conflicts if any(side.fact == fact.id for side in one.sides)]


@pytest.mark.parametrize(
    ("mention", "date", "formula"),
    [
        ("001-milestone-01", "1991", "2021 − 30"),
        ("002-milestone-03", "1991", "2021 − 30"),
        ("001-milestone-02", "1996", "2021 − 25"),
        ("000-milestone-02", "2004", "2024 − 20"),
        ("003-statistic-02", "2020-01/2020-06", "2.6e9 / 1.125"),
    ],
)
def test_derived_facts_keep_their_arithmetic(view: View, mention: str, date: str, formula: str) -> None:
    fact = fact_of(view, mention)
    assert fact.derived_from is not None
    assert (fact.status, fact.date.edtf, fact.date.basis, fact.derived_from.formula) == (Status.DERIVED, date, "derived", formula)


def test_a_derived_value_names_the_fact_it_was_reckoned_from(view: View) -> None:
    derived = fact_of(view, "003-statistic-02").derived_from
    assert derived is not None
    assert derived.facts == (fact_of(view, "003-statistic-01").id,)


def test_an_undated_mention_gets_no_year_from_another_article(view: View) -> None:
    fact = fact_of(view, "004-role-03")
    assert fact.date.edtf == "2021-09-28"
    undated = [state for state in view.states if state.fact == fact.id and state.date.edtf is None]
    assert [one.article[:3] for state in undated for one in state.evidence] == ["004"]
    assert fact_of(view, "004-meeting-01").date.edtf == "XXXX-08-29"


def test_a_level_as_of_several_dates_is_one_fact_with_its_history(view: View) -> None:
    fact = fact_of(view, "000-milestone-01")
    assert [state.date.edtf for state in view.states if state.fact == fact.id] == ["2021-04-06", "2021-08-04", "2024-04-26"]
    assert fact.date.edtf == "2024-04-26"


def test_names_of_one_thing_are_listed_as_variants(view: View) -> None:
    assert {"Sergei Lavrov", "Sergey Lavrov"} <= set(fact_of(view, "003-role-01").names)
    assert len(fact_of(view, "000-agreement-01").names) == 3
    assert fact_of(view, "000-agreement-01").parties == ("ASEAN", "RUS")


def test_two_settings_of_a_named_year_are_shown_as_a_conflict_of_periods(view: View) -> None:
    (conflict,) = view.conflicts
    assert (conflict.kind, conflict.field, conflict.decision) == (ConflictKind.PERIOD, "years", None)
    sides = {side.fact: side.value for side in conflict.sides}
    assert sides == {fact_of(view, "001-commitment-02").id: "2022/2023", fact_of(view, "002-statement-13").id: "2022"}
    assert fact_of(view, "001-commitment-02").status is Status.SINGLE_SOURCE


def test_the_plan_of_action_lives_from_negotiation_to_implementation_with_a_gap(view: View) -> None:
    life = life_of(view, "000-agreement-01")
    assert life.period == "2021/2025"
    assert [(step.stage, step.date.edtf) for step in life.steps] == [
        ("negotiating", "../2021-04-06"),
        ("concluded", "../2021-08-04"),
        ("promised", "2021-10"),
        ("adopted", None),
        ("implementing", "2024-04-26"),
    ]
    gap = life.steps[3]
    assert gap.fact is None
    assert gap.evidence == ()
    assert life.steps[2].fact == fact_of(view, "002-commitment-05").id


@pytest.mark.parametrize(
    ("mention", "stages"),
    [
        ("002-agreement-02", [("proposed", "2021-08-04")]),
        ("003-agreement-01", [("implementing", "2021-09-28")]),
        ("000-agreement-04", [("negotiating", "2024-04-26")]),
        ("000-agreement-03", [("implementing", "2024-04-26")]),
        ("001-agreement-02", [("implementing", "../2021-04-06"), ("expired", "2020")]),
        ("002-meeting-04", [("proposed", "2021-10"), ("held", None)]),
    ],
)
def test_documents_and_meetings_have_the_stages_that_the_articles_report(
    view: View, mention: str, stages: list[tuple[str, str | None]]
) -> None:
    assert [(step.stage, step.date.edtf) for step in life_of(view, mention).steps] == stages


def test_an_office_handed_over_is_a_life_and_no_conflict(view: View) -> None:
    (life,) = [one for one in view.lifecycles if one.id.startswith("life-office-")]
    assert [(step.stage, step.date.edtf) for step in life.steps] == [("IDN", "../2021-08-04"), ("KHM", "2021/2024")]


def test_promises_on_one_issue_between_the_same_parties_are_one_story(view: View) -> None:
    stories = {(life.name, life.parties): life for life in view.lifecycles if life.id.startswith("life-issue-")}
    promised = [step.fact for step in stories["vaccine", ("ASEAN", "RUS")].steps if step.stage == "promised"]
    assert promised[0] == fact_of(view, "001-commitment-01").id
    assert set(promised[1:]) == {fact_of(view, "002-commitment-03").id, fact_of(view, "002-commitment-01").id}
    bilateral = [step.fact for step in stories["vaccine", ("RUS", "VNM")].steps]
    assert {fact_of(view, one).id for one in ("003-agreement-02", "003-statistic-03", "003-statement-08")} <= set(bilateral)


@pytest.mark.parametrize(
    ("code", "mention"),
    [
        ("meeting-overdue", "002-meeting-04"),  # was the fourth summit held?
        ("meeting-overdue", "002-meeting-06"),  # was the first dialogue on ICT security held?
        ("stage-gap", "000-agreement-01"),  # was the plan adopted?
        ("commitment-overdue", "002-commitment-05"),
        ("term-ends", "002-role-04"),  # who coordinates after Cambodia?
        ("date-unknown", "001-meeting-01"),
        ("date-unknown", "001-agreement-01"),
        ("year-unknown", "004-meeting-01"),
        ("commitment-open", "000-commitment-02"),  # which activities marked the 20 years?
        ("no-reply", "000-statement-16"),  # what was answered on the East Sea?
        ("level-since", "003-milestone-01"),
        ("single-figure", "003-statistic-01"),
    ],
)
def test_what_no_seed_says_is_asked(view: View, code: str, mention: str) -> None:
    asked = {fact for question in view.questions if question.code == code for fact in question.facts}
    assert fact_of(view, mention).id in asked


def test_a_reprint_counts_as_its_first_publisher(view: View) -> None:
    origins = {source.stem[:3]: source.origin for source in view.sources}
    assert origins["001"] == "nhân dân"
    assert origins["004"] == "bộ ngoại giao"
    assert len(set(origins.values())) == 5

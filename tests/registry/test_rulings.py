"""Editors' decisions on what the registry holds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from briefgen.model import (
    Action,
    Agreement,
    Basis,
    Conflict,
    Decision,
    Fact,
    Meeting,
    Milestone,
    Role,
    Statistic,
    Status,
    View,
)
from briefgen.registry import Registry, digest_of, make_decision
from support import make_mention, make_source

DIALOGUE = Meeting(name="Đối thoại quốc phòng Việt - Nga", ordinal=6)


def decide(action: Action, *targets: str, **given: str | None) -> Decision:
    return make_decision(action, targets, reason="theo thông cáo", author="Lê An", at="2024-05-01", **given)


def ruled(registry: Registry, *decisions: Decision, scope: str | None = None) -> View:
    registry.put_decisions(decisions)
    return registry.view(scope=scope)


def codes(view: View) -> list[str]:
    return [problem.code for problem in view.problems]


@pytest.fixture
def fact(registry: Registry) -> Fact:
    """A dialogue whose year its only article does not give."""
    registry.put_article(make_source("a"), [make_mention("a", DIALOGUE, date="XXXX-08-29")])
    return registry.view().facts[0]


def test_a_correction_sets_one_field_and_says_who_and_why(registry: Registry, fact: Fact) -> None:
    (corrected,) = ruled(registry, decision := decide(Action.CORRECT, fact.id, field="date", value="2023-08-29")).facts
    assert (corrected.date.edtf, corrected.date.note) == ("2023-08-29", "Lê An: theo thông cáo")
    assert corrected.decisions == (decision.id,)
    assert corrected.evidence == fact.evidence


@pytest.mark.parametrize(
    ("field", "value", "read"),
    [
        ("ordinal", "7", 7),
        ("place", "Hà Nội", "Hà Nội"),
        ("place", "", None),
        ("stage", "planned", "planned"),
        ("chairs", '[{"name": "Hoàng Xuân Chiến", "party": "VNM"}]', "Hoàng Xuân Chiến"),
    ],
)
def test_values_are_given_as_text_and_kept_in_the_fields_own_form(
    registry: Registry, fact: Fact, field: str, value: str, read: object
) -> None:
    claim = ruled(registry, decide(Action.CORRECT, fact.id, field=field, value=value)).facts[0].claim
    found = getattr(claim, field)
    assert (found[0].name if field == "chairs" else found) == read


@pytest.mark.parametrize(("field", "value"), [("ordinal", "sáu"), ("date", "29/8"), ("colour", "red"), ("chairs", "[{")])
def test_a_value_that_makes_no_sense_is_reported_and_changes_nothing(registry: Registry, fact: Fact, field: str, value: str) -> None:
    view = ruled(registry, decide(Action.CORRECT, fact.id, field=field, value=value))
    assert (view.facts, codes(view)) == ((fact,), ["decision-invalid"])


def test_a_rejected_fact_is_gone(registry: Registry, fact: Fact) -> None:
    assert ruled(registry, decide(Action.REJECT, fact.id)).facts == ()


def test_an_approval_and_a_wording_are_kept_with_the_fact(registry: Registry, fact: Fact) -> None:
    view = ruled(registry, decide(Action.APPROVE, fact.id), decide(Action.REWORD, fact.id, value="Hai bên đối thoại lần thứ sáu."))
    assert view.facts[0].wording == "Hai bên đối thoại lần thứ sáu."
    assert len(view.facts[0].decisions) == 2


def test_undo_restores_and_undoing_the_undo_rules_again(registry: Registry, fact: Fact) -> None:
    reject = decide(Action.REJECT, fact.id)
    undo = decide(Action.UNDO, reject.id)
    assert ruled(registry, reject, undo).facts == (fact,)
    assert ruled(registry, reject, undo, decide(Action.UNDO, undo.id)).facts == ()


def test_a_decision_for_one_briefing_counts_there_only(registry: Registry, fact: Fact) -> None:
    reject = decide(Action.REJECT, fact.id, scope="viet-nam-nga")
    assert ruled(registry, reject).facts == (fact,)
    assert ruled(registry, reject, scope="viet-nam-nga").facts == ()
    assert codes(registry.view()) == []


def test_a_decision_on_an_unknown_fact_is_reported_and_the_others_count(registry: Registry, fact: Fact) -> None:
    view = ruled(registry, decide(Action.APPROVE, "meeting-aaaaaaaaaaaa"), decide(Action.APPROVE, fact.id))
    assert codes(view) == ["decision-unknown-target"]
    assert len(view.facts[0].decisions) == 1


def test_a_decision_is_stale_when_its_fact_changed_underneath(registry: Registry, fact: Fact) -> None:
    approve = decide(Action.APPROVE, fact.id, seen=digest_of(fact))
    correct = decide(Action.CORRECT, fact.id, field="place", value="Hà Nội", seen=digest_of(fact))
    assert codes(ruled(registry, approve)) == []
    registry.put_article(make_source("b"), [make_mention("b", DIALOGUE, date="2023-08-29")])
    view = ruled(registry, approve, correct)
    assert codes(view) == ["decision-stale", "decision-stale"]
    assert view.facts[0].decisions == (correct.id,)  # what was approved has changed; the correction still holds
    claim = view.facts[0].claim
    assert isinstance(claim, Meeting)
    assert claim.place == "Hà Nội"


def doubt(view: View) -> str:
    """The id of the one question whether a decision stands."""
    (question,) = [one for one in view.questions if one.code == "decision-stale" and one.answered_by is None]
    return question.id


def test_an_editor_is_asked_whether_a_stale_decision_stands_and_lets_it_stand_or_withdraws_it(registry: Registry, fact: Fact) -> None:
    reword = decide(Action.REWORD, fact.id, value="Hai bên đã họp.", seen=digest_of(fact))
    assert ruled(registry, reword).facts[0].wording == "Hai bên đã họp."
    registry.put_article(make_source("b"), [make_mention("b", DIALOGUE, date="2023-08-29")])
    view = ruled(registry, reword)
    assert (view.facts[0].wording, codes(view)) == (None, ["decision-stale"])
    for answer, wording in (("Vẫn đúng", "Hai bên đã họp."), ("Không, xem lại", None)):
        settled = ruled(registry, reword, decide(Action.ANSWER, doubt(view), value=answer))
        assert (settled.facts[0].wording, codes(settled)) == (wording, [])
        assert [one for one in settled.questions if one.code == "decision-stale" and one.answered_by is None] == []


def test_a_correction_that_an_editor_withdraws_holds_no_more(registry: Registry, fact: Fact) -> None:
    correct = decide(Action.CORRECT, fact.id, field="place", value="Hà Nội", seen="0" * 16)
    view = ruled(registry, correct)
    assert [one.claim.place for one in view.facts if isinstance(one.claim, Meeting)] == ["Hà Nội"]
    view = ruled(registry, correct, decide(Action.ANSWER, doubt(view), value="bỏ"))
    assert [one.claim for one in view.facts] == [fact.claim]


def test_who_rules_after_an_answer_has_seen_what_it_set(registry: Registry, fact: Fact) -> None:
    (question,) = [one for one in registry.view().questions if one.code == "year-unknown"]
    answer = decide(Action.ANSWER, question.id, field="date", value="2023-08-29")
    (answered,) = ruled(registry, answer).facts
    reword = decide(Action.REWORD, fact.id, value="Hai bên đã họp năm 2023.", seen=digest_of(answered))
    correct = decide(Action.CORRECT, fact.id, field="place", value="Hà Nội", seen=digest_of(answered))
    view = ruled(registry, answer, reword, correct)
    assert (view.facts[0].wording, view.facts[0].date.edtf, codes(view)) == ("Hai bên đã họp năm 2023.", "2023-08-29", [])
    assert codes(ruled(registry, reword)) == ["decision-stale"]  # without the answer it is another fact


def test_facts_that_an_editor_merges_are_one_with_all_evidence(registry: Registry) -> None:
    for stem, name, date in (("a", "Bản ghi nhớ về du lịch", "2021"), ("b", "Bản ghi nhớ về lữ hành", "2021-05")):
        registry.put_article(make_source(stem), [make_mention(stem, Agreement(name=name, form="memorandum", stage="signed"), date=date)])
    first, second = registry.view().facts
    view = ruled(registry, decide(Action.MERGE, first.id, second.id))
    (fact,) = view.facts
    assert (fact.id, fact.date.edtf, fact.status) == (first.id, "2021-05", Status.CORROBORATED)
    assert {one.article for one in fact.evidence} == {"a", "b"}
    assert set(fact.names) == {"Bản ghi nhớ về du lịch", "Bản ghi nhớ về lữ hành"}
    assert (
        len(
            ruled(
                registry, decide(Action.MERGE, first.id, second.id), decide(Action.UNDO, decide(Action.MERGE, first.id, second.id).id)
            ).facts
        )
        == 2
    )


def test_facts_of_two_kinds_never_merge(registry: Registry, fact: Fact) -> None:
    registry.put_article(make_source("b"), [make_mention("b", Milestone(event="established"), date="1950")])
    other = next(one for one in registry.view().facts if one.kind == "milestone")
    view = ruled(registry, decide(Action.MERGE, fact.id, other.id))
    assert (len(view.facts), codes(view)) == (2, ["decision-invalid"])


def test_a_split_takes_an_articles_words_out_of_a_fact(registry: Registry) -> None:
    for stem in "abc":
        registry.put_article(make_source(stem), [make_mention(stem, Role(person="Nguyễn Văn An", role="Thứ trưởng"), parties=("VNM",))])
    (whole,) = registry.view().facts
    view = ruled(registry, decide(Action.SPLIT, whole.id, value="c"))
    assert sorted([one.article for one in fact.evidence] for fact in view.facts) == [["a", "b"], ["c"]]
    assert whole.id in {fact.id for fact in view.facts}
    assert codes(ruled(registry, decide(Action.SPLIT, whole.id, value="z"))) == ["decision-invalid"]


def test_the_preferred_side_of_a_conflict_stays_and_the_conflict_names_the_decision(registry: Registry) -> None:
    conflict, view = contest(registry)
    assert {fact.status for fact in view.facts} == {Status.CONTESTED}
    prefer = decide(Action.PREFER, conflict.id, value="7100000000")
    settled = ruled(registry, prefer)
    assert [fact.claim.value for fact in settled.facts if isinstance(fact.claim, Statistic)] == [Decimal(7100000000)]
    assert settled.facts[0].status is Status.SINGLE_SOURCE
    assert settled.conflicts[0].decision == prefer.id
    assert len(settled.conflicts[0].sides) == 2
    assert codes(ruled(registry, decide(Action.PREFER, conflict.id, value="9"))) == ["decision-invalid"]


def test_a_conflict_within_one_fact_is_settled_by_its_value(registry: Registry) -> None:
    for stem, place in (("a", "Hà Nội"), ("b", "Moscow")):
        claim = Meeting(name=DIALOGUE.name, ordinal=6, place=place)
        registry.put_article(make_source(stem), [make_mention(stem, claim, date="2023-08-29")])
    (conflict,) = registry.view().conflicts
    view = ruled(registry, decide(Action.PREFER, conflict.id, value="Moscow"))
    settled = view.facts[0].claim
    assert isinstance(settled, Meeting)
    assert settled.place == "Moscow"
    assert view.facts[0].status is not Status.CONTESTED


def contest(registry: Registry) -> tuple[Conflict, View]:
    """Two values for one figure, and their conflict."""
    for stem, value in (("a", 5500000000), ("b", 7100000000)):
        claim = Statistic(indicator="trade-turnover", value=Decimal(value), unit="USD", period="2021")
        registry.put_article(make_source(stem), [make_mention(stem, claim)])
    view = registry.view()
    (conflict,) = view.conflicts
    return conflict, view


def values(view: View) -> list[str]:
    return [f"{fact.claim.value:f}" for fact in view.facts if isinstance(fact.claim, Statistic)]


def test_an_answer_to_a_conflict_that_names_a_side_prefers_it(registry: Registry) -> None:
    conflict, _ = contest(registry)
    view = ruled(registry, answer := decide(Action.ANSWER, conflict.id, value="7100000000"))
    assert (values(view), view.conflicts[0].decision, codes(view)) == (["7100000000"], answer.id, [])


def test_an_answer_to_a_conflict_may_give_a_third_value(registry: Registry) -> None:
    conflict, _ = contest(registry)
    view = ruled(registry, answer := decide(Action.ANSWER, conflict.id, field="value", value="7000000000"))
    assert (values(view), view.conflicts[0].decision, codes(view)) == (["7000000000", "7000000000"], answer.id, [])


def test_an_answer_to_a_conflict_in_words_leaves_both_sides_and_contests_them_no_more(registry: Registry) -> None:
    conflict, before = contest(registry)
    view = ruled(registry, answer := decide(Action.ANSWER, conflict.id, value="hai cách tính, giữ cả hai"))
    assert (values(view), view.conflicts[0].decision, codes(view)) == (values(before), answer.id, [])
    assert {fact.status for fact in before.facts} == {Status.CONTESTED}
    assert {fact.status for fact in view.facts} == {Status.SINGLE_SOURCE}


def test_a_derived_value_is_asked_about_and_a_source_that_states_it_may_be_given(registry: Registry) -> None:
    claim = Milestone(event="established")
    derived = make_mention("a", claim, date="1962", derived="2022 − 60")
    registry.put_article(make_source("a"), [derived])
    (question,) = [one for one in registry.view().questions if one.code == "derived"]
    answer = decide(Action.ANSWER, question.id, field=question.values["field"], value="1962-09-05")
    view = ruled(registry, answer)
    assert (view.facts[0].date.edtf, view.facts[0].date.basis) == ("1962-09-05", Basis.INFERRED)
    assert {one.id: one.answered_by for one in view.questions}[question.id] == answer.id
    in_words = ruled(registry, decide(Action.ANSWER, question.id, value="không tìm thấy"))
    assert (in_words.facts[0].date.edtf, [one.code for one in in_words.questions if not one.answered_by]) == ("1962", [])


def test_an_answer_closes_the_question_and_sets_the_field(registry: Registry, fact: Fact) -> None:
    (question,) = [one for one in registry.view().questions if one.code == "year-unknown"]
    answer = decide(Action.ANSWER, question.id, field="date", value="2023-08-29")
    view = ruled(registry, answer)
    assert view.facts[0].date.edtf == "2023-08-29"
    assert {one.id: one.answered_by for one in view.questions}[question.id] == answer.id
    assert codes(view) == []


def test_an_answer_without_a_field_only_closes_the_question(registry: Registry, fact: Fact) -> None:
    (question,) = [one for one in registry.view().questions if one.code == "year-unknown"]
    view = ruled(registry, decide(Action.ANSWER, question.id, value="Không nguồn nào nêu"))
    assert view.facts[0].date.edtf == "XXXX-08-29"
    assert [one.answered_by is not None for one in view.questions if one.id == question.id] == [True]

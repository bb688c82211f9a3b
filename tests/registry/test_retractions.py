"""An article that an editor retracted no longer counts; its file and what was merged from it stay."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from briefgen.model import Action, Decision, Milestone, Role, Status, View
from briefgen.registry import Registry, make_decision
from briefgen.registry.decisions import find_fault
from support import make_mention, make_source

ONE, OTHER = make_source("một"), make_source("hai")


@pytest.fixture
def filled(registry: Registry) -> Registry:
    """An event that both articles tell of, and an office that only the first does."""
    event, office = Milestone(event="established"), Role(role="Đại sứ", person="Nguyễn Văn Mẫu")
    registry.put_article(ONE, [make_mention("một", event, date="1950"), make_mention("một", office)])
    registry.put_article(OTHER, [make_mention("hai", event, date="1950")])
    return registry


def _retract(sha256: str = ONE.sha256, **more: Any) -> Decision:
    return make_decision(Action.RETRACT, ["một"], reason="báo đã gỡ bài", author="An", at="2024-05-01", value=sha256, **more)


def _kinds(view: View) -> list[str]:
    return sorted(fact.kind.value for fact in view.facts)


def test_what_it_alone_said_goes_and_what_others_say_stays_with_fewer_sources(filled: Registry) -> None:
    assert _kinds(filled.view()) == ["milestone", "role"]
    filled.put_decisions([_retract()])
    view = filled.view()
    assert _kinds(view) == ["milestone"]
    assert (view.facts[0].status, {one.article for one in view.facts[0].evidence}) == (Status.SINGLE_SOURCE, {"hai"})
    assert [source.stem for source in view.sources] == ["hai"]
    assert [problem.code for problem in view.problems] == ["source-retracted"]
    assert "An (báo đã gỡ bài)" in view.problems[0].message
    assert _kinds(filled.view(with_decisions=False)) == ["milestone", "role"]


def test_an_undo_lets_it_count_again(filled: Registry) -> None:
    before = filled.view()
    undo = make_decision(Action.UNDO, [_retract().id], reason="nhầm", author="An", at="2024-05-02")
    filled.put_decisions([_retract(), undo])
    assert msgspec.structs.replace(filled.view(), decisions=()) == before


def test_a_file_with_other_bytes_is_not_retracted(filled: Registry) -> None:
    filled.put_decisions([_retract("0" * 64)])
    assert _kinds(filled.view()) == ["milestone", "role"]
    assert filled.view().problems == ()


def test_it_can_be_limited_to_one_briefing(filled: Registry) -> None:
    filled.put_decisions([_retract(scope="a-b")])
    assert _kinds(filled.view()) == ["milestone", "role"]
    assert _kinds(filled.view(scope="a-b")) == ["milestone"]


def test_it_can_be_foreseen_without_being_written(filled: Registry) -> None:
    assert _kinds(filled.view(also=(_retract(),))) == ["milestone"]
    assert _kinds(filled.view()) == ["milestone", "role"]


def test_a_decision_on_a_fact_that_went_with_it_is_reported(filled: Registry) -> None:
    role = next(fact for fact in filled.view().facts if fact.kind.value == "role")
    approve = make_decision(Action.APPROVE, [role.id], reason="đúng", author="An", at="2024-04-01")
    filled.put_decisions([approve, _retract()])
    assert {problem.code for problem in filled.view().problems} == {"source-retracted", "decision-unknown-target"}


def test_a_retraction_needs_the_digest_of_what_it_retracts() -> None:
    assert find_fault(msgspec.structs.replace(_retract(), value=None)) == "retract needs a value"

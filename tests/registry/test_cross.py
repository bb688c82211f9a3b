"""What the five seeds say together, read from their texts and without the editors' decisions, against what careful readers found.

``gold/seeds_cross.json`` names facts by the ids of their gold; each is looked for among what was read of its article.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from briefgen.evaluation.matching import pair_facts
from briefgen.model import Fact, Meeting, Milestone, Role, Statistic, View
from briefgen.registry import export_facts, open_registry
from briefgen.registry.names import key_of, place_key
from running import copy_project, run
from support import ROOT, gold_facts, stems

CROSS: dict[str, list[dict[str, Any]]] = json.loads((ROOT / "tests" / "gold" / "seeds_cross.json").read_text(encoding="utf-8"))
# Two facts that no pattern reads yet: an adoption said in a subordinate clause, and a plan without a name.
UNREAD = {"002-commitment-05", "003-agreement-02"}
# A question for each line of the file's "open", by its code and the gold fact that it is about.
OPEN = [
    ("meeting-overdue", "002-meeting-04"),
    ("stage-gap", "002-agreement-01"),
    ("meeting-overdue", "002-meeting-06"),
    ("term-ends", "002-role-04"),
    ("date-unknown", "001-meeting-01"),
    ("date-unknown", "001-agreement-01"),
    ("year-unknown", "004-meeting-01"),
    ("commitment-open", "000-commitment-02"),
    ("no-reply", "000-statement-16"),
    ("level-since", "003-milestone-01"),
]


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    project = copy_project(tmp_path_factory.mktemp("cross") / "project")
    done = run("--project", project, "export")
    assert done.returncode == 0, done.stderr
    with open_registry(project / ".briefgen" / "registry.sqlite", read_only=True) as registry:
        return registry.view(with_decisions=False)


@pytest.fixture(scope="module")
def read(view: View) -> dict[str, Fact]:
    """The fact that each gold fact became a part of; those that were not read are missing."""
    facts = {fact.id: fact for fact in view.facts}
    lines = list(export_facts(view))
    found: dict[str, Fact] = {}
    for stem in stems():
        gold = gold_facts(stem)
        for kind in {fact["kind"] for fact in gold}:
            mine = [line for line in lines if line["kind"] == kind and any(one["article"] == stem for one in line["evidence"])]
            pairs, _, _ = pair_facts(mine, [fact for fact in gold if fact["kind"] == kind], stem, {})
            found |= {theirs["id"]: facts[line["state_of"] or line["id"]] for line, theirs in pairs}
    return found


def keys(section: str) -> list[dict[str, Any]]:
    return CROSS[section]


def name(line: dict[str, Any]) -> str:
    return str(line.get("key") or line.get("position") or "+".join(line.get("facts", [line.get("fact")])))


def test_all_that_the_articles_share_was_read(read: dict[str, Fact]) -> None:
    named = {fact for section in ("same", "conflicts", "naming", "series", "apart") for line in keys(section) for fact in line["facts"]}
    named |= {step["fact"] for line in keys("lifecycles") for step in line["steps"]} | {line["fact"] for line in keys("derived")}
    assert named - set(read) <= UNREAD


@pytest.mark.parametrize("line", keys("same"), ids=name)
def test_what_several_articles_say_is_one_fact_with_the_values_of_all(line: dict[str, Any], read: dict[str, Fact]) -> None:
    (fact,) = {read[one].id: read[one] for one in line["facts"]}.values()
    assert {one[:3] for one in line["facts"]} <= {one.article[:3] for one in fact.evidence}
    expected = {field: value for field, value in line["expect"].items() if (line["key"], field) != ("iai", "stage")}  # "thực hiện": free
    assert {field: said(fact, field) for field in expected} == {
        field: tuple(value) if field == "parties" else said_of_list(fact, value) for field, value in expected.items()
    }


def said(fact: Fact, field: str) -> object:
    match field:
        case "date":
            return fact.date.edtf
        case "date_basis":
            return fact.date.basis
        case "formula":
            return fact.derived_from.formula if fact.derived_from else None
        case "parties" | "status":
            return getattr(fact, field)
        case _:
            return getattr(fact.claim, field)


def said_of_list(fact: Fact, value: object) -> object:
    """Of several spellings that one which the fact bears, where all of them are among its names."""
    if not isinstance(value, list):
        return value
    assert set(value) <= set(fact.names)
    return fact.claim.person if isinstance(fact.claim, Role) else None


@pytest.mark.parametrize("line", keys("refinements"), ids=name)
def test_the_finer_date_speaks_and_is_no_conflict(line: dict[str, Any], read: dict[str, Fact], view: View) -> None:
    fact = read[line["facts"][0]]
    assert fact.date.edtf == line["expect"]
    assert not [one for one in view.conflicts if fact.id in {side.fact for side in one.sides}]


@pytest.mark.parametrize("line", keys("conflicts"), ids=name)
def test_what_articles_say_differently_is_kept_and_shown(line: dict[str, Any], read: dict[str, Fact], view: View) -> None:
    (conflict,) = [one for one in view.conflicts if {side.fact for side in one.sides} == {read[fact].id for fact in line["facts"]}]
    assert {side.fact: side.value for side in conflict.sides} == {read[one["fact"]].id: one["value"] for one in line["values"]}
    assert (conflict.field, conflict.decision, len(view.conflicts)) == (line["field"], None, len(keys("conflicts")))


@pytest.mark.parametrize("line", keys("naming"), ids=name)
def test_names_that_differ_are_kept_beside_each_other(line: dict[str, Any], read: dict[str, Fact]) -> None:
    facts = [read[one] for one in line["facts"]]
    places = [fact.claim.place for fact in facts if isinstance(fact.claim, Meeting) and fact.claim.place]
    if places:  # one place in two spellings is one place
        assert set(places) == set(line["names"])
        assert len({place_key(place) for place in places}) == 1
        return
    met = [key_of(one) for fact in facts for one in fact.names]
    assert [one for one in line["names"] if not any(key_of(one) in name for name in met)] == []


@pytest.mark.parametrize("line", keys("lifecycles"), ids=name)
def test_a_thing_over_time_has_its_stages_in_one_life(line: dict[str, Any], read: dict[str, Fact], view: View) -> None:
    steps = [step for step in line["steps"] if step["fact"] not in UNREAD]
    needed = {read[step["fact"]].id for step in steps}
    lives = [life for life in view.lifecycles if needed <= {step.fact for step in life.steps}]
    assert lives
    told = {(step.fact, step.stage, step.date.edtf) for life in lives for step in life.steps}
    told |= {(state.fact, getattr(state.claim, "stage", ""), None) for state in view.states}  # a mere mention is a state, and no stage
    for step in steps:
        fact = read[step["fact"]].id
        stage = step.get("stage") or step.get("act") or step.get("holder") or ("reported" if "value" in step else "promised")
        dates = [step.get("period") or step.get("date")] if stage != "mentioned" else [None]
        wanted = {(fact, stage, date) for date in dates}
        assert wanted & told or (isinstance(read[step["fact"]].claim, Statistic) and (fact, stage, None) in told), (wanted, told)


@pytest.mark.parametrize("line", keys("series"), ids=name)
def test_a_position_taken_again_is_another_fact(line: dict[str, Any], read: dict[str, Fact]) -> None:
    assert len({read[one].id for one in line["facts"]}) == len(line["facts"])


@pytest.mark.parametrize("line", keys("apart"), ids=name)
def test_what_is_only_alike_stays_apart(line: dict[str, Any], read: dict[str, Fact]) -> None:
    assert len({read[one].id for one in line["facts"]}) == len(line["facts"])


@pytest.mark.parametrize("line", keys("derived"), ids=name)
def test_what_is_reckoned_shows_its_arithmetic(line: dict[str, Any], read: dict[str, Fact]) -> None:
    fact = read[line["fact"]]
    assert fact.derived_from is not None
    assert fact.derived_from.formula == line["formula"]
    value = fact.date.edtf if isinstance(fact.claim, Milestone) else f"{getattr(fact.claim, 'value', 0):f}"
    assert value == str(line["value"])


@pytest.mark.parametrize(("code", "fact"), OPEN, ids=lambda value: value)
def test_what_no_article_says_is_asked(code: str, fact: str, read: dict[str, Fact], view: View) -> None:
    assert len(CROSS["open"]) == len(OPEN) - 1  # the nineteenth session and the memorandum are one line
    assert read[fact].id in {one for question in view.questions if question.code == code for one in question.facts}

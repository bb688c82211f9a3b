"""Each gate finds what breaks its rule, and nothing else."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from briefgen.compose.briefing import Gates
from briefgen.gates import GATES, Examined, Finding, Gate, check_gates, decide_code
from briefgen.gates.rules import count_months
from briefgen.model import Basis, Dated, Derivation, Evidence, Fact, Meeting, Problem, Severity, SourceInfo, Statement, Statistic, Status

SOURCE = SourceInfo(stem="a", path="seeds/a.txt", sha256="0", language="vi", origin="a")


def fact(name: str = "f", claim: Any = None, **more: Any) -> Fact:
    claim = claim or Statement(actor="Nga (RUS)", act="affirm", content="x")
    given: dict[str, Any] = {
        "label": name,
        "parties": ("RUS", "VNM"),
        "date": Dated(edtf="2021-08-05", basis=Basis.STATED),
        "topics": (),
        "evidence": (Evidence(article="a", start=0, end=1, quote="x", reading="x"),),
        "status": Status.SINGLE_SOURCE,
    }
    return Fact(id=name, key=name, claim=claim, **given | more)


def examined(*facts: Fact, told: str = "history", **more: Any) -> Examined:
    sections = {told: frozenset(one.id for one in facts)}
    given: dict[str, Any] = {"sections": sections, "unreachable": (), "problems": (), "cut_off": "2024-04-27"}
    return Examined(facts=facts, **given | more)


def find(gate: Gate, given: Examined) -> list[tuple[str, str | None]]:
    """The code and the fact of each finding of one gate."""
    return [(one.code, one.fact.id if one.fact else None) for one in check_gates(given, [gate])[gate]]


def problem(code: str) -> Problem:
    return Problem(severity=Severity.ERROR, code=code, message="m", remedy="r")


def test_what_is_contested_may_stand_anywhere_but_in_the_summary() -> None:
    contested = fact(status=Status.CONTESTED)
    assert find(Gate.CONTESTED_SUMMARY, examined(contested, told="summary")) == [("contested", "f")]
    assert find(Gate.CONTESTED_SUMMARY, examined(contested, told="history")) == []
    assert find(Gate.CONTESTED_SUMMARY, examined(fact(), told="summary")) == []


@pytest.mark.parametrize(
    "date", [Dated(edtf="XXXX-08-29", basis=Basis.UNRESOLVED), Dated(edtf="XXXX-08-29"), Dated(basis=Basis.UNRESOLVED)]
)
def test_a_date_of_the_history_has_its_year(date: Dated) -> None:
    assert find(Gate.UNRESOLVED_HISTORY, examined(fact(date=date))) == [("unresolved", "f")]
    assert find(Gate.UNRESOLVED_HISTORY, examined(fact(date=date), told="politics")) == []


def test_a_date_that_is_known_roughly_or_not_at_all_is_no_unresolved_one() -> None:
    rough = fact("rough", date=Dated(edtf="../2021-04-06", basis=Basis.INFERRED))
    none = fact("none", date=Dated())
    assert find(Gate.UNRESOLVED_HISTORY, examined(rough, none)) == []


def _figure(name: str, period: str, **more: Any) -> Fact:
    return fact(name, Statistic(indicator="trade-turnover", value=Decimal(5), unit="USD", period=period), **more)


@pytest.mark.parametrize(
    ("period", "limit", "found"), [("2023", 2, True), ("2023", 3, False), ("2024-03", 0, False), ("2021-01/2021-06", 33, False)]
)
def test_the_newest_stated_trade_figure_is_not_older_than_allowed(period: str, limit: int, found: bool) -> None:
    derived = _figure("derived", "2024", derived_from=Derivation(formula="1 + 1"))
    given = examined(_figure("old", "2010"), _figure("new", period), derived, trade_months=limit)
    assert find(Gate.TRADE_MONTHS, given) == ([("old-trade", "new")] if found else [])


def test_a_briefing_that_wants_a_recent_figure_and_has_none_fails() -> None:
    assert find(Gate.TRADE_MONTHS, examined(fact(), trade_months=12)) == [("no-trade", None)]
    assert find(Gate.TRADE_MONTHS, examined(fact())) == []


@pytest.mark.parametrize(
    ("earlier", "later", "months"), [("2021-06-30", "2024-04-27", 33), ("2023-01-31", "2023-02-28", 0), ("2023-05-01", "2023-04-30", -1)]
)
def test_months_are_whole(earlier: str, later: str, months: int) -> None:
    assert count_months(earlier, later) == months


@pytest.mark.parametrize("reason", ["missing", "changed", "untracked"])
def test_every_source_can_be_looked_up(reason: str) -> None:
    assert find(Gate.SOURCES, examined(fact(), unreachable=((SOURCE, reason),))) == [(f"source-{reason}", None)]


@pytest.mark.parametrize(
    ("stage", "date", "found"),
    [
        ("planned", "2021-10", True),
        ("proposed", "2024-04-26", True),
        ("planned", "2024", False),
        ("held", "2021-10", False),
        ("planned", None, False),
    ],
)
def test_a_plan_lies_ahead_of_the_cut_off(stage: str, date: str | None, found: bool) -> None:
    meeting = fact(claim=Meeting(name="Cấp cao", stage=stage), date=Dated(edtf=date))
    assert find(Gate.PAST_PLANS, examined(meeting)) == ([("past-plan", "f")] if found else [])


def test_each_problem_belongs_to_one_gate() -> None:
    given = examined(
        fact(), problems=tuple(map(problem, ("number-without-fact", "sentence-uncited", "decision-stale", "decision-unreadable")))
    )
    found = {gate: [one.problem.code for one in findings if one.problem] for gate, findings in check_gates(given, Gate).items() if findings}
    assert found == {
        Gate.LINT: ["number-without-fact"],
        Gate.UNSOURCED: ["sentence-uncited"],
        Gate.DECISIONS: ["decision-stale", "decision-unreadable"],
    }


def test_a_fact_rests_on_words_or_on_arithmetic() -> None:
    bare, derived = fact("bare", evidence=()), fact("derived", evidence=(), derived_from=Derivation(formula="2021 − 30"))
    assert find(Gate.UNSOURCED, examined(bare, derived)) == [("unsourced", "bare")]


def test_only_the_gates_asked_for_are_checked_in_their_order() -> None:
    assert list(check_gates(examined(), [Gate.LINT, Gate.SOURCES])) == [Gate.SOURCES, Gate.LINT]
    assert list(GATES) == list(Gate)


def test_the_exit_code_names_the_gate_or_that_there_are_several() -> None:
    def failing(*gates: Gate) -> dict[Gate, list[Finding]]:
        return {gate: [Finding(gate=gate, code="x")] if gate in gates else [] for gate in Gate}

    assert decide_code(failing()) == 0
    assert [decide_code(failing(gate)) for gate in Gate] == list(range(21, 29))
    assert decide_code(failing(Gate.LINT, Gate.SOURCES)) == 20


def test_every_gate_has_its_key_in_a_briefing() -> None:
    assert [gate.value.replace("-", "_") for gate in Gate] == list(Gates.__struct_fields__)
    assert msgspec.convert({"trade_months": 12}, Gates) == Gates(trade_months=12)

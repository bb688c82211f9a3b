"""One small function a gate: what of a composed briefing breaks the rule.

Time is the information cut-off, never the clock: a briefing that passes today passes in ten years.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

import msgspec

from briefgen.edtf import bounds, has_year
from briefgen.model import Basis, Fact, Meeting, Problem, Record, SourceInfo, Statistic, Status

SEVERAL = 20
UNSOURCED = "sentence-uncited"  # the lint finding that the gate of that name is about
_RULED = frozenset({"decision-stale", "decision-unknown-target", "decision-invalid", "decision-unreadable"})
_TURNOVER = "trade-turnover"


class Gate(StrEnum):
    """The gates in their order; the key in the briefing's ``[gates]`` is the same with underscores."""

    CONTESTED_SUMMARY = "contested-summary"
    UNRESOLVED_HISTORY = "unresolved-history"
    TRADE_MONTHS = "trade-months"
    SOURCES = "sources"
    PAST_PLANS = "past-plans"
    LINT = "lint"
    UNSOURCED = "unsourced"
    DECISIONS = "decisions"


class Finding(Record):
    """What breaks a gate's rule: ``code`` names the wording and ``values`` fill it; ``section`` is where in the document it stands.

    ``fact`` is None where it is about no fact; ``problem`` is what another check found.
    """

    gate: Gate
    code: str
    fact: Fact | None = None
    section: str | None = None
    values: Mapping[str, str] = msgspec.field(default_factory=dict)
    source: SourceInfo | None = None
    problem: Problem | None = None


class Examined(Record):
    """A briefing as composed.

    ``sections`` are the ids of the facts told in sentences, by section; ``unreachable`` the cited sources that cannot be had as they
    were read, each with the reason (``missing``, ``changed``, ``untracked``); ``problems`` those of the documents, of the view and of
    the log of decisions; ``cut_off`` is EDTF.
    """

    facts: tuple[Fact, ...]
    sections: Mapping[str, frozenset[str]]
    unreachable: tuple[tuple[SourceInfo, str], ...]
    problems: tuple[Problem, ...]
    cut_off: str | None
    trade_months: int | None = None


Rule = Callable[[Examined], Iterator[Finding]]


def check_gates(examined: Examined, gates: Iterable[Gate]) -> dict[Gate, tuple[Finding, ...]]:
    """The findings of each gate asked for, in the order of the gates; an empty tuple is a gate passed."""
    wanted = set(gates)
    return {gate: tuple(rule(examined)) for gate, rule in GATES.items() if gate in wanted}


def decide_code(findings: Mapping[Gate, Sequence[object]]) -> int:
    """0 where all gates are passed; 21 and on for the gate that failed, in their order; 20 where several did."""
    failed = [number for number, gate in enumerate(Gate, start=SEVERAL + 1) if findings.get(gate)]
    return 0 if not failed else failed[0] if len(failed) == 1 else SEVERAL


def find_contested(examined: Examined) -> Iterator[Finding]:
    """Facts of the summary on which sources differ and nobody has ruled."""
    for fact in _told_in("summary", examined):
        if fact.status is Status.CONTESTED:
            yield Finding(gate=Gate.CONTESTED_SUMMARY, code="contested", fact=fact, section="summary")


def find_unresolved(examined: Examined) -> Iterator[Finding]:
    """Facts of the history whose year is not known."""
    for fact in _told_in("history", examined):
        date = fact.date
        if date.basis is Basis.UNRESOLVED or (date.edtf and not has_year(date.edtf)):
            values = {"date": date.edtf or "–"}
            yield Finding(gate=Gate.UNRESOLVED_HISTORY, code="unresolved", fact=fact, section="history", values=values)


def find_old_trade(examined: Examined) -> Iterator[Finding]:
    """The newest stated turnover, where its period ended more months before the cut-off than allowed; or that there is none."""
    limit, cut_off = examined.trade_months, bounds(examined.cut_off)
    if limit is None or cut_off is None:
        return
    figures = [(end[1], fact) for fact in examined.facts if _is_turnover(fact) and (end := bounds(_period_of(fact)))]
    if not figures:
        yield Finding(gate=Gate.TRADE_MONTHS, code="no-trade", section="economy", values={"limit": str(limit)})
        return
    newest, fact = max(figures, key=lambda figure: (figure[0], figure[1].id))
    age = count_months(newest, cut_off[0])
    if age > limit:
        values = {"months": str(age), "limit": str(limit)}
        yield Finding(gate=Gate.TRADE_MONTHS, code="old-trade", fact=fact, section="economy", values=values)


def count_months(earlier: str, later: str) -> int:
    """Whole months from one day to another, both ``YYYY-MM-DD``; negative where the second comes first."""
    (year, month, day), (other_year, other_month, other_day) = (map(int, one.split("-")) for one in (earlier, later))
    return (other_year - year) * 12 + other_month - month - (other_day < day)


def _is_turnover(fact: Fact) -> bool:
    return isinstance(fact.claim, Statistic) and fact.claim.indicator == _TURNOVER and fact.derived_from is None


def _period_of(fact: Fact) -> str | None:
    return (fact.claim.period if isinstance(fact.claim, Statistic) else None) or fact.date.edtf


def find_unreachable(examined: Examined) -> Iterator[Finding]:
    """Cited sources that somebody with the project's tree could not look up."""
    for source, reason in examined.unreachable:
        yield Finding(gate=Gate.SOURCES, code=f"source-{reason}", section="sources", source=source, values={"path": source.path})


def find_past_plans(examined: Examined) -> Iterator[Finding]:
    """Meetings told as planned or proposed for a time that was past at the cut-off."""
    cut_off = bounds(examined.cut_off)
    for fact in examined.facts:
        end = bounds(fact.date.edtf)
        if isinstance(fact.claim, Meeting) and fact.claim.stage != "held" and end and cut_off and end[1] < cut_off[0]:
            yield Finding(gate=Gate.PAST_PLANS, code="past-plan", fact=fact, section="calendar", values={"date": fact.date.edtf or "–"})


def find_lint(examined: Examined) -> Iterator[Finding]:
    """What the number law and the templates have against the documents."""
    for problem in examined.problems:
        if problem.code not in _RULED and problem.code != UNSOURCED:
            yield Finding(gate=Gate.LINT, code="problem", problem=problem)


def find_unsourced(examined: Examined) -> Iterator[Finding]:
    """Sentences without a note, and facts that rest on no words and no arithmetic."""
    for problem in examined.problems:
        if problem.code == UNSOURCED:
            yield Finding(gate=Gate.UNSOURCED, code="problem", problem=problem)
    for fact in examined.facts:
        if not fact.evidence and fact.derived_from is None:
            yield Finding(gate=Gate.UNSOURCED, code="unsourced", fact=fact)


def find_stale_decisions(examined: Examined) -> Iterator[Finding]:
    """Decisions that do not hold as they were made: stale, without target, of no sense, or not readable."""
    for problem in examined.problems:
        if problem.code in _RULED:
            yield Finding(gate=Gate.DECISIONS, code="problem", problem=problem)


def _told_in(section: str, examined: Examined) -> Iterator[Fact]:
    told = examined.sections.get(section, frozenset())
    return (fact for fact in examined.facts if fact.id in told)


GATES: Mapping[Gate, Rule] = {
    Gate.CONTESTED_SUMMARY: find_contested,
    Gate.UNRESOLVED_HISTORY: find_unresolved,
    Gate.TRADE_MONTHS: find_old_trade,
    Gate.SOURCES: find_unreachable,
    Gate.PAST_PLANS: find_past_plans,
    Gate.LINT: find_lint,
    Gate.UNSOURCED: find_unsourced,
    Gate.DECISIONS: find_stale_decisions,
}

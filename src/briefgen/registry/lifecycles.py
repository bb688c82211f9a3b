"""One agreement, meeting, commitment, office or issue through its stages; stages that no source reports stand as gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from briefgen.edtf import bounds
from briefgen.model import (
    Agreement,
    Basis,
    Commitment,
    Dated,
    Fact,
    Kind,
    Lifecycle,
    Meeting,
    Milestone,
    Role,
    State,
    Statement,
    Statistic,
    Step,
)
from briefgen.registry.conflicts import holder_of, office_of, same_holder
from briefgen.registry.issues import issues_of
from briefgen.registry.keys import short_hash
from briefgen.registry.merged import Merged
from briefgen.registry.names import key_of
from briefgen.registry.rules import load_rules
from briefgen.registry.stages import stage_of

PROMISED = "promised"
EXPIRED = "expired"
_LEAST_NAME_WORDS = 3


def list_lifecycles(merged: Sequence[Merged], cut_off: str | None) -> list[Lifecycle]:
    """The lives of all agreements; of meetings and levels with more than one state or still to come; of offices; and of issues."""
    promises = [one.fact for one in merged if isinstance(one.fact.claim, Commitment)]
    return [
        *(_agreement_life(one, one.fact.claim, promises, cut_off) for one in merged if isinstance(one.fact.claim, Agreement)),
        *(
            _meeting_life(one, one.fact.claim)
            for one in merged
            if isinstance(one.fact.claim, Meeting) and (len(one.states) > 1 or one.fact.claim.stage != "held")
        ),
        *(_plain_life(one) for one in merged if isinstance(one.fact.claim, Milestone | Role) and len(one.states) > 1),
        *_office_lives(merged),
        *_issue_lives(merged),
    ]


def _life(fact: Fact, name: str, steps: Iterable[Step], period: str | None = None) -> Lifecycle:
    return Lifecycle(id=f"life-{fact.id}", name=name, kind=fact.kind, parties=fact.parties, steps=tuple(steps), period=period)


def _step(fact: Fact, state: State, stage: str | None = None) -> Step:
    return Step(stage=stage or stage_of(state.claim) or _plain_stage(fact), date=state.date, fact=fact.id, evidence=state.evidence)


def _plain_stage(fact: Fact) -> str:
    """What stands for a stage where the kind has none: an event, the level's name, "held" for an office."""
    claim = fact.claim
    if isinstance(claim, Milestone):
        return claim.event
    return "in-office" if isinstance(claim, Role) else fact.kind.value


def _plain_life(merged: Merged) -> Lifecycle:
    fact = merged.fact
    return _life(fact, fact.label, (_step(fact, state) for state in merged.states))


# --- Agreements -----------------------------------------------------------------------------------------------------


def _agreement_life(merged: Merged, claim: Agreement, promises: Sequence[Fact], cut_off: str | None) -> Lifecycle:
    fact = merged.fact
    steps = [_step(fact, state) for state in _telling(merged.states)]
    steps += [
        _promise_step(promise, promise.claim) for promise in promises if isinstance(promise.claim, Commitment) and _promises(promise, fact)
    ]
    steps = sorted(steps, key=_step_order)
    return _life(fact, claim.name, (*_with_gaps(steps, claim.form), *_expiry(fact, claim, cut_off)), claim.period)


def _telling(states: Sequence[State]) -> Sequence[State]:
    """The states but bare mentions, unless there is nothing else."""
    return [state for state in states if stage_of(state.claim) != "mentioned"] or states[-1:]


def _promises(promise: Fact, agreement: Fact) -> bool:
    """Whether a commitment names the agreement by one of its names, between the same parties."""
    if promise.parties != agreement.parties or not isinstance(promise.claim, Commitment):
        return False
    action = f" {key_of(promise.claim.action)} "
    names = [f" {name} " for name in map(key_of, agreement.names) if len(name.split()) >= _LEAST_NAME_WORDS]
    return any(name in action and not _is_remembered(action.partition(name)[0]) for name in names)


def _is_remembered(before: str) -> bool:
    """Whether what leads up to a document's name speaks of its anniversary: that promises nothing about the document."""
    return any(f" {key_of(word)} " in f"{before} " for word in load_rules().remembering)


def _promise_step(promise: Fact, claim: Commitment) -> Step:
    date = Dated(edtf=claim.due, basis=Basis.STATED) if claim.due else promise.date
    return Step(stage=PROMISED, date=date, fact=promise.id, evidence=promise.evidence)


def _step_order(step: Step) -> tuple[object, ...]:
    known = bounds(step.date.edtf)
    stages = load_rules().stages
    rank = stages.index(step.stage) if step.stage in stages else len(stages)
    return (known is not None, known[1] if known else "", rank, step.fact or "")


def _with_gaps(steps: Sequence[Step], form: str) -> list[Step]:
    """The steps with the stages that a document of this form passes through, and no source reports, between those that are reported."""
    passes = load_rules().passes.get(form, ())
    out: list[Step] = []
    reached = -1
    for step in steps:
        if step.stage in passes:
            here = passes.index(step.stage)
            out.extend(Step(stage=stage, date=Dated(), fact=None) for stage in passes[reached + 1 : here] if reached >= 0)
            reached = max(reached, here)
        out.append(step)
    return out


def _expiry(fact: Fact, claim: Agreement, cut_off: str | None) -> list[Step]:
    """The end of the period, where it lies before the cut-off: reckoned, not reported."""
    known = bounds(claim.period)
    if not known or not cut_off or known[1] >= cut_off or claim.period is None or claim.period.endswith(("..", "/")):
        return []
    end = claim.period.rpartition("/")[2]
    return [Step(stage=EXPIRED, date=Dated(edtf=end, basis=Basis.DERIVED, note=claim.period), fact=fact.id, evidence=fact.evidence)]


# --- Meetings ----------------------------------------------------------------------------------------------------------


def _meeting_life(merged: Merged, claim: Meeting) -> Lifecycle:
    """Proposed, planned, held; "held" is a gap until a source reports it."""
    fact = merged.fact
    steps = sorted((_step(fact, state) for state in merged.states), key=_meeting_order)
    if claim.stage != "held":
        steps.append(Step(stage="held", date=Dated(), fact=None))
    return _life(fact, claim.name, steps)


def _meeting_order(step: Step) -> tuple[object, ...]:
    stages = load_rules().meeting_stages
    return (stages.index(step.stage) if step.stage in stages else 0, *_step_order(step))


# --- Offices and issues ------------------------------------------------------------------------------------------------


def _office_lives(merged: Sequence[Merged]) -> list[Lifecycle]:
    """Who held an office one after the other, where the sources name two holders or more."""
    groups: dict[object, list[Fact]] = defaultdict(list)
    for one in merged:
        office = office_of(one.fact)
        if office is not None:
            groups[office].append(one.fact)
    return [_office_life(facts) for facts in groups.values() if any(not same_holder(facts[0], fact) for fact in facts)]


def _office_life(facts: Sequence[Fact]) -> Lifecycle:
    steps = sorted((_office_step(fact) for fact in facts), key=_step_order)
    first = min(facts, key=lambda fact: fact.id)
    name = first.claim.role if isinstance(first.claim, Role) else first.label
    parties = tuple(sorted(set.intersection(*(set(fact.parties) for fact in facts)) or {party for fact in facts for party in fact.parties}))
    return Lifecycle(id=f"life-office-{short_hash(repr(office_of(first)))}", name=name, kind=Kind.ROLE, parties=parties, steps=tuple(steps))


def _office_step(fact: Fact) -> Step:
    period = fact.claim.period if isinstance(fact.claim, Role) else None
    date = Dated(edtf=period, basis=fact.date.basis, note=fact.date.note) if period else fact.date
    return Step(stage=holder_of(fact), date=date, fact=fact.id, evidence=fact.evidence)


def _issue_lives(merged: Sequence[Merged]) -> list[Lifecycle]:
    """What the same parties promised, asked, agreed and reported under one narrow topic, in order of time."""
    groups: dict[tuple[str, tuple[str, ...]], list[Fact]] = defaultdict(list)
    for one in merged:
        if isinstance(one.fact.claim, Agreement | Commitment | Statement | Statistic):
            for topic in sorted(issues_of(one.fact)):
                groups[topic, one.fact.parties].append(one.fact)
    return [_issue_life(topic, parties, facts) for (topic, parties), facts in sorted(groups.items()) if len(facts) > 1]


def _issue_life(topic: str, parties: tuple[str, ...], facts: Sequence[Fact]) -> Lifecycle:
    steps = sorted(
        (Step(stage=_issue_stage(fact), date=fact.date, fact=fact.id, evidence=fact.evidence) for fact in facts), key=_step_order
    )
    kind = Kind.COMMITMENT if any(fact.kind is Kind.COMMITMENT for fact in facts) else Kind.STATEMENT
    return Lifecycle(id=f"life-issue-{short_hash('|'.join((topic, *parties)))}", name=topic, kind=kind, parties=parties, steps=tuple(steps))


def _issue_stage(fact: Fact) -> str:
    claim = fact.claim
    match claim:
        case Agreement():
            return claim.stage
        case Commitment():
            return PROMISED
        case Statement():
            return claim.act
        case _:
            return "reported"

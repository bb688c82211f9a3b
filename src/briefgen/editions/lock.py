"""Facts, conflicts and questions of a view as an edition keeps them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import Any

import msgspec

from briefgen.editions.records import LockedConflict, LockedFact, LockedQuestion, LockedSide
from briefgen.model import Claim, Evidence, Fact, View

_QUOTE_DIGITS = 8


def lock_facts(view: View, told: Collection[str]) -> tuple[LockedFact, ...]:
    """The facts with these ids, in order of their ids."""
    return tuple(lock_fact(fact) for fact in sorted(view.facts, key=lambda fact: fact.id) if fact.id in told)


def lock_fact(fact: Fact) -> LockedFact:
    """The fact with its values, status and evidence; neither its order nor its topics show in an edition."""
    return LockedFact(
        id=fact.id,
        kind=fact.kind,
        label=fact.label,
        status=fact.status,
        values=_values(fact.claim),
        parties=fact.parties,
        date=fact.date.edtf,
        basis=fact.date.basis,
        evidence=tuple(sorted({lock_evidence(one) for one in fact.evidence})),
        decisions=fact.decisions,
        formula=fact.derived_from.formula if fact.derived_from else None,
        wording=fact.wording,
    )


def lock_evidence(evidence: Evidence) -> str:
    """``article:start-end#digest-of-the-quote``."""
    digest = hashlib.sha256(evidence.quote.encode()).hexdigest()[:_QUOTE_DIGITS]
    return f"{evidence.article}:{evidence.start}-{evidence.end}#{digest}"


def _values(claim: Claim) -> dict[str, Any]:
    """The fields that say something; numbers as text, as they were read."""
    plain: dict[str, Any] = msgspec.to_builtins(claim)
    return {name: value for name, value in plain.items() if name != "type" and value not in (None, "", [], ())}


def lock_conflicts(view: View, told: Collection[str]) -> tuple[LockedConflict, ...]:
    """The conflicts in which one of the facts stands, in order of their ids."""
    return tuple(
        LockedConflict(
            id=one.id,
            kind=one.kind,
            field=one.field,
            sides=tuple(LockedSide(fact=side.fact, value=side.value) for side in one.sides),
            decision=one.decision,
        )
        for one in sorted(view.conflicts, key=lambda one: one.id)
        if any(side.fact in told for side in one.sides)
    )


def lock_questions(view: View, told: Collection[str]) -> tuple[LockedQuestion, ...]:
    """The questions about these facts that no editor answered, in order of their ids."""
    return tuple(
        LockedQuestion(id=one.id, code=one.code, facts=one.facts)
        for one in sorted(view.questions, key=lambda one: one.id)
        if not one.answered_by and set(told) & set(one.facts)
    )

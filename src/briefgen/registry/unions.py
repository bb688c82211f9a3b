"""Facts that an editor joined."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from briefgen.edtf import contains
from briefgen.model import Dated, Fact, State
from briefgen.registry.claims import join_claims
from briefgen.registry.merge import join_evidence
from briefgen.registry.merged import Merged
from briefgen.registry.stages import stage_of


def unite(parts: Sequence[Merged]) -> Merged:
    """One fact of several: the first keeps its id and values, the others fill what it leaves open and add their evidence."""
    first, facts = parts[0].fact, [one.fact for one in parts]
    fact: Fact = msgspec.structs.replace(
        first,
        claim=join_claims([one.claim for one in facts]),
        parties=tuple(sorted({party for one in facts for party in one.parties})),
        topics=tuple(sorted({topic for one in facts for topic in one.topics})),
        date=_finest(facts),
        evidence=join_evidence(one.evidence for one in facts),
        mentions=tuple(dict.fromkeys(mention for one in facts for mention in one.mentions)),
        names=tuple(dict.fromkeys(name for one in facts for name in one.names)),
        decisions=tuple(dict.fromkeys(decision for one in facts for decision in one.decisions)),
        derived_from=first.derived_from if all(one.derived_from for one in facts) else None,
    )
    return Merged(fact=fact, states=_unite_states(first.id, parts), clashes=tuple(clash for one in parts for clash in one.clashes))


def _finest(facts: Sequence[Fact]) -> Dated:
    """The first fact's date, or one that says the same more precisely, or the first there is."""
    date = facts[0].date
    for other in facts[1:]:
        if date.edtf is None or (other.date.edtf is not None and contains(date.edtf, other.date.edtf)):
            date = other.date
    return date


def _unite_states(fact: str, parts: Sequence[Merged]) -> tuple[State, ...]:
    """The states of all parts as those of one fact; of equal ones the evidence is joined."""
    states: dict[tuple[str, str | None, tuple[str, ...]], State] = {}
    for state in (state for one in parts for state in one.states):
        key = (stage_of(state.claim), state.date.edtf, state.parties)
        known = states.get(key, state)
        states[key] = msgspec.structs.replace(known, fact=fact, evidence=join_evidence((known.evidence, state.evidence)))
    return tuple(states[key] for key in sorted(states, key=lambda one: (one[1] is not None, one[1] or "", one[0], one[2])))

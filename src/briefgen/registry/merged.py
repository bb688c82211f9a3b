"""What the registry keeps of a fact beside the fact itself: its states over time, and where its mentions disagree."""

from __future__ import annotations

import hashlib

import msgspec

from briefgen.model import ConflictKind, Evidence, Fact, Record, State


class Reading(Record):
    """One of several values that a field has in the mentions of one fact."""

    value: str
    evidence: tuple[Evidence, ...]


class Clash(Record):
    """A field on which the mentions of one fact disagree."""

    kind: ConflictKind
    field: str
    readings: tuple[Reading, ...]


class Merged(Record):
    """A fact with its states, oldest first, and its clashes."""

    fact: Fact
    states: tuple[State, ...]
    clashes: tuple[Clash, ...] = ()


def only_state(fact: Fact) -> State:
    """The state of a fact that has no history."""
    return State(fact=fact.id, claim=fact.claim, label=fact.label, parties=fact.parties, date=fact.date, evidence=fact.evidence)


def digest_of(record: Record) -> str:
    """Sixteen hexadecimal digits over what a record says: for a fact its claim, parties and date, not its evidence or status."""
    said: object = record
    if isinstance(record, Fact):
        said = (record.claim, record.parties, record.date.edtf)
    return hashlib.sha256(msgspec.json.encode(said, order="sorted")).hexdigest()[:16]

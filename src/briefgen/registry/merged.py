"""What the registry keeps of a fact beside the fact itself: its states over time, and where its mentions disagree."""

from __future__ import annotations

import hashlib
import zlib

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


def pack_merged(merged: Merged) -> bytes:
    """The fact as it is stored; a single state says nothing that the fact does not, and is left out."""
    lean = msgspec.structs.replace(merged, states=()) if len(merged.states) == 1 else merged
    return zlib.compress(_PACK.encode(lean), 1)


def unpack_merged(packed: bytes) -> Merged:
    """The fact that was stored."""
    merged = _UNPACK.decode(zlib.decompress(packed))
    fact = merged.fact
    if merged.states:
        return merged
    only = State(fact=fact.id, claim=fact.claim, label=fact.label, parties=fact.parties, date=fact.date, evidence=fact.evidence)
    return msgspec.structs.replace(merged, states=(only,))


_PACK = msgspec.msgpack.Encoder()
_UNPACK = msgspec.msgpack.Decoder(Merged)


def digest_of(record: Record) -> str:
    """Sixteen hexadecimal digits over what a record says: for a fact its claim, parties and date, not its evidence or status."""
    said: object = record
    if isinstance(record, Fact):
        said = (record.claim, record.parties, record.date.edtf)
    return hashlib.sha256(msgspec.json.encode(said, order="sorted")).hexdigest()[:16]

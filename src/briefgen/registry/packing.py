"""How mentions and facts are stored: MessagePack, deflated with a dictionary of the records' own field names.

Records are short and say little but their fields' names alike: with the dictionary they take half the room, and less time.
"""

from __future__ import annotations

import zlib
from decimal import Decimal
from functools import cache

import msgspec

from briefgen.model import (
    Agreement,
    Basis,
    Change,
    Claim,
    Commitment,
    Dated,
    Derivation,
    Evidence,
    Fact,
    Meeting,
    Mention,
    Milestone,
    Participant,
    Role,
    Slot,
    State,
    Statement,
    Statistic,
    Status,
)
from briefgen.registry.merged import Merged, only_state

UNPACKABLE = (msgspec.MsgspecError, zlib.error)
_ENCODE = msgspec.msgpack.Encoder().encode
_MENTION = msgspec.msgpack.Decoder(Mention)
_MERGED = msgspec.msgpack.Decoder(Merged)
# A window of 8 KB and little memory: setting a compressor up costs more than a record's bytes do.
_WINDOW = -13
_MEMORY = 5


def pack_mention(mention: Mention) -> bytes:
    """The mention as it is stored."""
    return _deflate(_ENCODE(mention))


def unpack_mention(packed: bytes) -> Mention:
    """The mention that was stored. Raises one of ``UNPACKABLE`` where other records than this program's were."""
    return _MENTION.decode(_inflate(packed))


def pack_merged(merged: Merged) -> bytes:
    """The fact as it is stored; a single state says nothing that the fact does not, and is left out."""
    lean = Merged(fact=merged.fact, states=(), clashes=merged.clashes) if len(merged.states) == 1 else merged
    return _deflate(_ENCODE(lean))


def unpack_merged(packed: bytes) -> Merged:
    """The fact that was stored."""
    merged = _MERGED.decode(_inflate(packed))
    if merged.states:
        return merged
    return Merged(fact=merged.fact, states=(only_state(merged.fact),), clashes=merged.clashes)


def _deflate(content: bytes) -> bytes:
    engine = zlib.compressobj(1, zlib.DEFLATED, _WINDOW, _MEMORY, zlib.Z_DEFAULT_STRATEGY, _dictionary())
    return engine.compress(content) + engine.flush()


def _inflate(packed: bytes) -> bytes:
    engine = zlib.decompressobj(_WINDOW, _dictionary())
    return engine.decompress(packed) + engine.flush()


@cache
def _dictionary() -> bytes:
    """The names of all fields, as they stand in records: made from the model, so that a field's new name is in it, too.

    What is met most stands last, and nothing twice: the dictionary is gone through for each record.
    """
    words = Evidence(article="", start=1000, end=1200, quote="", reading="")
    date = Dated(edtf="2021-04-06", basis=Basis.STATED)
    state = State(fact="", claim=_CLAIMS[0], label="", parties=("RUS", "VNM"), date=date, evidence=())
    slot = Slot(value="", evidence=None, how="")
    derived = Derivation(formula="")
    mention = Mention(
        id="", article="", claim=_CLAIMS[-1], label="", parties=(), date=date, topics=(), evidence=(words,), slots={"": slot}, rule=""
    )
    fact = Fact(
        id="",
        key="",
        claim=_CLAIMS[1],
        label="",
        parties=(),
        date=date,
        topics=(),
        evidence=(),
        status=Status.SINGLE_SOURCE,
        mentions=("",),
    )
    return b"".join(map(_ENCODE, (derived, *_CLAIMS[2:-1], Merged(fact=fact, states=(state,)), mention)))


_CLAIMS: tuple[Claim, ...] = (
    Role(role=""),
    Milestone(event="level"),
    Agreement(name=""),
    Statistic(indicator="", value=Decimal(0), unit="USD", change=Change(value=Decimal(0), base="")),
    Commitment(actor="", action=""),
    Meeting(name="", participants=(Participant(name="", role="", party=""),)),
    Statement(actor="", act="affirm", content=""),
)

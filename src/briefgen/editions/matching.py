"""Which fact of an earlier edition is which one now: by id, else by the very words that both rest on; never by likeness of text.

A fact's id is made of its key, so that a date found more precisely, or a value corrected, can give it another. The words that say
it stay where they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from briefgen.editions.records import LockedFact
from briefgen.model import Record


class Pair(Record):
    """A fact then and now; None where there was none, or is none any more."""

    before: LockedFact | None
    after: LockedFact | None


class Place(NamedTuple):
    """Where a piece of evidence stands, and a digest of its words."""

    article: str
    start: int
    end: int
    digest: str


@cache
def read_place(evidence: str) -> Place:
    """The place in ``article:start-end#digest``."""
    where, _, digest = evidence.rpartition("#")
    article, _, span = where.rpartition(":")
    start, _, end = span.partition("-")
    return Place(article, int(start), int(end), digest)


def match_facts(before: Sequence[LockedFact], after: Sequence[LockedFact], *, unchanged: frozenset[str]) -> Iterator[Pair]:
    """Each fact of both sides once, in pairs. ``unchanged`` are the articles that both sides have with the same bytes."""
    old, new = {fact.id: fact for fact in before}, {fact.id: fact for fact in after}
    known = {name: name for name in old if name in new}
    known |= _match_rest([fact for fact in before if fact.id not in new], [fact for fact in after if fact.id not in old], unchanged)
    for name, fact in old.items():
        yield Pair(before=fact, after=new.get(known.get(name, "")))
    taken = set(known.values())
    for name, fact in new.items():
        if name not in taken:
            yield Pair(before=None, after=fact)


def _match_rest(before: Iterable[LockedFact], after: Sequence[LockedFact], unchanged: frozenset[str]) -> dict[str, str]:
    """The best pairs first: most words in common, then most fields alike, then in order of the ids; each fact once."""
    pairs = [(old, new) for old in before for new in after if _may_be_one(old, new, unchanged)]
    ranked = sorted(pairs, key=lambda pair: (-count_shared(*pair, unchanged=unchanged), -_count_alike(*pair), pair[0].id, pair[1].id))
    found: dict[str, str] = {}
    for old, new in ranked:
        if old.id not in found and new.id not in found.values():
            found[old.id] = new.id
    return found


def _may_be_one(old: LockedFact, new: LockedFact, unchanged: frozenset[str]) -> bool:
    strangers = old.parties and new.parties and not set(old.parties) & set(new.parties)
    return old.kind == new.kind and not strangers and count_shared(old, new, unchanged=unchanged) > 0


def count_shared(old: LockedFact, new: LockedFact, *, unchanged: frozenset[str]) -> int:
    """How many pieces of evidence of the earlier fact stand in the later one too."""
    places = [read_place(one) for one in new.evidence]
    return sum(any(_is_same(read_place(one), place, unchanged) for place in places) for one in old.evidence)


def _is_same(one: Place, other: Place, unchanged: frozenset[str]) -> bool:
    """The same words of an article; or, while its bytes are the same, spans that share half of the shorter."""
    if one.article != other.article:
        return False
    if one.digest == other.digest:
        return True
    common = min(one.end, other.end) - max(one.start, other.start)
    return one.article in unchanged and 2 * common >= min(one.end - one.start, other.end - other.start)


def _count_alike(old: LockedFact, new: LockedFact) -> int:
    alike = [new.values.get(name) == value for name, value in old.values.items()]
    return sum(map(bool, (*alike, old.date == new.date, old.parties == new.parties)))

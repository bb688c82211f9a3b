"""All annotations of a text, and the choice among those that overlap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from briefgen.extract.aliases import find_aliases
from briefgen.extract.annotations import Annotation
from briefgen.extract.dates import find_dates
from briefgen.extract.entities import find_entities, find_masked
from briefgen.extract.numbers import find_numbers
from briefgen.extract.packs import Packs
from briefgen.extract.people import find_people

_START = attrgetter("start")


def annotate_text(text: str, language: str, packs: Packs) -> list[Annotation]:
    """Every annotation of ``text`` (NFC reading text) that the subject's labels know, overlapping ones resolved, in order."""
    entities = find_entities(text, language)
    people = find_people(text, language, entities)
    words = packs.languages[language].lexicon.find(text)
    masked = sorted([*find_masked(text, language), *((a.start, a.end) for a in words if a.label == "AGRNAME")])
    words = [*words, *find_aliases(text, [*words, *entities])]
    found = [*words, *entities, *people, *find_dates(text, language, masked), *find_numbers(text, language, masked)]
    return resolve_overlaps(found, packs.priority)


def resolve_overlaps(annotations: Iterable[Annotation], priority: Mapping[str, tuple[int, int]]) -> list[Annotation]:
    """The annotations that remain where each character has one at most: the better tier wins, then the longer, then the earlier label."""
    known = [a for a in annotations if a.label in priority]
    ranked = [
        (tier, (start := a.start) - a.end, place, start, number) for number, a in enumerate(known) for tier, place in (priority[a.label],)
    ]
    ranked.sort()
    taken = bytearray(max((a.end for a in known), default=0))
    kept: list[Annotation] = []
    for _, shorter, _, start, number in ranked:
        end = start - shorter
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\x01" * -shorter
            kept.append(known[number])
    kept.sort(key=_START)
    return kept


def cut(annotations: Sequence[Annotation], start: int, end: int, at: int) -> tuple[list[Annotation], int]:
    """The annotations inside ``start`` to ``end``, looked for from index ``at`` on, and where to look next."""
    while at < len(annotations) and annotations[at].start < start:
        at += 1
    inside: list[Annotation] = []
    while at < len(annotations) and annotations[at].start < end:
        if annotations[at].end <= end:
            inside.append(annotations[at])
        at += 1
    return inside, at

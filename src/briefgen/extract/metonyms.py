"""Capitals that stand for their governments: "Bắc Kinh lên án …", "Manila and Beijing agreed to …"."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from briefgen.extract.annotations import Annotation
from briefgen.extract.entities import Place

ACTING = frozenset({"ACT", "WILL", "COMMIT", "READY", "PLAN", "AIM", "STAGE"})
BETWEEN = frozenset({"ADVERB", "HAVE", "DATE", "NEG"})
INTRODUCING = frozenset({"ACT", "THAT", "AND", "SPEECH", "ADVERB"})
OPENING = frozenset(".,;:–—-\"“'‘!?")  # marks behind which a subject can begin


def read_capitals(text: str, start: int, annotations: Sequence[Annotation]) -> list[Annotation]:
    """The annotations of a sentence that begins at ``start``, a capital right before a verb of speaking or acting being its country."""
    read = list(annotations)
    for i in reversed(range(len(read))):
        place = read[i].value
        if read[i].label != "PLACE" or not isinstance(place, Place) or not (place.capital and place.party):
            continue
        if _opens(text, start, read, i) and _acts(text, read, i):
            read[i] = replace(read[i], label="PARTY", value=place.party)
    return read


def _opens(text: str, start: int, annotations: Sequence[Annotation], i: int) -> bool:
    """Whether a subject can begin at annotation ``i``: not behind "in" or a common noun."""
    before = annotations[i - 1] if i else None
    from_ = before.end if before is not None else start
    gap = text[from_ : annotations[i].start].strip()
    if gap:
        return gap[-1] in OPENING
    return before is None or before.label in INTRODUCING


def _acts(text: str, annotations: Sequence[Annotation], i: int) -> bool:
    """Whether a verb follows, adverbs and a day between them, or another subject that is joined by "and"."""
    for left, right in zip(annotations[i:], annotations[i + 1 :], strict=False):
        if text[left.end : right.start].strip():
            return False
        if right.label in ACTING:
            return True
        if right.label == "PARTY" and left.label == "AND":
            continue
        if right.label not in BETWEEN and right.label != "AND":
            return False
    return False

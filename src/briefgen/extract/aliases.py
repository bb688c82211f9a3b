"""Abbreviations that an article itself defines: "Kế hoạch hành động toàn diện (CPA)" makes a later "CPA" the same plan."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import regex

from briefgen.extract.annotations import Annotation

_DEFINED = regex.compile(r"\(\s*+(?:gọi tắt là |viết tắt là )?(\p{Lu}[\p{Lu}\p{N}&-]{1,9})\s*+\)")
REACH = 90  # characters between a document's noun and the abbreviation in brackets behind its name
BREAKS = frozenset(".;!?\n")


def find_aliases(text: str, annotations: Sequence[Annotation]) -> Iterator[Annotation]:
    """Every other place of an abbreviation that was defined behind a document's name, as a document's noun of the same form."""
    places = list(_DEFINED.finditer(text))
    if not places:
        return
    heads = sorted((a for a in annotations if a.label == "AGR"), key=lambda a: a.end)
    known = {text[a.start : a.end] for a in annotations if a.label != "AGR"}
    found: dict[str, tuple[int, Annotation]] = {}
    for defined in places:
        short = defined[1]
        before = bisect_right(heads, defined.start(), key=lambda a: a.end)
        head = heads[before - 1] if before else None
        if head is None or short in known or short in found or defined.start() - head.end > REACH:
            continue
        if not BREAKS & set(text[head.end : defined.start()]):
            found[short] = defined.start(1), head
    if found:
        for place in regex.finditer(r"(?<![\p{L}\p{N}])\L<shorts>(?![\p{L}\p{N}])", text, shorts=list(found)):
            at, head = found[place[0]]
            if place.start() != at:
                yield Annotation(label="AGR", start=place.start(), end=place.end(), value=head.value)

"""Abbreviations that an article itself defines: "Kế hoạch hành động toàn diện (CPA)" makes a later "CPA" the same plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from briefgen.extract.annotations import Annotation

_DEFINED = regex.compile(r"\(\s*+(?:gọi tắt là |viết tắt là )?(\p{Lu}[\p{Lu}\p{N}&-]{1,9})\s*+\)")
REACH = 90  # characters between a document's noun and the abbreviation in brackets behind its name
BREAKS = frozenset(".;!?\n")


def find_aliases(text: str, annotations: Sequence[Annotation]) -> Iterator[Annotation]:
    """Every other place of an abbreviation that was defined behind a document's name, as a document's noun of the same form."""
    heads = [a for a in annotations if a.label == "AGR"]
    known = {text[a.start : a.end] for a in annotations if a.label != "AGR"}
    for defined in _DEFINED.finditer(text):
        short = defined[1]
        head = next((a for a in reversed(heads) if 0 <= defined.start() - a.end <= REACH), None)
        if head is None or short in known or BREAKS & set(text[head.end : defined.start()]):
            continue
        for place in regex.finditer(rf"(?<![\p{{L}}\p{{N}}]){regex.escape(short)}(?![\p{{L}}\p{{N}}])", text):
            if place.start() != defined.start(1):
                yield Annotation(label="AGR", start=place.start(), end=place.end(), value=head.value)

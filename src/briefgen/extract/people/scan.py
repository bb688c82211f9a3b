"""One text with its entities and the words of the pack, ready for reading titles and names in it."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.extract.annotations import Annotation
from briefgen.extract.people.rules import Rules


class Scan:
    """One text with its entities, ready for reading titles and names in it."""

    def __init__(self, text: str, rules: Rules, entities: Sequence[Annotation]) -> None:
        self.text, self.rules = text, rules
        self.starts: dict[int, Annotation] = {}
        self.ends: dict[int, Annotation] = {}
        for each in entities:
            self.starts.setdefault(each.start, each)
            if each.label in {"PARTY", "ADJ", "BODY"}:
                self.ends[each.end] = each
        self.heads: dict[int, Annotation] = {}
        bodies = {each.start + offset: each.end for each in entities if each.label == "BODY" for offset in (0, 4, 5)}
        found = rules.lexicon.find(text)
        self.others = [each for each in found if each.label != "HEAD"]
        for head in found:
            if head.label == "HEAD" and bodies.get(head.start, 0) <= head.end:  # no ambassador in Đại sứ quán, no secretary in Ban Bí thư
                self.heads.setdefault(head.start, head)

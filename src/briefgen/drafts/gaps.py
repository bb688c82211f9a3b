"""The words between the facts: what a template or an author wrote, and what an editor added there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_STOP = re.compile(r"[.!?…\n]")
_ALIKE = 0.6  # likeness from which a changed sentence is the old one with other words
_FEWEST_WORDS = 3  # words from which an addition is a statement, not a slip of the keyboard


@dataclass(frozen=True)
class Change:
    """Words that an editor added (``before`` is empty), took away (``after`` is empty), or changed."""

    before: str
    after: str

    @property
    def is_statement(self) -> bool:
        """Whether it says something new."""
        return not self.before and len(self.after.split()) >= _FEWEST_WORDS


def continue_sentence(before: str, after: str) -> str:
    """The words that an editor wrote between a sentence's end and its stop; empty where the stop still follows at once."""
    old, new = _first_clause(before), _first_clause(after)
    return new.strip() if new.strip() and new != old and not old.strip() else ""


def _first_clause(text: str) -> str:
    stop = _STOP.search(text)
    return text[: stop.start()] if stop else (text if not text.strip() else "")


def compare_gap(before: str, after: str) -> Iterator[Change]:
    """The changes between two stretches of text, sentence by sentence."""
    old, new = _sentences(before), _sentences(after)
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from _pair(old[a:b], new[c:d])


def _sentences(text: str) -> list[str]:
    pieces = (" ".join(piece.split()) for piece in _SENTENCE.split(text))
    return [piece for piece in pieces if any(letter.isalnum() for letter in piece)]


def _pair(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Join each old sentence to the new one most like it; the others came or went."""
    left = list(new)
    for sentence in old:
        alike = max(left, key=lambda other: _likeness(sentence, other), default="")
        if alike and _likeness(sentence, alike) >= _ALIKE:
            left.remove(alike)
            yield Change(sentence, alike)
        else:
            yield Change(sentence, "")
    yield from (Change("", sentence) for sentence in left)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()

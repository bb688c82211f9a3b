"""Text on its way to the reading text: every character keeps the place in the file that it was made from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefgen.model import Reading, Span


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters ``start`` to ``end`` (``end > start``) of a strand give way to ``new``, which may be empty."""

    start: int
    end: int
    new: str = ""


@dataclass(frozen=True, slots=True)
class Strand:
    """A text and, for each of its characters, the source characters it was made from (None: it is the source)."""

    text: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    def source(self, start: int, end: int) -> Span:
        """The span of the source that holds characters ``start`` to ``end`` (``end > start``)."""
        if self.starts is None or self.ends is None:
            return Span(start=start, end=end)
        return Span(start=self.starts[start], end=self.ends[end - 1])

    def rewrite(self, edits: Iterable[Edit]) -> Strand:
        """The strand after the edits; of edits that overlap the first in the text wins.

        Every new character stands for the whole stretch that it replaces.
        """
        kept = _keep_apart(edits)
        if not kept:
            return self
        old_starts = self.starts if self.starts is not None else range(len(self.text))
        old_ends = self.ends if self.ends is not None else range(1, len(self.text) + 1)
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        at = 0
        for edit in kept:
            pieces += (self.text[at : edit.start], edit.new)
            starts.extend(old_starts[at : edit.start])
            ends.extend(old_ends[at : edit.start])
            starts.extend([old_starts[edit.start]] * len(edit.new))
            ends.extend([old_ends[edit.end - 1]] * len(edit.new))
            at = edit.end
        pieces.append(self.text[at:])
        starts.extend(old_starts[at:])
        ends.extend(old_ends[at:])
        return Strand("".join(pieces), starts, ends)

    def to_reading(self, source: str) -> Reading:
        """The reading text for the file's text ``source``; without a map where both are the same."""
        if self.starts is None or self.ends is None or self.text == source:
            return Reading(text=self.text)
        return Reading(text=self.text, starts=tuple(self.starts), ends=tuple(self.ends))


def _keep_apart(edits: Iterable[Edit]) -> list[Edit]:
    kept: list[Edit] = []
    reached = 0
    for edit in sorted(edits, key=lambda one: (one.start, -one.end)):
        if edit.start >= reached and edit.end > edit.start:
            kept.append(edit)
            reached = edit.end
    return kept

"""Finding the facts' words again in an edited draft, by whatever the word processor left of their marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from briefgen.drafts.draft import Unit
from briefgen.drafts.reading import Control, Reading, Span

_STOP = re.compile(r"[.,;:!?…]")
_SENTENCE = re.compile(r"[^\s.!?][^\n]*?(?=[.!?](?:\s|$)|\n|$)")
_ALIKE = 0.6  # likeness from which a sentence is taken for the edited one
_CLOSING = re.compile(r"[^\w\s]+$")


@dataclass
class Layout:
    """Where each unit (by its number in the draft's list) stands in a text; ``copies`` were pasted, ``lost`` lost their marks."""

    text: str
    spans: dict[int, Span] = field(default_factory=dict)
    copies: list[int] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)

    def words(self, unit: int) -> str:
        start, end = self.spans[unit]
        return self.text[start:end]

    def contains(self, outer: int, inner: int) -> bool:
        """Whether one unit stands within another."""
        start, end = self.spans[outer]
        first, last = self.spans[inner]
        return outer != inner and start <= first and last <= end

    def inside(self, outer: int) -> list[int]:
        """The units within a unit, in their order."""
        return sorted((one for one in self.spans if self.contains(outer, one)), key=lambda one: self.spans[one])


def lay_out(units: Sequence[Unit], reading: Reading, base: Layout | None = None) -> Layout:
    """The places of the units; sentences whose bookmark was lost are found by their first and last control, as in ``base``."""
    layout = Layout(reading.text)
    _place_controls(units, reading, layout)
    for number, unit in enumerate(units):
        if unit.tag is None and unit.bookmark in reading.bookmarks:
            span = reading.bookmarks[unit.bookmark]
            layout.spans[number] = span if base is None else mend_edges(layout.text, span, base.words(number))
        elif number not in layout.spans and (span := reading.bookmarks.get(unit.bookmark, (0, 0)))[0] < span[1]:
            layout.spans[number] = span  # of a redline: its bookmark stands round words that are in no control
    if base is not None:
        _recover(units, base, layout)
    return layout


def _place_controls(units: Sequence[Unit], reading: Reading, layout: Layout) -> None:
    """Give each control to its unit: first by what is its alone, then by what several share."""
    controls = {number: unit for number, unit in enumerate(units) if unit.tag is not None}
    marks: Sequence[tuple[Callable[[Control], str | None], Callable[[Unit], str | None]]] = (
        (lambda one: one.tag, lambda unit: unit.tag),
        (lambda one: one.alias, lambda unit: unit.alias),
        (lambda one: one.ident, lambda unit: None if unit.id is None else str(unit.id)),
    )
    rest = list(reading.controls)
    for of_control, of_unit in marks:
        known = {of_unit(unit): number for number, unit in controls.items()}
        rest = _take(rest, lambda one, known=known, of=of_control: known.get(of(one)), units, layout)  # type: ignore[misc]  # bound at once
    by_node: dict[str | None, list[int]] = {}
    for number, unit in controls.items():
        if number not in layout.spans and number not in layout.copies:
            by_node.setdefault(unit.node, []).append(number)
    for one in rest:
        if one.node is not None and by_node.get(one.node):
            layout.spans[by_node[one.node].pop(0)] = one.span


def _take(rest: Iterable[Control], find: Callable[[Control], int | None], units: Sequence[Unit], layout: Layout) -> list[Control]:
    """Place the controls that a mark tells; a second one with the same mark is a copy, unless the first was."""
    left = []
    for one in rest:
        number = find(one)
        if number is None:
            left.append(one)
        elif number not in layout.spans:
            layout.spans[number] = one.span
        else:
            layout.copies.append(number)
            if one.ident == str(units[number].id):
                layout.spans[number] = one.span
    return left


def _recover(units: Sequence[Unit], base: Layout, layout: Layout) -> None:
    """Find the sentences whose bookmark LibreOffice lost: by their words, by their controls, or as what stands in their place."""
    for number in sorted(base.spans):
        if number in layout.spans or units[number].tag is not None or not base.words(number).strip():
            continue
        inside = base.inside(number)
        span = _find_words(number, base, layout)
        if span is None and any(one in layout.spans for one in inside):
            span = _span_between(number, inside, base, layout)
            if span is None:
                layout.lost.append(number)
        if span is not None:
            layout.spans[number] = span


def _find_words(number: int, base: Layout, layout: Layout) -> Span | None:
    """The very words, or a sentence like them, between the units that stood before and behind."""
    words, (start, end) = base.words(number), base.spans[number]
    placed = [(span, layout.spans[one]) for one, span in base.spans.items() if one in layout.spans]
    low = max((now[1] for span, now in placed if span[1] <= start), default=0)
    high = min((now[0] for span, now in placed if span[0] >= end), default=len(layout.text))
    place = layout.text.find(words, low, high)
    if place >= 0:
        return place, place + len(words)
    found = [match.span() for match in _SENTENCE.finditer(layout.text, low, max(low, high))]
    likeness = {span: SequenceMatcher(None, words, layout.text[slice(*span)], autojunk=False).ratio() for span in found}
    best = max(likeness, key=lambda span: likeness[span], default=None)
    return best if best is not None and likeness[best] >= _ALIKE else None


def _span_between(number: int, inside: Sequence[int], base: Layout, layout: Layout) -> Span | None:
    """From the first to the last control, with the words before and after them if those are as they were."""
    first, last = inside[0], inside[-1]
    if first not in layout.spans or last not in layout.spans:
        return None
    before = base.text[base.spans[number][0] : base.spans[first][0]]
    after = base.text[base.spans[last][1] : base.spans[number][1]]
    start, end = layout.spans[first][0] - len(before), layout.spans[last][1] + len(after)
    if layout.text[start : layout.spans[first][0]] != before or layout.text[layout.spans[last][1] : end] != after:
        return None
    return start, end


def mend_edges(text: str, span: Span, before: str) -> Span:
    """The span without the slips of LibreOffice, which ends a bookmark a letter early: in a word, before a stop or a quotation mark."""
    start, end = span
    if start == end:
        return span
    if before[-1:] in {".", "!", "?"} and text[start:end].startswith(before):
        return start, start + len(before)  # what was written behind the full stop is a sentence of its own
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    tail = _CLOSING.search(before)
    signs = tail.group() if tail else ""
    for missing in range(len(signs), 0, -1):
        if text[end : end + missing] == signs[-missing:] and text[:end].endswith(signs[:-missing]):
            return start, end + missing
    return start, end


def strip_stop(text: str) -> str:
    """The words without the stop that a bookmark may have taken in."""
    text = " ".join(text.split())
    return text[:-1] if text and _STOP.match(text[-1]) else text

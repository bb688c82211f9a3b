"""Parts of a paragraph that are no text of the article: a date or outlet before it, a credit within, a writer behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from briefgen.articles.datelines import FoundDate, find_date, find_prefix
from briefgen.articles.outlets import find_name, known_names
from briefgen.articles.parts import Part, find_bullet, is_name
from briefgen.articles.rules import compile_rule
from briefgen.model import Block, BlockKind

_TEXT = (BlockKind.LEAD, BlockKind.BODY)
_SENTENCE_START = regex.compile(r"(?<=[.!?…][\"”’)]?)\s*(?=\p{Lu}|\"|“)")
_CAPTION_REACH = 400  # characters; a sentence before a credit that is longer is no caption
_SLUG_PARTS = 3  # an outlet's slug stands before the lead, or before the first paragraph under it


@dataclass(frozen=True, slots=True)
class Slug:
    """What stands before the first words: an outlet or agency, a date, by their places in the reading text."""

    outlet: tuple[int, int] | None = None
    date: FoundDate | None = None


@dataclass(slots=True)
class Cut:
    """The blocks, and what was found where they were cut."""

    blocks: list[Block]
    slugs: list[Slug]


def cut_blocks(parts: Sequence[Part]) -> Cut:
    """The blocks of the classified parts, in order, none overlapping."""
    cut = Cut([], [])
    text = [part for part in parts if part.kind in _TEXT]
    for part in parts:
        kind = part.kind or BlockKind.BODY
        if kind not in _TEXT:
            cut.blocks.append(Block(kind=kind, start=part.start, end=part.end))
            continue
        start = _cut_front(part, cut) if part in text[:_SLUG_PARTS] else part.start
        end = _find_tail(part) if part is text[-1] else part.end
        start += find_bullet(part.text[start - part.start :])
        cut.blocks += _cut_credits(part, start, end, kind)
        if end < part.end:
            cut.blocks.append(Block(kind=BlockKind.BYLINE, start=_skip_blank(part, end), end=part.end))
    return cut


def _skip_blank(part: Part, at: int) -> int:
    text = part.text[at - part.start :]
    return at + len(text) - len(text.lstrip())


def _cut_front(part: Part, cut: Cut) -> int:
    """Where the part's own words begin; what stands before becomes a dateline block."""
    at = _cut_slug(part, 0, cut)
    at += _cut_prefix(part, at, cut)
    at += _cut_slug(part, at, cut)
    if at:
        cut.blocks.append(Block(kind=BlockKind.DATELINE, start=part.start, end=part.start + len(part.text[:at].rstrip())))
    return part.start + at


def _cut_prefix(part: Part, at: int, cut: Cut) -> int:
    """The length of a date, and of an outlet's name behind it, before a flattened article's first words."""
    text = part.text[at:]
    prefix = find_prefix(text)
    if prefix is None:
        return 0
    found, end = prefix
    offset = part.start + at
    name = _known_start(text[end:])
    placed = FoundDate(found.edtf, offset + found.start, offset + found.end)
    cut.slugs.append(Slug((offset + end, offset + end + name) if name else None, placed))
    rest = text[end + name :]
    return end + name + len(rest) - len(rest.lstrip(" -–|:"))


def _known_start(text: str) -> int:
    """The length of an outlet's name at the start of a flattened article, 0 where there is none."""
    names = sorted(known_names(), key=len, reverse=True)
    name = next((name for name in names if text.startswith(name + " ") and text[len(name) + 1 : len(name) + 2].isupper()), "")
    return len(name)


def _cut_slug(part: Part, at: int, cut: Cut) -> int:
    skipped = find_bullet(part.text[at:])
    match = compile_rule("blocks", "slug").match(part.text[at + skipped : at + skipped + 160])
    if match is None or not match.end():
        return 0
    groups = match.capturesdict()
    outlet = next((span for span in match.spans("outlet") if span[0] >= 0), None) if groups.get("outlet") else None
    if outlet is not None and not _may_be_outlet(match[0][outlet[0] : outlet[1]]):
        return 0
    date = next((found for text in groups.get("date", []) if (found := find_date(text))), None)
    if outlet is None and not _is_place(groups.get("place", [""])[0] if groups.get("place") else ""):
        return 0
    offset = part.start + at + skipped
    start = match.start("date")
    placed = FoundDate(date.edtf, offset + start + date.start, offset + start + date.end) if date else None
    cut.slugs.append(Slug((offset + outlet[0], offset + outlet[1]) if outlet else None, placed))
    return skipped + int(match.end())


def _may_be_outlet(text: str) -> bool:
    plain = text.strip()
    known = find_name(plain) is not None or ("." in plain and " " not in plain)
    return known or (len(plain.split()) <= 4 and plain[:1].isupper() and not any(map(str.isdigit, plain)))


def _is_place(place: str) -> bool:
    """A place in capitals ("HANOI", "HÀ NỘI"), not an acronym that is the sentence's subject ("ASEAN – Nga")."""
    plain = place.strip(" ,")
    return plain.isupper() and len(plain) >= 4 and plain not in ("ASEAN", "NATO", "APEC", "BRICS", "UNESCO", "MERCOSUR", "QUAD")


def _cut_credits(part: Part, start: int, end: int, kind: BlockKind) -> Iterator[Block]:
    """The text's stretches, and its credits as captions; a bare credit ("… . Ảnh: BNG.") takes its sentence with it."""
    at = start
    for match in compile_rule("blocks", "credit").finditer(part.text, start - part.start, end - part.start):
        begin = part.start + match.start()
        if not match[0].startswith("("):
            begin = _find_caption_start(part, match.start(), at)
        if begin < at:
            continue
        yield from _make_block(part, at, begin, kind)
        stop = part.start + match.end()
        yield Block(kind=BlockKind.CAPTION, start=begin, end=stop)
        at = stop
        while at < end and part.text[at - part.start] in " .;":
            at += 1
    yield from _make_block(part, at, end, kind)


def _find_caption_start(part: Part, credit: int, at: int) -> int:
    floor = max(0, at - part.start, credit - _CAPTION_REACH)
    before = part.text[floor:credit].rstrip(" .…")
    starts = [match.end() for match in _SENTENCE_START.finditer(before)]
    if starts:
        return part.start + floor + int(starts[-1])
    return part.start + (credit if credit - floor >= _CAPTION_REACH else floor)


def _make_block(part: Part, start: int, end: int, kind: BlockKind) -> Iterator[Block]:
    text = part.text[start - part.start : end - part.start]
    left, right = len(text) - len(text.lstrip()), len(text.rstrip())
    if right > left and any(map(str.isalnum, text)):
        yield Block(kind=kind, start=start + left, end=start + right)


def _find_tail(part: Part) -> int:
    """Where a writer's or agency's name begins that is glued to the last sentence; the part's end where there is none."""
    tail = part.text[-160:]
    offset = part.end - len(tail)
    for key in ("tail_origin", "tail"):
        match = compile_rule("blocks", key).search(tail)
        if match is not None and match.start() > 0 and (key == "tail_origin" or is_name(match["name"])):
            return offset + int(match.start())
    return part.end

"""Newlines inside a sentence become spaces; those between paragraphs, headings and datelines stay.

Three things break a sentence over lines: hard wrapping at a width, crawlers that put each link on a line of its own,
and crawlers that tear a number or word apart at a tag ("Jan 1\\n2,").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import regex

from briefgen.articles.rules import compile_rule, load_rules
from briefgen.articles.strand import Edit, Strand

_LINE = regex.compile(r"[^\n]+")
_TERMINAL = regex.compile(r"(?r)[.!?…:;][\"”’')\]»]*$")
_TORN_DIGITS = regex.compile(r"\d{1,2}(?!\d)(?:[,.;:)]|\s|$)")
_TORN_LETTER = regex.compile(r"(?!a\b)\p{Ll}{1,2}[.,;:)]*$")
_CONTINUES = regex.compile(r"\"(?:\s+\p{Ll}|[,;.])|[,;:.)\]”’!?…%](?!\p{L}*\.\p{L})|'s\b|’s\b")
_LOWER = regex.compile(r"[\"“‘'(]?\p{Ll}")
_OPEN_END = regex.compile(r"[,(\[“‘/&–-]$|\s\"$")
_OPENED = regex.compile(r"[(\[“‘/]$|\s\"$|\p{L}-$")
_SMALL_WORD = regex.compile(r"(?<!\p{L})\p{Ll}{2,}")
_LONE_BRACKET = regex.compile(r"\($|\(\p{Lu}+\)")
_LAST_WORD = regex.compile(r"(?r)[\p{L}.]+$")
_MIN_WIDTH, _MAX_WIDTH = 40, 130  # hard wrapping known from mail (72), terminals (80) and feeds (100, 120)
_SHORT = 8  # words of a link's text
_OVERHANG = 12  # a line known to be wrapped may be shorter than the longest by a word
_MEMORY = 100  # characters of a paragraph's joined lines that the next decision looks back on
_REAL_LINE = 15  # characters: below that a line is a label, a crumb or a button rather than the start of a sentence


@dataclass(frozen=True, slots=True)
class Line:
    """One line with text on it: its place without the blanks around, and how many newlines stand before it."""

    start: int
    end: int
    text: str
    gap: int
    indent: int
    fixed: bool = False


def join_lines(strand: Strand, fixed: Sequence[tuple[int, int]] = ()) -> Strand:
    """The strand with sentences whole; lines in the stretches ``fixed`` (headings, tables, front matter) are let alone."""
    lines = cut_lines(strand.text, fixed)
    width = _find_width(lines)
    edits: list[Edit] = []
    so_far = lines[0].text[-_MEMORY:] if lines else ""
    for i in range(1, len(lines)):
        glue = _find_glue(so_far, lines, i, width)
        if glue is not None:
            edits.append(Edit(lines[i - 1].end, lines[i].start, glue))
        so_far = ("" if glue is None else so_far + glue) + lines[i].text[-_MEMORY:]
        so_far = so_far[-_MEMORY:]
    return strand.rewrite(edits)


def cut_lines(text: str, fixed: Sequence[tuple[int, int]] = ()) -> list[Line]:
    """The lines that hold text, blanks trimmed."""
    lines: list[Line] = []
    reached = 0
    held = sorted(fixed)
    at = 0
    for match in _LINE.finditer(text):
        stripped = match[0].strip()
        if not stripped:
            continue
        indent = len(match[0]) - len(match[0].lstrip())
        start = match.start() + indent
        end = start + len(stripped)
        while at < len(held) and held[at][1] <= start:
            at += 1
        is_fixed = at < len(held) and held[at][0] < end
        lines.append(Line(start, end, stripped, text.count("\n", reached, start), indent, is_fixed))
        reached = end
    return lines


def _find_glue(so_far: str, lines: Sequence[Line], i: int, width: int | None) -> str | None:
    """What the newlines before line ``i`` become: a space, nothing, or None where they stay; ``so_far`` is the paragraph before them."""
    before, after = lines[i - 1], lines[i]
    if before.fixed or after.fixed or _starts_anew(after.text) or _stands_alone(before.text, so_far):
        return None
    if after.gap > 1:
        return _glue_over_blank(so_far, after.text)
    if _is_torn(so_far, after.text):
        return ""
    if _CONTINUES.match(after.text):
        return "" if not _TERMINAL.search(so_far) or after.text[0] in ",;)" else None
    if _continues_sentence(so_far, lines, i) or _is_wrapped(before, after, width):
        return "" if _OPENED.search(so_far) else " "
    return None


def _glue_over_blank(so_far: str, after: str) -> str | None:
    """Over a blank line only what cannot start a paragraph is joined."""
    if _TERMINAL.search(so_far) or len(so_far) < _REAL_LINE:
        return None
    if _CONTINUES.match(after) and after[0] in ",;)":
        return ""
    return " " if _LOWER.match(after) and (so_far.endswith(",") or _ends_open(so_far)) else None


def _is_torn(so_far: str, after: str) -> bool:
    """A tag within a number or a word made a new line: "Jan 1 / 2,", "Februar / y"."""
    if len(so_far) < _REAL_LINE:
        return False
    if so_far[-1].isdigit():
        return _TORN_DIGITS.match(after) is not None
    return so_far[-1].islower() and _TORN_LETTER.match(after) is not None and not _ends_open(so_far)


def _continues_sentence(so_far: str, lines: Sequence[Line], i: int) -> bool:
    after = lines[i]
    if _ends_abbreviated(so_far):
        return True
    if _TERMINAL.search(so_far):
        return False
    if _LOWER.match(after.text) or _LONE_BRACKET.match(after.text):
        return True
    return _ends_open(so_far) or _is_link(so_far, lines, i)


def _is_link(so_far: str, lines: Sequence[Line], i: int) -> bool:
    """A short line between a sentence's beginning and its lower-case rest: "Prime Minister / Lee Hsien Loong / said"."""
    link = lines[i]
    if (
        len(so_far) < _REAL_LINE
        or not _SMALL_WORD.search(so_far)
        or len(link.text.split()) > _SHORT
        or _TERMINAL.search(link.text)
        or i + 1 >= len(lines)
    ):
        return False
    after = lines[i + 1]
    goes_on = _LOWER.match(after.text) or _CONTINUES.match(after.text)
    return after.gap == 1 and not after.fixed and goes_on is not None and not _starts_anew(after.text)


def _is_wrapped(before: Line, after: Line, width: int | None) -> bool:
    """Whether the next line's first word had no room: then the break is the wrapping's, not the writer's."""
    if width is None or len(before.text) > width + _OVERHANG or _TERMINAL.search(before.text) or after.indent > before.indent:
        return False
    return len(before.text) + 1 + len(after.text.split(None, 1)[0]) > width


def _find_width(lines: Sequence[Line]) -> int | None:
    """The width that a file is wrapped at, from lines that end in mid-sentence; None where it is not wrapped."""
    lengths = [
        len(before.text)
        for before, after in pairwise(lines)
        if after.gap == 1 and not before.fixed and _LOWER.match(after.text) and not _TERMINAL.search(before.text)
    ]
    wrapped = sorted(length for length in lengths if _MIN_WIDTH <= length <= _MAX_WIDTH)
    if len(wrapped) < 2 or len(wrapped) < len(lengths) * 0.6:
        return None
    # Ragged lines of links differ widely; wrapped ones end within a long word of the width.
    return wrapped[-1] if wrapped[len(wrapped) // 2] > wrapped[-1] - 20 else None


def _starts_anew(text: str) -> bool:
    return compile_rule("joins", "new_start").match(text) is not None


def _stands_alone(line: str, so_far: str) -> bool:
    """A line that is an address or a date line by its looks."""
    return line.startswith(("http://", "https://", "www.")) or (len(so_far) < _MEMORY and sum(map(str.isdigit, so_far)) * 3 > len(so_far))


def _ends_open(text: str) -> bool:
    last = _LAST_WORD.search(text)
    return _OPEN_END.search(text) is not None or (last is not None and last[0] in _open_words())


def _ends_abbreviated(text: str) -> bool:
    last = _LAST_WORD.search(text)
    return last is not None and last[0].endswith(".") and last[0][:-1] in _abbreviations()


@cache
def _open_words() -> frozenset[str]:
    return frozenset(str(load_rules("joins")["open_words"]).split())


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(str(load_rules("joins")["abbreviations"]).split())

"""Stretches that say the same few words over and over: no prose, and dear to read where every word means something.

A crawl that went wrong, or a hostile file, can hold a megabyte of one date or one title. Such stretches are left out, with a problem that
says so; what stands around them is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import regex
from msgspec.structs import replace

from briefgen.model import Article, Problem, Reading, Severity

LEAST = 20_000  # characters: no shorter text is looked at, for it costs little whatever it holds
BLOCK = 2_000  # characters that are judged together, as many as a sentence has at most (sentences.LONGEST)
RUN = 8  # characters of the runs that are compared
STEP = 3  # characters from one run to the next
DISTINCT = (
    0.08  # of the runs of a block: what comes again every fifty characters; news has more than 0.6, one sentence with other numbers 0.12
)

_LINE = regex.compile(r"[^\n]+")


def find_repetition(text: str) -> list[tuple[int, int]]:
    """The stretches of a long text that repeat a few words; a line in between that comes but once stays outside."""
    return [stretch for start, end in _repeating_blocks(text) for stretch in _without_single_lines(text, start, end)]


def _repeating_blocks(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start in range(0, len(text) if len(text) >= LEAST else 0, BLOCK):
        end = min(start + BLOCK, len(text))
        places = range(start, end, STEP)
        if len({text[at : at + RUN] for at in places}) > max(DISTINCT * len(places), RUN):
            continue
        if found and found[-1][1] == start:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def _without_single_lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch cut at its lines, shorter than a block, that come but once."""
    lines = [line.span() for line in _LINE.finditer(text, start, end)]
    times = Counter(text[a:b] for a, b in lines)
    at = start
    for a, b in lines:
        if b - a < BLOCK and times[text[a:b]] == 1:
            if a > at:
                yield at, a
            at = b
    if end > at:
        yield at, end


def leave_out_repetition(article: Article) -> tuple[Article, tuple[Problem, ...]]:
    """The article as it is to be read, empty lines in place of what repeats itself; and a problem for each such stretch.

    Offsets stay: what is read elsewhere stands where it stood.
    """
    text = article.reading.text
    stretches = find_repetition(text)
    if not stretches:
        return article, ()
    for start, end in stretches:
        text = text[:start] + "\n" * (end - start) + text[end:]
    reading = Reading(text=text, starts=article.reading.starts, ends=article.reading.ends)
    return replace(article, reading=reading), tuple(_problem(article, start, end) for start, end in stretches)


def _problem(article: Article, start: int, end: int) -> Problem:
    at = article.reading.source_span(start, end).start
    return Problem(
        severity=Severity.WARNING,
        code="text-repeats",
        message=f"{end - start} characters repeat the same few words and are not read",
        remedy="Save the article again without them; if they hold a fact, add it as a decision",
        file=article.path,
        line=article.text.count("\n", 0, at) + 1,
    )

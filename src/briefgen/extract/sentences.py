"""Sentences of an article's readable blocks, as spans of the reading text."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from briefgen.model import Article, BlockKind, Record

READABLE = frozenset({BlockKind.TITLE, BlockKind.LEAD, BlockKind.BODY, BlockKind.TABLE})
"""Blocks that yield facts of their own; captions are read too, but only to add evidence."""

# A full stop ends a sentence before white space or, where a crawl glued two sentences, right before a capitalised word.
# It does not inside addresses ("ASEAN.ORG"), numbers, after one capital letter (an initial) or after a listed abbreviation.
_BREAK = regex.compile(
    r"""
    (?: (?<=[\p{L}\p{N}%)\]"”’»])\.(?=["”’»)]*(?:\s|\p{Lu}\p{Ll}|$))
      | (?<=\p{Ll}|\d)\.(?=\p{Lu}{2})
      | [!?…](?=["”’»)]*(?:\s|\p{Lu}|$))
      | \.\.\.(?=\s*\p{Lu}|$)
    )["”’»)]*+
    """,
    regex.VERBOSE,
)
_ABBREVIATIONS = (
    r"\p{Lu} TP Tp GS TS PGS ThS Dr Mr Mrs Ms St Prof Gen Gov Sen Rep Lt Col Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec "
    r"No Nos vs U\.S U\.N a\.m p\.m"
)
_ABBREVIATION = regex.compile(rf"(?<![\p{{L}}\p{{N}}])(?:{'|'.join(_ABBREVIATIONS.split())})$")
_STARTS_SENTENCE = regex.compile(r"\s+\p{Lu}[\p{L}]*+\s+\p{Ll}")
_VIETNAMESE_ONLY = regex.compile(r"\s+\w*[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
_LINE = regex.compile(r"[^\n]+")
LONGEST = 2000  # characters: longer text without a stop is no sentence, and reading it as one would cost its length squared


class Sentence(Record):
    """One sentence: its span in the reading text and the kind and number of the block that holds it."""

    start: int
    end: int
    block: int
    kind: BlockKind


def split_sentences(article: Article) -> tuple[Sentence, ...]:
    """The sentences of the blocks that may be read, captions included, in reading order."""
    return tuple(_sentences(article))


def _sentences(article: Article) -> Iterator[Sentence]:
    text = article.reading.text
    for number, block in enumerate(article.blocks):
        if block.kind in READABLE or block.kind == BlockKind.CAPTION:
            for start, end in split_text(text, block.start, block.end):
                yield Sentence(start=start, end=end, block=number, kind=block.kind)


def split_text(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the sentences in ``text[start:end]``, white space around them left out."""
    for line in _LINE.finditer(text, start, end):
        at = line.start()
        for stop in _BREAK.finditer(text, line.start(), line.end()):
            if stop.start() >= at and not _is_inside(text, stop.start(), line.end()):
                yield from _trimmed(text, at, stop.end())
                at = stop.end()
        yield from _trimmed(text, at, line.end())


def _is_inside(text: str, dot: int, end: int) -> bool:
    """Whether the full stop at ``dot`` belongs to an abbreviation or initial rather than ending a sentence."""
    if text[dot] != "." or not _ABBREVIATION.search(text, max(0, dot - 6), dot):
        return False
    # "Sputnik V. Đến nay": a letter that ends a name, before a word that only Vietnamese writes, in sentence case
    return not (
        text[dot - 1].isupper()
        and (dot < 2 or not text[dot - 2].isalpha())
        and _VIETNAMESE_ONLY.match(text, dot + 1, end)
        and _STARTS_SENTENCE.match(text, dot + 1, end)
    )


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        at = _cut_before(text, start, start + LONGEST)
        yield start, at
        start = at
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end


def _cut_before(text: str, start: int, end: int) -> int:
    """Where to cut what is no sentence any more: behind its last semicolon, comma or word that stands before ``end``."""
    for mark in ("; ", ", ", " "):
        if (at := text.rfind(mark, start + LONGEST // 2, end)) > 0:
            return at + len(mark.rstrip())
    return end

"""Why the extractor read what it read: each sentence with its labels, the patterns that fit, and how each slot was filled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.extract.context import Context, Passage
from briefgen.extract.extractor import GrammarExtractor, make_context
from briefgen.extract.gate import find_faults
from briefgen.extract.packs import Packs
from briefgen.model import Article, Kind, Mention, Record


class Labelled(Record):
    """A token of a sentence: its words, label and value as text; plain words have neither."""

    words: str
    label: str | None = None
    value: str | None = None


class Explanation(Record):
    """One sentence: where it stands, its tokens, the patterns that fit (``kind/name`` and their words), and the mentions read from it.

    ``refused`` holds what the gate kept back, with the reason.
    """

    block: str
    start: int
    end: int
    tokens: tuple[Labelled, ...]
    patterns: tuple[tuple[str, str], ...]
    mentions: tuple[Mention, ...]
    refused: tuple[tuple[Mention, str], ...]


def explain_article(article: Article, packs: Packs) -> tuple[Explanation, ...]:
    """An explanation of each sentence that is read, in order."""
    context = make_context(article, packs)
    mentions = GrammarExtractor(packs).read(article)
    return tuple(_explain(context, passage, mentions) for passage in context.passages)


def _explain(context: Context, passage: Passage, mentions: Sequence[Mention]) -> Explanation:
    line = passage.line
    span = context.article.reading.source_span(line.start, line.end)
    here = [m for m in mentions if span.start <= m.evidence[0].start < span.end]
    faults = [(m, fault) for m in here if (fault := next(find_faults(context.article, m), None)) is not None]
    return Explanation(
        block=passage.sentence.kind.value,
        start=span.start,
        end=span.end,
        tokens=tuple(_tokens(passage)),
        patterns=tuple(
            (f"{kind.value}/{m.pattern.name}", line.quote(m.first, m.last))
            for kind in Kind
            for m in context.packs.grammars[kind].find(line)
            if m.last > m.first
        ),
        mentions=tuple(m for m in here if all(m is not refused for refused, _ in faults)),
        refused=tuple(faults),
    )


def _tokens(passage: Passage) -> Iterator[Labelled]:
    line = passage.line
    for i, annotation in enumerate(line.annotations):
        words = line.quote(i, i + 1)
        if annotation is None:
            yield Labelled(words=words)
        else:
            yield Labelled(words=words, label=annotation.label, value=None if annotation.value is None else str(annotation.value))

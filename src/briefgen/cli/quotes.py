"""A quote in its sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from briefgen.extract.sentences import split_sentences
from briefgen.model import Article, Evidence

OPEN, CLOSE = "«", "»"


def quote_in_sentence(article: Article, evidence: Evidence) -> str:
    """The sentences that hold the evidence as a person reads them, on one line, with the quote between « and »."""
    text = article.reading.text
    start, end = find_reading_span(article, evidence)
    touched = [sentence for sentence in split_sentences(article) if sentence.start < end and sentence.end > start]
    first = min([start, *(sentence.start for sentence in touched)])
    last = max([end, *(sentence.end for sentence in touched)])
    return " ".join(f"{text[first:start]}{OPEN}{text[start:end]}{CLOSE}{text[end:last]}".split())


def find_reading_span(article: Article, evidence: Evidence) -> tuple[int, int]:
    """Where in the reading text the evidence lies; offsets of evidence count the file's decoded text."""
    reading = article.reading
    if reading.starts is None or reading.ends is None:
        return evidence.start, evidence.end
    return bisect_right(reading.ends, evidence.start), bisect_left(reading.starts, evidence.end)

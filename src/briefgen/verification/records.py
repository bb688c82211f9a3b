"""What a document carries to be verified by, and what verifying it found."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from briefgen.model import Decision, Record, SourceInfo

VERSION = 1


class Line(Record):
    """One block of the document as it was built: its words, cut where a footnote stands or a line breaks, and the facts that it tells.

    ``noted`` are the numbers, from 0, of the stretches that a note's number follows; ``quotes`` are the sources' own words, as printed.
    """

    stretches: tuple[str, ...]
    facts: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    noted: tuple[int, ...] = ()


class Provenance(Record):
    """What travels inside a document beside its facts: the sources as they were hashed, and the document's words.

    ``states`` are lines of the fact export for other states of its facts, in a document that does not carry the export itself;
    ``decisions`` are those that shaped its facts.
    """

    sources: tuple[SourceInfo, ...]
    lines: tuple[Line, ...]
    states: tuple[Mapping[str, Any], ...] = ()
    decisions: tuple[Decision, ...] = ()
    version: int = VERSION


class Bundle(Record):
    """A document taken apart: what it carries, and what it shows (``pages`` of a PDF; of a DOCX its text and its notes).

    ``facts`` are plain objects with ``id``, ``label`` and ``evidence``; ``furniture`` is the highest number that only counts pages or
    notes.
    """

    name: str
    facts: tuple[Mapping[str, Any], ...]
    provenance: Provenance
    pages: tuple[str, ...]
    furniture: int


class State(StrEnum):
    """What became of a cited quote."""

    OK = "ok"
    MISSING = "source-missing"
    CHANGED = "source-changed"
    MISPLACED = "quote-not-there"


class Quote(Record):
    """A cited quote: the code points ``start`` to ``end`` of the source's decoded text, and what is to be found there."""

    fact: str
    label: str
    article: str
    start: int
    end: int
    quote: str
    path: str = ""
    state: State = State.OK


class Finding(Record):
    """What the document shows and nothing carries: ``code`` is a stable slug, ``place`` a page or note where one is known."""

    code: str
    words: str
    place: str = ""


class Report(Record):
    """What verifying found; well where every quote stands in its source and nothing is shown that no fact carries."""

    file: str
    sources: int
    quotes: tuple[Quote, ...]
    findings: tuple[Finding, ...]

    @property
    def is_well(self) -> bool:
        return not self.findings and all(quote.state is State.OK for quote in self.quotes)

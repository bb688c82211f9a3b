"""What the lock file of an edition holds. Field names are those of the JSON (docs/editions.md); what is empty is left out of it."""

from __future__ import annotations

from typing import Any

import msgspec

from briefgen.model import Basis, ConflictKind, Kind, Record, SourceInfo, Status

FORMAT = 1


class LockedFact(Record, omit_defaults=True):
    """A fact as the edition had it. ``values`` are the fields of its claim; ``evidence`` is ``article:start-end#digest-of-the-quote``."""

    id: str
    kind: Kind
    label: str
    status: Status
    values: dict[str, Any]
    parties: tuple[str, ...] = ()
    date: str | None = None
    basis: Basis | None = None
    evidence: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    formula: str | None = None
    wording: str | None = None


class LockedSide(Record, omit_defaults=True):
    """One side of a conflict: the value and the fact that holds it."""

    fact: str
    value: str


class LockedConflict(Record, omit_defaults=True):
    """A conflict between facts of the edition; ``decision`` is the one that settled it."""

    id: str
    kind: ConflictKind
    field: str
    sides: tuple[LockedSide, ...]
    decision: str | None = None


class LockedQuestion(Record, omit_defaults=True):
    """A question that stood open."""

    id: str
    code: str
    facts: tuple[str, ...] = ()


class Sentence(Record, omit_defaults=True):
    """A sentence as printed, with the facts that it tells."""

    text: str
    facts: tuple[str, ...] = ()


class Input(Record, omit_defaults=True):
    """A file that the edition was made from: its digest, and the name under which git keeps these bytes."""

    path: str
    sha256: str
    blob: str


class LogInput(Record, omit_defaults=True):
    """A log of decisions as it stood: so many bytes of it, and the ids of its lines; what was added later is no part of the edition."""

    path: str
    sha256: str
    blob: str
    size: int
    lines: tuple[str, ...] = ()


class Program(Record, omit_defaults=True):
    """The program that made the edition: its version, a digest of its own files, and the versions of Python and of the packages it uses."""

    version: str
    digest: str
    python: str
    packages: dict[str, str] = msgspec.field(default_factory=dict)


class Output(Record, omit_defaults=True):
    """A file of the edition, by its name in the output folder."""

    name: str
    sha256: str
    pages: int | None = None


class Edition(Record, omit_defaults=True):
    """One edition of one briefing in one language.

    ``series`` is the briefing's name, with ``.en`` behind it where the language is not the briefing's own: the folder of its editions.
    ``since`` is the number of the edition that its section on changes compares with; ``content`` a digest of all that it says beside
    that section; ``digest`` one of the whole file, without which a change by hand would go unnoticed.
    """

    format: int
    series: str
    number: int
    briefing: str
    title: str
    language: str
    theme: str
    status: str
    content: str
    program: Program
    settings: str
    documents: tuple[str, ...]
    formats: tuple[str, ...]
    outputs: tuple[Output, ...]
    articles: tuple[Input, ...]
    inputs: tuple[Input, ...]
    facts: tuple[LockedFact, ...]
    sources: tuple[SourceInfo, ...]
    sentences: dict[str, tuple[Sentence, ...]]
    conflicts: tuple[LockedConflict, ...] = ()
    questions: tuple[LockedQuestion, ...] = ()
    logs: tuple[LogInput, ...] = ()
    cut_off: str | None = None
    as_of: str | None = None
    since: int | None = None
    digest: str = ""

    @property
    def name(self) -> str:
        """What a person calls it: ``viet-nam-nga/3``."""
        return f"{self.series}/{self.number}"

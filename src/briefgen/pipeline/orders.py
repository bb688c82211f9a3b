"""What a build is asked for, and what came of it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from briefgen.errors import BriefgenError
from briefgen.model import Kind, Problem, Record, Severity, View

FORMATS = ("pdf", "docx", "html")
LANGUAGES = ("vi", "en")


class Order(Record):
    """One briefing to be made: its settings file, the formats, and what the command line overrides (``as_of`` is EDTF).

    ``edition`` is the number that it is to be published under; None for a build, which finds out by itself what it is.
    """

    name: str
    settings: Path
    formats: tuple[str, ...]
    folder: Path
    language: str | None = None
    as_of: str | None = None
    edition: int | None = None


class Change(Record):
    """One reason to read or make something again.

    ``kind`` is the kind of what changed (article, settings, template, fact, source, program, package, …), or ``forced`` or ``first``;
    ``how`` is new, changed, gone or another word for it, and empty where there is nothing to add; ``name`` says which.
    """

    kind: str
    how: str = ""
    name: str = ""


class Made(Record):
    """A file that was made; ``pages`` where it has pages, ``changed`` is False where it already held these very bytes.

    ``origin`` is a digest of everything that it was made from.
    """

    path: Path
    changed: bool
    pages: int | None = None
    origin: str = ""


class Failure(Record):
    """A :class:`BriefgenError` as a value, so that it can cross from one process to another."""

    message: str
    exit_code: int


class Outcome(Record):
    """What came of one order: the files, the doubts about the document, and the error that ended it, if one did.

    ``changes`` are why it was composed now; none where nothing had changed since it was made.
    """

    name: str
    files: tuple[Made, ...] = ()
    problems: tuple[Problem, ...] = ()
    failure: Failure | None = None
    changes: tuple[Change, ...] = ()


class Ingested(Record):
    """How many articles there are, how many were read now and why, and what was doubtful outside of what the registry holds."""

    count: int
    read: int
    problems: tuple[Problem, ...]
    changes: tuple[Change, ...] = ()


class Counts(Record):
    """What the registry holds: facts by kind, conflicts and questions still open."""

    facts: dict[str, int]
    conflicts: int
    questions: int


class Built(Record):
    """Everything that came of a build; ``doubts`` are those about the registry's facts."""

    ingested: Ingested
    counts: Counts
    doubts: tuple[Problem, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        of_documents = (problem for outcome in self.outcomes for problem in outcome.problems)
        return tuple(dict.fromkeys((*self.ingested.problems, *self.doubts, *of_documents)))

    @property
    def files(self) -> tuple[Made, ...]:
        return tuple(made for outcome in self.outcomes for made in outcome.files)

    def count(self, severity: Severity) -> int:
        """How many problems there are of a severity."""
        return sum(problem.severity == severity for problem in self.problems)


def count_view(view: View) -> Counts:
    """The counts of a view."""
    kinds = Counter(fact.kind for fact in view.facts)
    return Counts(
        facts={kind.value: kinds[kind] for kind in Kind},
        conflicts=sum(conflict.decision is None for conflict in view.conflicts),
        questions=sum(question.answered_by is None for question in view.questions),
    )


def describe_failure(error: BriefgenError) -> Failure:
    """The error as a value."""
    return Failure(message=str(error), exit_code=error.exit_code)

"""What a build is asked for, and what came of it."""

from __future__ import annotations

from pathlib import Path

from briefgen.errors import BriefgenError
from briefgen.model import Problem, Record

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


class Made(Record):
    """A file that was made; ``pages`` where it has pages, ``changed`` is False where it already held these very bytes."""

    path: Path
    changed: bool
    pages: int | None = None


class Failure(Record):
    """A :class:`BriefgenError` as a value, so that it can cross from one process to another."""

    message: str
    exit_code: int


class Outcome(Record):
    """What came of one order: the files, the doubts about the document, and the error that ended it, if one did."""

    name: str
    files: tuple[Made, ...] = ()
    problems: tuple[Problem, ...] = ()
    failure: Failure | None = None


def describe_failure(error: BriefgenError) -> Failure:
    """The error as a value."""
    return Failure(message=str(error), exit_code=error.exit_code)

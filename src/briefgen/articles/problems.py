"""Doubtful articles, as values."""

from __future__ import annotations

from briefgen.model import Problem, Severity


def refuse(file: str, code: str, message: str, remedy: str, line: int | None = None) -> Problem:
    """A problem for which the article was not read."""
    return Problem(severity=Severity.ERROR, code=code, message=message, remedy=remedy, file=file, line=line)


def warn(file: str, code: str, message: str, remedy: str, line: int | None = None) -> Problem:
    """A problem in an article that was read all the same."""
    return Problem(severity=Severity.WARNING, code=code, message=message, remedy=remedy, file=file, line=line)


def note(file: str, code: str, message: str, remedy: str, line: int | None = None) -> Problem:
    """Something a person may want to look at."""
    return Problem(severity=Severity.NOTE, code=code, message=message, remedy=remedy, file=file, line=line)


def find_line(text: str, offset: int) -> int:
    """The line, from 1, of a code-point offset."""
    return text.count("\n", 0, offset) + 1

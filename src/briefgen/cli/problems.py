"""Doubtful material, as lines for a person."""

from __future__ import annotations

from briefgen.cli.messages import say
from briefgen.model import Problem


def describe_problem(problem: Problem) -> str:
    """``file:line:column: severity: message. remedy [code]`` on one line."""
    place = ":".join(str(part) for part in (problem.file, problem.line, problem.column) if part is not None)
    severity = say(f"severity.{problem.severity.value}")
    line = f"{place + ': ' if place else ''}{severity}: {_end_sentence(problem.message)} {_end_sentence(problem.remedy)} [{problem.code}]"
    return " ".join(line.split())


def _end_sentence(text: str) -> str:
    return text if not text or text[-1] in ".!?" else f"{text}."

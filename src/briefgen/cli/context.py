"""What every command gets beside its own options: the project, and how to speak to the user."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.model import Problem
    from briefgen.project import Project

REGISTRY_VARIABLE = "BRIEFGEN_REGISTRY"


@dataclass(frozen=True)
class Context:
    """The common options. ``registry`` is a URL or None for the project's own file."""

    project_folder: Path | None
    registry: str | None
    quiet: bool
    json: bool

    @cached_property
    def project(self) -> Project:
        from briefgen.project import find_project

        return find_project(self.project_folder, Path.cwd())

    @property
    def shows_progress(self) -> bool:
        return not self.quiet and sys.stderr.isatty()

    def note(self, text: str) -> None:
        """A line for the person at the terminal: on stderr, so that it never mixes with what a program reads."""
        if not self.quiet:
            print(text, file=sys.stderr, flush=True)

    def report(self, problems: Iterable[Problem]) -> None:
        """Each problem as one line on stderr; notes only when someone reads along. Errors and warnings come even when quiet."""
        from briefgen.cli.problems import describe_problem

        for problem in problems:
            if problem.severity != "note":
                print(describe_problem(problem), file=sys.stderr)


def make_context(options: argparse.Namespace) -> Context:
    """The context that the common options ask for; the registry's address may also stand in ``BRIEFGEN_REGISTRY``."""
    return Context(
        project_folder=options.project,
        registry=options.registry or os.environ.get(REGISTRY_VARIABLE) or None,
        quiet=options.quiet,
        json=options.json,
    )

"""What there is against the documents, as a table."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import msgspec

from briefgen.cli.context import Context
from briefgen.cli.messages import say
from briefgen.cli.tables import format_table, terminal_width
from briefgen.model import Problem, Severity
from briefgen.pipeline.drafting import Linted


def print_findings(linted: Sequence[Linted], context: Context) -> None:
    """Briefings that could not be composed on stderr, one line each; the findings on stdout as a table or JSON."""
    for one in linted:
        if one.failure:
            print(f"briefgen: {say('lint.failed', name=one.name)}: {one.failure.message}", file=sys.stderr)
    if context.json:
        from briefgen.cli.reading import print_json

        print_json([{"document": one.name, **msgspec.to_builtins(problem)} for one in linted for problem in one.problems])
    elif rows := [_list_cells(one.name, problem) for one in linted for problem in one.problems]:
        heads = [say(f"tables.{name}") for name in ("document", "severity", "place", "finding", "remedy", "code")]
        print(format_table(heads, rows, width=terminal_width()))
    elif not any(one.failure for one in linted):
        context.note(say("lint.well", count=len(linted)))


def _list_cells(name: str, problem: Problem) -> tuple[str, ...]:
    place = ":".join(str(part) for part in (problem.file, problem.line, problem.column) if part is not None)
    return name, say(f"severity.{problem.severity.value}"), place or "–", problem.message, problem.remedy, problem.code


def decide_lint_code(linted: Sequence[Linted], *, fail_on_warning: bool) -> int:
    """The code of the first briefing that could not be composed; else 1 where something is to be mended; else 0."""
    failures = [one.failure for one in linted if one.failure]
    if failures:
        return failures[0].exit_code
    bad = {Severity.ERROR, Severity.WARNING} if fail_on_warning else {Severity.ERROR}
    return 1 if any(problem.severity in bad for one in linted for problem in one.problems) else 0

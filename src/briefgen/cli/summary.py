"""What a build says at its end."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefgen.cli.messages import say
from briefgen.model import Kind, Problem, Record, Severity, View
from briefgen.pipeline.orders import Made, Outcome
from briefgen.pipeline.registry import Ingested
from briefgen.project import Project

if TYPE_CHECKING:
    from briefgen.cli.context import Context


class Built(Record):
    """Everything that the end of a build is about; ``seconds`` are those of the whole run."""

    project: Project
    ingested: Ingested
    view: View
    outcomes: tuple[Outcome, ...]
    seconds: float

    @property
    def problems(self) -> tuple[Problem, ...]:
        of_documents = (problem for outcome in self.outcomes for problem in outcome.problems)
        return tuple(dict.fromkeys((*self.ingested.problems, *self.view.problems, *of_documents)))

    def count(self, severity: Severity) -> int:
        return sum(problem.severity == severity for problem in self.problems)


def decide_exit_code(built: Built, *, fail_on_warning: bool) -> int:
    """The code of the first briefing that failed; else 1 where something needs a look; else 0."""
    failures = [outcome.failure for outcome in built.outcomes if outcome.failure]
    if failures:
        return failures[0].exit_code
    doubtful = built.count(Severity.ERROR) + (built.count(Severity.WARNING) if fail_on_warning else 0)
    return 1 if doubtful else 0


def print_summary(built: Built, context: Context) -> None:
    """Problems and failures on stderr, one line each; then, unless quiet, the summary on stdout as text or JSON."""
    context.report(built.problems)
    for outcome in built.outcomes:
        if outcome.failure:
            print(f"briefgen: {say('build.failed', name=outcome.name)}: {outcome.failure.message}", file=sys.stderr)
    if context.json:
        from briefgen.cli.reading import print_json

        print_json(_tabulate(built))
    elif not context.quiet:
        print("\n".join(_describe(built)))


def _describe(built: Built) -> Iterator[str]:
    ingested, view = built.ingested, built.view
    yield say("build.articles", count=ingested.count, read=ingested.read, kept=ingested.count - ingested.read)
    kinds = ", ".join(f"{kind} {count}" for kind, count in _count_kinds(view).items() if count)
    yield say("build.facts", count=len(view.facts), kinds=kinds or "–")
    yield say("build.open", conflicts=_count_conflicts(view), questions=_count_questions(view))
    if built.count(Severity.ERROR) or built.count(Severity.WARNING):
        yield say("build.doubtful", errors=built.count(Severity.ERROR), warnings=built.count(Severity.WARNING))
    for made in _list_files(built):
        place = built.project.relative(made.path)
        yield say("build.file", path=place, pages=made.pages) if made.pages else say("build.plain_file", path=place)
    yield say("build.seconds", seconds=f"{built.seconds:.1f}")


def _tabulate(built: Built) -> dict[str, object]:
    return {
        "articles": built.ingested.count,
        "read": built.ingested.read,
        "facts": _count_kinds(built.view),
        "conflicts": _count_conflicts(built.view),
        "questions": _count_questions(built.view),
        "files": [{"path": built.project.relative(made.path), "pages": made.pages, "changed": made.changed} for made in _list_files(built)],
        "failures": [
            {"briefing": outcome.name, "message": outcome.failure.message, "exit_code": outcome.failure.exit_code}
            for outcome in built.outcomes
            if outcome.failure
        ],
        "errors": built.count(Severity.ERROR),
        "warnings": built.count(Severity.WARNING),
        "seconds": round(built.seconds, 3),
    }


def _count_kinds(view: View) -> dict[str, int]:
    counts = Counter(fact.kind for fact in view.facts)
    return {kind.value: counts[kind] for kind in Kind}


def _count_conflicts(view: View) -> int:
    return sum(conflict.decision is None for conflict in view.conflicts)


def _count_questions(view: View) -> int:
    return sum(question.answered_by is None for question in view.questions)


def _list_files(built: Built) -> list[Made]:
    return [made for outcome in built.outcomes for made in outcome.files]

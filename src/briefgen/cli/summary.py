"""What a build says at its end."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from briefgen.cli.messages import has_message, say
from briefgen.model import Severity
from briefgen.pipeline.orders import Built, Change

if TYPE_CHECKING:
    from briefgen.cli.context import Context


_NAMED = 8  # inputs named in one line


def decide_exit_code(built: Built, *, fail_on_warning: bool) -> int:
    """The code of the first briefing that failed; else 1 where something needs a look; else 0."""
    failures = [outcome.failure for outcome in built.outcomes if outcome.failure]
    if failures:
        return failures[0].exit_code
    doubtful = built.count(Severity.ERROR) + (built.count(Severity.WARNING) if fail_on_warning else 0)
    return 1 if doubtful else 0


def print_summary(built: Built, context: Context, *, seconds: float, explain: bool = False) -> None:
    """Problems and failures on stderr, one line each; then, unless quiet, the summary on stdout as text or JSON.

    With ``explain`` it begins with why each article was read and each briefing made.
    """
    context.report(built.problems)
    for outcome in built.outcomes:
        if outcome.failure:
            print(f"briefgen: {say('build.failed', name=outcome.name)}: {outcome.failure.message}", file=sys.stderr)
    if context.json:
        from briefgen.cli.reading import print_json

        print_json(_tabulate(built, context, seconds, explain=explain))
        return
    if explain:
        print("\n".join(_explain(built)))
    if not context.quiet:
        print("\n".join(_describe(built, context, seconds)))


def _explain(built: Built) -> Iterator[str]:
    yield from _list_reasons(say("why.articles"), built.ingested.changes)
    for outcome in built.outcomes:
        yield from _list_reasons(outcome.name, outcome.changes)


def _list_reasons(name: str, changes: tuple[Change, ...]) -> Iterator[str]:
    """A line for each kind of change; of many of a kind the first, and how many more there are."""
    if not changes:
        yield f"{name}: {say('why.nothing')}"
    for (kind, how), group in groupby(sorted(changes, key=_sort_change), key=lambda change: (change.kind, change.how)):
        names = [change.name for change in group if change.name]
        shown = ", ".join([*names[:_NAMED], *([say("why.more", count=len(names) - _NAMED)] if len(names) > _NAMED else [])])
        what = " ".join(part for part in (say_kind(kind), say(f"why.{how}") if how else "") if part)
        yield f"{name}: {what}{': ' if shown else ''}{shown}"


def _sort_change(change: Change) -> tuple[str, str, str]:
    return change.kind, change.how, change.name


def say_kind(kind: str) -> str:
    """A kind of input in the user's words; parts of the registry that have no word of their own by one for all."""
    key = f"why.{kind}"
    return say(key) if has_message(key) else say("why.other", name=kind)


def _describe(built: Built, context: Context, seconds: float) -> Iterator[str]:
    ingested, counts = built.ingested, built.counts
    yield say("build.articles", count=ingested.count, read=ingested.read, kept=ingested.count - ingested.read)
    kinds = ", ".join(f"{kind} {count}" for kind, count in counts.facts.items() if count)
    yield say("build.facts", count=sum(counts.facts.values()), kinds=kinds or "–")
    yield say("build.open", conflicts=counts.conflicts, questions=counts.questions)
    if built.count(Severity.ERROR) or built.count(Severity.WARNING):
        yield say("build.doubtful", errors=built.count(Severity.ERROR), warnings=built.count(Severity.WARNING))
    for made in built.files:
        place = context.project.relative(made.path)
        yield say("build.file", path=place, pages=made.pages) if made.pages else say("build.plain_file", path=place)
    yield say("build.seconds", seconds=f"{seconds:.1f}")


def _tabulate(built: Built, context: Context, seconds: float, *, explain: bool) -> dict[str, object]:
    told: dict[str, object] = {
        "articles": built.ingested.count,
        "read": built.ingested.read,
        "facts": built.counts.facts,
        "conflicts": built.counts.conflicts,
        "questions": built.counts.questions,
        "files": [{"path": context.project.relative(made.path), "pages": made.pages, "changed": made.changed} for made in built.files],
        "failures": [
            {"briefing": outcome.name, "message": outcome.failure.message, "exit_code": outcome.failure.exit_code}
            for outcome in built.outcomes
            if outcome.failure
        ],
        "errors": built.count(Severity.ERROR),
        "warnings": built.count(Severity.WARNING),
        "seconds": round(seconds, 3),
    }
    if explain:
        import msgspec

        told["why"] = {
            "articles": msgspec.to_builtins(built.ingested.changes),
            **{outcome.name: msgspec.to_builtins(outcome.changes) for outcome in built.outcomes},
        }
    return told

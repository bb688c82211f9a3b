"""``articles`` and ``questions``: what there is to read, and what it leaves open."""

from __future__ import annotations

import argparse
from collections import Counter
from typing import TYPE_CHECKING

from briefgen.cli.messages import say
from briefgen.cli.parser import Commands, add_command

if TYPE_CHECKING:
    from briefgen.cli.context import Context


def add_commands(commands: Commands) -> None:
    add_command(commands, "articles", run_articles)
    questions = add_command(commands, "questions", run_questions)
    questions.add_argument("--as-of", metavar="DATE", help=say("options.as-of"))


def run_articles(_: argparse.Namespace, context: Context) -> int:
    """Lists the articles that were read, with the number of facts that each supports."""
    import msgspec

    from briefgen.cli.reading import print_json, read_view
    from briefgen.cli.tables import format_table, terminal_width

    view = read_view(context)
    facts = Counter(stem for fact in view.facts for stem in {evidence.article for evidence in fact.evidence})
    if context.json:
        print_json({**msgspec.to_builtins(source), "facts": facts[source.stem]} for source in view.sources)
        return 0
    rows = [
        (source.stem, source.published or "–", source.language, str(facts[source.stem]), source.outlet or "–", source.title or "–")
        for source in view.sources
    ]
    heads = [say(f"tables.{name}") for name in ("article", "published", "language", "facts", "outlet", "title")]
    print(format_table(heads, rows, width=terminal_width()))
    return 0


def run_questions(options: argparse.Namespace, context: Context) -> int:
    """Lists what the sources leave open, and where they contradict each other."""
    import msgspec

    from briefgen.cli.details import describe_conflict, describe_question
    from briefgen.cli.reading import print_json, read_view

    view = read_view(context, as_of=options.as_of)
    if context.json:
        print_json([{"questions": msgspec.to_builtins(view.questions), "conflicts": msgspec.to_builtins(view.conflicts)}][0])
        return 0
    blocks = [describe_conflict(conflict, view) for conflict in view.conflicts if conflict.decision is None]
    blocks += [describe_question(question, view) for question in view.questions if question.answered_by is None]
    print("\n\n".join(blocks) if blocks else say("tables.none"))
    return 0

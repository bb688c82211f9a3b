"""``decide``, ``decisions``, ``import``: what editors rule."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.cli.messages import say
from briefgen.cli.parser import Commands, Parser, add_command

if TYPE_CHECKING:
    from briefgen.cli.context import Context

ACTIONS = ("approve", "reject", "correct", "prefer", "merge", "split", "answer", "reword", "undo")


def add_commands(commands: Commands) -> None:
    decide = add_command(commands, "decide", run_decide)
    decide.add_argument("action", metavar="ACTION", choices=ACTIONS, help=say("options.action", actions=", ".join(ACTIONS)))
    decide.add_argument("targets", metavar="ID", nargs="+", help=say("options.targets"))
    decide.add_argument("--field", metavar="FIELD", help=say("options.field"))
    decide.add_argument("--value", metavar="TEXT", help=say("options.value"))
    decide.add_argument("--briefing", metavar="NAME", help=say("options.briefing"))
    add_signature(decide, reason_needed=True)
    add_command(commands, "decisions", run_decisions)
    bring = add_command(commands, "import", run_import)
    bring.add_argument("draft", metavar="DRAFT.docx", type=Path, help=say("options.draft"))
    bring.add_argument("--original", metavar="FILE", type=Path, help=say("options.original"))
    bring.add_argument("--apply", action="store_true", help=say("options.apply"))
    add_signature(bring, reason_needed=False)


def add_signature(parser: Parser, *, reason_needed: bool) -> None:
    """The options that say who rules, when and why."""
    parser.add_argument("--reason", metavar="TEXT", required=reason_needed, help=say("options.reason"))
    parser.add_argument("--author", metavar="NAME", help=say("options.author"))
    parser.add_argument("--date", metavar="DATE", help=say("options.date"))


def run_decide(options: argparse.Namespace, context: Context) -> int:
    """Adds one decision to the log and prints its id; nothing of the registry is changed but by reading the log again."""
    from briefgen.cli.ruling import find_targets, sign
    from briefgen.model import Action
    from briefgen.registry import append_decision, make_decision, read_decisions

    signature = sign(options.author, options.date)
    log, _ = read_decisions(context.project.decisions)
    from briefgen.cli.reading import read_view

    targets, seen = find_targets(options.targets, read_view(context, scope=options.briefing), log)
    decision = make_decision(
        Action(options.action),
        targets,
        reason=options.reason,
        author=signature.author,
        at=signature.at,
        field=options.field,
        value=options.value,
        seen=seen,
        scope=options.briefing,
    )
    path = append_decision(context.project.decisions, decision)
    context.note(say("decide.done", place=context.project.relative(path)))
    print(decision.id)
    return 0


def run_decisions(_: argparse.Namespace, context: Context) -> int:
    """Lists the decisions, oldest first."""
    import msgspec

    from briefgen.cli.tables import format_table, terminal_width
    from briefgen.registry import read_decisions

    log, problems = read_decisions(context.project.decisions)
    context.report(problems)
    if context.json:
        from briefgen.cli.reading import print_json

        print_json([msgspec.to_builtins(decision) for decision in log])
        return 0
    rows = [
        (one.id, one.at, one.author, one.action.value, " ".join(one.targets), " = ".join(filter(None, (one.field, one.value))), one.reason)
        for one in log
    ]
    heads = [say(f"tables.{name}") for name in ("id", "date", "author", "action", "targets", "value", "reason")]
    print(format_table(heads, rows, width=terminal_width()) if rows else say("tables.none"))
    return 0


def run_import(options: argparse.Namespace, context: Context) -> int:
    """Prints what an edited draft proposes; writes decisions only with ``--apply``."""
    from briefgen.cli.proposals import apply_proposals, print_proposals
    from briefgen.cli.reading import open_view
    from briefgen.cli.ruling import sign
    from briefgen.drafts.compare import compare_draft
    from briefgen.drafts.draft import read_draft

    signature = sign(options.author, options.date)
    draft = read_draft(Path.cwd() / options.draft, Path.cwd() / options.original if options.original else None)
    with open_view(context, scope=draft.briefing) as (registry, view):
        comparison = compare_draft(draft, view)
        context.report(comparison.problems)
        print_proposals(comparison.proposals, context)
        if options.apply:
            reason = options.reason or say("import.reason", draft=options.draft.name)
            written = apply_proposals(comparison.proposals, registry, draft.briefing, context.project, signature, reason)
            print(say("import.applied", count=written), file=sys.stderr)
    return 0

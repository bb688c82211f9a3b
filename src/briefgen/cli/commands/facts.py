"""``facts``, ``show``, ``export``, ``search``: what the articles say."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.cli.messages import say
from briefgen.cli.parser import Commands, Parser, add_command, read_count, split_list

if TYPE_CHECKING:
    from briefgen.cli.context import Context
    from briefgen.cli.selection import Filters
    from briefgen.model import Fact, View


EXPORT_FORMATS = ("jsonl", "jsonld", "csv")


def add_commands(commands: Commands) -> None:
    facts = add_command(commands, "facts", run_facts)
    _add_filters(facts)
    show = add_command(commands, "show", run_show)
    show.add_argument("fact", metavar="FACT", help=say("options.fact"))
    search = add_command(commands, "search", run_search)
    search.add_argument("words", metavar="WORD", nargs="+", help=say("options.query"))
    search.add_argument("--limit", metavar="N", type=read_count, default=50, help=say("options.limit"))
    export = add_command(commands, "export", run_export)
    export.add_argument("--format", default="jsonl", metavar="FORMAT", help=say("options.export-format"))
    export.add_argument("--output", "-o", type=Path, metavar="FILE", help=say("options.export-output"))
    _add_view(export)


def _add_filters(parser: Parser) -> None:
    for name in ("kind", "party", "topic", "article", "status"):
        parser.add_argument(f"--{name}", metavar=name.upper(), type=split_list, default=(), help=say(f"options.{name}"))
    for name in ("since", "until"):
        parser.add_argument(f"--{name}", metavar="DATE", help=say(f"options.{name}"))
    _add_view(parser)


def _add_view(parser: Parser) -> None:
    parser.add_argument("--as-of", metavar="DATE", help=say("options.as-of"))
    parser.add_argument("--no-decisions", action="store_true", help=say("options.no-decisions"))


def run_facts(options: argparse.Namespace, context: Context) -> int:
    """Lists the facts that pass the filters, as a table or (``--json``) as an array of the fact export's records."""
    from briefgen.cli.selection import check_filters, select_facts

    filters = _read_filters(options)  # before anything heavy: a mistyped date is told at once
    from briefgen.cli.reading import export_some, print_json, read_view

    view = read_view(context, as_of=options.as_of, with_decisions=not options.no_decisions)
    facts = select_facts(view.facts, check_filters(filters, view))
    if context.json:
        print_json(export_some(view, facts))
        return 0
    _print_table(facts, context)
    return 0


def _print_table(facts: Sequence[Fact], context: Context) -> None:
    from briefgen.cli.tables import format_table, terminal_width

    if not facts:
        context.note(say("tables.none"))
        return
    rows = [(fact.id, fact.kind.value, fact.date.edtf or "–", " ".join(fact.parties), fact.status.value, fact.label) for fact in facts]
    heads = [say(f"tables.{name}") for name in ("id", "kind", "date", "parties", "status", "label")]
    print(format_table(heads, rows, width=terminal_width()))


def _read_filters(options: argparse.Namespace) -> Filters:
    from briefgen.cli.selection import Filters, read_date

    return Filters(
        kinds=options.kind,
        parties=options.party,
        topics=options.topic,
        articles=options.article,
        statuses=options.status,
        since=read_date(options.since) if options.since else None,
        until=read_date(options.until) if options.until else None,
    )


def run_show(options: argparse.Namespace, context: Context) -> int:
    """Prints one fact with its evidence in its sentence, and how each of its fields was read."""
    from briefgen.cli.details import describe_fact, find_fact
    from briefgen.cli.reading import export_some, open_view, print_json

    with open_view(context) as (registry, view):
        fact = find_fact(view, options.fact)
        if context.json:
            print_json(export_some(view, [fact]))
        else:
            stems = dict.fromkeys(evidence.article for evidence in fact.evidence)
            mentions = [mention for stem in stems for mention in registry.mentions(stem) if mention.id in fact.mentions]
            print(describe_fact(fact, view, mentions, context.project))
    return 0


def run_export(options: argparse.Namespace, context: Context) -> int:
    """Writes every fact as a line of JSON (``docs/export.md``)."""
    from briefgen.cli.selection import check_values
    from briefgen.cli.terminal import escape_controls
    from briefgen.errors import UsageError
    from briefgen.pipeline.outputs import write_whole

    check_values("format", [options.format], EXPORT_FORMATS)
    if options.format == "csv" and options.output is None:
        raise UsageError(say("errors.needs_folder"), place="--format csv", remedy=say("errors.needs_folder_remedy"))
    from briefgen.cli.reading import read_view

    view = read_view(context, as_of=options.as_of, with_decisions=not options.no_decisions)
    files = _export(options.format, view, context)
    for name, content in files.items():
        if options.output is None:
            sys.stdout.buffer.write(escape_controls(content.decode()).encode())
        else:
            write_whole(Path.cwd() / options.output / name, content)
    return 0


def _export(form: str, view: View, context: Context) -> dict[str, bytes]:
    """The files of an export by their names in the output folder; one file has no name of its own."""
    import json

    from briefgen.registry import export_linked, make_data_package, read_decisions, write_facts

    if form == "csv":
        return make_data_package(view)
    if form == "jsonld":
        decisions, _ = read_decisions(context.project.decisions)
        return {"": json.dumps(export_linked(view, decisions), ensure_ascii=False, indent=1).encode() + b"\n"}
    lines = BytesIO()
    write_facts(view, lines)
    return {"": lines.getvalue()}


def run_search(options: argparse.Namespace, context: Context) -> int:
    """Lists the facts that hold all the words, the best first."""
    from briefgen.cli.reading import export_some, open_view, print_json

    with open_view(context) as (registry, view):
        facts = registry.search(" ".join(options.words), limit=options.limit)
    if context.json:
        print_json(export_some(view, facts))
    else:
        _print_table(facts, context)
    return 0

"""``publish``, ``rebuild``, ``diff``, ``retract``: editions of the briefings, one made again, what changed, and what is taken back."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.cli.commands.editing import add_signature
from briefgen.cli.messages import say
from briefgen.cli.parser import Commands, add_command, read_count, split_list

if TYPE_CHECKING:
    from briefgen.cli.context import Context


def add_commands(commands: Commands) -> None:
    publish = add_command(commands, "publish", run_publish)
    publish.add_argument("name", metavar="NAME", nargs="*", help=say("options.name"))
    publish.add_argument("--format", metavar="FORMAT", type=split_list, default=("pdf", "docx"), help=say("options.format"))
    publish.add_argument("--language", metavar="LANGUAGE", help=say("options.language"))
    publish.add_argument("--as-of", metavar="DATE", help=say("options.as-of"))
    publish.add_argument("--output", "-o", metavar="DIR", type=Path, help=say("options.output"))
    publish.add_argument("--jobs", "-j", metavar="N", type=read_count, default=os.cpu_count() or 1, help=say("options.jobs"))
    rebuild = add_command(commands, "rebuild", run_rebuild)
    rebuild.add_argument("edition", metavar="EDITION", help=say("options.edition"))
    rebuild.add_argument("--format", metavar="FORMAT", type=split_list, default=(), help=say("options.edition-format"))
    rebuild.add_argument("--output", "-o", metavar="DIR", type=Path, help=say("options.edition-output"))
    rebuild.add_argument("--jobs", "-j", metavar="N", type=read_count, default=os.cpu_count() or 1, help=say("options.jobs"))
    diff = add_command(commands, "diff", run_diff)
    diff.add_argument("edition", metavar="EDITION", nargs="*", help=say("options.diff-edition"))
    diff.add_argument("--format", metavar="FORMAT", help=say("options.diff-format"))
    diff.add_argument("--exit-code", action="store_true", help=say("options.exit-code"))
    retract = add_command(commands, "retract", run_retract)
    retract.add_argument("article", metavar="ARTICLE", help=say("options.retract-article"))
    retract.add_argument("--apply", action="store_true", help=say("options.retract-apply"))
    add_signature(retract, reason_needed=False)


def run_publish(options: argparse.Namespace, context: Context) -> int:
    """Publishes each briefing that says something else than its newest edition; the code is that of the first that could not be."""
    from briefgen.cli.editions import print_published
    from briefgen.cli.naming import make_orders
    from briefgen.cli.reading import open_registry_of, refresh
    from briefgen.pipeline.publishing import publish_briefings

    orders = make_orders(
        context.project,
        options.name,
        language=options.language,
        as_of=options.as_of,
        formats=options.format,
        folder=Path.cwd() / options.output if options.output else None,
    )
    with open_registry_of(context) as registry:
        context.report(refresh(context, registry, jobs=options.jobs).problems)
        published = list(publish_briefings(context.project, registry, orders, jobs=options.jobs))
    return print_published(published, context)


def run_rebuild(options: argparse.Namespace, context: Context) -> int:
    """Makes an edition again and writes its documents; nothing is written where one would not have the bytes that were published."""
    from briefgen.cli.editions import print_rebuilt
    from briefgen.cli.selection import check_values
    from briefgen.pipeline.history import find_edition
    from briefgen.pipeline.orders import FORMATS
    from briefgen.pipeline.outputs import write_whole
    from briefgen.pipeline.rebuilding import refuse_differing, remake_edition

    check_values("format", options.format, FORMATS)
    project = context.project
    edition = find_edition(project, options.edition, Path.cwd())
    remade = remake_edition(project, edition, formats=options.format, jobs=options.jobs)
    refuse_differing(edition, remade)
    folder = Path.cwd() / options.output if options.output else project.output / "editions" / f"{edition.series}-{edition.number:03}"
    for name, content in remade.files.items():
        write_whole(folder / name, content)
    print_rebuilt(edition, remade, folder, context)
    return 0


def run_diff(options: argparse.Namespace, context: Context) -> int:
    """Prints what changed between two editions, or since one (or the newest of each briefing) until now."""
    from briefgen.cli.differing import FORMATS, print_comparisons
    from briefgen.cli.reading import open_view
    from briefgen.cli.selection import check_values
    from briefgen.errors import EditionError, UsageError
    from briefgen.pipeline.comparing import compare_editions, compare_with_now, newest_editions
    from briefgen.pipeline.history import find_edition

    form = options.format or ("json" if context.json else "table")
    check_values("format", [form], FORMATS)
    if len(options.edition) > 2:
        raise UsageError(say("errors.too_many_editions"), remedy=say("errors.see_help", program="briefgen diff"))
    project = context.project
    editions = [find_edition(project, name, Path.cwd()) for name in options.edition] or newest_editions(project)
    if not editions:
        raise EditionError(say("errors.no_editions"), place=project.relative(project.editions), remedy=say("errors.no_editions_remedy"))
    with open_view(context) as (registry, _):
        if len(options.edition) == 2:
            comparisons = [compare_editions(project, registry, *editions)]
        else:
            comparisons = [compare_with_now(project, registry, edition) for edition in editions]
    print_comparisons(comparisons, form)
    return 1 if options.exit_code and any(one.changes for one in comparisons) else 0


def run_retract(options: argparse.Namespace, context: Context) -> int:
    """Shows what an article's retraction does to facts and editions; with ``--apply`` it becomes a line of the log."""
    from briefgen.cli.reading import open_view
    from briefgen.cli.retracting import find_article, print_retraction
    from briefgen.cli.ruling import sign
    from briefgen.errors import UsageError
    from briefgen.pipeline.retracting import foresee_retraction, make_retraction
    from briefgen.registry import append_decision, read_decisions

    if options.apply and not (options.reason or "").strip():
        raise UsageError(say("errors.no_reason"), remedy=say("errors.no_reason_remedy"))
    project = context.project
    log, _ = read_decisions(project.decisions)
    with open_view(context) as (registry, view):
        source = find_article(options.article, view, log)
        retraction = foresee_retraction(project, registry, source, reason=options.reason)
    print_retraction(retraction, context)
    if options.apply:
        signature = sign(options.author, options.date)
        decision = make_retraction(source, reason=options.reason, author=signature.author, at=signature.at)
        path = append_decision(project.decisions, decision)
        context.note(say("retract.done", decision=decision.id, place=project.relative(path)))
    else:
        context.note(say("retract.dry"))
    return 0

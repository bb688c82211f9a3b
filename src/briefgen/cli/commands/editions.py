"""``publish``, ``rebuild``, ``diff``: editions of the briefings, one made again, and what changed."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

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

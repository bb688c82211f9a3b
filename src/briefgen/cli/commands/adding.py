"""``add``: articles into the project, from an address or a file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.cli.messages import say
from briefgen.cli.parser import Commands, add_command

if TYPE_CHECKING:
    from collections.abc import Collection

    from briefgen.cli.context import Context
    from briefgen.pipeline.adding import Added, Known


def add_commands(commands: Commands) -> None:
    add = add_command(commands, "add", run_add)
    add.add_argument("given", metavar="URL|FILE", nargs="+", help=say("options.given"))
    add.add_argument("--again", action="store_true", help=say("options.again"))
    add.add_argument("--allow-private", action="store_true", help=say("options.allow-private"))
    add.add_argument("--date", metavar="DATE", help=say("options.retrieved"))


def run_add(options: argparse.Namespace, context: Context) -> int:
    """Adds each address or file; one that fails does not stop the others, and the code is that of the first that failed."""
    from briefgen.errors import BriefgenError

    retrieved = _read_day(options.date)
    added: list[Added] = []
    failures: list[BriefgenError] = []
    for given in options.given:
        try:
            added.append(_add_one(given, options, context, retrieved))
            if not context.json:
                _print_added(added[-1], context)
        except BriefgenError as error:
            failures.append(error)
            print(" ".join(f"briefgen: {error}".split()), file=sys.stderr)
    if context.json:
        _print_json(added, context)
    return failures[0].exit_code if failures else 0


def _add_one(given: str, options: argparse.Namespace, context: Context, retrieved: str) -> Added:
    from briefgen.pipeline.adding import add_address, add_file

    known = _list_known(context)
    if "://" in given:
        return add_address(context.project, given, known, retrieved=retrieved, private=options.allow_private, again=options.again)
    return add_file(context.project, Path.cwd() / given, known)


def _read_day(given: str | None) -> str:
    """The day of retrieval: the only place where the program asks what day it is for something that may be printed."""
    from datetime import date

    from briefgen.cli.selection import read_date

    return read_date(given) if given else date.today().isoformat()


def _list_known(context: Context) -> Known:
    """The articles that the project has; none where it is empty."""
    from briefgen.cli.progress import progress_line
    from briefgen.cli.reading import open_registry_of
    from briefgen.pipeline.adding import Known
    from briefgen.pipeline.registry import update_registry

    context.project.seeds.mkdir(parents=True, exist_ok=True)
    with open_registry_of(context) as registry, progress_line(shown=context.shows_progress) as line:
        update_registry(context.project, registry, progress=line.show_reading)
        return Known(sources=registry.sources(), fingerprints=registry.fingerprints())


def _print_added(one: Added, context: Context) -> None:
    if one.path is None:
        print(say(f"add.{one.why}", given=one.given, known=one.known))
        return
    print(say("add.saved", path=context.project.relative(one.path)))
    article = one.article
    if article is not None:
        told = [found.value for found in (article.title, article.outlet, article.published) if found]
        context.note("  " + " · ".join(told) if article.published else "  " + " · ".join([*told, say("add.undated")]))
    if one.copies:
        context.note("  " + say("add.copy", names=", ".join(one.copies)))
    context.report(one.problems)


def _print_json(added: Collection[Added], context: Context) -> None:
    from briefgen.cli.reading import print_json

    print_json(
        [
            {
                "given": one.given,
                "path": context.project.relative(one.path) if one.path else None,
                "known": one.known,
                "why": one.why,
                "copies": list(one.copies),
                **{
                    name: getattr(one.article, name).value if one.article and getattr(one.article, name) else None
                    for name in ("title", "outlet", "published", "address", "retrieved")
                },
            }
            for one in added
        ]
    )

"""``review``: the open questions, one by one, with the words of the sources beside them."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from briefgen.cli.messages import say
from briefgen.cli.parser import Commands, add_command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.cli.context import Context
    from briefgen.cli.reviewing import Interview, Item
    from briefgen.model import View
    from briefgen.registry import Registry


def add_commands(commands: Commands) -> None:
    review = add_command(commands, "review", run_review)
    review.add_argument("--reason", metavar="TEXT", help=say("options.reason"))
    review.add_argument("--author", metavar="NAME", help=say("options.author"))
    review.add_argument("--date", metavar="DATE", help=say("options.date"))
    review.add_argument("--briefing", metavar="NAME", help=say("options.briefing"))


def run_review(options: argparse.Namespace, context: Context) -> int:
    """Asks about each conflict and question that is open; every ruling is in the log, on the disk, before the next question is put."""
    from briefgen.cli.reading import open_registry_of, refresh
    from briefgen.cli.reviewing import Stop

    interview = _start(options)
    ruled = 0
    with open_registry_of(context) as registry:
        context.report(refresh(context, registry).problems)
        try:
            ruled = sum(_review(registry, interview, options.briefing, context))
        except Stop as stop:
            ruled = int(str(stop) or 0)
    print(say("review.done", count=ruled))
    return 0


def _start(options: argparse.Namespace) -> Interview:
    import os

    from briefgen.cli.reviewing import Interview
    from briefgen.cli.ruling import AUTHOR_VARIABLE, sign

    signature = sign(options.author, options.date)
    known = options.author or os.environ.get(AUTHOR_VARIABLE)
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    return Interview(
        _ask, print, at=signature.at, author=known or None, guess=signature.author, reason=options.reason, scope=options.briefing
    )


def _ask(prompt: str) -> str:
    from briefgen.cli.reviewing import Stop

    try:
        return input(f"{prompt} ")
    except EOFError:
        print()
        raise Stop from None

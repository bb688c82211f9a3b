"""``review``: the open questions, one by one, with the words of the sources beside them."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from briefgen.cli.messages import say
from briefgen.cli.parser import Commands, add_command

if TYPE_CHECKING:
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

    interview = _start(options)
    with open_registry_of(context) as registry:
        context.report(refresh(context, registry).problems)
        ruled = _review(registry, interview, options.briefing, context)
    print(say("review.done", count=ruled))
    return 0


def _review(registry: Registry, interview: Interview, scope: str | None, context: Context) -> int:
    """Puts what is open until nothing is left or the editor ends; returns the number of rulings.

    What is open is asked of the registry again after each ruling: a fact rejected takes its other questions with it.
    """
    from briefgen.cli.reviewing import list_items
    from briefgen.registry import append_decision

    view, ruled = registry.view(scope=scope), 0
    met: set[str] = set()
    while items := [item for item in list_items(view) if item.subject.id not in met]:
        met.add(items[0].subject.id)
        _show_item(items[0], view, context, place=f"{len(met)}/{len(met) + len(items) - 1}")
        try:
            decision = interview.rule(items[0])
        except EOFError:  # the editor wants to end, or the input has
            break
        if decision is None:
            continue
        path = append_decision(context.project.decisions, decision)
        ruled += 1
        print(say("review.written", decision=decision.id, place=context.project.relative(path)))
        view = _look_again(registry, scope, context)
    return ruled


def _look_again(registry: Registry, scope: str | None, context: Context) -> View:
    from briefgen.registry import read_decisions

    decisions, _ = read_decisions(context.project.decisions)
    registry.put_decisions(decisions)
    registry.refresh()
    return registry.view(scope=scope)


def _show_item(item: Item, view: View, context: Context, *, place: str) -> None:
    from briefgen.cli.evidence import describe_item

    print(f"\n── {place} " + "─" * 60)
    print("\n".join(describe_item(item, view, context.project)))


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
    said = input(f"{prompt} ")
    if not sys.stdin.isatty():
        print(said)  # a terminal shows what is typed; what comes through a pipe would be missing from the record
    return said

"""``check``: the gates of the briefings."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.cli.messages import say
from briefgen.cli.parser import Commands, add_command

if TYPE_CHECKING:
    from briefgen.cli.context import Context


def add_commands(commands: Commands) -> None:
    check = add_command(commands, "check", run_check)
    check.add_argument("name", metavar="NAME", nargs="*", help=say("options.name"))
    check.add_argument("--language", metavar="LANGUAGE", help=say("options.language"))
    check.add_argument("--as-of", metavar="DATE", help=say("options.as-of"))
    check.add_argument("--format", metavar="FORMAT", help=say("options.check-format"))
    check.add_argument("--summary", metavar="FILE", type=Path, help=say("options.summary"))


def run_check(options: argparse.Namespace, context: Context) -> int:
    """Holds each briefing against the gates of its file; the exit code tells which gate failed (docs/cli.md)."""
    from briefgen.cli.gating import FORMATS, append_summary, decide_check_code, print_checked
    from briefgen.cli.naming import make_orders
    from briefgen.cli.reading import open_registry_of, refresh
    from briefgen.cli.selection import check_values
    from briefgen.pipeline.checking import check_briefings

    form = options.format or ("json" if context.json else "text")
    check_values("format", [form], FORMATS)
    orders = make_orders(context.project, options.name, language=options.language, as_of=options.as_of)
    with open_registry_of(context) as registry:
        problems = refresh(context, registry).problems
        doubts = [problem for problem in problems if problem.code.startswith("decision-")]
        context.report([problem for problem in problems if problem not in doubts])
        checked = list(check_briefings(context.project, registry, orders, doubts))
    print_checked(checked, form, context)
    if options.summary:
        append_summary(Path.cwd() / options.summary, checked)
    return decide_check_code(checked)

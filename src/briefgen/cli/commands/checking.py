"""``verify``, ``lint``: whether a finished document, or one about to be made, says only what its sources do."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.cli.messages import say
from briefgen.cli.parser import Commands, add_command

if TYPE_CHECKING:
    from briefgen.cli.context import Context


def add_commands(commands: Commands) -> None:
    verify = add_command(commands, "verify", run_verify)
    verify.add_argument("file", metavar="FILE", type=Path, help=say("options.verify-file"))
    verify.add_argument("--seeds", metavar="DIR", type=Path, help=say("options.seeds"))
    verify.add_argument("--original", metavar="FILE", type=Path, help=say("options.original"))
    verify.add_argument("--all", action="store_true", help=say("options.all"))
    lint = add_command(commands, "lint", run_lint)
    lint.add_argument("name", metavar="NAME", nargs="*", help=say("options.name"))
    lint.add_argument("--language", metavar="LANGUAGE", help=say("options.language"))
    lint.add_argument("--as-of", metavar="DATE", help=say("options.as-of"))
    lint.add_argument("--fail-on-warning", action="store_true", help=say("options.fail-on-warning"))


def run_verify(options: argparse.Namespace, context: Context) -> int:
    """Checks each quote of a finished document against its source; 1 where one does not stand there, or the document was altered."""
    import msgspec

    from briefgen.cli.verifying import describe_report
    from briefgen.verification.verify import verify_file

    here = Path.cwd()
    report = verify_file(here / options.file, _choose_folders(options, context), here / options.original if options.original else None)
    if context.json:
        from briefgen.cli.reading import print_json

        print_json({"well": report.is_well, **msgspec.to_builtins(report)})
    else:
        print("\n".join(describe_report(report, every_quote=options.all)))
    return 0 if report.is_well else 1


def _choose_folders(options: argparse.Namespace, context: Context) -> list[Path]:
    from briefgen.errors import ProjectError

    if options.seeds is not None:
        if not (Path.cwd() / options.seeds).is_dir():
            raise ProjectError(say("errors.no_folder"), place=str(options.seeds), remedy=say("errors.no_seeds_remedy"))
        return [Path.cwd() / options.seeds]
    try:
        return [context.project.root, context.project.seeds]
    except ProjectError as error:
        raise ProjectError(error.message, place=error.place, remedy=say("errors.no_seeds_remedy")) from error


def run_lint(options: argparse.Namespace, context: Context) -> int:
    """Lists what the number law and the templates have against the documents, without writing any; the exit code is as for ``build``."""
    from briefgen.cli.linting import decide_lint_code, print_findings
    from briefgen.cli.naming import make_orders
    from briefgen.cli.reading import open_registry_of, refresh
    from briefgen.pipeline.drafting import lint_briefings

    orders = make_orders(context.project, options.name, language=options.language, as_of=options.as_of)
    with open_registry_of(context) as registry:
        context.report(refresh(context, registry).problems)
        linted = list(lint_briefings(context.project, registry, orders))
    print_findings(linted, context)
    return decide_lint_code(linted, fail_on_warning=options.fail_on_warning)

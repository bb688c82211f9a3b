"""``doctor``, ``init``, ``completion``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.cli.messages import say
from briefgen.cli.parser import Commands, add_command, make_parser, split_list

if TYPE_CHECKING:
    from briefgen.cli.context import Context

SHELLS = ("bash", "zsh", "tcsh")
FORGES = ("github", "gitlab")


def add_commands(commands: Commands) -> None:
    add_command(commands, "doctor", run_doctor)
    init = add_command(commands, "init", run_init)
    init.add_argument("folder", metavar="DIR", type=Path, help=say("options.init-folder"))
    init.add_argument("--parties", metavar="A,B", type=split_list, default=("ASEAN", "RUS"), help=say("options.init-parties"))
    init.add_argument("--language", metavar="LANGUAGE", default="vi", help=say("options.init-language"))
    init.add_argument("--no-templates", action="store_true", help=say("options.no-templates"))
    init.add_argument("--ci", choices=FORGES, help=say("options.init-ci", forges=", ".join(FORGES)))
    completion = add_command(commands, "completion", run_completion)
    completion.add_argument("shell", metavar="SHELL", choices=SHELLS, help=say("options.shell", shells=", ".join(SHELLS)))


def run_doctor(_: argparse.Namespace, context: Context) -> int:
    """Prints what the program needs and whether it is there; 1 where something is missing."""
    import msgspec

    from briefgen.cli.doctor import check_machine, check_project
    from briefgen.errors import ProjectError

    checks = list(check_machine())
    try:
        checks += check_project(context.project)
    except ProjectError:
        if context.project_folder is not None:
            raise
    if context.json:
        print(msgspec.json.format(msgspec.json.encode(checks), indent=2).decode())
    else:
        for check in checks:
            print(f"{'ok' if check.is_well else '!!':3} {check.name:26} {check.found}{'' if check.is_well else '   → ' + check.remedy}")
    return 0 if all(check.is_well for check in checks) else 1


def run_init(options: argparse.Namespace, context: Context) -> int:
    """Lays out a new project and says what to do next."""
    from briefgen.cli.scaffold import make_project

    made = make_project(
        Path.cwd() / options.folder,
        parties=options.parties,
        language=options.language,
        with_templates=not options.no_templates,
        forge=options.ci,
    )
    context.note(say("init.done", folder=options.folder, briefing=made))
    return 0


def run_completion(options: argparse.Namespace, _: Context) -> int:
    """Prints the completion script of a shell."""
    import shtab

    sys.stdout.write(shtab.complete(make_parser(), shell=options.shell))
    return 0

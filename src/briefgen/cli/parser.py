"""The arguments of all commands."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from briefgen.cli.messages import say
from briefgen.errors import UsageError

Commands = Any  # argparse's own type for the group of subparsers is private
Run = Callable[..., int]


class Parser(argparse.ArgumentParser):
    """A parser that reports a mistake as a :class:`UsageError`, and takes no abbreviations (they would break as options are added)."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter, **settings)

    def error(self, message: str) -> NoReturn:
        raise UsageError(message, remedy=say("errors.see_help", program=self.prog))


def make_parser() -> Parser:
    """The parser of the program, with every command."""
    from briefgen.cli.commands import COMMAND_MODULES

    parser = Parser(prog="briefgen", description=say("program.description"), epilog=say("program.epilog"))
    parser.add_argument("--version", action=_ShowVersion, help=say("options.version"))
    _add_common(parser)
    parser.set_defaults(run=None)
    commands = parser.add_subparsers(metavar=say("program.command"), title=say("program.commands"))
    for module in COMMAND_MODULES:
        module.add_commands(commands)
    return parser


def add_command(commands: Commands, name: str, run: Run) -> Parser:
    """A new command; its help is ``commands.NAME`` of the catalogue, and it takes the common options after its name too."""
    text = say(f"commands.{name}")
    parser: Parser = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    parser.set_defaults(run=run)
    _add_common(parser, hidden=True)
    return parser


def _add_common(parser: Parser, *, hidden: bool = False) -> None:
    def add(name: str, **settings: Any) -> None:
        # Given after the command, an option must not reset what was given before it.
        default = argparse.SUPPRESS if hidden else settings.pop("default", None)
        settings.pop("default", None)
        parser.add_argument(name, default=default, help=argparse.SUPPRESS if hidden else say(f"options.{name[2:]}"), **settings)

    add("--project", metavar="DIR", type=Path)
    add("--registry", metavar="URL")
    add("--quiet", action="store_true", default=False)
    add("--json", action="store_true", default=False)


class _ShowVersion(argparse.Action):
    """Prints the version; reading it from the installed package costs more than all the rest of the start, so only when asked."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:  # noqa: A002 - argparse's name
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        from importlib.metadata import version

        print(f"briefgen {version('briefgen')}")
        parser.exit(0)


def split_list(text: str) -> tuple[str, ...]:
    """The parts of a comma-separated option, without blanks."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def read_count(text: str) -> int:
    """A number of at least one."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 on")  # argparse puts it into its own (English) sentence
    return int(text)

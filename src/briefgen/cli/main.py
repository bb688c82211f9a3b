"""The command line: reads the arguments, runs one command, turns errors into one line and an exit code.

Only argparse, the messages and the command modules' parsers are imported at start: a command imports the stages it needs itself.

Exit codes: 0 done; 1 done, but an article could not be read (or, with ``--fail-on-warning``, something is doubtful), or ``doctor``
found something missing; 2 to 7 as in :mod:`briefgen.errors`; 130 interrupted; 141 the reader of the output went away.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from briefgen.cli.parser import make_parser
from briefgen.cli.terminal import speak_plainly
from briefgen.errors import BriefgenError

INTERRUPTED = 130
CLOSED_PIPE = 141


def entry() -> NoReturn:
    """The ``briefgen`` program."""
    speak_plainly()
    code = main(sys.argv[1:])
    sys.stdout.flush() if code != CLOSED_PIPE else _drop_output()
    sys.exit(code)


def main(arguments: Sequence[str]) -> int:
    """Runs one command and returns its exit code; errors that a user can fix are printed as one line on stderr."""
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BriefgenError as error:
        _print_error(error)
        return error.exit_code
    except KeyboardInterrupt:
        from briefgen.cli.messages import say

        print(f"briefgen: {say('errors.interrupted')}", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        return CLOSED_PIPE
    return code


def _run(arguments: Sequence[str]) -> int:
    parser = make_parser()
    options = parser.parse_args(arguments)
    if options.run is None:
        parser.print_help()
        return 0
    from briefgen.cli.context import make_context

    code: int = options.run(options, make_context(options))
    return code


def _print_error(error: BriefgenError) -> None:
    line = " ".join(f"briefgen: {error}".split())
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
    print(line, file=sys.stderr)


def _drop_output() -> None:
    # The interpreter would flush once more at exit and complain about the closed pipe.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

"""One line on the terminal that says what is being worked on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from briefgen.cli.messages import say
from briefgen.cli.tables import cut
from briefgen.cli.terminal import plain, write_controls

_WIPE = "\r\x1b[K"


class Line:
    """A line on stderr that is overwritten; says nothing where ``shown`` is false."""

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown

    def show(self, text: str) -> None:
        if self._shown:
            write_controls(sys.stderr, f"{_WIPE}{plain(cut(text, 79))}")

    def show_reading(self, done: int, total: int, name: str) -> None:
        if self._shown:
            self.show(say("progress.reading", done=done, total=total, name=name))

    def clear(self) -> None:
        if self._shown:
            write_controls(sys.stderr, _WIPE)


@contextmanager
def progress_line(*, shown: bool) -> Iterator[Line]:
    """A progress line that is wiped at the end, also after an error."""
    line = Line(shown=shown)
    try:
        yield line
    finally:
        line.clear()

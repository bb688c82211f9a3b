"""What may reach a terminal: words of articles, names of files and what libraries say must not move its cursor or turn lines round."""

from __future__ import annotations

import io
import re
import sys
from typing import IO

# Controls but for tab and newline, those of the upper half (an eighth bit stands for ESC), and the marks that turn the writing's direction.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


class PlainStream(io.TextIOWrapper):
    """A text stream in UTF-8 that writes a space for every control character; the program's own go through :func:`write_controls`."""

    def write(self, text: str, /) -> int:
        return super().write(plain(text))

    def write_raw(self, text: str) -> None:
        super().write(text)


def plain(text: str) -> str:
    """The text with a space for each character that steers a terminal."""
    return _CONTROLS.sub(" ", text)


def escape_controls(json: str) -> str:
    """The JSON with such characters as ``\\uXXXX``: it says the same to a program. They stand within strings only."""
    return _CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", json)


def write_controls(stream: IO[str], text: str) -> None:
    """Writes the program's own control characters."""
    stream.write_raw(text) if isinstance(stream, PlainStream) else stream.write(text)
    stream.flush()


def speak_plainly() -> None:
    """Has standard output and error write UTF-8, whatever the locale says, and no control characters."""
    # Articles and messages hold Vietnamese; a log file or a pipe wants UTF-8.
    sys.stdout, sys.stderr = _dress(sys.stdout), _dress(sys.stderr)


def _dress(stream: IO[str]) -> IO[str]:
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    by_line = stream.line_buffering
    return PlainStream(stream.detach(), encoding="utf-8", errors="replace", line_buffering=by_line)

"""Tables of plain text for the terminal."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Sequence

from briefgen.cli.terminal import plain

_GAP = "  "


def format_table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, width: int | None = None) -> str:
    """A table with aligned columns; the last column is cut with … where a line would be longer than ``width`` cells."""
    cells = [[_flatten(cell) for cell in row] for row in (heads, *rows)]
    widths = [max(measure(row[column]) for row in cells) for column in range(len(heads))]
    rule = ["─" * column_width for column_width in widths]
    lines = [_join(row, widths) for row in (cells[0], rule, *cells[1:])]
    return "\n".join(cut(line, width) if width else line for line in lines)


def terminal_width() -> int | None:
    """The width of the terminal that stdout is, or None where it is a file or a pipe: those get everything."""
    return os.get_terminal_size(sys.stdout.fileno()).columns if sys.stdout.isatty() else None


def measure(text: str) -> int:
    """The cells that a terminal needs for the text: two for wide East Asian characters, none for combining marks."""
    return sum(_width(character) for character in text)


def cut(text: str, width: int) -> str:
    """The text, or as much of it as fits into ``width`` cells with … at its end."""
    if measure(text) <= width:
        return text
    kept, used = [], 1
    for character in text:
        used += _width(character)
        if used > width:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _flatten(text: str) -> str:
    return plain(" ".join(text.split()))


def _join(row: Sequence[str], widths: Sequence[int]) -> str:
    return _GAP.join(cell + " " * (width - measure(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()

"""The fonts that travel with the program: where they are, and which characters they hold. Charts and documents share them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FONTS = Path(__file__).resolve().parent / "carried" / "fonts"
REPLACEMENT = "\ufffd"


@cache
def load_characters() -> frozenset[int]:
    """The code points that every style of a carried family, or of the other one, can print."""
    lines = (FONTS / "characters.txt").read_text(encoding="ascii").split()
    runs = (tuple(int(code, 16) for code in line.split("-")) for line in lines)
    return frozenset(code for low, high in runs for code in range(low, high + 1))


def find_missing(text: str) -> tuple[str, ...]:
    """The characters of ``text`` that no carried font holds, sorted: emoji, Chinese, Thai. Line ends and tabs are never printed."""
    return tuple(sorted(char for char in set(text) if ord(char) not in load_characters() and char not in "\n\t\r"))


def replace_missing(text: str) -> str:
    """``text`` with U+FFFD for what no carried font holds: PDF/A and PDF/UA forbid a glyph that is none."""
    return text.translate({ord(char): REPLACEMENT for char in find_missing(text)})

"""The fonts that travel with the program: where they are, which characters they hold, and a font configuration of nothing else."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

CARRIED = Path(__file__).resolve().parents[1] / "carried"
FONTS = CARRIED / "fonts"
REPLACEMENT = "\ufffd"

CONFIGURATION = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


@contextmanager
def set_environment(**values: str) -> Iterator[None]:
    """Set environment variables for a while."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def use_carried_fonts() -> Iterator[None]:
    """Let fontconfig know the carried fonts only: the same letters on every machine, whatever is installed there."""
    with tempfile.TemporaryDirectory(prefix="briefgen-") as folder:
        configuration = Path(folder) / "fonts.conf"
        text = CONFIGURATION.format(fonts=escape_path(FONTS), cache=escape_path(Path(folder)))
        configuration.write_text(text, encoding="utf-8")
        with set_environment(FONTCONFIG_FILE=str(configuration)):
            yield


def escape_path(path: Path) -> str:
    return str(path).replace("&", "&amp;").replace("<", "&lt;")


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

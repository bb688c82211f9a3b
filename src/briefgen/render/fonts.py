"""A font configuration of nothing but the fonts that travel with the program."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefgen.fonts import FONTS

CARRIED = FONTS.parent

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

"""The looks of charts, read from looks.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import msgspec

from briefgen.model import Record


class Look(Record):
    """Colours, type and width (in points) of a theme's charts."""

    family: str
    width: float
    ink: str
    accent: str
    middle: str
    pale: str
    rule: str
    quiet: str
    size: float
    small: float

    def colour(self, name: str) -> str:
        return "#ffffff" if name == "white" else str(getattr(self, name))

    @property
    def leading(self) -> float:
        return self.size * 1.25

    @property
    def small_leading(self) -> float:
        return self.small * 1.25


class Words(Record, rename={"from_": "from"}):
    by: str
    from_: str
    none: str


@cache
def load_file() -> dict[str, dict[str, object]]:
    return tomllib.loads(Path(__file__).with_name("looks.toml").read_text(encoding="utf-8"))


def load_look(theme: str) -> Look:
    """The look of a theme; a theme without one of its own has the house's."""
    looks = load_file()
    return msgspec.convert(looks.get(theme, looks["house"]), Look)


def load_words(language: str) -> Words:
    words = load_file()["words"]
    return msgspec.convert(words.get(language.split("-")[0], words["en"]), Words)

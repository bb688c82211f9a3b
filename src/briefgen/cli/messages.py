"""What the program says to its user, in English or Vietnamese (``packs/messages/*.toml``)."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "vi")
_FOLDER = Path(__file__).parent.parent / "packs" / "messages"
_VARIABLES = ("BRIEFGEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def choose_language(environment: Mapping[str, str] | None = None) -> str:
    """The language of the messages: the first of ``BRIEFGEN_LANG``, ``LC_ALL``, ``LC_MESSAGES``, ``LANG`` that is set decides."""
    values = os.environ if environment is None else environment
    chosen = next((values[name] for name in _VARIABLES if values.get(name)), "")
    return "vi" if chosen.lower().startswith("vi") else "en"


@cache
def load_messages(language: str) -> Mapping[str, str]:
    """The catalogue of a language, as ``section.name`` → wording."""
    text = (_FOLDER / f"{language}.toml").read_text(encoding="utf-8")
    return {f"{section}.{name}": wording for section, entries in tomllib.loads(text).items() for name, wording in entries.items()}


def has_message(key: str) -> bool:
    """Whether the catalogue has a wording of that name."""
    return key in load_messages(choose_language())


def say(key: str, /, **values: object) -> str:
    """The wording of ``key`` in the user's language, filled in."""
    wording = load_messages(choose_language())[key]
    return wording.format(**values) if values else wording

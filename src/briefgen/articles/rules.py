"""The stage's wordings and tables: YAML under ``packs/articles``, read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import regex
import yaml

from briefgen.errors import SettingsError


@cache
def load_rules(name: str) -> dict[str, Any]:
    """The content of ``packs/articles/<name>.yaml``; SettingsError where it is no mapping."""
    place = files("briefgen").joinpath("packs", "articles", f"{name}.yaml")
    data = yaml.safe_load(place.read_text(encoding="utf-8"))
    if not isinstance(data, dict):
        raise SettingsError("does not hold a mapping", place=f"packs/articles/{name}.yaml", remedy="Restore the file from the package.")
    return data


@cache
def compile_rule(name: str, key: str) -> regex.Pattern[str]:
    """The pattern ``key`` of a rules file: a text, or a list of alternatives; whitespace in it is free (verbose)."""
    rule = load_rules(name)[key]
    alternatives = rule if isinstance(rule, list) else [rule]
    return regex.compile("|".join(f"(?:{one})" for one in alternatives), regex.VERBOSE)

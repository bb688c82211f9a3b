"""The registry's rules and name variants, read from ``packs/registry/*.yaml``."""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec
import yaml


class MeetingKind(msgspec.Struct, frozen=True):
    """A kind of encounter; ``by`` says what identifies one: its ``people`` or its ``name``."""

    kind: str
    by: str
    words: tuple[str, ...]


class OfficeRules(msgspec.Struct, frozen=True):
    other: tuple[str, ...]
    refining: tuple[str, ...]
    idle: tuple[str, ...]
    single: tuple[str, ...]


class Rules(msgspec.Struct, frozen=True):
    """``packs/registry/rules.yaml``; each field is explained there."""

    meeting_kinds: tuple[MeetingKind, ...]
    idle_words: frozenset[str]
    agreement_types: dict[str, tuple[str, ...]]
    one_of_form: tuple[str, ...]
    period_words: frozenset[str]
    office: OfficeRules
    named_year: tuple[str, ...]
    year: str
    party_words: dict[str, tuple[str, ...]]
    stages: tuple[str, ...]
    passes: dict[str, tuple[str, ...]]
    meeting_stages: tuple[str, ...]
    remembering: tuple[str, ...]
    pointing_back: tuple[str, ...]
    levels: tuple[str, ...]
    issues: dict[str, tuple[str, ...]]
    broad_topics: frozenset[str]
    refusals: frozenset[str]


class Document(msgspec.Struct, frozen=True):
    """A well-known document: its acronyms, full names, and the words that may stand beside them."""

    acronyms: tuple[str, ...]
    names: tuple[str, ...]
    heads: frozenset[str]


class Variants(msgspec.Struct, frozen=True):
    """``packs/registry/variants.yaml``: names declared to be the same."""

    tones: dict[str, str]
    given_names: tuple[tuple[str, ...], ...]
    persons: tuple[tuple[str, ...], ...]
    places: tuple[tuple[str, ...], ...]
    outlets: tuple[tuple[str, ...], ...]
    agreements: dict[str, Document]


class Layout(msgspec.Struct, frozen=True):
    """A table of the CSV export: its columns with type and meaning, its key, its references to other tables."""

    key: tuple[str, ...]
    columns: dict[str, tuple[str, str]]
    references: tuple[tuple[str, str, str], ...] = ()


def _read(name: str) -> object:
    text = resources.files("briefgen.packs").joinpath("registry", name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader either way


@cache
def load_rules() -> Rules:
    """The merging rules that the program carries."""
    return msgspec.convert(_read("rules.yaml"), Rules)


@cache
def load_variants() -> Variants:
    """The name variants that the program carries."""
    return msgspec.convert(_read("variants.yaml"), Variants)


@cache
def load_tables() -> dict[str, Layout]:
    """The tables of the CSV export, in order."""
    return msgspec.convert(_read("tables.yaml"), dict[str, Layout])


@cache
def load_context() -> dict[str, object]:
    """The context of the JSON-LD export."""
    return msgspec.convert(_read("context.jsonld"), dict[str, dict[str, object]])["@context"]

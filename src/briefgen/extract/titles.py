"""The pack of offices, forms of address, bodies and family names of one language (``packs/languages/*/titles.yaml``)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from briefgen.model import Record

PACKS = Path(__file__).parents[1] / "packs"


class Titles(Record, frozen=True):
    """Word lists by what they are for; the comments in the pack say what each means."""

    heads: dict[str, tuple[str, ...]]
    honorifics: tuple[str, ...]
    former: tuple[str, ...]
    acting: tuple[str, ...]
    deputies: tuple[str, ...]
    prefixes: tuple[str, ...]
    fields: tuple[str, ...]
    bodies: tuple[str, ...]
    organisations: tuple[str, ...]
    companies: tuple[str, ...]
    compounds: tuple[str, ...]
    regions: tuple[str, ...]
    stops: tuple[str, ...]
    not_holder: tuple[str, ...]
    not_person: tuple[str, ...]
    not_people: tuple[str, ...]
    not_names: tuple[str, ...]
    offices: dict[str, str]
    pronouns: tuple[str, ...]
    male: tuple[str, ...]
    female: tuple[str, ...]
    leaders: tuple[str, ...]
    together: dict[str, tuple[str, ...]]
    families: tuple[str, ...]
    chinese_families: tuple[str, ...]
    ranks: tuple[str, ...] = ()


@cache
def load_titles(language: str) -> Titles:
    """The pack of ``vi`` or ``en``, read once."""
    return msgspec.yaml.decode((PACKS / "languages" / language / "titles.yaml").read_bytes(), type=Titles)

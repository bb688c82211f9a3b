"""Open questions in words: the registry knows what is open, the packs how to ask."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files

import yaml

from briefgen.compose.dates import date_words
from briefgen.compose.dossier import Dossier
from briefgen.compose.names import is_party_code, party_name
from briefgen.compose.numbers import scaled_number
from briefgen.compose.wording import Wording
from briefgen.edtf import has_year, is_edtf
from briefgen.model import Question

YEAR_DIGITS = 4


@cache
def load_questions() -> Mapping[str, Mapping[str, str]]:
    """Wordings by code, then by language, from ``packs/registry/questions.yaml``; empty where the pack has none."""
    path = files("briefgen").joinpath("packs", "registry", "questions.yaml")
    if not path.is_file():
        return {}
    found = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return found if isinstance(found, dict) else {}


def ask_question(question: Question, dossier: Dossier) -> str:
    """The question as an editor reads it, its values filled in; by the labels of its facts where its code has no wording."""
    wording = dossier.wording
    template = (
        load_questions().get(question.code, {}).get(wording.language) or wording.questions.get(question.code) or wording.questions["other"]
    )
    labels = "; ".join(dossier.by_id[fact].label for fact in question.facts if fact in dossier.by_id)
    values = {"label": labels, "code": question.code, **{key: _value(key, question.values, dossier) for key in question.values}}
    for key, value in values.items():
        template = template.replace("{" + key + "}", value)
    return template


def _value(key: str, values: Mapping[str, str], dossier: Dossier) -> str:
    """A value as this language says it: parties, stages, levels and topics by name, articles by title, numbers and dates as printed."""
    wording, value = dossier.wording, values[key]
    if key == "article":
        return _article(value, dossier)
    if key == "unit":
        return wording.numbers.units.get(value, value).replace("{n}", "").strip()
    if is_party_code(value):
        return party_name(value, wording)
    if value.isdigit() and len(value) > YEAR_DIGITS:
        return scaled_number(Decimal(value), wording)
    return _names(value, wording) or _date(value, wording)


def _article(stem: str, dossier: Dossier) -> str:
    source = dossier.by_stem.get(stem)
    return f"“{source.title}”" if source and source.title else stem


def _names(value: str, wording: Wording) -> str | None:
    parts = [part.strip() for part in value.split(",")]
    known = (names for names in (wording.stages, wording.levels, wording.topics) if value and all(part in names for part in parts))
    return next((", ".join(names[part] for part in parts) for names in known), None)


def _date(value: str, wording: Wording) -> str:
    """A date as in a table; that its year is not known the question says itself."""
    if not is_edtf(value) or value.isdigit():
        return value
    return date_words(value, wording, "table").split(" (")[0] if not has_year(value) else date_words(value, wording, "table")

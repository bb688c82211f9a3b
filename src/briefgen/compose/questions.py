"""Open questions in words: the registry knows what is open, the packs how to ask."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from briefgen.compose.dates import date_words
from briefgen.compose.dossier import Dossier
from briefgen.edtf import is_edtf
from briefgen.model import Question


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
    values = {"label": labels, "code": question.code, **{key: _value(value, dossier) for key, value in question.values.items()}}
    for key, value in values.items():
        template = template.replace("{" + key + "}", value)
    return template


def _value(value: str, dossier: Dossier) -> str:
    """A date among the values is printed as this language writes it; a bare number stays."""
    return date_words(value, dossier.wording, "table") if is_edtf(value) and not value.isdigit() else value

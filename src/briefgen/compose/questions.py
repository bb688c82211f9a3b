"""Open questions in words: the registry knows what is open, the packs how to ask."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files

import yaml

from briefgen.compose.clauses import drop_echo, event_name, first_upper, lead_verb, lower_first, source_wording, tidy, with_addressee
from briefgen.compose.dates import date_words
from briefgen.compose.dossier import Dossier
from briefgen.compose.glossary import plain_name
from briefgen.compose.names import is_party_code, pair_name, party_name
from briefgen.compose.numbers import amount_words, formula_words, scaled_number
from briefgen.compose.people import name_speaker, parties_named
from briefgen.compose.promises import promise_verb
from briefgen.compose.wording import Wording
from briefgen.edtf import has_year, is_edtf
from briefgen.model import Agreement, Commitment, Conflict, Fact, Meeting, Milestone, Question, Statement, Statistic

YEAR_DIGITS = 4
AMOUNTS = ("value", "expected", "reported")  # values of a question that are counted in its unit
NAME_WORDS = 16  # of what was said, in a question about it


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
    values = {"code": question.code, **{key: _value(key, question.values, dossier) for key in question.values}}
    values["label"] = _label(question, dossier)
    if "unit" in question.values:
        values |= {key: _amount(question.values[key], question.values["unit"], dossier) for key in AMOUNTS if key in values}
    for key, value in values.items():
        template = template.replace("{" + key + "}", value)
    return first_upper(template)


def _amount(value: str, unit: str, dossier: Dossier) -> str:
    return amount_words(Decimal(value), unit, dossier.wording) if re.fullmatch(r"-?\d+(\.\d+)?", value) else value


def _label(question: Question, dossier: Dossier) -> str:
    """What the question is about: speeches and figures told in a few words, other things by the registry's label."""
    facts = [dossier.by_id[fact] for fact in question.facts if fact in dossier.by_id]
    given = question.values.get("label", "")
    if facts and all(isinstance(fact.claim, Statement | Commitment | Statistic) for fact in facts):
        return dossier.wording.joiner["semicolon"].join(dict.fromkeys(name_fact(fact, dossier) for fact in facts))
    if len(facts) == 1 and isinstance(facts[0].claim, Milestone) and facts[0].claim.level and dossier.wording.glossary:
        return f"{pair_name(dossier.parties, dossier.wording)}: {dossier.wording.levels.get(facts[0].claim.level, facts[0].claim.level)}"
    given = given or dossier.wording.joiner["semicolon"].join(fact.label for fact in facts)
    if any(isinstance(fact.claim, Meeting) for fact in facts):
        given = event_name(given, dossier.wording)
    return plain_name(given, dossier.wording)


def conflict_words(conflict: Conflict, dossier: Dossier) -> str:
    """A conflict as an editor reads it: what the sources say differently, and each side with its words."""
    words = dossier.wording.conflicts
    sides = dossier.wording.joiner["semicolon"].join(side_words(side.value, side.fact, dossier) for side in conflict.sides)
    kind, field = words.get(conflict.kind.value, conflict.kind.value), dossier.wording.fields.get(conflict.field, conflict.field)
    return dossier.wording.questions["conflict"].replace("{kind}", kind).replace("{field}", field).replace("{sides}", sides)


def side_words(value: str, fact: str, dossier: Dossier) -> str:
    """One side of a conflict: its value, and what says so."""
    words = date_words(value, dossier.wording, "table") if is_edtf(value) else value
    return f"{words} ({name_fact(dossier.by_id[fact], dossier)})" if fact in dossier.by_id else words


def name_fact(fact: Fact, dossier: Dossier) -> str:
    """A fact in a few words, as a question or a conflict speaks of it: who said what, or the name of the thing."""
    claim, wording = fact.claim, dossier.wording
    if isinstance(claim, Statement):
        return _name_speech(fact, claim.actor, lead_verb(claim.act, tidy(claim.content), fact, wording), claim.content, dossier)
    if isinstance(claim, Commitment):
        return _name_speech(fact, claim.actor, promise_verb(fact, wording), claim.action, dossier)
    if isinstance(claim, Statistic):
        indicator = wording.indicators.get(claim.indicator, claim.indicator)
        period = claim.period or fact.date.edtf
        return f"{indicator} ({date_words(period, wording, 'table')})" if period else indicator
    if isinstance(claim, Meeting):
        return plain_name(event_name(claim.name, wording), wording)
    return plain_name(claim.name if isinstance(claim, Agreement) else fact.label, wording)


def _name_speech(fact: Fact, actor: str, verb: str, content: str, dossier: Dossier) -> str:
    wording = dossier.wording
    speaker = name_speaker(fact, actor, dossier).words.striptags()
    said = tidy(content)
    if wording.language != "vi" or source_wording(said, wording).language != "vi":
        return f"{speaker} – {verb}: “{_cut(said)}”"
    addressee = fact.claim.addressee if isinstance(fact.claim, Statement) else None
    said = drop_echo(verb, lower_first(with_addressee(said, addressee, fact, wording), wording)) if verb else said
    return " ".join(part for part in (str(speaker), verb, _cut(said)) if part)


def _cut(words: str) -> str:
    parts = words.split()
    return words if len(parts) <= NAME_WORDS else " ".join(parts[:NAME_WORDS]).rstrip(",;:") + "…"


def _value(key: str, values: Mapping[str, str], dossier: Dossier) -> str:
    """A value as this language says it: parties, stages, levels and topics by name, articles by title, numbers and dates as printed."""
    wording, value = dossier.wording, values[key]
    if key == "article":
        return _article(value, dossier)
    if key == "formula":
        return formula_words(value, wording)
    named = parties_named(value, dossier) if key in ("addressee", "holder") else ()
    if is_party_code(value) or len(named) == 1:
        return party_name(named[0] if named else value, wording)
    if key in ("name", "role"):
        return plain_name(value, wording)
    if value.isdigit() and len(value) > YEAR_DIGITS:
        return scaled_number(Decimal(value), wording)
    return _names(value, wording) or _date(value, wording)


def _article(stem: str, dossier: Dossier) -> str:
    source = dossier.by_stem.get(stem)
    if source is None:
        return stem
    return (
        f"“{source.title}”" if source.title else " ".join(part for part in (source.outlet or source.original_outlet, f"({stem})") if part)
    )


def _names(value: str, wording: Wording) -> str | None:
    parts = [part.strip() for part in value.split(",")]
    known = (names for names in (wording.stages, wording.levels, wording.topics) if value and all(part in names for part in parts))
    return next((", ".join(names[part] for part in parts) for names in known), None)


def _date(value: str, wording: Wording) -> str:
    """A date as in a table; that its year is not known the question says itself."""
    if not is_edtf(value) or value.isdigit():
        return value
    return date_words(value, wording, "table").split(" (")[0] if not has_year(value) else date_words(value, wording, "table")

"""The identity of a mention: the group it belongs to, made from the structure of its claim, never from likeness of text.

Mentions of different groups never merge; within a group :mod:`briefgen.registry.fitting` decides. A group's key is a function of one
mention alone, so an article that changes touches only its own groups.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache

from briefgen.model import (
    Agreement,
    Claim,
    Commitment,
    Kind,
    Meeting,
    Mention,
    Milestone,
    Role,
    Statement,
    Statistic,
    kind_of,
)
from briefgen.registry.names import actor_key, document_of, drop_parties, drop_sequences, key_of, person_key, words_of
from briefgen.registry.rules import MeetingKind, load_rules

_BASE_32 = "abcdefghijklmnopqrstuvwxyz234567"


def short_hash(text: str, length: int = 12) -> str:
    """The first characters of the text's SHA-256 in base 32: 12 are 60 bits, so that millions of facts do not meet."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest())
    return "".join(_BASE_32[number >> place & 31] for place in range(251, 251 - 5 * length, -5))


def fact_id(kind: Kind, key: str) -> str:
    """A fact's id, made from its key: ``meeting-mfrggzdfmztw``."""
    return f"{kind.value}-{short_hash(key)}"


def group_key(mention: Mention) -> str:
    """The key of the group of mentions that may be one fact with this one; equal keys only for claims of one kind."""
    return "|".join((kind_of(mention.claim).value, *_parts(mention.claim, mention)))


def _parts(claim: Claim, mention: Mention) -> tuple[str, ...]:
    parties, day = _parties(mention.parties), mention.date.edtf or ""
    match claim:
        case Meeting():
            return (meeting_kind(claim.name).kind, parties)
        case Milestone():
            return _milestone_parts(claim, mention, parties)
        case Agreement():
            return _agreement_parts(claim, mention.parties)
        case Statistic():
            return (claim.indicator, parties, claim.period or day, claim.unit, _subject_topic(mention))
        case Role():
            return _role_parts(claim)
        case Statement():
            return (actor_key(claim.actor), claim.act, day)
        case Commitment():
            return (actor_key(claim.actor), claim.due or "", day)


def _parties(parties: Iterable[str]) -> str:
    return ",".join(sorted(parties))


def _milestone_parts(claim: Milestone, mention: Mention, parties: str) -> tuple[str, ...]:
    if claim.event == "level":
        return (claim.event, parties, claim.level or "")
    if claim.event == "acceded":
        return (claim.event, parties, ",".join(sorted(set(mention.topics) - load_rules().broad_topics)))
    return (claim.event, parties)


def _subject_topic(mention: Mention) -> str:
    """What an otherwise bare number counts: two counts of people on different topics are two things."""
    if isinstance(mention.claim, Statistic) and mention.claim.indicator in ("target", "people", "projects", "doses"):
        return ",".join(sorted(set(mention.topics) - load_rules().broad_topics))
    return ""


def _role_parts(claim: Role) -> tuple[str, ...]:
    if claim.person:
        return ("person", person_key(claim.person))
    return ("chair", key_of(claim.role), claim.holder or "")


def _agreement_parts(claim: Agreement, parties: tuple[str, ...]) -> tuple[str, ...]:
    known = document_of(claim.name)
    if known:
        return ("known", known)
    joined = _parties(parties)
    if claim.form in load_rules().one_of_form and len(parties) > 1:
        return (claim.form, joined)
    if claim.period and len(parties) > 1:
        return (claim.form, joined, claim.period)
    return (claim.form, joined, claim.period or "", " ".join(sorted(agreement_subject(claim, parties))))


def meeting_kind(name: str) -> MeetingKind:
    """What kind of encounter a name means: the first declared kind whose words stand in it; plain ``meeting`` where none does."""
    return _meeting_kind(_without_idle(name))


@lru_cache(maxsize=65536)
def _meeting_kind(key: str) -> MeetingKind:
    kinds = load_rules().meeting_kinds
    return next((kind for kind in kinds if _holds(key, kind.words)), kinds[-1])


def _holds(key: str, words: Iterable[str]) -> bool:
    return any(f" {_without_idle(word)} " in f" {key} " for word in words)


@lru_cache(maxsize=65536)
def _without_idle(name: str) -> str:
    """The words of a name that tell: "Hội nghị trực tuyến Bộ trưởng" is a "hội nghị bộ trưởng"."""
    return " ".join(word for word in words_of(name) if word not in load_rules().idle_words)


def agreement_subject(claim: Agreement, parties: tuple[str, ...]) -> frozenset[str]:
    """The words of a document's name that say what it is about: without its type, parties, period and idle words."""
    return _agreement_subject(claim.name, claim.form, parties)


@lru_cache(maxsize=65536)
def _agreement_subject(name: str, form: str, parties: tuple[str, ...]) -> frozenset[str]:
    rules = load_rules()
    types = sorted((words_of(one) for one in rules.agreement_types.get(form, ())), key=lambda w: (-len(w), w))
    words = drop_sequences(drop_parties(words_of(name), parties), types)
    return frozenset(word for word in words if word not in rules.idle_words | rules.period_words and not re.fullmatch(r"\d+", word))


def series_words(meeting: Meeting, parties: tuple[str, ...]) -> frozenset[str]:
    """The words that name what a meeting is a session of: without parties, ordinal and idle words."""
    return _series_words(meeting.series or meeting.name, parties)


@lru_cache(maxsize=65536)
def _series_words(name: str, parties: tuple[str, ...]) -> frozenset[str]:
    words = drop_parties(words_of(name), parties)
    return frozenset(word for word in words if word not in load_rules().idle_words and not word.isdigit())


def series_key(meeting: Meeting, parties: tuple[str, ...]) -> str:
    """A name for a series of meetings that does not depend on the session: its kind, parties and words in order of the alphabet."""
    return "|".join((meeting_kind(meeting.name).kind, _parties(parties), " ".join(sorted(series_words(meeting, parties)))))


@lru_cache(maxsize=65536)
def office_words(role: str, parties: tuple[str, ...]) -> tuple[str, ...]:
    """The words of an office that tell it from others: without parties, refinements ("thường trực") and idle words."""
    office = load_rules().office
    words = drop_sequences(drop_parties(words_of(role), parties), [words_of(one) for one in office.refining])
    return tuple(word for word in words if word not in office.idle)

"""The words of a language: sentence templates, names and lists, read from ``packs/wording/<language>.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import msgspec
import yaml
from markupsafe import Markup, escape

from briefgen.errors import UsageError
from briefgen.model import Record

LANGUAGES = ("vi", "en")

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_FIRST_LETTER = re.compile(r"^((?:<[^>]*>|[^\w<])*)(\w)")

Words = Mapping[str, str]


class Cue(Record):
    cue: str
    verb: str


class MeetingWords(Record):
    held: str
    event: str
    planned: str
    proposed: str
    unheard: str
    chaired: Words
    met: str
    mode: Words
    noun: str
    ordinal: str
    session: str


class Sentences(Record):
    statement_when: str
    commitment: str
    meeting: MeetingWords
    milestone: Words
    agreement: Words
    statistic: Words
    role: Words


class Numbers(Record):
    scales: tuple[tuple[int, str], ...]
    units: Words


class DateWords(Record):
    when: Words
    table: Words
    as_of: Words
    derived: str
    quarters: Mapping[int, str]
    seasons: Mapping[int, str]
    point: Words = msgspec.field(default_factory=dict)


class Wording(Record):
    """All words of one language; the fields are those of the YAML file, which says what each is for."""

    language: str
    locale: str
    joiner: Words
    quote: str
    quote_direct: str
    dates: DateWords
    parties: Mapping[str, tuple[str, ...]]
    capitals: Mapping[str, tuple[str, ...]]
    pair: str
    levels: Words
    forms: Words
    stages: Words
    meeting_stages: Words
    certainty: Words
    modes: Words
    acts: Mapping[str, tuple[str, ...]]
    commitments: tuple[Cue, ...]
    sentences: Sentences
    qualifiers: Words
    numbers: Numbers
    indicators: Words
    level_indicators: tuple[str, ...]
    topics: Words
    titles: tuple[str, ...]
    not_names: frozenset[str]
    on_behalf: str
    no_country: tuple[str, ...]
    both: str
    source: Words
    phases: Words
    meeting_levels: Words
    groups: Words
    life: Words
    basics: Words
    charts: Words
    questions: Words
    conflicts: Words
    labels: Words
    changes: Words
    change_words: Words
    correction: Words
    fields: Words
    mechanism_nouns: tuple[str, ...] = ()
    single_words: tuple[str, ...] = ()
    direct_acts: tuple[str, ...] = ()
    event_verbs: Words = msgspec.field(default_factory=dict)
    event_tails: tuple[str, ...] = ()
    event_clauses: tuple[str, ...] = ()
    ordinal_words: tuple[str, ...] = ()
    anniversary: str | None = None
    actor_nouns: tuple[str, ...] = ()
    after_verb: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    commitment_heads: tuple[str, ...] = ()
    elaborations: tuple[str, ...] = ()
    relative: tuple[str, ...] = ()
    relative_patterns: tuple[str, ...] = ()
    question_fields: Words = msgspec.field(default_factory=dict)
    lowercase_starts: frozenset[str] = frozenset()
    event_nouns: tuple[str, ...] = ()
    agreement_nouns: tuple[str, ...] = ()
    keep_capital: tuple[str, ...] = ()
    visit_words: tuple[str, ...] = ()
    article: str = ""
    spelled_numbers: tuple[str, ...] = ()
    articleless: tuple[str, ...] = ()
    linking: tuple[str, ...] = ()
    verb_ends: tuple[str, ...] = ()
    level_prefix: str = ""
    title_terms: Words = msgspec.field(default_factory=dict)
    future: str = ""
    short_places: Words = msgspec.field(default_factory=dict)
    glossary: Mapping[str, str] = msgspec.field(default_factory=dict)


def pack_file(*parts: str) -> str:
    """The text of a data file under ``packs/``."""
    return files("briefgen").joinpath("packs", *parts).read_text(encoding="utf-8")


class LevelRule(Record):
    level: str
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()


class IssueRule(Record):
    topics: tuple[str, ...]


class Layout(Record):
    """What goes where, the same in all languages: ``packs/wording/sections.yaml``."""

    sections: Mapping[str, tuple[str, ...]]
    broad: int
    ties: tuple[str, ...]
    whole: tuple[str, ...]
    milestones: tuple[str, ...]
    open: tuple[str, ...]
    dated_acts: tuple[str, ...]
    issues: tuple[IssueRule, ...]
    chart: Mapping[str, int]
    meeting_levels: tuple[LevelRule, ...]


@cache
def load_layout() -> Layout:
    """The layout of all briefings."""
    return msgspec.convert(yaml.load(pack_file("wording", "sections.yaml"), Loader=yaml.CSafeLoader), Layout)


@cache
def load_wording(language: str) -> Wording:
    """The words of a language; raises :class:`UsageError` for a language without a pack."""
    if language not in LANGUAGES:
        raise UsageError(f"no wording for the language {language!r}", remedy=f"Choose one of: {', '.join(LANGUAGES)}")
    return msgspec.convert(yaml.load(pack_file("wording", f"{language}.yaml"), Loader=yaml.CSafeLoader), Wording)


def fill(template: str, slots: Mapping[str, str | Markup | None]) -> Markup:
    """A sentence template with its slots filled; a part in ``[…]`` is left out when a slot inside it is empty."""

    def keep(part: re.Match[str]) -> str:
        names = _SLOT.findall(part.group(1))
        return part.group(1) if all(slots.get(name) for name in names) else ""

    kept = _OPTIONAL.sub(keep, template)
    pieces = _SLOT.split(kept)
    return Markup("").join(escape(piece) if i % 2 == 0 else escape(slots[piece] or "") for i, piece in enumerate(pieces))


def capitalise(words: Markup) -> Markup:
    """The words with their first letter in upper case; tags before it are passed over."""
    return Markup(_FIRST_LETTER.sub(lambda m: m.group(1) + m.group(2).upper(), str(words), count=1))  # noqa: S704  # only a letter's case is changed


def join_words(wording: Wording, parts: Sequence[str | Markup]) -> Markup:
    """``A, B và C``."""
    head, last = [escape(part) for part in parts[:-1]], escape(parts[-1]) if parts else Markup("")
    if not head:
        return escape(last)
    return escape(wording.joiner["comma"]).join(head) + escape(wording.joiner["last"]) + last


def mark(fact: str, field: str, words: str | Markup) -> Markup:
    """Words that a fact carries."""
    return Markup('<span class="fact" data-fact="{}" data-field="{}">{}</span>').format(fact, field, words) if words else Markup("")


def literal(words: object) -> Markup:
    """Words that a template's author or the composition itself says: a count, a heading's number; no fact is asked for."""
    return Markup('<span class="literal">{}</span>').format(words)

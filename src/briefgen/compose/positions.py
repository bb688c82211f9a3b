"""Who said what: statements by section and by party, newest first, each speaker's clauses of a day as one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from markupsafe import Markup

from briefgen.compose.claims import claim_of
from briefgen.compose.dates import date_words, sort_day
from briefgen.compose.dossier import Dossier
from briefgen.compose.names import join_parties
from briefgen.compose.parts import Sentence
from briefgen.compose.people import name_speaker
from briefgen.compose.promises import drop_restated
from briefgen.compose.sentences import speech_paragraph
from briefgen.compose.wording import load_layout, mark
from briefgen.model import Commitment, Fact, Kind, Record, Statement

SENTENCE_WORDS = 90  # a sentence of joined clauses is not grown beyond this


class Paragraph(Record):
    """Sentences under one margin mark (a date as printed in tables; empty where none is known)."""

    mark: Markup
    sentences: tuple[Sentence, ...]


class Group(Record):
    """What one party, or all together, said: ``title`` as printed; ``more`` counts what the policy leaves out."""

    title: str
    parties: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    more: int = 0


def section_of(fact: Fact) -> str:
    """The section that tells a statement: that of most of its topics; where two have as many, the layout's order decides.

    One that spans many areas is on the relationship as a whole, and so is one of a tie that speaks of the partnership itself.
    """
    layout = load_layout()
    homes = [name for topic in fact.topics for name, topics in layout.sections.items() if topic in topics]
    if not homes or len(set(homes)) >= layout.broad:
        return "politics"
    tied = [name for name in layout.ties if homes.count(name) == max(map(homes.count, homes))]
    return "politics" if len(tied) > 1 and set(layout.whole).intersection(fact.topics) else tied[0]


def speech_actor(fact: Fact) -> str:
    return fact.claim.actor if isinstance(fact.claim, Commitment) else claim_of(fact, Statement).actor


def group_parties(fact: Fact, dossier: Dossier) -> tuple[str, ...]:
    """The parties that a speech act stands for."""
    return name_speaker(fact, speech_actor(fact), dossier).parties


def group_by_section(dossier: Dossier, *, promised: bool) -> Mapping[str, tuple[Group, ...]]:
    """Statements by section (politics, economy, society, regional), each as groups.

    Where promises are ``promised`` a table of their own, statements that only say one of them again are left out.
    """
    by_section: dict[str, list[Fact]] = {"politics": [], "economy": [], "society": [], "regional": []}
    spoken = dossier.of_kind(Kind.STATEMENT)
    for fact in drop_restated(spoken, dossier.facts) if promised else spoken:
        by_section[section_of(fact)].append(fact)
    return {name: group_positions(facts, dossier, dossier.settings.policies.positions) for name, facts in by_section.items()}


def group_positions(facts: Iterable[Fact], dossier: Dossier, limit: int | None = None) -> tuple[Group, ...]:
    """The groups in order: all together, each of the briefing's parties, then others by name."""
    by_group: dict[tuple[str, ...], list[Fact]] = {}
    for fact in facts:
        by_group.setdefault(_group_key(group_parties(fact, dossier), dossier), []).append(fact)
    ordered = sorted(by_group, key=lambda key: _group_rank(key, dossier))
    return tuple(_group(key, by_group[key], dossier, limit) for key in ordered)


def _group_key(parties: tuple[str, ...], dossier: Dossier) -> tuple[str, ...]:
    if set(dossier.parties) <= set(parties):
        return dossier.parties
    return parties


def _group_rank(key: tuple[str, ...], dossier: Dossier) -> tuple[int, str]:
    if key == dossier.parties:
        return 0, ""
    if len(key) == 1 and key[0] in dossier.parties:
        return 1 + dossier.parties.index(key[0]), ""
    return (50, join_parties(key, dossier.wording)) if key else (99, "")


def group_title(key: tuple[str, ...], dossier: Dossier) -> str:
    groups = dossier.wording.groups
    if key == dossier.parties:
        return groups["joint"] if len(key) == 2 else groups["joint_many"]
    return join_parties(key, dossier.wording) if key else groups["other"]


def _group(key: tuple[str, ...], facts: Sequence[Fact], dossier: Dossier, limit: int | None) -> Group:
    paragraphs = speech_paragraphs(facts, dossier)
    shown = paragraphs[:limit] if limit else paragraphs
    return Group(title=group_title(key, dossier), parties=key, paragraphs=shown, more=len(paragraphs) - len(shown))


def speech_paragraphs(facts: Iterable[Fact], dossier: Dossier) -> tuple[Paragraph, ...]:
    """Speech acts newest first, those of a day together; dates without a year come last."""
    ordered = sorted(facts, key=lambda fact: (*_newest_first(fact), _speaker(fact, dossier), _begin(fact)))
    days = [(edtf, tuple(group)) for edtf, group in groupby(ordered, key=lambda fact: fact.date.edtf)]
    return tuple(Paragraph(mark=_mark(group[0], dossier), sentences=tuple(_sentences(group, dossier))) for _, group in days)


def _speaker(fact: Fact, dossier: Dossier) -> str:
    return str(name_speaker(fact, speech_actor(fact), dossier).words.striptags())


def _mark(fact: Fact, dossier: Dossier) -> Markup:
    return mark(fact.id, "date", date_words(fact.date.edtf, dossier.wording, "table"))


def _newest_first(fact: Fact) -> tuple[bool, int]:
    day = sort_day(fact.date.edtf)
    return day.startswith("9999"), -int(day.replace("-", ""))


def _begin(fact: Fact) -> int:
    return min((evidence.start for evidence in fact.evidence), default=0)


def _sentences(facts: Sequence[Fact], dossier: Dossier) -> Iterable[Sentence]:
    """The day's sentences; only the first says the date."""
    dated = True
    for _, group in groupby(facts, key=lambda fact: _speaker(fact, dossier)):
        for part in _parts(tuple(group)):
            yield speech_paragraph(part, dossier, dated=dated)
            dated = False


def _parts(facts: tuple[Fact, ...]) -> Iterable[tuple[Fact, ...]]:
    """The facts of one speaker cut into sentences of bearable length; a sentence that an editor worded stands alone."""
    part: list[Fact] = []
    for fact in facts:
        if part and (_words([*part, fact]) > SENTENCE_WORDS or fact.wording or part[-1].wording):
            yield tuple(part)
            part = []
        part.append(fact)
    if part:
        yield tuple(part)


def _words(facts: Sequence[Fact]) -> int:
    return sum(len(_content(fact).split()) for fact in facts)


def _content(fact: Fact) -> str:
    return fact.claim.content if isinstance(fact.claim, Statement) else fact.claim.action if isinstance(fact.claim, Commitment) else ""

"""Open issues as cards: the question, each party's position in its words, what is agreed, the next test."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefgen.compose.briefing import IssueSettings
from briefgen.compose.claims import claim_of
from briefgen.compose.dossier import Dossier
from briefgen.compose.names import party_name
from briefgen.compose.parts import Sentence
from briefgen.compose.positions import Group, Paragraph, group_parties, group_positions, speech_paragraphs
from briefgen.compose.promises import drop_restated
from briefgen.compose.register import Ahead, Entry, list_agreements, list_calendar, open_agreements
from briefgen.compose.sentences import fact_sentence
from briefgen.compose.wording import load_layout
from briefgen.model import Agreement, Commitment, Fact, Kind, Meeting, Record, Statement


class Card(Record):
    """One issue. ``silent`` are the parties whose position no source records; ``agreed`` never holds what was only asked."""

    key: str
    title: str
    question: str
    groups: tuple[Group, ...]
    silent: tuple[str, ...]
    agreed: tuple[Paragraph, ...]
    documents: tuple[Sentence, ...]
    entries: tuple[Entry, ...]
    next: tuple[Ahead, ...]
    open: bool


def list_cards(dossier: Dossier) -> tuple[Card, ...]:
    """The cards that the briefing names, else those of the layout for which facts exist; then open agreements without a card."""
    named = dossier.settings.issues or tuple(IssueSettings(topics=rule.topics) for rule in load_layout().issues)
    chosen = [(issue, _facts_on(issue, dossier)) for issue in named]
    shown = [_card(issue, facts, dossier) for issue, facts in chosen if facts or dossier.settings.issues]
    covered = {fact.id for _, facts in chosen for fact in facts}
    rest = [fact for fact in open_agreements(dossier) if fact.id not in covered]
    return (*shown, *(_agreement_card(fact, dossier) for fact in rest))


def _facts_on(issue: IssueSettings, dossier: Dossier) -> tuple[Fact, ...]:
    return tuple(fact for fact in dossier.all_facts if set(issue.topics).intersection(fact.topics) or _speaks_of(fact, issue.words))


def _speaks_of(fact: Fact, words: tuple[str, ...]) -> bool:
    said = f"{fact_text(fact)} ".casefold()
    return any(word.casefold() in said for word in words)


def fact_text(fact: Fact) -> str:
    """What the claim itself says, without its evidence."""
    claim = fact.claim
    if isinstance(claim, Statement):
        return claim.content
    if isinstance(claim, Commitment):
        return claim.action
    return claim.name if isinstance(claim, Agreement | Meeting) else ""


def topic_title(topics: tuple[str, ...], dossier: Dossier) -> str:
    names = [dossier.wording.topics.get(topic, topic.replace("-", " ")) for topic in topics]
    return "; ".join(dict.fromkeys(names))


def _card(issue: IssueSettings, facts: tuple[Fact, ...], dossier: Dossier) -> Card:
    language = dossier.wording.language
    title = issue.titles.get(language) or issue.title or topic_title(issue.topics or issue.words, dossier)
    return make_card(
        "-".join((*issue.topics, *issue.words)[:1]),
        title,
        issue.questions.get(language) or issue.question or "",
        facts,
        issue.parties or dossier.parties,
        dossier,
    )


def _agreement_card(fact: Fact, dossier: Dossier) -> Card:
    """A document still open, with what names it: the whole name or its acronym, said of the same parties."""
    claim = claim_of(fact, Agreement)
    name = claim.name
    known = {*dossier.codes, *dossier.wording.parties}
    words = (name, *(acronym for acronym in re.findall(r"\b[A-Z]{3,}\b", name) if acronym not in known))
    spoken = [other for other in dossier.all_facts if set(fact.parties) <= set(other.parties) and _speaks_of(other, words)]
    facts = tuple(dict.fromkeys((fact, *spoken)))
    return make_card(fact.id, name[0].upper() + name[1:], "", facts, dossier.parties, dossier)


def make_card(key: str, title: str, question: str, facts: tuple[Fact, ...], parties: Iterable[str], dossier: Dossier) -> Card:
    spoken = [fact for fact in drop_restated(facts, facts) if isinstance(fact.claim, Statement | Commitment)]
    joint = [fact for fact in spoken if _is_agreed(fact, dossier)]
    positions = group_positions([fact for fact in spoken if fact not in joint], dossier, dossier.settings.policies.card_positions)
    heard = {code for fact in spoken for code in group_parties(fact, dossier)}
    return Card(
        key=key,
        title=title,
        question=question,
        groups=positions,
        silent=tuple(party_name(code, dossier.wording) for code in parties if code not in heard),
        agreed=speech_paragraphs(joint, dossier)[: dossier.settings.policies.card_positions],
        documents=tuple(fact_sentence(fact, dossier) for fact in facts if _has_stage(fact)),
        entries=list_agreements(facts, dossier),
        next=list_calendar(facts, dossier),
        open=bool(facts),
    )


def _has_stage(fact: Fact) -> bool:
    return fact.kind == Kind.AGREEMENT and isinstance(fact.claim, Agreement) and fact.claim.stage != "mentioned"


def _is_agreed(fact: Fact, dossier: Dossier) -> bool:
    """Agreed is what all of the briefing's parties said together with a verb of agreement."""
    claim = fact.claim
    return isinstance(claim, Statement) and claim.act == "agree" and set(dossier.parties) <= set(group_parties(fact, dossier))

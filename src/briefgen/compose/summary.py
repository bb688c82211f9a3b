"""The summary on the first page: what the relationship is, what was agreed last, what was asked, what stands open."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from briefgen.compose.agreements import agreement_sentence
from briefgen.compose.basics import current_level, known_day, milestone_facts, newest_fact
from briefgen.compose.claims import claim_of
from briefgen.compose.clauses import first_upper, shorten, source_wording, tidy
from briefgen.compose.dossier import Dossier
from briefgen.compose.history import event_sentence, is_unheard, meeting_level
from briefgen.compose.issues import Card
from briefgen.compose.names import join_parties
from briefgen.compose.parts import Sentence, told, when_words
from briefgen.compose.people import name_speaker, parties_named
from briefgen.compose.positions import group_parties
from briefgen.compose.sentences import fact_clause
from briefgen.compose.speech import said_clause
from briefgen.compose.statistics import statistic_sentence
from briefgen.compose.trade import newest_turnover
from briefgen.compose.wording import capitalise, fill
from briefgen.edtf import has_year
from briefgen.model import Agreement, Fact, Kind, Meeting, Statement

GOOD_WORDS = 18  # very short contents say little, long ones do not fit
CLAUSE_WORDS = 26  # a clause of the summary is cut at its elaborations down to about this
MOST = 5  # sentences


def summarise(dossier: Dossier, cards: tuple[Card, ...]) -> tuple[Sentence, ...]:
    """Three to five sentences within the policy's words: the level, the last meeting and what was agreed, what was asked, what is open.

    A sentence that would go beyond the limit is left out; what happened on one day is told together, and its date said once.
    """
    kept: list[Sentence] = []
    left = dossier.settings.policies.summary_words
    for sentence in _candidates(dossier, cards):
        size = len(sentence.html.striptags().split())
        if size <= left and len(kept) < MOST:
            kept.append(sentence)
            left -= size
    return tuple(kept)


def _candidates(dossier: Dossier, cards: tuple[Card, ...]) -> Iterator[Sentence]:
    """In order of importance; the sentences of one day follow each other."""
    level = newest_fact(milestone_facts(dossier, "upgraded")) or current_level(dossier)
    meeting, agreed, asked = _last_meeting(dossier), _last_agreed(dossier), _last_request(dossier, cards)
    if level:
        yield _one(level, fact_clause(level, dossier), dossier)
    if meeting:
        yield _meeting_sentence(meeting, agreed if agreed and _same_day(meeting, agreed) else None, dossier)
    if agreed and not (meeting and _same_day(meeting, agreed)):
        yield _one(agreed, _speech(agreed, when_words(agreed, dossier), dossier), dossier)
    if asked:
        before = agreed or meeting
        when = escape(dossier.wording.dates.as_of["same_day"]) if before and _same_day(before, asked) else when_words(asked, dossier)
        yield _request_sentence(asked, when, dossier)
    if figure := newest_turnover(dossier):
        yield _one(figure, statistic_sentence(figure, dossier), dossier)
    if document := _open_document(dossier):
        yield _one(document, agreement_sentence(document, dossier), dossier)
    if unheard := _last_unheard(dossier):
        yield event_sentence(unheard, dossier)


def _one(fact: Fact, words: Markup, dossier: Dossier) -> Sentence:
    return Sentence(html=told(fact, capitalise(words), dossier), facts=(fact.id,))


def _same_day(one: Fact, other: Fact) -> bool:
    return bool(one.date.edtf) and one.date.edtf == other.date.edtf and has_year(one.date.edtf or "")


def _speech(fact: Fact, when: Markup | None, dossier: Dossier) -> Markup:
    claim = claim_of(fact, Statement)
    said = said_clause(fact, dossier, CLAUSE_WORDS)
    return fill(
        dossier.wording.sentences.statement_when, {"when": when, "actor": name_speaker(fact, claim.actor, dossier).words, "said": said}
    )


def _meeting_sentence(meeting: Fact, agreed: Fact | None, dossier: Dossier) -> Sentence:
    first = told(meeting, capitalise(fact_clause(meeting, dossier)), dossier)
    if agreed is None:
        return Sentence(html=first, facts=(meeting.id,))
    second = told(agreed, _speech(agreed, None, dossier), dossier)
    return Sentence(html=first + escape(dossier.wording.joiner["semicolon"]) + second, facts=(meeting.id, agreed.id))


def _request_sentence(fact: Fact, when: Markup, dossier: Dossier) -> Sentence:
    """What was asked; where no source reports an answer it says so."""
    words = capitalise(_speech(fact, when, dossier))
    addressee = claim_of(fact, Statement).addressee
    if addressee and any(question.code == "no-reply" and fact.id in question.facts for question in dossier.questions):
        name = join_parties(parties_named(addressee, dossier), dossier.wording) or addressee
        words += escape(dossier.wording.joiner["semicolon"]) + escape(dossier.wording.life["unanswered"]).format(name=name)
    return Sentence(html=told(fact, words, dossier), facts=(fact.id,))


def _last_meeting(dossier: Dossier) -> Fact | None:
    meetings = (fact for fact in dossier.of_kind(Kind.MEETING) if claim_of(fact, Meeting).stage == "held" and _is_between(fact, dossier))
    held = list(meetings)
    dated = [fact for fact in held if known_day(fact)]
    named = [fact for fact in dated if first_upper(claim_of(fact, Meeting).name).startswith(dossier.wording.event_nouns)]
    return newest_fact(named or dated) or newest_fact(fact for fact in held if fact.date.edtf)


def _last_unheard(dossier: Dossier) -> Fact | None:
    """A meeting set for a time now past of which nothing is heard: of the highest level, then the newest."""
    levels = list(dossier.wording.meeting_levels.values())
    unheard = [fact for fact in dossier.of_kind(Kind.MEETING) if is_unheard(fact, dossier) and _is_between(fact, dossier)]
    ranks = {fact.id: levels.index(meeting_level(fact, dossier)) for fact in unheard}
    return newest_fact(fact for fact in unheard if ranks[fact.id] == min(ranks.values()))


def _is_between(fact: Fact, dossier: Dossier) -> bool:
    return set(dossier.parties) <= set(fact.parties)


def _last_agreed(dossier: Dossier) -> Fact | None:
    """The newest thing that the parties agreed together and that can be said in a clause."""
    agreed = [fact for fact in dossier.of_kind(Kind.STATEMENT) if claim_of(fact, Statement).act == "agree" and _is_joint(fact, dossier)]
    return _newest_shortest(agreed, dossier)


def _is_joint(fact: Fact, dossier: Dossier) -> bool:
    return set(dossier.parties) <= set(group_parties(fact, dossier))


def _newest_shortest(facts: list[Fact], dossier: Dossier) -> Fact | None:
    """The newest of those whose content fits a clause; of one day the one nearest to a good length; else the shortest of all."""
    fitting = [fact for fact in facts if _size(fact, dossier) <= 2 * CLAUSE_WORDS]
    if not fitting:
        return min(facts, key=lambda fact: (_size(fact, dossier), fact.id), default=None)
    day = max(known_day(fact) for fact in fitting)
    return min((fact for fact in fitting if known_day(fact) == day), key=lambda fact: (abs(_size(fact, dossier) - GOOD_WORDS), fact.id))


def _size(fact: Fact, dossier: Dossier) -> int:
    content = tidy(claim_of(fact, Statement).content)
    return len(shorten(content, source_wording(content, dossier.wording), CLAUSE_WORDS).split())


def _open_document(dossier: Dossier) -> Fact | None:
    """The document whose life is told furthest, as it stands: what is in force before what is open."""
    known = [fact for fact in dossier.of_kind(Kind.AGREEMENT) if claim_of(fact, Agreement).stage != "mentioned"]
    return newest_fact(fact for fact in known if set(dossier.parties) <= set(fact.parties) and fact.date.edtf)


def _last_request(dossier: Dossier, cards: tuple[Card, ...]) -> Fact | None:
    """What was asked last and on which the sources record no agreement: on an issue with a card where there is one."""
    asked = [fact for fact in dossier.of_kind(Kind.STATEMENT) if claim_of(fact, Statement).act in ("request", "propose")]
    shown = {
        fact_id
        for card in cards
        for group in card.groups
        for paragraph in group.paragraphs
        for sentence in paragraph.sentences
        for fact_id in sentence.facts
    }
    return _newest_shortest([fact for fact in asked if fact.id in shown] or asked, dossier)

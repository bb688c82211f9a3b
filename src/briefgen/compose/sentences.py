"""One clause or sentence for each fact, by its kind."""

from __future__ import annotations

from markupsafe import Markup, escape

from briefgen.compose.agreements import agreement_sentence
from briefgen.compose.claims import claim_of
from briefgen.compose.dates import date_words
from briefgen.compose.dossier import Dossier
from briefgen.compose.glossary import name_in
from briefgen.compose.meetings import meeting_sentence
from briefgen.compose.milestones import milestone_sentence
from briefgen.compose.names import is_party_code, party_name
from briefgen.compose.parts import Sentence, as_of_markup, is_worded, told, when_words
from briefgen.compose.speech import commitment_sentence, promise_words, said_clause, statement_sentence
from briefgen.compose.statistics import statistic_sentence
from briefgen.compose.wording import capitalise, fill, mark
from briefgen.model import Agreement, Commitment, Fact, Meeting, Milestone, Role, Statement, Statistic


def role_sentence(fact: Fact, dossier: Dossier) -> Markup:
    claim = claim_of(fact, Role)
    holder = party_name(claim.holder, dossier.wording) if claim.holder and is_party_code(claim.holder) else claim.holder
    until = bool(claim.period and claim.period.startswith(".."))
    slots = {
        "when": when_words(fact, dossier),
        "as_of": as_of_markup(fact, dossier),
        "holder": mark(fact.id, "holder", holder or ""),
        "person": mark(fact.id, "person", claim.person or ""),
        "role": mark(fact.id, "role", name_in(claim.role, dossier.wording)),
        "period": mark(fact.id, "period", date_words(claim.period, dossier.wording, "point")) if claim.period and not until else None,
    }
    return fill(
        dossier.wording.sentences.role["person" if not claim.holder else "holder_until" if until or not claim.period else "holder"], slots
    )


def fact_clause(fact: Fact, dossier: Dossier) -> Markup:
    """The clause of any fact."""
    builders = {
        Meeting: meeting_sentence,
        Milestone: milestone_sentence,
        Agreement: agreement_sentence,
        Statistic: statistic_sentence,
        Commitment: commitment_sentence,
        Statement: statement_sentence,
        Role: role_sentence,
    }
    return builders[type(fact.claim)](fact, dossier)


def fact_sentence(fact: Fact, dossier: Dossier) -> Sentence:
    """One fact as one sentence."""
    return Sentence(html=told(fact, capitalise(fact_clause(fact, dossier)), dossier), facts=(fact.id,))


def speech_paragraph(facts: tuple[Fact, ...], dossier: Dossier, *, dated: bool = True) -> Sentence:
    """What one actor said on one day as one sentence, its clauses joined by semicolons."""
    first, *rest = facts
    pieces = [told(first, capitalise(_speech(first, dossier, dated=dated)), dossier)]
    pieces += [told(fact, _speech_tail(fact, dossier), dossier) for fact in rest]
    verbatim = not any(is_worded(fact, dossier) for fact in facts)
    return Sentence(
        html=escape(dossier.wording.joiner["semicolon"]).join(pieces), facts=tuple(fact.id for fact in facts), verbatim=verbatim
    )


def _speech(fact: Fact, dossier: Dossier, *, dated: bool) -> Markup:
    build = commitment_sentence if isinstance(fact.claim, Commitment) else statement_sentence
    return build(fact, dossier, dated=dated)


def _speech_tail(fact: Fact, dossier: Dossier) -> Markup:
    return promise_words(fact, dossier) if isinstance(fact.claim, Commitment) else said_clause(fact, dossier)

"""Documents and how far each is."""

from __future__ import annotations

from markupsafe import Markup

from briefgen.compose.claims import claim_of
from briefgen.compose.clauses import first_upper, lower_noun
from briefgen.compose.dates import last_day, sort_day
from briefgen.compose.dossier import Dossier
from briefgen.compose.names import join_parties
from briefgen.compose.parts import as_of_markup, proper_name, when_words
from briefgen.compose.wording import fill, mark
from briefgen.edtf import LAST_DAY
from briefgen.model import Agreement, Fact


def agreement_name(fact: Fact, dossier: Dossier, *, inside: bool = True) -> Markup:
    claim = claim_of(fact, Agreement)
    wording = dossier.wording
    name = lower_noun(claim.name, wording.agreement_nouns, wording.keep_capital) if inside else first_upper(claim.name)
    return mark(fact.id, "name", proper_name(fact, name, dossier, inside=inside))


def agreement_sentence(fact: Fact, dossier: Dossier) -> Markup:
    """``Tính đến 26/04/2024, Kế hoạch hành động … đang được triển khai``."""
    parties = [code for code in dossier.parties if code in fact.parties] or list(fact.parties)
    slots = {
        "when": when_words(fact, dossier),
        "parties": join_parties(parties, dossier.wording) if parties else dossier.wording.both,
        "as_of": as_of_markup(fact, dossier),
        "name": agreement_name(fact, dossier),
    }
    words = dossier.wording.sentences.agreement
    return fill(words.get(told_stage(fact), words["mentioned"]), slots)


def told_stage(fact: Fact) -> str:
    """The stage as it may be told: a document said to be carried out after its period had ended is ``lapsed``, not under way."""
    claim = claim_of(fact, Agreement)
    end = last_day(claim.period)
    lapsed = claim.stage in ("implementing", "in-force") and end is not None and end < sort_day(fact.date.edtf) < LAST_DAY
    return "lapsed" if lapsed else claim.stage

"""How a relationship was founded and raised."""

from __future__ import annotations

import re

from markupsafe import Markup

from briefgen.compose.claims import claim_of
from briefgen.compose.clauses import source_wording
from briefgen.compose.dossier import Dossier
from briefgen.compose.names import join_parties, pair_name
from briefgen.compose.parts import as_of_markup, ask, quote_of, when_words
from briefgen.compose.wording import fill, mark
from briefgen.model import Fact, Milestone


def level_name(level: str | None, dossier: Dossier) -> str:
    return dossier.wording.levels.get(level or "", (level or "").replace("-", " "))


def event_label(fact: Fact, dossier: Dossier) -> str:
    """What happened, in the source's words, without the anniversary by which the source speaks of it."""
    pattern = source_wording(fact.label, dossier.wording).anniversary
    return re.sub(pattern, "", fact.label, flags=re.IGNORECASE) if pattern else fact.label


def milestone_sentence(fact: Fact, dossier: Dossier) -> Markup:
    """``Tháng 11/2018, ASEAN và Nga nâng cấp quan hệ lên Đối tác chiến lược``."""
    claim = claim_of(fact, Milestone)
    parties = [code for code in dossier.parties if code in fact.parties] or list(fact.parties)
    level = level_name(claim.level, dossier)
    if claim.event != "level":
        level = level.removeprefix(dossier.wording.level_prefix)
    slots = {
        "when": when_words(fact, dossier),
        "parties": join_parties(parties, dossier.wording),
        "pair": pair_name(parties, dossier.wording),
        "as_of": as_of_markup(fact, dossier),
        "level": mark(fact.id, "level", ask(fact, "level", level, dossier)),
        "what": mark(fact.id, "label", event_label(fact, dossier)),
        "quote": mark(fact.id, "quote", quote_of(fact, dossier)),
    }
    return fill(dossier.wording.sentences.milestone.get(claim.event, "[{when}, ]{what}"), slots)

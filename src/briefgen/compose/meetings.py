"""Who met, when and where, and whether it took place at all."""

from __future__ import annotations

import re

from markupsafe import Markup

from briefgen.compose.claims import claim_of
from briefgen.compose.clauses import drop_ordinal, event_name, first_upper, lower_noun, says_ordinal, source_wording
from briefgen.compose.dossier import Dossier
from briefgen.compose.glossary import name_in, translate
from briefgen.compose.names import join_parties
from briefgen.compose.parts import proper_name, when_words
from briefgen.compose.people import in_order, name_participant
from briefgen.compose.wording import Wording, fill, join_words, mark
from briefgen.model import Fact, Meeting

BARE_WORDS = 3  # a meeting's name of no more words says nothing of who met


def meeting_name(fact: Fact, dossier: Dossier, *, inside: bool = True) -> Markup:
    """The meeting's name with its ordinal; ``inside`` a sentence its first letter is small where it is a common noun."""
    claim = claim_of(fact, Meeting)
    wording = dossier.wording
    name = plain_event(claim, wording)
    name = lower_noun(name, wording.event_nouns) if inside else name
    words = mark(fact.id, "name", proper_name(fact, name, dossier, inside=inside))
    if claim.ordinal is None or says_ordinal(name, claim.ordinal, wording):
        return words
    return fill(wording.sentences.meeting.ordinal, {"name": words, "ordinal": mark(fact.id, "ordinal", str(claim.ordinal))})


def plain_event(claim: Meeting, wording: Wording) -> str:
    """The meeting's name without what the sentence says itself.

    For another language also without its ordinal; that of its series where only this one can be translated.
    """
    name = event_name(claim.name, wording)
    if not wording.glossary or not claim.ordinal:
        return name
    name = drop_ordinal(name)
    series = event_name(claim.series or "", wording)
    return series if series and translate(name, wording) is None and translate(series, wording) else name


def place_words(fact: Fact, place: str | None, told_before: str, wording: Wording) -> Markup:
    """The place, unless the words before it say it already."""
    return mark(fact.id, "place", name_in(place, wording)) if place and place not in told_before else Markup("")


def is_event_clause(name: str, dossier: Dossier) -> bool:
    """Whether a meeting's name is a clause of its own ("Thứ trưởng … thăm Nga") and no noun that "diễn ra" could follow."""
    wording = source_wording(name, dossier.wording)
    if first_upper(name).startswith(wording.event_nouns):
        return False
    titled = name.startswith(tuple(f"{title}{sign}" for title in wording.titles for sign in " ,"))
    return titled or any(re.search(pattern, name) for pattern in wording.event_clauses)


def chair_words(fact: Fact, dossier: Dossier) -> Markup:
    claim = claim_of(fact, Meeting)
    return join_words(dossier.wording, [name_participant(fact, chair, "chairs", dossier) for chair in claim.chairs])


def meeting_sentence(fact: Fact, dossier: Dossier) -> Markup:
    """``Ngày 26/4/2024, cuộc họp … lần thứ 20 diễn ra tại …``; a meeting only planned or proposed says so."""
    claim = claim_of(fact, Meeting)
    words = dossier.wording.sentences.meeting
    stage = claim.stage if claim.stage in dossier.wording.meeting_stages else "proposed"  # of an unknown stage the least is said
    key = "event" if stage == "held" and is_event_clause(claim.name, dossier) else stage
    slots = {
        "when": when_words(fact, dossier),
        "name": meeting_name(fact, dossier, inside=key != "event"),
        "between": between_words(fact, dossier),
        "place": place_words(fact, claim.place, event_name(claim.name, dossier.wording), dossier.wording),
        "mode": "" if _says_mode(claim, dossier) else words.mode.get(claim.mode or "", ""),
        "chairs": chair_words(fact, dossier),
        "chaired": words.chaired["many" if len(claim.chairs) > 1 else "one"],
    }
    return fill(getattr(words, key), slots)


def between_words(fact: Fact, dossier: Dossier) -> Markup:
    """Who met, for a meeting whose name says no more than "cuộc hội đàm": the people named on both sides, else the parties."""
    claim = claim_of(fact, Meeting)
    if len(event_name(claim.name, dossier.wording).split()) > BARE_WORDS or claim.chairs:
        return Markup("")
    people = [person for person in claim.participants if person.name]
    if len(people) == len({person.party for person in people}) == 2:
        order = in_order((person.party or "" for person in people), dossier)
        people.sort(key=lambda person: order.index(person.party or ""))
        return join_words(dossier.wording, [name_participant(fact, person, "participants", dossier) for person in people])
    parties = in_order(fact.parties, dossier)
    return mark(fact.id, "parties", join_parties(parties, dossier.wording)) if len(parties) > 1 else Markup("")


def _says_mode(meeting: Meeting, dossier: Dossier) -> bool:
    mode = dossier.wording.modes.get(meeting.mode or "", "-")
    return mode in meeting.name or mode in name_in(event_name(meeting.name, dossier.wording), dossier.wording)

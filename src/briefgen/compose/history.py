"""How the relationship came to be what it is: phases between milestones, and the mechanisms that meet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from markupsafe import Markup, escape

from briefgen.compose.claims import claim_of
from briefgen.compose.clauses import event_name, first_upper, source_wording
from briefgen.compose.dates import date_words, last_day, sort_day
from briefgen.compose.dossier import Dossier
from briefgen.compose.glossary import name_in
from briefgen.compose.meetings import between_words, chair_words, is_event_clause, meeting_name, place_words
from briefgen.compose.milestones import level_name
from briefgen.compose.parts import Sentence, proper_name, told, when_words
from briefgen.compose.positions import Paragraph
from briefgen.compose.sentences import fact_clause
from briefgen.compose.wording import capitalise, fill, load_layout, mark
from briefgen.edtf import has_year
from briefgen.model import Agreement, Fact, Kind, Meeting, Milestone, Record, Role


class Phase(Record):
    """A stretch of the history: its heading, and its events in order."""

    title: str
    paragraphs: tuple[Paragraph, ...]


class Mechanism(Record):
    """A series of meetings: its last session and the next one, as words; ``facts`` are cited."""

    name: Markup
    level: str
    ordinal: Markup
    date: Markup
    place: Markup
    chairs: Markup
    next: Markup
    facts: tuple[str, ...]


class Contact(Record):
    """A meeting outside any series."""

    date: Markup
    name: Markup
    place: Markup
    facts: tuple[str, ...]


def list_phases(dossier: Dossier) -> tuple[Phase, ...]:
    """Phases in order; where no milestone is dated all events stand in one, and those without a year in the last."""
    signed = {fact.claim.name for fact in dossier.of_kind(Kind.AGREEMENT) if isinstance(fact.claim, Agreement)}
    events = [fact for fact in dossier.facts if _is_event(fact) and not _is_ceremony(fact, signed)]
    dated = [fact for fact in events if fact.date.edtf and has_year(fact.date.edtf)]
    phases = [_phase(title, facts, dossier) for title, facts in _split(dated, dossier)]
    undated = [fact for fact in events if fact not in dated]
    if undated:
        phases.append(_phase(dossier.wording.phases["undated"], undated, dossier))
    return tuple(phases)


def _is_event(fact: Fact) -> bool:
    claim = fact.claim
    if isinstance(claim, Milestone):
        return claim.event != "level"
    if isinstance(claim, Agreement):
        return claim.stage in load_layout().dated_acts and bool(fact.date.edtf)
    return isinstance(claim, Meeting) or (isinstance(claim, Role) and claim.holder is not None)


def _is_ceremony(fact: Fact, agreements: set[str]) -> bool:
    """Whether a meeting is no more than the signing of a document that is told as such."""
    return isinstance(fact.claim, Meeting) and any(name in fact.claim.name and name != fact.claim.name for name in agreements)


def _split(facts: Sequence[Fact], dossier: Dossier) -> Iterable[tuple[str, list[Fact]]]:
    """The events cut at each milestone of the relationship."""
    first = "before" if any(_is_turn(fact) for fact in facts) else "none"
    title, part = dossier.wording.phases[first], list[Fact]()
    for fact in facts:
        if _is_turn(fact):
            if part:
                yield title, part
            title, part = _phase_title(fact, dossier), []
        part.append(fact)
    if part:
        yield title, part


def _is_turn(fact: Fact) -> bool:
    return isinstance(fact.claim, Milestone) and fact.claim.event in load_layout().milestones


def _phase_title(fact: Fact, dossier: Dossier) -> str:
    claim = claim_of(fact, Milestone)
    return dossier.wording.phases[claim.event].replace("{level}", level_name(claim.level, dossier))


def _phase(title: str, facts: Sequence[Fact], dossier: Dossier) -> Phase:
    paragraphs = [_paragraph(tuple(group), dossier) for _, group in groupby(facts, key=lambda fact: sort_day(fact.date.edtf)[:4])]
    return Phase(title=title, paragraphs=tuple(paragraphs))


def _paragraph(facts: tuple[Fact, ...], dossier: Dossier) -> Paragraph:
    first = facts[0]
    edtf = first.date.edtf if len(facts) == 1 else _year(first)
    words = date_words(edtf, dossier.wording, "table") if edtf else ""
    return Paragraph(mark=mark(first.id, "date", words), sentences=tuple(event_sentence(fact, dossier) for fact in facts))


def _year(fact: Fact) -> str | None:
    day = sort_day(fact.date.edtf)
    return None if day.startswith("9999") else day[:4]


def event_sentence(fact: Fact, dossier: Dossier) -> Sentence:
    """The event; a meeting that was only set for a day now past says that no source reports it."""
    words = capitalise(fact_clause(fact, dossier))
    if isinstance(fact.claim, Meeting) and is_unheard(fact, dossier):
        meeting = dossier.wording.sentences.meeting
        words += escape(dossier.wording.joiner["semicolon"]) + escape(meeting.unheard).format(noun=meeting.noun)
    return Sentence(html=told(fact, words, dossier), facts=(fact.id,))


def is_unheard(fact: Fact, dossier: Dossier) -> bool:
    """Whether a meeting was set for a time that had passed by the cut-off, and nothing says that it was held."""
    claim = claim_of(fact, Meeting)
    end = last_day(fact.date.edtf)
    return claim.stage != "held" and bool(end and dossier.cut_off and end <= dossier.cut_off)


# --- Mechanisms ------------------------------------------------------------------------------------------------------


def is_mechanism(fact: Fact, dossier: Dossier) -> bool:
    """Whether a meeting is a session of something that meets again, and no single visit or call."""
    claim = claim_of(fact, Meeting)
    if is_event_clause(claim.name, dossier) or claim.name.lower().startswith(dossier.wording.visit_words):
        return False
    if claim.ordinal is None and _says(claim.name, source_wording(claim.name, dossier.wording).single_words):
        return False
    return claim.ordinal is not None or first_upper(claim.name).startswith(dossier.wording.mechanism_nouns)


def series_key(fact: Fact) -> str:
    claim = claim_of(fact, Meeting)
    return "".join(letter for letter in (claim.series or claim.name).casefold() if letter.isalnum())


def list_mechanisms(facts: Iterable[Fact], dossier: Dossier) -> tuple[Mechanism, ...]:
    """One row for each series, the one that met last first."""
    series: dict[str, list[Fact]] = {}
    for fact in facts:
        if isinstance(fact.claim, Meeting) and is_mechanism(fact, dossier):
            series.setdefault(series_key(fact), []).append(fact)
    rows = sorted(series.values(), key=lambda sessions: _newest([fact for fact in sessions if _held(fact)]))
    return tuple(_mechanism(sessions, dossier) for sessions in rows)


def _held(fact: Fact) -> bool:
    return isinstance(fact.claim, Meeting) and fact.claim.stage == "held"


def _newest(facts: Sequence[Fact]) -> int:
    days = [sort_day(fact.date.edtf) for fact in facts]
    known = [int(day.replace("-", "")) for day in days if not day.startswith("9999")]
    return -max(known, default=0)


def _mechanism(sessions: Sequence[Fact], dossier: Dossier) -> Mechanism:
    held = [fact for fact in sessions if _held(fact)]
    ahead = [fact for fact in sessions if not _held(fact)]
    last = min(held, key=lambda fact: _newest([fact])) if held else None
    shown = last or sessions[0]
    claim = claim_of(shown, Meeting)
    return Mechanism(
        name=capitalise(series_name(shown, dossier)),
        level=meeting_level(shown, dossier),
        ordinal=mark(last.id, "ordinal", str(claim.ordinal)) if last and claim.ordinal else Markup(""),
        date=session_date(last, dossier) if last else Markup(""),
        place=_where(last, dossier) if last else Markup(""),
        chairs=chair_words(last, dossier) if last else Markup(""),
        next=Markup("; ").join(_ahead(fact, dossier) for fact in ahead),
        facts=tuple(fact.id for fact in sessions),
    )


def series_name(fact: Fact, dossier: Dossier) -> Markup:
    """The name of the series that a meeting is a session of, else the meeting's own."""
    claim = claim_of(fact, Meeting)
    name = first_upper(event_name(claim.series or claim.name, dossier.wording))
    return mark(fact.id, "name", proper_name(fact, name, dossier, inside=False))


def session_date(fact: Fact, dossier: Dossier) -> Markup:
    return when_words(fact, dossier, "table") or escape(dossier.wording.dates.table["unknown"])


def _where(fact: Fact, dossier: Dossier) -> Markup:
    claim = claim_of(fact, Meeting)
    if claim.place:
        return mark(fact.id, "place", name_in(claim.place, dossier.wording))
    return mark(fact.id, "mode", dossier.wording.modes.get(claim.mode or "", ""))


def _ahead(fact: Fact, dossier: Dossier) -> Markup:
    """The session set: its ordinal, its date, and whether it is a plan or only a proposal."""
    claim = claim_of(fact, Meeting)
    ordinal = mark(fact.id, "ordinal", str(claim.ordinal)) if claim.ordinal else Markup("")
    session = fill(dossier.wording.sentences.meeting.session, {"ordinal": ordinal}) if ordinal else Markup("")
    pieces = [session, when_words(fact, dossier, "table")]
    said = Markup(", ").join(piece for piece in pieces if piece)
    return Markup("{} ({})").format(said, dossier.wording.certainty.get(claim.stage, claim.stage))


def meeting_level(fact: Fact, dossier: Dossier) -> str:
    """The level of a meeting, by its name and by those who take part."""
    claim = claim_of(fact, Meeting)
    people = (*claim.chairs, *claim.participants)
    said = " ".join([claim.name, *(person.role or "" for person in people)])
    rules = load_layout().meeting_levels
    rule = next(rule for rule in rules if _says(said, rule.words) and not _says(claim.name, rule.unless))
    return dossier.wording.meeting_levels[rule.level]


def _says(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of the words stands in the text, in capitals or not; the empty word stands in all."""
    return any(not word or re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) for word in words)


def list_contacts(facts: Iterable[Fact], dossier: Dossier) -> tuple[Contact, ...]:
    """Visits, talks and calls outside the series, newest first, those without a year last."""
    meetings = [fact for fact in facts if isinstance(fact.claim, Meeting) and not is_mechanism(fact, dossier)]
    ordered = sorted(meetings, key=lambda fact: (_newest([fact]), fact.id))
    return tuple(_contact(fact, dossier) for fact in ordered)


def _contact(fact: Fact, dossier: Dossier) -> Contact:
    claim = claim_of(fact, Meeting)
    who = between_words(fact, dossier)
    name = capitalise(meeting_name(fact, dossier, inside=False))
    name = fill(dossier.wording.sentences.meeting.met, {"name": name, "between": who}) if who else name
    certainty = "" if _held(fact) else dossier.wording.certainty.get(claim.stage, claim.stage)
    return Contact(
        date=session_date(fact, dossier),
        name=Markup("{} ({})").format(name, certainty) if certainty else name,
        place=place_words(fact, claim.place, "", dossier.wording),
        facts=(fact.id,),
    )

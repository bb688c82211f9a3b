"""The register of agreements, the promises, and what lies ahead."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from briefgen.compose.agreements import agreement_name, told_stage
from briefgen.compose.claims import claim_of
from briefgen.compose.dates import as_of_words, date_words, last_day, sort_day
from briefgen.compose.dossier import Dossier
from briefgen.compose.meetings import meeting_name, place_words
from briefgen.compose.names import party_name
from briefgen.compose.parts import ask, when_words
from briefgen.compose.people import name_speaker
from briefgen.compose.speech import action_words, due_words, promise_words
from briefgen.compose.wording import capitalise, join_words, load_layout, mark
from briefgen.model import Agreement, Commitment, Fact, Kind, Lifecycle, Meeting, Record, Step


class Entry(Record):
    """One agreement: ``life`` are its stages in order, as words; ``stage`` is the last, true ``as_of`` its date."""

    name: Markup
    form: str
    parties: Markup
    date: Markup
    period: Markup
    stage: Markup
    as_of: Markup
    life: tuple[Markup, ...]
    mentioned: bool
    facts: tuple[str, ...]


class Promise(Record):
    """Who promised what by when; ``overdue`` where that time had passed by the cut-off and no source reports it."""

    date: Markup
    actor: Markup
    action: Markup
    due: Markup
    overdue: bool
    facts: tuple[str, ...]


class Ahead(Record):
    """A dated event set in advance."""

    date: Markup
    what: Markup
    certainty: str
    facts: tuple[str, ...]
    day: str


def list_agreements(facts: Iterable[Fact], dossier: Dossier) -> tuple[Entry, ...]:
    """The agreements among these facts, those with a stage first, newest first; documents only mentioned last."""
    found = [fact for fact in facts if isinstance(fact.claim, Agreement)]
    ordered = sorted(found, key=_rank)
    return tuple(_entry(fact, dossier) for fact in ordered)


def _rank(fact: Fact) -> tuple[bool, bool, int, str]:
    claim = claim_of(fact, Agreement)
    day = sort_day(fact.date.edtf)
    return claim.stage == "mentioned", day.startswith("9999"), -int(day.replace("-", "")), claim.name


def is_life_of(life: Lifecycle, fact: Fact) -> bool:
    """Whether a lifecycle is this agreement's own, and not that of an issue in which it takes part."""
    own = [step for step in life.steps if step.fact == fact.id]
    others = {step.fact for step in life.steps if step.fact and step.fact.split("-")[0] == "agreement"} - {fact.id}
    return life.kind == Kind.AGREEMENT and bool(own) and not others


def life_of(fact: Fact, dossier: Dossier) -> Lifecycle | None:
    return next((life for life in dossier.lifecycles if is_life_of(life, fact)), None)


def _entry(fact: Fact, dossier: Dossier) -> Entry:
    claim = claim_of(fact, Agreement)
    wording = dossier.wording
    life = life_of(fact, dossier)
    signed = claim.stage in ("signed", "adopted", "ratified", "concluded")
    return Entry(
        name=capitalise(agreement_name(fact, dossier, inside=False)),
        form=wording.forms.get(claim.form, claim.form),
        parties=join_words(wording, [mark(fact.id, "parties", party_name(code, wording)) for code in fact.parties]),
        date=when_words(fact, dossier, "table") if signed else Markup(""),
        period=mark(fact.id, "period", date_words(claim.period, wording, "table")) if claim.period else Markup(""),
        stage=mark(fact.id, "stage", ask(fact, "stage", wording.stages.get(told_stage(fact), claim.stage), dossier)),
        as_of=_as_of(fact, dossier),
        life=tuple(step_words(step, dossier) for step in life.steps) if life and len(life.steps) > 1 else (),
        mentioned=claim.stage == "mentioned",
        facts=_cited(fact, life),
    )


def _as_of(fact: Fact, dossier: Dossier) -> Markup:
    words = as_of_words(fact.date.edtf, dossier.wording)
    return mark(fact.id, "date", ask(fact, "date", words, dossier))


def _cited(fact: Fact, life: Lifecycle | None) -> tuple[str, ...]:
    steps = (step.fact for step in life.steps if step.fact) if life else ()
    return tuple(dict.fromkeys((fact.id, *steps)))


def step_words(step: Step, dossier: Dossier) -> Markup:
    """One stage of a life with its date; a gap says that no source reports it."""
    wording = dossier.wording
    stage = wording.stages.get(step.stage, step.stage)
    if step.fact is None and not step.evidence:
        return escape(wording.life["gap"]).format(stage=stage)
    said = escape(wording.life["step"]).format(stage=stage, date=date_words(step.date.edtf, wording, "table"))
    return mark(step.fact, "stage", said) if step.fact else said


def open_agreements(dossier: Dossier) -> tuple[Fact, ...]:
    """The relationship's agreements that are still proposed or negotiated, or concluded and not known as signed."""
    stages = load_layout().open
    return tuple(fact for fact in dossier.of_kind(Kind.AGREEMENT) if isinstance(fact.claim, Agreement) and fact.claim.stage in stages)


def list_promises(facts: Iterable[Fact], dossier: Dossier) -> tuple[Promise, ...]:
    """Promises, newest first."""
    found = [fact for fact in facts if isinstance(fact.claim, Commitment)]
    ordered = sorted(
        found, key=lambda fact: (sort_day(fact.date.edtf).startswith("9999"), -int(sort_day(fact.date.edtf).replace("-", "")), fact.id)
    )
    return tuple(_promise(fact, dossier) for fact in ordered)


def _promise(fact: Fact, dossier: Dossier) -> Promise:
    claim = claim_of(fact, Commitment)
    return Promise(
        date=when_words(fact, dossier, "table"),
        actor=capitalise(name_speaker(fact, claim.actor, dossier).words),
        action=capitalise(promise_words(fact, dossier)),
        due=due_words(fact, dossier, "table"),
        overdue=is_past(claim.due, dossier),
        facts=(fact.id,),
    )


def is_past(edtf: str | None, dossier: Dossier) -> bool:
    """Whether the whole time had passed by the cut-off."""
    end = last_day(edtf)
    return bool(end and dossier.cut_off and end < dossier.cut_off)


def is_ahead(edtf: str | None, dossier: Dossier) -> bool:
    end = last_day(edtf)
    return bool(end and dossier.cut_off and end > dossier.cut_off)


def list_calendar(facts: Iterable[Fact], dossier: Dossier) -> tuple[Ahead, ...]:
    """What is set for after the cut-off, in order of time."""
    return tuple(sorted((ahead for fact in facts if (ahead := _ahead(fact, dossier))), key=lambda ahead: ahead.day))


def _ahead(fact: Fact, dossier: Dossier) -> Ahead | None:
    claim, wording = fact.claim, dossier.wording
    if isinstance(claim, Meeting) and claim.stage != "held" and is_ahead(fact.date.edtf, dossier):
        name = capitalise(meeting_name(fact, dossier, inside=False))
        place = place_words(fact, claim.place, claim.name, dossier.wording)
        what = Markup("{}, {}").format(name, place) if place else name
        return Ahead(
            date=when_words(fact, dossier, "table"),
            what=what,
            certainty=wording.certainty.get(claim.stage, claim.stage),
            facts=(fact.id,),
            day=sort_day(fact.date.edtf),
        )
    if isinstance(claim, Commitment) and is_ahead(claim.due, dossier):
        what = Markup("{}: {}").format(capitalise(name_speaker(fact, claim.actor, dossier).words), action_words(fact, dossier))
        return Ahead(
            date=due_words(fact, dossier, "table"),
            what=what,
            certainty=wording.certainty["commitment"],
            facts=(fact.id,),
            day=sort_day(claim.due),
        )
    return None


def list_overdue(facts: Iterable[Fact], dossier: Dossier) -> tuple[Ahead, ...]:
    """Meetings that were set for a time now past and of which no source says that they were held, in order of time."""
    found = [fact for fact in facts if isinstance(fact.claim, Meeting) and fact.claim.stage != "held" and is_past(fact.date.edtf, dossier)]
    return tuple(
        Ahead(
            date=when_words(fact, dossier, "table"),
            what=capitalise(meeting_name(fact, dossier, inside=False)),
            certainty=dossier.wording.certainty.get(fact.claim.stage, fact.claim.stage) if isinstance(fact.claim, Meeting) else "",
            facts=(fact.id,),
            day=sort_day(fact.date.edtf),
        )
        for fact in found
    )

"""What the sources leave open, for an editor: codes and values; the wording is in ``packs/registry/questions.yaml``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from briefgen.edtf import Precision, bounds, contains, has_year, precision
from briefgen.model import (
    Agreement,
    Commitment,
    Conflict,
    Fact,
    Lifecycle,
    Meeting,
    Milestone,
    Question,
    Role,
    Statistic,
)
from briefgen.registry.checks import check_anniversaries, check_growth, check_ordinals, list_sessions, make_question
from briefgen.registry.followups import list_unanswered
from briefgen.registry.merged import Merged
from briefgen.registry.names import fold, key_of, part_of_name, person_key, similar_fold
from briefgen.registry.rules import load_rules


def ask_questions(
    merged: Sequence[Merged], conflicts: Sequence[Conflict], lives: Sequence[Lifecycle], cut_off: str | None
) -> list[Question]:
    """All open questions, each once; ``cut_off`` is the last day on which a source spoke."""
    facts = sorted((one.fact for one in merged), key=lambda fact: fact.id)
    found = [
        *_unresolved_dates(facts),
        *_missing_years(facts),
        *_overdue(facts, cut_off),
        *_gaps(lives),
        *_levels(facts),
        *_ended_terms(facts, cut_off),
        *_next_sessions(facts, cut_off),
        *check_ordinals(facts),
        *check_growth(facts),
        *check_anniversaries(conflicts, facts),
        *_propose_names(facts),
        *list_unanswered(facts),
        *_single_figures(facts),
        *_derived_values(facts),
    ]
    return list({one.id: one for one in found}.values())


def _unresolved_dates(facts: Sequence[Fact]) -> list[Question]:
    """Events with a day and no year, or with a date that the article leaves open; one question an article and date."""
    groups: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.date.edtf and not has_year(fact.date.edtf):
            groups[fact.evidence[0].article if fact.evidence else "", fact.date.edtf].append(fact)
    return [
        make_question(
            "year-unknown",
            (fact.id for fact in sorted(group, key=_events_first)),
            {"article": article, "date": date, "label": min(group, key=_events_first).label},
        )
        for (article, date), group in sorted(groups.items())
    ]


def _events_first(fact: Fact) -> tuple[bool, bool, str]:
    return (not isinstance(fact.claim, Meeting), getattr(fact.claim, "ordinal", None) is None, fact.id)


def _missing_years(facts: Sequence[Fact]) -> list[Question]:
    """Meetings held and documents signed whose date no source gives, or gives only as "by" a day."""
    return [
        make_question("date-unknown", [fact.id], {"label": fact.label, "date": fact.date.edtf or "", "place": _place(fact)})
        for fact in facts
        if _happened(fact) and (fact.date.edtf is None or fact.date.edtf.startswith(("..", "/")))
    ]


def _happened(fact: Fact) -> bool:
    claim = fact.claim
    if isinstance(claim, Meeting):
        return claim.stage == "held" and claim.ordinal is not None
    return isinstance(claim, Agreement) and claim.stage in ("signed", "adopted", "ratified")


def _place(fact: Fact) -> str:
    return (fact.claim.place or "") if isinstance(fact.claim, Meeting) else ""


def _overdue(facts: Sequence[Fact], cut_off: str | None) -> list[Question]:
    """Meetings set and things promised for a day before the cut-off, of which no source reports that they came about."""
    out = []
    held: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact.claim, Meeting) and fact.claim.stage == "held":
            held[fact.parties].append(fact)
    for fact in facts:
        due = _due(fact)
        known = bounds(due)
        if due and known and cut_off and known[1] < cut_off and not _came_about(fact, due, held[fact.parties]):
            code = "meeting-overdue" if isinstance(fact.claim, Meeting) else "commitment-overdue"
            out.append(make_question(code, [fact.id], {"label": fact.label, "due": due, "cut_off": cut_off}))
    return out


def _came_about(fact: Fact, due: str, held: Sequence[Fact]) -> bool:
    """Whether what was promised for certain days can be a meeting that the same parties held on them."""
    precise = precision(due) in (Precision.DAY, Precision.INTERVAL)
    meetings = (one.date.edtf for one in held if one.date.edtf)
    return precise and isinstance(fact.claim, Commitment) and any(contains(due, edtf) for edtf in meetings)


def _due(fact: Fact) -> str | None:
    claim = fact.claim
    if isinstance(claim, Meeting) and claim.stage != "held":
        return fact.date.edtf
    return claim.due if isinstance(claim, Commitment) else None


def _gaps(lives: Sequence[Lifecycle]) -> list[Question]:
    """Stages of an agreement that no source reports, though later ones are reported."""
    return [
        make_question(
            "stage-gap",
            sorted({step.fact for step in life.steps if step.fact}),
            {"name": life.name, "stages": ", ".join(gaps), "period": life.period or ""},
        )
        for life in lives
        if life.kind == "agreement" and (gaps := [step.stage for step in life.steps if step.fact is None])
    ]


def _levels(facts: Sequence[Fact]) -> list[Question]:
    """Relationships whose level is known, but not since when; and levels that seem to sink."""
    reached = {(fact.parties, fact.claim.level) for fact in facts if isinstance(fact.claim, Milestone) and fact.claim.event != "level"}
    levels = [
        (fact, fact.claim.level) for fact in facts if isinstance(fact.claim, Milestone) and fact.claim.event == "level" and fact.claim.level
    ]
    out = [
        make_question("level-since", [fact.id], {"label": fact.label, "level": level})
        for fact, level in levels
        if (fact.parties, level) not in reached
    ]
    for (one, level), (other, lower) in combinations(sorted(levels, key=lambda pair: (pair[0].parties, pair[0].date.edtf or "")), 2):
        if one.parties == other.parties and _rank(lower) < _rank(level) and (one.date.edtf or "") < (other.date.edtf or ""):
            out.append(make_question("level-sinks", [one.id, other.id], {"from": level, "to": lower, "date": other.date.edtf or ""}))
    return out


def _rank(level: str) -> int:
    levels = load_rules().levels
    return levels.index(level) if level in levels else -1


def _ended_terms(facts: Sequence[Fact], cut_off: str | None) -> list[Question]:
    """Chairs whose term ends in the year of the cut-off or before, and who holds it next is not said."""
    chairs = [(fact, fact.claim) for fact in facts if isinstance(fact.claim, Role) and fact.claim.holder and fact.claim.period]
    out = []
    for fact, claim in chairs:
        known = bounds(claim.period)
        later = any(
            other.id != fact.id and one.role == claim.role and (bounds(one.period) or ("", ""))[1] > (known or ("", ""))[1]
            for other, one in chairs
        )
        if known and cut_off and known[1][:4] <= cut_off[:4] and not later:
            out.append(
                make_question("term-ends", [fact.id], {"role": claim.role, "holder": claim.holder or "", "period": claim.period or ""})
            )
    return out


# --- Series ------------------------------------------------------------------------------------------------------------


def _next_sessions(facts: Sequence[Fact], cut_off: str | None) -> list[Question]:
    """The ordinal of the session that follows the last one held, where that was before the year of the cut-off."""
    out = []
    for sessions in list_sessions(facts):
        ordinal, fact = sessions[-1]
        known = bounds(fact.date.edtf)
        if isinstance(fact.claim, Meeting) and fact.claim.stage == "held" and known and cut_off and known[1][:4] < cut_off[:4]:
            values = {
                "name": fact.claim.name,
                "last": str(ordinal),
                "next": str(ordinal + 1),
                "formula": f"{ordinal} + 1",
                "date": fact.date.edtf or "",
            }
            out.append(make_question("next-session", [fact.id], values))
    return out


# --- Figures ------------------------------------------------------------------------------------------------------------


def _single_figures(facts: Sequence[Fact]) -> list[Question]:
    """Money and growth that a single article reports: worth a second source before a minister quotes them."""
    return [
        make_question("single-figure", [fact.id], {"label": fact.label, "value": f"{fact.claim.value:f}", "unit": fact.claim.unit})
        for fact in facts
        if isinstance(fact.claim, Statistic)
        and fact.claim.indicator != "target"
        and fact.derived_from is None
        and len({one.article for one in fact.evidence}) == 1
    ]


def _derived_values(facts: Sequence[Fact]) -> list[Question]:
    """Dates and figures that only arithmetic gives: a source may state them; ``field`` says where that source's value belongs."""
    return [
        make_question("derived", [fact.id], {"label": fact.label, "formula": fact.derived_from.formula, "field": _reckoned_field(fact)})
        for fact in facts
        if fact.derived_from
    ]


def _reckoned_field(fact: Fact) -> str:
    return "value" if isinstance(fact.claim, Statistic) else "date"


# --- Names ---------------------------------------------------------------------------------------------------


def _propose_names(facts: Sequence[Fact]) -> list[Question]:
    """People of one party whose names differ by marks or a letter: likely one person, for an editor to say."""
    people: dict[tuple[str, tuple[str, ...]], list[Fact]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact.claim, Role) and fact.claim.person:
            people[person_key(fact.claim.person), fact.parties].append(fact)
    likely = [(one, other) for one, other in _sharing_a_word(people) if _may_be_one(people, one, other)]
    return [
        make_question(
            "same-name", [people[one][0].id, people[other][0].id], {"one": _person(people[one][0]), "other": _person(people[other][0])}
        )
        for one, other in likely
    ]


Person = tuple[str, tuple[str, ...]]


def _sharing_a_word(people: Iterable[Person]) -> list[tuple[Person, Person]]:
    """Pairs of people of one party whose names have a word in common: no others can be one person."""
    shelves: dict[tuple[str, tuple[str, ...]], list[Person]] = defaultdict(list)
    for person in sorted(people):
        for word in set(fold(person[0]).split()):
            shelves[word, person[1]].append(person)
    return sorted({pair for shelf in shelves.values() for pair in combinations(shelf, 2)})


def _may_be_one(people: Mapping[Person, Sequence[Fact]], one: Person, other: Person) -> bool:
    """Names alike but for marks or a letter; or one a part of the other, in the same office."""
    if similar_fold(one[0], other[0]):
        return True
    offices = [{key_of(fact.claim.role) for fact in people[who] if isinstance(fact.claim, Role)} for who in (one, other)]
    return part_of_name(one[0], other[0]) and bool(offices[0] & offices[1])


def _person(fact: Fact) -> str:
    return (fact.claim.person or "") if isinstance(fact.claim, Role) else ""

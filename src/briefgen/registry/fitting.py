"""Whether two mentions of one group are the same fact.

The rules err on the side of two facts: editors can merge, but what was wrongly joined is hard to see.
"""

from __future__ import annotations

from briefgen.edtf import Precision, bounds, contains, disjoint, has_year, precision
from briefgen.model import Agreement, Commitment, Meeting, Mention, Milestone, Role, Statement, Statistic
from briefgen.registry.keys import agreement_subject, meeting_kind, office_words, series_words
from briefgen.registry.names import key_of, person_key, place_key
from briefgen.registry.rules import load_rules


def fits(one: Mention, other: Mention) -> bool:
    """Whether two mentions of one group say the same thing."""
    match one.claim, other.claim:
        case Meeting() as a, Meeting() as b:
            return _fits_meeting(one, other, a, b)
        case Milestone() as a, Milestone() as b:
            return a.event == "level" or _same_event(one, other, a, b)
        case Agreement() as a, Agreement() as b:
            return _fits_agreement(one, other, a, b)
        case Statistic() as a, Statistic() as b:
            return a.value == b.value and (a.change is None or b.change is None or a.change.value == b.change.value)
        case Role() as a, Role() as b:
            return _fits_role(one, other, a, b)
        case _:
            return _same_words(_content(one), _content(other))


def _same_article(one: Mention, other: Mention) -> bool:
    return one.article == other.article


# --- Meetings -----------------------------------------------------------------------------------------------------


def _fits_meeting(one: Mention, other: Mention, a: Meeting, b: Meeting) -> bool:
    if a.ordinal is not None and b.ordinal is not None:
        return a.ordinal == b.ordinal and _same_series(one, other, a, b)
    if _same_article(one, other):
        return _same_in_article(one, other, a, b)
    if not _same_time(one, other):
        return False
    return _same_people(one, other, a, b) if meeting_kind(a.name).by == "people" else _alike_names(one, other, a, b)


def _same_series(one: Mention, other: Mention, a: Meeting, b: Meeting) -> bool:
    """Sessions with one ordinal: the same series by name, or one name inside the other and the dates not against it."""
    if series_words(a, one.parties) == series_words(b, other.parties):
        return True
    return _alike_names(one, other, a, b) and not disjoint(one.date.edtf, other.date.edtf)


def _same_in_article(one: Mention, other: Mention, a: Meeting, b: Meeting) -> bool:
    """Within an article the reader has told its meetings apart already: only the same name, time and place is the same meeting."""
    same_name = series_words(a, one.parties) == series_words(b, other.parties)
    return same_name and not disjoint(one.date.edtf, other.date.edtf) and not _places_apart(a, b) and not _strangers(a, b)


def _alike_names(one: Mention, other: Mention, a: Meeting, b: Meeting) -> bool:
    x, y = series_words(a, one.parties), series_words(b, other.parties)
    return x == y or (bool(x and y) and (x <= y or y <= x) and (_same_article(one, other) or _same_day(one, other)))


def _same_people(one: Mention, other: Mention, a: Meeting, b: Meeting) -> bool:
    """Talks, visits and calls of the same days: everybody named by one is named by the other; without names the words decide."""
    people, others = _people(a), _people(b)
    if people and others:
        return people <= others or others <= people
    return _alike_names(one, other, a, b)


def _people(meeting: Meeting) -> set[str]:
    return {person_key(one.name) for one in (*meeting.chairs, *meeting.participants) if one.name}


def _strangers(a: Meeting, b: Meeting) -> bool:
    people, others = _people(a), _people(b)
    return bool(people and others and not people & others)


def _places_apart(a: Meeting, b: Meeting) -> bool:
    """Two places that do not hold each other; across articles such a difference is a conflict to be shown, not a second meeting."""
    if not (a.place and b.place):
        return False
    x, y = set(place_key(a.place).split()), set(place_key(b.place).split())
    return not (x <= y or y <= x)


def _same_time(one: Mention, other: Mention) -> bool:
    """Both on bounded days that touch. A date that its article leaves open is never closed by another article."""
    together = _bounded(one) and _bounded(other) and not disjoint(one.date.edtf, other.date.edtf)
    return together and (_same_day(one, other) or _planned(one, other))


def _planned(one: Mention, other: Mention) -> bool:
    """A meeting set for a month or more, not yet held in one of the two articles."""
    return any(isinstance(m.claim, Meeting) and m.claim.stage != "held" for m in (one, other))


def _same_day(one: Mention, other: Mention) -> bool:
    a, b = one.date.edtf, other.date.edtf
    if not (a and b and has_year(a) and has_year(b)) or disjoint(a, b):
        return False
    return all(precision(x) == Precision.DAY or (precision(x) == Precision.INTERVAL and _short(x)) for x in (a, b))


def _short(edtf: str) -> bool:
    known = bounds(edtf)
    return bool(known and known[0][:4] == known[1][:4] and int(known[1][5:7]) - int(known[0][5:7]) <= 1)


def _bounded(mention: Mention) -> bool:
    edtf = mention.date.edtf
    return bool(edtf and has_year(edtf) and precision(edtf) != Precision.OPEN)


# --- Milestones, agreements ------------------------------------------------------------------------------------------


def _same_event(one: Mention, other: Mention, a: Milestone, b: Milestone) -> bool:
    levels_agree = a.level is None or b.level is None or a.level == b.level
    return levels_agree and _dates_agree(one, other)


def _dates_agree(one: Mention, other: Mention) -> bool:
    """One date holds the other, or one is not known; a date without year agrees only with its own article's."""
    a, b = one.date.edtf, other.date.edtf
    if a is None or b is None:
        return True
    if has_year(a) and has_year(b):
        return contains(a, b) or contains(b, a)
    return a == b or (_same_article(one, other) and not disjoint(a, b))


def _fits_agreement(one: Mention, other: Mention, a: Agreement, b: Agreement) -> bool:
    if a.period and b.period and a.period != b.period:
        return False
    if a.form in load_rules().one_of_form or not a.period:
        return True
    return agreement_subject(a, one.parties) == agreement_subject(b, other.parties)


# --- Roles --------------------------------------------------------------------------------------------------------------


def _fits_role(one: Mention, other: Mention, a: Role, b: Role) -> bool:
    if a.holder or b.holder:
        return a.holder == b.holder and (a.period == b.period or a.period is None or b.period is None or contains(a.period, b.period))
    if one.parties and other.parties and set(one.parties) != set(other.parties):
        return False
    parties = tuple(sorted({*one.parties, *other.parties}))
    return same_office(office_words(a.role, parties), office_words(b.role, parties), _same_article(one, other))


def same_office(one: tuple[str, ...], other: tuple[str, ...], loose: bool) -> bool:
    """Whether two titles are one office: the same words, or (``loose``) one short form of the other that no word like "phó" separates."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if not loose or not short or not set(short) <= set(long):
        return False
    extra = [word for word in long if word not in short]
    starts_alike = short[0] == long[0] or short[-1] == long[-1]
    return starts_alike and not set(extra) & set(load_rules().office.other)


# --- Statements and commitments -------------------------------------------------------------------------------------


def _same_words(a: str, b: str) -> bool:
    """Words of one speaker on one day that are the same: copies of one story, or a lead that the body repeats."""
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    return len(short.split()) >= _LEAST_SHARED_WORDS and f" {short} " in f" {long} "


_LEAST_SHARED_WORDS = 6


def _content(mention: Mention) -> str:
    claim = mention.claim
    if isinstance(claim, Statement):
        return key_of(claim.content)
    return key_of(claim.action) if isinstance(claim, Commitment) else ""

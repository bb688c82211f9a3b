"""Where facts, or the mentions of one fact, do not agree: classified, both sides kept, none chosen."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import combinations

from briefgen.edtf import bounds, disjoint
from briefgen.model import Claim, Commitment, Conflict, ConflictKind, Evidence, Fact, Milestone, Role, Side, Statement, Statistic
from briefgen.registry.keys import office_words, short_hash
from briefgen.registry.merged import Merged
from briefgen.registry.names import key_of, part_of_name, person_key
from briefgen.registry.rules import load_rules

_LEAST_QUOTED_WORDS = 8


def find_conflicts(merged: Sequence[Merged]) -> list[Conflict]:
    """All conflicts among the facts given; the same for any order of them."""
    facts = sorted((one.fact for one in merged), key=lambda fact: fact.id)
    found = [conflict for one in merged for conflict in _list_clashes(one)]
    for find in (_milestone_conflicts, _statistic_conflicts, _target_conflicts, _year_conflicts, _office_conflicts, _attribution_conflicts):
        found.extend(find(facts))
    return list({one.id: one for one in found}.values())


def make_conflict(kind: ConflictKind, field: str, sides: Iterable[tuple[str, Fact]]) -> Conflict:
    """A conflict between facts, its id made from the field and the facts."""
    made = tuple(Side(value=value, fact=fact.id, evidence=fact.evidence) for value, fact in sides)
    return Conflict(id=_conflict_id(field, {side.fact for side in made}), kind=kind, field=field, sides=made)


def _conflict_id(field: str, facts: Iterable[str]) -> str:
    return "conflict-" + short_hash("|".join((field, *sorted(facts))))


def _list_clashes(merged: Merged) -> list[Conflict]:
    fact = merged.fact.id
    return [
        Conflict(
            id=_conflict_id(clash.field, [fact]),
            kind=clash.kind,
            field=clash.field,
            sides=tuple(Side(value=one.value, fact=fact, evidence=one.evidence) for one in clash.readings),
        )
        for clash in merged.clashes
    ]


def _grouped(facts: Iterable[Fact], key: Callable[[Fact], object]) -> list[list[Fact]]:
    """Groups of two facts or more with an equal key; facts whose key is None are left out."""
    groups: dict[object, list[Fact]] = defaultdict(list)
    for fact in facts:
        found = key(fact)
        if found is not None:
            groups[found].append(fact)
    return [group for group in groups.values() if len(group) > 1]


def _milestone_conflicts(facts: Sequence[Fact]) -> list[Conflict]:
    """One event of a relationship on two dates."""

    def key(fact: Fact) -> object:
        claim = fact.claim
        return (fact.key, claim.level) if isinstance(claim, Milestone) and claim.event != "level" and fact.date.edtf else None

    groups = _grouped(facts, key)
    pairs = [pair for group in groups for pair in combinations(group, 2) if disjoint(pair[0].date.edtf, pair[1].date.edtf)]
    return [make_conflict(ConflictKind.CONTRADICTION, "date", ((fact.date.edtf or "", fact) for fact in pair)) for pair in pairs]


# --- Statistics -----------------------------------------------------------------------------------------------------


def _statistic_conflicts(facts: Sequence[Fact]) -> list[Conflict]:
    """Two values for one period, and one value for two overlapping periods."""
    periods = _grouped(facts, lambda fact: fact.key if isinstance(fact.claim, Statistic) and fact.claim.period else None)
    single = set(without_items(facts))
    rivals = [[fact for fact in group if fact.id in single] for group in periods]
    found = [_compare_values(*pair) for group in rivals for pair in combinations(group, 2)]
    values = _grouped(facts, _same_value)
    found += [_compare_periods(*pair) for group in values for pair in combinations(group, 2)]
    return [one for one in found if one]


def without_items(facts: Sequence[Fact]) -> list[str]:
    """The ids of figures but those of articles that give several for one key: these are items of a list, not rivals."""
    given = Counter((fact.key, article) for fact in facts for article in _articles(fact))
    return [fact.id for fact in facts if any(given[fact.key, article] == 1 for article in _articles(fact))]


def _same_value(fact: Fact) -> object:
    claim = fact.claim
    if not isinstance(claim, Statistic) or claim.indicator == "target" or fact.derived_from:
        return None
    return (claim.indicator, fact.parties, claim.unit, claim.value, fact.key.rpartition("|")[2])


def _compare_values(one: Fact, other: Fact) -> Conflict | None:
    a, b = one.claim, other.claim
    if not (isinstance(a, Statistic) and isinstance(b, Statistic)):
        return None
    if a.value == b.value:
        if a.change and b.change and a.change.value != b.change.value:
            sides = ((str(a.change.value), one), (str(b.change.value), other))
            return make_conflict(ConflictKind.CONTRADICTION, "change", sides)
        return None
    return make_conflict(_value_conflict(a, b), "value", ((f"{a.value:f}", one), (f"{b.value:f}", other)))


def _value_conflict(a: Statistic, b: Statistic) -> ConflictKind:
    if rounds_to(a.value, b.value) or rounds_to(b.value, a.value) or _bound_holds(a, b) or _bound_holds(b, a):
        return ConflictKind.PRECISION
    return ConflictKind.COMPILER if a.compiler and b.compiler and key_of(a.compiler) != key_of(b.compiler) else ConflictKind.CONTRADICTION


def rounds_to(fine: Decimal, coarse: Decimal) -> bool:
    """Whether the finer number, rounded to the digits that the coarser shows, is the coarser: 2,63 tỷ and 2,6 tỷ."""
    coarse = coarse.normalize()
    exponent = coarse.as_tuple().exponent
    if not isinstance(exponent, int) or fine == coarse:
        return False
    return fine.quantize(Decimal(1).scaleb(exponent)) == coarse


def _bound_holds(loose: Statistic, exact: Statistic) -> bool:
    """Whether "over 2,6 tỷ", "under" or "about" it is said of a number that the other article gives nearby."""
    near = abs(exact.value - loose.value) <= abs(loose.value) * Decimal("0.1")
    match loose.qualifier:
        case "over":
            return near and exact.value > loose.value
        case "under":
            return near and exact.value < loose.value
        case "about":
            return near
        case _:
            return False


def _compare_periods(one: Fact, other: Fact) -> Conflict | None:
    a, b = _period(one), _period(other)
    if a is None or b is None or a == b or disjoint(a, b):
        return None
    return make_conflict(ConflictKind.PERIOD, "period", ((a, one), (b, other)))


def _period(fact: Fact) -> str | None:
    return fact.claim.period if isinstance(fact.claim, Statistic) else None


def _target_conflicts(facts: Sequence[Fact]) -> list[Conflict]:
    """A numeric aim and what the sources report for the same period, on the same subject."""
    figures = [(fact, fact.claim) for fact in facts if isinstance(fact.claim, Statistic) and fact.claim.period and not fact.derived_from]
    reported: dict[object, list[tuple[Fact, Statistic]]] = defaultdict(list)
    for fact, claim in figures:
        if claim.indicator != "target":
            reported[claim.unit, fact.parties, claim.period].append((fact, claim))
    found = []
    for aim, target in figures:
        for fact, claim in reported[target.unit, aim.parties, target.period] if target.indicator == "target" else ():
            if claim.value != target.value and set(aim.topics) & set(fact.topics):
                found.append(make_conflict(ConflictKind.PLAN_OUTCOME, "value", ((f"{target.value:f}", aim), (f"{claim.value:f}", fact))))
    return found


# --- Named years ------------------------------------------------------------------------------------------------------


def _year_conflicts(facts: Sequence[Fact]) -> list[Conflict]:
    """A "Year of …" that two articles set in different years: the same parties and a narrow topic in common."""
    named = _once_each([(fact, years) for fact in facts if (years := _named_years(fact.claim))])
    found = []
    for (one, years), (other, others) in combinations(named, 2):
        narrow = (set(one.topics) & set(other.topics)) - load_rules().broad_topics
        if one.parties != other.parties or not narrow or years == others or _articles(one) & _articles(other):
            continue
        kind = ConflictKind.CONTRADICTION if disjoint(years, others) else ConflictKind.PERIOD
        found.append(make_conflict(kind, "years", ((years, one), (others, other))))
    return found


def _once_each(named: Sequence[tuple[Fact, str]]) -> list[tuple[Fact, str]]:
    """Of facts that one clause makes, a promise and its announcement, only the promise."""
    promised = [(years, one) for fact, years in named if isinstance(fact.claim, Commitment) for one in fact.evidence]
    return [(fact, years) for fact, years in named if isinstance(fact.claim, Commitment) or not _overlaps(fact, years, promised)]


def _overlaps(fact: Fact, years: str, promised: Sequence[tuple[str, Evidence]]) -> bool:
    here = [(one.article, one.start, one.end) for one in fact.evidence]
    places = [(one.article, one.start, one.end) for said, one in promised if said == years]
    return any(a == b and low < end and start < high for a, low, high in here for b, start, end in places)


def _articles(fact: Fact) -> set[str]:
    return {one.article for one in fact.evidence}


def _named_years(claim: Claim) -> str | None:
    """The EDTF of the years in which a claim sets a named year; None where it speaks of none."""
    said = claim.action if isinstance(claim, Commitment) else claim.content if isinstance(claim, Statement) else ""
    if not any(re.search(pattern, said) for pattern in load_rules().named_year):
        return None
    if isinstance(claim, Commitment) and claim.due:
        return claim.due
    years = sorted(set(re.findall(load_rules().year, said)))
    return years[0] if len(years) == 1 else f"{years[0]}/{years[-1]}" if years else None


# --- People --------------------------------------------------------------------------------------------------------------


def _office_conflicts(facts: Sequence[Fact]) -> list[Conflict]:
    """Two people, or two parties, in one office at the same time."""
    groups = _grouped(facts, office_of)
    pairs = [pair for group in groups for pair in combinations(group, 2)]
    return [
        make_conflict(ConflictKind.SUCCESSION, "person", ((holder_of(one), one), (holder_of(other), other)))
        for one, other in pairs
        if _held_together(one, other)
    ]


def office_of(fact: Fact) -> tuple[object, ...] | None:
    """The office, where it is one that a single person or party holds at a time; None for other roles and kinds."""
    claim = fact.claim
    if not isinstance(claim, Role):
        return None
    if claim.holder:
        return ("chair", key_of(claim.role), tuple(sorted(set(fact.parties) - {claim.holder})))
    title = key_of(claim.role)
    if not any(title.startswith(key_of(word)) for word in load_rules().office.single):
        return None
    return ("office", office_words(claim.role, fact.parties), fact.parties)


def holder_of(fact: Fact) -> str:
    """Who holds the role: a person's name, or a party."""
    claim = fact.claim
    return (claim.person or claim.holder or "") if isinstance(claim, Role) else ""


def _held_together(one: Fact, other: Fact) -> bool:
    """Whether both are said to hold the office at one time: the same day, or terms that overlap by more than their handover."""
    a, b = term_of(one), term_of(other)
    if a is None or b is None or same_holder(one, other):
        return False
    first, second = sorted((a, b), key=lambda term: (term[1], term[0]))
    return second[0] <= first[1] and not first[1].startswith(second[0][:4]) if _is_chair(one) else a == b


def same_holder(one: Fact, other: Fact) -> bool:
    a, b = person_key(holder_of(one)), person_key(holder_of(other))
    return a == b or part_of_name(a, b)


def _is_chair(fact: Fact) -> bool:
    return isinstance(fact.claim, Role) and fact.claim.holder is not None


def term_of(fact: Fact) -> tuple[str, str] | None:
    """First and last day of a role as far as the sources say: its period, else the day as of which it was held."""
    period = fact.claim.period if isinstance(fact.claim, Role) else None
    return bounds(period) or bounds(fact.date.edtf)


def _attribution_conflicts(facts: Sequence[Fact]) -> list[Conflict]:
    """The same words of the same day in two people's mouths."""

    def key(fact: Fact) -> object:
        claim = fact.claim
        if not isinstance(claim, Statement) or claim.actor.isupper() or len(claim.content.split()) < _LEAST_QUOTED_WORDS:
            return None
        return (key_of(claim.content), claim.act, fact.date.edtf)

    pairs = [pair for group in _grouped(facts, key) for pair in combinations(group, 2)]
    apart = [(one, other) for one, other in pairs if not _articles(one) & _articles(other)]
    return [make_conflict(ConflictKind.ATTRIBUTION, "actor", ((_actor(one), one), (_actor(other), other))) for one, other in apart]


def _actor(fact: Fact) -> str:
    return fact.claim.actor if isinstance(fact.claim, Statement) else ""

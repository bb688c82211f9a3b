"""Integrity checks: what facts say against what others let expect. What fails is a question to the editor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from briefgen.edtf import bounds
from briefgen.model import Basis, Conflict, ConflictKind, Fact, Meeting, Milestone, Question, Statistic
from briefgen.registry.conflicts import without_items
from briefgen.registry.derive import base_value
from briefgen.registry.keys import meeting_kind, series_key, short_hash

_GROWTH_TOLERANCE = Decimal("0.02")


def make_question(code: str, facts: Iterable[str], values: Mapping[str, str]) -> Question:
    """A question whose id is made from its code and facts, so that an answer finds it again."""
    about = tuple(facts)
    return Question(id=f"question-{short_hash('|'.join((code, *sorted(about))))}", code=code, facts=about, values=dict(values))


def list_sessions(facts: Sequence[Fact]) -> list[list[tuple[int, Fact]]]:
    """The numbered sessions of each series, in order of their ordinals."""
    series: dict[str, list[tuple[int, Fact]]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact.claim, Meeting) and fact.claim.ordinal is not None and meeting_kind(fact.claim.name).by == "name":
            series[series_key(fact.claim, fact.parties)].append((fact.claim.ordinal, fact))
    return [sorted(sessions, key=lambda one: (one[0], one[1].id)) for _, sessions in sorted(series.items())]


def check_ordinals(facts: Sequence[Fact]) -> list[Question]:
    """A later session dated before an earlier one."""
    out = []
    for sessions in list_sessions(facts):
        for (low, earlier), (high, later) in pairwise(sessions):
            a, b = bounds(earlier.date.edtf), bounds(later.date.edtf)
            if low < high and a and b and b[1] < a[0] and not str(earlier.date.edtf).startswith(".."):
                values = {"first": f"{low}: {earlier.date.edtf}", "second": f"{high}: {later.date.edtf}", "label": later.label}
                out.append(make_question("ordinal-order", [earlier.id, later.id], values))
    return out


def check_growth(facts: Sequence[Fact]) -> list[Question]:
    """A growth rate that does not lead from one reported value to the other."""
    single = set(without_items(facts))
    figures = [
        (fact, fact.claim) for fact in facts if isinstance(fact.claim, Statistic) and fact.derived_from is None and fact.id in single
    ]
    known = {(claim.indicator, fact.parties, claim.unit, claim.period): (fact, claim) for fact, claim in figures}
    out = []
    for fact, claim in figures:
        base = base_value(claim)
        other = known.get((claim.indicator, fact.parties, claim.unit, claim.change.base if claim.change else None))
        if base and other and abs(other[1].value - base[0]) > abs(base[0]) * _GROWTH_TOLERANCE:
            values = {
                "label": fact.label,
                "formula": base[1],
                "expected": f"{base[0]:f}",
                "reported": f"{other[1].value:f}",
                "unit": claim.unit,
            }
            out.append(make_question("growth-mismatch", [fact.id, other[0].id], values))
    return out


def check_anniversaries(conflicts: Sequence[Conflict], facts: Sequence[Fact]) -> list[Question]:
    """A founding year reckoned from an anniversary against one that a source states."""
    derived = {fact.id: fact for fact in facts if fact.date.basis is Basis.DERIVED and isinstance(fact.claim, Milestone)}
    return [
        make_question(
            "anniversary-mismatch",
            [side.fact for side in one.sides],
            {
                "label": derived[next(side.fact for side in one.sides if side.fact in derived)].label,
                "dates": " / ".join(side.value for side in one.sides),
            },
        )
        for one in conflicts
        if one.kind is ConflictKind.CONTRADICTION and one.field == "date" and any(side.fact in derived for side in one.sides)
    ]

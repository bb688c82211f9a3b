"""When an exported fact is the one that a gold fact means, and which of its fields are right.

The rules are those of docs/export.md, "How extraction is scored": same article and kind, quotes that overlap by half of the shorter one,
and agreement on the kind's key.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import regex

from briefgen.edtf import bounds

Fact = Mapping[str, Any]

MIN_OVERLAP = 0.5  # of the shorter quote
MIN_LENGTH = 0.15  # shorter quote / longer quote: a whole paragraph is no quote
FIELDS: Mapping[str, tuple[str, ...]] = {
    "meeting": ("date", "parties", "ordinal", "place", "stage"),
    "milestone": ("date", "parties", "event", "level"),
    "agreement": ("date", "parties", "form", "stage", "period"),
    "statistic": ("period", "parties", "indicator", "change", "qualifier"),
    "commitment": ("actor", "due", "parties"),
    "statement": ("actor", "act", "date"),
    "role": ("role", "parties"),
}
# One clause may be a statement and a commitment, a commitment and a planned meeting or a target: the other one is no invention.
SIBLINGS: Mapping[str, frozenset[str]] = {
    "statement": frozenset({"commitment", "meeting"}),
    "commitment": frozenset({"statement", "meeting", "statistic"}),
    "meeting": frozenset({"commitment"}),
}
_TOGETHER = regex.compile(
    r"\b(?:hai|cac) (?:ben|nuoc|nha|bo truong|thu tuong|lanh dao|ngoai truong)\b|\bhoi nghi\b"
    r"|\b(?:both|two|all) (?:sides|countries|leaders|ministers)\b"
)


def fold(text: object) -> str:
    """A text without case, marks on letters and punctuation: hoà is hòa, Việt-Nga is Việt Nga."""
    bare = unicodedata.normalize("NFD", str(text or "").lower()).replace("đ", "d")
    return " ".join(regex.findall(r"\w+", "".join(c for c in bare if not unicodedata.combining(c))))


def share(one: object, other: object) -> float:
    """How much of the shorter text's words the longer one has."""
    a, b = set(fold(one).split()), set(fold(other).split())
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def overlap(mine: Fact, gold: Fact, article: str) -> float:
    """The best overlap of two facts' quotes in an article, as a share of the shorter quote; 0 where one is far longer."""
    best = 0.0
    for a, b in _spans(mine, article):
        for c, d in _spans(gold, article):
            common, (shorter, longer) = min(b, d) - max(a, c), sorted((b - a, d - c))
            if common > 0 and shorter >= MIN_LENGTH * longer:
                best = max(best, common / shorter)
    return best


def _spans(fact: Fact, article: str) -> list[tuple[int, int]]:
    return [(e["start"], e["end"]) for e in fact["evidence"] if e.get("article", article) == article]


def has_same_key(mine: Fact, gold: Fact, codes: Mapping[str, str]) -> bool:
    """Whether two facts of one kind agree on what makes a fact of that kind the same."""
    match gold["kind"]:
        case "statistic":
            a, b = _number(mine.get("value")), _number(gold.get("value"))
            return a is not None and b is not None and abs(a - b) <= 1e-3 * abs(b) and fold(mine.get("unit")) == fold(gold.get("unit"))
        case "role":
            a_name, b_name = mine.get("person") or mine.get("holder"), gold.get("person") or gold.get("holder")
            return share(a_name, b_name) >= 0.6 or _code(a_name, codes) == _code(b_name, codes)
        case "agreement":
            same_period = bool(mine.get("period")) and mine.get("period") == gold.get("period") and mine.get("form") == gold.get("form")
            return share(mine.get("name"), gold.get("name")) >= MIN_OVERLAP or same_period
        case "milestone":
            return mine.get("event") == gold.get("event") or fold(mine.get("level")) == fold(gold.get("level") or "?")
    return True


def find_right(mine: Fact, gold: Fact, article: str, codes: Mapping[str, str]) -> dict[str, bool]:
    """Which fields of a matched fact are right; a field that gold leaves to judgement is left out."""
    elsewhere = any(e["article"] != article for e in mine["evidence"])
    marks = {field: _is_right(field, mine, gold, elsewhere, codes) for field in FIELDS[gold["kind"]]}
    return {field: mark for field, mark in marks.items() if mark is not None}


def _is_right(field: str, mine: Fact, gold: Fact, elsewhere: bool, codes: Mapping[str, str]) -> bool | None:
    a, b = mine.get(field), gold.get(field)
    if _is_free(field, a, b, gold):
        return None
    match field:
        case "date" | "period" | "due":
            return _is_same_date(a, b, elsewhere)
        case "parties":
            return set(a or ()) == set(b or ())
        case "change":
            x, y = _number((a or {}).get("value")), _number((b or {}).get("value"))
            return x == y or (x is not None and y is not None and abs(x - y) < 0.05)
        case "actor":
            return _is_same_actor(a, b, codes)
        case "place" | "role":
            return (not a and not b) or share(a, b) >= MIN_OVERLAP
    return (a or None) == (b or None)


def _is_free(field: str, a: object, b: object, gold: Fact) -> bool:
    """What gold leaves to judgement: the day of a document only named, parties not named, "thực hiện đầy đủ": asked for or going on."""
    if field == "parties":
        return not b
    if gold["kind"] == "agreement" and field == "date":
        return bool(gold.get("stage") == "mentioned")
    return field == "stage" and {a, b} == {"mentioned", "implementing"}


def _is_same_actor(a: str | None, b: str | None, codes: Mapping[str, str]) -> bool:
    if not a or not b:
        return not a and not b
    if ";" not in b and not _TOGETHER.search(fold(b)):
        return share(a, b) >= MIN_OVERLAP or _code(a, codes) == _code(b, codes)
    mine, theirs = _codes_in(a, codes), _codes_in(b, codes)
    return bool(_TOGETHER.search(fold(a))) or len(mine & theirs) >= 2 or share(a, b) >= MIN_OVERLAP


def _codes_in(names: str, codes: Mapping[str, str]) -> set[str]:
    return {_code(name, codes) for name in regex.split(r"[;,]| và | and ", names)}


def _code(name: object, codes: Mapping[str, str]) -> str:
    return codes.get(fold(name), fold(name))


def _is_same_date(mine: str | None, gold: str | None, elsewhere: bool) -> bool:
    """Equal in what they can mean; or finer than gold where another article of the same fact can have said so."""
    if (mine or None) == (gold or None):
        return True
    a, b = bounds(mine), bounds(gold)
    return a is not None and b is not None and (a == b or (elsewhere and b[0] <= a[0] and a[1] <= b[1]))


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def pair_facts(
    mine: Sequence[Fact], gold: Sequence[Fact], article: str, codes: Mapping[str, str]
) -> tuple[list[tuple[Fact, Fact]], list[Fact], list[Fact]]:
    """The matches of one article and kind, each fact once, the best first; what is left of mine (second hits apart); what gold misses."""
    found = [
        (sum(find_right(m, g, article, codes).values()), o, -g.get("priority", 1), i, j)
        for i, m in enumerate(mine)
        for j, g in enumerate(gold)
        if (o := overlap(m, g, article)) >= MIN_OVERLAP and has_same_key(m, g, codes)
    ]
    taken_i: set[int] = set()
    taken_j: set[int] = set()
    pairs = []
    for *_, i, j in sorted(found, reverse=True):
        if i not in taken_i and j not in taken_j:
            taken_i.add(i)
            taken_j.add(j)
            pairs.append((mine[i], gold[j]))
    hits = {i for *_, i, _ in found}
    return pairs, [m for i, m in enumerate(mine) if i not in hits], [g for j, g in enumerate(gold) if j not in taken_j]

"""What must never be said of the seeds (tests/gold/traps.json): names read as dates, captions as events, what was asked as agreed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest

from extract_support import ROOT, SEEDS, as_fact, mentions_of

TRAPS: list[dict[str, Any]] = json.loads((ROOT / "tests" / "gold" / "traps.json").read_text(encoding="utf-8"))["traps"]
Fact = Mapping[str, Any]


def agrees(value: object, pattern: object) -> bool:
    """Whether a field agrees with a pattern: choices, `*` for anything, `=exact`, `~regular expression`, a part of the text, a number."""
    if isinstance(pattern, list):
        return any(agrees(value, choice) for choice in pattern)
    if not isinstance(pattern, str):
        return value == pattern
    if pattern == "*":
        return value not in (None, "", [])
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else "" if value is None else str(value)
    if pattern[0] in "=~":
        return text == pattern[1:] if pattern[0] == "=" else re.search(pattern[1:], text) is not None
    return pattern.lower() in text.lower()


def fits(fact: Fact, pattern: Mapping[str, object]) -> bool:
    return all(agrees(fact.get(name), value) for name, value in pattern.items() if name != "count")


def find_caught(trap: Mapping[str, Any], facts: list[Fact]) -> list[Fact]:
    """The facts that a trap forbids."""
    over = [f for f in facts if any(e["start"] < trap["end"] and trap["start"] < e["end"] for e in f["evidence"])]
    caught = [f for pattern in trap.get("must_not", ()) for f in over if fits(f, pattern)]
    caught += [f for pattern in trap.get("must_not_anywhere", ()) for f in facts if fits(f, pattern)]
    for pattern in trap.get("at_most", ()):
        agreeing = [f for f in facts if fits(f, pattern)]
        caught += agreeing if len(agreeing) > pattern["count"] else []
    return caught


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: f"{trap['article'][:3]}-{trap['quote'][:40]}")
def test_no_trap_is_said(trap: dict[str, Any]) -> None:
    text = (SEEDS / f"{trap['article']}.txt").read_bytes().decode("utf-8")
    assert text[trap["start"] : trap["end"]] == trap["quote"]
    facts: list[Fact] = [as_fact(mention) for mention in mentions_of(SEEDS / f"{trap['article']}.txt")]
    assert find_caught(trap, facts) == [], trap["why"]


def test_a_fact_that_fits_a_trap_is_caught() -> None:
    trap = {"start": 10, "end": 14, "must_not": [{"date": "1982"}], "at_most": [{"kind": "=meeting", "count": 0}]}
    fact = {"kind": "agreement", "date": "1982", "evidence": [{"start": 5, "end": 12}]}
    assert find_caught(trap, [fact]) == [fact]
    assert find_caught(trap, [{**fact, "evidence": [{"start": 14, "end": 20}]}]) == []
    assert find_caught(trap, [{**fact, "kind": "meeting", "date": None}]) != []

"""How well the seeds are read, by their gold facts: pinned just below what was measured, so that no change makes it worse unseen."""

from __future__ import annotations

import pytest

from briefgen.cli.scores import list_codes
from briefgen.evaluation.score import KindScore, Score, read_gold, score_facts
from extract_support import SEEDS, as_fact, mentions_of
from support import GOLD

FACTS_AT_LEAST = 100  # a score over nothing would be perfect


@pytest.fixture(scope="module")
def score() -> Score:
    facts = [as_fact(mention) for path in sorted(SEEDS.glob("*.txt")) for mention in mentions_of(path)]
    assert len(facts) >= FACTS_AT_LEAST
    return score_facts(facts, read_gold(GOLD), list_codes())


def test_what_is_found_and_what_is_right_hold_their_level(score: Score) -> None:
    assert score.articles == 5
    assert score.macro_f1 >= 0.95
    assert score.macro_all_fields >= 0.85


@pytest.mark.parametrize("kind", ["meeting", "milestone", "agreement", "statistic", "commitment", "statement", "role"])
def test_hardly_anything_is_invented(score: Score, kind: str) -> None:
    found = next(k for k in score.kinds if k.kind == kind)
    assert found.gold > 0
    assert (found.precision or 0) >= 0.93, [f.quote for f in score.findings if f.kind == kind and not f.missed]


@pytest.mark.parametrize(
    ("kind", "field", "least"), [("statement", "actor", 0.95), ("meeting", "stage", 0.92), ("agreement", "stage", 0.9)]
)
def test_who_spoke_and_how_far_things_are_is_read_rightly(score: Score, kind: str, field: str, least: float) -> None:
    found: KindScore = next(k for k in score.kinds if k.kind == kind)
    assert found.fields[field] >= least

"""Faults of packs that would otherwise pass in silence."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from briefgen.extract.grammar import Grammar, Pattern
from briefgen.extract.lint import check_packs, find_fired, unmatched_examples
from briefgen.extract.packs import Packs, load_packs
from briefgen.model import Kind, Severity
from extract_support import make_article, own_articles

GOOD = Pattern(
    name="good", reason="r", match="PARTY ADVERB* ACT", examples={"vi": ("Nga ủng hộ ASEAN.",), "en": ("Russia supports ASEAN.",)}
)


def packs_with(*patterns: Pattern) -> Packs:
    """The packs with other patterns for statements, and none for the rest."""
    real = load_packs()
    grammars = {kind: Grammar(patterns if kind is Kind.STATEMENT else (), real.labels, "made.yaml") for kind in Kind}
    fields: dict[str, Any] = {name: getattr(real, name) for name in vars(real)}
    return cast(Packs, _Namespace(**{**fields, "grammars": grammars, "settings": real.settings}))


class _Namespace(SimpleNamespace):
    """Packs are known by their identity."""

    def __hash__(self) -> int:  # type: ignore[override]
        return id(self)


def codes(*patterns: Pattern) -> list[str]:
    problems = check_packs(packs_with(*patterns), [make_article("Nga ủng hộ ASEAN.")])
    assert all(p.severity is Severity.ERROR and p.file == "packs/subjects/diplomacy/statement.yaml" and p.remedy for p in problems)
    return [p.code for p in problems]


def test_the_packs_that_we_carry_have_no_fault() -> None:
    assert check_packs(load_packs(), own_articles()) == ()


def test_a_pattern_with_examples_that_fires_has_no_fault() -> None:
    assert codes(GOOD) == []


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        (Pattern(name="p", reason="r", match="PARTY ADVERB* ACT", examples={}), "pattern-without-example"),
        (Pattern(name="p", reason="r", match="PARTY ADVERB* ACT", examples={"vi": ()}), "pattern-without-example"),
        (Pattern(name="p", reason="r", match="PARTY ACT", examples={"vi": ("Hai bên hội đàm.",)}), "example-not-matched"),
        (Pattern(name="p", reason="r", match="PERSON ACT", examples={"vi": ("Bộ trưởng Lê Văn Nam nói.",)}), "pattern-never-fires"),
    ],
)
def test_a_faulty_pattern_is_named_with_its_fault(pattern: Pattern, code: str) -> None:
    assert codes(pattern) == [code]


def test_a_rare_pattern_need_not_fire() -> None:
    rare = Pattern(
        name="p", reason="r", match="PERSON ACT", examples={"vi": ("Bộ trưởng Lê Văn Nam nói.",)}, set={"rare": "only in invitations"}
    )
    assert codes(rare) == []


def test_an_example_that_does_not_fit_is_told_with_its_language() -> None:
    pattern = Pattern(name="p", reason="r", match="PARTY ACT", examples={"vi": ("Nga nói.",), "en": ("Nobody spoke.",)})
    assert list(unmatched_examples(packs_with(pattern), Kind.STATEMENT, pattern)) == [("en", "Nobody spoke.")]


def test_articles_in_other_languages_make_nothing_fire() -> None:
    assert find_fired(packs_with(GOOD), [make_article("Nga ủng hộ ASEAN.", "fr")]) == set()

"""Which narrow issues a fact is on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache

from briefgen.model import Agreement, Commitment, Fact, Statement
from briefgen.registry.names import key_of, party_words, words_of
from briefgen.registry.rules import load_rules


def issues_of(fact: Fact) -> frozenset[str]:
    """The declared issues that the fact is on, by its topics or by words of its claim (of its label, where the claim has no text)."""
    text = f" {key_of(_text_of(fact))} "
    by_words = {issue for issue, words in _issue_words() if any(word in text for word in words)}
    return frozenset(by_words | (set(fact.topics) & set(load_rules().issues)))


def issues_among(facts: Sequence[Fact]) -> dict[str, frozenset[str]]:
    """The issues of each fact by its id; words that point back ("nhân dịp này") are on those of what their article said just before."""
    places = sorted((one.article, one.end, one.start, fact.id) for fact in facts for one in fact.evidence)
    plain = {fact.id: issues_of(fact) for fact in facts}
    return {fact.id: plain[fact.id] or _issues_before(fact, places, plain) for fact in facts}


def _issues_before(fact: Fact, places: Sequence[tuple[str, int, int, str]], plain: Mapping[str, frozenset[str]]) -> frozenset[str]:
    if not fact.evidence or not _points_back(fact):
        return frozenset()
    first = fact.evidence[0]
    for place in range(bisect_left(places, (first.article, first.start + 1)) - 1, -1, -1):
        article, end, _, name = places[place]
        if article != first.article or first.start - end > _NEAR:
            break
        if plain[name]:
            return plain[name]
    return frozenset()


_NEAR = 200  # characters: the sentence before, at most


def _points_back(fact: Fact) -> bool:
    text = f" {key_of(_text_of(fact))} "
    return any(f" {key_of(words)} " in text for words in load_rules().pointing_back)


def _text_of(fact: Fact) -> str:
    match fact.claim:
        case Statement():
            return fact.claim.content
        case Commitment():
            return fact.claim.action
        case Agreement():
            return fact.claim.name
        case _:
            return fact.label


@cache
def _issue_words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((issue, tuple(f" {key_of(word)} " for word in words)) for issue, words in load_rules().issues.items())


def code_of(name: str, parties: tuple[str, ...]) -> str:
    """The code of the party that a name means among these, else the name."""
    return next((code for code in parties if name == code or words_of(name) in party_words(code)), name)

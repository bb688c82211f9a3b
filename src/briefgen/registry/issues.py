"""Which narrow issues a fact is on."""

from __future__ import annotations

from functools import cache

from briefgen.model import Agreement, Commitment, Fact, Statement
from briefgen.registry.names import key_of, party_words, words_of
from briefgen.registry.rules import load_rules


def issues_of(fact: Fact) -> frozenset[str]:
    """The declared issues that the fact is on, by its topics or by words of its claim (of its label, where the claim has no text)."""
    text = f" {key_of(_text_of(fact))} "
    by_words = {issue for issue, words in _issue_words() if any(word in text for word in words)}
    return frozenset(by_words | (set(fact.topics) & set(load_rules().issues)))


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

"""A fact's claim, known by its kind."""

from __future__ import annotations

from typing import TypeVar

from briefgen.model import Claim, Fact

C = TypeVar("C", bound=Claim)


def claim_of(fact: Fact, kind: type[C]) -> C:
    """The fact's claim, which the caller knows to be of this kind."""
    if not isinstance(fact.claim, kind):
        raise TypeError(f"{fact.id} is no {kind.__name__}")
    return fact.claim

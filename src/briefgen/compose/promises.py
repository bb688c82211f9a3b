"""The verb of a promise, by the words of its source; and which statements only say a promise again."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.compose.claims import claim_of
from briefgen.compose.clauses import find_clause, tidy
from briefgen.compose.wording import Wording
from briefgen.model import Commitment, Fact, Statement

LEAD_WORDS = 3  # "sẵn sàng", "dự kiến sẽ": what a statement may have before the promise itself


def commitment_verb(fact: Fact, wording: Wording) -> str:
    """The verb of a promise by the words of its source: "sẵn sàng" is no "cam kết"."""
    claim = claim_of(fact, Commitment)
    found = find_clause(tidy(claim.action), fact.evidence)
    said = found[0][: found[1]].lower() if found else " ".join(evidence.reading.lower() for evidence in fact.evidence)
    return next(cue.verb for cue in wording.commitments if cue.cue in said)


def promise_verb(fact: Fact, wording: Wording) -> str:
    claim = claim_of(fact, Commitment)
    action = claim.action.lower()
    if any(action.startswith(head + " ") for head in wording.commitment_heads):
        return ""
    verb = commitment_verb(fact, wording)
    return verb.removesuffix(wording.future) if any(action.startswith(word + " ") for word in wording.after_verb) else verb


def drop_restated(facts: Iterable[Fact], promises: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts without the statements that say no more than one of the promises, read from the same words of the same article."""
    known = [fact for fact in promises if isinstance(fact.claim, Commitment)]
    return tuple(fact for fact in facts if not any(_restates(fact, promise) for promise in known))


def _restates(fact: Fact, promise: Fact) -> bool:
    if not isinstance(fact.claim, Statement):
        return False
    said, promised = tidy(fact.claim.content).casefold(), tidy(claim_of(promise, Commitment).action).casefold()
    before = said.removesuffix(promised)
    return before != said and len(before.split()) <= LEAD_WORDS and _share_words(fact, promise)


def _share_words(one: Fact, other: Fact) -> bool:
    return any(a.article == b.article and a.start < b.end and b.start < a.end for a in one.evidence for b in other.evidence)

"""The verb of a promise, by the words of its source."""

from __future__ import annotations

from briefgen.compose.claims import claim_of
from briefgen.compose.clauses import find_clause, tidy
from briefgen.compose.wording import Wording
from briefgen.model import Commitment, Fact


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

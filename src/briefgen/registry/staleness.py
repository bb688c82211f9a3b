"""Decisions made when their target said something else: what an editor is asked about them, and what the answer means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefgen.model import Action, Decision, Question, Record
from briefgen.registry.keys import short_hash
from briefgen.registry.merged import digest_of
from briefgen.registry.rules import load_rules

CODE = "decision-stale"


def ask_again(decision: Decision, target: Record, facts: Iterable[str], label: str) -> Question:
    """The question whether a stale decision stands: one for each state of its target, so that the next change asks anew."""
    return Question(
        id=f"question-{short_hash('|'.join((CODE, decision.id, digest_of(target))))}",
        code=CODE,
        facts=tuple(dict.fromkeys(facts)),
        values={
            "label": label,
            "decision": decision.id,
            "author": decision.author,
            "ruling": " = ".join(part for part in (decision.field, decision.value) if part) or decision.action.value,
        },
    )


def find_answer(question: Question, decisions: Sequence[Decision]) -> Decision | None:
    """The last answer to the question."""
    given = [one for one in decisions if one.action is Action.ANSWER and question.id in one.targets]
    return given[-1] if given else None


def lets_stand(answer: Decision) -> bool:
    """Whether the answer keeps the decision: any does that does not begin with a word of refusal (``refusals`` in rules.yaml)."""
    words = (answer.value or "").casefold().replace(",", " ").replace(".", " ").split()
    return not words or words[0] not in load_rules().refusals

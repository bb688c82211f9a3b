"""What editors ruled, applied to facts, conflicts and questions.

A decision whose target is unknown or changed underneath is reported, never dropped: the log keeps it, and it counts again when its
target comes back. A changed target is still corrected, merged or rejected; approval and wording wait for a new look. An editor is asked
whether a decision on a changed target stands, and the answer lets it stand, or withdraws it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Self

import msgspec

from briefgen.model import Action, Conflict, Decision, Fact, Mention, Problem, Question, Record, Severity
from briefgen.registry.corrections import correct_fact, is_correctable
from briefgen.registry.keys import short_hash
from briefgen.registry.merge import build_fact
from briefgen.registry.merged import Merged, digest_of
from briefgen.registry.settling import list_corrections, preferred_side
from briefgen.registry.staleness import CODE, ask_again, find_answer, lets_stand
from briefgen.registry.unions import unite

_LOG = "reports/decisions"
_FACT_ACTIONS = {Action.APPROVE, Action.REJECT, Action.CORRECT, Action.MERGE, Action.SPLIT, Action.REWORD}
_WAITING = {Action.APPROVE, Action.REWORD}
_SETTLING = {Action.PREFER, Action.ANSWER}

Facts = dict[str, Merged]


class Rulings:
    """The decisions in force, and what became of each."""

    def __init__(self, decisions: Sequence[Decision], mentions: Iterable[Mention] = (), *, complete: bool = True) -> None:
        self._decisions = decisions
        self._mentions = {one.id: one for one in mentions}
        self._complete = complete
        self._met: set[str] = set()
        self._problems: list[Problem] = []
        self._doubted: dict[str, Question] = {}
        self._set_by: Mapping[str, Sequence[tuple[str, Decision]]] = {}

    @classmethod
    def of(cls, decisions: Sequence[Decision], scope: str | None, mentions: Iterable[Mention] = (), *, complete: bool = True) -> Self:
        """The decisions that count everywhere or in ``scope`` and are not undone; ``complete`` where every fact is at hand."""
        here = [one for one in decisions if one.scope is None or one.scope == scope]
        return cls(drop_undone(here), mentions, complete=complete)

    @property
    def in_force(self) -> tuple[Decision, ...]:
        """The decisions that count here, oldest first."""
        return tuple(self._decisions)

    @property
    def doubted(self) -> tuple[Question, ...]:
        """Whether decisions stand whose target changed, as questions."""
        return tuple(self._doubted.values())

    def knowing(self, questions: Sequence[Question], conflicts: Sequence[Conflict]) -> Self:
        """The same decisions, with what answers and preferences set: whoever ruled afterwards saw the facts like that."""
        found: dict[str, list[tuple[str, Decision]]] = {}
        for decision, question in self._answers(questions):
            found.setdefault(decision.id, []).extend((fact, decision) for fact in (question.facts if decision.field else ()))
        by_id = {one.id: one for one in self._decisions}
        for conflict in conflicts:
            if decided := by_id.get(conflict.decision or ""):
                found.setdefault(decided.id, []).extend(list_corrections(conflict, decided))
        known = type(self)(self._decisions, self._mentions.values(), complete=self._complete)
        known._set_by = found
        return known

    # --- Facts -------------------------------------------------------------------------------------------------------

    def apply_to_facts(self, merged: Sequence[Merged]) -> list[Merged]:
        """The facts as the editors ruled, in the order of the log."""
        facts: Facts = {one.fact.id: one for one in merged}
        shown = dict(facts) if self._set_by else facts  # as editors saw them, with what answers and preferences had set by then
        for decision in self._decisions:
            if decision.action in _FACT_ACTIONS and decision.targets and decision.targets[0] in facts:
                self._apply(decision, facts, shown)
            for target, correction in self._set_by.get(decision.id, ()):
                if target in shown and is_correctable(shown[target].fact, correction.field or ""):
                    self._set_field(correction, shown, target)
        return [facts[one] for one in sorted(facts)]

    def _apply(self, decision: Decision, facts: Facts, shown: Facts) -> None:
        self._met.add(decision.id)
        target = decision.targets[0]
        fact = facts[target].fact
        seen = [fact, *(shown[one].fact for one in (target,) if one in shown)]
        question = ask_again(decision, fact, [fact.id], fact.label)
        stands = self._stands(decision, seen, question, f"{fact.id} says something else than when {decision.author} ruled")
        if stands or (stands is None and decision.action not in _WAITING):
            self._rule(decision, facts)
            if shown is not facts and target in shown:
                self._rule(decision, shown)

    def _stands(self, decision: Decision, seen: Sequence[Record], question: Question, message: str) -> bool | None:
        """Whether the decision was made on one of these states, or an editor lets it stand; None where nobody has said."""
        if decision.seen is None or decision.seen in map(digest_of, seen):
            return True
        self._doubted[question.id] = question
        answer = find_answer(question, self._decisions)
        if answer is not None:
            return lets_stand(answer)
        self._report(CODE, decision, message, f"Say whether it stands: briefgen decide answer {question.id}")
        return None

    def _rule(self, decision: Decision, facts: Facts) -> None:
        rule: Callable[[Decision, Facts], None] = {
            Action.APPROVE: self._approve,
            Action.REJECT: self._reject,
            Action.CORRECT: self._correct,
            Action.MERGE: self._merge,
            Action.SPLIT: self._split,
            Action.REWORD: self._reword,
        }[decision.action]
        rule(decision, facts)

    def _approve(self, decision: Decision, facts: Facts) -> None:
        _change(facts, decision.targets[0], decision)

    def _reject(self, decision: Decision, facts: Facts) -> None:
        for target in decision.targets:
            facts.pop(target, None)

    def _reword(self, decision: Decision, facts: Facts) -> None:
        _change(facts, decision.targets[0], decision, wording=decision.value or None)

    def _correct(self, decision: Decision, facts: Facts) -> None:
        self._set_field(decision, facts, decision.targets[0])

    def _set_field(self, decision: Decision, facts: Facts, target: str) -> None:
        try:
            facts[target] = correct_fact(facts[target], decision)
        except (msgspec.ValidationError, ValueError) as error:
            self._report(
                "decision-invalid",
                decision,
                f"{decision.field} cannot be {decision.value!r}: {error}",
                "Undo it and give a value of that field's form",
            )

    def _merge(self, decision: Decision, facts: Facts) -> None:
        first, *others = decision.targets
        present = [one for one in others if one in facts]
        for missing in (one for one in others if one not in facts):
            self._report(
                "decision-unknown-target", decision, f"there is no {missing} to merge", "Undo the decision, or see what became of that fact"
            )
        for other in present:
            if facts[other].fact.kind is not facts[first].fact.kind:
                self._report(
                    "decision-invalid",
                    decision,
                    f"{first} and {other} are of different kinds",
                    "Undo the decision: only facts of one kind merge",
                )
                return
        facts[first] = unite([facts[first], *(facts.pop(other) for other in present)])
        _change(facts, first, decision)

    def _split(self, decision: Decision, facts: Facts) -> None:
        """Take the mentions named by id or by article out of the fact; they make a fact of their own."""
        target = decision.targets[0]
        fact = facts[target].fact
        mentions = [self._mentions[one] for one in fact.mentions if one in self._mentions]
        named = {*decision.targets[1:], *(part.strip() for part in (decision.value or "").split(","))}
        out = [one for one in mentions if one.id in named or one.article in named]
        rest = [one for one in mentions if one not in out]
        if not out or not rest:
            self._report(
                "decision-invalid",
                decision,
                f"{target} has no such mentions to split off, or no others",
                "Name mentions or articles of the fact",
            )
            return
        other = f"{fact.kind.value}-{short_hash('|'.join((target, *(one.id for one in out))))}"
        facts[target] = build_fact(fact.key, target, rest)
        facts[other] = build_fact(f"{fact.key}|split", other, out)
        for one in (target, other):
            _change(facts, one, decision)

    # --- Conflicts and questions -------------------------------------------------------------------------------------

    def apply_to_conflicts(self, conflicts: Sequence[Conflict]) -> list[Conflict]:
        """The conflicts, each with the decision that settles it: a preference, or an answer, which may say why both sides stand."""
        return [self._settled(one) for one in conflicts]

    def _settled(self, conflict: Conflict) -> Conflict:
        for decision in self._decisions:
            if decision.action in _SETTLING and conflict.id in decision.targets:
                self._met.add(decision.id)
                facts = [side.fact for side in conflict.sides]
                question = ask_again(decision, conflict, facts, " – ".join(side.value for side in conflict.sides))
                if decision.action is Action.PREFER and preferred_side(conflict, decision) is None:
                    self._report(
                        "decision-invalid", decision, f"{conflict.id} has no such side", "Name one of its facts, or one of its values"
                    )
                    continue
                if self._stands(decision, [conflict], question, f"the sides of {conflict.id} changed") is False:
                    continue
                conflict = msgspec.structs.replace(conflict, decision=decision.id)
        return conflict

    def settle_sides(self, merged: Sequence[Merged], conflicts: Sequence[Conflict]) -> list[Merged]:
        """The facts without those that lost a settled conflict; where one fact has both sides, it gets the preferred value."""
        facts: Facts = {one.fact.id: one for one in merged}
        by_id = {one.id: one for one in self._decisions}
        for conflict in conflicts:
            decision = by_id.get(conflict.decision or "")
            if decision:
                self._settle(conflict, decision, facts)
        return [facts[one] for one in sorted(facts)]

    def _settle(self, conflict: Conflict, decision: Decision, facts: Facts) -> None:
        index = preferred_side(conflict, decision)
        if index is None or len({side.fact for side in conflict.sides}) == 1:
            for target, correction in list_corrections(conflict, decision):
                if index is None:
                    self._set_answer(correction, [target], facts)
                elif target in facts:
                    self._set_field(correction, facts, target)
            return
        side = conflict.sides[index]
        for loser in conflict.sides:
            if loser.fact != side.fact:
                facts.pop(loser.fact, None)
        if side.fact in facts:
            _change(facts, side.fact, decision)

    def answer_questions(self, merged: Sequence[Merged], questions: Sequence[Question]) -> list[Merged]:
        """The facts with the editors' answers: an answer that names a field is a correction of the facts the question is about."""
        facts: Facts = {one.fact.id: one for one in merged}
        for decision, question in self._answers(questions):
            self._set_answer(decision, [one for one in decision.targets if one in facts] or question.facts, facts)
        return [facts[one] for one in sorted(facts)]

    def _set_answer(self, decision: Decision, targets: Iterable[str], facts: Facts) -> None:
        """Corrects those of the facts that have the field which the answer names; an answer in words corrects nothing."""
        for target in targets if decision.field else ():
            if target in facts and is_correctable(facts[target].fact, decision.field or ""):
                self._set_field(decision, facts, target)

    def mark_answered(self, questions: Sequence[Question], earlier: Sequence[Question]) -> list[Question]:
        """The questions still open and those answered, which carry the decision's id."""
        answered = {
            question.id: msgspec.structs.replace(question, answered_by=decision.id) for decision, question in self._answers(earlier)
        }
        return [*(one for one in questions if one.id not in answered), *answered.values()]

    def _answers(self, questions: Sequence[Question]) -> list[tuple[Decision, Question]]:
        by_id = {one.id: one for one in questions}
        found = [
            (decision, by_id[target])
            for decision in self._decisions
            if decision.action is Action.ANSWER
            for target in decision.targets
            if target in by_id
        ]
        self._met.update(decision.id for decision, _ in found)
        return found

    @property
    def has_answers(self) -> bool:
        return any(one.action is Action.ANSWER for one in self._decisions)

    # --- What to tell ------------------------------------------------------------------------------------------------

    def list_problems(self) -> list[Problem]:
        """What could not be applied as it was ruled; unknown targets only where every fact was at hand."""
        if self._complete:
            for decision in self._decisions:
                if decision.id not in self._met and decision.action is not Action.RETRACT:
                    targets = ", ".join(decision.targets) or "nothing"
                    self._report(
                        "decision-unknown-target",
                        decision,
                        f"it names {targets}, which is not there",
                        "Undo it, or see what became of its target",
                    )
        return list({(one.code, one.message): one for one in self._problems}.values())

    def _report(self, code: str, decision: Decision, message: str, remedy: str) -> None:
        text = f"decision {decision.id} ({decision.action.value}): {message}"
        self._problems.append(Problem(severity=Severity.WARNING, code=code, message=text, remedy=remedy, file=_LOG))


def _change(facts: Facts, target: str, decision: Decision, **changes: object) -> None:
    merged = facts[target]
    decisions = (*merged.fact.decisions, decision.id)
    fact: Fact = msgspec.structs.replace(merged.fact, decisions=tuple(dict.fromkeys(decisions)), **changes)
    facts[target] = msgspec.structs.replace(merged, fact=fact)


def drop_undone(decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions in force: an undo takes its targets out, and a later undo of that undo brings them back."""
    undone: set[str] = set()
    kept: list[Decision] = []
    for decision in reversed(decisions):
        if decision.id in undone:
            continue
        if decision.action is Action.UNDO:
            undone.update(decision.targets)
        else:
            kept.append(decision)
    return kept[::-1]

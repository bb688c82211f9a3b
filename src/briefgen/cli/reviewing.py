"""Open questions put to an editor one by one, and what the editor says turned into decisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

import msgspec

from briefgen.cli.messages import say
from briefgen.cli.selection import read_date
from briefgen.edtf import complete_year, is_edtf
from briefgen.errors import UsageError
from briefgen.model import Action, Conflict, Decision, Fact, Question, Record, View
from briefgen.registry import digest_of, make_decision
from briefgen.registry.corrections import correct_fact, is_correctable
from briefgen.registry.merged import Merged

_FIELDS = Path(__file__).parent.parent / "packs" / "registry" / "review.yaml"
_DATES = frozenset({"date", "period", "due"})
_ABOUT_FACTS = {"c": "correct", "r": "reject", "o": "approve", "w": "reword"}

Ask = Callable[[str], str]
Show = Callable[[str], None]


class Item(Record):
    """What is put to the editor, with the facts that it is about."""

    subject: Question | Conflict
    facts: tuple[Fact, ...]


class Draft(Record):
    """A decision but for who makes it and why."""

    action: Action
    targets: tuple[str, ...]
    seen: str
    field: str | None = None
    value: str | None = None


def list_items(view: View) -> list[Item]:
    """The conflicts that no decision settles, then the questions that none answers, in the view's order."""
    facts = {fact.id: fact for fact in view.facts}
    conflicts = [
        Item(subject=conflict, facts=_pick(facts, [side.fact for side in conflict.sides]))
        for conflict in view.conflicts
        if conflict.decision is None
    ]
    return conflicts + [
        Item(subject=question, facts=_pick(facts, question.facts)) for question in view.questions if question.answered_by is None
    ]


def _pick(facts: Mapping[str, Fact], names: Sequence[str]) -> tuple[Fact, ...]:
    return tuple(facts[name] for name in dict.fromkeys(names) if name in facts)


class Interview:
    """Asks about one item after the other; ``ask`` prints a prompt and returns a line, raising EOFError where the input has ended.

    Without an ``author`` it asks once who decides, proposing ``guess``; without a ``reason`` it asks for one each time, proposing the last.
    """

    def __init__(self, ask: Ask, show: Show, *, at: str, author: str | None, guess: str, reason: str | None, scope: str | None) -> None:
        self._ask = ask
        self._show = show
        self._at = at
        self._author = author
        self._guess = guess
        self._reason = reason
        self._last_reason = ""
        self._scope = scope

    def rule(self, item: Item) -> Decision | None:
        """The decision that the editor comes to, None where the item is skipped. Raises EOFError where the editor wants to end."""
        choices = list_choices(item)
        while True:
            self._show("  ".join(f"[{key}] {words}" for key, words in choices.items()))
            key = self._ask(say("review.choice")).strip().lower()
            if key in {"q", "quit"}:
                raise EOFError
            if key in {"", "s"}:
                return None
            if key not in choices:
                self._show(say("review.unknown", key=key))
                continue
            drafted = self._draft(item, key)
            if drafted is not None and self._makes_sense(drafted, item):
                return self._sign(drafted)

    def _makes_sense(self, drafted: Draft, item: Item) -> bool:
        """Whether the facts take the value: a place or a date does for most, a word for a number does for none."""
        targets = [fact for fact in item.facts if drafted.field and (fact.id in drafted.targets or drafted.action is Action.ANSWER)]
        for fact in targets:
            if fault := find_fault(fact, drafted):
                self._show(say("review.no_value", field=drafted.field, fault=fault))
                return False
        return True

    def _draft(self, item: Item, key: str) -> Draft | None:
        if isinstance(item.subject, Conflict) and key.isdigit():
            return prefer_side(item.subject, int(key) - 1)
        drafters: Mapping[str, Callable[[Item], Draft | None]] = {
            "a": self._answer, "c": self._correct, "r": self._reject, "o": self._approve, "w": self._reword, "m": self._merge,
        }  # fmt: skip
        return drafters[key](item)

    def _answer(self, item: Item) -> Draft | None:
        question = item.subject
        field = (_load_fields().get(question.code) or question.values.get("field")) if isinstance(question, Question) else None
        said = self._ask(say("review.answer")).strip()
        if not said:
            return None
        value = said
        if field is not None and isinstance(question, Question):
            read = read_value(field, complete_year(said, question.values.get("date", "")))
            if read is None:
                self._show(say("review.in_words", value=said))
                field = None
            else:
                value = read
        return Draft(action=Action.ANSWER, targets=(question.id,), seen=digest_of(question), field=field, value=value)

    def _correct(self, item: Item) -> Draft | None:
        fact = self._choose(item)
        if fact is None:
            return None
        field = self._ask(say("review.field", fields=", ".join(list_fields(fact)))).strip()
        if field not in list_fields(fact):
            self._show(say("review.no_field", field=field))
            return None
        value = read_value(field, self._ask(say("review.value", field=field)).strip())
        if value is None:
            self._show(say("review.no_date"))
            return None
        return Draft(action=Action.CORRECT, targets=(fact.id,), seen=digest_of(fact), field=field, value=value)

    def _reject(self, item: Item) -> Draft | None:
        return self._about(item, Action.REJECT)

    def _approve(self, item: Item) -> Draft | None:
        return self._about(item, Action.APPROVE)

    def _about(self, item: Item, action: Action, value: str | None = None) -> Draft | None:
        fact = self._choose(item)
        return None if fact is None else Draft(action=action, targets=(fact.id,), seen=digest_of(fact), value=value)

    def _reword(self, item: Item) -> Draft | None:
        fact = self._choose(item)
        wording = self._ask(say("review.wording")).strip() if fact else ""
        return Draft(action=Action.REWORD, targets=(fact.id,), seen=digest_of(fact), value=wording) if fact and wording else None

    def _merge(self, item: Item) -> Draft | None:
        first, *others = item.facts
        return Draft(action=Action.MERGE, targets=(first.id, *(other.id for other in others)), seen=digest_of(first))

    def _choose(self, item: Item) -> Fact | None:
        """The fact meant: the only one, or the one of the number given."""
        if len(item.facts) == 1:
            return item.facts[0]
        said = self._ask(say("review.which", count=len(item.facts))).strip()
        if said.isdigit() and 1 <= int(said) <= len(item.facts):
            return item.facts[int(said) - 1]
        self._show(say("review.unknown", key=said))
        return None

    def _sign(self, drafted: Draft) -> Decision:
        if self._author is None:
            self._author = self._ask(say("review.author", guess=self._guess)).strip() or self._guess
        return make_decision(
            drafted.action,
            drafted.targets,
            reason=self._reason or self._ask_reason(),
            author=self._author,
            at=self._at,
            field=drafted.field,
            value=drafted.value,
            seen=drafted.seen,
            scope=self._scope,
        )

    def _ask_reason(self) -> str:
        """Why; an empty line repeats the last reason."""
        while True:
            prompt = say("review.same_reason", reason=self._last_reason) if self._last_reason else say("review.reason")
            said = self._ask(prompt).strip() or self._last_reason
            if said:
                self._last_reason = said
                return said


def list_choices(item: Item) -> dict[str, str]:
    """What an editor can do about the item, by the key to press."""
    subject = item.subject
    choices = {"a": say("review.to_answer")}
    if isinstance(subject, Conflict):
        choices = {str(number): say("review.to_prefer", value=side.value) for number, side in enumerate(subject.sides, start=1)} | choices
    if item.facts:
        choices |= {key: say(f"review.to_{name}") for key, name in _ABOUT_FACTS.items()}
    if isinstance(subject, Question) and _may_merge(item):
        choices["m"] = say("review.to_merge")
    return {**choices, "s": say("review.to_skip"), "q": say("review.to_quit")}


def _may_merge(item: Item) -> bool:
    return len(item.facts) > 1 and len({fact.kind for fact in item.facts}) == 1


def prefer_side(conflict: Conflict, index: int) -> Draft:
    """The draft that settles a conflict for one side, named by its fact where that is enough and by its value."""
    side = conflict.sides[index]
    return Draft(action=Action.PREFER, targets=(conflict.id, side.fact), seen=digest_of(conflict), value=side.value)


def list_fields(fact: Fact) -> list[str]:
    """The fields of a fact that an editor can correct."""
    return ["date", "label", "parties", "topics", *fact.claim.__struct_fields__]


def find_fault(fact: Fact, drafted: Draft) -> str | None:
    """Why the fact cannot take the value, None where it can; an answer is no correction of facts without such a field."""
    field = drafted.field or ""
    if drafted.action is Action.ANSWER and not is_correctable(fact, field):
        return None
    decision = make_decision(Action.CORRECT, (fact.id,), reason="-", author="-", at="", field=field, value=drafted.value)
    try:
        correct_fact(Merged(fact=fact, states=()), decision)
    except (msgspec.ValidationError, ValueError) as error:
        return str(error)
    return None


def read_value(field: str, said: str) -> str | None:
    """What was typed as the field takes it: dates as EDTF, other fields as they are. None for what is no date."""
    if field not in _DATES or not said:
        return said
    if is_edtf(said):
        return said
    try:
        return read_date(said)
    except UsageError:
        return None


@cache
def _load_fields() -> Mapping[str, str]:
    import yaml

    fields: Mapping[str, str] = yaml.safe_load(_FIELDS.read_text(encoding="utf-8"))
    return fields

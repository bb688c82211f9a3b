"""Answers that editors gave to the draft's questions, as replies to its comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.drafts.draft import Asked, Comment, Draft
from briefgen.drafts.proposals import Proposal
from briefgen.drafts.values import load_fields, read_value, value_of
from briefgen.edtf import complete_year
from briefgen.model import Action, Conflict, Question, View


def answer_questions(draft: Draft, view: View) -> Iterator[Proposal]:
    """A proposal for each reply: to a comment of ours, or set at the same words."""
    ours = _find_ours(draft)
    for comment in draft.comments:
        if comment.number in ours or not comment.text:
            continue
        parent = _root(comment, draft.comments)
        asked = ours.get(parent.number if parent is not None else "") or _find_neighbour(comment, draft, ours)
        if asked is not None:
            yield _propose(asked, comment, draft, view)


def _find_ours(draft: Draft) -> dict[str, Asked]:
    """The draft's own comments in the edited file, told by their words: word processors number comments anew."""
    waiting = list(draft.asked)
    ours = {}
    for comment in draft.comments:
        words = comment.text.split()
        asked = next((one for one in waiting if words[: len(one.text.split())] == one.text.split()), None)
        if asked is not None and comment.parent is None:
            waiting.remove(asked)
            ours[comment.number] = asked
    return ours


def _root(comment: Comment, comments: Sequence[Comment]) -> Comment | None:
    by_number = {one.number: one for one in comments}
    seen: set[str] = set()
    while comment.parent is not None and comment.parent in by_number and comment.number not in seen:
        seen.add(comment.number)
        comment = by_number[comment.parent]
    return comment if seen else None


def _find_neighbour(comment: Comment, draft: Draft, ours: dict[str, Asked]) -> Asked | None:
    """The question at the same words, for word processors that do not write whom a comment replies to."""
    places = draft.edited.comments
    place = places.get(comment.number)
    if place is None or comment.parent is not None:
        return None
    near = [asked for number, asked in ours.items() if number in places and places[number][0] <= place[0] <= places[number][1]]
    return near[0] if len(near) == 1 else None


def _propose(asked: Asked, comment: Comment, draft: Draft, view: View) -> Proposal:
    question = find_asked(asked, view)
    field = _field_of(asked, question)
    fact = next((fact for fact in view.facts if fact.id == asked.fact), None)
    value = read_value(field, comment.text, draft.language) if field else None
    held = value_of(fact, field) if field else None
    if value is not None and held is not None:
        value = complete_year(value, held)
    conflict = None if question is not None and _is_open(question) else "the registry no longer asks this"
    return Proposal(
        action=Action.ANSWER,
        targets=(question.id,) if question is not None else (),
        before=asked.text,
        after=comment.text,
        place=draft.edited.heading_before(draft.edited.comments.get(comment.number, (0, 0))[0]),
        field=field if value is not None else None,
        value=value or comment.text,
        conflict=conflict,
    )


def find_asked(asked: Asked, view: View) -> Question | Conflict | None:
    """What the registry asks: the question or conflict of that id, else the only question of that kind about that fact."""
    askable: tuple[Question | Conflict, ...] = (*view.questions, *view.conflicts)
    for one in askable:
        if one.id == asked.question:
            return one
    alike = [one for one in view.questions if one.code == asked.code and asked.fact in one.facts]
    return alike[0] if len(alike) == 1 else None


def _is_open(question: Question | Conflict) -> bool:
    return (question.decision if isinstance(question, Conflict) else question.answered_by) is None


def _field_of(asked: Asked, question: Question | Conflict | None) -> str | None:
    """The field whose value an answer gives: of a conflict, the field that the sources disagree on, where its words can be read back."""
    fields = load_fields()
    if isinstance(question, Conflict):
        return question.field if question.field in (*fields["dates"], *fields["numbers"]) else None
    return fields["answers"].get(asked.code) or (question.values.get("field") if question is not None else None)

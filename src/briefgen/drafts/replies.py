"""Answers that editors gave to the draft's questions, as replies to its comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.drafts.draft import Asked, Comment, Draft
from briefgen.drafts.proposals import Proposal
from briefgen.drafts.values import load_fields, read_value, value_of
from briefgen.edtf import complete_year
from briefgen.model import Action, Question, View


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
    question = find_question(asked, view)
    field = load_fields()["answers"].get(asked.code)
    fact = next((fact for fact in view.facts if fact.id == asked.fact), None)
    value = read_value(field, comment.text, draft.language) if field else None
    held = value_of(fact, field) if field else None
    if value is not None and held is not None:
        value = complete_year(value, held)
    conflict = "the registry no longer asks this" if question is None or question.answered_by else None
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


def find_question(asked: Asked, view: View) -> Question | None:
    """The registry's question: by its id, else the only one of that kind about that fact."""
    for question in view.questions:
        if question.id == asked.question:
            return question
    about = [one for one in view.questions if asked.fact and asked.fact in one.facts]
    alike = [one for one in about if one.code == asked.code] or about
    return alike[0] if len(alike) == 1 else None

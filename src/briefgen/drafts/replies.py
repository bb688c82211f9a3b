"""Answers that editors gave to the draft's questions, as replies to its comments."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from briefgen.drafts.draft import Asked, Comment, Draft
from briefgen.drafts.proposals import Comparison, Proposal, shorten, warn
from briefgen.drafts.values import load_fields, read_date, read_number, read_value, value_of
from briefgen.edtf import complete_year
from briefgen.model import Action, Conflict, Decision, Problem, Question, View

_FIRST_CLAUSE = re.compile(r"(.+?)\s*(?:[;:(]|,\s)")  # a value, before what is said about it: "2021, theo thông cáo"


def answer_questions(draft: Draft, view: View) -> Comparison:
    """A proposal for each reply, to a comment of ours or set at the same words; a warning for a comment that answers none."""
    ours = _find_ours(draft)
    proposals: list[Proposal] = []
    problems: list[Problem] = []
    for comment in draft.comments:
        if comment.number in ours or not comment.text:
            continue
        parent = _root(comment, draft.comments)
        asked = ours.get(parent.number if parent is not None else "") or _find_neighbour(comment, draft, ours)
        if asked is None:
            problems.append(_tell_comment(comment, draft))
        elif (proposal := _answer(asked, comment, draft, view)) is not None:
            proposals.append(proposal)
    return Comparison(proposals=tuple(proposals), problems=tuple(problems))


# --- which comment is a reply to which question -----------------------------------------------------------------------


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


def _find_neighbour(comment: Comment, draft: Draft, ours: Mapping[str, Asked]) -> Asked | None:
    """The question at the same words, for word processors that do not write whom a comment replies to."""
    places = draft.edited.comments
    place = places.get(comment.number)
    if place is None or comment.parent is not None:
        return None
    near = [asked for number, asked in ours.items() if number in places and places[number][0] <= place[0] <= places[number][1]]
    return near[0] if len(near) == 1 else None


def _tell_comment(comment: Comment, draft: Draft) -> Problem:
    return warn(
        draft.name,
        "draft-comment",
        f"the comment {shorten(comment.text)!r} answers no question of the draft",
        "It is not taken over: reply to the question's comment, or rule by `briefgen decide`",
    )


# --- what a reply says ------------------------------------------------------------------------------------------------


def _answer(asked: Asked, comment: Comment, draft: Draft, view: View) -> Proposal | None:
    """What a reply proposes; None where the registry has been told just this already."""
    question = find_asked(asked, view)
    field, value = _read_answer(asked, question, comment.text, draft)
    answered = _answer_of(question)
    decided = next((one for one in view.decisions if one.id == answered), None)
    if decided is not None and decided.value == value:
        return None
    return Proposal(
        action=Action.ANSWER,
        targets=(question.id,) if question is not None else (),
        before=asked.text,
        after=comment.text,
        place=draft.edited.heading_before(draft.edited.comments.get(comment.number, (0, 0))[0]),
        field=field,
        value=value,
        conflict=None if question is not None and answered is None else _describe_ruling(decided),
    )


def _read_answer(asked: Asked, question: Question | Conflict | None, words: str, draft: Draft) -> tuple[str | None, str]:
    """The field that the reply gives a value of, and the value; no field and the words where it gives none."""
    head = _FIRST_CLAUSE.match(words)
    for said in dict.fromkeys((words, head[1] if head else words)):
        sides = question.sides if isinstance(question, Conflict) else ()
        if side := next((one.value for one in sides if _says(said, one.value, draft.language)), None):
            return None, side
        field = _field_of(asked, question)
        if field is not None and (value := read_value(field, said, draft.language)) is not None:
            held = value_of(draft.facts.get(asked.fact), field)
            return field, complete_year(value, held) if held is not None else value
    return None, words


def _says(words: str, value: str, language: str) -> bool:
    """Whether the words give this value, as it is written or as the draft prints it."""
    said = {" ".join(words.casefold().split()), read_date(words, language), read_number(words, language)}
    return value.casefold() in said


def _field_of(asked: Asked, question: Question | Conflict | None) -> str | None:
    """The field whose value an answer gives: of a conflict, the field that the sources disagree on, where its words can be read back."""
    fields = load_fields()
    if isinstance(question, Conflict):
        return question.field if question.field in (*fields["dates"], *fields["numbers"]) else None
    return fields["answers"].get(asked.code) or (question.values.get("field") if question is not None else None)


def find_asked(asked: Asked, view: View) -> Question | Conflict | None:
    """What the registry asks: the question or conflict of that id, else the only question of that kind about that fact."""
    askable: tuple[Question | Conflict, ...] = (*view.questions, *view.conflicts)
    for one in askable:
        if one.id == asked.question:
            return one
    alike = [one for one in view.questions if one.code == asked.code and asked.fact in one.facts]
    return alike[0] if len(alike) == 1 else None


def _answer_of(question: Question | Conflict | None) -> str | None:
    if isinstance(question, Conflict):
        return question.decision
    return question.answered_by if question is not None else None


def _describe_ruling(decided: Decision | None) -> str:
    """How the registry was told otherwise since the draft was made."""
    if decided is None:
        return "the registry no longer asks this"
    return f"{decided.author} answered meanwhile: {decided.value or ' '.join(decided.targets)}"

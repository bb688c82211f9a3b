"""What an editor should look at, at its place in the text: a comment in the DOCX, nothing in the PDF."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.compose.dossier import Dossier
from briefgen.compose.questions import ask_question, conflict_words
from briefgen.model import Conflict, Fact, Record


class Query(Record):
    """One comment: its words, what kind it is, and the id of the question or conflict that an answer settles (empty: none)."""

    text: str
    code: str
    id: str = ""


def list_queries(fact: Fact, field: str, dossier: Dossier) -> Iterator[Query]:
    """What is open about a field of the fact; what is open about the fact as a whole stands at its ``sentence``.

    ``derived`` is the field of values that arithmetic made.
    """
    fields = dossier.wording.question_fields
    for question in dossier.questions:
        if fact.id in question.facts and fields.get(question.code, "sentence") == field:
            yield Query(text=ask_question(question, dossier), code=question.code, id=question.id)
    for conflict in dossier.conflicts:
        if conflict.decision is None and _place(conflict, fact) == field:
            yield Query(text=conflict_words(conflict, dossier), code="conflict", id=conflict.id)


def _place(conflict: Conflict, fact: Fact) -> str | None:
    """The field at which a conflict is shown: that of a date or value that the fact prints, else the whole sentence."""
    if not any(side.fact == fact.id for side in conflict.sides):
        return None
    return conflict.field if conflict.field in ("date", "value", "level", "stage") else "sentence"

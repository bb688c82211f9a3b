"""What a decision needs: who decides, when, and about what."""

from __future__ import annotations

import getpass
import os
from collections.abc import Sequence
from datetime import date

from briefgen.cli.details import find_fact
from briefgen.cli.messages import say
from briefgen.cli.selection import read_date, suggest
from briefgen.errors import UsageError
from briefgen.model import Decision, Record, View
from briefgen.registry import digest_of

AUTHOR_VARIABLE = "BRIEFGEN_AUTHOR"


class Signature(Record):
    """Who decides, and the day (ISO 8601)."""

    author: str
    at: str


def sign(author: str | None, day: str | None) -> Signature:
    """The signature asked for; else ``BRIEFGEN_AUTHOR`` or the user's name, and today. The only place that reads the clock."""
    at = read_date(day) if day else date.today().isoformat()
    if len(at) != len("2024-04-26"):
        raise UsageError(say("errors.no_day"), place=day, remedy=say("errors.date_remedy"))
    return Signature(author=author or os.environ.get(AUTHOR_VARIABLE) or getpass.getuser(), at=at)


def find_targets(names: Sequence[str], view: View, log: Sequence[Decision]) -> tuple[tuple[str, ...], str | None]:
    """The full ids meant, and a digest of the first as it is seen now, so that a later change underneath is noticed.

    Raises :class:`UsageError` for an id that no fact, conflict, question or decision has.
    """
    records = index_records(view) | {decision.id: decision for decision in log}
    targets = tuple(name if name in records else _complete(name, view, list(records)) for name in names)
    return targets, digest_of(records[targets[0]])


def index_records(view: View) -> dict[str, Record]:
    """Everything in the view that a decision can be about, by its id."""
    records: dict[str, Record] = {fact.id: fact for fact in view.facts}
    records |= {conflict.id: conflict for conflict in view.conflicts}
    return records | {question.id: question for question in view.questions}


def _complete(name: str, view: View, known: Sequence[str]) -> str:
    matching = [identifier for identifier in known if identifier.startswith(name)]
    if len(matching) == 1:
        return matching[0]
    if not matching:
        raise UsageError(say("errors.unknown_target", name=name), remedy=suggest_near(name, known))
    return find_fact(view, name).id


def suggest_near(name: str, known: Sequence[str]) -> str:
    """The ids that look like this one; not all of them, there are hundreds."""
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=3)
    return suggest(name, near) if near else say("errors.unknown_target_remedy")

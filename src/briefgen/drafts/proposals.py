"""What an edited draft proposes, before anybody agreed to it."""

from __future__ import annotations

from briefgen.model import Action, Problem, Record, Severity


class Proposal(Record):
    """One proposal: what a decision would say. ``action`` is None for a new sentence, a claim that needs a source.

    ``before`` and ``after`` are the words that were edited, ``place`` the heading they stand under; ``scope`` is the briefing that the
    decision is limited to. ``conflict`` says how the registry changed since the draft was made: such a proposal is shown, never applied.
    """

    action: Action | None
    targets: tuple[str, ...]
    before: str
    after: str
    place: str
    field: str | None = None
    value: str | None = None
    scope: str | None = None
    conflict: str | None = None

    @property
    def applicable(self) -> bool:
        """Whether a decision can be made of it."""
        return self.action is not None and self.conflict is None


class Comparison(Record):
    """What an edited draft proposes, and what in it no decision can say."""

    proposals: tuple[Proposal, ...]
    problems: tuple[Problem, ...]


def warn(draft: str, code: str, message: str, remedy: str) -> Problem:
    """A problem with an edit that no decision can say: a warning, since the edit is lost otherwise."""
    return Problem(severity=Severity.WARNING, code=code, message=message, remedy=remedy, file=draft)


def shorten(text: str, length: int = 90) -> str:
    """The words in one line, cut at a word's end."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"

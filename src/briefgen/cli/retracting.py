"""A retraction in lines for a person, or as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from briefgen.cli.context import Context
from briefgen.cli.messages import say
from briefgen.cli.selection import suggest
from briefgen.errors import UsageError
from briefgen.model import Action, Decision, SourceInfo, View
from briefgen.pipeline.retracting import Retraction
from briefgen.registry.rulings import drop_undone

_INDENT = "  "


def find_article(name: str, view: View, log: Sequence[Decision]) -> SourceInfo:
    """The article named by its stem, the beginning of it, or its path.

    Raises :class:`UsageError` where there is none or several, and where it is retracted already.
    """
    stem = Path(name).stem if name.endswith((".txt", ".md", ".html", ".htm", ".docx", ".pdf")) else name
    found = [source for source in view.sources if source.stem == stem]
    found = found or [source for source in view.sources if source.stem.startswith(stem)]
    if len(found) == 1:
        return found[0]
    for decision in drop_undone(log):
        if decision.action is Action.RETRACT and decision.targets[0].startswith(stem) and not found:
            raise UsageError(
                say("errors.retracted", name=name, author=decision.author), remedy=say("errors.retracted_remedy", decision=decision.id)
            )
    stems = [source.stem for source in view.sources]
    raise UsageError(say("errors.unknown_value", what=say("what.article"), value=name), remedy=suggest(name, stems))


def print_retraction(retraction: Retraction, context: Context) -> None:
    """What becomes of the facts, which editions said so, and the notes to print."""
    if context.json:
        from briefgen.cli.reading import print_json

        print_json(msgspec.to_builtins(retraction))
        return
    print("\n".join(_describe(retraction)))


def _describe(retraction: Retraction) -> Iterator[str]:
    source = retraction.source
    yield say("retract.head", path=source.path, count=len(retraction.changes))
    for change in retraction.changes:
        yield f"{_INDENT}{say(f'changes.{change.kind.value}')}: {change.label} [{change.fact}]"
    if not retraction.said:
        yield say("retract.unsaid")
    for one in retraction.said:
        yield say("retract.said", edition=one.edition, count=len(one.sentences))
    for correction in retraction.corrections:
        yield ""
        yield say("retract.note", series=correction.series)
        yield correction.note

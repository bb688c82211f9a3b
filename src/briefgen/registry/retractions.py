"""Articles that editors retracted: the file stays, what it says no longer counts.

A retraction names the bytes of the article: a corrected file under the same name counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from briefgen.model import Action, Decision, Problem, Severity, SourceInfo
from briefgen.registry.rulings import drop_undone

Retracted = Mapping[str, Decision]


def find_retracted(decisions: Sequence[Decision], sources: Iterable[SourceInfo], scope: str | None) -> Retracted:
    """The stems of the articles retracted everywhere or in ``scope``, each with the last decision that says so."""
    ruled = {
        (decision.targets[0], decision.value): decision
        for decision in drop_undone([one for one in decisions if one.scope is None or one.scope == scope])
        if decision.action is Action.RETRACT
    }
    return {source.stem: ruled[source.stem, source.sha256] for source in sources if (source.stem, source.sha256) in ruled}


def report_retracted(source: SourceInfo, decision: Decision) -> Problem:
    """A note on an article that is left out."""
    return Problem(
        severity=Severity.NOTE,
        code="source-retracted",
        message=f"left out: retracted by {decision.author} ({decision.reason})",
        remedy=f"briefgen decide undo {decision.id} lets it count again",
        file=source.path,
    )

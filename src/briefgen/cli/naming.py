"""Which briefings a command is about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from briefgen.cli.messages import say
from briefgen.cli.selection import check_values, read_date, suggest
from briefgen.errors import ProjectError, UsageError
from briefgen.pipeline.orders import LANGUAGES, Order
from briefgen.project import Project, list_briefings


def make_orders(project: Project, names: Sequence[str], *, language: str | None = None, as_of: str | None = None) -> list[Order]:
    """An order for each briefing named, or for all; they are composed, and nothing is written.

    Raises :class:`UsageError` for a briefing or language that does not exist, :class:`ProjectError` where there is no briefing at all.
    """
    check_values("language", [language] if language else [], LANGUAGES)
    known = {path.stem: path for path in list_briefings(project)}
    if not known:
        raise ProjectError(say("errors.no_briefings"), place=str(project.root), remedy=say("errors.no_briefings_remedy"))
    chosen = list(dict.fromkeys(Path(name).name.removesuffix(".toml") for name in names)) or list(known)
    for name in chosen:
        if name not in known:
            raise UsageError(say("errors.unknown_briefing", name=name), remedy=suggest(name, list(known)))
    cut_off = read_date(as_of) if as_of else None
    return [Order(name=name, settings=known[name], formats=(), folder=project.output, language=language, as_of=cut_off) for name in chosen]

"""Which briefings a command is about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from briefgen.cli.messages import say
from briefgen.cli.selection import check_values, read_date, suggest
from briefgen.errors import ProjectError, UsageError
from briefgen.pipeline.orders import FORMATS, LANGUAGES, Order
from briefgen.project import Project, list_briefings


def make_orders(
    project: Project,
    names: Sequence[str],
    *,
    language: str | None = None,
    as_of: str | None = None,
    formats: Sequence[str] = (),
    folder: Path | None = None,
) -> list[Order]:
    """An order for each briefing named, or for all; without formats they are only composed.

    ``folder`` is where the files go, the project's output where none is given.
    Raises :class:`UsageError` for a briefing, format or language that does not exist, :class:`ProjectError` where there is none at all.
    """
    check_values("format", formats, FORMATS)
    check_values("language", [language] if language else [], LANGUAGES)
    known = {path.stem: path for path in list_briefings(project)}
    if not known:
        raise ProjectError(say("errors.no_briefings"), place=str(project.root), remedy=say("errors.no_briefings_remedy"))
    chosen = list(dict.fromkeys(Path(name).name.removesuffix(".toml") for name in names)) or list(known)
    for name in chosen:
        if name not in known:
            raise UsageError(say("errors.unknown_briefing", name=name), remedy=suggest(name, list(known)))
    cut_off = read_date(as_of) if as_of else None
    place = folder or project.output
    return [
        Order(name=name, settings=known[name], formats=tuple(formats), folder=place, language=language, as_of=cut_off) for name in chosen
    ]

"""The registry as the articles in the project make it now, for commands that only read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec

from briefgen.cli.context import Context
from briefgen.cli.messages import say
from briefgen.cli.progress import progress_line
from briefgen.cli.terminal import escape_controls
from briefgen.errors import ProjectError
from briefgen.model import Fact, View
from briefgen.pipeline.orders import Ingested
from briefgen.pipeline.registry import open_project_registry, update_registry
from briefgen.registry import Registry, export_facts


@contextmanager
def open_view(
    context: Context, *, as_of: str | None = None, with_decisions: bool = True, scope: str | None = None
) -> Iterator[tuple[Registry, View]]:
    """The project's registry, brought up to date, and the view of it; unreadable articles are reported on stderr.

    ``scope`` names the briefing whose own decisions count too.
    """
    from briefgen.cli.selection import read_date

    cut_off = read_date(as_of) if as_of else None
    with open_registry_of(context) as registry:
        ingested = refresh(context, registry)
        view = registry.view(as_of=cut_off, with_decisions=with_decisions, scope=scope)
        context.report((*ingested.problems, *view.problems))
        yield registry, view


@contextmanager
def open_registry_of(context: Context) -> Iterator[Registry]:
    """The registry that the common options name."""
    with open_project_registry(context.project, context.registry) as registry:
        if registry.is_renewed:
            context.note(say("registry.renewed"))
        yield registry


def read_view(context: Context, *, as_of: str | None = None, with_decisions: bool = True, scope: str | None = None) -> View:
    """The view alone."""
    with open_view(context, as_of=as_of, with_decisions=with_decisions, scope=scope) as (_, view):
        return view


def refresh(context: Context, registry: Registry, *, force: bool = False, jobs: int | None = None) -> Ingested:
    """Reads what is new or changed into the registry, with a progress line.

    Raises :class:`ProjectError` where the project holds no article at all.
    """
    with progress_line(shown=context.shows_progress) as line:
        ingested = update_registry(context.project, registry, force=force, jobs=jobs or os.cpu_count() or 1, progress=line.show_reading)
    if not ingested.count:
        place = context.project.relative(context.project.seeds)
        raise ProjectError(say("errors.no_articles"), place=f"{place}/", remedy=say("errors.no_articles_remedy"))
    return ingested


def export_some(view: View, facts: Sequence[Fact]) -> list[dict[str, Any]]:
    """The fact export's records of some of the view's facts, with their earlier states."""
    wanted = {fact.id for fact in facts}
    return list(export_facts(msgspec.structs.replace(view, facts=tuple(fact for fact in view.facts if fact.id in wanted))))


def print_json(value: Any) -> None:
    """Prints the value, or an array of what an iterator brings, as indented JSON."""
    import json

    text = json.dumps(value if isinstance(value, dict | list) else list(value), ensure_ascii=False, indent=2)
    sys.stdout.write(f"{escape_controls(text)}\n")

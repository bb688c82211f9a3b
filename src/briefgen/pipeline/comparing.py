"""Editions compared with each other, or with what the registry says now."""

from __future__ import annotations

from briefgen.compose import BriefingSettings, ChangeRow, load_briefing
from briefgen.compose.changes import list_change_rows
from briefgen.compose.dossier import Dossier, select_facts
from briefgen.compose.wording import load_wording
from briefgen.editions import Edition, compare_snapshots, snapshot_of
from briefgen.errors import EditionError, SettingsError
from briefgen.model import FactChange, Record, View
from briefgen.pipeline.composing import take_snapshot
from briefgen.pipeline.history import list_editions, read_edition
from briefgen.project import Project, list_briefings
from briefgen.registry import Registry


class Comparison(Record):
    """What changed from one edition (``before``) to another, or to now (``after`` is None), and each change in words."""

    before: str
    after: str | None
    changes: tuple[FactChange, ...]
    rows: tuple[ChangeRow, ...]


def newest_editions(project: Project) -> list[Edition]:
    """The newest edition of each series, in order of their names."""
    folders = sorted(folder.name for folder in project.editions.glob("*") if folder.is_dir())
    newest = (list(list_editions(project, name).values())[-1:] for name in folders)
    return [read_edition(path, project) for paths in newest for path in paths]


def compare_editions(project: Project, registry: Registry, before: Edition, after: Edition) -> Comparison:
    """What changed between two editions of one briefing.

    Raises :class:`EditionError` for editions of different briefings.
    """
    if before.briefing != after.briefing:
        raise EditionError(
            f"{before.name} and {after.name} are of different briefings", place=after.name, remedy="Compare editions of one briefing"
        )
    changes = compare_snapshots(snapshot_of(before), snapshot_of(after))
    dossier = _dossier(_settings(project, after), registry.view(scope=after.briefing), after)
    rows = list_change_rows(changes, dossier, (*before.sources, *after.sources))
    return Comparison(before=before.name, after=after.name, changes=changes, rows=rows)


def compare_with_now(project: Project, registry: Registry, edition: Edition) -> Comparison:
    """What changed since the edition, as the registry stands now."""
    settings = _settings(project, edition)
    view = registry.view(settings.as_of, scope=edition.briefing)
    changes = compare_snapshots(snapshot_of(edition), take_snapshot(view, settings))
    rows = list_change_rows(changes, _dossier(settings, view, edition), edition.sources)
    return Comparison(before=edition.name, after=None, changes=changes, rows=rows)


def _dossier(settings: BriefingSettings, view: View, edition: Edition) -> Dossier:
    return select_facts(view, settings, load_wording(edition.language))


def _settings(project: Project, edition: Edition) -> BriefingSettings:
    for path in list_briefings(project):
        if path.stem == edition.briefing:
            return load_briefing(path)
    raise SettingsError(
        "this briefing is no longer there", place=edition.settings, remedy=f"Bring its file back to compare {edition.name} with"
    )

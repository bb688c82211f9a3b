"""The project's registry, brought up to what lies in its folder: only articles that changed are read again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from briefgen.articles import group_copies
from briefgen.model import Problem
from briefgen.pipeline.inventory import Inventory, list_changes, reader_version, take_inventory
from briefgen.pipeline.orders import Ingested
from briefgen.project import Project
from briefgen.registry import Registry, open_registry, read_decisions
from briefgen.registry.writing import Entry

Progress = Callable[[int, int, str], None]


@contextmanager
def open_project_registry(project: Project, address: str | None) -> Iterator[Registry]:
    """The registry at ``address``, else the project's own file; in a folder that cannot be written, one that is forgotten afterwards.

    The project's own is derived: one that an older version laid out is emptied (``Registry.is_renewed``), to be filled by the next update.
    """
    if address is None and not _may_write(project.cache):
        with TemporaryDirectory() as folder, open_registry(Path(folder) / "registry.sqlite", group_copies=group_copies) as registry:
            yield registry
        return
    with open_registry(address or project.registry, renew=address is None, group_copies=group_copies) as registry:
        yield registry


def _may_write(folder: Path) -> bool:
    nearest = next(parent for parent in (folder, *folder.parents) if parent.exists())
    return os.access(nearest, os.W_OK)


def update_registry(
    project: Project, registry: Registry, *, force: bool = False, jobs: int = 1, progress: Progress = lambda *_: None
) -> Ingested:
    """Reads new and changed articles and the editors' decisions into the registry, and takes out what is gone."""
    known = registry.known()
    inventory = take_inventory(project, known, force=force)
    for place in inventory.gone:
        registry.remove_article(_stem(place))
    unread = _put_articles(project, registry, inventory, jobs, progress)
    decisions, doubts = read_decisions(project.decisions)
    registry.put_decisions(decisions)
    registry.refresh()
    problems = (*inventory.problems, *unread, *doubts)
    changes = list_changes(inventory, known, force=force)
    return Ingested(count=len(inventory.articles), read=len(inventory.changed), problems=problems, changes=changes)


def _put_articles(project: Project, registry: Registry, inventory: Inventory, jobs: int, progress: Progress) -> list[Problem]:
    if not inventory.changed:
        return []
    from briefgen.pipeline.reading import Read, read_articles  # the extractor and its packs: a fifth of a second

    unread: list[Read] = []

    def list_entries() -> Iterator[Entry]:
        for read in read_articles(project, inventory.changed, version=reader_version(), jobs=jobs, progress=progress):
            if read.entry is not None:
                yield read.entry
            else:
                unread.append(read)

    registry.put_articles(list_entries())
    for read in unread:
        # It could be read once, and now it cannot: what it said no longer has a source.
        registry.remove_article(_stem(read.found.place))
    return [problem for read in unread for problem in read.problems]


def _stem(place: str) -> str:
    return PurePosixPath(place).stem

"""Whether anything changed in a project's folders, and being told when it does."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from briefgen.project import Project

Snapshot = frozenset[tuple[str, int, int]]

_SETTLE = 400  # milliseconds in which several saves count as one
_LOOK = 1000  # milliseconds after which the folders are looked over in any case: some network disks tell nothing


def watch_project(project: Project, seen: Snapshot) -> Iterator[Snapshot]:
    """The new snapshot each time that something was saved after ``seen`` was taken; ends only by Ctrl-C (``KeyboardInterrupt``)."""
    from watchfiles import watch

    folders = [folder for folder in {project.seeds, project.reports} if folder.is_dir()]
    settings: dict[str, Any] = {"debounce": _SETTLE, "rust_timeout": _LOOK, "yield_on_timeout": True, "ignore_permission_denied": True}
    for _ in watch(*folders, raise_interrupt=True, **settings):
        now = take_snapshot(project)
        if now != seen:
            seen = now
            yield now


def take_snapshot(project: Project) -> Snapshot:
    """Every file that a document is made from, with its time and size: articles, briefings, templates, decisions; hidden ones left out."""
    return frozenset(_list_files(project.seeds, deep=project.seeds != project.root)) | frozenset(_list_files(project.reports, deep=True))


def _list_files(folder: Path, *, deep: bool) -> Iterator[tuple[str, int, int]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if deep and entry.is_dir():
            yield from _list_files(Path(entry.path), deep=True)
        else:
            yield from _describe(entry)


def _describe(entry: os.DirEntry[str]) -> Iterator[tuple[str, int, int]]:
    try:
        state = entry.stat()
    except OSError:  # gone again, as an editor's temporary file is
        return
    yield entry.path, state.st_mtime_ns, state.st_size

"""The files that an edition is made from, each by its digest and by the name under which git keeps its bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from briefgen.editions import Input, LogInput
from briefgen.errors import ProjectError
from briefgen.pipeline.inventory import take_inventory
from briefgen.project import Project


def list_articles_read(project: Project) -> tuple[Input, ...]:
    """The articles of the project and their sidecars, in order of their paths."""
    paths = {found.path for found in take_inventory(project, {}).articles}
    sidecars = {path.with_suffix(".yaml") for path in paths}
    return tuple(_describe(path, project) for path in sorted(paths | {path for path in sidecars if path.is_file()}))


def list_settings_read(project: Project, settings: Path, since: Path | None) -> tuple[Input, ...]:
    """The briefing's file, the project's own templates and the edition that this one is compared with, in order of their paths."""
    templates = {path for path in project.templates.rglob("*") if path.is_file()} if project.templates.is_dir() else set()
    return tuple(_describe(path, project) for path in sorted(templates | {settings} | ({since} if since else set())))


def list_logs_read(project: Project) -> tuple[LogInput, ...]:
    """The logs of decisions as they are now, in order of their paths."""
    return tuple(_describe_log(path, project) for path in sorted(project.decisions.glob("*.jsonl")))


def digest_bytes(content: bytes) -> str:
    """The SHA-256 of the bytes."""
    return hashlib.sha256(content).hexdigest()


def digest_file(path: Path) -> str:
    """The SHA-256 of the file's bytes; an empty text where it cannot be read."""
    try:
        return digest_bytes(path.read_bytes())
    except OSError:
        return ""


def name_blob(content: bytes) -> str:
    """The name that git gives these bytes."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _describe(path: Path, project: Project) -> Input:
    content = _read(path, project)
    return Input(path=project.relative(path), sha256=digest_bytes(content), blob=name_blob(content))


def _describe_log(path: Path, project: Project) -> LogInput:
    content = _read(path, project)
    return LogInput(
        path=project.relative(path),
        sha256=digest_bytes(content),
        blob=name_blob(content),
        size=len(content),
        lines=tuple(name for name, _ in _read_lines(content)),
    )


class _Line(msgspec.Struct):
    id: str


def list_lines(path: Path) -> Iterator[tuple[str, bytes]]:
    """The lines of a log of decisions, each by its decision's id; nothing of a file that cannot be read."""
    with suppress(OSError):
        yield from _read_lines(path.read_bytes())


def _read_lines(content: bytes) -> Iterator[tuple[str, bytes]]:
    for line in content.split(b"\n"):
        with suppress(msgspec.MsgspecError):  # reading the log reports it
            yield msgspec.json.decode(line, type=_Line).id, line


def _read(path: Path, project: Project) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ProjectError(f"cannot be read: {error.strerror}", place=project.relative(path), remedy="Check who may read it") from error

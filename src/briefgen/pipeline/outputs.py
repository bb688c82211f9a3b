"""Output files that are whole or absent."""

from __future__ import annotations

import os
from pathlib import Path

from briefgen.errors import ProjectError

_UNFINISHED = ".briefgen-part"


def write_whole(path: Path, content: bytes) -> bool:
    """Writes the file so that it is there whole or not at all, even when killed; True where its bytes changed.

    What is no file (/dev/stdout, a pipe) is written to and never replaced.
    Raises :class:`ProjectError` where the folder cannot be written or the disk is full.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
            return True
        if path.is_file() and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content)
    except OSError as error:
        raise ProjectError(
            f"cannot be written: {error.strerror or error}", place=str(path), remedy="Check the folder's rights and the space on the disk"
        ) from error
    return True


def _replace(path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}{_UNFINISHED}-{os.getpid()}")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def remove_unfinished(folder: Path) -> None:
    """Removes what a killed run left beside its output; the parts of runs that are still alive stay."""
    if not folder.is_dir():
        return
    for part in sorted(folder.glob(f".*{_UNFINISHED}-*")):
        if not _is_alive(part.name.rpartition("-")[2]):
            part.unlink(missing_ok=True)


def _is_alive(number: str) -> bool:
    try:
        os.kill(int(number), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True

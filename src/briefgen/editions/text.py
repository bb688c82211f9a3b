"""The lock file as bytes: JSON with sorted keys, one value a line, and a digest of itself."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath

import msgspec

from briefgen.editions.records import FORMAT, Edition, Input, LogInput
from briefgen.errors import EditionError


def encode_edition(edition: Edition) -> bytes:
    """The bytes of the lock file; ``edition.digest`` is set here. Equal editions give equal bytes."""
    sealed = msgspec.structs.replace(edition, digest=_digest(edition))
    return msgspec.json.format(msgspec.json.encode(sealed, order="sorted"), indent=1) + b"\n"


def decode_edition(content: bytes, place: str) -> Edition:
    """The edition in a lock file; ``place`` is the file's name for messages.

    Raises :class:`EditionError` for a file that is none, is of a newer program, or says something else than was published.
    """
    try:
        given = msgspec.json.decode(content, type=_Head)
        if given.format > FORMAT:
            raise EditionError("this edition was published by a newer briefgen", place=place, remedy="Update briefgen")
        edition = msgspec.json.decode(content, type=Edition)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise EditionError(f"no edition: {error}", place=place, remedy=_RESTORE.format(place=place)) from error
    if fault := _find_fault(edition):
        raise EditionError(f"no edition: {fault}", place=place, remedy=_RESTORE.format(place=place))
    if edition.digest != _digest(edition):
        raise EditionError("this edition was changed after it was published", place=place, remedy=_RESTORE.format(place=place))
    return edition


class _Head(msgspec.Struct):
    format: int = 0


_RESTORE = "Bring back the file as it was published, for instance with: git checkout -- {place}"


_NAME = re.compile(r"[^/\\\x00-\x1f]+")
_BLOB = re.compile(r"[0-9a-f]{40}")


def _find_fault(edition: Edition) -> str | None:
    """What would lead out of the project: the file may come from anywhere, and its digest can be made by anyone."""
    inputs: list[Input | LogInput] = [*edition.articles, *edition.inputs, *edition.logs]
    names = (edition.series, edition.briefing, *edition.documents, *(output.name for output in edition.outputs))
    wrong = [
        *(f"{path!r} is no path inside a project" for path in (edition.settings, *(one.path for one in inputs)) if not _is_inside(path)),
        *(f"{name!r} is no name" for name in names if not _NAME.fullmatch(name) or name.startswith(".")),
        *(f"{one.blob!r} is no name of a blob" for one in inputs if not _BLOB.fullmatch(one.blob)),
    ]
    return wrong[0] if wrong else None


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts and "\\" not in path and "\0" not in path


def _digest(edition: Edition) -> str:
    bare = msgspec.structs.replace(edition, digest="")
    return hashlib.sha256(msgspec.json.encode(bare, order="sorted")).hexdigest()

"""What whole builds came to, so that one with nothing to do ends before the registry is opened.

A receipt is good only while every file that a build may read has the bytes that it had, the program and its packages are the same,
and every file that was made is still as it was left. The receipts lie in the project's cache and can be deleted at any time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from briefgen.errors import ProjectError
from briefgen.model import Record
from briefgen.pipeline.causes import digest_all, digest_bytes, list_files, list_program, name_bytes
from briefgen.pipeline.memory import Kept, is_untouched, keep
from briefgen.pipeline.orders import Built, Order
from briefgen.pipeline.outputs import write_whole
from briefgen.project import Project

_KEPT = 20  # receipts: as many different ways of calling build are remembered


class Receipt(Record):
    """A build: the digest of all that it may have read, what came of it, and its files."""

    inputs: str
    built: Built
    files: tuple[Kept, ...]


def digest_project(project: Project) -> str:
    """One digest over every file that a build may read: articles and sidecars, all of ``reports/``, the program, its packages."""
    return digest_all([list(_list_seeds(project)), list_files("report", project.reports), dict(list_program())])


def _list_seeds(project: Project) -> Iterator[tuple[str, str]]:
    for path in sorted(project.seeds.iterdir()):
        if path.name.startswith(".") or path.is_dir():
            continue
        # A pipe would wait for ever for someone to write into it; what cannot be read is told by reading the article.
        content = b""
        with suppress(OSError):
            content = path.read_bytes() if path.is_file() else b""
        yield name_bytes(path.name), f"{path.is_file()} {digest_bytes(content)}"


def recall_build(project: Project, orders: Sequence[Order], inputs: str) -> Built | None:
    """What came of an earlier build of the same orders from the same inputs; None where it is to be done again."""
    receipt = _read(project).get(_name(orders))
    if receipt is None or receipt.inputs != inputs or not all(is_untouched(kept) for kept in receipt.files):
        return None
    return _settle(receipt.built)


def _settle(built: Built) -> Built:
    """As a second build tells it: nothing was read, and no file changed."""
    replace = msgspec.structs.replace
    outcomes = tuple(replace(one, changes=(), files=tuple(replace(made, changed=False) for made in one.files)) for one in built.outcomes)
    return replace(built, ingested=replace(built.ingested, read=0, changes=()), outcomes=outcomes)


def keep_build(project: Project, orders: Sequence[Order], inputs: str, built: Built) -> None:
    """Keeps a receipt of a build in which nothing failed; a folder that cannot be written only means that builds take longer."""
    if any(outcome.failure for outcome in built.outcomes):
        return
    receipts = _read(project)
    receipts.pop(_name(orders), None)
    receipts[_name(orders)] = Receipt(inputs=inputs, built=built, files=tuple(keep(made) for made in built.files))
    last = dict(list(receipts.items())[-_KEPT:])
    with suppress(ProjectError, UnicodeEncodeError):  # a folder whose name is no text cannot be written down
        write_whole(_place(project), msgspec.json.encode(last, enc_hook=_encode))


def _name(orders: Sequence[Order]) -> str:
    return digest_bytes(repr(list(orders)).encode("utf-8", "backslashreplace"))


def _read(project: Project) -> dict[str, Receipt]:
    try:
        return msgspec.json.decode(_place(project).read_bytes(), type=dict[str, Receipt], dec_hook=_decode)
    except (OSError, msgspec.MsgspecError):
        return {}


def _place(project: Project) -> Path:
    return project.cache / "receipts.json"


def _encode(value: Any) -> str:
    if isinstance(value, Path):
        return str(value)
    raise NotImplementedError


def _decode(kind: type, value: Any) -> Any:
    if kind is Path:
        return Path(value)
    raise NotImplementedError

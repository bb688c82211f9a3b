"""What earlier builds made of what, so that only that is made again in which something that shows changed.

The memory lies in the project's cache; it can be deleted at any time. A file is taken as made only while its bytes are those that
the build wrote.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from briefgen.errors import ProjectError
from briefgen.model import Problem, Record
from briefgen.pipeline.causes import Inputs, compare_inputs
from briefgen.pipeline.orders import Change, Made, Order, Outcome
from briefgen.pipeline.outputs import write_whole
from briefgen.project import Project


class Kept(Record):
    """A file of an earlier build: where, the SHA-256 of its bytes, its pages, the digest of what it was made from."""

    path: str
    sha256: str
    pages: int | None = None
    origin: str = ""


class Entry(Record):
    """What an order came to, and everything that it was composed from."""

    inputs: dict[str, str]
    files: tuple[Kept, ...]
    problems: tuple[Problem, ...] = ()


Memory = Mapping[str, Entry]


def read_memory(project: Project) -> Memory:
    """What earlier builds left; empty where there is nothing, or nothing readable."""
    try:
        return msgspec.json.decode(_place(project).read_bytes(), type=dict[str, Entry])
    except (OSError, msgspec.MsgspecError):
        return {}


def write_memory(project: Project, memory: Memory) -> None:
    """Keeps the memory for the next build; a folder that cannot be written only means that everything is made again."""
    with suppress(ProjectError, UnicodeEncodeError):  # a folder whose name is no text cannot be written down
        write_whole(_place(project), msgspec.json.encode(memory, order="sorted"))


def _place(project: Project) -> Path:
    return project.cache / "built.json"


def name_order(order: Order) -> str:
    """What an order is remembered by: the same briefing in another language, format or folder is another order."""
    return "|".join((order.name, order.language or "", ",".join(order.formats), str(order.folder)))


def recall(entry: Entry | None, inputs: Inputs, order: Order) -> Outcome | None:
    """The outcome of the earlier build, where it was made from the same and all its files are as it left them."""
    if entry is None or entry.inputs != inputs or not all(is_untouched(kept) for kept in entry.files):
        return None
    files = tuple(Made(path=Path(kept.path), changed=False, pages=kept.pages, origin=kept.origin) for kept in entry.files)
    return Outcome(name=order.name, files=files, problems=entry.problems)


def list_reasons(entry: Entry | None, inputs: Inputs) -> tuple[Change, ...]:
    """Why an order cannot be recalled."""
    if entry is None:
        return (Change(kind="first"),)
    touched = (Change(kind="file", how=_tell_touch(kept), name=Path(kept.path).name) for kept in entry.files if not is_untouched(kept))
    return (*compare_inputs(entry.inputs, inputs), *touched)


def _tell_touch(kept: Kept) -> str:
    return "changed" if Path(kept.path).is_file() else "gone"


def is_untouched(kept: Kept) -> bool:
    """Whether the file holds the bytes that were written."""
    try:
        return hashlib.sha256(Path(kept.path).read_bytes()).hexdigest() == kept.sha256
    except OSError:
        return False


def find_made(entry: Entry | None) -> dict[str, Kept]:
    """The files of an earlier build that are still as it left them, by path."""
    return {kept.path: kept for kept in entry.files if is_untouched(kept)} if entry else {}


def remember(outcome: Outcome, inputs: Inputs) -> Entry:
    """The entry for an outcome without failure."""
    return Entry(inputs=dict(inputs), files=tuple(keep(made) for made in outcome.files), problems=outcome.problems)


def keep(made: Made) -> Kept:
    """A file as it was just made."""
    digest = hashlib.sha256(made.path.read_bytes()).hexdigest()
    return Kept(path=str(made.path), sha256=digest, pages=made.pages, origin=made.origin)

"""What earlier builds made of what, so that a briefing is composed again only where something that shows in it changed.

The memory lies in the project's cache; it can be deleted at any time. A file is taken as made only while its bytes are those that
the build wrote.
"""

from __future__ import annotations

import hashlib
import sysconfig
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

import msgspec

from briefgen.errors import ProjectError
from briefgen.model import Problem, Record, View
from briefgen.pipeline.history import list_deciding
from briefgen.pipeline.orders import Made, Order, Outcome
from briefgen.pipeline.outputs import write_whole
from briefgen.project import Project

_PACKAGE = Path(__file__).parent.parent


class Kept(Record):
    """A file of an earlier build: where, the SHA-256 of its bytes, its pages."""

    path: str
    sha256: str
    pages: int | None = None


class Entry(Record):
    """What an order came to: ``key`` is a digest of everything that it was made from."""

    key: str
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
    with suppress(ProjectError):
        write_whole(_place(project), msgspec.json.encode(memory, order="sorted"))


def _place(project: Project) -> Path:
    return project.cache / "built.json"


def name_order(order: Order) -> str:
    """What an order is remembered by: the same briefing in another language, format or folder is another order."""
    return "|".join((order.name, order.language or "", ",".join(order.formats), str(order.folder)))


def recall(entry: Entry | None, key: str, order: Order) -> Outcome | None:
    """The outcome of the earlier build, where it was made from the same and all its files are as it left them."""
    if entry is None or entry.key != key or not all(_is_untouched(kept) for kept in entry.files):
        return None
    files = tuple(Made(path=Path(kept.path), changed=False, pages=kept.pages) for kept in entry.files)
    return Outcome(name=order.name, files=files, problems=entry.problems)


def _is_untouched(kept: Kept) -> bool:
    try:
        return hashlib.sha256(Path(kept.path).read_bytes()).hexdigest() == kept.sha256
    except OSError:
        return False


def remember(outcome: Outcome, key: str) -> Entry:
    """The entry for an outcome without failure."""
    files = (
        Kept(path=str(made.path), sha256=hashlib.sha256(made.path.read_bytes()).hexdigest(), pages=made.pages) for made in outcome.files
    )
    return Entry(key=key, files=tuple(files), problems=outcome.problems)


def make_key(order: Order, view: View, project: Project) -> str:
    """A digest of all that shows in the documents: settings, facts, templates, editions, the program itself and the packages it uses."""
    digest = hashlib.sha256(msgspec.json.encode((order.language, order.formats, order.as_of, order.edition)))
    digest.update(order.settings.read_bytes())
    digest.update(msgspec.msgpack.encode(view))
    add_files(digest, project.templates, project.templates.rglob("*") if project.templates.is_dir() else ())
    add_files(digest, project.editions, list_deciding(project, order))
    digest.update(program_version().encode())
    return digest.hexdigest()


@cache
def program_version() -> str:
    """A digest of the program's own files and of the names and versions of all packages installed beside it."""
    digest = hashlib.sha256()
    for root in (_PACKAGE, _PACKAGE / "carried" / "templates"):  # in a checkout the second is a link, which rglob does not enter
        add_files(digest, root, (path for path in root.rglob("*") if path.suffix != ".pyc"))
    installed = sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    digest.update("\n".join(installed).encode())
    return digest.hexdigest()


def add_files(digest: hashlib._Hash, root: Path, paths: Iterable[Path]) -> None:
    """Adds the names, relative to ``root``, and the bytes of the files among the paths to the digest, in order."""
    for path in sorted(paths):
        if path.is_file():
            digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
            digest.update(path.read_bytes())

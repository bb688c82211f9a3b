"""What a build depends on, named piece by piece, so that it can be told what changed.

Each input is a name (``fact m-12``, ``template print.css``) with a digest of its content; nothing is judged by a file's time.
"""

from __future__ import annotations

import hashlib
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import msgspec

from briefgen.model import View
from briefgen.pipeline.orders import Change, Order
from briefgen.project import Project

Inputs = Mapping[str, str]

_PACKAGE = Path(__file__).parent.parent
# What sets the letters of the PDF and comes with the machine, not with a package of Python.
_LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz.so.0", "libharfbuzz-subset.so.0", "libfontconfig.so.1")
_LIBRARY_FOLDERS = ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/lib")
_SHOWN = 80  # characters of a fact's label


def compare_inputs(old: Inputs, new: Inputs) -> tuple[Change, ...]:
    """What differs between two sets of inputs, in the order of their names."""
    changes = []
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) == new.get(name):
            continue
        how = "gone" if name not in new else "changed" if name in old else "new"
        kind, _, rest = name.partition(" ")
        label = (new.get(name) or old[name]).partition(" ")[2]
        changes.append(Change(kind=kind, how=how, name=f"{rest} “{label}”" if label else rest))
    return tuple(changes)


def list_order_inputs(order: Order, view: View, project: Project) -> dict[str, str]:
    """Everything that shows in the documents of an order: settings, facts, templates, editions, the program and what it uses."""
    from briefgen.pipeline.history import list_deciding  # with all that composes a document

    options = msgspec.json.encode((order.language, order.formats, order.as_of, order.edition))
    return {
        "options": digest_bytes(options),
        f"settings {project.relative(order.settings)}": digest_bytes(order.settings.read_bytes()),
        **_list_view(view),
        **list_files("template", project.templates),
        **{f"edition {path.relative_to(project.editions)}": digest_bytes(path.read_bytes()) for path in list_deciding(project, order)},
        **list_program(),
    }


def _list_view(view: View) -> dict[str, str]:
    """The view: facts and sources one by one, the rest by what it is."""
    whole = {"facts", "sources"}
    parts = {name: _digest(getattr(view, name)) for name in View.__struct_fields__ if name not in whole}
    facts = {f"fact {fact.id}": f"{_digest(fact)} {fact.label[:_SHOWN]}" for fact in view.facts}
    order = _digest([fact.id for fact in view.facts])
    return {**parts, "order-of-facts": order, **facts, **{f"source {one.stem}": _digest(one) for one in view.sources}}


def list_files(kind: str, folder: Path, *, leave_out: str = "") -> dict[str, str]:
    """The files below a folder; none where there is no folder. ``leave_out`` is an ending."""
    found = sorted(folder.rglob("*")) if folder.is_dir() else []
    return {
        f"{kind} {path.relative_to(folder).as_posix()}": digest_bytes(path.read_bytes())
        for path in found
        if path.is_file() and not (leave_out and path.suffix == leave_out)
    }


@cache
def list_program() -> Inputs:
    """The program's own files, the packages installed beside it with their versions, Python, and the machine's libraries."""
    digest = hashlib.sha256()
    for root in (_PACKAGE, _PACKAGE / "carried" / "templates"):  # in a checkout the second is a link, which rglob does not enter
        add_files(digest, root, (path for path in root.rglob("*") if path.suffix != ".pyc"))
    installed = (path.name.removesuffix(".dist-info") for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    packages = {f"package {name}": version for name, _, version in (one.rpartition("-") for one in installed)}
    libraries = {f"library {name}": found for name in _LIBRARIES if (found := _find_library(name))}
    return {"program": digest.hexdigest(), "python": sys.version.split()[0], **packages, **libraries}


def add_files(digest: hashlib._Hash, root: Path, paths: Iterable[Path]) -> None:
    """Adds the names, relative to ``root``, and the bytes of the files among the paths to the digest, in order."""
    for path in sorted(paths):
        if path.is_file():
            digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
            digest.update(path.read_bytes())


def _find_library(name: str) -> str:
    """The file that a library's name stands for, which holds its version: libpango-1.0.so.0.5000.12."""
    for folder in map(Path, _LIBRARY_FOLDERS):
        for path in (folder / name, *sorted(folder.glob(f"*-linux-gnu/{name}"))):
            if path.exists():
                return path.resolve().name
    return ""


def digest_all(values: Iterable[object]) -> str:
    """One digest over values that can be encoded as JSON."""
    return _digest(list(values))


def name_bytes(name: str) -> str:
    """A file's name; bytes of it that are no UTF-8, which Unix allows, are written as escapes."""
    return name.encode("utf-8", "backslashreplace").decode()


def digest_bytes(content: bytes) -> str:
    """The beginning of the SHA-256: 128 bits."""
    return hashlib.sha256(content).hexdigest()[:32]


def _digest(value: object) -> str:
    return digest_bytes(msgspec.msgpack.encode(value))

"""What briefgen needs of a machine and of a project, checked one by one."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import msgspec

from briefgen.project import Project, list_briefings

CARRIED = Path(__file__).parent.parent / "carried"
_PACKAGES = ("weasyprint", "matplotlib", "python-docx", "sqlalchemy", "lxml", "jinja2", "babel", "regex", "ahocorasick-rs", "msgspec")
# Shared library → the Debian package that brings it.
_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz.so.0": "libharfbuzz0b",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}


class Check(msgspec.Struct, frozen=True):
    """One thing looked at: ``remedy`` is empty where it is well."""

    name: str
    found: str
    remedy: str = ""

    @property
    def is_well(self) -> bool:
        return not self.remedy


def check_machine() -> Iterator[Check]:
    """Python, the packages, the shared libraries, and what the program carries."""
    yield _check_python()
    yield from (_check_package(name) for name in _PACKAGES)
    yield from (_check_library(name, package) for name, package in _LIBRARIES.items())
    yield _check_carried("fonts", "*.ttf")
    yield _check_carried("templates", "**/*.*")


def check_project(project: Project) -> Iterator[Check]:
    """The project's folders; a project without articles or briefings is well, only empty."""
    articles = sum(1 for path in project.seeds.iterdir() if path.is_file() and not path.name.startswith("."))
    yield Check("project", str(project.root))
    yield Check("seeds", f"{articles} files")
    yield Check("briefings", ", ".join(path.stem for path in list_briefings(project)) or "–")
    yield _check_writable(project.output)
    yield _check_writable(project.cache)


def _check_python() -> Check:
    found = ".".join(str(part) for part in sys.version_info[:3])
    return Check("Python", found, "" if sys.version_info >= (3, 11) else "Install Python 3.11 or newer")


def _check_package(name: str) -> Check:
    try:
        return Check(name, metadata.version(name))
    except metadata.PackageNotFoundError:
        return Check(name, "–", f"uv pip install {name}")


def _check_library(name: str, package: str) -> Check:
    try:
        ctypes.CDLL(name)
    except OSError:
        return Check(name, "–", f"apt-get install {package}")
    return Check(name, "✓")


def _check_carried(folder: str, pattern: str) -> Check:
    count = sum(1 for path in (CARRIED / folder).glob(pattern) if path.is_file())
    return Check(folder, f"{count} files", "" if count else "Install briefgen again: its own files are missing")


def _check_writable(folder: Path) -> Check:
    nearest = next(parent for parent in (folder, *folder.parents) if parent.exists())
    return Check(
        f"{folder.name}/", "✓" if os.access(nearest, os.W_OK) else "–", "" if os.access(nearest, os.W_OK) else f"chmod u+w {nearest}"
    )

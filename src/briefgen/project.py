"""The project folder: where articles, briefings, templates and decisions lie, and where output goes.

A project is any folder with ``seeds/`` and ``reports/``. One that holds nothing but articles and a briefing file (``*.toml``)
is one too: then the folder itself is read for both, and the templates that the program carries are used.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from briefgen.errors import ProjectError

_NO_BRIEFING = {"pyproject.toml", "ruff.toml", "uv.toml"}
_ARTICLE_ENDINGS = {".txt", ".md", ".html", ".htm", ".docx", ".pdf"}


class Project(msgspec.Struct, frozen=True):
    """The paths of a project; ``root`` is absolute."""

    root: Path

    @property
    def seeds(self) -> Path:
        """The folder of the articles: ``seeds/``, or the project itself where it has none."""
        folder = self.root / "seeds"
        return folder if folder.is_dir() else self.root

    @property
    def reports(self) -> Path:
        return self.root / "reports"

    @property
    def templates(self) -> Path:
        return self.reports / "templates"

    @property
    def decisions(self) -> Path:
        return self.reports / "decisions"

    @property
    def editions(self) -> Path:
        return self.reports / "editions"

    @property
    def output(self) -> Path:
        return self.root / "output"

    @property
    def cache(self) -> Path:
        return self.root / ".briefgen"

    @property
    def pictures(self) -> Path:
        """Charts as drawn by earlier builds."""
        return self.cache / "pictures"

    @property
    def registry(self) -> Path:
        """The embedded registry: derived, so it may be deleted at any time."""
        return self.cache / "registry.sqlite"

    def relative(self, path: Path) -> str:
        """The path as messages name it: relative to the project where it lies inside, with forward slashes."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)


def find_project(given: Path | None, here: Path) -> Project:
    """The project at ``given``, or the one that ``here`` stands in.

    Raises :class:`ProjectError` where there is none, or where its templates, briefings, decisions or editions link to something outside or
    have names that are no text.
    """
    project = _open_given(given, here) if given is not None else _find_around(here)
    _refuse_strange_files(project)
    return project


def _refuse_strange_files(project: Project) -> None:
    """A project may come from elsewhere: nothing in it may have a document made from what lies outside."""
    root = project.root.resolve()
    for folder in (project.reports, project.reports / "briefings", project.templates, project.decisions, project.editions):
        for path in (folder, *(folder.rglob("*") if folder != project.reports and folder.is_dir() else ())):
            if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root):
                raise ProjectError("links to something outside the project", place=project.relative(path), remedy="Put a copy there")
            if not path.name.isprintable():
                raise ProjectError("has a name that is no text", place=ascii(path.name), remedy="Rename it")


def _find_around(here: Path) -> Project:
    for folder in (here, *here.parents):
        if (folder / "seeds").is_dir() and (folder / "reports").is_dir():
            return Project(folder)
    if is_project(here):
        return Project(here)
    raise ProjectError(
        "no project here: neither this folder nor one above it has seeds/ and reports/",
        place=str(here),
        remedy="Name one with --project DIR before the command, or make one with: briefgen init DIR",
    )


def _open_given(given: Path, here: Path) -> Project:
    root = (here / given).resolve()
    if not root.is_dir():
        raise ProjectError("there is no such folder", place=str(given), remedy="Check the path, or make a project with: briefgen init DIR")
    if not is_project(root) and not _holds_articles(root):
        raise ProjectError(
            "this folder is no project: it has neither seeds/ nor reports/, and holds no article and no briefing file (*.toml)",
            place=str(given),
            remedy=f"Save articles into seeds/ and a briefing into reports/briefings/, or start with: briefgen init {given}",
        )
    return Project(root)


def is_project(root: Path) -> bool:
    """True for a folder with ``seeds/`` or ``reports/``, or with a briefing file of its own."""
    return (root / "seeds").is_dir() or (root / "reports").is_dir() or bool(list_loose_briefings(root))


def _holds_articles(root: Path) -> bool:
    return any(path.suffix.lower() in _ARTICLE_ENDINGS for path in root.iterdir())


def list_loose_briefings(folder: Path) -> list[Path]:
    """The briefing files that lie in the folder itself, in order of their names."""
    return sorted(path for path in folder.glob("*.toml") if path.name not in _NO_BRIEFING and not path.name.startswith("."))


def list_briefings(project: Project) -> list[Path]:
    """The project's briefing files, in order of their names: ``reports/briefings/*.toml``, else those lying in the folder itself."""
    folder = project.reports / "briefings"
    if folder.is_dir():
        return list_loose_briefings(folder)
    if project.reports.is_dir():
        return list_loose_briefings(project.reports) or list_loose_briefings(project.root)
    return list_loose_briefings(project.root)

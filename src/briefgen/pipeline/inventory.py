"""Which articles are new or changed since the registry last saw them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import msgspec

from briefgen.articles import ENDINGS, list_articles, list_strays
from briefgen.model import Problem, Severity
from briefgen.pipeline.orders import Change
from briefgen.project import Project

_PACKAGE = Path(__file__).parent.parent
# What decides how an article is read: a change in any of them has all articles read again.
_READERS = ("articles", "extract", "packs/articles", "packs/entities", "packs/languages", "packs/subjects", "model.py", "edtf.py")
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff]")
_NOT_ARTICLES = {"readme", "changelog", "license"}


class Found(msgspec.Struct, frozen=True):
    """An article file, and the digests of its bytes and of its sidecar's (empty where there is none, or it cannot be read)."""

    path: Path
    place: str
    digest: str
    sidecar: str

    def version(self, reader: str) -> str:
        """What the reading depends on besides the file: the program's version and the sidecar."""
        return f"{reader}+{self.sidecar}"


class Inventory(msgspec.Struct, frozen=True):
    """The articles in the folder against those that the registry knows; ``gone`` are places no longer there."""

    articles: tuple[Found, ...]
    changed: tuple[Found, ...]
    gone: tuple[str, ...]
    problems: tuple[Problem, ...]


def take_inventory(project: Project, known: Mapping[str, tuple[str, str]], *, force: bool = False) -> Inventory:
    """The inventory of ``project.seeds`` against ``known``: place → (digest of the file, version of what read it)."""
    articles, problems = _keep_one_per_stem(_find_articles(project))
    reader = reader_version()
    changed = articles if force else [found for found in articles if known.get(found.place) != (found.digest, found.version(reader))]
    gone = sorted(set(known) - {found.place for found in articles})
    strays = [_report_stray(path, project) for path in list_strays(project.seeds)] if project.seeds != project.root else []
    return Inventory(articles=tuple(articles), changed=tuple(changed), gone=tuple(gone), problems=(*problems, *strays))


def list_changes(inventory: Inventory, known: Mapping[str, tuple[str, str]], *, force: bool) -> tuple[Change, ...]:
    """Why each changed article is read, and which are gone."""
    read = (Change(kind="article", how=_tell_change(found, known, force=force), name=found.place) for found in inventory.changed)
    return (*read, *(Change(kind="article", how="gone", name=place) for place in inventory.gone))


def _tell_change(found: Found, known: Mapping[str, tuple[str, str]], *, force: bool) -> str:
    if force:
        return "forced"
    if found.place not in known:
        return "new"
    digest, version = known[found.place]
    if digest != found.digest:
        return "changed"
    return "sidecar" if version.rpartition("+")[0] == reader_version() else "program"


def _find_articles(project: Project) -> Iterator[Found]:
    for path in list_articles(project.seeds):
        # Where the project itself is the folder of the articles, its own papers lie beside them.
        if project.seeds != project.root or path.stem.lower() not in _NOT_ARTICLES:
            yield Found(path, project.relative(path), _digest(path), _digest(path.with_suffix(".yaml"))[:16])


def _keep_one_per_stem(found: Iterable[Found]) -> tuple[list[Found], list[Problem]]:
    # Evidence names an article by its stem, so a second file of that stem cannot be told apart.
    first: dict[str, Found] = {}
    problems = []
    for article in found:
        if not _is_text(article.place):
            problems.append(_report_name(article))
            continue
        other = first.setdefault(article.path.stem, article)
        if other is not article:
            problems.append(_report_twin(article, other))
    return list(first.values()), problems


def _is_text(name: str) -> bool:
    """Whether the name can be written: Unix lets a name be any bytes, which Python keeps as halves of characters."""
    return not _UNFIT.search(name)


def _report_name(article: Found) -> Problem:
    return Problem(
        severity=Severity.ERROR,
        code="article-name",
        message="has a name with control characters, or that is no UTF-8, and was not read",
        remedy="Rename it: evidence is cited by that name",
        file=_UNFIT.sub("\ufffd", article.place),
    )


def _report_twin(article: Found, other: Found) -> Problem:
    return Problem(
        severity=Severity.ERROR,
        code="article-same-name",
        message=f"has the same name without its ending as {other.place}, and was not read",
        remedy="Rename one of the two: evidence is cited by that name",
        file=article.place,
    )


def _report_stray(path: Path, project: Project) -> Problem:
    if path.suffix == ".yaml":
        message, remedy = "belongs to no article", "Give it the name of the article that it is about, or take it out"
    else:
        message = "was not read: its name does not end as an article's"
        remedy = f"Save it as {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}, or take it out"
    return Problem(severity=Severity.WARNING, code="article-ending", message=message, remedy=remedy, file=project.relative(path))


def _digest(path: Path) -> str:
    try:
        if not path.is_file():
            return ""  # opening a pipe would wait for ever for someone to write into it
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""  # reading the article will say why


@cache
def reader_version() -> str:
    """A digest over the program's own reading code and packs, so that no one has to remember to count a version up."""
    digest = hashlib.sha256()
    for part in _READERS:
        root = _PACKAGE / part
        for path in [root] if root.is_file() else sorted(root.rglob("*")):
            if path.suffix in {".py", ".yaml", ".json", ".toml", ".txt"}:
                digest.update(f"{path.relative_to(_PACKAGE).as_posix()}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]

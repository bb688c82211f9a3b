"""Articles added to a project: fetched from an address or copied from a file, read once, and written with what is known of them."""

from __future__ import annotations

import fcntl
import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from briefgen.acquisition import Fetched, Limits, fetch_page
from briefgen.articles import read_article
from briefgen.articles.fingerprint import COPY_SHARE, compare_fingerprints
from briefgen.articles.reader import ENDINGS, LIMIT_BYTES
from briefgen.errors import FetchError, ProjectError
from briefgen.model import Article, Problem, Record, SourceInfo
from briefgen.pipeline.naming import make_stem, normalise_address
from briefgen.pipeline.outputs import write_whole
from briefgen.project import Project

_DECLARED = re.compile(rb"""<meta[^<>]{1,200}charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page declares its encoding
_DAY = re.compile(r"\d{4}(-\d\d){0,2}")


class Known(Record):
    """The articles that a project has, and their fingerprints by stem."""

    sources: tuple[SourceInfo, ...] = ()
    fingerprints: Mapping[str, str] = {}


class Added(Record):
    """What came of one address or file.

    ``path`` is the article written; or ``known`` the one that the project already had, and ``why``: same-bytes or same-address. ``article``
    is what was read of it, ``copies`` the stems of articles that tell the same story.
    """

    given: str
    path: Path | None = None
    known: str | None = None
    why: str | None = None
    article: Article | None = None
    copies: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def add_address(project: Project, address: str, known: Known, *, retrieved: str, private: bool = False, again: bool = False) -> Added:
    """Saves the page at an address as it was fetched, with a sidecar that holds address and day of retrieval (EDTF).

    An address that the project knows is not asked again, unless ``again``. Raises :class:`FetchError` where the page cannot be had or
    holds no article.
    """
    twin = None if again else _find_address(address, known)
    if twin:
        return Added(given=address, known=twin.path, why="same-address")
    page = fetch_page(address, private=private, limits=Limits(size=LIMIT_BYTES))
    twin = None if again else _find_address(page.address, known)
    if twin:
        return Added(given=address, known=twin.path, why="same-address")
    metadata = {"address": page.address, "retrieved": retrieved}
    return _add(project, address, speak_unicode(page), page.ending, known, metadata)


def add_file(project: Project, file: Path, known: Known) -> Added:
    """Copies a file and its sidecar, under a name of its own.

    Raises :class:`ProjectError` where it is no article's file, or cannot be read.
    """
    ending = file.suffix.lower()
    if ending not in ENDINGS:
        raise ProjectError("no article's file", place=str(file), remedy=f"Save it as one of: {', '.join(ENDINGS)}")
    content, sidecar = _read(file), file.with_suffix(".yaml")
    return _add(project, str(file), content, ending, known, _read(sidecar) if sidecar.is_file() else {})


def speak_unicode(page: Fetched) -> bytes:
    """The page's bytes as fetched; as UTF-8 with its mark where they are no UTF-8 and the server, or the page, says what they are.

    A saved file no longer knows what its server said.
    """
    declared = _DECLARED.search(page.content[:_HEAD])
    for charset in (page.charset, declared[1].decode("ascii", "ignore") if declared else None):
        if page.ending in (".html", ".txt", ".md") and charset and not _is_unicode(page.content):
            try:
                return "\ufeff".encode() + page.content.decode(charset).encode()
            except (LookupError, UnicodeError):
                continue
    return page.content


def _is_unicode(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _add(project: Project, given: str, content: bytes, ending: str, known: Known, metadata: Mapping[str, str] | bytes) -> Added:
    digest = hashlib.sha256(content).hexdigest()
    twin = next((source for source in known.sources if source.sha256 == digest), None)
    if twin:
        return Added(given=given, known=twin.path, why="same-bytes")
    sidecar = metadata if isinstance(metadata, bytes) else yaml.safe_dump(dict(metadata), allow_unicode=True, sort_keys=False).encode()
    article, problems = _try_reading(given, content, ending, sidecar)
    with _one_at_a_time(project):
        taken = {path.stem for path in project.seeds.iterdir()} if project.seeds.is_dir() else set()
        stem = make_stem(_title_of(article, given), _day_of(article), taken)
        path = project.seeds / f"{stem}{ending}"
        if metadata:  # first, for an article is complete once it is there
            write_whole(path.with_suffix(".yaml"), sidecar)
        write_whole(path, content)
    return Added(given=given, path=path, article=article, copies=_find_copies(article, known), problems=problems)


def _find_copies(article: Article, known: Known) -> tuple[str, ...]:
    mark = article.fingerprint
    if mark is None:
        return ()
    return tuple(stem for stem, other in sorted(known.fingerprints.items()) if compare_fingerprints(mark, other) >= COPY_SHARE)


def _try_reading(given: str, content: bytes, ending: str, sidecar: bytes) -> tuple[Article, tuple[Problem, ...]]:
    """The article as the build will read it; raises where it will not be able to."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"article{ending}"
        path.write_bytes(content)
        path.with_suffix(".yaml").write_bytes(sidecar)
        result = read_article(path, Path(folder))
    if result.article is None:
        problem = result.problems[0]
        kind = FetchError if "://" in given else ProjectError
        raise kind(problem.message, place=given, remedy=problem.remedy)
    return result.article, result.problems


def _title_of(article: Article, given: str) -> str:
    return article.title.value if article.title else Path(given.rstrip("/")).stem


def _day_of(article: Article) -> str | None:
    """The day of publication, else of retrieval, as far as it is known."""
    dated = article.published or article.retrieved
    return dated.value if dated and _DAY.fullmatch(dated.value) else None


def _find_address(address: str, known: Known) -> SourceInfo | None:
    wanted = normalise_address(address)
    return next((source for source in known.sources if source.address and normalise_address(source.address) == wanted), None)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ProjectError(f"cannot be read: {error.strerror}", place=str(path), remedy="Check the path and who may read it") from error


@contextmanager
def _one_at_a_time(project: Project) -> Iterator[None]:
    """Two programs that add at once take turns, so that both do not take one name."""
    try:
        project.cache.mkdir(parents=True, exist_ok=True)
        file = (project.cache / "add.lock").open("w")
    except OSError as error:
        raise ProjectError(f"cannot be written: {error.strerror}", place=str(project.cache), remedy="Check the folder's rights") from error
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield

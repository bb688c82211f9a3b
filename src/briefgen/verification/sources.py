"""The articles as they lie on disk now, against what a document says of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from hashlib import file_digest
from pathlib import Path, PurePosixPath

from briefgen.articles import list_articles, read_article
from briefgen.model import Article, Record, SourceInfo
from briefgen.verification.records import State


class Found(Record):
    """A source on disk: where (relative to the folder looked in), and its article, None where it cannot be read."""

    path: str
    article: Article | None
    intact: bool


class Shelf:
    """The folders in which articles are looked for: by the path that the document gives, then by what they hold."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = [folder for folder in folders if folder.is_dir()]
        self._found: dict[str, Found | None] = {}

    def find(self, source: SourceInfo) -> Found | None:
        """The source's file as it is now; a file of another name with the very bytes is the source too. None where there is neither."""
        if source.stem not in self._found:
            self._found[source.stem] = self._look(source)
        return self._found[source.stem]

    def _look(self, source: SourceInfo) -> Found | None:
        named = self._find_named(source.path)
        path = named if named and _digest(named) == source.sha256 else self._digests.get(source.sha256) or named
        if path is None:
            return None
        folder = next(folder for folder in self._folders if path.is_relative_to(folder))
        return Found(
            path=path.relative_to(folder).as_posix(),
            article=read_article(path, folder).article,
            intact=_digest(path) == source.sha256,
        )

    def _find_named(self, name: str) -> Path | None:
        """``seeds/a.txt`` or ``a.txt`` in one of the folders; a name that would lead out of them is none."""
        parts = PurePosixPath(name).parts
        if PurePosixPath(name).is_absolute() or ".." in parts:
            return None
        candidates = (folder.joinpath(*parts[skipped:]) for folder in self._folders for skipped in range(len(parts)))
        return next((path for path in candidates if path.is_file()), None)

    @cached_property
    def _digests(self) -> dict[str, Path]:
        return {_digest(path): path for folder in self._folders for path in list_articles(folder)}


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def judge_quote(found: Found | None, start: int, end: int, quote: str) -> State:
    """What became of a quote; one in a source that changed is not looked for, since the whole source is another."""
    if found is None:
        return State.MISSING
    if not found.intact:
        return State.CHANGED
    return State.OK if found.article is not None and found.article.text[start:end] == quote and quote else State.MISPLACED

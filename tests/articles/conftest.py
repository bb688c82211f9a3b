"""An article from a few lines: written to disk and read as a user's file is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from articles.fixture_types import Lister, Reader
from briefgen.articles import ReadResult, read_article
from briefgen.model import Article, BlockKind


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Read text (or bytes) as the file ``name`` of a project, with a sidecar where one is given."""

    def read_it(content: str | bytes, name: str = "story.txt", sidecar: str | None = None) -> ReadResult:
        path = tmp_path / "seeds" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        if sidecar is not None:
            path.with_suffix(".yaml").write_text(sidecar, encoding="utf-8")
        return read_article(path, tmp_path)

    return read_it


@pytest.fixture
def article(read: Reader) -> Callable[..., Article]:
    """The article of a text that must be readable."""

    def read_it(content: str | bytes, name: str = "story.txt", sidecar: str | None = None) -> Article:
        result = read(content, name, sidecar)
        assert result.article is not None, result.problems
        return result.article

    return read_it


@pytest.fixture
def blocks() -> Lister:
    """An article's blocks as (kind, text) pairs."""

    def list_them(article: Article) -> list[tuple[BlockKind, str]]:
        return [(block.kind, article.reading.text[block.start : block.end]) for block in article.blocks]

    return list_them

"""The types of this folder's fixtures."""

from __future__ import annotations

from collections.abc import Callable

from briefgen.articles import ReadResult
from briefgen.model import Article, BlockKind

Reader = Callable[..., ReadResult]
Lister = Callable[[Article], list[tuple[BlockKind, str]]]

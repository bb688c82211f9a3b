"""What the tests of extraction share: articles made of a few sentences, tables of sentences, and the comparison with what is expected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml

from briefgen.articles.reader import read_article
from briefgen.extract.extractor import extract_mentions
from briefgen.extract.packs import load_packs
from briefgen.model import Article, Block, BlockKind, Claim, Evidence, Mention, Reading, Sourced, kind_of

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
CORPUS = ROOT / "src" / "briefgen" / "packs" / "subjects" / "diplomacy" / "corpus"
PUBLISHED = "2024-05-20"  # a Monday
EXACT = frozenset({"act", "stage", "date", "due", "period", "event", "level", "form", "mode", "basis", "ordinal"})


def make_article(text: str, language: str = "vi", *, published: str | None = PUBLISHED, title: str = "") -> Article:
    """An article of one body block a line, under a title where one is given."""
    whole = f"{title}\n{text}" if title else text
    blocks: list[Block] = []
    at = 0
    for line in whole.split("\n"):
        if line.strip():
            blocks.append(Block(kind=BlockKind.TITLE if title and not blocks else BlockKind.BODY, start=at, end=at + len(line)))
        at += len(line) + 1
    return Article(
        stem="a",
        path="seeds/a.txt",
        sha256="0",
        text=whole,
        reading=Reading(text=whole),
        blocks=tuple(blocks),
        language=language,
        published=Sourced(value=published) if published else None,
    )


@cache
def read_file(path: Path) -> Article:
    """The article that a saved file holds."""
    article = read_article(path, path.parent).article
    assert article is not None, path
    return article


def own_articles() -> list[Article]:
    """The seeds and the corpus of the pack."""
    return [read_file(path) for path in [*sorted(SEEDS.glob("*.txt")), *sorted(CORPUS.glob("*.txt"))]]


@cache
def mentions_of(path: Path) -> tuple[Mention, ...]:
    """What is read in a saved file."""
    return extract_mentions(read_file(path), load_packs()).mentions


def read_text(text: str, language: str = "vi", *, published: str | None = PUBLISHED, title: str = "") -> list[Mention]:
    """The mentions of a made-up article; none of them may be refused by the gate."""
    extraction = extract_mentions(make_article(text, language, published=published, title=title), load_packs())
    assert extraction.problems == ()
    return list(extraction.mentions)


def read_table(path: Path) -> list[Any]:
    """The rows of a table of sentences, dates and numbers left as text."""
    rows: list[Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506  makes nothing but text
    return rows


def read_row(row: Mapping[str, Any], kind: str) -> list[Mention]:
    """The mentions of one kind in a table's row."""
    language = "en" if "en" in row else "vi"
    published = row.get("published", PUBLISHED)
    found = read_text(row[language], language, published=None if published == "null" else published, title=row.get("title", ""))
    return [mention for mention in found if kind_of(mention.claim).value == kind]


def agrees(mention: Mention, expected: Mapping[str, Any]) -> bool:
    """Whether a mention holds what a table expects: some fields exactly, others as a part of the text."""
    return all(_field_agrees(mention, name, value) for name, value in expected.items())


def _field_agrees(mention: Mention, name: str, value: Any) -> bool:
    if name == "parties":
        return bool(list(mention.parties) == value)
    mine = field_of(mention, name)
    if isinstance(value, list):
        return mine in value
    if value == "null":
        return mine is None
    return bool(mine == value) if name in EXACT else str(value).casefold() in (mine or "").casefold()


def field_of(mention: Mention, name: str) -> str | None:
    """A field of a mention as text."""
    if name == "date":
        return mention.date.edtf
    if name == "basis":
        return mention.date.basis.value if mention.date.basis else None
    value = getattr(mention.claim, name)
    return None if value is None else str(value)


def tell(mentions: Sequence[Mention]) -> str:
    """The mentions for a person, one a line."""
    return "\n".join(f"{m.claim} {m.parties} {m.date.edtf}" for m in mentions) or "nothing"


Key = tuple[Claim, tuple[str, ...], str | None]


def key_of(mention: Mention) -> Key:
    """What a mention says, wherever it says so."""
    return mention.claim, mention.parties, mention.date.edtf


def stands(article: Article, evidence: Evidence) -> bool:
    """Whether a quote lies in the file where it says."""
    return article.text[evidence.start : evidence.end] == evidence.quote


def as_fact(mention: Mention) -> dict[str, Any]:
    """A mention as one fact of an export (docs/export.md)."""
    fields = {name: getattr(mention.claim, name) for name in mention.claim.__struct_fields__}
    return {
        "kind": kind_of(mention.claim).value,
        "parties": list(mention.parties),
        "date": mention.date.edtf,
        "date_basis": mention.date.basis.value if mention.date.basis else None,
        "topics": list(mention.topics),
        "evidence": [{"article": e.article, "quote": e.quote, "start": e.start, "end": e.end} for e in mention.evidence],
        "derived_from": {"formula": mention.derived_from.formula} if mention.derived_from else None,
        **{name: _plain(value) for name, value in fields.items()},
    }


def _plain(value: object) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return {name: _plain(getattr(value, name)) for name in value.__struct_fields__} if isinstance(value, msgspec.Struct) else value

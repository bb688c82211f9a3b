"""Front matter (Jekyll, Hugo, Pandoc) as metadata, each value with the span that holds it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

import regex
import yaml
from yaml.composer import ComposerError

from briefgen.articles.datelines import find_date
from briefgen.articles.outlets import name_outlet
from briefgen.model import Sourced, Span

BASIS = "front-matter"
_MAX_BRACKETS = 200  # a parser takes seconds for thousands of nested ones
_KEYS = {
    "title": ("title", "headline", "tiêu đề"),
    "published": (
        "date",
        "published",
        "publishdate",
        "pubdate",
        "published_at",
        "date_published",
        "datepublished",
        "publish_date",
        "created",
        "ngày",
    ),
    "author": ("author", "authors", "byline", "tác giả"),
    "outlet": ("outlet", "publisher", "site", "site_name", "sitename", "newspaper", "publication", "báo"),
    "source": ("source", "nguồn"),
    "address": ("url", "address", "canonical", "canonical_url", "original_url", "link", "source_url", "external_url"),
    "original_outlet": ("original_outlet", "original_source", "via", "agency"),
    "retrieved": ("retrieved", "accessed", "saved", "downloaded", "fetched"),
    "language": ("language", "lang", "locale"),
}
_LINE = regex.compile(r"^(?P<key>[\p{L}_][\p{L}\w -]{0,30})\s*[:=]\s*(?P<value>\S[^\n]*)$", regex.MULTILINE)


class _TextLoader(yaml.BaseLoader):
    """Makes texts only, no objects, and leaves a date with a time zone on its day. No references: nested ones unfold without end."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise ComposerError(None, None, "references are not read", None)
        return super().compose_node(parent, index)


def read_front_matter(block: str, mark: str) -> dict[str, Sourced]:
    """The block's metadata by field; spans count from the block's start. A block that is broken is read line by line."""
    values = {str(key).strip().lower(): value for key, value in _parse(block, mark).items()}
    head: dict[str, Sourced] = {}
    for field, keys in _KEYS.items():
        text = next((text for key in keys if (text := _to_text(values.get(key)))), None)
        if text:
            head[field] = Sourced(value=text, span=_find_span(block, text), basis=BASIS)
    return _interpret(head)


def _parse(block: str, mark: str) -> Mapping[str, Any]:
    inner = block.strip().strip("-+.").strip("\n")
    if inner.count("[") + inner.count("{") > _MAX_BRACKETS:
        return _parse_lines(inner)
    try:
        found = tomllib.loads(inner) if mark == "+++" else yaml.load(inner, Loader=_TextLoader)  # noqa: S506
    except (yaml.YAMLError, tomllib.TOMLDecodeError, RecursionError, ValueError):
        found = None
    if isinstance(found, Mapping):
        return found
    return _parse_lines(inner)


def _parse_lines(inner: str) -> Mapping[str, Any]:
    return {match["key"].strip(): match["value"].strip().strip("\"'") for match in _LINE.finditer(inner)}


def _to_text(value: Any) -> str | None:
    if isinstance(value, list):
        return ", ".join(text for one in value if (text := _to_text(one))) or None
    if isinstance(value, Mapping):
        return _to_text(value.get("name"))
    return str(value).strip() or None if value is not None else None


def _find_span(block: str, text: str) -> Span | None:
    at = block.find(text)
    return Span(start=at, end=at + len(text)) if at >= 0 else None


def _interpret(head: dict[str, Sourced]) -> dict[str, Sourced]:
    """Dates as EDTF, names as outlets; a source that is an address is the article's address."""
    source = head.pop("source", None)
    if source is not None:
        head.setdefault("address" if "://" in source.value else "outlet", source)
    for field in ("published", "retrieved"):
        if field in head:
            found = find_date(head[field].value)
            printed = head.pop(field)
            if found is not None:
                head[field] = Sourced(value=found.edtf, span=printed.span, basis=BASIS)
    for field in ("outlet", "original_outlet"):
        if field in head:
            head[field] = Sourced(value=name_outlet(head[field].value), span=head[field].span, basis=BASIS)
    return head

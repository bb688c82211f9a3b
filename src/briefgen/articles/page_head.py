"""What a saved page's head says: Open Graph, JSON-LD, Dublin Core, the canonical address."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from typing import Any

import regex

from briefgen.articles.datelines import find_date
from briefgen.articles.outlets import name_outlet
from briefgen.model import Sourced, Span

BASIS = "page"
_HEAD_REACH = 400_000  # characters from the page's start; heads with inlined styles are long
_META = regex.compile(r"<(?:meta|link|time|html)\s(?:[^<>\"']|\"[^\"]{0,20000}\"|'[^']{0,20000}'){1,500}+>", regex.IGNORECASE)
_ATTRIBUTE = regex.compile(r"(?P<name>[\w:-]{1,40})\s*=\s*(?:\"(?P<value>[^\"]*)\"|'(?P<value>[^']*)'|(?P<value>[^\s\"'<>]+))")
_JSON = regex.compile(r"<script[^<>]{0,500}application/ld\+json[^<>]{0,500}>", regex.IGNORECASE)
_TITLE = regex.compile(r"<title[^<>]{0,500}>(?P<value>[^<]{1,2000})</title", regex.IGNORECASE)
_TAIL = regex.compile(r"\s\|\s+(?P<name>\p{Lu}[^|<>]{1,40})\s*$")  # "… | Báo Một"; a dash stands in titles themselves
_KEYS: dict[str, tuple[str, ...]] = {  # per field, the best first
    "title": ("og:title", "ld:headline", "twitter:title", "dc.title", "title"),
    "published": (
        "article:published_time",
        "ld:datepublished",
        "datepublished",
        "og:article:published_time",
        "pubdate",
        "publishdate",
        "publish-date",
        "publication_date",
        "article.published",
        "parsely-pub-date",
        "sailthru.date",
        "dc.date.issued",
        "dcterms.created",
        "dcterms.date",
        "dc.date",
        "date",
        "time",
    ),
    "author": ("ld:author", "author", "article:author", "dc.creator", "parsely-author"),
    "outlet": ("og:site_name", "ld:publisher", "application-name", "dc.publisher", "source", "title-tail"),
    "address": ("canonical", "og:url", "ld:url"),
    "language": ("html:lang", "og:locale", "content-language"),
}
_JSON_KEYS = ("headline", "datePublished", "author", "publisher", "url")

Placed = tuple[str, Span | None]


def read_head(text: str) -> dict[str, Sourced]:
    """The page's metadata by field, with the span of the attribute or script that says so."""
    found = _gather(text[:_HEAD_REACH])
    head: dict[str, Sourced] = {}
    for name, keys in _KEYS.items():
        for key in keys:
            sourced = _interpret(name, *found[key]) if key in found else None
            if sourced is not None:
                head[name] = sourced
                break
    return head


def _gather(text: str) -> dict[str, Placed]:
    """Values by their name in lower case; the first of each."""
    found: dict[str, Placed] = {}
    for match in _META.finditer(text):
        _take_tag(match, found)
    for match in _JSON.finditer(text):
        _take_json(text, match.end(), found)
    title = _TITLE.search(text)
    if title:
        found.setdefault("title", (title["value"], Span(start=title.start("value"), end=title.end("value"))))
        tail = _TAIL.search(title["value"])
        if tail:
            start = title.start("value")
            found["title-tail"] = (tail["name"], Span(start=start + tail.start("name"), end=start + tail.end("name")))
    return found


def _take_tag(match: regex.Match[str], found: dict[str, Placed]) -> None:
    tag = match[0]
    attributes = {one["name"].lower(): one for one in _ATTRIBUTE.finditer(tag)}
    kind = tag[1:5].lower()
    key, source = _name_tag(kind, attributes)
    value = attributes.get(source)
    if key and value is not None and value["value"]:
        start = match.start() + value.start("value")
        found.setdefault(key, (value["value"], Span(start=start, end=start + len(value["value"]))))


def _name_tag(kind: str, attributes: dict[str, regex.Match[str]]) -> tuple[str, str]:
    """A tag's name for what it gives, and the attribute that gives it."""
    if kind == "meta":
        named = next((attributes[one]["value"] for one in ("property", "name", "itemprop", "http-equiv") if one in attributes), None)
        return (named or "").lower(), "content"
    if kind == "link":
        return ("canonical" if "rel" in attributes and attributes["rel"]["value"].lower() == "canonical" else ""), "href"
    if kind == "html":
        return "html:lang", "lang"
    return "time", "datetime"


def _take_json(text: str, start: int, found: dict[str, Placed]) -> None:
    end = text.find("</", start)
    raw = text[start : end if end >= 0 else len(text)]
    try:
        data = json.loads(raw, strict=False)
    except (ValueError, RecursionError):
        return
    for item in _articles_in(data):
        for key in _JSON_KEYS:
            value = _to_name(item.get(key))
            if value:
                at = raw.find(value)
                span = Span(start=start + at, end=start + at + len(value)) if at >= 0 else Span(start=start, end=start + len(raw))
                found.setdefault(f"ld:{key.lower()}", (value, span))


def _articles_in(data: Any) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects that describe an article: alone, in a list, or in a graph."""
    items = data if isinstance(data, list) else [data]
    for item in items:
        if not isinstance(item, dict):
            continue
        graph = item.get("@graph")
        yield from (one for one in graph if isinstance(one, dict) and _is_article(one)) if isinstance(graph, list) else ()
        if _is_article(item):
            yield item


def _is_article(item: dict[str, Any]) -> bool:
    return "article" in str(item.get("@type", "")).lower() or "headline" in item


def _to_name(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return value.strip() or None if isinstance(value, str) else None


def _interpret(name: str, value: str, span: Span | None) -> Sourced | None:
    plain = " ".join(html.unescape(value).split())
    if name == "published":
        found = find_date(plain)
        return Sourced(value=found.edtf, span=span, basis=BASIS) if found else None
    if name in ("address", "author") and (not plain or (name == "address") != plain.startswith("http")):
        return None  # "article:author" is often a page's address, "og:url" a path
    if name == "outlet":
        plain = name_outlet(plain)
    return Sourced(value=plain, span=span, basis=BASIS) if plain else None

"""What the writers ask of the document as HTML, before they place anything (docs/html.md)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator

from lxml import etree
from lxml import html as lxml_html

from briefgen.errors import RenderError

CHART = "chart:"
LINK = re.compile(r"(?:#|https?://)\S+")
IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9._-]*")

# element → classes that it may have; ids, language and data-* are free everywhere
ELEMENTS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        [
            "html",
            "head",
            "title",
            "meta",
            "nav",
            "ul",
            "ol",
            "h1",
            "h2",
            "h3",
            "h4",
            "caption",
            "thead",
            "tbody",
            "th",
            "img",
            "figcaption",
            "q",
            "em",
            "strong",
            "br",
            "a",
            "time",
        ],
        frozenset(),
    ),
    "body": frozenset({"theme-house", "theme-decree-30"}),
    "header": frozenset(),
    "section": frozenset({"section"}),
    "p": frozenset(["kicker", "subtitle", "summary", "gap", "note", "source", "changed"]),
    "li": frozenset({"level-2", "level-3", "changed"}),
    "tr": frozenset({"changed"}),
    "table": frozenset(["control", "data", "register", "sources", "wide"]),
    "td": frozenset({"number"}),
    "figure": frozenset({"chart"}),
    "aside": frozenset(["card", "box", "conflict", "gaps"]),
    "span": frozenset(["label", "fact", "footnote", "noteref", "derived", "provisional", "query", "mark"]),
}
ATTRIBUTES = frozenset(
    ["id", "class", "lang", "href", "src", "alt", "scope", "datetime", "name", "content", "charset", "colspan", "rowspan"]
)


def parse_document(html: str) -> etree._Element:
    """The root of the document.

    Raises RenderError when it is empty or no HTML.
    """
    try:
        return lxml_html.document_fromstring(html)
    except (etree.ParserError, ValueError) as fault:
        raise RenderError(f"the document is no HTML: {fault}", remedy="Report this: the program made it") from fault


def find_part(root: etree._Element, name: str) -> etree._Element:
    """The document's ``head`` or ``body``; lxml makes both."""
    part = root.find(name)
    if part is None:
        raise RenderError(f"the document has no <{name}>", remedy="Correct the template that writes it")
    return part


def check_document(root: etree._Element, charts: Collection[str], themes: Collection[str] = ()) -> None:
    """Raise RenderError naming the first ten places where the document is not as docs/html.md says.

    ``charts`` are the names that were drawn; ``themes`` are body classes beyond the two carried ones.
    """
    faults = [
        *find_strangers(root, themes),
        *find_bad_ids(root),
        *find_bad_links(root),
        *find_bad_pictures(root, charts),
        *find_bad_text(root),
    ]
    if faults:
        raise RenderError("the document breaks docs/html.md: " + "; ".join(faults[:10]), remedy="Correct the template that writes it")


def list_elements(root: etree._Element) -> Iterator[etree._Element]:
    return (element for element in root.iter() if isinstance(element.tag, str))


def find_strangers(root: etree._Element, themes: Collection[str]) -> Iterator[str]:
    """Elements, classes and attributes that no writer knows."""
    for element in list_elements(root):
        tag = str(element.tag)
        if tag not in ELEMENTS:
            yield f"<{tag}> is not an element of it"
            continue
        for name in set((element.get("class") or "").split()) - ELEMENTS[tag]:
            if not (tag == "body" and name in themes):
                yield f"<{tag}> has no class {name!r}"
        for name in map(str, element.attrib):
            if name not in ATTRIBUTES and not name.startswith("data-"):
                yield f"<{tag}> has no attribute {name!r}"


def find_bad_ids(root: etree._Element) -> Iterator[str]:
    counts = Counter(str(element.get("id")) for element in list_elements(root) if element.get("id") is not None)
    yield from (f"the id {name!r} is used {count} times" for name, count in counts.items() if count > 1)
    yield from (f"the id {name!r} is not lower-case ASCII" for name in counts if not IDENTIFIER.fullmatch(name))


def find_bad_links(root: etree._Element) -> Iterator[str]:
    """Links to nowhere, and links that are neither ``#id`` nor http."""
    ids = {element.get("id") for element in list_elements(root)}
    for link in root.iter("a"):
        href = link.get("href") or ""
        if not LINK.fullmatch(href):
            yield f"the link {href[:60]!r} is neither #id nor http"
        elif href.startswith("#") and href[1:] not in ids:
            yield f"the link {href!r} leads nowhere"


def find_bad_pictures(root: etree._Element, charts: Collection[str]) -> Iterator[str]:
    for image in root.iter("img"):
        source = image.get("src") or ""
        if not source.startswith(CHART) or source.removeprefix(CHART) not in charts:
            yield f"the picture {source[:60]!r} is not a drawn chart"
        if not (image.get("alt") or "").strip():
            yield f"the picture {source[:60]!r} has no alt text"


def find_bad_text(root: etree._Element) -> Iterator[str]:
    if not root.get("lang"):
        yield "<html> has no lang"
    if not (root.findtext("head/title") or "").strip():
        yield "it has no title"
    text = "".join(str(part) for part in root.itertext())
    if not unicodedata.is_normalized("NFC", text):
        yield "its text is not NFC"

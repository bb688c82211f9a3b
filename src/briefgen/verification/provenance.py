"""What goes into a document so that it can be verified without the registry that it was made from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import lxml.html
import msgspec
from lxml import etree
from lxml.html import HtmlElement

from briefgen.model import Decision, SourceInfo
from briefgen.verification.records import Line, Provenance

NAME = "provenance.json"
_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "li", "td", "th", "caption", "figcaption"})
_APART = frozenset({"footnote", "noteref", "mark", "label"})
_NOTES = frozenset({"footnote", "noteref"})
_CUT, _NOTE_CUT = "\0", "\1"
_PIECE = re.compile(f"([^{_CUT}{_NOTE_CUT}]*)([{_CUT}{_NOTE_CUT}]|$)")


def make_provenance(
    html: str,
    sources: Iterable[SourceInfo],
    *,
    decisions: Iterable[Decision] = (),
    pictures: Iterable[bytes] = (),
    states: Iterable[Mapping[str, Any]] = (),
) -> bytes:
    """The JSON of a :class:`Provenance`: the document's lines as in its HTML (docs/html.md), and the sources that its facts cite
    and the editors' decisions that shaped them.

    ``pictures`` are the charts whose letters can be read in the document (SVG with text); ``states`` are the lines of the fact export for
    other states of its facts, where the document does not carry the export itself.
    """
    lines = (*list_lines(html), *(line for picture in pictures for line in list_letters(picture)))
    provenance = Provenance(sources=tuple(sources), lines=lines, states=tuple(states), decisions=tuple(decisions))
    return msgspec.json.format(msgspec.json.encode(provenance), indent=1)


def list_lines(html: str) -> Iterator[Line]:
    """Every block with words, in the order of the document; a footnote is a line of its own, after the block that it stands in.

    The contents are left out: they only repeat the headings, and each writer sets them in its own way.
    """
    body = lxml.html.document_fromstring(html).find("body")
    for element in body.iter() if body is not None else ():
        if _is_own(element) and element.get("class") != "noteref" and not _is_in_contents(element):
            line = _read_line(element)
            if line.stretches:
                yield line


def list_letters(picture: bytes) -> Iterator[Line]:
    """Every piece of text in an SVG."""
    if picture.lstrip().startswith(b"<"):
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        for text in etree.fromstring(picture, parser).iter("{http://www.w3.org/2000/svg}text"):
            if words := " ".join("".join(map(str, text.itertext())).split()):
                yield Line(stretches=(words,))


def _read_line(element: HtmlElement) -> Line:
    # A stretch, and what cuts it off; the last one is cut off by nothing.
    pieces = _PIECE.findall("".join(_say(element)))
    said = [(words, cut) for piece, cut in pieces if (words := " ".join(piece.split()))]
    carriers = () if element.get("class") == "label" else (*element.iterancestors(), *_walk_own(element))
    facts = (fact for carrier in carriers for fact in carrier.get("data-fact", "").split())
    return Line(
        stretches=tuple(words for words, _ in said),
        facts=tuple(dict.fromkeys(facts)),
        quotes=tuple(" ".join(quote.text_content().split()) for quote in _walk_own(element) if quote.tag == "q"),
        noted=tuple(number for number, (_, cut) in enumerate(said) if cut == _NOTE_CUT),
    )


def _walk_own(element: HtmlElement) -> Iterator[HtmlElement]:
    """The element and what is inside, but for notes and blocks of their own."""
    yield element
    for child in element:
        if isinstance(child.tag, str) and not _is_own(child):
            yield from _walk_own(child)


def _say(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if _is_own(child) or child.tag == "br":
            yield _NOTE_CUT if child.get("class") in _NOTES else _CUT
        elif isinstance(child.tag, str):
            yield from _say(child)
        yield child.tail or ""


def _is_own(element: HtmlElement) -> bool:
    """Whether it is a line of its own: a block, or a note, a mark or a label, which stand apart from the words around them."""
    return element.tag in _BLOCKS or (element.tag == "span" and element.get("class") in _APART)


def _is_in_contents(element: HtmlElement) -> bool:
    return any(parent.tag == "nav" for parent in element.iterancestors())

"""The document as HTML becomes a Word document: the same words as the PDF, on the styles of a house.docx."""

from __future__ import annotations

import gc
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

from briefgen.errors import RenderError
from briefgen.model import Fact
from briefgen.render.docx.blocks import write_blocks
from briefgen.render.docx.draft import ChartImage, Draft, Place
from briefgen.render.docx.facts import FactStore
from briefgen.render.docx.house import open_house
from briefgen.render.docx.notes import Comments, Footnotes
from briefgen.render.docx.ooxml import NAMESPACES, Element
from briefgen.render.docx.package import repack
from briefgen.render.docx.properties import add_custom, describe_cut_off, fill_fields, first_day, set_core, set_language
from briefgen.render.docx.sections import end_document
from briefgen.render.docx.snapshot import add_snapshot
from briefgen.render.html import check_document, parse_document


def render_docx(
    html: str,
    charts: Mapping[str, ChartImage],
    *,
    house: Path | None = None,
    cut_off: str,
    language: str | None = None,
    pages: Mapping[str, int] | None = None,
    facts: Sequence[Fact] = (),
    provenance: bytes = b"",
) -> bytes:
    """The bytes of a DOCX that says what the HTML says.

    ``charts`` are by the name after ``chart:``; ``house`` is a desk's own Word styles (None: the carried ones); ``cut_off`` is EDTF and
    stands for every date in the file; ``pages`` are the page numbers of headings by id, printed in the contents (none: contents without
    numbers); ``facts`` go into the snapshot, for comparison with a later registry, and ``provenance`` as it is, for verification.
    The same arguments give the same bytes.
    HTML that docs/html.md does not know, and a house.docx without a style, raise :class:`RenderError`.
    """
    with _no_collection():
        return _render(html, charts, house, cut_off, language, pages or {}, facts, provenance)


@contextmanager
def _no_collection() -> Iterator[None]:
    """No garbage runs meanwhile: they go through ten thousands of elements that are all in use, for half of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _render(
    html: str,
    charts: Mapping[str, ChartImage],
    house: Path | None,
    cut_off: str,
    language: str | None,
    pages: Mapping[str, int],
    facts: Sequence[Fact],
    provenance: bytes,
) -> bytes:
    root = parse_document(html)
    check_document(root, charts, _themes(root))
    language = language or root.get("lang") or "vi"
    title, metas = (root.findtext("head/title") or "").strip(), _read_metas(root)
    draft = _open_draft(root, charts, house, cut_off, language, pages, title, metas)
    body = root.find("body")
    if body is None:
        raise RenderError("the document's HTML has no body", remedy="correct the template of the document")
    write_blocks(draft, body, Place(draft.house.body, "body", draft.house.text_width()))
    end_document(draft, draft.house.body)
    properties = {name: value for name, value in metas.items() if name.startswith("briefgen.")}
    properties |= {"briefgen.cut-off": cut_off, "briefgen.cut-off-line": describe_cut_off(cut_off, language), "briefgen.language": language}
    _finish(draft, title, metas, properties, cut_off)
    add_snapshot(draft, properties, facts, provenance)
    return _save(draft)


def _themes(root: Element) -> set[str]:
    body = root.find("body")
    return set() if body is None else {name for name in (body.get("class") or "").split() if name.startswith("theme-")}


def _read_metas(root: Element) -> dict[str, str]:
    return {meta.get("name") or "": meta.get("content") or "" for meta in root.iterfind("head/meta") if meta.get("name")}


def _open_draft(
    root: Element,
    charts: Mapping[str, ChartImage],
    house: Path | None,
    cut_off: str,
    language: str,
    pages: Mapping[str, int],
    title: str,
    metas: Mapping[str, str],
) -> Draft:
    themes = sorted(_themes(root))
    opened = open_house(house, themes[0].removeprefix("theme-") if themes else "house")
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    return Draft(
        house=opened,
        language=language,
        charts=charts,
        labels=_read_labels(elements),
        known=frozenset(element.get("id") or "" for element in elements if element.get("id")),
        linked=frozenset((link.get("href") or "").removeprefix("#") for link in root.iter("a")),
        pages=pages,
        footnotes=Footnotes(opened),
        comments=Comments(opened, first_day(cut_off).strftime("%Y-%m-%dT%H:%M:%SZ")),
        facts=FactStore("|".join((title, language, cut_off, metas.get("briefgen.registry", "")))),
    )


def _read_labels(elements: Sequence[Element]) -> dict[str, str]:
    """What a cross-reference to a table or figure shows: its label without the full stop."""
    labels = {}
    for element in elements:
        if element.tag in {"table", "figure"} and element.get("id"):
            label = element.find("caption/span[@class='label']")
            label = element.find("figcaption/span[@class='label']") if label is None else label
            if label is not None:
                labels[element.get("id") or ""] = "".join(map(str, label.itertext())).strip().removesuffix(".")
    return labels


def _finish(draft: Draft, title: str, metas: Mapping[str, str], properties: Mapping[str, str], cut_off: str) -> None:
    """Everything beside the text but the snapshot: properties, language, running heads and custom XML."""
    set_core(draft.house, title, metas, draft.language, cut_off)
    set_language(draft.house, draft.language)
    fill_fields(draft.house, title, properties)
    add_custom(draft.house, properties)
    draft.facts.add_part(draft.house)
    for root in (draft.house.document.element, draft.footnotes.part.element):
        etree.cleanup_namespaces(root, keep_ns_prefixes=list(NAMESPACES))


def _save(draft: Draft) -> bytes:
    target = io.BytesIO()
    draft.house.document.save(target)
    return repack(target.getvalue())

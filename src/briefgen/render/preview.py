"""The document as one HTML file for a browser: nothing beside it, nothing fetched."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from briefgen.render.fonts import CARRIED
from briefgen.render.html import CHART, check_document, find_part, parse_document

SHEET = "screen.css"
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
NOTES_TITLE = {"vi": "Chú thích", "en": "Notes"}


def render_html_file(html: str, charts: Mapping[str, bytes], *, theme: str = "house", resources: Path | None = None) -> str:
    """The document with its style sheet and charts inside, footnotes gathered at the end and linked both ways.

    ``charts`` are SVG (``svg-path``, so that the browser needs no fonts of ours) or PNG by name; ``resources`` is the folder whose
    ``screen.css`` goes before the carried one. Raises RenderError when the document breaks docs/html.md.
    """
    root = parse_document(html)
    check_document(root, charts, {f"theme-{theme}"})
    fill_head(root, read_sheet(resources))
    for image in root.iter("img"):
        image.set("src", embed_chart(charts[image.get("src", "").removeprefix(CHART)]))
    gather_footnotes(root)
    return "<!DOCTYPE html>\n" + etree.tostring(root, method="html", encoding="unicode") + "\n"


def read_sheet(resources: Path | None) -> str:
    own = resources / SHEET if resources else None
    return (own if own and own.is_file() else CARRIED / "templates" / SHEET).read_text(encoding="utf-8")


def fill_head(root: etree._Element, sheet: str) -> None:
    """The sheet, the policy that lets a browser fetch nothing, and a width for small screens."""
    head = find_part(root, "head")
    policy = etree.SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": POLICY})
    head.remove(policy)
    head.insert(1, policy)
    etree.SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    etree.SubElement(head, "style").text = sheet


def embed_chart(picture: bytes) -> str:
    kind = "image/png" if picture.startswith(b"\x89PNG") else "image/svg+xml"
    return f"data:{kind};base64,{base64.b64encode(picture).decode('ascii')}"


def gather_footnotes(root: etree._Element) -> None:
    """Put a numbered link in each footnote's place, and the notes into a list at the end."""
    notes = [span for span in root.iter("span") if span.get("class") == "footnote"]
    if not notes:
        return
    section = etree.SubElement(find_part(root, "body"), "section", {"class": "footnotes"})
    etree.SubElement(section, "h2").text = NOTES_TITLE.get((root.get("lang") or "vi")[:2], NOTES_TITLE["en"])
    listed = etree.SubElement(section, "ol")
    for number, note in enumerate(notes, start=1):
        listed.append(move_footnote(note, number))


def move_footnote(note: etree._Element, number: int) -> etree._Element:
    """Take the note out of the text, leave its call, and give it back as an item of the list."""
    name = note.get("id") or f"note-{number}"
    call = etree.Element("sup", {"class": "call", "id": f"{name}-call"})
    etree.SubElement(call, "a", {"href": f"#{name}"}).text = str(number)
    call.tail, note.tail = note.tail, None
    place = note.getparent()
    assert place is not None, "a footnote stands in the text"
    place.replace(note, call)
    item = etree.Element("li", {"id": name})
    item.text = note.text
    item.extend(list(note))
    etree.SubElement(item, "a", {"href": f"#{name}-call"}).text = "↩"
    return item

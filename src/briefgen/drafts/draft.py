"""An edited draft: what it was made as, and what an editor made of it."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Mapping
from pathlib import Path

import msgspec
from lxml import etree

from briefgen.drafts.package import parse_document, parse_part, read_package
from briefgen.drafts.reading import W14, W15, Reading, W, read_document
from briefgen.errors import DraftError
from briefgen.model import Fact, Record

VERSION = "1"
_FACTS, _SNAPSHOT = "{urn:briefgen:facts:1}", "{urn:briefgen:snapshot:"
_LARGEST = 100_000_000  # bytes that a part of the snapshot may unpack to
_HEADINGS = re.compile(r"(heading \d|title|card heading|box heading)", re.IGNORECASE)
_FOREIGN = "Give the DOCX that `briefgen build` made, edited and saved as Word document"


class Unit(Record):
    """Words of the draft that a fact carries: in a control (``tag`` is set), or within a bookmark."""

    fact: str
    field: str
    bookmark: str
    tag: str | None = None
    alias: str | None = None
    id: int | None = None
    node: str | None = None


class Asked(Record):
    """A question that the draft asked as a comment."""

    comment: str
    text: str
    question: str = ""
    fact: str = ""
    code: str = ""


class Comment(Record):
    """A comment as it stands in the edited file; ``parent`` is the comment it replies to."""

    number: str
    author: str
    text: str
    parent: str | None = None


class Draft(Record):
    """A draft as it was made (``base``), as it is now (``edited``), and what the file carries beside.

    ``store`` holds the words of the custom XML part by element; ``facts`` are the registry's as they were when the draft was made;
    ``provenance`` is for the verification, empty where an earlier version made the draft.
    """

    name: str
    properties: Mapping[str, str]
    units: tuple[Unit, ...]
    asked: tuple[Asked, ...]
    facts: Mapping[str, Fact]
    base: Reading
    edited: Reading
    base_notes: tuple[str, ...]
    notes: tuple[str, ...]
    comments: tuple[Comment, ...]
    store: Mapping[str, str]
    provenance: bytes = b""

    @property
    def briefing(self) -> str | None:
        """The briefing that the draft is of; its decisions count there alone."""
        return self.properties.get("briefgen.briefing") or None

    @property
    def language(self) -> str:
        return self.properties.get("briefgen.language", "vi")


def read_draft(path: Path, original: Path | None = None) -> Draft:
    """Read an edited DOCX; :class:`DraftError` for a file that is not ours, damaged, of another version, or would load something.

    ``original`` is the file as it was built: LibreOffice 7.4 drops on its second saving what the draft carries to be compared with.
    """
    parts = read_package(path)
    place = path.name
    snapshot = _find_snapshot(parts if original is None else read_package(original), place)
    try:
        base_styles = frozenset(_heading_styles(parts, place))
        base = read_document(parse_part(snapshot["document"], place), base_styles)
        return Draft(
            name=place,
            properties=msgspec.json.decode(snapshot["properties"], type=dict[str, str]),
            units=msgspec.json.decode(snapshot["units"], type=tuple[Unit, ...]),
            asked=msgspec.json.decode(snapshot["questions"], type=tuple[Asked, ...]),
            facts={fact.id: fact for fact in msgspec.json.decode(snapshot["facts"], type=tuple[Fact, ...])},
            base=base,
            edited=read_document(parse_document(parts["word/document.xml"], place), base_styles),
            base_notes=_read_notes(snapshot["footnotes"], place),
            notes=_read_notes(parts.get("word/footnotes.xml", b""), place),
            comments=_read_comments(parts, place),
            store=_read_store(parts, place),
            provenance=snapshot.get("provenance", b""),
        )
    except (KeyError, msgspec.MsgspecError) as error:
        raise DraftError("what briefgen left in the file to compare with is damaged", place=place, remedy=_FOREIGN) from error


# --- the custom XML parts --------------------------------------------------------------------------------------------


def _custom_parts(parts: Mapping[str, bytes], place: str) -> list[etree._Element]:
    names = sorted(name for name in parts if re.fullmatch(r"customXml/item\d+\.xml", name))
    return [parse_part(parts[name], place) for name in names]


def _find_snapshot(parts: Mapping[str, bytes], place: str) -> dict[str, bytes]:
    for root in _custom_parts(parts, place):
        if str(root.tag).startswith(_SNAPSHOT):
            version = next((child.text for child in root if str(child.tag).endswith("}version")), None)
            if version != VERSION:
                raise DraftError(f"the draft is of version {version}, read is {VERSION}", place=place, remedy="Build the draft anew")
            contents = {etree.QName(child).localname: child.text or "" for child in root}
            return {name: _unpack(text, place) for name, text in contents.items() if name != "version"}
    if b"briefgen.cut-off" in parts.get("docProps/custom.xml", b""):
        remedy = "Give the file as it was built beside it: --original FILE"
        raise DraftError(
            "the file lost what it carried to be compared with, as LibreOffice does on its second saving", place=place, remedy=remedy
        )
    raise DraftError("the file is no draft of briefgen's", place=place, remedy=_FOREIGN)


def _unpack(text: str, place: str) -> bytes:
    try:
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(base64.b64decode(text, validate=False), _LARGEST)
    except (binascii.Error, zlib.error, ValueError) as error:
        raise DraftError("what briefgen left in the file to compare with is damaged", place=place, remedy=_FOREIGN) from error
    if unpacking.unconsumed_tail:
        raise DraftError("the file unpacks to far more than a document holds", place=place, remedy=_FOREIGN)
    return content


def _read_store(parts: Mapping[str, bytes], place: str) -> dict[str, str]:
    for root in _custom_parts(parts, place):
        if str(root.tag) == f"{_FACTS}facts":
            return {etree.QName(child).localname: child.text or "" for child in root}
    return {}


# --- the other parts -------------------------------------------------------------------------------------------------


def _heading_styles(parts: Mapping[str, bytes], place: str) -> list[str]:
    if "word/styles.xml" not in parts:
        return []
    found = []
    for style in parse_part(parts["word/styles.xml"], place).iterchildren(W + "style"):
        name = style.find(W + "name")
        if name is not None and _HEADINGS.fullmatch(name.get(W + "val") or ""):
            found.append(style.get(W + "styleId") or "")
    return found


def _read_notes(content: bytes, place: str) -> tuple[str, ...]:
    if not content:
        return ()
    notes = (note for note in parse_part(content, place).iterchildren(W + "footnote") if note.get(W + "type") is None)
    return tuple(" ".join(read_document(note).text.split()) for note in notes)


def _read_comments(parts: Mapping[str, bytes], place: str) -> tuple[Comment, ...]:
    if "word/comments.xml" not in parts:
        return ()
    elements = list(parse_part(parts["word/comments.xml"], place).iterchildren(W + "comment"))
    paragraphs = ((element, paragraph) for element in elements for paragraph in element.iter(W + "p"))
    numbers = {paragraph.get(W14 + "paraId") or "": element.get(W + "id") or "" for element, paragraph in paragraphs}
    parents: dict[str, str] = {}
    if "word/commentsExtended.xml" in parts:
        for entry in parse_part(parts["word/commentsExtended.xml"], place).iter(W15 + "commentEx"):
            parent = numbers.get(entry.get(W15 + "paraIdParent") or "-")
            child = numbers.get(entry.get(W15 + "paraId") or "-")
            if parent is not None and child is not None:
                parents[child] = parent
    return tuple(_read_comment(element, parents) for element in elements)


def _read_comment(element: etree._Element, parents: Mapping[str, str]) -> Comment:
    number = element.get(W + "id") or ""
    return Comment(
        number=number,
        author=element.get(W + "author") or "",
        text=read_document(element).text.strip(),
        parent=parents.get(number),
    )

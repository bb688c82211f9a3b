"""The draft as it was before an editor touched it, kept inside the file.

Importing an edited draft compares it with this, so neither the edition nor the registry of that day is needed to see what was edited.
The parts stand as base64 of zlib in elements without attributes, which LibreOffice keeps as they are.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Mapping, Sequence

import msgspec
from lxml import etree

from briefgen.model import Fact
from briefgen.render.docx.draft import Draft
from briefgen.render.docx.facts import add_custom_xml, make_guid

NAMESPACE = "urn:briefgen:snapshot:1"
VERSION = "1"


def add_snapshot(draft: Draft, properties: Mapping[str, str], facts: Sequence[Fact], provenance: bytes) -> None:
    """Add the snapshot: version, properties, document, footnotes, where each fact and question stands, and the facts as they were.

    ``provenance`` goes with it for verification, read by nothing here.
    """
    root = etree.Element(f"{{{NAMESPACE}}}snapshot", nsmap={"s": NAMESPACE})
    contents = {
        "properties": msgspec.json.encode(dict(sorted(properties.items()))),
        "document": etree.tostring(draft.house.document.element, encoding="UTF-8"),
        "footnotes": etree.tostring(draft.footnotes.part.element, encoding="UTF-8"),
        "units": msgspec.json.encode(draft.facts.units),
        "questions": msgspec.json.encode(draft.comments.asked),
        "facts": msgspec.json.encode(list(facts)),
        "provenance": provenance,
    }
    etree.SubElement(root, f"{{{NAMESPACE}}}version").text = VERSION
    for name, content in contents.items():
        etree.SubElement(root, f"{{{NAMESPACE}}}{name}").text = base64.b64encode(zlib.compress(content)).decode()
    add_custom_xml(draft.house, 2, root, make_guid(draft.facts.seed, NAMESPACE), NAMESPACE)


def read_snapshot_document(part: bytes) -> bytes | None:
    """The document that a custom XML part of ours holds as it was built; None for other parts."""
    if NAMESPACE.encode() not in part:
        return None
    held = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True)).find(f"{{{NAMESPACE}}}document")
    return None if held is None else zlib.decompress(base64.b64decode(held.text or ""))

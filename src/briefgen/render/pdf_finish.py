"""What WeasyPrint leaves undone for PDF/UA-1 inside PDF/A-3a: the scope of header cells, one entry an attachment, the claim itself."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

CLAIM = Path(__file__).with_name("pdf_ua_claim.xml")
HEADING = re.compile(r"/H[1-6]")
END = b"</rdf:RDF>"


def finish_pdf(_document: object, pdf: Any) -> None:
    """Amend the objects of ``pdf`` (a pydyf.PDF) just before it is written."""
    scope_headers(pdf)
    step_headings(pdf)
    name_attachments_once(pdf)
    claim_accessibility(pdf)


def scope_headers(pdf: Any) -> None:
    """Say of each header cell whether it heads a column or a row (ISO 14289-1, 7.5)."""
    for cell in pdf.objects:
        if isinstance(cell, dict) and cell.get("S") == "/TH":
            group = find_parent(pdf, find_parent(pdf, cell))
            cell["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"


def step_headings(pdf: Any) -> None:
    """Tag headings so that no level is left out on the way down: a card's h4 right under an h2 is H3 (ISO 14289-1, 7.4.2)."""
    open_levels: list[int] = []
    for heading in pdf.objects:
        if isinstance(heading, dict) and HEADING.fullmatch(str(heading.get("S"))):
            level = int(heading["S"][2:])
            open_levels = [*(outer for outer in open_levels if outer < level), level]
            heading["S"] = f"/H{len(open_levels)}"


def find_parent(pdf: Any, element: Any) -> Any:
    return pdf.objects[read_number(element["P"])]


def read_number(reference: bytes | str) -> int:
    return int(reference.split()[0])


def name_attachments_once(pdf: Any) -> None:
    """WeasyPrint 70 lists each attachment twice in /AF."""
    if listed := pdf.catalog.get("AF"):
        listed[:] = list(dict.fromkeys(listed))


def claim_accessibility(pdf: Any) -> None:
    """Put pdfuaid:part 1 and its extension schema, which PDF/A asks for, into the XMP that is there: a second RDF would be no XMP."""
    metadata = pdf.objects[read_number(pdf.catalog["Metadata"])]
    (packet,) = metadata.stream
    metadata.stream = [packet.replace(END, CLAIM.read_bytes().strip() + END)]

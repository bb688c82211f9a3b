"""What a finished PDF says about its own pages."""

from __future__ import annotations

from io import BytesIO

from briefgen.model import Record


class Pages(Record):
    """The number of pages, and for each id of the document the page, from 1, on which it stands."""

    count: int
    places: dict[str, int]


def read_pages(pdf: bytes) -> Pages:
    """The pages of a PDF that we made."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(pdf))
    found = {name: reader.get_destination_page_number(place) for name, place in reader.named_destinations.items()}
    return Pages(count=len(reader.pages), places={name: page + 1 for name, page in found.items() if page is not None})

"""What the document needs before it is set on paper, and style sheets cannot say."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from briefgen.fonts import replace_missing

ROWS_FOR_LANDSCAPE = 12  # fewer leave a landscape page, and the upright one before it, half empty
HEADINGS = frozenset({"h2", "h3", "h4"})


def prepare_page(root: etree._Element) -> str:
    """The document as WeasyPrint gets it: wide tables marked for landscape pages, unprintable characters replaced. Changes ``root``."""
    for table in root.iter("table"):
        if "wide" in (table.get("class") or "").split() and len(table.findall("tbody/tr")) >= ROWS_FOR_LANDSCAPE:
            for element in find_company(table):
                element.set("class", f"{element.get('class') or ''} landscape".strip())
    return replace_missing("<!DOCTYPE html>\n" + etree.tostring(root, method="html", encoding="unicode"))


def find_company(table: etree._Element) -> Iterator[etree._Element]:
    """The table, its source line, and the heading and line of text right before it: they share its page."""
    yield table
    if (after := table.getnext()) is not None and after.get("class") == "source":
        yield after
    before = table.getprevious()
    above = before.getprevious() if before is not None and before.tag == "p" else None
    if before is not None and (before.tag in HEADINGS or (above is not None and above.tag in HEADINGS)):
        yield before
    if above is not None and above.tag in HEADINGS:
        yield above

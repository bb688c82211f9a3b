"""What the document needs before it is set on paper, and style sheets cannot say."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from briefgen.fonts import replace_missing

ROWS_FOR_LANDSCAPE = 12  # fewer leave a landscape page, and the upright one before it, half empty
LONG_CARD = 2000  # characters, notes included: about half a page; a longer card may break, or its heading stands alone on a page
HEADINGS = frozenset({"h2", "h3", "h4"})


def prepare_page(root: etree._Element) -> str:
    """The document as WeasyPrint gets it: long wide tables and long cards marked, unprintable characters replaced. Changes ``root``."""
    for table in root.iter("table"):
        if "wide" in (table.get("class") or "").split() and len(table.findall("tbody/tr")) >= ROWS_FOR_LANDSCAPE:
            for element in find_company(table):
                add_class(element, "landscape")
    for card in root.iter("aside"):
        if len("".join(str(part) for part in card.itertext())) > LONG_CARD:
            add_class(card, "long")
    for note in [span for span in root.iter("span") if span.get("class") in ("footnote", "noteref")]:
        hold_note(note)
    return replace_missing("<!DOCTYPE html>\n" + etree.tostring(root, method="html", encoding="unicode"))


def add_class(element: etree._Element, name: str) -> None:
    element.set("class", f"{element.get('class') or ''} {name}".strip())


def hold_note(note: etree._Element) -> None:
    """Ties a note's sign to the word or stop before it, so that no line begins with the sign."""
    before, parent = note.getprevious(), note.getparent()
    text = (parent.text if before is None else before.tail) if parent is not None else None
    if parent is None or not text or text[-1].isspace():
        return
    head, word = text[: -len(text.split()[-1])], text.split()[-1]
    holder = etree.Element("span", style="white-space: nowrap")
    holder.text, holder.tail, note.tail = word, note.tail, None
    if before is None:
        parent.text = head
    else:
        before.tail = head
    parent.replace(note, holder)
    holder.append(note)


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

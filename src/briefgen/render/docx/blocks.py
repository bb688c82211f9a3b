"""Blocks: one small function per block element of docs/html.md."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import replace

from briefgen.render.docx.contents import write_contents
from briefgen.render.docx.draft import Draft, Look, Place, classes_of, fail, field_runs, paragraph, words
from briefgen.render.docx.inline import plain_text, write_element, write_inline
from briefgen.render.docx.ooxml import Element, tag, w
from briefgen.render.docx.pictures import write_picture
from briefgen.render.docx.sections import begin_landscape, end_landscape
from briefgen.render.docx.spaces import collapse_spaces
from briefgen.render.docx.tables import write_rows

Writer = Callable[[Draft, Element, Place], None]
_TEXT = {"body": "Body Text", "card": "Card Text", "box": "Box Text", "table": "Table Text"}
_BULLETS = {"body": "List Bullet", "card": "Card List", "box": "Box List", "table": "Table List"}
_HEADINGS = {"h1": "Title", "h2": "heading 1", "h3": "heading 2", "h4": "heading 3"}
_CARD_HEADINGS = {"card": "Card Heading", "box": "Box Heading"}
_NAMED = {"kicker": "Kicker", "subtitle": "Subtitle", "summary": "Summary", "gap": "Gap", "note": "Note", "source": "Source Line"}
_LABEL = re.compile(r"(?P<word>\D*?)(?P<number>\d+)(?P<end>\.?)")


def write_blocks(draft: Draft, parent: Element, place: Place) -> None:
    """Write the blocks within an element; text outside any block is a fault of the template."""
    refuse_text(parent, parent.text)
    for child in parent:
        write_block(draft, child, place)
        refuse_text(parent, child.tail)


def refuse_text(parent: Element, text: str | None) -> None:
    if text and text.strip():
        raise fail(parent, f"the words {text.strip()[:40]!r} stand outside any paragraph")


def write_block(draft: Draft, element: Element, place: Place) -> None:
    """Write one block element."""
    writer = BLOCKS.get(str(element.tag))
    if writer is None:
        raise fail(element, "this element is unknown as a block")
    if (ident := element.get("id")) and element.tag not in {"table", "figure", "nav"}:
        draft.waiting.append(ident)
    writer(draft, element, place)


def write_header(draft: Draft, element: Element, place: Place) -> None:
    write_blocks(draft, element, place)


def write_section(draft: Draft, element: Element, place: Place) -> None:
    write_blocks(draft, element, place)


def write_heading(draft: Draft, element: Element, place: Place) -> None:
    collapse_spaces(element)
    style = _HEADINGS[str(element.tag)]
    if element.tag == "h4":
        style = _CARD_HEADINGS.get(place.family, style)
    place.target.append(paragraph(draft, style, *write_inline(draft, element)))


def write_p(draft: Draft, element: Element, place: Place) -> None:
    """A paragraph, after its as-of marks; the source line of a wide table was written with the table, on its page."""
    before = element.getprevious()
    if before is None or not (is_wide(before, place) and is_source(element)):
        write_marks(draft, element, place)
        write_text(draft, element, place)


def write_marks(draft: Draft, element: Element, place: Place) -> None:
    """As-of marks that open a paragraph go to the margin, in a frame beside it; those in a table stay where they are."""
    while place.family != "table" and len(element) and not (element.text or "").strip() and "mark" in classes_of(element[0]):
        mark = element[0]
        frame = copy(mark)
        frame.tail = None
        element.text = mark.tail
        element.remove(mark)
        collapse_spaces(frame)
        place.target.append(paragraph(draft, "Margin Mark", *words(draft, Look(), plain_text(frame)), extra=draft.house.frame()))


def is_source(element: Element | None) -> bool:
    return element is not None and element.tag == "p" and "source" in classes_of(element)


def is_wide(element: Element, place: Place) -> bool:
    return element.tag == "table" and "wide" in classes_of(element) and place.family == "body"


def write_text(draft: Draft, element: Element, place: Place) -> None:
    classes = classes_of(element)
    style = next((name for key, name in _NAMED.items() if key in classes), _TEXT[place.family])
    if place.family in _CARD_HEADINGS and style not in {"Source Line"}:
        style = _TEXT[place.family]  # bar and wash of a card run through; what the class means is said by its words
    collapse_spaces(element)
    look = Look(italic="gap" in classes and place.family != "body")
    place.target.append(paragraph(draft, style, *write_inline(draft, element, look), changed="changed" in classes))


def write_ul(draft: Draft, element: Element, place: Place) -> None:
    for item in _items(draft, element):
        place.target.append(paragraph(draft, _BULLETS[place.family], *write_inline(draft, item), changed="changed" in classes_of(item)))


def write_ol(draft: Draft, element: Element, place: Place) -> None:
    """A numbered list, counted from one again."""
    style = "List Number" if place.family == "body" else _TEXT[place.family]
    numbering = draft.numbering()
    for item in _items(draft, element):
        level = (w("numPr", w("ilvl", val=0), w("numId", val=numbering)),) if numbering else ()
        place.target.append(paragraph(draft, style, *write_inline(draft, item), extra=level, changed="changed" in classes_of(item)))


def _items(draft: Draft, element: Element) -> Iterable[Element]:
    for item in element:
        if item.tag != "li":
            raise fail(item, "only li stands in a list")
        collapse_spaces(item)
        if ident := item.get("id"):
            draft.waiting.append(ident)
        yield item


# --- captions, tables, figures -----------------------------------------------------------------------------------------


def write_caption(draft: Draft, element: Element, place: Place, ident: str | None) -> None:
    """A caption whose number is a field, within the bookmark that cross-references go to."""
    collapse_spaces(element)
    label = element.find("span[@class='label']")
    if label is None or element.text:
        content = write_inline(draft, element)
        content = draft.mark(ident, *content) if ident else content
    else:
        content = _write_label(draft, plain_text(label), ident) + words(draft, Look(), label.tail)
        for child in label.itersiblings():
            content += write_element(draft, child, Look()) + words(draft, Look(), child.tail)
    place.target.append(paragraph(draft, "caption", *content))


def _write_label(draft: Draft, label: str, ident: str | None) -> list[Element]:
    look = Look(style="Label")
    match = _LABEL.fullmatch(label)
    if match is None:
        made = words(draft, look, label)
        return draft.mark(ident, *made) if ident else made
    counter = re.sub(r"\W", "_", match["word"].strip()) or "Item"
    numbered = [*words(draft, look, match["word"]), *field_runs(draft, look, f"SEQ {counter} \\* ARABIC", match["number"])]
    return [*(draft.mark(ident, *numbered) if ident else numbered), *words(draft, look, match["end"])]


def write_table(draft: Draft, element: Element, place: Place) -> None:
    """A table under its caption; a wide one on landscape pages of its own."""
    wide = is_wide(element, place)
    if wide:
        begin_landscape(draft, place.target)
        place = replace(place, width=draft.house.text_width(landscape=True))
    caption = element.find("caption")
    if caption is not None:
        write_caption(draft, caption, place, element.get("id"))
    elif ident := element.get("id"):
        draft.waiting.append(ident)
    write_rows(draft, element, place, write_blocks)
    follows = element.getnext()
    if wide and follows is not None and is_source(follows):
        write_text(draft, follows, place)
    if wide:
        end_landscape(draft, place.target)
    elif not is_source(follows):
        place.target.append(paragraph(draft, "Spacer"))


def write_figure(draft: Draft, element: Element, place: Place) -> None:
    ident = element.get("id")
    for child in element:
        if child.tag == "img":
            name = (child.get("src") or "").removeprefix("chart:")
            place.target.append(paragraph(draft, "Figure", write_picture(draft, name, child.get("alt") or "", place)))
        elif child.tag == "figcaption":
            write_caption(draft, child, place, ident)
        else:
            raise fail(child, "this element cannot stand in a figure")


def write_aside(draft: Draft, element: Element, place: Place) -> None:
    """A card or a box: a family of paragraph styles; a card's paragraphs stay together on a page."""
    family = "card" if "card" in classes_of(element) else "box"
    first = len(place.target)
    write_blocks(draft, element, replace(place, family=family))
    inside = [child for child in list(place.target)[first:] if child.tag == tag("p")]
    if family == "card":
        keep_together(inside)
    place.target.append(paragraph(draft, "Spacer"))  # else cards in a row run together


def keep_together(paragraphs: list[Element]) -> None:
    """Keep paragraphs on one page."""
    for element in paragraphs:
        properties = _properties(element)
        if element is not paragraphs[-1]:
            properties.insert(1, w("keepNext"))
        properties.insert(2 if element is not paragraphs[-1] else 1, w("keepLines"))


def _properties(element: Element) -> Element:
    properties = element.find(tag("pPr"))
    if properties is None:
        properties = w("pPr")
        element.insert(0, properties)
    return properties


BLOCKS: dict[str, Writer] = {
    "aside": write_aside,
    "figure": write_figure,
    "h1": write_heading,
    "h2": write_heading,
    "h3": write_heading,
    "h4": write_heading,
    "header": write_header,
    "nav": write_contents,
    "ol": write_ol,
    "p": write_p,
    "section": write_section,
    "table": write_table,
    "ul": write_ul,
}

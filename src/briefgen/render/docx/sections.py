"""Page set-up: portrait, and landscape pages for wide tables."""

from __future__ import annotations

from copy import deepcopy

from briefgen.render.docx.draft import Draft, paragraph
from briefgen.render.docx.ooxml import Element, tag

_TURNED = {"top": "right", "right": "bottom", "bottom": "left", "left": "top"}


def make_section(draft: Draft, *, landscape: bool = False, first: bool = False) -> Element:
    """The house's page set-up, turned if wanted; only the first section keeps its own first page."""
    section = deepcopy(draft.house.section)
    if not first:
        for child in section.findall(tag("titlePg")):
            section.remove(child)
    if landscape:
        _turn(section)
    return section


def _turn(section: Element) -> None:
    size, margins = section.find(tag("pgSz")), section.find(tag("pgMar"))
    if size is not None:
        width, height = size.get(tag("w"), ""), size.get(tag("h"), "")
        size.set(tag("w"), height)
        size.set(tag("h"), width)
        size.set(tag("orient"), "landscape")
    if margins is not None:
        before = {str(name): str(value) for name, value in margins.attrib.items()}
        for side, becomes in _TURNED.items():
            if tag(side) in before:
                margins.set(tag(becomes), before[tag(side)])


def is_landscape_end(element: Element | None) -> bool:
    """Whether a landscape section ends with this paragraph."""
    size = None if element is None else element.find(f"{tag('pPr')}/{tag('sectPr')}/{tag('pgSz')}")
    return size is not None and size.get(tag("orient")) == "landscape"


def begin_landscape(draft: Draft, body: Element) -> None:
    """End the portrait section before the headings that the wide table stands under, or go on with the landscape section before it."""
    last = body[-1] if len(body) else None
    if last is not None and is_landscape_end(last):
        body.remove(last)
        return
    position = len(body)
    while position and _is_heading(draft, body[position - 1]):
        position -= 1
    if position:
        _end_section(draft, body, position, make_section(draft, first=not draft.sections))
        draft.sections += 1


def end_landscape(draft: Draft, body: Element) -> None:
    """End the landscape section with the body's last paragraph."""
    _end_section(draft, body, len(body), make_section(draft, landscape=True, first=not draft.sections))
    draft.sections += 1


def end_document(draft: Draft, body: Element) -> None:
    """The last section's set-up, or the landscape section's own when nothing follows it."""
    last = body[-1] if len(body) else None
    landscape = is_landscape_end(last)
    if last is not None and landscape:
        body.remove(last)
    body.append(make_section(draft, landscape=landscape, first=not draft.sections))


def _end_section(draft: Draft, body: Element, position: int, section: Element) -> None:
    # In a paragraph of its own: LibreOffice 7.4 runs a paragraph that holds a footnote and a section's end into the next one.
    waiting, draft.waiting = draft.waiting, []
    body.insert(position, paragraph(draft, "Spacer", extra=(section,)))
    draft.waiting = waiting


def _is_heading(draft: Draft, element: Element) -> bool:
    style = element.find(f"{tag('pPr')}/{tag('pStyle')}")
    names = {draft.style(name) for name in ("heading 1", "heading 2", "heading 3")}
    return style is not None and style.get(tag("val")) in names

"""The contents as a field with its entries cached, so that it is never blank and Word can renew it."""

from __future__ import annotations

from briefgen.render.docx.draft import Draft, Look, Place, classes_of, fail, field_runs, paragraph, run, words
from briefgen.render.docx.inline import plain_text
from briefgen.render.docx.ooxml import Element, make_id, w
from briefgen.render.docx.spaces import collapse_spaces

_STYLES = {"level-2": "toc 1", "level-3": "toc 2"}
_LOOK = Look()


def write_contents(draft: Draft, element: Element, place: Place) -> None:
    """Write ``nav``: its heading, and an entry a link, with the page number where the caller knows it."""
    content = w("sdtContent")
    for heading in element.iterchildren("h2"):
        collapse_spaces(heading)
        content.append(paragraph(draft, "TOC Heading", *words(draft, _LOOK, plain_text(heading))))
    entries = list(element.iter("li"))
    rows = [_write_entry(draft, entry) for entry in entries]
    if rows:
        numbered = "" if any(entry_target(entry) in draft.pages for entry in entries) else " \\n"
        _wrap_in_field(draft, rows, f'TOC \\o "1-2" \\h \\z \\u{numbered}')
    content.extend(rows)
    gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    place.target.append(w("sdt", w("sdtPr", w("id", val=make_id("contents")), gallery), content))


def entry_target(entry: Element) -> str:
    """The id that an entry of the contents leads to."""
    link = entry.find("a")
    target = "" if link is None else link.get("href") or ""
    if not target.startswith("#"):
        raise fail(entry, "an entry of the contents leads nowhere")
    return target[1:]


def _write_entry(draft: Draft, entry: Element) -> Element:
    ident = entry_target(entry)
    anchor = draft.anchor(ident)
    collapse_spaces(entry)
    inner = words(draft, _LOOK, plain_text(entry))
    if ident in draft.pages:
        inner += [run(draft, _LOOK, w("tab")), *field_runs(draft, _LOOK, f"PAGEREF {anchor} \\h", str(draft.pages[ident]))]
    style = next((_STYLES[name] for name in sorted(classes_of(entry)) if name in _STYLES), "toc 1")
    return paragraph(draft, style, w("hyperlink", *inner, anchor=anchor, history=1))


def _wrap_in_field(draft: Draft, rows: list[Element], instruction: str) -> None:
    *opening, closing = field_runs(draft, _LOOK, instruction, "")
    for position, element in enumerate(opening):
        rows[0].insert(1 + position, element)
    rows[-1].append(closing)

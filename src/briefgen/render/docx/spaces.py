"""White space as a browser shows it: runs collapse to one space, none at the ends of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.render.docx.ooxml import Element, clean

_RUN = re.compile(r"[ \t\r\n\f]+")


def collapse_spaces(block: Element) -> None:
    """Collapse the white space of ``block``'s inline content in place; a footnote's content stands for itself."""
    open_end = True
    last: tuple[Element, str] | None = None
    for owner, name in _texts(block):
        text = _RUN.sub(" ", clean(getattr(owner, name) or ""))
        if open_end:
            text = text.removeprefix(" ")
        setattr(owner, name, text)
        if text:
            open_end, last = text.endswith(" "), (owner, name)
        elif owner.tag == "br" and name == "tail":
            open_end = True
    if last is not None:
        setattr(last[0], last[1], getattr(*last).removesuffix(" "))


def _texts(element: Element) -> Iterator[tuple[Element, str]]:
    yield element, "text"
    for child in element:
        if "footnote" in (child.get("class") or "").split():
            collapse_spaces(child)
        else:
            yield from _texts(child)
        yield child, "tail"

"""The Word document under way: what the writers of blocks and of running text share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part

from briefgen.errors import RenderError
from briefgen.model import Chart
from briefgen.render.docx.facts import FactStore
from briefgen.render.docx.house import House
from briefgen.render.docx.notes import Comments, Footnotes
from briefgen.render.docx.ooxml import Element, make_name, w, worded


@dataclass(frozen=True)
class ChartImage:
    """A chart drawn twice (``svg`` with letters as paths, ``png`` for programs without SVG), and its data."""

    svg: bytes
    png: bytes
    chart: Chart


@dataclass(frozen=True)
class Look:
    """How a stretch of running text looks; ``note`` says that it stands in a footnote."""

    style: str | None = None
    bold: bool = False
    italic: bool = False
    note: bool = False

    def within(self, **changes: object) -> Look:
        """This look with changes."""
        return replace(self, **changes)  # type: ignore[arg-type]  # mypy cannot see that the names are this record's own


@dataclass(frozen=True)
class Place:
    """Where blocks go: the element that takes them, the family of styles (body, card, box, table) and the width in twips."""

    target: Element
    family: str
    width: int


@dataclass
class Draft:
    """Everything that grows while the HTML is walked."""

    house: House
    language: str
    charts: Mapping[str, ChartImage]
    labels: Mapping[str, str]
    known: frozenset[str]
    linked: frozenset[str]
    pages: Mapping[str, int]
    footnotes: Footnotes
    comments: Comments
    facts: FactStore
    waiting: list[str] = field(default_factory=list)
    sections: int = 0
    _numbers: int = 0
    _links: dict[tuple[str, str], str] = field(default_factory=dict)

    def next_number(self) -> int:
        """The next number for a bookmark or a drawing: unique in the document."""
        self._numbers += 1
        return self._numbers

    def style(self, name: str) -> str:
        return self.house.style(name)

    def changed_style(self, name: str) -> str:
        return self.house.changed_style(name)

    def numbering(self) -> int | None:
        """The number of a list of its own, counted from one."""
        return self.house.restart_numbering()

    def link(self, part: Part, address: str) -> str:
        """The relationship of a part to a web address; python-docx would compare each new one with all others."""
        key = (str(part.partname), address)
        if key not in self._links:
            self._links[key] = f"rIdLink{len(self._links) + 1}"
            part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, address, self._links[key], is_external=True)
        return self._links[key]

    def mark(self, ident: str, *content: Element) -> list[Element]:
        """The content within the bookmark of the HTML's ``ident``."""
        return self.bookmark(make_name("_a_", ident), *content)

    def bookmark(self, name: str, *content: Element) -> list[Element]:
        """The content within a bookmark."""
        number = self.next_number()
        return [w("bookmarkStart", id=number, name=name), *content, w("bookmarkEnd", id=number)]

    def anchor(self, ident: str) -> str:
        """The bookmark that a link to ``#ident`` goes to."""
        if ident not in self.known:
            raise RenderError(f"a link goes to #{ident}, which the document lacks", remedy="correct the template that makes this link")
        return make_name("_a_", ident)


def paragraph(draft: Draft, style: str, *content: Element, extra: tuple[Element, ...] = (), changed: bool = False) -> Element:
    """A paragraph of a named style; it takes the bookmarks of the elements that began before it.

    With ``changed`` a bar at its right tells that it says something else than the earlier edition did.
    """
    inner = list(content)
    waiting, draft.waiting = draft.waiting, []
    for ident in reversed(waiting):
        inner = draft.mark(ident, *inner)
    own = draft.changed_style(style) if changed else draft.style(style)
    return w("p", w("pPr", w("pStyle", val=own), *extra), *inner)


def run(draft: Draft, look: Look, *content: Element) -> Element:
    """A run of this look."""
    styled = [w("rStyle", val=draft.style(look.style))] if look.style is not None else []
    styled += [w("b")] if look.bold else []
    styled += [w("i")] if look.italic else []
    return w("r", w("rPr", *styled), *content) if styled else w("r", *content)


def words(draft: Draft, look: Look, text: str | None) -> list[Element]:
    """A run with these words; nothing for no words."""
    return [run(draft, look, worded("t", text))] if text else []


def field_runs(draft: Draft, look: Look, instruction: str, shown: str) -> list[Element]:
    """A complex field with its cached result. Instructions are made of our own names only, never of article text."""
    return [
        run(draft, look, w("fldChar", fldCharType="begin")),
        run(draft, look, worded("instrText", f" {instruction} ")),
        run(draft, look, w("fldChar", fldCharType="separate")),
        *words(draft, look, shown),
        run(draft, look, w("fldChar", fldCharType="end")),
    ]


def fail(element: Element, message: str) -> RenderError:
    """The error for HTML that docs/html.md does not know; the place names the element and its line."""
    classes = "".join("." + name for name in (element.get("class") or "").split())
    return RenderError(
        message,
        place=f"<{element.tag}{classes}> in line {element.sourceline or '?'} of the document's HTML",
        remedy="docs/html.md lists what the writers know; correct the template",
    )


def classes_of(element: Element) -> frozenset[str]:
    return frozenset((element.get("class") or "").split())

"""A desk's Word styles: opened, checked and emptied."""

from __future__ import annotations

import zipfile
from copy import deepcopy
from importlib.resources import as_file, files
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError

from briefgen.errors import RenderError
from briefgen.render.docx.ooxml import Element, tag, w

# Every style that the writer asks for, by the name that Word shows. Built-in names are the same in every language of Word's file format.
STYLES = (
    *("Body Text", "Kicker", "Title", "Subtitle", "heading 1", "heading 2", "heading 3", "TOC Heading", "toc 1", "toc 2"),
    *("Summary", "Gap", "Note", "Source Line", "caption", "Figure", "List Bullet", "List Number", "Spacer", "Margin Mark"),
    *("Table Text", "Table Head", "Table Row Head", "Table Number", "Table List", "Card Heading", "Card Text", "Card List"),
    *("Box Heading", "Box Text", "Box List", "footnote text", "annotation text"),
    *("Source Words", "Label", "Derived", "Provisional", "Mark Text", "Hyperlink", "footnote reference", "annotation reference"),
    *("Briefing Table", "Control Table"),
)
BAR = "1F4E79"  # beside what changed since an earlier edition: the accent of the PDF
_BEFORE_BAR = {tag("top"), tag("left"), tag("bottom")}  # the schema's order of a paragraph's lines
_REMEDY = "make a new one with tools/make_house_docx.py, or add them in Word to a copy of the house.docx that briefgen carries"


class House:
    """An opened house.docx: its emptied document, its page set-up and the identifiers of its styles."""

    def __init__(self, document: Document, place: str) -> None:
        self.document = document
        self.body: Element = document.element.body
        self._ids = _read_styles(document)
        missing = [name for name in STYLES if name.casefold() not in self._ids]
        if missing:
            raise RenderError(f"the styles {', '.join(missing)} are missing", place=place, remedy=_REMEDY)
        section = self.body.find(tag("sectPr"))
        if section is None:
            raise RenderError("the file has no page set-up", place=place, remedy=_REMEDY)
        self.section: Element = deepcopy(section)
        for child in list(self.body):
            self.body.remove(child)

    def style(self, name: str) -> str:
        """The identifier of the style that Word shows as ``name``."""
        return self._ids[name.casefold()]

    def text_width(self, *, landscape: bool = False) -> int:
        """The width of the text block, in twentieths of a point."""
        page, margins = self.section.find(tag("pgSz")), self.section.find(tag("pgMar"))
        if page is None or margins is None:
            return 9000
        side, edges = ("h", ("top", "bottom")) if landscape else ("w", ("left", "right"))
        return int(page.get(tag(side), 11906)) - sum(int(margins.get(tag(edge), 1134)) for edge in edges)

    def frame(self) -> tuple[Element, ...]:
        """The frame of the style Margin Mark, to be said in each paragraph again: LibreOffice overlooks it in the style."""
        found = self._find_style("Margin Mark").find(f"{tag('pPr')}/{tag('framePr')}")
        return () if found is None else (deepcopy(found),)

    def changed_style(self, name: str) -> str:
        """The identifier of a style like ``name`` with a bar at its right, for what changed since an edition; made when first asked for."""
        own, ident = f"{name} Changed", f"{self.style(name)}Changed"
        if own.casefold() not in self._ids:
            base = self._find_style(name)
            bar = w("right", val="single", sz=12, space=4, color=BAR)
            lines = [deepcopy(line) for line in base.iterfind(f"{tag('pPr')}/{tag('pBdr')}/*") if line.tag in _BEFORE_BAR]
            parts = (w("name", val=own), w("basedOn", val=self.style(name)), w("pPr", w("pBdr", *lines, bar)))
            made = w("style", *parts, type="paragraph", styleId=ident)
            made.set(tag("customStyle"), "1")
            base.addnext(made)
            self._ids[own.casefold()] = ident
        return self._ids[own.casefold()]

    def _find_style(self, name: str) -> Element:
        ident = self.style(name)
        styles: Element = self.document.styles.element
        return next(style for style in styles.iterchildren(tag("style")) if style.get(tag("styleId")) == ident)

    def restart_numbering(self) -> int | None:
        """A new instance of the list that the style List Number takes; None where a desk's style takes none."""
        used = self._find_style("List Number").find(f"{tag('pPr')}/{tag('numPr')}/{tag('numId')}")
        if used is None:
            return None
        numbering: Element = self.document.part.numbering_part.element
        instances = {number.get(tag("numId")): number for number in numbering.iterchildren(tag("num"))}
        kind = instances[used.get(tag("val"))].find(tag("abstractNumId"))
        number = max(int(ident or 0) for ident in instances) + 1
        start = w("lvlOverride", w("startOverride", val=1), ilvl=0)
        numbering.append(w("num", deepcopy(kind) if kind is not None else w("abstractNumId", val=0), start, numId=number))
        return number


def _read_styles(document: Document) -> dict[str, str]:
    names: dict[str, str] = {}
    for style in document.styles.element.iterchildren(tag("style")):
        name = style.find(tag("name"))
        if name is not None:
            names[name.get(tag("val"), "").casefold()] = style.get(tag("styleId"), "")
    return names


def open_house(path: Path | None, theme: str = "house") -> House:
    """The house at ``path``, or the carried one; :class:`RenderError` names what is wrong with it.

    A theme's own styles stand beside it: ``house-decree-30.docx`` beside ``house.docx``.
    """
    if path is None:
        with as_file(files("briefgen") / "carried" / "templates" / "house.docx") as carried:
            return open_house(carried, theme)
    themed = path.with_name(f"{path.stem}-{theme}{path.suffix}")
    if themed.is_file():
        path = themed
    try:
        return House(docx.Document(str(path)), str(path))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise RenderError("this is no Word document", place=str(path), remedy=_REMEDY) from error

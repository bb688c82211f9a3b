"""A Word document as running text: its words as they stand when all tracked changes are accepted, and what stands where in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"

Span = tuple[int, int]
_CHARACTERS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "\u2011", W + "softHyphen": "\u00ad"}
# Formatting, instructions of fields, and second versions of drawings: no words of the document.
_SILENT = frozenset({*(W + name for name in ("delText", "pPr", "rPr", "sectPr", "tblPr")), MC + "Fallback"})
# Styles of the signs of notes: ours, and what LibreOffice makes of them.
_SIGNS = frozenset({"FootnoteReference", "FootnoteAnchor", "FootnoteCharacters"})
_MARKS = tuple(W + name for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd"))


@dataclass(frozen=True)
class Control:
    """A content control: what it says of itself, and its stretch of the text."""

    span: Span
    tag: str | None
    alias: str | None
    ident: str | None
    node: str | None


@dataclass
class Reading:
    """The text, paragraphs divided by line ends, and the places in it; ``comments`` are by the comment's number."""

    text: str = ""
    controls: list[Control] = field(default_factory=list)
    bookmarks: dict[str, Span] = field(default_factory=dict)
    comments: dict[str, Span] = field(default_factory=dict)
    headings: list[tuple[int, str]] = field(default_factory=list)
    half: list[str] = field(default_factory=list)

    def heading_before(self, offset: int) -> str:
        """The heading that the place stands under."""
        return next((words for start, words in reversed(self.headings) if start <= offset), "")


def read_document(root: etree._Element, heading_styles: frozenset[str] = frozenset()) -> Reading:
    """Read ``w:document``; the contents are left out, since they only repeat the headings."""
    return _Reader(heading_styles).read(root)


class _Reader:
    def __init__(self, heading_styles: frozenset[str]) -> None:
        self.heading_styles = heading_styles
        self.parts: list[str] = []
        self.length = 0
        self.reading = Reading()
        self.open_bookmarks: dict[str, tuple[str, int]] = {}
        self.open_comments: dict[str, int] = {}
        self.open_fields: list[str] = []
        self.readers: Mapping[str, Callable[[etree._Element], None]] = {
            W + "t": self._read_t,
            W + "fldChar": self._read_field,
            W + "instrText": self._read_instruction,
            W + "p": self._read_p,
            W + "sdt": self._read_sdt,
            W + "del": self._read_deleted,
            W + "moveFrom": self._read_deleted,
            W + "bookmarkStart": self._start_bookmark,
            W + "bookmarkEnd": self._end_bookmark,
            W + "commentRangeStart": self._start_comment,
            W + "commentRangeEnd": self._end_comment,
            W + "commentReference": self._refer_comment,
        }

    def read(self, root: etree._Element) -> Reading:
        self._walk(root)
        self.reading.text = "".join(self.parts)
        self.reading.half = [name for name, _ in self.open_bookmarks.values()]
        return self.reading

    def _walk(self, element: etree._Element) -> None:
        for child in element:
            name = child.tag
            if name in _SILENT or not isinstance(name, str):
                continue
            if name in _CHARACTERS:
                self._say(_CHARACTERS[name])
            else:
                self.readers.get(name, self._walk)(child)

    def _say(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _read_t(self, element: etree._Element) -> None:
        # The commas between two footnote signs are signs themselves.
        if any("NOTEREF" in field for field in self.open_fields):
            return  # the number of a note, whatever its style became
        run = element.getparent()
        style = None if run is None else run.find(f"{W}rPr/{W}rStyle")
        if style is None or style.get(W + "val") not in _SIGNS:
            self._say(element.text or "")

    def _read_field(self, element: etree._Element) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self.open_fields.append("")
        elif kind == "end" and self.open_fields:
            self.open_fields.pop()

    def _read_instruction(self, element: etree._Element) -> None:
        if self.open_fields:
            self.open_fields[-1] += element.text or ""

    def _read_p(self, element: etree._Element) -> None:
        if _is_contents_entry(element):
            return
        start = self.length
        self._walk(element)
        style = element.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(W + "val") in self.heading_styles:
            self.reading.headings.append((start, "".join(self.parts)[start:].strip() if self.length > start else ""))
        self.open_fields.clear()  # what an edit left open ends with its paragraph
        self._say("\n")

    def _read_sdt(self, element: etree._Element) -> None:
        properties, content = element.find(W + "sdtPr"), element.find(W + "sdtContent")
        if content is None or (properties is not None and properties.find(W + "docPartObj") is not None):
            return
        start, said = self.length, len(self.parts)
        self._walk(content)
        if properties is not None:
            control = _describe(properties, (start, self.length))
            if self._is_echo(control, said):
                del self.parts[said:]
                self.length = start
            else:
                self.reading.controls.append(control)

    def _is_echo(self, control: Control, said: int) -> bool:
        """Whether it repeats the control right before it, as LibreOffice 7.4 writes controls with a bookmark's end in them."""
        if not self.reading.controls or control.alias is None:
            return False
        last = self.reading.controls[-1]
        length = control.span[1] - control.span[0]
        beside = (
            last.span[1] == control.span[0]
            and last.span[1] - last.span[0] == length
            and (last.alias, last.node) == (control.alias, control.node)
        )
        return beside and "".join(self.parts[:said]).endswith("".join(self.parts[said:]))

    def _read_deleted(self, element: etree._Element) -> None:
        """What was deleted or moved away says nothing, but marks within it stay in force."""
        for mark in element.iter(*_MARKS):
            self.readers[str(mark.tag)](mark)

    def _start_bookmark(self, element: etree._Element) -> None:
        self.open_bookmarks[element.get(W + "id") or ""] = (element.get(W + "name") or "", self.length)

    def _end_bookmark(self, element: etree._Element) -> None:
        name, start = self.open_bookmarks.pop(element.get(W + "id") or "", ("", 0))
        if name and name not in self.reading.bookmarks:
            self.reading.bookmarks[name] = (start, self.length)

    def _start_comment(self, element: etree._Element) -> None:
        self.open_comments[element.get(W + "id") or ""] = self.length

    def _end_comment(self, element: etree._Element) -> None:
        number = element.get(W + "id") or ""
        self.reading.comments[number] = (self.open_comments.pop(number, self.length), self.length)

    def _refer_comment(self, element: etree._Element) -> None:
        self.reading.comments.setdefault(element.get(W + "id") or "", (self.length, self.length))


def _is_contents_entry(paragraph: etree._Element) -> bool:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style is not None and (style.get(W + "val") or "").lower().startswith(("toc", "contents"))


def _describe(properties: etree._Element, span: Span) -> Control:
    def value(name: str) -> str | None:
        found = properties.find(W + name)
        return None if found is None else found.get(W + "val")

    binding = properties.find(W + "dataBinding")
    path = "" if binding is None else binding.get(W + "xpath") or ""
    node = path.rpartition(":")[2].partition("[")[0] or None
    return Control(span=span, tag=value("tag"), alias=value("alias"), ident=value("id"), node=node)

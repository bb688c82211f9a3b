"""Footnotes and the editor's comments: parts of their own beside the document."""

from __future__ import annotations

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from lxml import etree

from briefgen.render.docx.house import House
from briefgen.render.docx.ooxml import Element, tag, w, worded

AUTHOR = "briefgen"
# What follows w:footnotePr in CT_Settings; the settings of a desk's house.docx may hold any of them.
_AFTER_FOOTNOTES = frozenset(
    [
        *("endnotePr", "compat", "docVars", "rsids", "mathPr", "attachedSchema", "themeFontLang", "clrSchemeMapping"),
        *("doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown"),
        *("smartTagType", "schemaLibrary", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator"),
    ]
)


class Footnotes:
    """The footnotes part, which python-docx does not know."""

    def __init__(self, house: House) -> None:
        self._count = 0
        self._style, self._reference = house.style("footnote text"), house.style("footnote reference")
        notes = w("footnotes", _separator("separator", -1), _separator("continuationSeparator", 0))
        owner = house.document.part
        element = parse_xml(etree.tostring(notes))
        self.part = XmlPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, element, owner.package)
        owner.relate_to(self.part, RELATIONSHIP_TYPE.FOOTNOTES)
        _declare_separators(house.document.settings.element)

    def add(self, content: list[Element]) -> Element:
        """Add a note; the run that refers to it comes back."""
        self._count += 1
        sign = w("r", w("rPr", w("rStyle", val=self._reference)), w("footnoteRef"))
        gap = w("r", worded("t", " "))
        body = w("p", w("pPr", w("pStyle", val=self._style)), sign, gap, *content)
        self.part.element.append(w("footnote", body, id=self._count))
        return w("r", w("rPr", w("rStyle", val=self._reference)), w("footnoteReference", id=self._count))


def _separator(kind: str, number: int) -> Element:
    spacing = w("spacing", after=0, line=240, lineRule="auto")
    return w("footnote", w("p", w("pPr", spacing), w("r", w(kind))), type=kind, id=number)


def _declare_separators(settings: Element) -> None:
    for old in settings.findall(tag("footnotePr")):
        settings.remove(old)
    declared = w("footnotePr", w("footnote", id=-1), w("footnote", id=0))
    later = [child for child in settings if etree.QName(child).localname in _AFTER_FOOTNOTES]
    if later:
        later[0].addprevious(declared)
    else:
        settings.append(declared)


class Comments:
    """Word comments; they are dated with the information cut-off, since no clock is read."""

    def __init__(self, house: House, date: str) -> None:
        self._comments = house.document.comments
        self._style = house.style("annotation text")
        self._reference = house.style("annotation reference")
        self._date = date
        self.asked: list[dict[str, str]] = []

    def add(self, text: str, question: dict[str, str], content: list[Element]) -> list[Element]:
        """The content with a comment on it; ``question`` says what it asks about: question, fact and code."""
        comment = self._comments.add_comment(text="", author=AUTHOR, initials="bg")
        element: Element = comment._comment_elm
        element.set(tag("date"), self._date)
        for child in list(element):
            element.remove(child)
        element.extend(self._write(text, question["code"]))
        number = comment.comment_id
        self.asked.append({"comment": str(number), "text": text, **question})
        refer = w("r", w("rPr", w("rStyle", val=self._reference)), w("commentReference", id=number))
        return [w("commentRangeStart", id=number), *content, w("commentRangeEnd", id=number), refer]

    def _write(self, text: str, code: str) -> list[Element]:
        lines = [*text.split("\n"), f"[{code}]"] if code else text.split("\n")
        made = [w("p", w("pPr", w("pStyle", val=self._style)), w("r", worded("t", line))) for line in lines]
        sign = w("r", w("rPr", w("rStyle", val=self._reference)), w("annotationRef"))
        made[0].insert(1, sign)
        return made

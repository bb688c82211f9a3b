"""A document with tracked changes against an earlier one: what came is inserted, what went is deleted, word by word.

Both are documents of ours. Accepting all changes of the redline gives the new document. Words that changed stand in no control: Word
shows what a control is bound to, and LibreOffice 7.4 takes no changes within one; the bookmark beside it stands round them instead.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from copy import deepcopy
from difflib import SequenceMatcher
from io import BytesIO

from lxml import etree

from briefgen.errors import RenderError
from briefgen.render.docx.notes import AUTHOR
from briefgen.render.docx.ooxml import Element, tag, w, worded
from briefgen.render.docx.package import pack
from briefgen.render.docx.snapshot import read_snapshot_document
from briefgen.render.docx.stretches import find_changes, free_control, index_of, list_controls, list_runs, split_at, text_of

_DOCUMENT = "word/document.xml"
_TERMS = "http://purl.org/dc/terms/"
_ALIKE = 0.5  # likeness from which two paragraphs are one that was changed
_FIRST_ID = 1_000_000  # far from the numbers of bookmarks, which share their space
_BLOCKS = frozenset({tag("p"), tag("tbl")})


def redline_docx(new: bytes, earlier: bytes) -> bytes:
    """The bytes of ``new`` with tracked changes against ``earlier``; both are DOCX of :func:`render_docx`.

    An edited copy of the earlier one counts as it was built. The changes are dated as ``new`` is.
    The same arguments give the same bytes; files that are no DOCX raise :class:`RenderError`.
    """
    parts = _open(new)
    root = etree.fromstring(parts[_DOCUMENT])
    old = etree.fromstring(_earlier_document(_open(earlier)))
    marking = _Marking(_date_of(parts))
    body, old_body = root.find(tag("body")), old.find(tag("body"))
    if body is not None and old_body is not None:
        marking.compare_blocks(_blocks(old_body), _blocks(body))
    return pack(parts | {_DOCUMENT: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)})


def _open(package: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(BytesIO(package)) as source:
            parts = {name: source.read(name) for name in source.namelist()}
        if _DOCUMENT in parts:
            return parts
    except (zipfile.BadZipFile, OSError) as error:
        raise RenderError("one of the two documents is no DOCX", remedy="Give two documents that briefgen made") from error
    raise RenderError("one of the two documents is no DOCX", remedy="Give two documents that briefgen made")


def _date_of(parts: dict[str, bytes]) -> str:
    """The day in the document's properties: that of its cut-off."""
    stated = etree.fromstring(parts.get("docProps/core.xml", b"<none/>")).findtext(f"{{{_TERMS}}}modified")
    return stated or "1980-01-01T00:00:00Z"


def _earlier_document(parts: dict[str, bytes]) -> bytes:
    held = (read_snapshot_document(content) for name, content in sorted(parts.items()) if name.startswith("customXml/item"))
    return next((document for document in held if document is not None), parts[_DOCUMENT])


def _blocks(parent: Element) -> list[Element]:
    return [child for child in parent if child.tag in _BLOCKS and (child.tag != tag("p") or text_of(child).strip())]


def _likeness(one: Element, other: Element) -> float:
    """From 0 to 1: of tables by their cells, of paragraphs by their words."""
    return SequenceMatcher(None, _pieces(one), _pieces(other), autojunk=False).ratio()


def _pieces(block: Element) -> list[str]:
    return [text_of(paragraph) for paragraph in block.iter(tag("p"))] if block.tag == tag("tbl") else text_of(block).split()


class _Marking:
    """The tracked changes of one document."""

    def __init__(self, date: str) -> None:
        self.date = date
        self.number = _FIRST_ID

    def change(self, kind: str, *content: Element) -> Element:
        """A ``w:ins`` or ``w:del`` with its author and date."""
        self.number += 1
        return w(kind, *content, id=self.number, author=AUTHOR, date=self.date)

    # --- blocks --------------------------------------------------------------------------------------------------------

    def compare_blocks(self, old: Sequence[Element], new: Sequence[Element]) -> None:
        """Mark what changed between two runs of paragraphs and tables."""
        matcher = SequenceMatcher(None, [text_of(one) for one in old], [text_of(one) for one in new], autojunk=False)
        for kind, a, b, c, d in matcher.get_opcodes():
            if kind != "equal":
                self.compare_stretch(old[a:b], new[c:d], new, c)

    def compare_stretch(self, old: Sequence[Element], new: Sequence[Element], all_new: Sequence[Element], position: int) -> None:
        """Pair each new block with the old one most like it, in their order; the others came or went."""
        left = list(old)
        for block in new:
            partner = self.find_partner(block, left)
            if partner is None:
                self.insert_block(block)
                continue
            for gone in left[: left.index(partner)]:
                block.addprevious(self.delete_block(gone))
            left = left[left.index(partner) + 1 :]
            self.compare_block(partner, block)
        anchor = new[-1] if new else all_new[position - 1] if position else None
        for gone in reversed(left):
            if anchor is not None:
                anchor.addnext(self.delete_block(gone))
            elif all_new:
                all_new[0].addprevious(self.delete_block(gone))

    def find_partner(self, block: Element, old: Sequence[Element]) -> Element | None:
        alike = [(_likeness(one, block), one) for one in old if one.tag == block.tag]
        best: tuple[float, Element | None] = max(alike, key=lambda pair: pair[0], default=(0.0, None))
        return best[1] if best[0] >= _ALIKE else None

    def compare_block(self, old: Element, new: Element) -> None:
        if new.tag == tag("p"):
            self.compare_paragraph(old, new)
        else:
            self.compare_table(old, new)

    def compare_table(self, old: Element, new: Element) -> None:
        """Row by row; within rows of equal width, cell by cell."""
        old_rows, new_rows = list(old.iterchildren(tag("tr"))), list(new.iterchildren(tag("tr")))
        matcher = SequenceMatcher(None, [text_of(row) for row in old_rows], [text_of(row) for row in new_rows], autojunk=False)
        for kind, a, b, c, d in matcher.get_opcodes():
            if kind == "equal":
                continue
            pairs = min(b - a, d - c)
            for before, after in zip(old_rows[a : a + pairs], new_rows[c : c + pairs], strict=True):
                self.compare_row(before, after)
            for row in new_rows[c + pairs : d]:
                self.mark_row(row, "ins")
            for row in reversed(old_rows[a + pairs : b]):
                gone = deepcopy(row)
                self.flatten(gone)
                self.mark_row(gone, "del")
                (new_rows[c + pairs - 1] if c + pairs else new_rows[0]).addnext(gone)

    def compare_row(self, old: Element, new: Element) -> None:
        cells = list(old.iterchildren(tag("tc"))), list(new.iterchildren(tag("tc")))
        for before, after in zip(*cells, strict=False):
            self.compare_blocks(_blocks(before), _blocks(after))

    def mark_row(self, row: Element, kind: str) -> None:
        properties = row.find(tag("trPr"))
        if properties is None:
            properties = w("trPr")
            row.insert(0, properties)
        properties.append(self.change(kind))
        for paragraph in row.iter(tag("p")):
            self.mark_runs(paragraph, kind)

    def insert_block(self, block: Element) -> None:
        if block.tag == tag("tbl"):
            for row in block.iterchildren(tag("tr")):
                self.mark_row(row, "ins")
        else:
            self.mark_paragraph(block, "ins")

    def delete_block(self, block: Element) -> Element:
        """A copy of an old block, as deleted words without fields, notes and pictures."""
        gone = deepcopy(block)
        self.flatten(gone)
        if gone.tag == tag("tbl"):
            for row in gone.iterchildren(tag("tr")):
                self.mark_row(row, "del")
        else:
            self.mark_paragraph(gone, "del")
        return gone

    def flatten(self, block: Element) -> None:
        """Leave the words of each paragraph alone: what they refer to is not in the new document."""
        for paragraph in [block] if block.tag == tag("p") else list(block.iter(tag("p"))):
            text, properties = text_of(paragraph), paragraph.find(tag("pPr"))
            for child in list(paragraph):
                if child is not properties:
                    paragraph.remove(child)
            if properties is not None:
                etree.strip_elements(properties, *(tag(name) for name in ("sectPr", "numPr", "framePr")))
            paragraph.append(w("r", worded("t", text)))

    def mark_paragraph(self, paragraph: Element, kind: str) -> None:
        """Mark a paragraph and its end."""
        properties = paragraph.find(tag("pPr"))
        if properties is None:
            properties = w("pPr")
            paragraph.insert(0, properties)
        mark = w("rPr", self.change(kind))
        after = next((child for child in properties if child.tag in {tag("sectPr"), tag("pPrChange")}), None)
        if after is None:
            properties.append(mark)
        else:
            after.addprevious(mark)
        self.mark_runs(paragraph, kind)

    def mark_runs(self, paragraph: Element, kind: str) -> None:
        for control in list(paragraph.iter(tag("sdt"))):
            free_control(control)
        for run in list(paragraph.iter(tag("r"))):
            self.mark_run(run, kind)

    def mark_run(self, run: Element, kind: str) -> None:
        """Wrap one run; deleted words are ``w:delText``."""
        wrap = self.change(kind)
        run.addprevious(wrap)
        wrap.append(run)
        if kind == "del":
            for text in run.iter(tag("t")):
                text.tag = tag("delText")

    # --- words ---------------------------------------------------------------------------------------------------------

    def compare_paragraph(self, old: Element, new: Element) -> None:
        """Mark the words that came and went, from the end, so that places before stay what they are."""
        changes = list(find_changes(text_of(old), text_of(new)))
        for control, (begin, finish) in list_controls(new):
            if any(start <= finish and end >= begin for start, end, _ in changes):
                free_control(control)
        for start, end, gone in reversed(changes):
            place = split_at(new, end)
            if end > start:
                first = split_at(new, start)
                runs = list_runs(new)
                chosen = runs[index_of(runs, first) : index_of(runs, place)]
                place = chosen[0] if chosen else place
                for run in chosen:
                    self.mark_run(run, "ins")
                place = place.getparent() if place is not None and chosen else place
            if gone:
                self.write_gone(new, place, gone)

    def write_gone(self, paragraph: Element, place: Element | None, words: str) -> None:
        deletion = self.change("del", w("r", worded("delText", words)))
        if place is None:
            paragraph.append(deletion)
        else:
            place.addprevious(deletion)

"""Finding facts' words again where LibreOffice 7.4 damaged their marks, without LibreOffice."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from briefgen.drafts.units import mend_edges, strip_stop
from briefgen.model import Action
from docx_support import W, read_part, read_parts, write_parts
from drafts_support import compare, edit_tree, paragraph_with, render_draft, sample, tracked


@pytest.mark.parametrize(
    ("text", "span", "before", "words"),
    [
        ("Nay đang được triển khai. Sau", (4, 23), "đang được triển khai", "đang được triển khai"),
        ("Họp tại Huế. Sau", (0, 11), "Họp tại Huế.", "Họp tại Huế."),
        ("Nói: “đã ký”. Sau", (0, 11), "Nói: “đã ký”", "Nói: “đã ký”"),
        ("Họp tại Huế. Thêm câu nữa.", (0, 26), "Họp tại Huế.", "Họp tại Huế."),
        ("Họp lại tại Huế. Sau", (0, 15), "Họp tại Huế", "Họp lại tại Huế"),
        ("Trước. Họp tại Huế", (8, 18), "Họp tại Huế", "Họp tại Huế"),
    ],
)
def test_the_edges_of_a_sentence_are_mended(text: str, span: tuple[int, int], before: str, words: str) -> None:
    start, end = mend_edges(text, span, before)
    assert text[start:end] == words


def test_an_emptied_sentence_stays_empty() -> None:
    assert mend_edges("Trước. Sau.", (6, 6), "Họp tại Huế.") == (6, 6)


def test_only_the_last_stop_is_stripped() -> None:
    assert [strip_stop(text) for text in ("Họp.", "Họp v.v..", "Họp", "")] == ["Họp", "Họp v.v.", "Họp", ""]


def test_a_control_written_twice_in_a_row_is_read_once(tmp_path: Path) -> None:
    root = read_part(render_draft())
    control = next(one for one in root.iter(W + "sdt") if "Hà Nội" in "".join(text.text or "" for text in one.iter(W + "t")))
    echo = etree.fromstring(etree.tostring(control))
    ident = echo.find(f"{W}sdtPr/{W}id")
    assert ident is not None
    ident.set(W + "val", "4711")
    control.addnext(echo)
    found = compare(tmp_path, edit_tree(render_draft(), root))
    assert (found.proposals, found.problems) == ((), ())


def test_a_deletion_that_ends_within_a_control_is_read_although_it_is_no_xml(tmp_path: Path) -> None:
    root = read_part(render_draft())
    paragraph = paragraph_with(root, "Cuộc họp thứ 12")
    control = paragraph.find(f"{W}sdt")
    assert control is not None
    for run in list(control.iter(W + "r")):
        deleted = etree.fromstring(f'<x xmlns:w="{W[1:-1]}">{tracked("del", "Cuộc họp thứ 12 là cuộc gần nhất")}</x>')[0]
        parent = run.getparent()
        assert parent is not None
        parent.replace(run, deleted)
    parts = read_parts(edit_tree(render_draft(), root))
    text = parts["word/document.xml"].decode()
    place = text.rindex("<w:sdt>", 0, text.index("Cuộc họp thứ 12"))
    inside = text.index("<w:sdtContent>", place) + len("<w:sdtContent>")
    broken = f'{text[:place]}<w:del w:id="1" w:author="x">{text[place:inside]}</w:del>{text[inside:]}'
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(broken.encode())
    found = compare(tmp_path, write_parts(parts | {"word/document.xml": broken.encode()}))
    assert [problem.code for problem in found.problems] == ["draft-deleted-in-part"]
    assert not [one for one in found.proposals if one.action is not Action.REJECT]


def test_the_number_of_an_earlier_note_is_no_words_whatever_its_style_became(tmp_path: Path) -> None:
    again = '<span class="noteref"><a href="#fn-1">1</a></span> <span class="fact"'
    draft = render_draft(sample().replace(' <span class="fact"', f"{again}", 1))
    text = read_parts(draft)["word/document.xml"].decode()
    assert "NOTEREF" in text
    changed = text.replace('<w:rStyle w:val="FootnoteReference"/></w:rPr><w:t>1<', "<w:b/></w:rPr><w:t>1<")
    assert changed != text
    found = compare(tmp_path, write_parts(read_parts(draft) | {"word/document.xml": changed.encode()}))
    assert (found.proposals, found.problems) == ((), ())

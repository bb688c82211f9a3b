"""Tracked changes between two documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from briefgen.errors import RenderError
from briefgen.render.docx import redline_docx
from docx_support import W, change_part, find_faults, list_words, read_part, render_body, render_sample, sample_html, settle, text_of


def _words(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(W + "t", W + "delText"))


def changes(data: bytes) -> list[tuple[str, str]]:
    """The tracked words, in their order."""
    root = read_part(data)
    return [(str(one.tag).removeprefix(W), _words(one)) for one in root.iter(W + "ins", W + "del") if _words(one)]


def test_equal_documents_have_no_changes() -> None:
    sample = render_sample()
    assert changes(redline_docx(sample, sample)) == []


def test_changed_words_are_deleted_and_inserted_at_their_place() -> None:
    old = render_body("<p>Hai bên họp tại Hà Nội năm 2023.</p>")
    new = render_body("<p>Hai bên họp trực tuyến tại Hà Nội năm 2024.</p>")
    made = redline_docx(new, old)
    assert changes(made) == [("ins", " trực tuyến"), ("del", "2023"), ("ins", "2024")]
    assert {one.get(W + "date") for one in read_part(made).iter(W + "ins", W + "del")} == {"2024-04-27T00:00:00Z"}


def test_a_new_value_stands_in_no_control_but_in_its_bookmark() -> None:
    body = '<p>Đạt <span class="fact" data-fact="s-1" data-field="value">{}</span>.</p>'
    made = redline_docx(render_body(body.format("3 tỷ USD")), render_body(body.format("2,6 tỷ USD")))
    assert read_part(made).find(f".//{W}sdt") is None
    assert changes(made) == [("del", "2,6"), ("ins", "3")]
    paragraph = next(read_part(made).iter(W + "bookmarkStart")).getparent()
    assert paragraph is not None
    said = [one.text or "" if one.tag == W + "t" else "|" for one in paragraph.iter(W + "t", W + "bookmarkStart", W + "bookmarkEnd")]
    assert "".join(said) == "Đạt |3 tỷ USD|."


def test_a_value_that_stayed_keeps_its_control() -> None:
    body = '<p>Nay đã {} <span class="fact" data-fact="s-1" data-field="value">3 tỷ USD</span>.</p>'
    made = redline_docx(render_body(body.format("đạt mức")), render_body(body.format("vượt mức")))
    assert "".join(text.text or "" for text in next(read_part(made).iter(W + "sdtContent")).iter(W + "t")) == "3 tỷ USD"


def test_paragraphs_that_came_and_went_are_marked_whole() -> None:
    old = render_body("<p>Một điều.</p><p>Điều này sẽ mất đi hẳn.</p><p>Ba.</p>")
    new = render_body("<p>Một điều.</p><p>Ba.</p><p>Câu hoàn toàn mới ở cuối.</p>")
    made = redline_docx(new, old)
    assert changes(made) == [("del", "Điều này sẽ mất đi hẳn."), ("ins", "Câu hoàn toàn mới ở cuối.")]
    marks = read_part(made).findall(f".//{W}pPr/{W}rPr/*")
    assert [str(mark.tag).removeprefix(W) for mark in marks] == ["del", "ins"]


def test_rows_that_came_and_went_are_marked_as_rows() -> None:
    table = '<table class="data"><tbody>{}</tbody></table>'
    row = "<tr><td>{}</td><td>{}</td></tr>"
    old = render_body(table.format(row.format("a", "1") + row.format("b", "2")))
    new = render_body(table.format(row.format("a", "1") + row.format("b", "3") + row.format("c", "4")))
    made = redline_docx(new, old)
    assert sorted(changes(made)) == [("del", "2"), ("ins", "3"), ("ins", "4"), ("ins", "c")]
    assert len(read_part(made).findall(f".//{W}trPr/{W}ins")) == 1


def test_an_edited_earlier_file_counts_as_it_was_built() -> None:
    old = render_body("<p>Hai bên họp.</p>")
    edited = change_part(old, ("Hai bên họp.", "Một bên họp."))
    assert changes(redline_docx(old, edited)) == []


def test_a_redline_is_a_whole_document_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    from openxml_audit import OpenXmlValidator  # type: ignore[import-untyped]  # it ships no types

    old = render_sample(sample_html().replace("2,6 tỷ USD", "2,5 tỷ USD").replace("<p>Giữa hai danh sách.</p>", ""))
    new = render_sample(sample_html().replace("Đã ký", "Đang đàm phán"))
    made = redline_docx(new, old)
    assert find_faults(made) == []
    assert made == redline_docx(new, old)
    path = tmp_path / "redline.docx"
    path.write_bytes(made)
    assert [error.description for error in OpenXmlValidator().validate(path).errors] == []
    assert ("ins", "Giữa hai danh sách.") in changes(made)
    assert text_of(read_part(made)) == text_of(read_part(new))


def test_what_is_no_docx_is_refused() -> None:
    with pytest.raises(RenderError, match="no DOCX"):
        redline_docx(render_body("<p>x</p>"), b"no")


_SENTENCES = st.lists(st.text("ab cd.", min_size=1, max_size=12).map(lambda text: text.strip() or "a"), max_size=6)


@settings(max_examples=20, deadline=None)
@given(old=_SENTENCES, new=_SENTENCES)
def test_accepting_gives_the_new_document_and_rejecting_the_old_one(old: list[str], new: list[str]) -> None:
    before, after = (render_body("<h2>Đầu</h2>" + "".join(f"<p>{text}</p>" for text in texts)) for texts in (old, new))
    made = redline_docx(after, before)
    assert settle(made, "del") == list_words(after)
    assert settle(made, "ins") == list_words(before)

"""Tables, sections, captions, lists, notes and cards as Word sees them."""

from __future__ import annotations

import pytest
from lxml import etree

from briefgen.render.docx import render_docx
from docx_support import W, make_page, read_part, read_parts, render_body, render_sample, squeeze, text_of


@pytest.fixture(scope="module")
def document() -> etree._Element:
    return read_part(render_sample())


def style_of(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(W + "val") or ""


def table_after(document: etree._Element, caption: str) -> etree._Element:
    start = next(p for p in document.iter(W + "p") if squeeze(caption) in text_of(p))
    return next(table for table in start.itersiblings(W + "tbl"))


def paragraphs_of(document: etree._Element, style: str) -> list[etree._Element]:
    return [paragraph for paragraph in document.iter(W + "p") if style_of(paragraph) == style]


def test_header_rows_repeat_and_rows_stay_whole(document: etree._Element) -> None:
    table = table_after(document, "Bảng 1. Kim ngạch")
    rows = list(table.iterchildren(W + "tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_the_columns_fill_the_grid_and_every_row_has_its_width(document: etree._Element) -> None:
    for table in document.iter(W + "tbl"):
        grid = [int(column.get(W + "w") or 0) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        for row in table.iterchildren(W + "tr"):
            assert sum(int(cell.get(W + "w") or 0) for cell in row.iterfind(f"{W}tc/{W}tcPr/{W}tcW")) == sum(grid)


def test_cells_that_span_rows_and_columns_are_merged(document: etree._Element) -> None:
    table = table_after(document, "Bảng 2. Văn kiện")
    merges = [merge.get(W + "val") for merge in table.iter(W + "vMerge")]
    spans = [span.get(W + "val") for span in table.iter(W + "gridSpan")]
    assert (merges, spans) == (["restart", "continue"], ["2"])


def test_a_row_that_ends_early_is_filled_up() -> None:
    made = render_body('<table class="data"><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>')
    rows = list(read_part(made).iter(W + "tr"))
    assert [len(list(row.iterchildren(W + "tc"))) for row in rows] == [2, 2]


def test_heads_of_number_columns_stand_over_their_numbers(document: etree._Element) -> None:
    table = table_after(document, "Bảng 1. Kim ngạch")
    heads = [paragraph.find(f"{W}pPr/{W}jc") for paragraph in next(table.iterchildren(W + "tr")).iter(W + "p")]
    assert [None if jc is None else jc.get(W + "val") for jc in heads] == [None, "right"]


def test_a_wide_table_stands_on_landscape_pages_between_upright_ones(document: etree._Element) -> None:
    orients = [size.get(W + "orient") for size in document.iter(W + "pgSz")]
    assert orients == [None, "landscape", None]
    table = table_after(document, "Bảng 2. Văn kiện")
    section = next(p for p in table.itersiblings(W + "p") if p.find(f"{W}pPr/{W}sectPr") is not None)
    between = [text_of(p) for p in table.itersiblings(W + "p") if p is section or p.getnext() is section]
    assert squeeze("Nguồn: bài 1, 2. Trang ngang.") in "".join(between)


def test_only_the_first_section_has_a_first_page_of_its_own(document: etree._Element) -> None:
    assert [section.find(W + "titlePg") is not None for section in document.iter(W + "sectPr")] == [True, False, False]


def test_a_heading_goes_with_its_wide_table_and_two_share_a_section() -> None:
    wide = '<table class="data wide"><tbody><tr><td>a</td></tr></tbody></table>'
    body = read_part(render_body(f"<p>Trước.</p><h2>Tên</h2>{wide}{wide}"))[0]
    kinds = ["section" if p.find(f"{W}pPr/{W}sectPr") is not None else text_of(p) for p in body.iterchildren(W + "p")]
    assert kinds[:3] == ["Trước.", "section", "Tên"]
    assert [size.get(W + "orient") for size in body.iter(W + "pgSz")] == [None, "landscape"]


def test_captions_are_counted_by_fields_and_cited_by_fields(document: etree._Element) -> None:
    instructions = [(element.text or "").split() for element in document.iter(W + "instrText")]
    counted = [" ".join(words[1:2]) for words in instructions if words[0] == "SEQ"]
    assert counted == ["Hình", "Hình", "Bảng", "Bảng", "Bảng"]
    assert sum(1 for words in instructions if words[0] == "REF") == 2


def test_the_bookmark_of_a_caption_holds_its_label_only(document: etree._Element) -> None:
    start = next(mark for mark in document.iter(W + "bookmarkStart") if (mark.get(W + "name") or "").startswith("_a_bang_1"))
    words = []
    for sibling in start.itersiblings():
        if sibling.tag == W + "bookmarkEnd" and sibling.get(W + "id") == start.get(W + "id"):
            break
        words.append(text_of(sibling))
    assert "".join(words) == "Bảng1"


def test_each_numbered_list_counts_from_one(document: etree._Element) -> None:
    numbers = [p.find(f"{W}pPr/{W}numPr/{W}numId") for p in paragraphs_of(document, "ListNumber")]
    used = [number.get(W + "val") for number in numbers if number is not None]
    assert len(used) == 3
    assert used[0] == used[1] != used[2]


def test_two_footnotes_in_a_row_are_told_apart(document: etree._Element) -> None:
    paragraph = next(p for p in document.iter(W + "p") if "Haibênthiếtlập" in text_of(p))
    signs = [
        child
        for child in paragraph.iter(W + "r")
        if child.find(W + "footnoteReference") is not None or "".join(text.text or "" for text in child.iter(W + "t")) == ","
    ]
    assert [child.find(W + "footnoteReference") is not None for child in signs] == [True, False, True]


def test_a_card_stays_on_one_page(document: etree._Element) -> None:
    heading, *rest = [*paragraphs_of(document, "CardHeading"), *paragraphs_of(document, "CardText"), *paragraphs_of(document, "CardList")]
    assert heading.find(f"{W}pPr/{W}keepNext") is not None
    assert [p.find(f"{W}pPr/{W}keepNext") is not None for p in rest] == [True, True, False]
    assert all(p.find(f"{W}pPr/{W}keepLines") is not None for p in (heading, *rest))


def test_an_as_of_mark_stands_in_a_frame_in_the_margin(document: etree._Element) -> None:
    marks = paragraphs_of(document, "MarginMark")
    assert [text_of(mark) for mark in marks] == ["05/01/2024", "28/09/2021"]  # of the body, and of a card
    assert all(mark.find(f"{W}pPr/{W}framePr") is not None for mark in marks)
    assert not any(text_of(p).startswith("28/09/2021") for p in paragraphs_of(document, "CardText"))


def test_the_heads_of_rows_have_a_style_of_their_own(document: etree._Element) -> None:
    heads = [text_of(p) for p in paragraphs_of(document, "TableRowHead")]
    assert heads == ["Thôngtinđến", "Sốnguồn", "2023", "2024", "Hiệpđịnhthươngmạitựdo"]


def test_a_query_is_a_comment_at_its_words_dated_with_the_cut_off() -> None:
    made = render_sample()
    comments = read_part(made, "word/comments.xml")
    (comment,) = comments.iter(W + "comment")
    assert comment.get(W + "date") == "2024-04-27T00:00:00Z"
    assert [text_of(p) for p in comment.iter(W + "p")] == ["Cuộchọpdiễnranămnào?", "Nguồnchỉghingày29/8.", "[date-unresolved]"]
    start = next(read_part(made).iter(W + "commentRangeStart"))
    follows = start.getnext()
    assert follows is not None
    assert text_of(follows) == "ngày29/8"


def test_a_document_without_queries_has_no_comments() -> None:
    assert not list(read_part(render_body("<p>Không hỏi gì.</p>")).iter(W + "commentReference"))


def test_english_text_keeps_its_own_words_and_language() -> None:
    page = make_page('<p><span class="fact" data-fact="f-1" data-field="value">US$2.6 billion</span></p>', language="en")
    made = render_docx(page, {}, cut_off="2024-04-27")
    assert text_of(read_part(made)) == "US$2.6billion"
    assert b"Information as of 27 April 2024" in read_parts(made)["docProps/custom.xml"]


def test_a_citation_that_was_printed_before_points_to_its_note_by_a_field() -> None:
    made = render_body(
        '<p>Một.<span class="footnote" id="fn-1" data-fact="a">Nguồn.</span></p>'
        '<p>Hai.<span class="noteref" data-fact="a"><a href="#fn-1">1</a></span></p>'
    )
    document = read_part(made)
    (field,) = [str(text.text) for text in document.iter(W + "instrText")]
    keyword, target, *switches = field.split()
    assert (keyword, switches) == ("NOTEREF", ["\\h"])
    start = next(mark for mark in document.iter(W + "bookmarkStart") if mark.get(W + "name") == target)
    within = start.getnext()
    assert within is not None
    assert within.find(f"{W}footnoteReference") is not None

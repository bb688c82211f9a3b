"""How pages break, looked at in WeasyPrint's own boxes: over many documents, each a little longer than the one before."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from pypdf import PdfReader

from briefgen.render.html import parse_document
from briefgen.render.pdf import count_notes, place_document, place_whole, read_day, read_sheets, steady_conditions
from briefgen.render.pdf_prepare import prepare_page
from pdf_samples import RESOURCES, read_sample, render, wrap_body

HEADINGS = {"h1", "h2", "h3", "h4", "caption", "figcaption"}
BLANK = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 468 190'/>"
SECTION = (
    "<h3 id='h-{0}'>{0}. Nga</h3><p><span class='mark'>26/04/2024</span>Ngày 26/4/2024, một bên đề nghị phối hợp chặt chẽ hơn nữa trong "
    "khuôn khổ các cơ chế khu vực, tái khẳng định cam kết đối với hòa bình và ổn định.<span class='footnote' id='fn-{0}'>Báo số {0}, “Một "
    "tựa bài dài vừa phải”, 26/04/2024: <q>một lời trích dài đến hai dòng để chú thích chiếm chỗ ở chân trang như trong hồ sơ thật, không "
    "hơn</q>.</span></p>"
)


def place_pages(html: str, theme: str = "house") -> list[Any]:
    sheets = read_sheets(theme, RESOURCES)
    with steady_conditions(read_day("2024-04-27")):
        document = place_document(
            prepare_page(parse_document(html)), {"timeline": BLANK, "lives": BLANK, "tall": BLANK.replace(b"190", b"1900")}, sheets
        )
    return [page._page_box for page in document.pages]


def walk_text(box: Any) -> Iterator[Any]:
    """Block boxes that hold lines of text, in their order, without notes and page margins."""
    for child in getattr(box, "children", ()):
        kind = type(child).__name__
        if kind == "LineBox":
            if any(getattr(inner, "text", "").strip() for inner in child.descendants()):
                yield box
        elif kind not in ("FootnoteAreaBox", "MarginBox"):
            yield from walk_text(child)


def find_lonely_headings(pages: list[Any]) -> list[str]:
    last = [list(walk_text(page))[-1].element for page in pages[:-1]]
    return ["".join(element.itertext()) for element in last if element.tag in HEADINGS]


@pytest.mark.parametrize("theme", ["house", "decree-30"])
def test_no_heading_stands_alone_at_the_foot_of_a_page(theme: str) -> None:
    html = wrap_body("".join(SECTION.format(n) for n in range(1, 25)))
    assert find_lonely_headings(place_pages(html, theme)) == []


@pytest.mark.slow
@pytest.mark.parametrize("lines", range(24))
def test_no_heading_stands_alone_wherever_the_page_ends(lines: int) -> None:
    filler = "<p>Một dòng.</p>" * lines
    html = (
        read_sample()
        .replace('<h2 id="h-lich-su">', f'{filler}<h2 id="h-lich-su">')
        .replace('<h3 id="h-giai-doan-2">', f'{filler}<h3 id="h-giai-doan-2">')
    )
    assert find_lonely_headings(place_pages(html)) == []


@pytest.mark.parametrize("lines", [20, 27, 34])
def test_a_card_stays_on_one_page(lines: int) -> None:
    card = "<aside class='card' id='c'><h4>Thẻ</h4>" + "<p>Một bên đề nghị.</p>" * 12 + "</aside>"
    pages = place_pages(wrap_body("<p>Một dòng.</p>" * lines + card))
    held = [sum("đề nghị" in "".join(block.element.itertext()) for block in walk_text(page)) for page in pages]
    assert sorted(held)[-1] == sum(held) == 12


def test_a_chart_taller_than_the_page_is_made_to_fit_it_with_its_caption() -> None:
    picture = "<img src='chart:tall' alt='x'><figcaption>Hình 1.</figcaption>"
    figure = f"<h2 id='h'>Mốc</h2><figure class='chart'>{picture}</figure><p class='source'>Nguồn.</p>"
    pages = place_pages(wrap_body("<p>Một dòng.</p>" * 10 + figure))
    assert [sum(block.element.tag == "figcaption" for block in walk_text(page)) for page in pages] == [0, 1]
    (image,) = [box for page in pages for box in page.descendants() if type(box).__name__ == "BlockReplacedBox"]
    assert image.position_y + image.height < pages[1].height


def test_a_card_longer_than_half_a_page_breaks_so_that_its_heading_is_not_left_alone() -> None:
    card = (
        "<aside class='card' id='c'><h4>Thẻ</h4>"
        + "<p>Một bên đề nghị phối hợp chặt chẽ trong khuôn khổ các cơ chế khu vực.</p>" * 60
        + "</aside>"
    )
    pages = place_pages(wrap_body("<p>Một dòng.</p>" * 20 + "<h2 id='h'>Vấn đề</h2>" + card))
    assert find_lonely_headings(pages) == []
    assert len(list(walk_text(pages[0]))) > 25


@pytest.mark.parametrize("lines", [35, 36, 37, 38, 39])
def test_two_lines_are_not_left_for_the_last_page(lines: int) -> None:
    pages = PdfReader(io.BytesIO(render(wrap_body("<p>Một dòng.</p>" * lines)))).pages
    assert len(pages) == 1 or pages[-1].extract_text().count("dòng") > 3


def test_text_stays_inside_its_page() -> None:
    long = "https://example.org/" + "mot-duong-dan-rat-dai-" * 12
    link = f"<a href='{long}'>{long}</a>"
    note = f"<p>x<span class='footnote' id='fn-1'>{link}</span></p>"
    pages = place_pages(wrap_body(f"{note}<table class='sources'><tbody><tr><td>1</td><td>{link}</td></tr></tbody></table>"))
    for page in pages:
        edge = page.position_x + page.margin_left + page.width + 1
        assert all(inner.position_x + inner.width <= edge for inner in page.descendants() if type(inner).__name__ == "TextBox")


@pytest.mark.parametrize("lines", [33, 35, 37])
def test_every_note_of_a_paragraph_cut_by_the_page_stands_at_a_foot(lines: int) -> None:
    said = "Một bên đề nghị phối hợp chặt chẽ hơn nữa trong khuôn khổ các cơ chế khu vực."
    notes = "".join(f"{said}<span class='footnote' id='fn-{n}'>Báo số {n}: <q>{said}</q></span> " for n in range(8))
    html = prepare_page(parse_document(wrap_body("<p>Một dòng.</p>" * lines + f"<p>{notes}</p>")))
    with steady_conditions(read_day("2024-04-27")):
        document = place_whole(html, {}, read_sheets("house", RESOURCES))
    assert (len(document.pages), count_notes(document)) == (2, 8)

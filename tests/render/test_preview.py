from __future__ import annotations

import base64
from pathlib import Path

import pytest
from lxml import html as lxml_html

from briefgen.errors import RenderError
from briefgen.render.preview import render_html_file
from pdf_samples import draw_charts, read_sample, wrap_body


@pytest.fixture(scope="module")
def page() -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(render_html_file(read_sample(), draw_charts()))


def test_nothing_is_fetched(page: lxml_html.HtmlElement) -> None:
    sources = [str(image.get("src")) for image in page.iter("img")]
    assert len(sources) == 2
    assert all(base64.b64decode(source.removeprefix("data:image/svg+xml;base64,")).startswith(b"<?xml") for source in sources)
    assert not list(page.iter("link", "script"))
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    ]
    assert "body {" in page.findtext("head/style", "")


def test_notes_are_gathered_in_order_and_linked_both_ways(page: lxml_html.HtmlElement) -> None:
    calls = [(str(link.get("href")), link.text) for link in page.xpath("//sup[@class='call']/a")]
    notes = page.xpath("//section[@class='footnotes']//li")
    assert calls == [(f"#{note.get('id')}", str(number)) for number, note in enumerate(notes, start=1)]
    ids = set(page.xpath("//@id"))
    assert all(str(link.get("href"))[1:] in ids for link in page.xpath("//a[starts-with(@href, '#')]"))
    assert "Đối tác chiến lược vào tháng 11-2018" in notes[0].text_content()


def test_text_after_a_note_stays_in_its_place() -> None:
    made = render_html_file(wrap_body("<p>Một<span class='footnote' id='fn-1'>ghi <q>lời</q> chú</span> và hai.</p>"), {})
    assert lxml_html.document_fromstring(made).xpath("string(//p)") == "Một1 và hai."


def test_a_document_without_notes_has_no_list_of_notes() -> None:
    assert "footnotes" not in render_html_file(wrap_body("<p>x</p>"), {}).split("</style>")[1]


def test_the_same_document_gives_the_same_file(page: lxml_html.HtmlElement) -> None:
    assert render_html_file(read_sample(), draw_charts()) == render_html_file(read_sample(), draw_charts())


def test_the_projects_own_sheet_goes_before_the_carried_one(tmp_path: Path) -> None:
    (tmp_path / "screen.css").write_text("body { color: navy }", encoding="utf-8")
    assert "<style>body { color: navy }</style>" in render_html_file(wrap_body("<p>x</p>"), {}, resources=tmp_path)


def test_a_document_that_is_not_as_agreed_is_refused() -> None:
    with pytest.raises(RenderError, match="<iframe> is not an element"):
        render_html_file(wrap_body("<iframe src='http://127.0.0.1'></iframe>"), {})

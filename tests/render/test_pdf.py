from __future__ import annotations

import gc
import hashlib
import io
import logging
import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from briefgen.errors import RenderError
from briefgen.render.html import parse_document
from briefgen.render.pdf_prepare import prepare_page
from pdf_samples import FACTS, RESOURCES, ROOT, VIETNAMESE, draw_charts, read_sample, render, wrap_body

SENTENCE = "Ngày 26/4/2024, cuộc họp Quan chức cao cấp ASEAN-Nga lần thứ 20 diễn ra tại Saint Petersburg."


@pytest.fixture(scope="module")
def sample() -> bytes:
    return render(read_sample(), charts=draw_charts())


@pytest.fixture
def pdf(sample: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(sample)) as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(sample: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(sample)).pages]


def list_outline(outline: Any) -> Iterator[Any]:
    for item in outline:
        if isinstance(item, list):
            yield from list_outline(item)
        else:
            yield item


def list_tags(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/StructElem":
            yield thing


def test_it_claims_pdf_a_3a_and_pdf_ua_1_in_one_packet(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == ("3", "A", "1")
    packet = pdf.Root.Metadata.read_bytes()
    assert packet.count(b"</rdf:RDF>") == 1


def test_it_is_tagged_in_its_language_with_its_title_shown(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.Root.Lang) == "vi"
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.docinfo["/Title"]) == "Quan hệ ASEAN – Nga: Hồ sơ quan hệ"
    assert str(pdf.docinfo["/CreationDate"]).startswith("D:20240427")


def test_header_cells_say_what_they_head(pdf: pikepdf.Pdf) -> None:
    scopes = [str(tag.A.Scope) for tag in list_tags(pdf) if tag.S == "/TH"]
    assert scopes.count("/Column") == 5 + 6 + 5
    assert scopes.count("/Row") == 4 + 3 + 3


def test_heading_levels_are_never_skipped(pdf: pikepdf.Pdf) -> None:
    levels = [int(str(tag.S)[2:]) for tag in list_tags(pdf) if str(tag.S) in ("/H1", "/H2", "/H3", "/H4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_figure_has_its_alt_text(pdf: pikepdf.Pdf) -> None:
    assert [str(tag.Alt)[:14] for tag in list_tags(pdf) if tag.S == "/Figure"] == ["Dòng thời gian", "Ba văn kiện: C"]


def test_the_facts_travel_inside_as_the_source(pdf: pikepdf.Pdf) -> None:
    assert len(pdf.Root.AF) == 1
    assert pdf.Root.AF[0].AFRelationship == "/Source"
    stream = pdf.Root.AF[0].EF.F
    assert stream.read_bytes() == FACTS.content
    assert stream.Subtype == "/application/json"
    assert str(stream.Params.ModDate) == "D:20240427000000Z"


def test_only_the_carried_fonts_are_used_and_embedded(pdf: pikepdf.Pdf) -> None:
    fonts = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"]
    assert fonts
    assert all("Briefgen-S" in str(font.FontName) and "/FontFile2" in font for font in fonts)


def test_the_outline_holds_sections_and_subsections(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        children = [child.title for item in outline.root for child in item.children]
    assert titles[0] == "1. Tóm tắt"
    assert titles[-1] == "7. Nguồn"
    assert "2.2. Sau khi nâng cấp" in children


def test_contents_print_the_page_on_which_a_section_begins(sample: bytes, pages: list[str]) -> None:
    reader = PdfReader(io.BytesIO(sample))
    starts = [1 + (reader.get_destination_page_number(item) or 0) for item in list_outline(reader.outline) if item.title[0].isdigit()]
    printed = [int(word) for word in pages[0].split() if word.isdecimal()][: len(starts)]
    assert printed == starts
    assert starts[0] == 1 < starts[-1]


def test_text_comes_out_as_it_went_in(pages: list[str]) -> None:
    text = " ".join(pages)
    assert SENTENCE.removesuffix(".") in text
    assert "Nga (Россия) khẳng định" in text
    assert "Hội nghị cấp cao ASEAN – Nga" in text, "words of a chart are text"
    assert unicodedata.is_normalized("NFC", text)


def test_every_vietnamese_letter_copies_out_of_both_families_and_all_styles() -> None:
    letters = " ".join(VIETNAMESE + VIETNAMESE.upper())
    styles = f"<p>{letters}</p><p><strong>{letters}</strong></p><p><em>{letters}</em></p><p><em><strong>{letters}</strong></em></p>"
    html = wrap_body(f"{styles}<table class='data'><tbody><tr><td>{letters}<strong> {letters}</strong></td></tr></tbody></table>")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(render(html))).pages)
    assert "".join(text.split()) == letters.replace(" ", "") * 6 + "Trang1/1"


def test_the_head_has_title_and_cut_off_but_not_on_the_first_page(pages: list[str]) -> None:
    assert "Thông tin đến 27/04/2024" not in pages[0].replace("Thông tin đến 27/04/2024 Số nguồn", "")
    assert all("Thông tin đến 27/04/2024" in page for page in pages[1:])
    assert pages[1].count("Quan hệ ASEAN – Nga") >= 1
    assert [f"Trang {number}/{len(pages)}" in page for number, page in enumerate(pages, start=1)] == [True] * len(pages)


def test_the_first_page_stands_alone(pages: list[str]) -> None:
    assert all(words in pages[0] for words in ("Tình trạng", "1. Tóm tắt", "Nội dung", "1. Nhân Dân"))


def test_another_folder_time_zone_and_hash_seed_give_the_same_bytes(sample: bytes, tmp_path: Path) -> None:
    code = "import hashlib, pdf_samples as s; print(hashlib.sha256(s.render(s.read_sample(), charts=s.draw_charts())).hexdigest())"
    environment = {**os.environ, "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "3", "HOME": str(tmp_path), "PYTHONPATH": str(ROOT / "tests")}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, check=True, text=True)
    assert done.stdout.strip() == hashlib.sha256(sample).hexdigest()


def test_nothing_stays_changed_behind_it(sample: bytes) -> None:
    assert gc.isenabled()
    assert not {"FONTCONFIG_FILE", "SOURCE_DATE_EPOCH"} & set(os.environ)
    assert len(sample) < 200_000
    assert logging.getLogger("weasyprint").handlers != []


def test_english_pages_speak_english() -> None:
    html = wrap_body('<header id="cover"><h1>ASEAN and Russia</h1></header>' + "<p>x</p>" * 60).replace('lang="vi"', 'lang="en"')
    pages = PdfReader(io.BytesIO(render(html))).pages
    assert "Information as of 27 April 2024" in pages[1].extract_text()
    assert "Page 1 of 2" in pages[0].extract_text()


@pytest.mark.parametrize(("cut_off", "printed"), [("2024-04", "Thông tin đến tháng 4 năm 2024"), ("2024", "Thông tin đến 2024"), ("", "")])
def test_a_coarse_cut_off_is_printed_as_coarse_as_it_is(cut_off: str, printed: str) -> None:
    text = PdfReader(io.BytesIO(render(wrap_body("<h1>A</h1>" + "<p>x</p>" * 60), cut_off=cut_off))).pages[1].extract_text()
    assert printed in text
    assert bool(printed) == ("Thông tin" in text)


def test_a_long_wide_table_lies_on_landscape_pages_with_its_heading() -> None:
    rows = "<tr><th scope='row'>Bản ghi nhớ</th><td>1</td></tr>" * 14
    table = (
        f"<table class='register wide'><thead><tr><th scope='col'>Tên</th><th scope='col'>Số</th></tr></thead><tbody>{rows}</tbody></table>"
    )
    html = wrap_body(f"<p>Trước.</p><h2 id='b'>Bảng</h2><p>Một dòng.</p>{table}<p class='source'>Nguồn.</p><p>Sau.</p>")
    sizes = [
        (float(page.mediabox.width) > float(page.mediabox.height), page.extract_text())
        for page in PdfReader(io.BytesIO(render(html))).pages
    ]
    assert [landscape for landscape, _ in sizes] == [False, True, False]
    assert all(words in sizes[1][1] for words in ("Bảng", "Một dòng.", "Nguồn."))


def test_a_short_wide_table_stays_upright() -> None:
    html = wrap_body("<p>a</p><table class='data wide'><tbody><tr><th scope='row'>b</th><td>c</td></tr></tbody></table><p>d</p>")
    assert len(PdfReader(io.BytesIO(render(html))).pages) == 1


def test_header_rows_repeat_on_the_next_page() -> None:
    rows = "<tr><td>một</td></tr>" * 90
    html = wrap_body(f"<table class='data'><thead><tr><th scope='col'>Tiêu đề cột</th></tr></thead><tbody>{rows}</tbody></table>")
    assert all("Tiêu đề cột" in page.extract_text() for page in PdfReader(io.BytesIO(render(html))).pages)


def test_a_note_stands_on_the_page_of_its_call() -> None:
    notes = "".join(
        f"<p>Câu {n} có nguồn.<span class='footnote' id='fn-{n}'>Báo số {n}, <q>lời trích dài vừa phải</q>.</span></p>"
        for n in range(1, 61)
    )
    for page in PdfReader(io.BytesIO(render(wrap_body(notes)))).pages:
        text = page.extract_text()
        assert all((f"Câu {n} có" in text) == (f"Báo số {n}," in text) for n in range(1, 61))


def test_a_character_that_no_font_holds_is_replaced_not_drawn_as_a_box() -> None:
    text = PdfReader(io.BytesIO(render(wrap_body("<p>Điện thoại 📞 外交 и Ω</p>")))).pages[0].extract_text()
    assert "Điện thoại \ufffd \ufffd\ufffd и Ω" in text


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("<img src='file:///etc/passwd' alt='x'>", "not a drawn chart"),
        ("<img src='chart:none' alt='x'>", "not a drawn chart"),
        ("<img src='chart:timeline'>", "no alt text"),
        ("<link rel='attachment' href='file:///etc/passwd'>", "<link> is not an element"),
        ("<script>1</script>", "<script> is not an element"),
        ("<p style='background: url(http://127.0.0.1)'>x</p>", "no attribute 'style'"),
        ("<p class='new'>x</p>", "no class 'new'"),
        ("<a href='javascript:alert(1)'>x</a>", "neither #id nor http"),
        ("<a href='#nowhere'>x</a>", "leads nowhere"),
        ("<p id='a'>x</p><p id='a'>y</p>", "used 2 times"),
        ("<p id='Đ'>x</p>", "not lower-case ASCII"),
        ("<p>e\u0301</p>", "not NFC"),
    ],
)
def test_a_document_that_is_not_as_agreed_is_refused(body: str, named: str) -> None:
    with pytest.raises(RenderError, match=named):
        render(wrap_body(body), charts={"timeline": b"<svg/>"})


@pytest.mark.parametrize(
    "rule", ["p { colour: red }", "@import 'http://127.0.0.1:9/x.css';", "p { background: url(file:///etc/passwd) }", "p { color: }"]
)
def test_whatever_weasyprint_warns_about_is_an_error(rule: str, tmp_path: Path) -> None:
    (tmp_path / "print.css").write_text(rule, encoding="utf-8")
    with pytest.raises(RenderError, match="could not be set cleanly"):
        render(wrap_body("<p>x</p>"), resources=tmp_path)


def test_a_broken_chart_is_an_error() -> None:
    with pytest.raises(RenderError, match="could not be set cleanly"):
        render(wrap_body("<img src='chart:a' alt='x'>"), charts={"a": b"no picture"})


def test_the_projects_own_sheet_goes_before_the_carried_one(tmp_path: Path) -> None:
    (tmp_path / "theme-desk.css").write_text("@page { size: A5 }", encoding="utf-8")
    html = wrap_body("<p>x</p>").replace("theme-house", "theme-desk")
    assert float(PdfReader(io.BytesIO(render(html, theme="desk", resources=tmp_path))).pages[0].mediabox.width) == pytest.approx(
        419.5, abs=1
    )


def test_an_unknown_theme_is_named_with_those_that_there_are() -> None:
    with pytest.raises(RenderError, match="theme-none") as caught:
        render(wrap_body("<p>x</p>"), theme="none")
    assert "decree-30, house" in caught.value.remedy


def test_a_cut_off_that_is_no_date_is_refused() -> None:
    with pytest.raises(RenderError, match="'hôm nay' is no date"):
        render(wrap_body("<p>x</p>"), cut_off="hôm nay", resources=RESOURCES)


def test_decree_30_numbers_pages_at_the_top_but_the_first() -> None:
    html = wrap_body("<p>một</p>" * 80).replace("theme-house", "theme-decree-30")
    pages = [page.extract_text().split() for page in PdfReader(io.BytesIO(render(html, theme="decree-30"))).pages]
    assert set(pages[0]) == {"một"}
    assert [set(words) - {"một"} for words in pages[1:]] == [{str(number)} for number in range(2, len(pages) + 1)]


def test_the_sign_of_a_note_is_tied_to_the_word_before_it() -> None:
    note = '<span class="footnote" id="fn-1" data-fact="a">Nguồn.</span>'
    made = prepare_page(
        parse_document(
            wrap_body(f'<p>Một <span class="fact" data-fact="a">hai ba</span>.{note} Bốn năm.{note.replace("fn-1", "fn-2")}</p>')
        )
    )
    assert f'ba</span><span style="white-space: nowrap">.{note}</span> Bốn <span style="white-space: nowrap">năm.<span' in made

"""Markdown, saved pages, Word and PDF files."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest

from articles.fixture_types import Lister, Reader
from briefgen.model import Article, BlockKind

Make = Callable[..., Article]
TITLE = "Việt Nam và Lào ký bản ghi nhớ về thương mại biên giới"
ONE = "Ngày 14/3, tại Viêng Chăn, Bộ trưởng Công Thương hai nước đã ký bản ghi nhớ về thương mại biên giới."
TWO = "Hai bên nhất trí phấn đấu đưa kim ngạch thương mại hai chiều lên 2 tỷ USD vào năm 2025."
PAGE = f"""<!DOCTYPE html><html lang="vi"><head><title>{TITLE} | Báo Một</title>
<meta property="og:site_name" content="Báo Một"><meta property="article:published_time" content="2022-03-14T23:30:00Z">
<meta name="author" content="Văn An"><link rel="canonical" href="https://mot.vn/a.html"><script>var a = "<p>không</p>";</script></head>
<body><nav><a href="/">Trang chủ</a> <a href="/tg">Thế giới</a></nav><article><h1>{TITLE}</h1>
<div class="date">Thứ Ba, 15/03/2022, 06:30 (GMT+7)</div>
<p>Ngày 14/3, tại <b>Vi&ecirc;ng Chăn</b>, Bộ trưởng Công Thương hai nước đã ký
<a href="/x">bản ghi nhớ</a> về thương mại biên giới.</p><!-- <p>ẩn</p> -->
<figure><img src="a.jpg"><figcaption>Lễ ký bản ghi nhớ giữa hai bộ.</figcaption></figure>
<p>Hai b&#234;n nhất trí phấn đấu đưa kim ngạch thương mại hai chiều lên&nbsp;2 tỷ USD vào năm 2025.</p>
<table><tr><th>Năm</th><th>Triệu USD</th></tr><tr><td>2020</td><td>1.030</td></tr><tr><td>2021</td><td>1.341</td></tr></table>
<p>Trước đó, lãnh đạo hai nước đã trao đổi về việc kết nối giao thông, năng lượng trong thời gian tới.</p></article>
<div class="related"><h3>Tin liên quan</h3><p><a href="/b">Thủ tướng Lào thăm Việt Nam từ ngày 8/1 đến ngày 10/1 theo lời mời.</a></p></div>
</body></html>"""


def texts(found: list[tuple[BlockKind, str]], *kinds: BlockKind) -> list[str]:
    return [text for kind, text in found if kind in kinds]


def test_markdown_reads_without_its_marks(article: Make, blocks: Lister) -> None:
    made = article(
        f"# {TITLE}\n\n![Lễ ký](a.jpg)\n\nNgày 14/3, tại **Viêng Chăn**, *Bộ trưởng* Công Thương [hai nước](https://mot.vn/b) đã ký"
        " bản ghi nhớ về thương mại biên giới.\n\n## Mục tiêu\n\n> Hai bên nhất trí phấn đấu đưa kim ngạch thương mại hai chiều lên"
        " 2 tỷ USD vào năm 2025.\n\n| Năm | USD |\n|---|---|\n| 2021 | 1,3 |\n",
        "story.md",
    )
    found = blocks(made)
    assert texts(found, BlockKind.TITLE) == [TITLE]
    assert texts(found, BlockKind.CAPTION) == ["Lễ ký"]
    assert texts(found, BlockKind.LEAD, BlockKind.BODY) == [ONE, "Mục tiêu", TWO]
    assert "| 2021 | 1,3 |" in texts(found, BlockKind.TABLE)


def test_a_markdown_quote_points_at_the_marks_in_the_file(article: Make) -> None:
    made = article(f"{TWO}\n\nHai bên đã ký **Bản ghi nhớ** với [Bộ Công Thương](https://mot.vn/b) của nước bạn hôm đó.\n", "story.md")
    at = made.reading.text.index("Bản ghi nhớ với Bộ Công Thương")
    evidence = made.evidence(at, at + len("Bản ghi nhớ với Bộ Công Thương"))
    assert evidence.quote == "Bản ghi nhớ** với [Bộ Công Thương"
    assert evidence.reading == "Bản ghi nhớ với Bộ Công Thương"


def test_stars_and_underscores_of_a_plain_text_stay(article: Make) -> None:
    made = article(f"{ONE} Mã số a_b_c và 2 * 3 * 4 được giữ nguyên trong bài.\n")
    assert made.reading.text == made.text


def test_a_saved_page_gives_its_main_text_and_marks_the_rest(article: Make, blocks: Lister) -> None:
    found = blocks(article(PAGE, "page.html"))
    assert texts(found, BlockKind.TITLE) == [TITLE]
    assert texts(found, BlockKind.LEAD, BlockKind.BODY)[:2] == [ONE, TWO]
    assert texts(found, BlockKind.CAPTION) == ["Lễ ký bản ghi nhớ giữa hai bộ."]
    assert texts(found, BlockKind.TABLE) == ["Năm\tTriệu USD", "2020\t1.030", "2021\t1.341"]
    assert not any("Thủ tướng Lào" in text or "không" in text for text in texts(found, BlockKind.LEAD, BlockKind.BODY))


def test_a_pages_evidence_lies_in_its_html(article: Make) -> None:
    made = article(PAGE, "page.html")
    at = made.reading.text.index("Viêng Chăn, Bộ")
    evidence = made.evidence(at, at + len("Viêng Chăn, Bộ"))
    assert evidence.quote == "Vi&ecirc;ng Chăn</b>, Bộ"
    assert made.text[evidence.start : evidence.end] == evidence.quote


def test_a_pages_head_gives_outlet_author_address_and_the_printed_date_its_local_day(read: Reader) -> None:
    result = read(PAGE, "page.html")
    made = result.article
    assert made is not None
    assert result.problems == ()
    assert made.outlet is not None
    assert made.author is not None
    assert made.address is not None
    assert made.published is not None
    assert (made.outlet.value, made.author.value, made.address.value) == ("Báo Một", "Văn An", "https://mot.vn/a.html")
    assert made.published.value == "2022-03-15"
    span = made.outlet.span
    assert span is not None
    assert made.text[span.start : span.end] == "Báo Một"


def test_json_ld_is_read_where_the_head_says_nothing_else(article: Make) -> None:
    script = (
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2022-03-15T08:00:00+07:00"}]}</script>'
    )
    made = article(f"<html><head>{script}</head><body><h1>{TITLE}</h1><p>{ONE}</p><p>{TWO}</p></body></html>", "page.htm")
    assert made.published is not None
    assert made.published.value == "2022-03-15"


def test_an_outlet_behind_a_bar_in_the_pages_title_is_taken(article: Make) -> None:
    made = article(
        f"<html><head><title>{TITLE} | Báo Hai</title></head><body><h1>{TITLE}</h1><p>{ONE}</p><p>{TWO}</p></body></html>", "page.html"
    )
    assert made.outlet is not None
    assert made.title is not None
    assert (made.outlet.value, made.title.value) == ("Báo Hai", TITLE)


def test_a_word_file_is_its_paragraphs_and_rows(article: Make, blocks: Lister) -> None:
    from docx import Document

    document = Document()
    document.add_heading(TITLE, 0)
    document.add_paragraph("Văn An 06:30 | 15/03/2022")
    document.add_paragraph(ONE)
    document.add_paragraph(TWO)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "2021", "1,3 tỷ USD"
    stream = BytesIO()
    document.save(stream)
    made = article(stream.getvalue(), "story.docx")
    assert [kind for kind, _ in blocks(made)] == [BlockKind.TITLE, BlockKind.DATELINE, BlockKind.LEAD, BlockKind.BODY, BlockKind.TABLE]
    assert made.text.startswith(f"{TITLE}\n\nVăn An")


def test_a_pdfs_wrapped_lines_are_joined(article: Make, blocks: Lister) -> None:
    from weasyprint import HTML

    style = "<style>@page { size: 12cm 20cm } body { font: 11pt serif }</style>"
    data = HTML(string=f"{style}<h1>{TITLE}</h1><p>15/03/2022</p><p>{ONE} {TWO}</p><p>{TWO}</p>").write_pdf()
    assert data is not None
    found = blocks(article(data, "story.pdf"))
    assert f"{ONE} {TWO}" in texts(found, BlockKind.LEAD, BlockKind.BODY)
    assert texts(found, BlockKind.TITLE) == [TITLE]


@pytest.mark.parametrize(
    ("name", "content"), [("a.docx", b"PK\x03\x04 broken"), ("a.docx", b"no zip"), ("a.pdf", b"%PDF-1.7 broken"), ("a.pdf", b"x")]
)
def test_broken_word_and_pdf_files_are_refused(read: Reader, name: str, content: bytes) -> None:
    result = read(content, name)
    assert result.article is None
    assert [problem.code for problem in result.problems] == ["article-broken"]
    assert result.problems[0].file == f"seeds/{name}"

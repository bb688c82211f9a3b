"""A desk's own Word styles."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from lxml import etree

from briefgen.errors import RenderError
from briefgen.render.docx import render_docx
from docx_support import W, make_page, read_part, read_parts, sample_charts, sample_html, text_of, write_parts

ROOT = Path(__file__).resolve().parents[3]
HOUSE = ROOT / "reports" / "templates" / "house.docx"


def render_on(house: Path, html: str | None = None) -> bytes:
    return render_docx(html or sample_html(), sample_charts(), house=house, cut_off="2024-04-27")


@pytest.mark.parametrize("theme", [None, "decree-30"])
def test_the_shipped_house_is_what_its_generator_makes(theme: str | None) -> None:
    spec = importlib.util.spec_from_file_location("make_house_docx", ROOT / "tools" / "make_house_docx.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    shipped = HOUSE if theme is None else HOUSE.with_name(f"house-{theme}.docx")
    assert read_parts(tool.make_house(tool.read_looks(theme))) == read_parts(shipped.read_bytes())


def test_a_theme_takes_its_own_styles_beside_the_house() -> None:
    body = read_part(render_on(HOUSE, make_page("<p>Một</p>").replace("theme-house", "theme-decree-30")))
    margins = next(body.iter(W + "pgMar"))
    assert (margins.get(W + "left"), margins.get(W + "right")) == ("1701", "850")


def test_missing_styles_are_named_all_at_once(tmp_path: Path) -> None:
    parts = read_parts(HOUSE.read_bytes())
    styles = parts["word/styles.xml"].decode().replace('w:val="Card Text"', 'w:val="Gone"').replace('w:val="caption"', 'w:val="Gone too"')
    path = tmp_path / "house.docx"
    path.write_bytes(write_parts(parts | {"word/styles.xml": styles.encode()}))
    with pytest.raises(RenderError, match=r"caption, Card Text are missing") as caught:
        render_on(path)
    assert caught.value.place == str(path)


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04"])
def test_a_house_that_is_no_word_document_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "house.docx"
    path.write_bytes(content)
    with pytest.raises(RenderError, match="no Word document"):
        render_on(path)


def test_a_house_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="no Word document"):
        render_on(tmp_path / "missing.docx")


def test_styles_are_found_by_the_name_that_word_shows_whatever_their_identifier(tmp_path: Path) -> None:
    parts = read_parts(HOUSE.read_bytes())
    renamed = {"word/styles.xml": parts["word/styles.xml"].decode().replace('"Heading1"', '"berschrift1"').encode()}
    path = tmp_path / "house.docx"
    path.write_bytes(write_parts(parts | renamed))
    document = read_part(render_on(path))
    assert any(style.get(W + "val") == "berschrift1" for style in document.iter(W + "pStyle"))


def test_what_a_desk_left_in_its_house_is_not_printed(tmp_path: Path) -> None:
    parts = read_parts(HOUSE.read_bytes())
    document = parts["word/document.xml"].decode().replace("<w:body>", "<w:body><w:p><w:r><w:t>Mẫu cũ</w:t></w:r></w:p>")
    path = tmp_path / "house.docx"
    path.write_bytes(write_parts(parts | {"word/document.xml": document.encode()}))
    assert "Mẫucũ" not in text_of(read_part(render_on(path)))


def test_a_house_with_another_page_sets_the_width_of_tables_and_pictures(tmp_path: Path) -> None:
    parts = read_parts(HOUSE.read_bytes())
    root = etree.fromstring(parts["word/document.xml"])
    size = next(root.iter(W + "pgSz"))
    size.set(W + "w", "8391")  # A5
    path = tmp_path / "house.docx"
    path.write_bytes(write_parts(parts | {"word/document.xml": etree.tostring(root)}))
    table = next(read_part(render_on(path)).iter(W + "tblW"))
    assert int(table.get(W + "w") or 0) <= 8391 - 1814 - 1134


def test_the_house_works_for_a_document_of_one_word(tmp_path: Path) -> None:
    assert text_of(read_part(render_on(HOUSE, make_page("<p>Một</p>")))) == "Một"

"""Charts in Word: native and editable, or a vector picture with a bitmap beside it."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import pytest
from lxml import etree

from briefgen.model import ChartKind, Point
from briefgen.render.docx import ChartImage, render_docx
from docx_support import WP, make_chart, make_page, read_part, read_parts, render_sample

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
POINTS = (
    Point(label="2022", value=Decimal("2.1")),
    Point(label="2023", value=Decimal("2.31"), derived=True),
    Point(label='=cmd|"x"', value=Decimal("2.6")),
)


def render_chart(image: ChartImage) -> bytes:
    caption = '<figcaption><span class="label">Hình 1.</span> Tên</figcaption>'
    body = f'<figure class="chart" id="f"><img src="chart:x" alt="Bằng lời">{caption}</figure>'
    return render_docx(make_page(body), {"x": image}, cut_off="2024")


def chart_of(data: bytes) -> etree._Element:
    return etree.fromstring(next(part for name, part in read_parts(data).items() if name.startswith("word/charts/chart")))


@pytest.mark.parametrize(("kind", "element"), [(ChartKind.BARS, "barChart"), (ChartKind.LINE, "lineChart")])
def test_bars_and_lines_are_charts_of_words_own(kind: ChartKind, element: str) -> None:
    made = chart_of(render_chart(make_chart("x", kind, POINTS)))
    assert made.find(f".//{C}{element}") is not None
    assert [value.text for value in made.iterfind(f".//{C}val//{C}pt/{C}v")] == ["2.1", "2.31", "2.6"]


def test_derived_bars_are_hatched_and_no_others() -> None:
    made = chart_of(render_chart(make_chart("x", ChartKind.BARS, POINTS)))
    hatched = [point.find(f"{C}idx") for point in made.iter(C + "dPt") if point.find(f".//{A}pattFill") is not None]
    assert [index.get("val") for index in hatched if index is not None] == ["1"]


def test_the_workbook_holds_the_same_figures_and_no_formula() -> None:
    parts = read_parts(render_chart(make_chart("x", ChartKind.BARS, POINTS)))
    workbook = next(part for name, part in parts.items() if name.endswith(".xlsx"))
    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        sheet, strings = package.read("xl/worksheets/sheet1.xml").decode(), package.read("xl/sharedStrings.xml").decode()
        assert "xl/charts/chart1.xml" not in package.namelist()
    assert "<f>" not in sheet
    assert "=cmd|" in strings
    assert "<v>2.31</v>" in sheet


def test_small_counts_are_not_divided_into_halves() -> None:
    counts = (Point(label="2023", value=Decimal(2)), Point(label="2024", value=Decimal(1)))
    units = [
        chart_of(render_chart(make_chart("x", ChartKind.BARS, points))).find(f".//{C}valAx/{C}majorUnit") for points in (counts, POINTS)
    ]
    assert units[0] is not None
    assert units[0].get("val") == "1"
    assert units[1] is None


def test_bars_begin_at_zero_and_a_missing_value_is_a_gap() -> None:
    points = (*POINTS, Point(label="2025"))
    made = chart_of(render_chart(make_chart("x", ChartKind.BARS, points)))
    least = made.find(f".//{C}valAx/{C}scaling/{C}min")
    assert least is not None
    assert float(least.get("val") or 1) == 0
    assert len(made.findall(f".//{C}val//{C}pt")) == 3
    gaps = made.find(f".//{C}dispBlanksAs")
    assert gaps is None or gaps.get("val") == "gap"


@pytest.mark.parametrize("kind", [ChartKind.TIMELINE, ChartKind.LIVES, ChartKind.MATRIX, ChartKind.COVERAGE])
def test_other_kinds_are_a_vector_picture_with_a_bitmap(kind: ChartKind) -> None:
    made = render_chart(make_chart("x", kind))
    parts = read_parts(made)
    assert any(name.endswith(".svg") for name in parts)
    assert any(name.endswith(".png") for name in parts)
    (drawing,) = read_part(made).iter(WP + "docPr")
    assert drawing.get("descr") == "Bằng lời"
    extent = read_part(made).find(f".//{WP}extent")
    assert extent is not None
    assert int(extent.get("cx") or 0) == pytest.approx(2 * int(extent.get("cy") or 0), rel=0.01)


def test_bars_without_any_value_are_a_picture() -> None:
    assert not any(name.startswith("word/charts/") for name in read_parts(render_chart(make_chart("x", ChartKind.BARS))))


def test_every_picture_of_the_sample_has_words() -> None:
    assert all(drawing.get("descr") for drawing in read_part(render_sample()).iter(WP + "docPr"))

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from briefgen.charts import draw_chart
from briefgen.model import Chart
from chart_samples import ALL, BARS, LIVES, TIMELINE

NAMES = [f"{chart.kind.value}-{number}" for number, chart in enumerate(ALL)]


@pytest.mark.parametrize("chart", ALL, ids=NAMES)
def test_the_same_data_gives_the_same_bytes(chart: Chart) -> None:
    assert draw_chart(chart, form="svg-text") == draw_chart(chart, form="svg-text")


def test_another_process_in_another_time_zone_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text("font.size: 30\nsavefig.facecolor: red\nsvg.fonttype: path\n", encoding="utf-8")
    code = "import sys, chart_samples, briefgen.charts as c; sys.stdout.buffer.write(c.draw_chart(chart_samples.TIMELINE))"
    environment = {**os.environ, "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "PYTHONPATH": str(Path(__file__).parents[1])}
    drawn = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, check=True).stdout
    assert drawn == draw_chart(TIMELINE)


def test_text_stays_text_for_the_pdf_and_becomes_outlines_for_word() -> None:
    words, outlines = draw_chart(TIMELINE, form="svg-text").decode(), draw_chart(TIMELINE, form="svg-path").decode()
    assert "Nâng cấp quan hệ lên Đối tác" in words
    assert "Briefgen Sans" in words
    assert "<text" not in outlines


def test_an_svg_holds_no_date_and_no_address_to_open() -> None:
    tree = etree.fromstring(draw_chart(LIVES, form="svg-path"))
    links = [str(value) for element in tree.iter() for name, value in element.attrib.items() if str(name).endswith("href")]
    assert all(link.startswith("#") for link in links)
    assert b"<dc:date>" not in draw_chart(LIVES)


def test_a_png_is_165_mm_wide_at_200_dpi() -> None:
    assert Image.open(io.BytesIO(draw_chart(BARS, form="png"))).width == pytest.approx(165 / 25.4 * 200, abs=1.5)


def test_words_that_look_like_mathematics_are_printed_as_they_are() -> None:
    from chart_samples import at, make_chart

    chart = make_chart(TIMELINE.kind, [("", [at("giá $5 và $6_x$", "2020"), at("b", "2021")])])
    assert "$6_x$" in draw_chart(chart).decode()


def test_grey_keeps_marks_apart_from_the_paper() -> None:
    picture = Image.open(io.BytesIO(draw_chart(BARS, form="png"))).convert("L")
    darkest, _ = picture.getextrema()
    assert isinstance(darkest, int)
    assert darkest < 90


def test_drawing_is_not_imported_before_something_is_drawn() -> None:
    code = "import sys, briefgen.charts; assert not {'matplotlib', 'numpy'} & set(sys.modules), 'too early'"
    subprocess.run([sys.executable, "-c", code], check=True)

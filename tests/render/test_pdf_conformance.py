"""What independent judges say of the PDF: veraPDF (run by tools/validators), qpdf and poppler."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pikepdf
import pytest

from briefgen.charts import draw_chart
from chart_samples import ALL
from pdf_samples import ROOT, draw_charts, read_sample, render, wrap_body

pytestmark = pytest.mark.slow

CHECK = ROOT / "tools" / "validators" / "check-pdf.sh"


def judge(path: Path) -> str:
    done = subprocess.run([str(CHECK), str(path)], capture_output=True, text=True, timeout=300)
    return done.stdout + done.stderr


def write(path: Path, pdf: bytes) -> Path:
    path.write_bytes(pdf)
    return path


def make_long_document() -> str:
    """All elements many times over: tables that break, notes by the hundred, cards, boxes, marks, wide tables, letters of three scripts."""
    note = "<span class='footnote' id='fn-{0}'>Báo {0}: <q>lời trích</q> <a href='https://example.org/{0}'>nguồn</a>.</span>"
    parts = [
        f"<h2 id='h-{n}'>{n}. Mục</h2><p><span class='mark'>04/2024</span>Câu Россия một.{note.format(n)}</p><ul><li>mục</li></ul>"
        f"<aside class='card' id='c-{n}'><h4>Thẻ</h4><p>Bên A đề nghị.</p></aside><p class='gap'>Không có 📞.</p>"
        for n in range(1, 151)
    ]
    rows = "".join(f"<tr><th scope='row'>Hàng {n}</th><td class='number'>{n}</td></tr>" for n in range(60))
    head = "<caption>Bảng</caption><thead><tr><th scope='col'>A</th><th scope='col'>B</th></tr></thead>"
    table = f"<table class='data wide'>{head}<tbody>{rows}</tbody></table>"
    contents = "".join(f"<li class='level-2'><a href='#h-{n}'>{n}. Mục</a></li>" for n in range(1, 151))
    return wrap_body(f"<h1>Dài</h1><nav id='contents'><ol>{contents}</ol></nav>{''.join(parts)}{table}<p class='source'>Nguồn.</p>")


@pytest.mark.parametrize("theme", ["house", "decree-30"])
def test_verapdf_finds_pdf_ua_1_and_pdf_a_3a(theme: str, tmp_path: Path) -> None:
    html = read_sample().replace("theme-house", f"theme-{theme}")
    path = write(tmp_path / "a.pdf", render(html, charts=draw_charts(), theme=theme))
    assert judge(path).count("PASS") == 2, judge(path)


def test_verapdf_finds_no_fault_in_charts_of_every_kind_as_svg_and_png(tmp_path: Path) -> None:
    charts = {f"{form}-{number}": draw_chart(chart, form=form) for number, chart in enumerate(ALL) for form in ("svg-text", "png")}
    figures = "".join(
        f"<figure class='chart'><img src='chart:{name}' alt='Hình {name}'><figcaption>{name}</figcaption></figure>" for name in charts
    )
    assert judge(write(tmp_path / "a.pdf", render(wrap_body(f"<h1>Hình</h1>{figures}"), charts=charts))).count("PASS") == 2


def test_verapdf_finds_no_fault_in_a_long_document(tmp_path: Path) -> None:
    assert judge(write(tmp_path / "a.pdf", render(make_long_document()))).count("PASS") == 2


def test_the_judge_does_judge(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.open(write(path, render(wrap_body("<h1>A</h1>"))), allow_overwriting_input=True) as pdf:
        del pdf.Root.MarkInfo
        pdf.save(path)
    assert "FAIL ua1" in judge(path)


def test_qpdf_finds_the_structure_sound(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", render(read_sample(), charts=draw_charts()))
    assert subprocess.run(["qpdf", "--check", str(path)], capture_output=True).returncode == 0


def test_poppler_reads_sentences_whole_and_only_the_carried_fonts(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", render(read_sample(), charts=draw_charts()))
    text = " ".join(subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout.split())
    assert "ASEAN và Nga nâng cấp quan hệ lên Đối tác chiến lược vào tháng 11/2018." in text
    fonts = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts
    assert all("+Briefgen" in line for line in fonts)

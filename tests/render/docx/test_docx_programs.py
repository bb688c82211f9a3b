"""The sample before programs that are not ours: Microsoft's validator and LibreOffice."""

from __future__ import annotations

import subprocess
from functools import partial
from pathlib import Path

import pytest

from briefgen.render.docx import redline_docx
from docx_support import W, docx_footnotes, docx_paragraphs, read_part, render_body, render_sample, squeeze
from office import convert, edit

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[3]


def test_microsofts_validator_finds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "sample.docx"
    path.write_bytes(render_sample(pages={"h-tom-tat": 1}))
    result = subprocess.run([ROOT / "tools" / "check-docx.sh", path], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (0, f"valid: {path}\n"), result.stderr


@pytest.mark.parametrize("command", ["accept", "reject"])
def test_libreoffice_accepts_and_rejects_a_redline(command: str, tmp_path: Path) -> None:
    field = '<span class="fact" data-fact="s-1" data-field="{}">{}</span>'
    told = '<h2 id="h-a">1. A</h2><p>Đạt {} năm {}.</p>{}<table><tbody><tr><td>x</td></tr>{}</tbody></table><p>Hết.</p>'
    value, year = (partial(field.format, name) for name in ("value", "period"))
    old = render_body(told.format(value("2,6 tỷ USD"), year("2023"), "<p>Câu này đã bị bỏ đi.</p>", ""))
    new = render_body(told.format(value("2,85 tỷ USD"), year("2023"), f"<p>Hẳn là mới, {year('2024')}.</p>", "<tr><td>y</td></tr>"))
    settled = edit(redline_docx(new, old), tmp_path, [[command]]).read_bytes()
    assert read_part(settled).find(f".//{W}ins") is None
    assert docx_paragraphs(settled) == docx_paragraphs(new if command == "accept" else old)


def test_libreoffice_prints_every_word_on_upright_and_landscape_pages(tmp_path: Path) -> None:
    sample = render_sample()
    pdf = convert(sample, tmp_path, "pdf")
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    words = squeeze(text).casefold()  # the kicker is printed in capitals
    single = [line for line in (*docx_paragraphs(sample), *docx_footnotes(sample)) if len(line) < 40]
    assert [line for line in single if line.casefold() not in words] == []
    pages = subprocess.run(["pdfinfo", "-f", "1", "-l", "99", pdf], capture_output=True, text=True, check=True).stdout
    sizes = [tuple(map(float, line.split()[3:6:2])) for line in pages.splitlines() if line.startswith("Page") and " size:" in line]
    assert {width > height for width, height in sizes} == {True, False}

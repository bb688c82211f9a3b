"""The sample before programs that are not ours: Microsoft's validator and LibreOffice."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from docx_support import docx_footnotes, docx_paragraphs, render_sample, squeeze
from office import convert

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[3]


def test_microsofts_validator_finds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "sample.docx"
    path.write_bytes(render_sample(pages={"h-tom-tat": 1}))
    result = subprocess.run([ROOT / "tools" / "check-docx.sh", path], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (0, f"valid: {path}\n"), result.stderr


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

"""The PDF and the DOCX of a briefing tell the same story."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from briefgen.charts import draw_chart
from briefgen.compose import Composition, compose_briefing, load_briefing
from briefgen.model import View
from briefgen.render.docx import ChartImage, render_docx
from briefgen.render.pdf import render_pdf
from docx_support import docx_footnotes, docx_paragraphs
from support import ROOT

RUN = 6  # words; only a run that a page break cuts may be missing from the PDF


def squeeze(text: str) -> str:
    return "".join(text.split()).replace("\u00ad", "")


@pytest.fixture(scope="module")
def composition(seeds_view: View) -> Composition:
    return compose_briefing(seeds_view, load_briefing(ROOT / "reports" / "briefings" / "viet-nam-nga.toml"), document="trade")


@pytest.fixture(scope="module")
def pdf_text(composition: Composition) -> str:
    charts = {chart.name: draw_chart(chart, form="svg-text") for chart in composition.charts}
    cut_off = composition.cut_off or ""
    made = render_pdf(composition.html, charts, theme="house", cut_off=cut_off, resources=Path("none"))
    return squeeze(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages))


@pytest.fixture(scope="module")
def docx(composition: Composition) -> bytes:
    charts = {
        chart.name: ChartImage(svg=draw_chart(chart, form="svg-path"), png=draw_chart(chart, form="png"), chart=chart)
        for chart in composition.charts
    }
    return render_docx(composition.html, charts, cut_off=composition.cut_off or "")


def test_every_sentence_stands_in_both(composition: Composition, pdf_text: str, docx: bytes) -> None:
    words = squeeze(" ".join(docx_paragraphs(docx)))
    assert len(composition.sentences) > 5
    for sentence in composition.sentences:
        assert squeeze(sentence.text) in words
        parts = sentence.text.split()
        runs = [squeeze(" ".join(parts[n : n + RUN])) for n in range(max(1, len(parts) - RUN + 1))]
        assert sum(run not in pdf_text for run in runs) < RUN, sentence.text


def test_every_note_stands_in_both_once(composition: Composition, pdf_text: str, docx: bytes) -> None:
    notes = docx_footnotes(docx)
    assert len(notes) == len(set(notes)) > 5
    assert [note for note in notes if squeeze(note) not in pdf_text] == []

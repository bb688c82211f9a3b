"""A document as docs/html.md says, its drawn charts, and its PDF, for the tests of the writer."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import chart_samples
from briefgen.charts import draw_chart
from briefgen.render.pdf import Attachment, render_pdf

ROOT = Path(__file__).resolve().parents[1]
RESOURCES = ROOT / "reports" / "templates"
FACTS = Attachment(name="facts.json", content='[{"label": "Đối tác chiến lược"}]\n'.encode(), description="Dữ kiện")
HEAD = '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Quan hệ ASEAN – Nga</title></head><body class="theme-house">'
BASES = {"a": ("", "\u0306", "\u0302"), "e": ("", "\u0302"), "i": ("",), "o": ("", "\u0302", "\u031b"), "u": ("", "\u031b"), "y": ("",)}
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = (base + mark + tone for base, marks in BASES.items() for mark in marks for tone in TONES)
VIETNAMESE = unicodedata.normalize("NFC", "".join(LETTERS)) + "đ"


def read_sample() -> str:
    return (ROOT / "tests" / "render" / "fixtures" / "asean-nga.html").read_text(encoding="utf-8")


def draw_charts() -> dict[str, bytes]:
    return {chart.name: draw_chart(chart) for chart in (chart_samples.TIMELINE, chart_samples.LIVES)}


def wrap_body(body: str) -> str:
    return f"{HEAD}{body}</body></html>"


def render(
    html: str, *, charts: dict[str, bytes] | None = None, theme: str = "house", cut_off: str = "2024-04-27", resources: Path = RESOURCES
) -> bytes:
    return render_pdf(html, charts or {}, theme=theme, attachments=[FACTS], cut_off=cut_off, resources=resources)

"""The Word document: ``render_docx`` and the charts that it takes."""

from briefgen.render.docx.draft import ChartImage
from briefgen.render.docx.writer import render_docx

__all__ = ["ChartImage", "render_docx"]

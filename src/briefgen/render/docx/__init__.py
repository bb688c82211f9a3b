"""The Word document: ``render_docx`` with the charts that it takes, and ``redline_docx`` for two of them."""

from briefgen.render.docx.draft import ChartImage
from briefgen.render.docx.redline import redline_docx
from briefgen.render.docx.writer import render_docx

__all__ = ["ChartImage", "redline_docx", "render_docx"]

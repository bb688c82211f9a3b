"""A chart's data becomes a picture. matplotlib is imported only when something is drawn."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from briefgen.charts.looks import Look, load_look
from briefgen.charts.shapes import Drawing
from briefgen.model import Chart, ChartKind

Form = Literal["svg-text", "svg-path", "png"]


def draw_chart(chart: Chart, *, form: Form = "svg-text", theme: str = "house") -> bytes:
    """The chart as SVG or PNG, 165 mm wide, as high as it needs; the title, source and as-of line stand in the document beside it.

    ``svg-text`` holds text as text in the carried fonts (for the PDF), ``svg-path`` as outlines (for Word and browsers), ``png`` is at
    200 dpi. Same data, same bytes. Raises ValueError for a chart without points and for a date whose year is not known.
    """
    look = load_look(theme)
    from briefgen.charts.paint import paint_drawing

    return paint_drawing(lay_out(chart, look), look, form)


@lru_cache(maxsize=64)
def lay_out(chart: Chart, look: Look) -> Drawing:
    """The chart's marks and labels on a sheet, before painting."""
    from briefgen.charts import bars, coverage, line, lives, matrix, timeline

    layouts = {
        ChartKind.TIMELINE: timeline.lay_out_timeline,
        ChartKind.LIVES: lives.lay_out_lives,
        ChartKind.BARS: bars.lay_out_bars,
        ChartKind.LINE: line.lay_out_line,
        ChartKind.MATRIX: matrix.lay_out_matrix,
        ChartKind.COVERAGE: coverage.lay_out_coverage,
    }
    return layouts[chart.kind](chart, look)

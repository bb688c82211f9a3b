"""A chart's data becomes a drawing: :func:`draw_chart`. What each kind reads is said in docs/charts.md."""

from briefgen.charts.draw import Form, draw_chart

__all__ = ["Form", "draw_chart"]

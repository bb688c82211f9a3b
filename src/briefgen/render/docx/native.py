"""Charts that Word draws itself, with the workbook behind "Edit data".

XlsxWriter writes both: the chart's XML is taken out of one workbook, and the embedded workbook holds the data alone.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lxml import etree

from briefgen.model import Chart, ChartKind, Point, Series
from briefgen.render.docx.ooxml import Element, R

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_NATIVE = {ChartKind.BARS, ChartKind.LINE}
_SHEET = "Data"
_FONT = {"name": "Briefgen Sans", "size": 9}
_INKS = ("#1F5C99", "#1B2A41", "#6B7280", "#B7791F")  # told apart in grey as well
_PAPER, _GRID = "#FFFFFF", "#DFE3E8"
_LONG_LABELS = 14  # letters; longer names of bars are read more easily beside lying bars
_FEW = 8  # the largest count up to which each one has its line
_CREATED = dt.datetime(1980, 1, 1)  # XlsxWriter wants a naive date; a fixed one keeps the bytes equal
_WORKBOOK = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def is_native(chart: Chart) -> bool:
    """Whether Word can draw a chart of this kind."""
    return chart.kind in _NATIVE and any(point.value is not None for series in chart.series for point in series.points)


@dataclass(frozen=True)
class NativeChart:
    """The chart's XML as a tree, and the workbook it is edited in."""

    space: Element
    workbook: bytes

    def write(self, relation: str) -> bytes:
        """The chart's XML with the workbook's relationship in it."""
        space = etree.fromstring(etree.tostring(self.space))
        for settings in space.findall(f"{{{CHART}}}printSettings"):
            space.remove(settings)
        data = etree.SubElement(space, f"{{{CHART}}}externalData")
        data.set(f"{{{R}}}id", relation)
        etree.SubElement(data, f"{{{CHART}}}autoUpdate").set("val", "0")
        return etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True)


def make_native_chart(chart: Chart) -> NativeChart:
    """The chart as Word keeps it."""
    with_chart = zipfile.ZipFile(io.BytesIO(_write_workbook(chart, drawn=True)))
    space = etree.fromstring(with_chart.read("xl/charts/chart1.xml"))
    for language in space.findall(f"{{{CHART}}}lang"):
        language.set("val", "vi-VN" if chart.language.startswith("vi") else "en-GB")
    for labels in space.iter(f"{{{CHART}}}dLbls"):
        _show_values_only(labels)
    return NativeChart(space, _write_workbook(chart, drawn=False))


def _show_values_only(labels: Element) -> None:
    """Say no to what XlsxWriter leaves unsaid: Word and LibreOffice take it for a yes."""
    for name in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize"):
        for old in labels.findall(f"{{{CHART}}}{name}"):
            labels.remove(old)
        etree.SubElement(labels, f"{{{CHART}}}{name}", val="1" if name == "showVal" else "0")


def list_labels(chart: Chart) -> list[str]:
    """The categories in the order in which the series name them."""
    return list(dict.fromkeys(point.label for series in chart.series for point in series.points))


def _write_workbook(chart: Chart, *, drawn: bool) -> bytes:
    import xlsxwriter  # type: ignore[import-untyped]  # it ships no types

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _WORKBOOK) as book:
        book.set_properties({"created": _CREATED, "title": chart.title})
        sheet = book.add_worksheet(_SHEET)
        labels = list_labels(chart)
        for row, label in enumerate(labels, start=1):
            sheet.write_string(row, 0, label)
        for column, series in enumerate(chart.series, start=1):
            sheet.write_string(0, column, series.name)
            points = {point.label: point for point in series.points}
            for row, label in enumerate(labels, start=1):
                if label in points and points[label].value is not None:
                    sheet.write_number(row, column, float(points[label].value or 0))
        sheet.set_column(0, 0, 24)
        if drawn:
            sheet.insert_chart("H2", _draw(book, chart, labels))
    return target.getvalue()


def _draw(book: Any, chart: Chart, labels: list[str]) -> Any:
    lying = chart.kind is ChartKind.BARS and max(map(len, labels), default=0) > _LONG_LABELS
    kind = "line" if chart.kind is ChartKind.LINE else ("bar" if lying else "column")
    made = book.add_chart({"type": kind})
    for column, series in enumerate(chart.series, start=1):
        made.add_series(_describe_series(series, column, labels, lines=kind == "line"))
    made.set_title({"none": True})
    values: dict[str, Any] = {
        "name": chart.unit,
        "name_font": {**_FONT, "bold": False},
        "num_font": _FONT,
        "major_gridlines": {"visible": True, "line": {"color": _GRID, "width": 0.5}},
        "line": {"none": True},
    }
    measured = [point.value or Decimal(0) for series in chart.series for point in series.points]
    if kind != "line":
        values["min"] = min(0, *map(float, measured))
    if _counts_few(measured):
        values["major_unit"] = 1
    names = {"num_font": _FONT, "line": {"color": _INKS[2]}, "reverse": lying}
    made.set_x_axis(names)
    made.set_y_axis(values)
    made.set_legend({"position": "bottom", "font": _FONT} if len(chart.series) > 1 else {"none": True})
    made.set_chartarea({"border": {"none": True}})
    made.show_blanks_as("gap")
    return made


def _counts_few(measured: Sequence[Decimal]) -> bool:
    """Whether the values are counts so small that an axis would be divided into halves."""
    return all(value == value.to_integral_value() for value in measured) and max(map(abs, measured), default=Decimal(0)) <= _FEW


def _describe_series(series: Series, column: int, labels: list[str], *, lines: bool) -> dict[str, Any]:
    ink = _INKS[(column - 1) % len(_INKS)]
    points = {point.label: point for point in series.points}
    described: dict[str, Any] = {
        "name": [_SHEET, 0, column],
        "categories": [_SHEET, 1, 0, len(labels), 0],
        "values": [_SHEET, 1, column, len(labels), column],
        "data_labels": {"value": True, "font": _FONT},
        "points": [_describe_point(points.get(label), ink, lines=lines) for label in labels],
    }
    if lines:
        described |= {
            "line": {"color": ink, "width": 1.75},
            "marker": {"type": "circle", "size": 6, "fill": {"color": ink}, "border": {"color": ink}},
        }
    else:
        described |= {"fill": {"color": ink}, "border": {"color": ink, "width": 0.75}, "gap": 80}
    return described


def _describe_point(point: Point | None, ink: str, *, lines: bool) -> dict[str, Any] | None:
    """Derived values are hatched, and the line to them is broken."""
    if point is None or not point.derived:
        return None
    if lines:
        return {"line": {"color": ink, "width": 1.75, "dash_type": "dash"}}
    return {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": ink, "bg_color": _PAPER}, "border": {"color": ink, "width": 0.75}}

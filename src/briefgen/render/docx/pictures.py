"""Charts in the document: native and editable where Word can draw their kind, else a vector picture with a bitmap beside it."""

from __future__ import annotations

import io
import struct

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from briefgen.errors import RenderError
from briefgen.render.docx.draft import ChartImage, Draft, Place
from briefgen.render.docx.native import CHART, is_native, make_native_chart
from briefgen.render.docx.ooxml import Element, R, clean, w

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
ASVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"  # the one that Word 2016 and later look for
_TWIP, _TALLEST = 635, 8_100_000  # EMU in a twip; the tallest picture that leaves room for its caption
_NATIVE_SHAPE = 0.5  # height of a native chart by its width
_CHART_KIND = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_picture(draft: Draft, name: str, alt: str, place: Place) -> Element:
    """The run that holds the chart ``name``, as wide as the place."""
    image = draft.charts.get(name)
    if image is None:
        raise RenderError(f"the chart {name!r} was not drawn", remedy="this is a fault of briefgen: report it")
    width = place.width * _TWIP
    number = draft.next_number()
    if is_native(image.chart):
        graphic, height = _write_chart(draft, image, number), round(width * _NATIVE_SHAPE)
    else:
        width, height = _fit(image.png, width)
        graphic = _write_image(draft, image, number, width, height, name)
    return w("r", w("drawing", _inline(graphic, number, name, alt, width, height)))


def _fit(png: bytes, width: int) -> tuple[int, int]:
    """Width and height in EMU, in the picture's own proportions."""
    if png[:8] != b"\x89PNG\r\n\x1a\n":
        raise RenderError("a chart was not drawn as PNG", remedy="this is a fault of briefgen: report it")
    wide, tall = struct.unpack(">II", png[16:24])
    height = width * tall // wide
    return (width, height) if height <= _TALLEST else (_TALLEST * wide // tall, _TALLEST)


def _inline(graphic: Element, number: int, name: str, alt: str, width: int, height: int) -> Element:
    inline = etree.Element(f"{{{WP}}}inline", nsmap={"wp": WP, "a": A}, distT="0", distB="0", distL="0", distR="0")
    etree.SubElement(inline, f"{{{WP}}}extent", cx=str(width), cy=str(height))
    etree.SubElement(inline, f"{{{WP}}}docPr", id=str(number), name=clean(name), descr=clean(alt))
    etree.SubElement(inline, f"{{{WP}}}cNvGraphicFramePr")
    inline.append(graphic)
    return inline


def _graphic(uri: str, content: Element) -> Element:
    graphic = etree.Element(f"{{{A}}}graphic", nsmap={"a": A})
    etree.SubElement(graphic, f"{{{A}}}graphicData", uri=uri).append(content)
    return graphic


def _write_chart(draft: Draft, image: ChartImage, number: int) -> Element:
    owner = draft.house.document.part
    drawn = make_native_chart(image.chart)
    workbook = Part(PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"), _WORKBOOK_KIND, drawn.workbook, owner.package)
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART_KIND, b"", owner.package)
    part._blob = drawn.write(part.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE))
    reference = etree.Element(f"{{{CHART}}}chart", nsmap={"c": CHART, "r": R})
    reference.set(f"{{{R}}}id", owner.relate_to(part, RELATIONSHIP_TYPE.CHART))
    return _graphic(CHART, reference)


def _write_image(draft: Draft, image: ChartImage, number: int, width: int, height: int, name: str) -> Element:
    owner = draft.house.document.part
    bitmap, _ = owner.get_or_add_image(io.BytesIO(image.png))
    vector = Part(PackURI(f"/word/media/chart{number}.svg"), "image/svg+xml", image.svg, owner.package)
    picture = etree.Element(f"{{{PIC}}}pic", nsmap={"pic": PIC, "a": A, "r": R})
    about = etree.SubElement(picture, f"{{{PIC}}}nvPicPr")
    etree.SubElement(about, f"{{{PIC}}}cNvPr", id=str(number), name=clean(name))
    etree.SubElement(about, f"{{{PIC}}}cNvPicPr")
    fill = etree.SubElement(picture, f"{{{PIC}}}blipFill")
    blip = etree.SubElement(fill, f"{{{A}}}blip")
    blip.set(f"{{{R}}}embed", bitmap)
    extension = etree.SubElement(etree.SubElement(blip, f"{{{A}}}extLst"), f"{{{A}}}ext", uri=_SVG_EXTENSION)
    scalable = etree.SubElement(extension, f"{{{ASVG}}}svgBlip", nsmap={"asvg": ASVG})
    scalable.set(f"{{{R}}}embed", owner.relate_to(vector, RELATIONSHIP_TYPE.IMAGE))
    etree.SubElement(etree.SubElement(fill, f"{{{A}}}stretch"), f"{{{A}}}fillRect")
    shape = etree.SubElement(picture, f"{{{PIC}}}spPr")
    frame = etree.SubElement(shape, f"{{{A}}}xfrm")
    etree.SubElement(frame, f"{{{A}}}off", x="0", y="0")
    etree.SubElement(frame, f"{{{A}}}ext", cx=str(width), cy=str(height))
    etree.SubElement(etree.SubElement(shape, f"{{{A}}}prstGeom", prst="rect"), f"{{{A}}}avLst")
    return _graphic(PIC, picture)

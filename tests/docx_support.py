"""What the tests of Word documents share: a sample with every element, its charts, and checks that validators leave out."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

from briefgen.model import Chart, ChartKind, Point, Series
from briefgen.render.docx import ChartImage, render_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
FIXTURES = Path(__file__).parent / "render" / "docx" / "fixtures"
BLOCKS = ("p", "h1", "h2", "h3", "h4", "li", "th", "td", "caption", "figcaption")


def make_png(width: int = 60, height: int = 30) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = b"".join(b"\0" + b"\xdd\xe6\xf0" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")


def make_chart(name: str, kind: ChartKind = ChartKind.TIMELINE, points: Iterable[Point] = ()) -> ChartImage:
    """A chart as the charts stage hands it over."""
    chart = Chart(
        name=name,
        kind=kind,
        title=name,
        unit="tỷ USD",
        source="bài 1",
        as_of="2024-04-27",
        alt="Các số liệu bằng lời",
        language="vi",
        series=(Series(name="Kim ngạch", points=tuple(points)),),
    )
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 30"><rect width="60" height="30" fill="#dde6f0"/></svg>'
    return ChartImage(svg=svg, png=make_png(), chart=chart)


def sample_charts() -> dict[str, ChartImage]:
    """The charts that everything.html shows."""
    points = (Point(label="2023", value=Decimal("2.31"), derived=True), Point(label="2024", value=Decimal("2.6")))
    return {"timeline": make_chart("timeline"), "trade": make_chart("trade", ChartKind.BARS, points)}


def sample_html() -> str:
    return (FIXTURES / "everything.html").read_text(encoding="utf-8")


def render_sample(html: str | None = None, *, pages: dict[str, int] | None = None) -> bytes:
    """The sample, or other HTML with the sample's charts, as DOCX."""
    return render_docx(html or sample_html(), sample_charts(), cut_off="2024-04-27", pages=pages)


def make_page(body: str, *, language: str = "vi") -> str:
    """A whole document around these blocks."""
    return f'<!DOCTYPE html><html lang="{language}"><head><title>Tài liệu</title></head><body class="theme-house">{body}</body></html>'


def render_body(body: str) -> bytes:
    return render_docx(make_page(body), {}, cut_off="2024-04-27")


# --- reading ---------------------------------------------------------------------------------------------------------


def read_parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def read_part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(read_parts(data)[name])


def change_part(data: bytes, change: tuple[str, str], name: str = "word/document.xml") -> bytes:
    """The package with one text replaced by another in a part; the text must be there."""
    parts = read_parts(data)
    old, new = change
    text = parts[name].decode()
    assert old in text, old
    return write_parts(parts | {name: text.replace(old, new, 1).encode()})


def write_parts(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


def text_of(element: etree._Element) -> str:
    """The words of a part or a paragraph, without the commas between two footnote signs."""
    return squeeze("".join(text.text or "" for text in element.iter(W + "t") if not _is_sign(text)))


def _is_sign(text: etree._Element) -> bool:
    run = text.getparent()
    style = None if run is None else run.find(f"{W}rPr/{W}rStyle")
    return style is not None and style.get(W + "val") == "FootnoteReference"


def squeeze(text: str) -> str:
    return "".join(text.split())


def docx_paragraphs(data: bytes) -> list[str]:
    texts = (text_of(paragraph) for paragraph in read_part(data).iter(W + "p"))
    return [text for text in texts if text]


def docx_footnotes(data: bytes) -> list[str]:
    notes = read_part(data, "word/footnotes.xml").iter(W + "footnote")
    return [text_of(note) for note in notes if note.get(W + "type") is None]


def html_paragraphs(html: str) -> list[str]:
    """The blocks' words in the order of the page; marks that open a paragraph stand before it, notes are left out."""
    root = lxml_html.document_fromstring(html)
    return [text for block in root.iter(*BLOCKS) if not _holds_blocks(block) for text in _block_texts(block) if text]


def _holds_blocks(block: etree._Element) -> bool:
    return block.tag in {"td", "li"} and any(child.tag in {"p", "ul"} for child in block)


def _block_texts(block: etree._Element) -> list[str]:
    marks = [child for child in block if child.get("class") == "mark"] if block.tag == "p" else []
    words = squeeze("".join(_spoken(block, without=marks)))
    return [*(squeeze(mark.text or "") for mark in marks), words]


def _spoken(element: etree._Element, without: Sequence[etree._Element] = ()) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child not in without and "footnote" not in (child.get("class") or ""):
            yield from _spoken(child, without)
        yield child.tail or ""


def html_footnotes(html: str) -> list[str]:
    notes = (span for span in lxml_html.document_fromstring(html).iter("span") if span.get("class") == "footnote")
    return [squeeze("".join(_spoken(note))) for note in notes]


# --- what validators leave out ------------------------------------------------------------------------------------------


def find_faults(data: bytes) -> list[str]:
    """Faults that schema validators do not see but Word stumbles over."""
    document = read_part(data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        faults = [f"part {name} twice" for name, count in Counter(package.namelist()).items() if count > 1]
    return [*faults, *_find_twins(document), *_find_open_ends(document), *_find_dead_ends(document), *_find_mute_pictures(document)]


def _values(root: etree._Element, name: str, attribute: str) -> list[str]:
    return [element.get(attribute) or "" for element in root.iter(name)]


def _find_twins(root: etree._Element) -> Iterator[str]:
    kinds = {
        "bookmark name": _values(root, W + "bookmarkStart", W + "name"),
        "bookmark id": _values(root, W + "bookmarkStart", W + "id"),
        "control id": [ident.get(W + "val") or "" for ident in root.iterfind(f".//{W}sdtPr/{W}id")],
        "control tag": [ident.get(W + "val") or "" for ident in root.iterfind(f".//{W}sdtPr/{W}tag")],
        "drawing id": _values(root, WP + "docPr", "id"),
        "comment": _values(root, W + "commentRangeStart", W + "id"),
        "footnote": _values(root, W + "footnoteReference", W + "id"),
    }
    for kind, values in kinds.items():
        yield from (f"{kind} {value} twice" for value, count in Counter(values).items() if count > 1)


def _find_open_ends(root: etree._Element) -> Iterator[str]:
    for start, end in (("bookmarkStart", "bookmarkEnd"), ("commentRangeStart", "commentRangeEnd")):
        if sorted(_values(root, W + start, W + "id")) != sorted(_values(root, W + end, W + "id")):
            yield f"{start} without its end"
    depth = 0
    for character in root.iter(W + "fldChar"):
        depth += {"begin": 1, "end": -1}.get(character.get(W + "fldCharType") or "", 0)
    if depth:
        yield "a field without its end"


def _find_dead_ends(root: etree._Element) -> Iterator[str]:
    names = set(_values(root, W + "bookmarkStart", W + "name"))
    asked = [words[1] for element in root.iter(W + "instrText") if (words := (element.text or "").split())[0] in {"REF", "PAGEREF"}]
    asked += [anchor for anchor in _values(root, W + "hyperlink", W + "anchor") if anchor]
    yield from (f"no bookmark {name}" for name in asked if name not in names)


def _find_mute_pictures(root: etree._Element) -> Iterator[str]:
    yield from ("a picture without alt text" for element in root.iter(WP + "docPr") if not element.get("descr"))


def settle(data: bytes, gone: str) -> list[str]:
    """The paragraphs after all changes were accepted (``gone`` is ``del``) or rejected (``ins``)."""
    root = read_part(data)
    for paragraph in list(root.iter(W + "p")):
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{gone}") is not None:
            paragraph.getparent().remove(paragraph)  # type: ignore[union-attr]  # a paragraph stands in the body or a cell
    for row in list(root.iter(W + "tr")):
        if row.find(f"{W}trPr/{W}{gone}") is not None:
            row.getparent().remove(row)  # type: ignore[union-attr]  # a row stands in a table
    for change in list(root.iter(W + gone)):
        change.getparent().remove(change)  # type: ignore[union-attr]  # a change stands in a paragraph
    return [text for text in (_say(paragraph) for paragraph in root.iter(W + "p")) if text.strip()]


def list_words(data: bytes) -> list[str]:
    """The paragraphs that say something, with their spaces."""
    return [text for text in (_say(paragraph) for paragraph in read_part(data).iter(W + "p")) if text.strip()]


def _say(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(W + "t", W + "delText"))


def without_contents(data: bytes) -> bytes:
    """The document without its table of contents, which only repeats headings and counts pages."""
    root = read_part(data)
    for gallery in list(root.iter(W + "docPartObj")):
        control = next(gallery.iterancestors(W + "sdt"))
        control.getparent().remove(control)  # type: ignore[union-attr]  # it stands in the body
    return write_parts(read_parts(data) | {"word/document.xml": etree.tostring(root)})

"""The document as HTML becomes a PDF: WeasyPrint places it, tagged, as PDF/A-3a and PDF/UA-1 in one file, the same bytes each time."""

from __future__ import annotations

import ctypes.util
import datetime as dt
import gc
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

from briefgen.errors import RenderError
from briefgen.model import Record
from briefgen.render.fonts import CARRIED, set_environment, use_carried_fonts
from briefgen.render.html import check_document, parse_document
from briefgen.render.pdf_prepare import prepare_page

VARIANT = "pdf/a-3a"
SHEETS = ("print.css", "theme-{theme}.css")
NEARLY_EMPTY = 0.1
# WeasyPrint 70 now and then loses a note where it takes lines back for widows and orphans; a hair more room breaks the page elsewhere.
ELSEWHERE = ("", "p { padding-bottom: .03em }", "p { padding-bottom: .07em }", "p, li { widows: 1; orphans: 1 }")
CLOSER = (
    "p, ul, ol { margin-bottom: .35em }",
    "p, ul, ol { margin-bottom: .35em } h2 { margin-top: .9em } h3 { margin-top: .6em } td { padding-top: .18em; padding-bottom: .18em }",
)
NO_DAY = dt.datetime(1980, 1, 1)
DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


class Attachment(Record):
    """A file that travels inside the PDF as its source (/AFRelationship /Source), such as ``facts.json``; its ending says its type."""

    name: str
    content: bytes
    description: str


def render_pdf(
    html: str, charts: Mapping[str, bytes], *, theme: str, attachments: Sequence[Attachment] = (), cut_off: str, resources: Path
) -> bytes:
    """The bytes of the PDF: PDF/A-3a and PDF/UA-1, tagged, with outlines, contents, footnotes and the attachments.

    ``charts`` are SVG (``svg-text``) or PNG by the name in ``chart:NAME``; ``theme`` names a sheet ``theme-NAME.css``; ``cut_off`` is an
    EDTF date (empty where there is no source), printed in the running head and used as the file's only date; ``resources`` is the folder
    whose ``print.css`` and ``theme-*.css`` go before the carried ones. Same arguments, same bytes. Raises RenderError when the document
    breaks docs/html.md, a sheet is missing, or WeasyPrint has anything to warn about.
    """
    root = parse_document(html)
    check_document(root, charts, {f"theme-{theme}"})
    day = read_day(cut_off)
    sheets = [*read_sheets(theme, resources), describe_cut_off(root, day, cut_off)]
    with steady_conditions(day):
        return write_pdf(prepare_page(root), charts, sheets, attachments, day)


def write_pdf(html: str, charts: Mapping[str, bytes], sheets: Sequence[str], attachments: Sequence[Attachment], day: dt.datetime) -> bytes:
    weasyprint = import_weasyprint()
    from briefgen.render.pdf_fetch import collect_warnings
    from briefgen.render.pdf_finish import finish_pdf

    with collect_warnings() as logged:
        files = [make_attachment(weasyprint, attachment, day) for attachment in sorted(attachments, key=lambda file: file.name)]
        try:
            document = place_tidily(html, charts, sheets)
            pdf: bytes = document.write_pdf(pdf_variant=VARIANT, attachments=files, finisher=finish_pdf)
        except weasyprint.urls.FatalURLFetchingError as fault:
            logged.append(f"{fault} ({fault.__cause__})")
    if logged:
        listed = "; ".join(dict.fromkeys(logged))
        raise RenderError(f"the PDF could not be set cleanly: {listed}", remedy="Correct the template or the style sheet")
    return pdf


def place_tidily(html: str, charts: Mapping[str, bytes], sheets: Sequence[str]) -> Any:
    """The document on its pages; where a line or two would be left for the last one, paragraphs, then lines, a little closer."""
    document = place_whole(html, charts, sheets)
    if len(document.pages) < 2 or not is_nearly_empty(document.pages[-1]):
        return document
    for rule in CLOSER:
        closer = place_whole(html, charts, [*sheets, rule])
        if len(closer.pages) < len(document.pages):
            return closer
    return document


def place_whole(html: str, charts: Mapping[str, bytes], sheets: Sequence[str]) -> Any:
    """The document with each of its notes at the foot of a page; where no way gives that, the first, which then cannot be written."""
    written = html.count('class="footnote"')
    first = None
    for rule in ELSEWHERE:
        document = place_document(html, charts, [*sheets, rule])
        if count_notes(document) >= written:
            return document
        first = first or document
    return first


def count_notes(document: Any) -> int:
    """How many notes stand at the feet of the pages."""
    areas = (box for page in document.pages for box in page._page_box.children if type(box).__name__ == "FootnoteAreaBox")
    return len({box.element for area in areas for box in area.descendants() if box.element is not None and box.element.get("id")})


def is_nearly_empty(page: Any) -> bool:
    """Whether the text of the page, without notes, head and foot, ends in its first tenth."""
    box = page._page_box
    body = next(child for child in box.children if child.element is not None and child.element_tag == "html")
    lines = [inner for inner in body.descendants() if type(inner).__name__ in ("LineBox", "BlockReplacedBox")]
    foot = max((line.position_y + line.height for line in lines), default=0)
    return bool(foot < box.margin_top + box.height * NEARLY_EMPTY)


def place_document(html: str, charts: Mapping[str, bytes], sheets: Sequence[str]) -> Any:
    """The document on its pages (a weasyprint.Document), before it is written."""
    weasyprint = import_weasyprint()
    from briefgen.render.pdf_fetch import ChartFetcher

    fetcher, fonts = ChartFetcher(charts), weasyprint.text.fonts.FontConfiguration()
    styles = [weasyprint.CSS(string=sheet, url_fetcher=fetcher, font_config=fonts) for sheet in sheets]
    return weasyprint.HTML(string=html, url_fetcher=fetcher).render(stylesheets=styles, font_config=fonts, pdf_variant=VARIANT)


def make_attachment(weasyprint: Any, attachment: Attachment, day: dt.datetime) -> Any:
    return weasyprint.Attachment(
        file_obj=BytesIO(attachment.content),
        name=attachment.name,
        description=attachment.description,
        relationship="Source",
        created=day,
        modified=day,
    )


def read_sheets(theme: str, resources: Path) -> list[str]:
    return [read_sheet(name.format(theme=theme), resources) for name in SHEETS]


def read_sheet(name: str, resources: Path) -> str:
    """The style sheet's text: the project's own, else the carried one."""
    for folder in (resources, CARRIED / "templates"):
        if (folder / name).is_file():
            return (folder / name).read_text(encoding="utf-8")
    known = sorted(path.stem.removeprefix("theme-") for path in (CARRIED / "templates").glob("theme-*.css"))
    raise RenderError(
        f"there is no style sheet {name}", place=str(resources), remedy=f"Themes that come with the program: {', '.join(known)}"
    )


def read_day(cut_off: str) -> dt.datetime:
    """The first day of the EDTF date, which stands for the clock in the file."""
    if not cut_off:
        return NO_DAY
    match = DAY.match(cut_off)
    if not match:
        raise RenderError(f"the cut-off {cut_off!r} is no date", remedy="Give a day, a month or a year, as 2024-04-27")
    year, month, day = (int(part) if part else 1 for part in match.groups())
    return dt.datetime(year, month, day)


def describe_cut_off(root: etree._Element, day: dt.datetime, cut_off: str) -> str:
    """A sheet that hands the cut-off to print.css, in the document's language and at its own precision; without one the head is empty."""
    if not cut_off:
        return "@page { @top-right { content: none } }"
    return f':root {{ --cut-off: "{write_date(day, cut_off.count("-"), (root.get("lang") or "vi").replace("-", "_"))}" }}'


def write_date(day: dt.datetime, parts: int, locale: str) -> str:
    from babel.dates import format_date, format_skeleton

    if parts == 2:
        return day.strftime("%d/%m/%Y") if locale.startswith("vi") else str(format_date(day, "d MMMM y", locale))
    return str(format_skeleton("yMMMM" if parts else "y", day, locale=locale))


@contextmanager
def steady_conditions(day: dt.datetime) -> Iterator[None]:
    """Nothing of the machine shows in the file: the carried fonts only, the cut-off for a clock; and no garbage runs (a fifth faster)."""
    epoch = int(day.replace(tzinfo=dt.UTC).timestamp())
    with ExitStack() as stack:
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint 70 leaves its colour profile open
        stack.enter_context(use_carried_fonts())
        stack.enter_context(set_environment(SOURCE_DATE_EPOCH=str(epoch)))
        if gc.isenabled():
            gc.disable()
            stack.callback(gc.collect)
            stack.callback(gc.enable)
        yield


def import_weasyprint() -> Any:
    """WeasyPrint, imported without the compiler: cffi tries names that do not exist, and find_library runs gcc and ldconfig for each."""
    find = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None  # noqa: ARG005
    try:
        import weasyprint
        import weasyprint.text.fonts
    finally:
        ctypes.util.find_library = find
    return weasyprint

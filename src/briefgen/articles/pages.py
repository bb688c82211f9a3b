"""Saved web pages: their text with every character's place in the HTML, and what their head says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from briefgen.articles.datelines import read_dateline
from briefgen.articles.draft import Draft, Hint, Role
from briefgen.articles.normalise import normalise_characters
from briefgen.articles.page_head import read_head
from briefgen.articles.paragraphs import Line, cut_lines, join_lines
from briefgen.articles.parts import fold
from briefgen.articles.plain import find_stretches
from briefgen.articles.strand import Edit, Strand

# Attributes are bounded, so that a page of unclosed quotes is not searched from each of them to its end.
_TAG = regex.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][^\s/<>]{0,30})(?P<attributes>(?:[^<>\"']|\"[^\"]{0,20000}\"|'[^']{0,20000}'){0,3000}+)>|<![a-zA-Z][^<>]{0,2000}>|<\?[^<>]{0,2000}>"
)
_ROW_TAG = regex.compile(r"</?(?:tr|table|thead|tbody|tfoot|caption)\b")
_END = {name: regex.compile(rf"</{name}\s{{0,20}}>", regex.IGNORECASE) for name in ("script", "style")}
_BREAKS = regex.compile(r"[ \t]*[\r\n][ \t\r\n]*")


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HIDDEN = _names("script style noscript template svg iframe object select option head title button canvas math audio video map")
_ASIDES = _names("nav footer aside form menu dialog")
_INLINE = _names(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span strike strong"
    " sub sup time tt u var wbr img input"
)
_VOID = _names("br hr img input meta link area base col embed param source track wbr")
_HEADINGS = {
    "h1": Role.TITLE,
    "h2": Role.HEADING,
    "h3": Role.HEADING,
    "h4": Role.HEADING,
    "h5": Role.HEADING,
    "h6": Role.HEADING,
    "figcaption": Role.CAPTION,
}
_CAPTION_CLASS = regex.compile(
    r"(?i)\b(?:class|id)\s*=\s*[\"']?[^\"'<>]{0,200}(?:caption|pic[-_]?desc|photo[-_]?(?:text|note|desc)|img[-_]?desc|note[-_]?img|desc[-_]?img)"
)
_ASIDE_CLASS = regex.compile(
    r"(?i)\b(?:class|id)\s*=\s*[\"'](?:[^\"'<>]{0,200}[\s\"'_-])?(?:related|relate|tin-?lien-?quan|breadcrumbs?|social|share|sharing|tags?|comments?|sidebar|newsletter|subscribe|most-?(?:read|viewed)|recommend(?:ed)?|advert(?:isement)?|ads|banner|cookie|copyright|popular|menu|nav)(?=[\s\"'_-])"
)
_PICTURE_TABLE = regex.compile(r"(?i)\bclass\s*=\s*[\"']?[^\"'<>]{0,200}(?:image|picture|photo|caption|img)")
_LAYOUT_CELL = 200  # characters a cell on average: longer ones hold paragraphs, not data
_SHORTEST_MAIN = 200  # characters of main text below which trafilatura's finding is not trusted
_TRAFILATURA_LIMIT = 2_000_000  # characters, and tags within each other: beyond, its time and stack are not to be trusted
_DEPTH_LIMIT = 200


@dataclass(slots=True)
class _Open:
    """An element that is open while the page is scanned."""

    name: str
    start: int
    roles: tuple[Role, ...] = ()
    hidden: bool = False
    attributes: str = ""
    cells: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Scan:
    """What one pass over the page gathers."""

    text: str
    edits: list[Edit] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    hidden_from: int | None = None
    deepest: int = 0


def draft_page(text: str) -> Draft:
    """A saved page: trafilatura tells the main text, everything else of it is marked as aside; its head gives the metadata."""
    scan = _scan_page(text)
    strand = Strand(text).rewrite(scan.edits)
    strand = normalise_characters(strand)
    strand = join_lines(strand, find_stretches(strand, scan.hints))
    draft = Draft(text=text, strand=strand, hints=scan.hints, head=read_head(text))
    draft.hints += _mark_asides(draft, _find_main(scan))
    return draft


def _scan_page(text: str) -> _Scan:
    scan = _Scan(text)
    at = 0
    comment_end = 0
    while (at := text.find("<", at)) >= 0:
        if text.startswith("<!--", at) and comment_end >= 0:
            comment_end = text.find("-->", at + 4)
            stop = comment_end + 3 if comment_end >= 0 else len(text)
            _drop(scan, at, stop, "")
            at = stop
            continue
        match = _TAG.match(text, at)
        at = match.end() if match else at + 1
        if match:
            at = _take_tag(scan, match)
    while scan.stack:
        _close(scan, scan.stack[-1].name, len(text))
    scan.edits += (Edit(match.start(), match.end(), " ") for match in _BREAKS.finditer(text))
    return scan


def _take_tag(scan: _Scan, match: regex.Match[str]) -> int:
    """Handle one tag; returns where scanning goes on (behind a script's or style's end)."""
    name = (match["name"] or "").lower()
    if match["close"]:
        _close(scan, name, match.start())
        _drop(scan, match.start(), match.end(), "" if name in _INLINE else "\n")
        return int(match.end())
    if name in _END:
        end = _END[name].search(scan.text, match.end())
        stop = end.end() if end else len(scan.text)
        _drop(scan, match.start(), stop, "")
        return stop
    _drop(scan, match.start(), match.end(), "" if name in _INLINE or not name else "\n")
    if name and name not in _VOID and not match["attributes"].endswith("/"):
        _open(scan, name, match)
    return int(match.end())


def _drop(scan: _Scan, start: int, end: int, new: str) -> None:
    if scan.hidden_from is None:
        scan.edits.append(Edit(start, end, new))


def _open(scan: _Scan, name: str, match: regex.Match[str]) -> None:
    if name in ("p", "li", "td", "th", "tr") and scan.stack and scan.stack[-1].name == name:
        _close(scan, name, match.start())  # an end tag that HTML lets out
    attributes = match["attributes"]
    element = _Open(name, match.end(), tuple(_find_roles(name, attributes)), name in _HIDDEN, attributes)
    if name in ("td", "th"):
        table = next((one for one in reversed(scan.stack) if one.name == "table"), None)
        if table is not None:
            table.cells.append(len(scan.edits) - 1)
    scan.stack.append(element)
    scan.deepest = max(scan.deepest, len(scan.stack))
    if element.hidden and scan.hidden_from is None:
        scan.hidden_from = match.end()


def _find_roles(name: str, attributes: str) -> Iterator[Role]:
    if name in _HEADINGS:
        yield _HEADINGS[name]
    elif name in _ASIDES or (attributes and name not in ("body", "html", "article", "main") and _ASIDE_CLASS.search(attributes)):
        yield Role.ASIDE
    elif attributes and name not in ("body", "html", "article", "main", "img") and _CAPTION_CLASS.search(attributes):
        yield Role.CAPTION


def _close(scan: _Scan, name: str, start: int) -> None:
    """Close the element and those left open within it; an end tag without its beginning is nothing."""
    reach = next(
        (i for i in range(len(scan.stack) - 1, max(len(scan.stack) - _DEPTH_LIMIT, 0) - 1, -1) if scan.stack[i].name == name), None
    )
    if reach is None:
        return
    for element in reversed(scan.stack[reach:]):
        scan.hints += (Hint(element.start, start, role) for role in element.roles if start > element.start)
        if element.name == "table":
            _settle_table(scan, element, start)
    hidden = any(element.hidden for element in scan.stack[reach:])
    del scan.stack[reach:]
    if hidden and not any(element.hidden for element in scan.stack):
        if scan.hidden_from is not None and start > scan.hidden_from:
            scan.edits.append(Edit(scan.hidden_from, start))
        scan.hidden_from = None


def _settle_table(scan: _Scan, table: _Open, end: int) -> None:
    """A table of data keeps its rows as lines, cells apart by tabs; one around a photo is a caption; one around paragraphs is none."""
    if _PICTURE_TABLE.search(table.attributes):
        scan.hints.append(Hint(table.start, end, Role.CAPTION))
        return
    if len(table.cells) < 4 or (end - table.start) / len(table.cells) > _LAYOUT_CELL:
        return
    scan.hints.append(Hint(table.start, end, Role.TABLE))
    first = table.cells[0]
    for i in range(first, len(scan.edits)):
        edit = scan.edits[i]
        tag = scan.text[edit.start : edit.end].lower()
        if edit.new == "\n" and not _ROW_TAG.match(tag):
            scan.edits[i] = Edit(edit.start, edit.end, "\t" if tag.startswith(("</td", "</th")) else "")


def _find_main(scan: _Scan) -> str | None:
    """The folded main text by trafilatura; None where it finds too little, or the page is no fit thing to hand to it."""
    if len(scan.text) > _TRAFILATURA_LIMIT or scan.deepest > _DEPTH_LIMIT:
        return None
    from trafilatura import extract

    found = extract(scan.text, include_comments=False, include_tables=True, include_links=False, favor_recall=True)
    return fold(found) if found and len(found) >= _SHORTEST_MAIN else None


def _mark_asides(draft: Draft, main: str | None) -> Iterator[Hint]:
    """Hints for the lines that are not of the main text; a date line or a name between title and text is kept."""
    if main is None:
        return
    lines = cut_lines(draft.strand.text)
    inside = [bool(folded := fold(line.text)) and folded in main for line in lines]
    title = _find_title(draft, lines)
    first = next(
        (i for i, (line, is_main) in enumerate(zip(lines, inside, strict=True)) if is_main and i > title and len(line.text) > 60),
        len(lines),
    )
    last = max((i for i, is_main in enumerate(inside) if is_main), default=-1)
    for i, line in enumerate(lines):
        near = title <= i <= first or last < i <= last + 2
        if not inside[i] and not (near and len(line.text) < 160 and (i == title or read_dateline(line.text) or i > title)):
            source = draft.strand.source(line.start, line.end)
            yield Hint(source.start, source.end, Role.ASIDE)


def _find_title(draft: Draft, lines: list[Line]) -> int:
    """The line of the page's h1 or of its title; -1 where the title is not printed."""
    titles = find_stretches(draft.strand, [hint for hint in draft.hints if hint.role is Role.TITLE])
    given = fold(draft.head["title"].value) if "title" in draft.head else ""
    marked = [i for i, line in enumerate(lines) if any(start <= line.start < end for start, end in titles)]
    return next((i for i in marked if fold(lines[i].text) in given), next(iter(marked), -1))

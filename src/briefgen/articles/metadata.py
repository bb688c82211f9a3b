"""What an article says about itself: title, outlet, author, date, address, each with the words that say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import msgspec
import regex

from briefgen.articles.datelines import FoundDate, find_address_date, find_date, find_today, read_dateline
from briefgen.articles.draft import Draft
from briefgen.articles.outlets import find_name, find_outlet, name_outlet
from briefgen.articles.parts import Part, fold, is_drawn_from, is_name, matches
from briefgen.articles.problems import find_line, note, warn
from briefgen.articles.rules import compile_rule, load_rules
from briefgen.articles.splits import Cut, Slug
from briefgen.articles.values import clean_value, is_web_address
from briefgen.edtf import is_edtf
from briefgen.model import Block, BlockKind, Problem, Sourced

FIELDS = ("title", "outlet", "original_outlet", "author", "published", "address", "retrieved", "language")
_ADDRESS = regex.compile(r"https?://[^\s<>()\[\]\"'“”]{4,2000}")
_AFTER_NAME = regex.compile(r"\s*\(|\s*/\s*|;|,\s*(?=\p{Lu}[\p{L} ]+$)")
_TODAY_REACH = 1200  # characters of the article's beginning in which it may say what day it is

Metadata = dict[str, Sourced]


def collect_metadata(
    draft: Draft, parts: Sequence[Part], cut: Cut, given: Mapping[str, Sourced], file: str
) -> tuple[Metadata, list[Problem]]:
    """Metadata by field. ``given`` (a sidecar) comes first, then front matter or the page's head, then the text, then the address."""
    found: Metadata = {}
    readers = (
        ("title", _read_title),
        ("address", _read_address),
        ("outlet", _read_outlet),
        ("original_outlet", _read_origin),
        ("author", _read_author),
    )
    for field, read in readers:
        value = given.get(field) or _prefer_printed(field, draft.head.get(field), read(draft, parts, cut))
        if value is not None:
            found[field] = value
    for field in ("retrieved", "language"):
        value = given.get(field) or draft.head.get(field)
        if value is not None:
            found[field] = value
    problems = _clean(found, file)
    _fill_outlet(found)
    published, doubts = _read_published(draft, parts, cut, given, found.get("address"), file)
    if published is not None:
        found["published"] = published
    return found, [*problems, *doubts]


def _clean(found: Metadata, file: str) -> list[Problem]:
    """Drops from each value what cannot be printed, and an address that nobody should be led to."""
    for field, sourced in list(found.items()):
        value = clean_value(sourced.value)
        if value != sourced.value:
            found[field] = msgspec.structs.replace(sourced, value=value)
        if not value:
            del found[field]
    address = found.get("address")
    if address is None or is_web_address(address.value):
        return []
    del found["address"]
    remedy = "Write the article's http or https address in the sidecar (`address:`)."
    return [warn(file, "address-unusable", f"Not an address of the web: {address.value!r:.60}", remedy)]


def _prefer_printed(field: str, head: Sourced | None, printed: Sourced | None) -> Sourced | None:
    """The head's value; but its title may be the printed one behind a saver's tag ("[ASEAN] …") or before an outlet's name."""
    if field == "title" and head is not None and printed is not None:
        given, line = fold(head.value), fold(printed.value)
        return printed if given != line and (given.endswith(line) or given.startswith(line)) else head
    return head or printed


def _sourced(draft: Draft, start: int, end: int, value: str | None = None) -> Sourced:
    return Sourced(value=draft.strand.text[start:end] if value is None else value, span=draft.strand.source(start, end))


def _of_kind(parts: Sequence[Part], *kinds: BlockKind) -> Iterator[Part]:
    return (part for part in parts if part.kind in kinds)


def _read_title(draft: Draft, parts: Sequence[Part], _cut: Cut) -> Sourced | None:
    part = next(_of_kind(parts, BlockKind.TITLE), None)
    return _sourced(draft, part.start, part.end) if part is not None else None


def _read_address(draft: Draft, parts: Sequence[Part], _cut: Cut) -> Sourced | None:
    """A line that is an address, the link under the title, a link that says "see here", or the newspaper's "Link gốc"."""
    part = next(_of_kind(parts, BlockKind.ADDRESS), None)
    if part is not None:
        return _sourced(draft, part.start, part.end)
    title = next((part.text for part in _of_kind(parts, BlockKind.TITLE)), draft.head["title"].value if "title" in draft.head else "")
    for link in draft.links[:8]:
        named = title and len(link.text.split()) > 2 and (fold(link.text) == fold(title) or is_drawn_from(link.text, [title]))
        if link.address.startswith("http") and (named or compile_rule("blocks", "see_here").search(link.text)):
            return Sourced(value=link.address, span=link.span)
    for part in _of_kind(parts, BlockKind.BYLINE):
        match = _ADDRESS.search(part.text)
        if match:
            return _sourced(draft, part.start + match.start(), part.start + match.end())
    return None


def _read_outlet(draft: Draft, parts: Sequence[Part], cut: Cut) -> Sourced | None:
    """The masthead's name, or the slug before the lead, or a name beside the date."""
    for part in _of_kind(parts, BlockKind.MASTHEAD):
        if matches(part, "outlet_name"):
            return _sourced(draft, part.start, part.end, name_outlet(part.text))
    for slug in cut.slugs:
        if slug.outlet is not None and not _is_agency(draft, slug):
            return _sourced(draft, *slug.outlet, name_outlet(draft.strand.text[slice(*slug.outlet)]))
    for start, end in _dateline_rest(parts):
        name = find_name(draft.strand.text[start:end])
        if name:
            return _sourced(draft, start, end, name)
    return None


def _is_agency(draft: Draft, slug: Slug) -> bool:
    return slug.outlet is not None and draft.strand.text[slice(*slug.outlet)].strip(" .()") in load_rules("blocks")["agencies"]


def _dateline_rest(parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    for part in _of_kind(parts, BlockKind.DATELINE):
        line = read_dateline(part.text)
        for start, end in line.rest if line else ():
            yield part.start + start, part.start + end


def _read_origin(draft: Draft, _parts: Sequence[Part], cut: Cut) -> Sourced | None:
    """Who published it first: "Theo nhandan.com.vn", an agency's credit under the text or before the lead."""
    for start, end in _bylines(cut):
        text = draft.strand.text[start:end]
        within = compile_rule("blocks", "origin_within").search(text)
        label = compile_rule("blocks", "origin").match(text) or within
        at = (within.start("name") if within else label.end()) if label else 0
        name = text[at:].strip(" .()").split(",")[0].strip()
        if name and (label is not None or name in load_rules("blocks")["agencies"]):
            begin = start + text.index(name, at)
            return _sourced(draft, begin, begin + len(name), name_outlet(name))
    for slug in cut.slugs:
        if slug.outlet is not None and _is_agency(draft, slug):
            return _sourced(draft, *slug.outlet, name_outlet(draft.strand.text[slice(*slug.outlet)]))
    return None


def _bylines(cut: Cut) -> Iterator[tuple[int, int]]:
    """Lines that name a writer or a source, and such names split off a paragraph's end; the last of the file first."""
    blocks: list[Block] = [block for block in cut.blocks if block.kind is BlockKind.BYLINE]
    return ((block.start, block.end) for block in reversed(blocks))


def _read_author(draft: Draft, parts: Sequence[Part], cut: Cut) -> Sourced | None:
    """The name behind "By" or "Tác giả"; else the first name beside the date or in a byline."""
    found = [named for place in (*_dateline_rest(parts), *reversed([*_bylines(cut)])) if (named := _find_author(draft, *place))]
    return next((sourced for labelled, sourced in found if labelled), found[0][1] if found else None)


def _find_author(draft: Draft, start: int, end: int) -> tuple[bool, Sourced] | None:
    """The writer's name in a byline, and whether a label calls it that."""
    text = draft.strand.text[start:end]
    if compile_rule("blocks", "origin").match(text):
        return None
    label = compile_rule("blocks", "author_label").match(text)
    at = label.end() if label else 0
    name = _AFTER_NAME.split(text[at:].strip(" .()"))[0].strip()
    if not name or not is_name(name) or find_name(name) is not None:
        return None
    begin = start + text.index(name, at)
    return label is not None, _sourced(draft, begin, begin + len(name))


def _fill_outlet(found: Metadata) -> None:
    """The address tells the outlet; what is taken over from an outlet is not its own original."""
    address = found.get("address")
    if "outlet" not in found and address is not None:
        name = find_outlet(address.value)
        if name:
            found["outlet"] = Sourced(value=name, span=address.span, basis="address")
    if "outlet" in found and "original_outlet" in found and found["outlet"].value == found["original_outlet"].value:
        del found["original_outlet"]


def _read_published(
    draft: Draft, parts: Sequence[Part], cut: Cut, given: Mapping[str, Sourced], address: Sourced | None, file: str
) -> tuple[Sourced | None, list[Problem]]:
    """The publication date, and a note where two places of the file disagree on it."""
    candidates = [
        one
        for one in (given.get("published"), draft.head.get("published"), _find_printed(draft, parts, cut), _from_address(address))
        if one
    ]
    if not candidates:
        return _from_today(draft, None), []
    chosen = _choose(candidates)
    problems = _note_conflict(draft, chosen, candidates, file)
    if len(chosen.value) < len("2021-09-28"):
        chosen = _from_today(draft, chosen.value) or chosen
    return chosen, problems


def _choose(candidates: Sequence[Sourced]) -> Sourced:
    """The first; but an address is made by the outlet when it publishes, so a saver's earlier date in front matter cannot be right."""
    first, last = candidates[0], candidates[-1]
    if first.basis == "front-matter" and last.basis == "address" and len(last.value) == 10 and last.value > first.value[:10]:
        return last
    printed = next((one for one in candidates if one.basis == "text"), None)
    if first.basis == "page" and printed is not None and _days_apart(first.value, printed.value) == 1:
        return printed  # pages give the time in UTC: an early morning in Vietnam is still the day before there
    finer = next((one for one in candidates if one.value.startswith(first.value) and len(one.value) > len(first.value)), None)
    return first if finer is None or first.basis == "sidecar" else finer


def _days_apart(one: str, other: str) -> int | None:
    if len(one) != 10 or len(other) != 10:
        return None
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def _note_conflict(draft: Draft, chosen: Sourced, candidates: Sequence[Sourced], file: str) -> list[Problem]:
    other = next((one for one in candidates if not (one.value.startswith(chosen.value) or chosen.value.startswith(one.value))), None)
    if other is None:
        return []
    if other.basis == "page" and _days_apart(chosen.value, other.value) == 1:
        return []
    line = find_line(draft.text, other.span.start) if other.span else None
    message = f"Two publication dates: {chosen.value} ({chosen.basis}) is taken, {other.value} ({other.basis}) is not"
    return [note(file, "published-differs", message, "Say in the sidecar (`published:`) which is right.", line)]


def _find_printed(draft: Draft, parts: Sequence[Part], cut: Cut) -> Sourced | None:
    """The date line; else a date before the article's first words."""
    for part in _of_kind(parts, BlockKind.DATELINE):
        line = read_dateline(part.text)
        if line is not None:
            return _place_date(draft, part.start, line.found)
    placed = next((slug.date for slug in cut.slugs if slug.date is not None), None)
    return _place_date(draft, 0, placed) if placed is not None else None


def _place_date(draft: Draft, offset: int, found: FoundDate) -> Sourced:
    return _sourced(draft, offset + found.start, offset + found.end, found.edtf)


def _from_address(address: Sourced | None) -> Sourced | None:
    found = find_address_date(address.value) if address is not None else None
    if found is None or address is None:
        return None
    span = address.span
    if span is not None and span.end - span.start == len(address.value):
        span = type(span)(start=span.start + found.start, end=span.start + found.end)
    return Sourced(value=found.edtf, span=span, basis="address")


def _from_today(draft: Draft, known: str | None) -> Sourced | None:
    """The day that the article's beginning calls today ("hôm nay (28/9)"), within the month or year known."""
    found = find_today(draft.strand.text[:_TODAY_REACH], known)
    if found is None:
        return None
    return Sourced(value=found.edtf, span=draft.strand.source(found.start, found.end), basis="inferred")


def read_date(text: str) -> str | None:
    """A date as a person writes it in a sidecar, as EDTF: any printed form, a bare year, or EDTF itself."""
    if regex.fullmatch(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?", text.strip()):
        return text.strip() if is_edtf(text.strip()) else None
    found = find_date(text)
    return found.edtf if found else None

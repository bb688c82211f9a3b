"""Chairs that parties hold: nước Chủ tịch ASEAN 2020, vai trò điều phối quan hệ ASEAN - Nga, ASEAN chair Laos."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from briefgen.extract.annotations import Annotation
from briefgen.extract.context import Context, Draft, Passage, Slotted, Span
from briefgen.extract.entities import is_country
from briefgen.extract.expressions import DateExpr, Form
from briefgen.extract.grammar import Line
from briefgen.extract.lexicon import Lexicon, Phrase
from briefgen.extract.packs import Packs
from briefgen.extract.people import Person
from briefgen.model import Dated, Kind, Record, Role

KIND = Kind.ROLE
SEATS = ("chairs", "coordinators", "hosts")
_YEAR = regex.compile(r"20\d\d")
REACH = 9  # tokens between a holder and its seat, all of them words of taking or holding it


class _Seat(Record, frozen=True):
    """A seat in a sentence, by tokens: its words with what it is of, the organisation, codes named in it, the years it is held."""

    sort: str
    first: int
    last: int
    codes: tuple[str, ...]
    period: str | None


def build_chairs(context: Context) -> Iterator[Draft]:
    """A role for every party that is said to hold a chair, and for the one that it took over from."""
    for passage in context.body():
        for seat in _find_seats(context, passage.line):
            holder = _holder_after(context, passage.line, seat) or _holder_before(context, passage.line, seat)
            if holder is None:
                continue
            yield _draft(context, passage, seat, holder)
            previous = _previous(context, passage.line, seat)
            if previous is not None:
                yield _draft(context, passage, seat, previous, before=True)


# --- The seat ---------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def load_seats(packs: Packs, language: str) -> Lexicon:
    """The lexicon of the words that name a seat."""
    names = (*SEATS, "behind", "hands-over")
    return Lexicon(Phrase(text=text, label=name) for name in names for text in packs.settings(KIND, name, language))


def _find_seats(context: Context, line: Line) -> Iterator[_Seat]:
    """The seats of an organisation in a sentence, each of its tokens in one seat only."""
    taken = -1
    for found in context.found_in(load_seats(context.packs, context.language), line.start, line.end):
        if found.label == "hands-over":
            continue
        first, last = _tokens(line, found.start, found.end)
        if first is None or last is None or first <= taken:
            continue
        seat = _behind(line, first, last) if found.label == "behind" else _of(line, found.label, first, last)
        if seat is not None:
            taken = seat.last - 1
            yield seat


def _tokens(line: Line, start: int, end: int) -> tuple[int | None, int | None]:
    first = next((i for i in range(len(line)) if line.starts[i] <= start < line.ends[i]), None)
    last = next((i + 1 for i in range(len(line)) if line.starts[i] < end <= line.ends[i]), None)
    return first, last


def _of(line: Line, sort: str, first: int, last: int) -> _Seat | None:
    """What the seat is of stands behind it; of a host before it (APEC do Việt Nam làm chủ nhà)."""
    if sort == "hosts":
        found = next((i for i in range(first - 1, max(first - 5, -1), -1) if _organisation(line.annotations[i])), None)
        return (
            _Seat(sort=sort, first=first, last=last, codes=_codes(line.annotations[found]), period=_period(line, 0, first))
            if found is not None
            else None
        )
    if _is_person(line, first):
        return None
    inside = next((i for i in range(first, min(last + 2, len(line))) if _organisation(line.annotations[i])), None)
    if inside is None:
        return _Seat(sort=sort, first=first, last=last, codes=(), period=None) if sort == "coordinators" else None
    return _Seat(
        sort=sort, first=first, last=inside + 1, codes=_codes(line.annotations[inside]), period=_period(line, inside + 1, inside + 7)
    )


def _behind(line: Line, first: int, last: int) -> _Seat | None:
    if _organisation(line.annotations[first]):  # the title and its organisation are one token: ASEAN chair
        return _Seat(
            sort="chairs", first=first, last=first + 1, codes=_codes(line.annotations[first]), period=_period(line, first + 1, first + 6)
        )
    before = line.annotations[first - 1] if first else None
    if before is None or not _organisation(before):
        return None
    return _Seat(sort="chairs", first=first - 1, last=last, codes=_codes(before), period=_period(line, last, last + 5))


def _organisation(annotation: Annotation | None) -> bool:
    """Whether an annotation names an organisation, alone or in a pair; a title that ends with one (Chủ tịch ASEAN) too."""
    return any(not is_country(code) for code in _codes(annotation))


def _codes(annotation: Annotation | None) -> tuple[str, ...]:
    if annotation is None:
        return ()
    if annotation.label == "PAIR" and isinstance(annotation.value, tuple):
        return tuple(str(code) for code in annotation.value)
    if annotation.label == "PARTY":
        return (str(annotation.value),)
    party = getattr(annotation.value, "party", None) if annotation.label == "TITLE" else None
    return (party,) if party else ()


def _period(line: Line, first: int, last: int) -> str | None:
    """The years that a seat is held: a range, a year in a date, or bare behind the organisation (Chủ tịch ASEAN 2025)."""
    for i in range(max(first, 0), min(last, len(line))):
        annotation = line.annotations[i]
        if annotation is None and _YEAR.fullmatch(line.quote(i, i + 1)):
            return line.quote(i, i + 1)
        value = annotation.value if annotation is not None else None
        if not isinstance(value, DateExpr) or not value.start.year or value.start.month:
            continue
        if value.form == Form.RANGE and value.end is not None and value.end.year:
            return f"{value.start.year}/{value.end.year}"
        if value.form == Form.YEAR and not value.bound:
            return str(value.start.year)
    return None


# --- Its holder -------------------------------------------------------------------------------------------------------------


def _country_at(line: Line, i: int) -> tuple[str, int] | None:
    """The country that token ``i`` names: itself, or that of the person it names."""
    annotation = line.annotations[i]
    if annotation is None:
        return None
    if annotation.label == "PARTY" and is_country(str(annotation.value)):
        return str(annotation.value), i
    if isinstance(annotation.value, Person) and annotation.value.party and is_country(annotation.value.party):
        return annotation.value.party, i
    return None


def _is_year(line: Line, i: int) -> bool:
    annotation = line.annotations[i]
    return isinstance(annotation.value, DateExpr) if annotation is not None else _YEAR.fullmatch(line.quote(i, i + 1)) is not None


def _is_person(line: Line, i: int) -> bool:
    annotation = line.annotations[i]
    return annotation is not None and annotation.label == "PERSON"


def _holder_after(context: Context, line: Line, seat: _Seat) -> tuple[str, int] | None:
    """Chủ tịch ASEAN 2025 Malaysia; với tư cách là nước điều phối quan hệ, Indonesia hoan nghênh."""
    i, comma = seat.last, False
    while i < len(line) and (_is_year(line, i) or (line.labels[i] == "," and not comma)):
        comma = comma or line.labels[i] == ","
        i += 1
    holder = _country_at(line, i) if i < len(line) and not _is_person(line, i) else None
    return None if comma and not _opens(context, line, seat.first) else holder


def _opens(context: Context, line: Line, first: int) -> bool:
    """Whether the seat stands in a circumstance before its subject: với tư cách là, trên cương vị, as."""
    words = {line.quote(i, i + 1).lower() for i in range(max(0, first - 4), first)}
    return bool(words & ({"cách", "cương", "vị"} if context.language == "vi" else {"as"}))


def _holder_before(context: Context, line: Line, seat: _Seat) -> tuple[str, int] | None:
    """Campuchia chính thức tiếp nhận vai trò điều phối: only words of taking and holding between."""
    takes = {word for phrase in context.packs.settings(KIND, "takes", context.language) for word in phrase.split()}
    wished = set(context.packs.settings(KIND, "wished", context.language))
    for i in range(seat.first - 1, max(seat.first - REACH, -1), -1):
        holder = _country_at(line, i)
        words = line.quote(i, i + 1).lower().split()
        if holder is not None or wished & set(words):
            return holder
        if not all(word in takes for word in words) and not _is_year(line, i):
            return None
    return None


def _previous(context: Context, line: Line, seat: _Seat) -> tuple[str, int] | None:
    text = context.text[line.start : line.end]
    found = next((a for a in load_seats(context.packs, context.language).find(text) if a.label == "hands-over"), None)
    if found is None:
        return None
    after = next((i for i in range(seat.last, len(line)) if line.starts[i] >= line.start + found.end), None)
    return _country_at(line, after) if after is not None else None


# --- The draft --------------------------------------------------------------------------------------------------------------


def _draft(context: Context, passage: Passage, seat: _Seat, holder: tuple[str, int], *, before: bool = False) -> Draft:
    line = passage.line
    code, token = holder
    words = _role_words(context, line.quote(seat.first, seat.last))
    span: Span = (line.starts[min(seat.first, token)], line.ends[max(seat.last - 1, token)])
    if seat.period and not before:
        years = [line.span(i, i + 1) for i in range(len(line)) if _is_year(line, i) and seat.period[:4] in line.quote(i, i + 1)]
        span = (min(span[0], years[0][0]), span[1]) if seat.sort == "hosts" else (span[0], max(span[1], *(end for _, end in years)))
    dated = context.date_at(passage.number)
    period = _until(dated) if before else seat.period
    organisation = next((c for c in seat.codes if not is_country(c)), None)
    return Draft(
        claim=Role(role=words, holder=code, organisation=organisation, period=period),
        parties=tuple(sorted({code, *seat.codes})),
        date=dated,
        spans=(span,),
        rule=f"role/{seat.sort}",
        label=f"{line.quote(token, token + 1)}: {words}",
        slots={
            "holder": Slotted(value=code, span=line.span(token, token + 1), how="after" if token >= seat.last else "before"),
            "role": Slotted(value=words, span=line.span(seat.first, seat.last), how="named"),
        },
    )


def _role_words(context: Context, words: str) -> str:
    words = " ".join(words.split())
    for drop in context.packs.settings(KIND, "drops", context.language):
        words = words.removeprefix(f"{drop} ")
    return f"nước {words}" if words.startswith("điều phối") else words


def _until(dated: Dated) -> str | None:
    return f"../{dated.edtf}" if dated.edtf and "/" not in dated.edtf and "X" not in dated.edtf else None

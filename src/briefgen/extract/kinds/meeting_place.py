"""Where a meeting took place: a visit's destination, or the place behind a preposition in the same clause."""

from __future__ import annotations

from briefgen.extract.context import Span
from briefgen.extract.grammar import Line, Match

EVENT_STOPS = frozenset({"EVENT", "VISIT", "MEETV", "ACT", "STAGE"})


def read_place(line: Line, match: Match, last: int, end: int) -> tuple[str | None, Span | None]:
    """The place behind a preposition in the same clause, or a visit's destination."""
    destination = match.span("place")
    if destination is not None:
        return line.quote(*destination), line.span(*destination)
    met = match.span("object")
    there = next((i for i, _ in line.with_label("PLACE", first=met[0], last=met[1])), None) if met is not None else None
    if there is not None:  # "gặp lãnh đạo thành phố Đà Nẵng"
        return line.quote(there, there + 1), line.span(there, there + 1)
    clause = line.clause(match.first)
    for i, a in line.with_label("AT", *EVENT_STOPS, first=match.first, last=min(clause[1], end + 8)):
        if a.label == "AT" and (found := _place_behind(line, i + 1, clause[1])):
            return line.quote(*found), line.span(*found)
        if i > last and a.label in EVENT_STOPS:
            break
    for i, _ in line.with_label("AT", first=clause[0], last=match.first):
        if found := _place_behind(line, i + 1, match.first):
            return line.quote(*found), line.span(*found)
    return None, None


def _place_behind(line: Line, first: int, stop: int) -> Span | None:
    skipped = first
    while (
        skipped < stop
        and line.label(skipped) == "w"
        and skipped - first < 2
        and line.quote(skipped, skipped + 1).lower() in ("thành", "phố", "thủ", "đô", "tỉnh", "the", "city")
    ):
        skipped += 1
    if line.label(skipped) == "PARTY":
        return skipped, skipped + 1
    last = skipped
    while (
        last < stop and line.label(last) in ("w", "PLACE", "BODY") and (_is_name_word(line, last) or _is_inside_name(line, last, skipped))
    ):
        last += 1
    if last == skipped:
        return None
    if line.label(last - 1) != "PLACE" and line.label(last) == "AT" and line.label(last + 1) == "PLACE":  # "Hyderabad House in New Delhi"
        last += 2
    return skipped, last


def _is_name_word(line: Line, i: int) -> bool:
    return line.quote(i, i + 1)[:1].isupper() or line.quote(i, i + 1)[:1].isdigit()


def _is_inside_name(line: Line, i: int, first: int) -> bool:
    """A small word between two capitalised ones of a building's name: Trụ sở Chính phủ, Lầu Năm góc."""
    return (
        i > first
        and line.label(i) == "w"
        and line.label(i + 1) in ("w", "BODY", "PLACE")
        and _is_name_word(line, i + 1)
        and line.label(i - 1) == "w"
    )

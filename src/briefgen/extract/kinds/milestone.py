"""Milestones: how a relationship was founded, raised, joined, and which level it has."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from briefgen.extract.clauses import is_denied
from briefgen.extract.context import Context, Draft, Passage, Slotted
from briefgen.extract.expressions import Form, Span, Tense
from briefgen.extract.grammar import Line, Match
from briefgen.extract.slots import FUTURE, attach_time, date_slot, parties_in, resolve, times_in
from briefgen.model import Basis, Dated, Derivation, Kind, Milestone

KIND = Kind.MILESTONE
_BARE_YEAR = regex.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d.,/-])")
RAISED_REACH = 8  # tokens between "proposed elevating ties to a" and the level that is not reached yet
WISHED = frozenset({"request", "propose", "expect", "encourage", "support"})


def build_milestones(context: Context) -> Iterator[Draft]:
    """Milestones in reading order; the patterns of milestone.yaml say which event each is."""
    for passage in context.body():
        taken: set[int] = set()
        for match in context.packs.grammars[KIND].find(passage.line):
            if any(i in taken for i in range(match.first, match.last)):
                continue
            draft = _BUILDERS[str(match.pattern.set["event"])](context, passage, match)
            if draft is not None:
                taken.update(range(match.first, match.last))
                yield draft


def _level(match: Match) -> str | None:
    annotation = match.annotation("level")
    return str(annotation.value) if annotation is not None and annotation.value else None


def _parties(context: Context, line: Line, match: Match) -> tuple[str, ...]:
    """The two parties in the match, else the two in its clause, else the frame's."""
    inside = parties_in(line, match.first, match.last)
    if len(inside) == 2:
        return inside
    clause = line.clause(match.first)
    around = parties_in(line, *clause)
    if len(around) == 2:
        return around
    frame = context.frame.parties[:2]
    return (
        tuple(sorted(frame))
        if set(inside) <= set(frame)
        else tuple(sorted({*inside, *([context.frame.home] if context.frame.home else [])}))
    )


def _draft(
    context: Context,
    passage: Passage,
    match: Match,
    claim: Milestone,
    dated: Dated,
    slots: dict[str, Slotted],
    last: int,
    derived: Derivation | None = None,
) -> Draft:
    line = passage.line
    start = min([line.starts[match.first], *(s.span[0] for s in slots.values() if s.span)])
    end = max([line.ends[last - 1], *(s.span[1] for s in slots.values() if s.span)])
    return Draft(
        claim=claim,
        parties=_parties(context, line, match),
        date=dated,
        spans=((start, end),),
        rule=f"milestone/{match.pattern.name}",
        label=line.quote(match.first, last),
        slots=slots,
        derived=derived,
    )


def _raised(context: Context, passage: Passage, match: Match) -> Draft | None:
    """A level that was reached; one that is wished for or planned is none."""
    line = passage.line
    if _is_wished(line, match.first):
        return None
    dated, slots = _time(context, line, match)
    return _draft(context, passage, match, Milestone(event="upgraded", level=_level(match)), dated, slots, match.last)


def _held_level(context: Context, passage: Passage, match: Match) -> Draft | None:
    """The level that the relationship has on the day of what is told."""
    line = passage.line
    parties = _parties(context, line, match)
    if len(parties) != 2 or _is_wished(line, match.first, upgrade=True):
        return None
    return _draft(context, passage, match, Milestone(event="level", level=_level(match)), context.date_at(passage.number), {}, match.last)


def _founded(context: Context, passage: Passage, match: Match) -> Draft | None:
    """Founded on a stated day, or so many years before the year of an anniversary."""
    line = passage.line
    event = str(match.pattern.set["claim"])
    annotation = match.annotation("founding")
    level = (
        "diplomatic-relations"
        if annotation is not None and annotation.value == "diplomatic-relations"
        else "dialogue-partner"
        if event == "dialogue" and annotation is not None and annotation.value
        else None
    )
    count = match.annotation("count")
    if annotation is not None and annotation.value == "dialogue-partner":
        event, level = "dialogue", "dialogue-partner"
    if count is None and line.label(match.first - 1) == "AGR":  # "Tuyên bố chính trị thiết lập quan hệ …": a document's name
        return None
    if count is None:
        dated, slots = _time(context, line, match)
        if not dated.edtf or _is_wished(line, match.first):
            return None
        return _draft(context, passage, match, Milestone(event=event, level=level), dated, slots, match.last)
    years = count.value
    if not isinstance(years, Span) or years.unit not in ("year", "decade"):
        return None
    number = int(years.count) * (10 if years.unit == "decade" else 1)
    return _from_anniversary(context, passage, match, Milestone(event=event, level=level), number)


def _from_anniversary(context: Context, passage: Passage, match: Match, claim: Milestone, years: int) -> Draft:
    line = passage.line
    count = match.annotation("count")
    assert count is not None  # asked for by the caller
    slots = {"anniversary": Slotted(value=str(years), span=(count.start, count.end), how="captured")}
    year, how, token = _anniversary_year(context, line, match)
    if year is None:
        return _draft(context, passage, match, claim, Dated(basis=Basis.UNRESOLVED), slots, match.last)
    if token is not None:
        slots["year"] = Slotted(value=str(year), span=line.span(token, token + 1), how=how)
    dated = Dated(edtf=str(year - years), basis=Basis.DERIVED, note=f"{year} − {years}")
    return _draft(context, passage, match, claim, dated, slots, match.last, Derivation(formula=f"{year} − {years}"))


def _anniversary_year(context: Context, line: Line, match: Match) -> tuple[int | None, str, int | None]:
    """The year of the anniversary: named in the sentence, else that of the publication or of what the article is about."""
    years = [(i, v) for i, v in times_in(line, 0, len(line)) if v.form in (Form.YEAR, Form.MONTH, Form.DAY) or v.offset is not None]
    years.sort(key=lambda pair: abs(pair[0] - match.first))
    for token, value in years:
        dated = resolve(context, value, Tense.UNKNOWN)
        if dated.edtf and dated.edtf[:4].isdigit():
            return int(dated.edtf[:4]), "sentence", token
    clause = line.clause(match.first)
    bare = _BARE_YEAR.findall(line.quote(*clause))
    if bare:
        return int(bare[0]), "sentence", None
    if any(line.label(i) in FUTURE for i in range(max(clause[0], match.first - 3), match.first)):  # "sẽ kỷ niệm": in which year is not said
        return None, "future", None
    anchor = context.frame.anchor
    if anchor.published and anchor.published[:4].isdigit():
        return int(anchor.published[:4]), "publication", None
    return anchor.context_year, "context", None


def _acceded(context: Context, passage: Passage, match: Match) -> Draft | None:
    if passage.line.label(match.first - 1) == "NOMINAL":  # "Tuyên bố về việc Timor-Leste gia nhập ASEAN"
        return None
    if match.annotation("count") is not None:
        count = match.annotation("count")
        if count is not None and isinstance(count.value, Span) and count.value.unit == "year":
            return _from_anniversary(context, passage, match, Milestone(event="acceded"), int(count.value.count))
        return None
    dated, slots = _time(context, passage.line, match)
    return (
        _draft(context, passage, match, Milestone(event="acceded"), dated, slots, match.last)
        if dated.edtf and not _is_wished(passage.line, match.first)
        else None
    )


def _time(context: Context, line: Line, match: Match) -> tuple[Dated, dict[str, Slotted]]:
    found = attach_time(line, match.first, match.last, frozenset({"ACT", "EVENT", "VISIT"}))
    if found is None:
        return Dated(), {}
    token, value, how = found
    dated = resolve(context, value, value.direction or Tense.PAST)
    return dated, {"date": date_slot(line, token, dated, how)}


def _is_wished(line: Line, first: int, upgrade: bool = False) -> bool:
    """Whether a verb of wishing, asking or planning governs the place, or a word of denial stands before it."""
    clause = line.clause(first)
    near = range(max(clause[0], first - 10), first)
    if is_denied(line, first):
        return True
    if upgrade:
        return any(line.label(i) == "UPGRADE" for i in range(max(clause[0], first - RAISED_REACH), first))
    return any(line.label(i) in FUTURE or (line.label(i) == "ACT" and str(line.value(i)) in (*WISHED, "agree")) for i in near)


_BUILDERS = {"upgraded": _raised, "level": _held_level, "founded": _founded, "acceded": _acceded}

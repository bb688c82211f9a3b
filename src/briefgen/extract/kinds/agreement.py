"""Agreements: documents named in the text, how far each is, and between whom."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from briefgen.extract.annotations import Annotation
from briefgen.extract.context import Context, Draft, Passage, Slotted
from briefgen.extract.expressions import DateExpr, Form, Quantity, Tense
from briefgen.extract.grammar import Line, Match
from briefgen.extract.kinds.document_names import is_done, is_specific, name_end, name_start
from briefgen.extract.kinds.document_stages import ACTS_DATED, as_said, last_verb, read_stage
from briefgen.extract.packs import Document
from briefgen.extract.slots import attach_time, date_slot, parties_in, resolve
from briefgen.model import Agreement, Basis, Dated, Kind

KIND = Kind.AGREEMENT
ORDER = ("mentioned", "proposed", "negotiating", "concluded", "signed", "adopted", "ratified", "in-force", "implementing", "completed")


def build_agreements(context: Context) -> Iterator[Draft]:
    """One draft for each place that names a document; the same document named again is joined to it by the assembler."""
    grammar = context.packs.grammars[KIND]
    heading: Passage | None = None
    for passage in context.passages:
        heading = context.heading_of(heading, passage)
        taken: set[int] = set()
        joined: Joined | None = None
        for match in grammar.find(passage.line):
            head = match.span("head")
            if head is None or head[0] in taken:
                continue
            for draft in _build(context, passage, match, head[0], joined):
                told = _with_verb_of(context, draft, joined, passage, heading)
                start, end = told.spans[0]
                taken.update(i for i in range(len(passage.line)) if start <= passage.line.starts[i] < end)
                joined = (told, max(i for i in range(len(passage.line)) if passage.line.starts[i] < end))
                yield told


Joined = tuple[Draft, int]  # the document before, and the last token of its quote


def _with_verb_of(context: Context, draft: Draft, joined: Joined | None, passage: Passage, heading: Passage | None) -> Draft:
    """A document without a verb of its own shares that of the one it is joined to by "and", or of the line that its list stands under."""
    claim = draft.claim
    if not isinstance(claim, Agreement) or claim.stage != "mentioned":
        return draft
    line = passage.line
    head = next(i for i in range(len(line)) if line.starts[i] >= draft.spans[0][0])
    if joined is not None and _is_joined(line, joined, head) and isinstance(joined[0].claim, Agreement):
        return replace(draft, claim=replace(claim, stage=joined[0].claim.stage), date=joined[0].date)
    if heading is not None and (verb := last_verb(heading.line)) is not None:
        dated, _ = _date(context, heading, (stage := as_said(heading.line, verb, str(heading.line.value(verb)), None)), len(heading.line))
        spans = (*draft.spans, heading.line.span(verb, verb + 1))
        return replace(draft, claim=replace(claim, stage=stage), date=dated, spans=spans)
    return draft


def _is_joined(line: Line, joined: Joined | None, head: int) -> bool:
    """Whether nothing but "and" or a comma stands between a document and the one before it, which a verb of its own governs."""
    if joined is None or not isinstance(joined[0].claim, Agreement) or joined[0].claim.stage == "mentioned":
        return False
    between = {line.label(i) for i in range(joined[1] + 1, head)}
    return between <= {",", "AND", "NOMINAL", "ADVERB"} and bool({",", "AND"} & between)


def _build(context: Context, passage: Passage, match: Match, head: int, joined: Joined | None) -> Iterator[Draft]:
    line = passage.line
    annotation = line.annotations[head]
    if annotation is None:
        return
    if isinstance(annotation.value, Document):
        yield _known(context, passage, annotation.value, head, match.last)
    elif match.spans("each"):
        yield from _distributed(context, passage, annotation, match)
    elif isinstance(annotation.value, Quantity):
        if annotation.value.unit == "documents":
            yield _named(context, passage, annotation, head, name_end(context, line, head), match)
    else:
        last = name_end(context, line, head)
        first = name_start(context, line, head)
        shared = last - first >= 3 and _is_joined(line, joined, first)  # "and an agreement on customs"
        if shared or is_specific(context, line, head, last) or is_done(context, line, first, head, last):
            yield _named(context, passage, annotation, head, last, match, first)


def _distributed(context: Context, passage: Passage, annotation: Annotation, match: Match) -> Iterator[Draft]:
    """One document for each party that is named with the common one; that they exist is all that is said."""
    line = passage.line
    one = match.annotation("one")
    for span in match.spans("each"):
        each = line.annotations[span[0]]
        if one is None or each is None:
            continue
        names = sorted((one, each), key=lambda a: str(a.value))
        name = f"{line.text[annotation.start : annotation.end]} {' - '.join(line.text[a.start : a.end] for a in names)}"
        claim = Agreement(name=name, form=str(annotation.value), stage="mentioned")
        parties = tuple(sorted((str(one.value), str(each.value))))
        head = next(i for i in range(match.first, match.last) if line.annotations[i] is annotation)
        yield _draft(context, passage, claim, parties, head, match.last, None, match.pattern.name)


def _known(context: Context, passage: Passage, document: Document, head: int, last: int) -> Draft:
    line = passage.line
    stage, verb = read_stage(context, line, head, last, document.stage)
    if document.stage == "negotiating" and ORDER.index(stage) < ORDER.index("negotiating"):
        stage = "negotiating"
    claim = Agreement(name=line.quote(head, last), form=document.form, stage=stage, period=document.period)
    draft = _draft(context, passage, claim, _own_parties(context, line, document), head, last, verb, "known-name")
    return replace(
        draft,
        topics=document.topics,
        slots={**draft.slots, "document": Slotted(value=document.id, span=line.span(head, head + 1), how="known-name")},
    )


def _own_parties(context: Context, line: Line, document: Document) -> tuple[str, ...]:
    """Of those whom the document is between, the ones that the text names: in the sentence, or as the article's main parties."""
    named = {*parties_in(line, 0, len(line)), *context.frame.parties[:2]}
    return tuple(code for code in document.parties if code in named)


def _named(
    context: Context, passage: Passage, annotation: Annotation, head: int, last: int, match: Match, first: int | None = None
) -> Draft:
    line = passage.line
    first = head if first is None else first
    stage, verb = read_stage(context, line, first, last, None)
    parties = parties_in(line, first, last) or _clause_parties(context, line, head)
    period, said = _period(line, first, last, stage)
    name = line.quote(first, last)
    form = "other" if isinstance(annotation.value, Quantity) else str(annotation.value or "other")
    if form == "code" and stage in ("mentioned", "implementing"):
        stage = "negotiating"
    return _draft(
        context,
        passage,
        Agreement(name=name, form=form, stage=stage, period=period),
        parties,
        first,
        max(last, said),  # the quote must hold the years
        verb,
        match.pattern.name,
    )


def _draft(
    context: Context, passage: Passage, claim: Agreement, parties: tuple[str, ...], head: int, last: int, verb: int | None, rule: str
) -> Draft:
    line = passage.line
    first = min(verb, head) if verb is not None else head
    end = max(last, verb + 1) if verb is not None else last
    dated, slots = _date(context, passage, claim.stage, end)
    if (date := slots.get("date")) is not None and date.span is not None:  # the quote must hold the day
        first = min(first, next(i for i in range(len(line)) if line.starts[i] >= date.span[0]))
        end = max(end, next(i for i in range(len(line)) if line.ends[i] >= date.span[1]) + 1)
    slots["name"] = Slotted(value=claim.name, span=line.span(head, last), how="captured")
    if verb is not None:
        slots["stage"] = Slotted(value=claim.stage, span=line.span(verb, verb + 1), how="nearest-verb")
    return Draft(
        claim=claim,
        parties=tuple(sorted(parties)),
        date=dated,
        spans=(line.span(first, end),),
        rule=f"agreement/{rule}",
        label=claim.name,
        slots=slots,
    )


def _clause_parties(context: Context, line: Line, head: int) -> tuple[str, ...]:
    """Of "Nhật Bản ký … với Philippines" those two, where the clause names no others; else the frame's."""
    first, last = line.clause(head)
    found = parties_in(line, first, last)
    with_ = any(line.label(i) == "WITH" and line.label(i + 1) == "PARTY" for i in range(first, last))
    return found if len(found) == 2 and (with_ or set(found) == set(context.frame.parties[:2])) else context.frame.parties[:2]


def _period(line: Line, head: int, last: int, stage: str) -> tuple[str | None, int]:
    """The years that a document is for, in its name or right behind it, and where they end.

    Of a document that is still wished for, a year behind "by" is the day when it is to be ready.
    """
    for i in range(head, min(last + 2, len(line))):
        value = line.value(i)
        if isinstance(value, DateExpr) and value.start.year and not value.start.month:
            if value.form is Form.RANGE and value.end is not None and value.end.year:
                return f"{value.start.year}/{value.end.year}", i + 1
            if value.form is Form.YEAR and value.bound in ("until", "before") and (i < last or stage not in ("proposed", "negotiating")):
                return f"../{value.start.year}", i + 1
    return None, last


def _date(context: Context, passage: Passage, stage: str, last: int) -> tuple[Dated, dict[str, Slotted]]:
    """The day of an act; for a stage that holds, the day on which the article says so; none for a document only mentioned."""
    line = passage.line
    if stage == "mentioned":
        return Dated(), {}
    if stage in ACTS_DATED and (found := attach_time(line, last, last, frozenset({"ACT", "EVENT", "VISIT", "AGR", "AGRNAME"}))):
        token, value, how = found
        dated = resolve(context, value, Tense.PAST)
        return dated, {"date": date_slot(line, token, dated, how)}
    dated = context.date_at(passage.number)
    if stage in ("concluded",) and dated.edtf and len(dated.edtf) == 10 and "X" not in dated.edtf:
        return Dated(edtf=f"../{dated.edtf}", basis=Basis.INFERRED, note=dated.note), {}
    return dated, {}

"""Meetings: talks, visits, summits, dialogues, sessions, calls, ceremonies; held, planned or proposed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from briefgen.edtf import bounds
from briefgen.extract.clauses import is_denied, is_nominal
from briefgen.extract.context import Context, Draft, Passage, Slotted
from briefgen.extract.entities import is_country
from briefgen.extract.expressions import DateExpr, Form, Tense
from briefgen.extract.grammar import ENDS_CLAUSE, Line, Match
from briefgen.extract.kinds.attendance import (
    add_chairs,
    add_days,
    find_attending,
    find_chairing,
    make_participant,
    person_of,
    unique,
)
from briefgen.extract.kinds.meeting_place import EVENT_STOPS, read_place
from briefgen.extract.people import Person
from briefgen.extract.slots import FUTURE, attach_time, date_slot, parties_in, resolve, times_in
from briefgen.model import Basis, Dated, Kind, Meeting

Time = tuple[int, DateExpr, str]
KIND = Kind.MEETING
ASKING = frozenset({"request", "propose", "expect", "encourage"})
ENDS_PREDICATE = frozenset({*ENDS_CLAUSE, "ACT", "EVENT", "VISIT", "MEETV", "PERSON", "STAGE"})
GOVERNING = (*sorted(FUTURE), "PROPOSED", "ACT", "AIMED", "COMMIT", "READY")
PREDICATE_REACH = 12  # tokens behind a meeting's name in which it is said to take place or not
ASKED_REACH = 4  # tokens between a word of asking and the plan that is asked for


def build_meetings(context: Context) -> Iterator[Draft]:
    """The meetings of an article; the days of those held are noted in the context, for what is told after them."""
    told = list(_build_meetings(context))
    yield from add_days(context, list(add_chairs(context, [*_without_scenes(told)])))


def _without_scenes(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The meetings, "at the talks" only once and where nothing else tells of talks."""
    held = any(
        isinstance(d.claim, Meeting) and d.claim.stage == "held" and d.rule != "meeting/scene" and "visit" not in d.rule for d in drafts
    )
    for draft in drafts:
        if draft.rule != "meeting/scene":
            yield draft
        elif not held:
            held = True
            yield draft


def _build_meetings(context: Context) -> Iterator[Draft]:
    grammar = context.packs.grammars[KIND]
    day = Dated()
    for passage in context.passages:
        taken: set[int] = set()
        for match in grammar.find(passage.line):
            trigger = match.span("event")
            if trigger is None or any(i in taken for i in range(*trigger)):
                continue
            for draft in _build(context, passage, match):
                taken.update(range(*trigger))
                told = _on_same_day(passage.line, draft, day)
                day = told.date if _is_told_day(told) else day
                yield told
        day = _last_day(context, passage) or day


def _last_day(context: Context, passage: Passage) -> Dated | None:
    """The day named last in a sentence, which "cùng ngày" in the next can point back to."""
    days = [v for _, v in times_in(passage.line, 0, len(passage.line)) if v.form is Form.DAY and v.end is None]
    dated = resolve(context, days[-1], Tense.PAST) if days else None
    return dated if dated is not None and dated.edtf and "/" not in dated.edtf else None


def _is_told_day(draft: Draft) -> bool:
    """Whether a meeting was held on one day, which "cùng ngày" can point back to."""
    return isinstance(draft.claim, Meeting) and draft.claim.stage == "held" and len(draft.date.edtf or "") == len("2024-05-13")


def _on_same_day(line: Line, draft: Draft, day: Dated) -> Draft:
    """ "Cùng ngày, …": the day of the meeting told before."""
    if draft.date.edtf or not day.edtf:
        return draft
    said = next(
        (
            a
            for _, a in line.with_label("DATE")
            if isinstance(a.value, DateExpr) and a.value.form is Form.SAME and a.start <= draft.spans[0][0]
        ),
        None,
    )
    if said is None:
        return draft
    words = line.text[said.start : said.end]
    basis = Basis.UNRESOLVED if day.basis is Basis.UNRESOLVED else Basis.INFERRED
    return replace(draft, date=Dated(edtf=day.edtf, basis=basis, note=f"{words}: {day.edtf}"), spans=((said.start, draft.spans[0][1]),))


def _build(context: Context, passage: Passage, match: Match) -> Iterator[Draft]:
    """The meeting that a match tells of; several where it lists their years."""
    listed = match.span("list")
    if listed is None:
        draft = _build_one(context, passage, match, None)
        if draft is not None:
            yield draft
        return
    for token, value in times_in(passage.line, *listed):
        draft = _build_one(context, passage, match, (token, value, "listed"))
        if draft is not None:
            yield draft


def _build_one(context: Context, passage: Passage, match: Match, listed: Time | None) -> Draft | None:
    line = passage.line
    event = match.span("event")
    assert event is not None  # every pattern of meeting.yaml captures it, which packs check proves
    first, last = _trimmed_start(line, match.first), _trimmed_end(line, match.last)
    if _is_general(context, line, match, event[0]) or _is_off(context, line, event[0], last):
        return None
    if match.pattern.name == "scene" and line.value(event[0]) not in ("talks", "call"):  # a conference has a name elsewhere
        return None
    stage = _stage(context, line, match, first, last)
    slots = dict[str, Slotted]()
    dated, end = _date(
        context,
        line,
        listed or attach_time(line, first, last, EVENT_STOPS, strict="visit" in match.pattern.name, alone=True, recent=True),
        stage,
        slots,
        last,
    )
    if stage == "held" and _is_ahead(context, dated):
        stage = "planned"
    chairing = find_chairing(context, line, event[0])
    people = unique([*(p for _, p in chairing), *find_attending(context, passage, match)])
    if _is_of_another(context, line, match, people):  # "Tổng thống Lào A nhân chuyến thăm Lào": the name begins with the visit
        first = event[0]
    parties = _parties(context, line, match, people)
    ordinal = _ordinal(match, slots)
    if not _is_anchored(passage, match, dated, ordinal, people, parties):
        return None
    place, place_span = read_place(line, match, last, end)
    if place is not None and place_span is not None:
        slots["place"] = Slotted(value=place, span=place_span, how="after-preposition")
    heads = {p.name for _, p in chairing}
    claim = Meeting(
        name=line.quote(first, last).strip(" ,;"),
        series=_series(line, match),
        ordinal=ordinal,
        place=place,
        mode=_mode(line),
        chairs=tuple(make_participant(p) for p in people if p.name in heads),
        participants=tuple(make_participant(p) for p in people if p.name not in heads),
        stage=stage,
    )
    opening = min([_quote_start(line, slots, first), *(i for i, _ in chairing)])
    return Draft(
        claim=claim,
        parties=parties,
        date=dated,
        spans=(line.span(opening, end),),
        rule=f"meeting/{match.pattern.name}",
        label=claim.name,
        slots=slots,
    )


def _is_of_another(context: Context, line: Line, match: Match, people: Sequence[Person]) -> bool:
    """Whether a visit's visitor is not the one whom the words before it name."""
    subject = match.span("subject")
    if subject is None or "visit" not in match.pattern.name:
        return False
    named = [p.name for a in line.annotations[slice(*subject)] if (p := person_of(context, a)) is not None]
    return bool(named) and all(p.name not in named for p in people)


def _date(context: Context, line: Line, time: Time | None, stage: str, slots: dict[str, Slotted], last: int) -> tuple[Dated, int]:
    """The day that was attached, and where the quote then ends."""
    if time is None:
        return Dated(), last
    token, value, how = time
    dated = resolve(context, value, Tense.FUTURE if stage != "held" else value.direction or Tense.PAST)
    slots["date"] = date_slot(line, token, dated, how)
    return dated, max(last, token + 1)


def _quote_start(line: Line, slots: dict[str, Slotted], first: int) -> int:
    """A sentence-initial date belongs to the quote, so that the quote holds the day."""
    date = slots.get("date")
    if date is None or date.span is None or date.span[0] >= line.starts[first]:
        return first
    return next(i for i in range(first) if line.starts[i] == date.span[0])


def _trimmed_start(line: Line, first: int) -> int:
    while line.label(first) in (",", ";", "AND"):
        first += 1
    return first


def _trimmed_end(line: Line, last: int) -> int:
    while line.label(last - 1) in (",", "-", "AND", "OF", "WITH", "ADVERB", "AT", "TO", "NOMINAL", "HELD", "WILL", "PLAN", "PASSIVE"):
        last -= 1
    return last


def _is_general(context: Context, line: Line, match: Match, event: int) -> bool:
    """Meetings in general ("các chuyến thăm của lãnh đạo", "trao đổi đoàn") are none in particular."""
    if match.span("ord") is not None:
        return False
    before = line.quote(event - 1, event).lower() if event else ""
    plural = before in context.packs.settings(KIND, "general-before", context.language)
    behind = line.quote(event, min(event + 3, len(line))).lower()
    return (plural and match.span("object") is None) or any(
        word in behind for word in context.packs.settings(KIND, "general-behind", context.language)
    )


def _is_off(context: Context, line: Line, event: int, last: int) -> bool:
    """Whether a meeting is said not to take place: ``chưa diễn ra``, ``was cancelled``, ``hoãn chuyến thăm``."""
    words = context.packs.settings(KIND, "called-off", context.language)
    held = _predicate(line, last)
    denied = is_denied(line, event) or (held is not None and is_denied(line, held))
    said = line.text[line.start : line.end].lower()
    if denied or not any(word in said for word in words):
        return denied
    near = [*range(max(event - 2, 0), event), *range(last, min(line.clause(event)[1], last + PREDICATE_REACH))]
    return any(line.quote(i, i + 1).lower() in words for i in near)


def _predicate(line: Line, last: int) -> int | None:
    """The verb of taking place behind a meeting's name, where nothing else is said before it."""
    for i, label in enumerate(line.names[last : last + PREDICATE_REACH], last):
        if label == "HELD" or (label == "CONCRETE" and line.label(i - 1) in FUTURE):  # "dự kiến tổ chức"
            return i
        if label in ENDS_PREDICATE:
            return None
    return None


def _is_foretold(line: Line, last: int) -> bool:
    """ "… sẽ diễn ra", "… dự kiến được tổ chức", "will take place": what is said behind the name puts it ahead."""
    held = _predicate(line, last)
    return held is not None and any(line.label(i) in FUTURE for i in range(max(last, held - 3), held))


def _stage(context: Context, line: Line, match: Match, first: int, last: int) -> str:
    """``held`` unless the words that govern it ask for it (proposed) or put it ahead (planned)."""
    if "stage" in match.pattern.set:
        return str(match.pattern.set["stage"])
    clause = line.clause(first)
    event = match.span("event") or (first, last)
    past = context.packs.settings(KIND, "past", context.language)
    if any(line.quote(i, i + 1).lower() in past for i in range(min(max(clause[0], event[0] - 3), first), event[0])):
        return "held"
    governing = [
        i for i, a in line.with_label(*GOVERNING, first=clause[0], last=last) if not (a.label == "ACT" and is_nominal(context, line, i))
    ]
    stage = _stage_from(line, governing, first)
    return "planned" if stage == "held" and _is_foretold(line, last) else stage


def _stage_from(line: Line, governing: Sequence[int], first: int) -> str:
    for i in reversed(governing):
        label = line.label(i)
        annotation = line.annotations[i]
        act = str(annotation.value) if annotation is not None else ""
        if label == "PROPOSED" or (label == "ACT" and act in ASKING and first - i <= 12):
            return "proposed"
        if label in FUTURE:
            return "proposed" if _is_asked(line, i) else "planned"
        if label == "ACT" and act == "agree" and first - i <= 6 and line.label(first - 1) != ",":  # not "Nhận lời mời của A, B thăm …"
            return "planned"
        if label == "ACT" and first - i <= 3:
            return "held"
    return "held"


def _is_asked(line: Line, plan: int) -> bool:
    """ "đề nghị sớm tổ chức": a plan that only one side asks for is a proposal."""
    return any(line.label(i) == "ACT" and str(line.value(i)) in ASKING for i in range(max(0, plan - ASKED_REACH), plan))


def _is_ahead(context: Context, dated: Dated) -> bool:
    """A day after the publication lies ahead, whatever tense the sentence has (a headline's present)."""
    mine, published = bounds(dated.edtf), bounds(context.frame.anchor.published)
    return mine is not None and published is not None and mine[0] > published[1]


def _parties(context: Context, line: Line, match: Match, people: Sequence[Person]) -> tuple[str, ...]:
    """The parties in the name, else those of who meets, else the frame's."""
    named = parties_in(line, match.first, match.last)
    if len(named) >= 2:
        return named
    theirs = {p.party for p in people if p.party}
    together = tuple(sorted({*named, *theirs}))
    if len(together) >= 2:
        return together
    if match.pattern.set.get("parties") == "named" and named:
        return named
    if len(together) == 1 and context.frame.home is None and (other := next((c for c in context.frame.parties if c not in together), None)):
        return tuple(sorted({*together, other}))
    if len(named) == 1 and not is_country(named[0]):  # an organisation's own meeting
        return named
    frame = context.frame.parties[:2]
    return (
        tuple(sorted(frame))
        if not together or set(together) <= set(frame)
        else tuple(sorted({*together, *([context.frame.home] if context.frame.home else [])}))
    )


def _ordinal(match: Match, slots: dict[str, Slotted]) -> int | None:
    annotation = match.annotation("ord")
    if annotation is not None and annotation.label == "FIRST" and annotation.value is None and _is_inaugural(match):
        return None
    if annotation is not None and annotation.label == "FIRST":
        slots["ordinal"] = Slotted(value="1", span=(annotation.start, annotation.end), how="captured")
        return 1
    if annotation is None or not isinstance(annotation.value, int):
        return None
    slots["ordinal"] = Slotted(value=str(annotation.value), span=(annotation.start, annotation.end), how="captured")
    return annotation.value


def _is_inaugural(match: Match) -> bool:
    """ "inaugural" says that it was the first, but no number that the gate could read."""
    return match.pattern.name == "first-of-series"


def _is_anchored(
    passage: Passage, match: Match, dated: Dated, ordinal: int | None, people: Sequence[Person], parties: Sequence[str]
) -> bool:
    """A meeting is told of only with something to know it by: an ordinal, a day, parties in its name, or who meets whom."""
    need = match.pattern.set.get("anchor", "dated")
    if ordinal is not None or need == "none":
        return True
    line = passage.line
    tests = {
        "people": lambda: bool(people) or match.span("object") is not None or bool(parties_in(line, *(match.span("subject") or (0, 0)))),
        "object": lambda: match.annotation("object") is not None,
        "carried": lambda: any(True for _ in line.with_label("PERSON", last=match.first)) and not context_is_general(line, match),
        "people-in-sentence": lambda: sum(1 for _ in line.with_label("PERSON")) >= 2,
        "parties": lambda: len(parties) >= 2,
        "named": lambda: bool(parties_in(line, match.first, match.last)),
        "dated": lambda: bool(dated.edtf),
        "capital": lambda: line.quote(*(match.span("name") or (match.first, match.last)))[:1].isupper() or bool(parties),
    }
    return tests[need]()


def context_is_general(line: Line, match: Match) -> bool:
    """Whether a further meeting is only asked or hoped for."""
    return any(str(a.value) in ASKING for _, a in line.with_label("ACT", last=match.first))


def _series(line: Line, match: Match) -> str | None:
    span = match.span("name")
    event = match.span("event")
    if match.span("ord") is None and "series" not in match.pattern.set:
        return None
    words = [line.quote(*event)] if event else []
    if span and span[1] > span[0]:
        words.append(line.quote(*span).strip(" ,-"))
    return " ".join(words) or None


def _mode(line: Line) -> str | None:
    """``online`` or ``phone`` where the sentence says so."""
    for _, annotation in line.with_label("MODE"):
        return str(annotation.value)
    for _, annotation in line.with_label("EVENT", "MEETV"):
        if annotation.value == "call":
            return "phone"
    return "online" if "trực tuyến" in line.text[line.start : line.end].lower() else None

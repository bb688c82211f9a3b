"""Commitments: what someone says will be done, is ready to do, aims for or plans."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.edtf import bounds
from briefgen.extract.clauses import Clause, find_quoting, is_denied, split_content
from briefgen.extract.context import Context, Draft, Passage, Slotted, Span
from briefgen.extract.expressions import Tense
from briefgen.extract.grammar import Line
from briefgen.extract.slots import parties_in, resolve, times_in
from briefgen.extract.speakers import Speaker, name_speakers
from briefgen.model import Commitment, Kind

KIND = Kind.COMMITMENT
PROMISING = frozenset({"COMMIT", "READY", "WILL", "AIM", "PLAN"})
NOT_PROMISED = frozenset({"request", "propose", "expect", "encourage", "concern"})
SPECIFIC = frozenset({"CONCRETE", "AIM", "WILL", "PLAN", "MULT", "UPGRADE"})
MIN_QUOTED = 2  # tokens of a promise inside quotation marks
SPEAKERS = frozenset({"PERSON", "PARTY", "TITLE", "TOGETHER", "PRONOUN", "GROUP", "BODY"})


def build_commitments(context: Context) -> Iterator[Draft]:
    """The commitments of an article, in reading order."""
    for passage in context.body():
        clauses = context.clauses(passage)
        for index in range(len(clauses)):
            yield from _build(context, passage, clauses, index)
        yield from _quoted(context, passage, clauses)


def _quoted(context: Context, passage: Passage, clauses: list[Clause]) -> Iterator[Draft]:
    """ "We will open our market," X said: the promise of the one who is quoted."""
    line = passage.line
    saying = find_quoting(line, clauses)
    if saying is None or saying.subject is None or saying.subject[0] < MIN_QUOTED:
        return
    own = context.packs.settings(Kind.STATEMENT, "first-person", context.language)
    said = [c.verb for c in clauses]
    for verb, annotation in line.with_label(*PROMISING, last=saying.subject[0]):
        if verb in said or not verb or line.quote(verb - 1, verb).lower() not in own or line.label(verb + 1) == "NEG":
            continue
        end = next((i for i in range(verb + 1, saying.subject[0]) if line.label(i) in ('"', ";", ".", "?")), saying.subject[0])
        speaker = name_speakers(context, line, saying.subject, "quoted")
        if speaker is not None and end - verb > MIN_QUOTED:
            clause = Clause(verb=verb, annotation=annotation, rule="quoted", subject=None, outer=None, first=verb - 1, last=end)
            yield _make(context, passage, clause, speaker, verb + 1, end)


def _build(context: Context, passage: Passage, clauses: list[Clause], index: int) -> Iterator[Draft]:
    clause = clauses[index]
    governing = _governing(passage.line, clauses, index)
    if governing is not None and governing.annotation.label == "ACT" and str(governing.annotation.value) in NOT_PROMISED:
        return
    speaker = _speaker(context, passage.line, clauses, index)
    if speaker is None:
        return
    if is_denied(passage.line, clause.verb):
        parts = []
    elif clause.annotation.label == "ACT":
        parts = _agreed_parts(passage.line, clause)
    else:
        parts = [(clause.verb + 1, clause.last)] if _is_promise(context, passage.line, clause) else []
    for first, last in parts:
        if last - first >= 2:
            yield _make(context, passage, clause, speaker, first, last)


def _governing(line: Line, clauses: list[Clause], index: int) -> Clause | None:
    """The verb that a promise stands under: the one it is nested in, or behind a comma the one before it ("tin tưởng quan hệ …, sẽ …")."""
    clause = clauses[index]
    if clause.outer is not None:
        return clauses[clause.outer]
    if clause.rule == "joined" and index > 0 and line.label(clause.first - 1) == ",":
        return clauses[index - 1]
    return None


def _agreed_parts(line: Line, clause: Clause) -> list[Span]:
    """Of what is agreed or announced, the parts that name something specific to be done, or a figure to be reached by a day."""
    if str(clause.annotation.value) not in ("agree", "announce"):
        return []
    return [(a, b) for a, b in split_content(line, clause.verb + 1, clause.last) if _is_concrete(line, a, b) or _has_target(line, a, b)]


def _is_concrete(line: Line, first: int, last: int) -> bool:
    return any(line.label(i) in SPECIFIC for i in range(first, min(first + 4, last)))


def _has_target(line: Line, first: int, last: int) -> bool:
    """A quantity with a time right behind it: "lên 15 triệu lượt người vào 2020"."""
    amounts = [i for i, _ in line.with_label("QTY", "PCT", first=first, last=last)]
    return any(line.label(j) in ("DATE", "PERIOD") for i in amounts for j in range(i + 1, min(i + 5, last)))


def _make(context: Context, passage: Passage, clause: Clause, speaker: Speaker, first: int, last: int) -> Draft:
    line = passage.line
    opening = first if first > clause.verb + 1 else clause.verb if clause.subject is None else clause.subject[0]
    action = line.quote(first, last).strip(" ,.;")
    due, slot = _due(context, line, first, last)
    slots = {"actor": Slotted(value=speaker.name, span=line.span(*speaker.tokens), how=speaker.how)}
    if slot is not None:
        slots["due"] = slot
    return Draft(
        claim=Commitment(actor=speaker.name, action=action, due=due, actor_parties=tuple(sorted(speaker.parties))),
        parties=_parties(context, line, speaker, first, last),
        date=context.date_at(passage.number),
        spans=(line.span(opening, last),),
        rule=f"commitment/{clause.annotation.label.lower()}",
        label=f"{speaker.name}: {action}"[:160],
        slots=slots,
    )


def _parties(context: Context, line: Line, speaker: Speaker, first: int, last: int) -> tuple[str, ...]:
    """Whose promise and to whom: where only one party is named, the other is the one that the article is about."""
    named = {*speaker.parties, *parties_in(line, first, last)}
    frame = context.frame.parties[:2]
    return tuple(sorted({*named, *frame} if len(named) < 2 and named <= {*frame} else named))


def _is_promise(context: Context, line: Line, clause: Clause) -> bool:
    """A promise has a party or person as its subject and an action as its object; a visit that "sẽ góp phần" promises nothing."""
    if clause.annotation.label not in PROMISING or line.label(clause.verb - 1) == "NEG" or line.label(clause.verb + 1) == "NEG":
        return False
    behind = line.quote(clause.verb + 1, min(clause.verb + 4, clause.last)).lower() if clause.last > clause.verb + 1 else ""
    if any(behind.startswith(word) for word in context.packs.settings(KIND, "no-action", context.language)):
        return False
    if clause.annotation.label == "COMMIT" and line.label(clause.verb + 1) in ("TO",) and context.language == "vi":
        return False
    if clause.subject is not None:
        return any(line.label(i) in SPEAKERS for i in range(*clause.subject))
    return clause.rule in ("joined", "chained")


def _speaker(context: Context, line: Line, clauses: list[Clause], index: int) -> Speaker | None:
    """The promise's own subject; where another's words are reported right before it, the one who reports."""
    clause = clauses[index]
    if clause.subject is not None:
        return name_speakers(context, line, clause.subject, clause.rule)
    for before in reversed(clauses[:index]):
        if before.subject is not None and before.outer is None:
            return name_speakers(context, line, before.subject, "carried")
    return None


def _is_over(context: Context, edtf: str) -> bool:
    """Whether a time ended before the article's own day: "up from a target set in 2014" says when nothing is due."""
    mine, published = bounds(edtf), bounds(context.frame.anchor.published)
    return mine is not None and published is not None and mine[1] < published[0]


def _due(context: Context, line: Line, first: int, last: int) -> tuple[str | None, Slotted | None]:
    for token, value in times_in(line, first, last):
        if value.bound == "since":
            continue
        dated = resolve(context, value, Tense.FUTURE)
        if dated.edtf and not _is_over(context, dated.edtf):
            due = dated.edtf.removeprefix("../")
            return due, Slotted(value=due, span=line.span(token, token + 1), how="inside")
    return None, None

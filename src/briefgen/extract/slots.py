"""Slots that a pattern did not capture: ordered rules of attachment, each named in the mention it served.

For a date: attached right (up to the clause's end) → sentence-initial → same clause left. For parties: within the name → in the
clause → the article's frame. Nothing is taken across a semicolon.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.extract.context import Context, Slotted
from briefgen.extract.entities import Body
from briefgen.extract.expressions import DateExpr, Form, Tense
from briefgen.extract.grammar import Line
from briefgen.extract.resolve import resolve_date
from briefgen.model import Dated

TIME = frozenset({"DATE", "PERIOD"})
FUTURE = frozenset({"WILL", "PLAN", "AIM"})
SINCE = frozenset({"since", "kể"})
SINCE_REACH = 6  # tokens between "since" and the date of what happened then
NO_DAY = frozenset({Form.VAGUE, Form.NOW, Form.SAME})


def times_in(line: Line, first: int, last: int) -> Iterator[tuple[int, DateExpr]]:
    """The dates among tokens ``first`` to ``last`` that name a time at all."""
    for i, annotation in line.with_label(*TIME, first=first, last=last):
        if (
            isinstance(annotation.value, DateExpr)
            and annotation.value.form not in NO_DAY
            and annotation.label in TIME
            and (annotation.label == "DATE" or annotation.value.bound == "until")
        ):
            yield i, annotation.value


def _is_background(line: Line, last: int, token: int, value: DateExpr) -> bool:
    """ "since September 2017", "since FOCAC was founded in 2000": since when, not when."""
    since = value.bound == "since" or any(
        line.quote(i, i + 1).lower() in SINCE
        for i in range(max(last, token - SINCE_REACH), token)
        if line.label(i) in ("w", "INFRAME", "ADVERB")
    )
    return since and value.end is None and value.direction is None


def _is_of_now(line: Line, last: int, token: int, value: DateExpr) -> bool:
    """Not since when something is; and no bare year, which behind another event or verb is rather that one's."""
    return not _is_background(line, last, token, value) and not (value.form is Form.YEAR and value.modifier is None)


def attach_time(
    line: Line, first: int, last: int, stops: frozenset[str], *, strict: bool = False, alone: bool = False, recent: bool = False
) -> tuple[int, DateExpr, str] | None:
    """The date of what tokens ``first`` to ``last`` name: the nearest right before another event starts, else sentence-initial, else left.

    ``strict``: a sentence-initial date belongs to the first event that follows it, and to no other. ``alone``: failing all that, the
    only date of the clause. ``recent``: since when something is, is not when it was.
    """
    clause = line.clause(min(first, len(line) - 1))
    reach = next((i for i, _ in line.with_label(*stops, first=last, last=clause[1])), clause[1])
    for token, value in times_in(line, first, reach):
        if recent and _is_background(line, last if token >= last else first, token, value):
            continue
        return token, value, "attached-right" if token >= last else "inside"
    before = [(i, v) for i, v in times_in(line, clause[0], first) if not (recent and v.bound == "since")]
    blocked = [i for i, _ in line.with_label(*stops, first=clause[0], last=first)]
    initial = next(((i, v) for i, v in before if i <= clause[0] + 3), None)
    if initial is not None and not (strict and blocked):
        return (*initial, "sentence-initial")
    nearest = next(((i, v) for i, v in reversed(before) if not any(b > i for b in blocked)), None)
    if nearest is not None:
        return (*nearest, "clause-left")
    every = [(i, v) for i, v in times_in(line, *clause) if not recent or _is_of_now(line, last, i, v)] if alone else []
    return (*every[0], "only-one") if len(every) == 1 else None


def resolve(context: Context, value: DateExpr, tense: Tense) -> Dated:
    """The date that an expression stands for in this article."""
    return resolve_date(value, context.frame.anchor, tense)


def date_slot(line: Line, token: int, dated: Dated, how: str) -> Slotted:
    return Slotted(value=dated.edtf or "", span=line.span(token, token + 1), how=how)


def parties_in(line: Line, first: int, last: int) -> tuple[str, ...]:
    """The codes of the parties named in tokens ``first`` to ``last``, people's countries left out, sorted."""
    codes: set[str] = set()
    for _, annotation in line.with_label("PARTY", "PAIR", "BODY", first=max(first, 0), last=min(last, len(line))):
        if isinstance(annotation.value, Body):  # a joint committee's two sides; a ministry's country is no party of what it is named in
            codes.update(annotation.value.pair)
        else:
            codes.update(annotation.value if isinstance(annotation.value, tuple) else (str(annotation.value),))
    return tuple(sorted(codes))

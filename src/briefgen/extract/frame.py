"""The article's frame: who it is mainly about, on what day it was published, and which day is told of where."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from briefgen.edtf import bounds, year_of
from briefgen.extract.annotations import Annotation
from briefgen.extract.context import Draft, Frame, Passage
from briefgen.extract.expressions import Anchor, DateExpr, Form
from briefgen.extract.packs import Packs
from briefgen.extract.people import Person
from briefgen.model import Article, Basis, BlockKind, Dated, Meeting

WEIGHTS = {BlockKind.TITLE: 4.0, BlockKind.LEAD: 2.0}
PAIR_WEIGHT = 4.0  # "ASEAN-Trung Quốc" says whom an article is about more than a country named alone
SECOND_SHARE = 0.15  # the second party is named at least this often beside the first, else the article has one main party
COUNTED_WITHIN = 3  # months
TOLD_WITHIN = 45  # days before publication: an older event is background, not what the article tells of


def make_frame(article: Article, passages: Sequence[Passage], packs: Packs) -> Frame:
    """The frame of an article, from its labelled sentences and its metadata."""
    counted = Counter[str]()
    for passage in passages:
        weight = WEIGHTS.get(passage.sentence.kind, 1.0)
        for code, times in _named_parties(passage):
            counted[code] += times * weight  # type: ignore[assignment]  # Counter's values are ints by its stub only
    ranked = sorted(counted, key=lambda code: (-counted[code], code))
    main = ranked[:1] + [code for code in ranked[1:2] if counted[code] >= SECOND_SHARE * counted[ranked[0]]]
    return Frame(parties=tuple(main), home=packs.homes.get(article.language), anchor=make_anchor(article, passages))


def _named_parties(passage: Passage) -> Iterator[tuple[str, float]]:
    for annotation in passage.line.annotations:
        if annotation is None:
            continue
        if annotation.label == "PARTY":
            yield str(annotation.value), 1.0
        elif annotation.label == "PAIR" and isinstance(annotation.value, tuple):
            for code in annotation.value:
                yield str(code), PAIR_WEIGHT
        elif isinstance(annotation.value, Person) and annotation.value.party:
            yield annotation.value.party, 0.5


def make_anchor(article: Article, passages: Sequence[Passage]) -> Anchor:
    """What resolves days without a year: the publication date, else the year that the text ties its own events to."""
    if article.published is not None:
        value = article.published.value
        return Anchor(published=value, published_note=_published_note(article), language=article.language, context_year=year_of(value))
    return Anchor(context_year=_context_year(passages), language=article.language)


def _published_note(article: Article) -> str:
    assert article.published is not None  # asked for by the caller
    written = (
        article.published.value
        if article.published.span is None
        else article.text[article.published.span.start : article.published.span.end]
    )
    return f"ngày đăng {written}" if article.language == "vi" else f"published {written}"


def _context_year(passages: Sequence[Passage]) -> int | None:
    """The one year that the text names as running ("cuối năm 2021", "trong năm 2021") where it gives no date of its own.

    Only a year that is named twice or more counts, and only where no other year is named as often: anything less would be a guess.
    """
    named = Counter[int]()
    for passage in passages:
        for annotation in passage.line.annotations:
            value = annotation.value if annotation is not None else None
            if isinstance(value, DateExpr) and value.form in (Form.YEAR, Form.PART) and value.start.year and value.end is None:
                named[value.start.year] += 2 if value.modifier == "late" else 1
    if (counted := _counted_year(passages)) is not None:
        return counted
    ranked = named.most_common(2)
    if not ranked or ranked[0][1] < 3 or (len(ranked) > 1 and ranked[1][1] >= ranked[0][1]):
        return None
    return ranked[0][0]


def _counted_year(passages: Sequence[Passage]) -> int | None:
    """The year that a figure is counted up to ("7 tháng đầu năm 2021", "as of July 2024"), where the article's days come soon after.

    A day and month without a year that lies up to ``COUNTED_WITHIN`` months behind the last month counted is of that year.
    """
    ends: set[tuple[int, int]] = set()
    days: list[int] = []
    for passage in passages:
        for annotation in passage.line.annotations:
            value = annotation.value if annotation is not None else None
            if not isinstance(value, DateExpr):
                continue
            if value.start.year and value.first_month == 1 and value.last_month:
                ends.add((value.start.year, value.last_month))
            elif value.start.year and value.start.month and not value.start.day and value.end is None and value.bound == "until":
                ends.add((value.start.year, value.start.month))
            elif value.start.day and value.start.month and not value.start.year:
                days.append(value.start.month)
    if not ends or not days:
        return None
    year, month = max(ends)
    return year if 0 <= days[0] - month <= COUNTED_WITHIN else None


def told_events(drafts: Sequence[Draft], passages: Sequence[Passage], anchor: Anchor) -> tuple[list[tuple[int, Dated]], dict[int, Dated]]:
    """By sentence number: the days of the events that the article tells of, on which happened what is told after them; and the
    times of older events, which hold for their own sentence only ("Tại cuộc gặp hồi tháng 9 năm ngoái, hai bên đã nhất trí …").
    """
    events: dict[int, Dated] = {}
    asides: dict[int, Dated] = {}
    starts = [passage.sentence.start for passage in passages]
    for draft in drafts:
        claim = draft.claim
        if not isinstance(claim, Meeting) or claim.stage != "held" or not draft.date.edtf:
            continue
        number = passages[bisect_right(starts, draft.spans[0][0]) - 1].number
        carried = Dated(edtf=draft.date.edtf, basis=_carried_basis(draft.date), note=_carried_note(draft.date, claim, anchor.language))
        (events if _is_a_day(draft.date, anchor) else asides).setdefault(number, carried)
    return sorted(events.items(), key=lambda item: item[0]), {n: d for n, d in asides.items() if _is_past(d, anchor)}


def _is_past(dated: Dated, anchor: Anchor) -> bool:
    """Whether a time lies wholly before what the article tells of."""
    mine, published = bounds(dated.edtf), bounds(anchor.published)
    return mine is not None and published is not None and mine[1] < published[0] and _days_between(mine[1], published[0]) > TOLD_WITHIN


def _is_a_day(dated: Dated, anchor: Anchor) -> bool:
    if not dated.edtf or ("/" in dated.edtf and not dated.edtf.startswith("..")):
        return False
    if len(dated.edtf.removeprefix("../")) != 10:
        return False
    mine, published = bounds(dated.edtf), bounds(anchor.published)
    if mine is None or published is None or dated.edtf.startswith(".."):
        return True
    return _days_between(mine[0], published[1]) <= TOLD_WITHIN


def _days_between(earlier: str, later: str) -> int:
    from datetime import date

    return abs((date.fromisoformat(later[:10]) - date.fromisoformat(earlier[:10])).days)


def _carried_basis(dated: Dated) -> Basis:
    return Basis.UNRESOLVED if dated.basis == Basis.UNRESOLVED else Basis.INFERRED


def _carried_note(dated: Dated, claim: Meeting, language: str) -> str:
    told = f"theo ngày của sự kiện được thuật: {claim.name}" if language == "vi" else f"the day of the event told of: {claim.name}"
    return f"{told}; {dated.note}" if dated.note else told


def people_annotations(passages: Sequence[Passage]) -> list[Annotation]:
    """The annotations of people, titles and pronouns, in reading order."""
    return [a for p in passages for a in p.line.annotations if a is not None and a.label in ("PERSON", "TITLE", "PRONOUN", "TOGETHER")]

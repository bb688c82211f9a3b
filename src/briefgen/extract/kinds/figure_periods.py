"""Of which period a figure was told: its own date, else the one that the sentence opens with, else that of the figures before it.

A wrong period is worse than none. So a date that opens the next figure's part ("…, trong khi năm 2017 là …"), one that growth is measured
against, and the date of an event ("thiết lập quan hệ năm 1992, kim ngạch …") are no period of the figure that stands beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from briefgen.edtf import bounds
from briefgen.extract.expressions import DateExpr, Form, Tense
from briefgen.extract.kinds.figures import INDICATOR, TOUCHING, TRADE, Amount, Percent, SentenceFigures, Told, When
from briefgen.extract.resolve import from_new_year, last_part, resolve_date
from briefgen.model import Dated

PERIODS = frozenset({Form.YEAR, Form.PART, Form.MONTH, Form.RANGE, Form.DECADE, Form.SEASON, Form.COUNT, Form.SAME})
TO_DATE = 45
TO_HEAD = 45  # how far into a sentence its opening date may stand ("Theo số liệu của Tổng cục Hải quan, năm 2021, …")
TO_WORD = 28  # from a word that joins or contrasts to the date that it brings in
BREAKS = ",;:("


def read_period(figures: SentenceFigures, amount: Amount | Percent, *, trade: bool, ahead: bool = False) -> Told | None:
    """The period of a figure: trade shares what it was told of, other figures only a sentence's opening date, a target nothing."""
    own = own_period(figures, amount)
    if own is not None:
        return _resolve_own(figures, own, trade=trade, ahead=ahead)
    if ahead:
        return None
    return _joined_period(figures, amount) or (latest(figures) if trade else opening_period(figures, amount))


def _resolve_own(figures: SentenceFigures, when: When, *, trade: bool, ahead: bool) -> Told:
    """What a date stands for: trade "to November" is of the eleven months, what is counted at a day is so on that day."""
    reference = _latest_of(figures.told) or (figures.carried.period if figures.carried else None)
    told = resolve_beside(figures, when, reference, Tense.FUTURE if ahead else Tense.PAST)
    if when.expression.bound != "until" or told.dated.edtf is None:
        return told
    return replace(told, dated=from_new_year(told.dated) if trade and not ahead else last_part(told.dated))


def resolve_beside(
    figures: SentenceFigures, when: When, reference: Told | None, tense: Tense = Tense.PAST, *, compared: bool = False
) -> Told:
    """The date seen from the period that it is told beside: "năm trước" beside the first half of 2023 is the first half of 2022.

    "năm ngoái" is seen from the day of publication, save where a period is ``compared`` with it.
    """
    expression = when.expression
    relative = is_year_before(figures, expression) or (compared and expression.form is Form.YEAR and expression.start.year is None)
    if reference is not None and relative:
        expression = replace(expression, form=Form.SAME)
    if compared and expression.form is Form.MONTH and expression.start.month is None:  # "so với tháng trước": before the month told of
        return Told(when=when, dated=Dated())
    beside = reference if expression.form is Form.SAME else None
    dated = resolve_date(expression, figures.context.frame.anchor, tense, reference=beside.edtf if beside else None)
    return Told(when=when, dated=dated, beside=beside.when if beside else None)


def is_year_before(figures: SentenceFigures, expression: DateExpr) -> bool:
    """Whether the words name a year only by the one told of: "năm trước đó", "a year earlier"."""
    return expression.form is Form.YEAR and expression.words.lower() in figures.words("year-before")


# --- the date beside a figure ---


def own_period(figures: SentenceFigures, amount: Amount | Percent) -> When | None:
    """The date right behind the amount, else the nearest one between the amount before and this one."""
    right = _date_explained(figures, amount) or next(_dates_behind(figures, amount), None)
    return right or _date_before(figures, amount) or _date_behind_growth(figures, amount)


def _date_explained(figures: SentenceFigures, amount: Amount | Percent) -> When | None:
    """ "so với cùng kỳ năm 2017 (1,25 tỷ USD)": what it was then, in brackets."""
    return next((d for d in figures.dates if figures.text[d.end : amount.start].strip() == "("), None)


def _dates_behind(figures: SentenceFigures, amount: Amount | Percent) -> Iterator[When]:
    high = figures.clause(amount.start)[1]
    following = min((a.start for a in figures.amounts if a.start >= amount.end), default=high)
    for date in figures.dates:
        near = amount.end <= date.start < min(following, amount.end + TO_DATE)
        if near and names_period(figures, date) and not _grown_between(figures, amount.end, date.start):
            if _leads_on(figures, amount.end, date):
                return
            yield date


def _leads_on(figures: SentenceFigures, end: int, date: When) -> bool:
    """Whether a date behind an amount begins what is told next: a mark or a joining word stands before it, and another amount follows.

    In brackets of its own it dates the amount before them: "5 tỷ USD (năm 2018), …", but not "5 tỷ USD (năm 2017 đạt 4 tỷ USD)".
    """
    high = figures.clause(end)[1]
    following = next((a for a in figures.amounts if date.end <= a.start < high), None)
    if following is None or not _opens(figures, end, date.start):
        return False
    return "(" not in figures.text[end : date.start] or ")" not in figures.text[date.end : following.start]


def _date_before(figures: SentenceFigures, amount: Amount | Percent) -> When | None:
    low = figures.clause(amount.start)[0]
    previous = max((a.end for a in figures.amounts if a.end <= amount.start), default=None)
    floor = low if previous is None else max(low, previous)
    for date in reversed(figures.dates):
        if floor <= date.start and date.end <= amount.start and names_period(figures, date):
            opens = previous is None or previous <= low or _opens(figures, previous, date.start)
            return date if opens and not _closed_off(figures, date.end, amount.start) else None
    return None


def _date_behind_growth(figures: SentenceFigures, amount: Amount | Percent) -> When | None:
    """ "đạt 5 tỷ USD, tăng 12% trong năm 2018": behind the growth, with no other amount after it."""
    high = figures.clause(amount.start)[1]
    if any(amount.end <= a.start < high for a in figures.amounts):
        return None
    near = (d for d in figures.dates if amount.end <= d.start < min(high, amount.end + 2 * TO_DATE))
    return next((d for d in near if names_period(figures, d) and not _opens_bracket(figures, amount.end, d.start)), None)


def _opens_bracket(figures: SentenceFigures, start: int, end: int) -> bool:
    between = figures.text[start:end]
    return between.count("(") > between.count(")")


def _closed_off(figures: SentenceFigures, start: int, end: int) -> bool:
    """Whether a bracket that holds the date closes before the amount, with other figures in it."""
    between = figures.text[start:end]
    return between.count(")") > between.count("(") and any(start <= p.start and p.end <= end for p in figures.percents)


def _opens(figures: SentenceFigures, start: int, end: int) -> bool:
    """Whether a date behind another amount begins a new part of the sentence, rather than dating that amount."""
    if any(c in BREAKS for c in figures.text[start:end]) or _grown_between(figures, start, end):
        return True
    joint = figures.before(end, "and", reach=min(TO_WORD, end - start))
    return joint is not None and joint.start >= start


def _grown_between(figures: SentenceFigures, start: int, end: int) -> bool:
    return any(start <= p.start and p.end <= end for p in figures.percents) or ";" in figures.text[start:end]


# --- which dates can be a period ---


def names_period(figures: SentenceFigures, date: When) -> bool:
    """Whether figures can be told of it: months and years; a day only where it is the last one counted; nothing that is compared with,
    that an event happened in, or that was only the beginning."""
    expression = date.expression
    if expression.form is Form.DAY:
        return expression.bound == "until" and not is_compared(figures, date)
    if expression.form not in PERIODS or (expression.form is Form.RANGE and expression.start.day):
        return False
    if (expression.bound == "since" and expression.end is None) or _is_adrift(figures, expression):
        return False
    return not is_compared(figures, date) and not _dates_event(figures, date)


def _is_adrift(figures: SentenceFigures, expression: DateExpr) -> bool:
    """ "năm ngoái" in an article whose day is not known: which year that is, only the figures told before can say."""
    relative = expression.form is Form.YEAR and expression.start.year is None and not is_year_before(figures, expression)
    return relative and figures.context.frame.anchor.published is None


def is_compared(figures: SentenceFigures, date: When) -> bool:
    """Whether a date is what a growth is measured against; "cùng kỳ năm 2019" is a period of its own only where its amount follows."""
    if figures.before(date.start, "compare", reach=TOUCHING) is not None:
        return not _has_amount(figures, date, reach=TOUCHING)  # "so với năm 2017 là 1,1 tỷ USD"
    return date.expression.form is Form.SAME and not _has_amount(figures, date, reach=figures.line.end)


def _has_amount(figures: SentenceFigures, date: When, reach: int) -> bool:
    """Whether an amount of its own follows within ``reach`` characters, and no growth was told right before."""
    low, high = figures.clause(date.start)
    following = next((a for a in figures.amounts if date.end <= a.start < min(high, date.end + reach)), None)
    before = [p for p in figures.percents if low <= p.start and p.end <= date.start <= p.end + TO_DATE]
    grown = any(not figures.breaks(p.end, date.start) for p in before)
    return following is not None and not grown and not _grown_between(figures, date.end, following.start)


def _dates_event(figures: SentenceFigures, date: When) -> bool:
    """Whether a word of an event stands before the date in the same part of the sentence: "thiết lập quan hệ ngoại giao năm 1992"."""
    floor = max(figures.text.rfind(sign, figures.line.start, date.start) for sign in BREAKS)
    event = figures.before(date.start, "event")
    if event is None or event.start <= floor:
        return False
    return not any(event.end <= m.start and m.end <= date.start and m.name.startswith(INDICATOR) for m in figures.marks)


# --- what is shared ---


def _joined_period(figures: SentenceFigures, amount: Amount | Percent) -> Told | None:
    """That of the amount right before, where the two measure one thing: "năm 2017 là 1 tỷ USD và sản lượng 2 triệu tấn"."""
    previous = next((a for a in reversed(figures.amounts) if a.end <= amount.start), None)
    if previous is None or amount.start - previous.end > TO_WORD or figures.breaks(previous.end, amount.start, signs=BREAKS):
        return None
    return figures.periods.get(previous.start)


def latest(figures: SentenceFigures) -> Told | None:
    """The latest of the periods that this sentence's figures were told of: older ones are what is compared with."""
    initial = initial_period(figures)
    told = [*figures.told, *([initial] if initial and not is_year_before(figures, initial.when.expression) else [])]
    return _latest_of(told) or (figures.carried.period if figures.carried else None)


def _latest_of(told: Sequence[Told]) -> Told | None:
    return max(told, key=lambda t: _lateness(t.edtf), default=None)


def _lateness(edtf: str) -> tuple[str, int]:
    first, last = bounds(edtf) or ("", "")
    return last, -int(first.replace("-", "") or 0)


def initial_period(figures: SentenceFigures) -> Told | None:
    """The period that the sentence names before its first figure: it holds for all figures that have no date of their own."""
    first = min([*(a.start for a in figures.amounts), *(p.start for p in figures.percents)], default=figures.line.end)
    before = (d for d in reversed(figures.dates) if d.end <= first)
    when = next((d for d in before if names_period(figures, d)), None)
    if when is None:
        return None
    told = resolve_beside(figures, when, figures.carried.period if figures.carried else None)
    if when.expression.bound == "until":
        told = replace(told, dated=from_new_year(told.dated))
    return told if told.edtf else None


def opening_period(figures: SentenceFigures, amount: Amount | Percent) -> Told | None:
    """The date at the head of the sentence, before anything is measured: "Tính đến tháng 9/2020, Nga có 144 dự án, tổng vốn 933 triệu USD".

    What is so "now" is not of that date.
    """
    told = initial_period(figures)
    if told is None or told.when.start - figures.line.start > TO_HEAD or figures.before(told.when.start, INDICATOR):
        return None
    now = figures.before(amount.start, "now", reach=TO_DATE)
    if now is not None and now.start > told.when.start:
        return None
    return replace(told, dated=last_part(told.dated)) if told.when.expression.bound == "until" else told


def remember(figures: SentenceFigures, amount: Amount, told: Told | None, indicator: str) -> None:
    """Keeps the period of a figure for those that follow; not "the year before", which is only compared with."""
    if told is None or not told.edtf:
        return
    figures.periods[amount.start] = told
    if indicator in TRADE and not is_year_before(figures, told.when.expression):
        figures.told.append(told)

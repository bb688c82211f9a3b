"""The amounts, shares and dates of one sentence, and which of them belong together.

All rules go by place: nearest before in the same clause, right behind, at the sentence's beginning; for trade figures also
the months of the sentence before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from briefgen.extract.annotations import Annotation
from briefgen.extract.context import Context, Passage, Span
from briefgen.extract.expressions import DateExpr, Form, Quantity, Share
from briefgen.extract.lexicon import Lexicon, Phrase
from briefgen.extract.packs import Packs
from briefgen.model import Kind, Record

KIND = Kind.STATISTIC
INDICATOR, COUNTED = "indicator-", "counted-"
DIRECTED = ("exports", "imports")
TRADE = (*DIRECTED, "trade-turnover", "trade-balance")
PERIODS = frozenset({Form.YEAR, Form.PART, Form.MONTH, Form.RANGE, Form.DECADE, Form.SEASON, Form.COUNT})

BY_VOLUME = frozenset({"tonnes", "barrels", "containers", "TEU"})

# How far words reach, in characters: a sentence of news says what it measures, then when, by how much, and last the amount.
TO_AMOUNT = 170
BEHIND_AMOUNT = 22  # "2 tỷ USD vốn đầu tư", "US$14 billion in bilateral trade"
TO_DATE = 45
TO_CHANGE = 70
UP_TO_SHARE = 26
TOUCHING = 10
NEXT_SENTENCES = 4  # how far the months of one sentence reach


class Mark(Record):
    """A word of the pack's lists in a sentence: ``name`` is the list's."""

    name: str
    start: int
    end: int

    @property
    def indicator(self) -> str:
        return self.name.removeprefix(INDICATOR)


class Amount(Record):
    start: int
    end: int
    quantity: Quantity


class Percent(Record):
    start: int
    end: int
    share: Share


class When(Record):
    start: int
    end: int
    expression: DateExpr


class Scope(Record):
    """What the figures of a sentence leave to the next ones: of which months they were told, and what was measured last."""

    number: int
    period: When | None
    indicator: str | None


@lru_cache(maxsize=8)
def _lexicon(packs: Packs, language: str) -> Lexicon:
    lists = packs.kinds[KIND].settings.items()
    return Lexicon([Phrase(text=text, label=name) for name, words in lists for text in words.get(language, ())])


class SentenceFigures:
    """The amounts of one sentence with everything that they can be attached to; ``carried`` is what sentences before it leave."""

    def __init__(self, context: Context, passage: Passage, scope: Scope | None) -> None:
        self.context, self.text, self.line, self.number = context, context.text, passage.line, passage.number
        self.carried = scope if scope and passage.number - scope.number <= NEXT_SENTENCES else None
        self.last_indicator: str | None = None
        self.last_period: When | None = None
        self.amounts, self.percents, self.dates = _sort_annotations(a for a in passage.line.annotations if a is not None)
        start = passage.line.start
        found = _lexicon(context.packs, context.language).find(self.text[start : passage.line.end])
        self.marks = longest_marks([Mark(name=a.label, start=a.start + start, end=a.end + start) for a in found])

    # --- what is carried from sentence to sentence ---

    def scope(self) -> Scope | None:
        """What the next sentence may take over, if trade was told of."""
        if self.last_indicator not in TRADE:
            return None
        carried = self.carried.period if self.carried and not any(map(names_period, self.dates)) else None
        return Scope(number=self.number, period=self.initial_period() or self.last_period or carried, indicator=self.last_indicator)

    def lead_on(self) -> Scope | None:
        """A sentence without figures says what the next ones are about: "Về nhập khẩu, …", "Các mặt hàng xuất khẩu chủ yếu là …"."""
        named = next((m.indicator for m in self.marks if m.name.startswith(INDICATOR)), None)
        if self.carried is None or named not in TRADE:
            return self.carried
        return Scope(number=self.number, period=self.initial_period() or self.carried.period, indicator=named)

    # --- places ---

    def clause(self, at: int) -> Span:
        """The stretch between semicolons that holds the character ``at``."""
        start = self.text.rfind(";", self.line.start, at) + 1 or self.line.start
        end = self.text.find(";", at, self.line.end)
        return start, self.line.end if end < 0 else end

    def before(self, at: int, *names: str, reach: int = TO_AMOUNT) -> Mark | None:
        """The last mark of one of these lists before ``at`` in its clause; a name that ends with a dash stands for all that begin so."""
        floor = max(self.clause(at)[0], at - reach)
        return next((m for m in reversed(self.marks) if m.end <= at and m.start >= floor and _is_named(m, names)), None)

    def behind(self, at: int, *names: str, reach: int) -> Mark | None:
        """The first mark of one of these lists behind ``at`` in its clause."""
        ceiling = min(self.clause(at)[1], at + reach)
        return next((m for m in self.marks if at <= m.start <= ceiling and _is_named(m, names)), None)

    def breaks(self, start: int, end: int, signs: str = ",;()") -> bool:
        """Whether one of these punctuation marks or another amount stands between two places."""
        return any(c in signs for c in self.text[start:end]) or any(start <= a.start and a.end <= end for a in self.amounts)

    # --- what an amount measures ---

    def indicator(self, amount: Amount) -> tuple[str, Mark | None] | None:
        """What money measures: what is named right behind it, else nearest before it, else what was measured last."""
        behind = self.behind(amount.end, INDICATOR, reach=BEHIND_AMOUNT)
        if (
            behind is not None
            and not self.breaks(amount.end, behind.start)
            and not self.before(behind.start, "and", reach=behind.start - amount.end)
        ):
            return behind.indicator, behind
        before = self.before(amount.start, INDICATOR)
        if before is None:
            carried = self.last_indicator if self.before(amount.start, "it", reach=UP_TO_SHARE) else self._carried_indicator()
            return (carried, None) if carried else None
        return self._specify(before), before

    def _specify(self, mark: Mark) -> str:
        """A bare "kim ngạch" in a sentence about exports or imports is that of the exports or imports."""
        if self.text[mark.start : mark.end].lower() not in self.context.packs.settings(KIND, "generic", self.context.language):
            return mark.indicator
        named = self.before(mark.start, *(INDICATOR + name for name in DIRECTED))
        if named is None and self.before(mark.start, "of-it", reach=TOUCHING):
            return self._carried_indicator() or mark.indicator
        return named.indicator if named else mark.indicator

    def _carried_indicator(self) -> str | None:
        """What was measured last, in this sentence or the one before it: the items of a list are told without naming it again."""
        last = self.last_indicator or (self.carried.indicator if self.carried else None)
        return last if last in DIRECTED else None

    def weighed_indicator(self, amount: Amount) -> tuple[str, Mark | None]:
        """Goods by weight are exports or imports where those were told of."""
        before = self.before(amount.start, *(INDICATOR + name for name in DIRECTED))
        return (before.indicator, before) if before else (self._carried_indicator() or amount.quantity.unit, None)

    def counted_indicator(self, amount: Amount) -> str:
        """What is counted says itself what it is; people by what they are called."""
        inside = next((m for m in self.marks if m.name.startswith(COUNTED) and m.start >= amount.start and m.end <= amount.end), None)
        if inside:
            return inside.name.removeprefix(COUNTED)
        return {"documents": "agreements"}.get(amount.quantity.unit, amount.quantity.unit)

    # --- of which period ---

    def own_period(self, amount: Amount) -> When | None:
        """The date right behind the amount, else the nearest one between the amount before and this one."""
        low, high = self.clause(amount.start)
        dates = [d for d in self.dates if names_period(d) and not self.is_compared(d)]
        following = min((a.start for a in self.amounts if a.start >= amount.end), default=high)
        reach = min(following, amount.end + TO_DATE)
        right = [d for d in dates if amount.end <= d.start < reach and not self._grown_between(amount.end, d.start)]
        previous = max((a.end for a in self.amounts if a.end <= amount.start), default=None)
        floor = low if previous is None else max(low, previous)
        left = [d for d in dates if floor <= d.start and d.end <= amount.start and (previous is None or self._opens(previous, d.start))]
        return next(iter([*right, *reversed(left)]), None)

    def shared_period(self) -> When | None:
        """The months named at the sentence's beginning, else those of the sentence before: trade figures are told together."""
        return self.initial_period() or (self.carried.period if self.carried else None)

    def initial_period(self) -> When | None:
        """The months that the sentence names before its first figure: they hold for all figures that have no date of their own."""
        first = min([*(a.start for a in self.amounts), *(p.start for p in self.percents)], default=self.line.end)
        return next((d for d in reversed(self.dates) if d.end <= first and names_period(d) and not self.is_compared(d)), None)

    def is_compared(self, date: When) -> bool:
        """Whether a date is what a growth is measured against."""
        return date.expression.form is Form.SAME or self.before(date.start, "compare", reach=TOUCHING) is not None

    def _opens(self, start: int, end: int) -> bool:
        """Whether a date behind another amount begins a new part of the sentence, rather than dating that amount."""
        return any(c in ",;:(" for c in self.text[start:end]) or self._grown_between(start, end)

    def _grown_between(self, start: int, end: int) -> bool:
        return any(start <= p.start and p.end <= end for p in self.percents) or ";" in self.text[start:end]

    # --- grown by how much ---

    def growth(self, amount: Amount) -> tuple[Mark, Percent] | None:
        """The share by which the amount grew or fell, with its word."""
        for percent in self.percents:
            word = self.before(percent.start, "up", "down", reach=UP_TO_SHARE)
            if word is not None and self._owner(percent) is amount:
                return word, percent
        return None

    def base(self, percent: Percent) -> When | None:
        """The date that a growth is measured against, where it is named."""
        return next((d for d in self.dates if percent.end <= d.start <= percent.end + TO_DATE and self.is_compared(d)), None)

    def _owner(self, percent: Percent) -> Amount | None:
        """The amount that a growth belongs to: the one before it, or the one that is then reached."""
        low, high = self.clause(percent.start)
        amounts = [a for a in self.amounts if low <= a.start < high and self._is_of(percent, a)]
        before = next((a for a in reversed(amounts) if a.end <= percent.start), None)
        behind = next((a for a in amounts if percent.end <= a.start), None)
        gap = TO_CHANGE + 1 if before is None else percent.start - before.end
        if behind is not None and gap > TO_CHANGE // 2 and self.behind(percent.end, "reach", reach=behind.start - percent.end):
            return behind
        if gap <= TO_CHANGE:
            return before
        return behind if behind is not None and behind.start - percent.end <= TO_CHANGE else None

    def _is_of(self, percent: Percent, amount: Amount) -> bool:
        """Whether a growth said to be of the volume, or of the value, can be that of the amount."""
        measure = self.behind(percent.end, "by-volume", "by-value", reach=3)
        return measure is None or (measure.name == "by-volume") == (amount.quantity.unit in BY_VOLUME)

    # --- what it is not ---

    def growth_suffix(self, amount: Amount) -> str:
        """Growth in money or things is a figure of its own: tăng 2 tỷ USD."""
        word = self.before(amount.start, "up", "down", reach=TOUCHING)
        if word is None or amount.start - word.end > 1:
            return ""
        return "-increase" if word.name == "up" else "-decrease"

    def is_foreign(self, amount: Amount) -> bool:
        """Whether the words around make it a figure of something else: a population, a GDP, casualties."""
        before = self.before(amount.start, "not-before", reach=30)
        return before is not None or self.behind(amount.end, "not-behind", reach=12) is not None

    def is_target(self, amount: Amount) -> bool:
        """Aimed for: under a word of aiming, or raised up to this amount, where it is not said to have been done."""
        aim = self.before(amount.start, "target")
        if aim and not any(aim.end <= a.start and a.end <= amount.start for a in self.amounts):
            return True
        to = self.before(amount.start, "raised-to", reach=TOUCHING)
        raised = self.before(to.start, "raise", reach=90) if to else None
        return bool(raised and not self.before(raised.start, "done", reach=TOUCHING))


def _sort_annotations(annotations: Iterable[Annotation]) -> tuple[list[Amount], list[Percent], list[When]]:
    amounts, percents, dates = list[Amount](), list[Percent](), list[When]()
    for annotation in annotations:
        start, end, value = annotation.start, annotation.end, annotation.value
        if isinstance(value, Quantity):
            amounts.append(Amount(start=start, end=end, quantity=value))
        elif isinstance(value, Share) and annotation.label == "PCT":
            percents.append(Percent(start=start, end=end, share=value))
        elif isinstance(value, DateExpr):
            dates.append(When(start=start, end=end, expression=value))
    return amounts, percents, dates


def _is_named(mark: Mark, names: Sequence[str]) -> bool:
    return any(mark.name.startswith(name) if name.endswith("-") else mark.name == name for name in names)


def names_period(date: When) -> bool:
    """Whether figures can be told of it: months and years, not the day of an event; a day only where it is the last one counted."""
    expression = date.expression
    if expression.form is Form.DAY:
        return expression.bound == "until"
    return expression.form in PERIODS and not (expression.form is Form.RANGE and expression.start.day)


def longest_marks(marks: Sequence[Mark]) -> list[Mark]:
    """The marks that lie in no longer one of the same sort, in order; all indicators are one sort."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end, m.name)):
        sort = mark.name.split("-")[0]
        if not any(k.name.split("-")[0] == sort and k.start <= mark.start and mark.end <= k.end for k in kept[-6:]):
            kept.append(mark)
    return kept

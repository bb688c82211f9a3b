"""The amounts, shares and dates of one sentence, and which of them belong together.

All rules go by place: nearest before in the same clause, right behind, at the sentence's beginning; for trade figures also
the months of the sentence before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from briefgen.edtf import year_of
from briefgen.extract.annotations import Annotation
from briefgen.extract.context import Context, Passage, Span
from briefgen.extract.expressions import DateExpr, Quantity, Share
from briefgen.extract.lexicon import Lexicon, Phrase
from briefgen.extract.packs import Packs
from briefgen.model import Dated, Kind, Record

KIND = Kind.STATISTIC
INDICATOR, COUNTED, WORTH = "indicator-", "counted-", "worth-"
DIRECTED = ("exports", "imports")
TRADE = (*DIRECTED, "trade-turnover", "trade-balance")

BY_VOLUME = frozenset({"tonnes", "barrels", "containers", "TEU"})

# How far words reach, in characters: a sentence of news says what it measures, then when, by how much, and last the amount.
TO_AMOUNT = 170
BEHIND_AMOUNT = 22  # "2 tỷ USD vốn đầu tư", "US$14 billion in bilateral trade"
UP_TO_SHARE = 26
TO_WORTH = 45  # "hợp đồng trị giá 2 tỷ USD", "186 dự án với tổng vốn … 2 tỷ USD"
TOUCHING = 10
MONEY_LENGTH = 3  # a currency is three capitals
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


class Told(Record):
    """A period that figures were told of: the words, what they stand for, and the date that they were seen from ("năm trước đó")."""

    when: When
    dated: Dated
    beside: When | None = None

    @property
    def edtf(self) -> str:
        return self.dated.edtf or ""


class Scope(Record):
    """What the figures of a sentence leave to the next ones: of which months they were told, what was measured last (None where that was
    more than one thing), and what was measured first."""

    number: int
    period: Told | None
    indicator: str | None
    topic: str | None = None


@lru_cache(maxsize=8)
def load_marks(packs: Packs, language: str) -> Lexicon:
    """The lexicon of the words by which figures are read."""
    lists = packs.kinds[KIND].settings.items()
    return Lexicon([Phrase(text=text, label=name) for name, words in lists for text in words.get(language, ())])


def find_marks(context: Context, start: int, end: int) -> list[Mark]:
    """The words of the pack's lists in a stretch of the reading text, in order."""
    found = load_marks(context.packs, context.language).find(context.text[start:end])
    return longest_marks([Mark(name=a.label, start=a.start + start, end=a.end + start) for a in found])


class SentenceFigures:
    """The amounts of one sentence with everything that they can be attached to; ``carried`` is what sentences before it leave."""

    def __init__(self, context: Context, passage: Passage, scope: Scope | None) -> None:
        self.context, self.text, self.line, self.number = context, context.text, passage.line, passage.number
        self.carried = scope if scope and passage.number - scope.number <= NEXT_SENTENCES else None
        self.last_indicator: str | None = None
        self.measured: list[str] = []  # of trade, in this sentence
        self.told: list[Told] = []  # of trade, in order
        self.periods: dict[int, Told] = {}  # of every amount that has one, by where it starts
        self.amounts, self.percents, self.dates = _sort_annotations(a for a in passage.line.annotations if a is not None)
        found = context.found_in(load_marks(context.packs, context.language), passage.line.start, passage.line.end)
        self.marks = longest_marks([Mark(name=a.label, start=a.start, end=a.end) for a in found])

    def words(self, name: str) -> tuple[str, ...]:
        """A list of the pack in the article's language."""
        return self.context.packs.settings(KIND, name, self.context.language)

    # --- what was measured before ---

    def lead_on(self) -> Scope | None:
        """A sentence without figures says what the next ones are about: "Về nhập khẩu, …", "Các mặt hàng xuất khẩu chủ yếu là …"."""
        named = {m.indicator for m in self.marks if m.name.startswith(INDICATOR)} & {*TRADE}
        if self.carried is None or not named:
            return self.carried
        return Scope(number=self.number, period=self.carried.period, indicator=named.pop() if len(named) == 1 else None)

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
        if (listed := self._listed_indicator(amount)) is not None:
            return listed.indicator, listed
        behind = self.behind(amount.end, INDICATOR, reach=BEHIND_AMOUNT)
        if (
            behind is not None
            and not self.breaks(amount.end, behind.start)
            and not any(m.name == "and" and amount.end <= m.start <= behind.start for m in self.marks)
        ):
            return behind.indicator, behind
        before = self.before(amount.start, INDICATOR)
        return (self._specify(before, amount), before) if before else self._unnamed_indicator(amount)

    def _listed_indicator(self, amount: Amount) -> Mark | None:
        """ "xuất khẩu và nhập khẩu đạt lần lượt 19 tỷ USD và 47 tỷ USD": as many names as amounts, in their order."""
        word = self.before(amount.start, "respectively") or self.behind(amount.end, "respectively", reach=TO_WORTH)
        if word is None or amount not in self.amounts:
            return None
        low, high = self.clause(amount.start)
        money = [a for a in self.amounts if low <= a.start < high and is_money(a.quantity.unit)]
        named = [m for m in self.marks if m.name.startswith(INDICATOR) and low <= m.start and m.end <= money[0].start]
        return named[money.index(amount)] if len(named) == len(money) > 1 else None

    def _unnamed_indicator(self, amount: Amount) -> tuple[str, Mark | None] | None:
        """What was measured last; else what the words around a price or a value make of it."""
        if self.before(amount.start, "it", reach=UP_TO_SHARE) or self._goes_on(amount):
            if self.last_indicator:
                return self.last_indicator, None
            if self.carried and self.carried.number == self.number - 1 and self.carried.topic:
                return self.carried.topic, None
        elif (worth := self._worth(amount)) is not None:
            return worth.name.removeprefix(WORTH), worth
        elif self.before(amount.start, "from-level", reach=TOUCHING) and (ahead := self.behind(amount.end, INDICATOR, reach=TO_WORTH)):
            return ahead.indicator, ahead
        carried = self._carried_indicator()
        return (carried, None) if carried else None

    def _goes_on(self, amount: Amount) -> bool:
        """Whether nothing but a date stands before the amount in its clause: "…; 6 tháng đầu năm 2023 đạt 7,02 tỷ USD"."""
        low = self.clause(amount.start)[0]
        inside = [d for d in self.dates if low <= d.start and d.end <= amount.start]
        if len(inside) != 1 or inside[0].start - low > 2 * TOUCHING:
            return False
        return amount.start - inside[0].end <= UP_TO_SHARE

    def _worth(self, amount: Amount) -> Mark | None:
        """What has the price: a contract, a project; with no other money in between."""
        worth = self.before(amount.start, WORTH, reach=TO_WORTH)
        priced = worth and any(worth.end <= a.start and a.end <= amount.start and is_money(a.quantity.unit) for a in self.amounts)
        return None if priced else worth

    def _specify(self, mark: Mark, amount: Amount) -> str:
        """A bare "kim ngạch" in a sentence about exports or imports is that of the exports or imports."""
        words = self.text[mark.start : mark.end].lower()
        if words not in self.words("generic"):
            return mark.indicator
        named = self.before(mark.start, *(INDICATOR + name for name in DIRECTED))
        if named is not None:
            return named.indicator
        bare = words in self.words("bare") and not self._is_mutual(mark.end, amount.start)
        if bare or self.before(mark.start, "of-it", reach=TOUCHING):
            return self._carried_indicator() or mark.indicator
        return mark.indicator

    def _is_mutual(self, start: int, end: int) -> bool:
        """Whether the words between say that it is the trade of the two with each other."""
        pair = any(a is not None and a.label == "PAIR" and start <= a.start < end for a in self.line.annotations)
        return pair or any(m.name == "mutual" and start <= m.start < end for m in self.marks)

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
        inside = inside or (self._who_came(amount) if amount.quantity.noun in self.words("counts-people") else None)
        if inside:
            return inside.name.removeprefix(COUNTED)
        return {"documents": "agreements"}.get(amount.quantity.unit, amount.quantity.unit)

    def _who_came(self, amount: Amount) -> Mark | None:
        """ "lượng khách Nhật Bản đến Việt Nam đạt 491.000 lượt người": people named before the number."""
        before = self.before(amount.start, COUNTED, reach=TO_AMOUNT // 2)
        return before if before and not self.breaks(before.end, amount.start, signs=";") else None

    # --- what it is not ---

    def is_foreign(self, amount: Amount) -> bool:
        """Whether the words around make it a figure of something else: a population, a GDP, casualties."""
        if amount.quantity.noun in self.words("not-counted"):
            return True
        before = self.before(amount.start, "not-before", reach=30)
        return before is not None or self.behind(amount.end, "not-behind", reach=12) is not None

    def is_target(self, amount: Amount) -> bool:
        """Aimed for: under a word of aiming, or raised up to this amount, where it is not said to have been done."""
        aim = self.before(amount.start, "target")
        if aim and not self._is_reached(aim.end, amount) and not any(aim.end <= a.start and a.end <= amount.start for a in self.amounts):
            return True
        to = self.before(amount.start, "raised-to", reach=TOUCHING)
        raised = self.before(to.start, "raise", reach=90) if to else None
        if raised is None or self.behind(raised.start, "brought-to", reach=0):
            return False
        return not self.before(raised.start, "done", reach=TOUCHING)

    def is_forecast(self, amount: Amount) -> bool:
        """Expected, not counted: no comma or amount stands between the word and the amount."""
        word = self.before(amount.start, "forecast", reach=TO_AMOUNT // 2)
        return word is not None and not self.breaks(word.end, amount.start)

    def aims_at(self, amount: Amount) -> bool:
        """ "đặt mục tiêu 100 tỷ USD": an aim that does not say of what."""
        aim = self.before(amount.start, "target", reach=TO_WORTH)
        return aim is not None and not self.breaks(aim.end, amount.start)

    def _is_reached(self, start: int, amount: Amount) -> bool:
        """ "Với mục tiêu …, kim ngạch năm 2018 đạt 5 tỷ USD": a comma, then what came of it in a year gone by."""
        year = year_of(self.context.frame.anchor.published)
        years = [d.expression.start.year for d in self.dates if start <= d.start < amount.end + TO_WORTH]
        return "," in self.text[start : amount.start] and any(y is not None and year is not None and y < year for y in years)


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


def is_money(unit: str) -> bool:
    """Whether a unit is a currency's code."""
    return len(unit) == MONEY_LENGTH and unit.isupper()


def _is_named(mark: Mark, names: Sequence[str]) -> bool:
    return any(mark.name.startswith(name) if name.endswith("-") else mark.name == name for name in names)


def longest_marks(marks: Sequence[Mark]) -> list[Mark]:
    """The marks that lie in no longer one of the same sort, in order; all indicators are one sort."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end, m.name)):
        sort = mark.name.split("-")[0]
        if (cut := next((k for k in kept[-3:] if k.name == mark.name and mark.start < k.end < mark.end), None)) is not None:
            kept.remove(cut)  # "và nhập" before "nhập khẩu"
        if not any(k.name.split("-")[0] == sort and k.start <= mark.start and mark.end <= k.end for k in kept[-6:]):
            kept.append(mark)
    return kept

"""Growth beside a level: by how much an amount rose or fell, and against what.

"tăng 5%" belongs to the level told before it; amounts of growth ("tăng 2 tỷ USD, tương đương 14%") and amounts in closed brackets are
passed over. Where something else was named in between ("…, trong đó xuất khẩu tăng 5%") the share is not that of the level.
"""

from __future__ import annotations

from briefgen.extract.kinds.figure_periods import TO_DATE, is_compared
from briefgen.extract.kinds.figures import BY_VOLUME, INDICATOR, TOUCHING, TRADE, UP_TO_SHARE, Amount, Mark, Percent, SentenceFigures, When

TO_CHANGE = 70
SIGNS = {"+": "up", "-": "down", "−": "down", "–": "down"}


def growth_suffix(figures: SentenceFigures, amount: Amount, indicator: str) -> str:
    """Growth in money or things is a figure of its own: tăng 2 tỷ USD. A balance that rises may be a deficit or a surplus: a change."""
    word = next((m for m in reversed(figures.marks) if m.name in ("up", "down") and m.start < amount.start and m.end <= amount.end), None)
    if word is None or amount.start - word.end > 1 or amount.quantity.low is not None:  # "widened by 11 to 39 billion": the level reached
        return ""
    words = figures.text[word.start : word.end].lower()
    if words in figures.words("grown-to") or (word.end > amount.start and words in figures.words("higher")):
        return ""
    if indicator == "trade-balance":
        return "-change"
    return "-increase" if word.name == "up" else "-decrease"


def growth(figures: SentenceFigures, amount: Amount) -> tuple[Mark, Percent] | None:
    """The share by which the amount grew or fell, with its word or sign."""
    for percent in figures.percents:
        word = _growth_word(figures, percent)
        if word is not None and _owner(figures, word, percent) is amount:
            return word, percent
    return None


def base(figures: SentenceFigures, amount: Amount, percent: Percent) -> When | None:
    """The date that a growth is measured against, where it is named: behind the share, else between the level and the share."""
    high = figures.clause(percent.start)[1]
    near = (d for d in figures.dates if percent.end <= d.start <= min(high, percent.end + TO_DATE))
    others = [a for a in figures.amounts if a is not amount]
    near = (d for d in near if not any(percent.end <= a.start < d.start for a in others) and "(" not in figures.text[percent.end : d.start])
    behind = next((d for d in near if is_compared(figures, d)), None)
    between = (d for d in figures.dates if amount.end <= d.start < percent.start)
    return behind or next((d for d in between if is_compared(figures, d)), None)


def _growth_word(figures: SentenceFigures, percent: Percent) -> Mark | None:
    if figures.behind(percent.end, "average", reach=2) or figures.before(percent.start, "average", reach=UP_TO_SHARE):
        return None
    word = figures.before(percent.start, "up", "down", reach=UP_TO_SHARE)
    if word is not None:
        return None if figures.text[word.start : word.end].lower() in figures.words("grown-to") else word
    noun = figures.behind(percent.end, "up-noun", "down-noun", reach=2)  # "a 14% decline"
    if noun is not None:
        return Mark(name=noun.name.partition("-")[0], start=noun.start, end=noun.end)
    return _sign(figures, percent) or _equal_growth(figures, percent) or _second_of_two(figures, percent)


def _sign(figures: SentenceFigures, percent: Percent) -> Mark | None:
    """ "5 tỷ USD (+12,5%)"."""
    name = SIGNS.get(figures.text[percent.start - 1 : percent.start])
    opened = name and figures.text[percent.start - 2 : percent.start - 1] in ("(", " ", "|", "\t")
    return Mark(name=name, start=percent.start - 1, end=percent.start) if name and opened else None


def _equal_growth(figures: SentenceFigures, percent: Percent) -> Mark | None:
    """ "tăng 2 tỷ USD, tương đương 14%": the growth in money said once more as a share."""
    before = next((a for a in reversed(figures.amounts) if a.end <= percent.start), None)
    equal = figures.before(percent.start, "equal", reach=2 * UP_TO_SHARE)
    if equal is None or before is None or not repeats_growth(figures, before, percent):
        return None
    return Mark(name="up" if growth_suffix(figures, before, "") == "-increase" else "down", start=equal.start, end=equal.end)


def repeats_growth(figures: SentenceFigures, amount: Amount, percent: Percent) -> bool:
    """Whether a share says once more by how much something grew: right behind the growth in money, after a word of equality."""
    equal = figures.before(percent.start, "equal", reach=2 * UP_TO_SHARE)
    return equal is not None and 0 <= equal.start - amount.end <= TOUCHING and bool(growth_suffix(figures, amount, ""))


def _second_of_two(figures: SentenceFigures, percent: Percent) -> Mark | None:
    """ "giảm 17,9% về lượng và 8,4% về giá trị", "tăng lần lượt 5% và 7%": the second share has the word of the first."""
    first = next((p for p in reversed(figures.percents) if p.end <= percent.start), None)
    if first is None or percent.start - first.end > UP_TO_SHARE or figures.breaks(first.end, percent.start, signs=";()."):
        return None
    joined = figures.before(percent.start, "and", reach=TOUCHING)
    return _growth_word(figures, first) if joined and joined.start >= first.end else None


def _owner(figures: SentenceFigures, word: Mark, percent: Percent) -> Amount | None:
    """The amount that a growth belongs to: the one before it, or the one that is then reached."""
    levels = [a for a in _in_clause(figures, percent) if _is_level(figures, a, percent)]
    if figures.before(percent.start, "respectively", reach=TO_CHANGE) or figures.behind(percent.end, "respectively", reach=TO_CHANGE):
        return _by_order(figures, levels, percent)
    before = next((a for a in reversed(levels) if a.end <= percent.start), None)
    behind = next((a for a in levels if percent.end <= a.start), None)
    gap = TO_CHANGE + 1 if before is None else _gap(figures, before, word)
    if behind is not None and gap > TO_CHANGE // 2 and figures.behind(percent.end, "reach", reach=behind.start - percent.end):
        return behind
    if before is not None and gap <= TO_CHANGE and not _turns(figures, before, word):
        return before
    return behind if behind is not None and behind.start - percent.end <= TO_CHANGE and _reaches(figures, percent, behind) else None


def _in_clause(figures: SentenceFigures, percent: Percent) -> list[Amount]:
    low, high = figures.clause(percent.start)
    return [a for a in figures.amounts if low <= a.start < high and _is_of(figures, percent, a)]


def _is_level(figures: SentenceFigures, amount: Amount, percent: Percent) -> bool:
    """No growth in money, and not within a bracket that has closed since."""
    between = figures.text[amount.end : percent.start]
    return not growth_suffix(figures, amount, "") and between.count(")") <= between.count("(")


def _by_order(figures: SentenceFigures, levels: list[Amount], percent: Percent) -> Amount | None:
    """ "5 và 7 tỷ USD, tăng lần lượt 5% và 7%": as many shares as levels, in their order."""
    low, high = figures.clause(percent.start)
    shares = [p for p in figures.percents if low <= p.start < high]
    levels = [a for a in levels if a.end <= shares[0].start]
    return levels[shares.index(percent)] if len(shares) == len(levels) else None


def _gap(figures: SentenceFigures, before: Amount, word: Mark) -> int:
    """Characters from the level to the growth, the amounts between them left out."""
    return word.start - max(a.end for a in figures.amounts if before.end <= a.end <= max(word.start, before.end))


def _turns(figures: SentenceFigures, before: Amount, word: Mark) -> bool:
    """Whether another thing to be measured is named between a level and a growth, behind a comma or a joining word."""
    named = [m for m in figures.marks if m.name in _TURNING and before.end <= m.start and m.end <= word.start]
    plain = [m for m in named if figures.text[m.start : m.end].lower() not in figures.words("generic")]
    return any(figures.breaks(before.end, m.start) or figures.before(m.start, "and", reach=m.start - before.end) for m in plain)


_TURNING = frozenset(INDICATOR + name for name in TRADE)


def _reaches(figures: SentenceFigures, percent: Percent, behind: Amount) -> bool:
    """Whether the amount behind is what the growth led to: no other thing to be measured is named in between."""
    return not any(m.name in _TURNING and percent.end <= m.start and m.end <= behind.start for m in figures.marks) or bool(
        figures.behind(percent.end, "reach", reach=behind.start - percent.end)
    )


def _is_of(figures: SentenceFigures, percent: Percent, amount: Amount) -> bool:
    """Whether a growth said to be of the volume, or of the value, can be that of the amount."""
    measure = figures.behind(percent.end, "by-volume", "by-value", reach=3)
    return measure is None or (measure.name == "by-volume") == (amount.quantity.unit in BY_VOLUME)

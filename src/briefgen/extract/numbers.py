"""Quantities, shares, multiples and ordinals in running text.

The rules, units and numerals are data (``packs/languages/*/numbers.yaml``); this module turns what they captured into exact decimals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

import regex

from briefgen.extract.annotations import Annotation
from briefgen.extract.expressions import Quantity, Share
from briefgen.extract.rules import (
    REACH,
    Hit,
    Mask,
    Pattern,
    Rules,
    any_of,
    compile_before,
    compile_pattern,
    load_pack,
    lower_text,
    word_macros,
)
from briefgen.model import Record

_REACH = 24
_HUNDRED = Decimal(100)
_FIGURE_AND_NEXT = regex.compile(r"[0-9][0-9.,]*+(?:[ \n]([0-9]{3})(?![0-9]))*+[ \n-]{0,2}+(\w++|[%–—−-])")
_WHOLE_FIGURE = regex.compile(r"[0-9.,]*[0-9](?:[ \n][0-9]{3})*")
_ORDINAL_FIGURE = regex.compile(r"[0-9]{1,4}")
_JOINS = frozenset("%–—−-")
_SIGN_ENDS = frozenset("$€£¥₫₹")
_FIGURE = regex.compile(r"[0-9][0-9.,]*")


class Numerals:
    """How a language writes numbers: its decimal and grouping signs, and its numerals."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.decimal, self.group = data["decimal"], data["group"]
        words = data["numerals"]
        self.add = {str(word): Decimal(str(value)) for word, value in words["add"].items()}
        self.times = {str(word): Decimal(str(value)) for word, value in words["times"].items()}
        self.half, self.skip = frozenset(words.get("half", ())), frozenset(words.get("skip", ()))

    def read_figure(self, figure: str, *, whole: bool = False) -> Decimal:
        """The number in figures. A sign that stands before exactly three digits groups thousands if it is the language's grouping sign,
        stands twice, or the number must be whole (15,000 người)."""
        figure = figure.replace(" ", "").replace("\n", "")
        signs = [c for c in figure if c in ".,"]
        if not signs:
            return Decimal(figure)
        if len(set(signs)) == 2:
            last = max(figure.rfind("."), figure.rfind(","))
            return Decimal(figure[:last].replace(".", "").replace(",", "") + "." + figure[last + 1 :])
        three = len(figure.rsplit(signs[0], 1)[1]) == 3
        grouped = len(signs) > 1 or (three and (signs[0] == self.group or whole))
        return Decimal(figure.replace(signs[0], "" if grouped else "."))

    def read(self, words: str, *, whole: bool = False) -> Decimal | None:
        """The number that figures, numerals and multipliers make together (2,6 tỷ; hai tỷ rưỡi; 15 nghìn tỷ); None where a word is none."""
        total, current, last = Decimal(0), Decimal(0), Decimal(1)
        figures = _FIGURE.match(words)
        if figures:
            end = _WHOLE_FIGURE.match(words).end()
            current, words = self.read_figure(words[:end], whole=whole), words[end:]
        for word in words.replace("-", " ").split():
            if word in self.times:
                total, current, last = self._multiply(total, current, self.times[word])
            elif word in self.half:
                total += last / 2
            elif word in self.add:
                current += self.add[word]
            elif word not in self.skip:
                return None
        return tidy(total + current)

    @staticmethod
    def _multiply(total: Decimal, current: Decimal, factor: Decimal) -> tuple[Decimal, Decimal, Decimal]:
        """Tens and hundreds gather; from a thousand on they are added up, and one multiplier after another multiplies (nghìn tỷ)."""
        if factor < 1000:
            return total, (current or 1) * factor, factor
        if not current and total:
            return total * factor, Decimal(0), factor
        return total + (current or 1) * factor, Decimal(0), factor


def tidy(value: Decimal) -> Decimal:
    """The same number without an exponent and without noughts at its end (2600000000, not 2600000000.0)."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


class FigureRules(Rules):
    """Rules that read a figure only where a word that makes it an amount follows, or a currency sign stands before it."""

    def __init__(self, data: Mapping[str, Any], place: str, followers: frozenset[str]) -> None:
        super().__init__(data, place, word_macros({"tables": data["tables"]}))
        self.followers = followers

    def reads_figure(self, low: str, start: int) -> bool:
        """Whether the word after the figure is one that an amount can have."""
        if low[start - 1 : start] in _SIGN_ENDS:
            return True
        match = _FIGURE_AND_NEXT.match(low, start, start + REACH)
        return bool(match and (match[2] in self.followers or match[2] in _JOINS or low[match.start(2) - 1] in _JOINS))


class NumberRules:
    """The number rules of one language."""

    def __init__(self, language: str) -> None:
        data = load_pack(language, "numbers")
        place = f"packs/languages/{language}/numbers.yaml"
        self.numerals = Numerals(data)
        self.tables: Mapping[str, Mapping[str, Any]] = {
            name: {str(word): value for word, value in table.items()} for name, table in data["tables"].items()
        }
        signs = {"signs": [regex.escape(str(sign)) for sign in self.tables["signs"]]}
        counting = [word for name in ("units", "currencies", "adjectives") for word in self.tables.get(name, ())]
        followers = frozenset(word.replace(".", " ").split()[0] for word in counting) | {*self.numerals.times}
        words = {**data.get("words", {}), **signs}
        self.rules = FigureRules({**data, "words": words}, place, followers | {str(word) for word in data["followers"]})
        self.sign = compile_before([any_of([str(s) for s in self.tables["signs"]])], place=place)
        self.qualifier = compile_before([any_of(list(self.tables["qualifiers"]))], place=place)
        self.lists: list[tuple[str, Pattern]] = [
            (entry["label"], compile_pattern(entry["regex"], self.rules.macros, place=place)) for entry in data.get("lists", ())
        ]


@cache
def load_number_rules(language: str) -> NumberRules:
    """The compiled number rules of a language, read once; raises UsageError for a language without a pack."""
    return NumberRules(language)


def find_numbers(text: str, language: str, masked: Sequence[tuple[int, int]] = ()) -> list[Annotation]:
    """Annotations QTY (a Quantity), PCT and POINTS (a Share), MULT (a Decimal), ORD, RANK and FIRST (an int), in order, without overlaps.

    The span takes in the qualifier and the currency sign that stand before the figures (gần 7,8 tỷ USD, US$2.6bn).
    ``masked`` are spans that are not read: names, and dates where they are known.
    """
    rules = load_number_rules(language)
    low = lower_text(text)
    found, mask = list[Annotation](), Mask(masked)
    for annotation in rules.rules.scan(text, low, lambda hit: build_number(rules, hit, low), mask):
        if not found or annotation.start >= found[-1].end:  # else a list has already read it
            found.append(annotation)
            found.extend(a for a in _continue_list(rules, annotation, low) if not mask.touches(a.start, a.end))
    return found


@lru_cache(maxsize=512)
def read_unit(words: str, language: str) -> tuple[Decimal, str] | None:
    """How much of which unit one is, of a unit told without a figure: "tỷ USD", "USD billion" is 1000000000 USD; None where it is none."""
    for order in (words, " ".join(reversed(words.split()))):
        text = f"1 {order}"
        found = find_numbers(text, language)
        if len(found) == 1 and found[0].end == len(text) and isinstance(found[0].value, Quantity) and found[0].value.unit:
            return found[0].value.value, found[0].value.unit
    return None


def build_number(rules: NumberRules, hit: Hit, low: str) -> Annotation | None:
    """The annotation of what a rule read; None where the words make no number."""
    groups = {name: " ".join(value.split()) for name, value in hit.match.groupdict().items() if value}
    before = _look_before(rules, low, hit.start)
    value = _BUILDERS[hit.rule.label](rules, groups, before)
    return None if value is None else Annotation(label=hit.rule.label, start=before.start, end=hit.end, value=value)


class Before(Record):
    """The currency sign and the qualifier that stand before a figure, and where they begin."""

    start: int
    sign: str | None
    qualifier: str | None


def _look_before(rules: NumberRules, low: str, start: int) -> Before:
    sign = rules.sign.match(low, max(0, start - 6), start)
    start = sign.start() if sign else start
    found = rules.qualifier.match(low, max(0, start - _REACH), start)
    qualifier = rules.tables["qualifiers"][" ".join(found[1].split())] if found else None
    return Before(start=found.start() if found else start, sign=sign[1] if sign else None, qualifier=qualifier)


def _amount(rules: NumberRules, groups: Mapping[str, str], which: str = "", scale: str | None = None) -> Decimal | None:
    """The number of one end, with its multiplier; a counted thing without one is a whole number."""
    words = groups.get(f"value{which}")
    if words is None:
        return None
    factor = groups.get(f"scale{which}") or scale
    whole = "unit" in groups and factor is None
    return rules.numerals.read(f"{words} {factor}" if factor else words, whole=whole)


def _build_quantity(rules: NumberRules, groups: Mapping[str, str], before: Before) -> Quantity | None:
    high = _amount(rules, groups, "2")
    low = _amount(rules, groups, scale=groups.get("scale2") if high is not None else None)
    if low is None or (high is not None and high <= low):
        return None
    unit = rules.tables["currencies"].get(groups.get("currency", "")) or rules.tables["units"].get(groups.get("unit", ""), "")
    unit = rules.tables["signs"][before.sign] if before.sign and not unit else unit
    value = low if high is None else high
    ends = (None, None) if high is None else (low, high)
    return Quantity(value=value, unit=unit, noun=groups.get("unit"), qualifier=before.qualifier, low=ends[0], high=ends[1])


def _build_share(rules: NumberRules, groups: Mapping[str, str], before: Before) -> Share | None:
    low, high = _amount(rules, groups), _amount(rules, groups, "2")
    if low is None:
        return None
    if "basis_points" in groups:
        low = tidy(low / _HUNDRED)
    return Share(value=low if high is None else high, qualifier=before.qualifier, low=None if high is None else low)


def _build_multiple(rules: NumberRules, groups: Mapping[str, str], _: Before) -> Decimal | None:
    if "times" in groups:
        return Decimal(str(rules.tables["multiples"][groups["times"]]))
    return _amount(rules, groups)


def _build_ordinal(rules: NumberRules, groups: Mapping[str, str], _: Before) -> int | None:
    return read_ordinal(rules, groups.get("ordinal", "1"))


def read_ordinal(rules: NumberRules, word: str) -> int | None:
    """Which one of a series: in figures, in words or in Roman numerals; None where it is none."""
    word = " ".join(word.split())
    for table in ("ordinals", "roman"):
        if word in rules.tables[table]:
            return int(rules.tables[table][word])
    figure = _ORDINAL_FIGURE.match(word)
    value = Decimal(figure[0]) if figure else _compound_ordinal(rules, word)
    return int(value) if value else None


def _compound_ordinal(rules: NumberRules, word: str) -> Decimal | None:
    """twenty-sixth, hai mươi sáu: tens as a numeral, the last word as an ordinal."""
    *tens, last = word.replace("-", " ").split()
    if tens and last in rules.tables["ordinals"] and (base := rules.numerals.read(" ".join(tens))):
        return base + int(rules.tables["ordinals"][last])
    return rules.numerals.read(word)


_BUILDERS: Mapping[str, Any] = {
    "QTY": _build_quantity,
    "PCT": _build_share,
    "POINTS": _build_share,
    "MULT": _build_multiple,
    "ORD": _build_ordinal,
    "RANK": _build_ordinal,
    "FIRST": _build_ordinal,
}


def _continue_list(rules: NumberRules, first: Annotation, low: str) -> Iterator[Annotation]:
    """The numbers that follow in a list of the same label (lần thứ 38 và 39), each with a span of its own."""
    end = first.end
    while match := next(
        (m for label, pattern in rules.lists if label == first.label and (m := pattern.match(low, end, end + REACH))), None
    ):
        value = read_ordinal(rules, match["ordinal"])
        if value is None:
            return
        start, end = match.span("ordinal")
        yield Annotation(label=first.label, start=start, end=end, value=value)

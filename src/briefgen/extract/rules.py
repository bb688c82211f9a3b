"""Rules of a language pack over running text: where they may begin, which one reads, what it captured.

A rule is a regular expression over the text in lower case, with named groups. Two things are added to the ``regex`` syntax: ``{name}``
stands for one of the pack's macros, and a space for one or two spaces or one line break. Rules are tried in the pack's order wherever one
of the pack's ``triggers`` stands (found in one Aho-Corasick pass), or a figure that the pattern ``figures`` lets through; a rule that no
trigger can begin is an error of the pack.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import ahocorasick_rs
import regex
import yaml

from briefgen.errors import SettingsError, UsageError
from briefgen.extract.annotations import Annotation
from briefgen.model import Record

SPACE = r"(?: {1,2}+|\n)"
DIGITS = "0123456789"
JOINTS = ".,/:-–—'’"
_MACRO = regex.compile(r"\{([a-z_]\w*)\}")
_LOOK_BACK = 40
AHEAD = 6  # characters behind a trigger by which most of its rules are told to be out of question
REACH = 160  # no rule reads further; without a bound, a pattern's rarest word is looked for to the end of the text

Pattern = Any  # a compiled ``regex`` pattern; the library ships no types
Match = Any


class Rule(Record):
    """One rule of a pack: its name, label, compiled pattern, the fields it sets, and the words that must or must not stand before it."""

    name: str
    label: str
    pattern: Pattern
    sets: Mapping[str, Any]
    example: str
    after: Pattern | None = None
    not_after: Pattern | None = None
    capital: str | None = None


class Hit(Record):
    """A rule that read something; ``match`` is over the text in lower case."""

    rule: Rule
    match: Match
    start: int
    end: int


@cache
def load_pack(language: str, name: str) -> Mapping[str, Any]:
    """The data of ``packs/languages/LANGUAGE/NAME.yaml``; raises UsageError where there is no such language."""
    file = files("briefgen") / "packs" / "languages" / language / f"{name}.yaml"
    if not file.is_file():
        raise UsageError(f"There is no pack {name} for the language {language}", remedy="Languages with a pack: vi, en.")
    text = file.read_text(encoding="utf-8")
    data: Mapping[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 (both are safe loaders)
    return data


@lru_cache(maxsize=32)  # an article or quote is read for dates, then for numbers
def lower_text(text: str) -> str:
    """The text in lower case, character by character, so that offsets stay (``İ`` would grow)."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def any_of(words: Sequence[str]) -> str:
    """A pattern for one of the words, the longest first."""
    return "(?:" + "|".join(regex.escape(word, literal_spaces=True) for word in sorted(words, key=lambda w: (-len(w), w))) + ")"


def compile_pattern(source: str, macros: Mapping[str, str], *, place: str) -> Pattern:
    """The compiled pattern, its macros and spaces filled in; raises SettingsError where it is none."""
    try:
        return regex.compile(fill_macros(source, macros, place=place).replace(" ", SPACE), regex.V0)
    except regex.error as error:
        raise SettingsError(f"The pattern is none: {error}", place=place, remedy="See the pack's other rules for the syntax.") from error


def fill_macros(source: str, macros: Mapping[str, str], *, place: str) -> str:
    """The source with every ``{name}`` replaced, inner ones too."""
    for _ in range(9):
        if not (found := _MACRO.search(source)):
            return source
        if found[1] not in macros:
            raise SettingsError(
                f"The rule names a macro {found[1]!r} that the pack does not have", place=place, remedy="Define it under macros."
            )
        source = _MACRO.sub(lambda m: macros.get(m[1], m[0]), source)
    raise SettingsError("The macros name each other", place=place, remedy="A macro may use only others, not itself.")


def compile_before(words: Sequence[str], *, place: str) -> Pattern:
    """A pattern that is matched backwards from a place: one of the words, the first named that fits, with white space or none."""
    return compile_pattern(rf"(?r)(?<!\w)({'|'.join(words)}) ?", {}, place=place)


Build = Callable[[Hit], Annotation | None]


class Mask:
    """Spans that must not be read (names), whatever their order and overlaps."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        merged: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        self.starts = [start for start, _ in merged]
        self.ends = [end for _, end in merged]

    def touches(self, start: int, end: int) -> bool:
        """Whether a span shares a character with ``start`` to ``end``."""
        index = bisect_right(self.starts, end - 1) - 1
        return index >= 0 and self.ends[index] > start


class Rules:
    """The compiled rules of one pack file, and the scan that applies them."""

    def __init__(self, data: Mapping[str, Any], place: str, macros: Mapping[str, str] | None = None) -> None:
        self.macros = {**word_macros(data), **(macros or {}), **data.get("macros", {})}
        self.words = data.get("words", {})
        self.rules = [self._compile(rule, place) for rule in data["rules"]]
        beginners = {trigger: self._beginners(trigger) for trigger in [*_list_triggers(data), *DIGITS]}
        self.triggers = [trigger for trigger, rules in beginners.items() if rules]
        self.by_trigger = [beginners[trigger] for trigger in self.triggers]
        self._widths = [len(trigger) + AHEAD for trigger in self.triggers]
        self.list_possible = lru_cache(maxsize=16384)(self._list_possible)
        self.digits = frozenset(self.triggers.index(digit) for digit in DIGITS if beginners[digit])
        self.gate = compile_pattern(data.get("figures", "[0-9]"), self.macros, place=place)
        self._check_triggers(place, [str(t) for t in data.get("triggers", ()) if not beginners[str(t)]])
        self.finder = ahocorasick_rs.AhoCorasick(self.triggers, matchkind=ahocorasick_rs.MatchKind.Standard)

    def _compile(self, rule: Mapping[str, Any], place: str) -> Rule:
        where = f"{place}, rule {rule['name']}"
        return Rule(
            name=rule["name"],
            label=rule.get("label", "DATE"),
            pattern=compile_pattern(rule["regex"], self.macros, place=where),
            sets=rule.get("set", {}),
            example=rule["example"],
            after=self._before(rule.get("after"), where),
            not_after=self._before(rule.get("not_after"), where),
            capital=rule.get("capital"),
        )

    def _before(self, names: Sequence[str] | None, place: str) -> Pattern | None:
        if not names:
            return None
        return compile_before([word for name in names for word in self.words[name]], place=place)

    def _beginners(self, trigger: str) -> tuple[Rule, ...]:
        """The rules that text beginning with the trigger can still fulfil."""
        return tuple(rule for rule in self.rules if rule.pattern.match(trigger, partial=True))

    def _list_possible(self, index: int, ahead: str) -> tuple[Rule, ...]:
        """Of the rules that a trigger can begin those that text beginning with ``ahead`` can still fulfil: two of fifteen, mostly.

        The first characters behind a trigger are few ("28/9", "2,6 t", "ngày 28"), so that the answer is mostly known.
        """
        return tuple(rule for rule in self.by_trigger[index] if rule.pattern.match(ahead, partial=True))

    def _check_triggers(self, place: str, idle: Sequence[str]) -> None:
        if idle:
            raise SettingsError(f"No rule begins with the triggers {', '.join(idle)}", place=place, remedy="Take them out of triggers.")
        reached = {rule.name for rules in self.by_trigger for rule in rules}
        if lost := [rule.name for rule in self.rules if rule.name not in reached]:
            raise SettingsError(
                f"No trigger can begin the rules {', '.join(lost)}", place=place, remedy="Add the words that they begin with."
            )

    def scan(self, text: str, low: str, build: Build, mask: Mask) -> Iterator[Annotation]:
        """What ``build`` makes of what the rules read, from left to right, without overlaps; nothing that touches a masked span.

        Where it makes nothing, the next rule is tried.
        """
        free = 0
        for start, index in self._candidates(low):
            if start < free or mask.touches(start, start + 1):
                continue
            rules = self.list_possible(index, low[start : start + self._widths[index]])
            if not rules or (index in self.digits and not self.reads_figure(low, start)):
                continue
            annotation = self._read(text, low, start, rules, build)
            if annotation and not mask.touches(start, annotation.end):
                free = annotation.end
                yield annotation

    def reads_figure(self, low: str, start: int) -> bool:
        """Whether what follows the figure at ``start`` can make a rule read it."""
        return self.gate.match(low, start, start + REACH) is not None

    def _candidates(self, low: str) -> list[tuple[int, int]]:
        """Places where a trigger stands as a word (or begins a number) and the trigger's index, in order."""
        digits, places = self.digits, []
        for index, start, end in self.finder.find_matches_as_indexes(low.replace("\n", " "), overlapping=True):
            if begins_number(low, start) if index in digits else _is_word(low, start, end):
                places.append((start, index))
        places.sort()
        return places

    def _read(self, text: str, low: str, start: int, rules: Sequence[Rule], build: Build) -> Annotation | None:
        for rule in rules:
            match = rule.pattern.match(low, start, start + REACH)
            if not (match and match.end() > start and self._allowed(rule, match, text, low)):
                continue
            if annotation := build(Hit(rule=rule, match=match, start=start, end=match.end())):
                return annotation
        return None

    def _allowed(self, rule: Rule, match: Match, text: str, low: str) -> bool:
        start = match.start()
        far = max(0, start - _LOOK_BACK)
        if rule.after and not rule.after.match(low, far, start):
            return False
        if rule.not_after and rule.not_after.match(low, far, start):
            return False
        return not rule.capital or match.start(rule.capital) < 0 or text[match.start(rule.capital)].isupper()


def begins_number(low: str, start: int) -> bool:
    """Whether the digit at ``start`` begins a number of its own: not the 19 of Covid-19, the 20 of G20, the 5 of 12,5."""
    if not start:
        return True
    before = low[start - 1]
    return not (before.isalnum() or before == "_" or (before in JOINTS and start > 1 and low[start - 2].isalnum()))


def _is_word(low: str, start: int, end: int) -> bool:
    return not (start and low[start - 1].isalnum()) and not (end < len(low) and low[end].isalpha() and low[end - 1].isalpha())


def _list_triggers(data: Mapping[str, Any]) -> list[str]:
    """The pack's triggers, and of each of its pairs every word of the first list before every word of the second."""
    pairs = (
        f"{first}{'' if first.endswith('-') else ' '}{second}"
        for firsts, seconds in data.get("pairs", ())
        for first in firsts
        for second in seconds
    )
    return sorted({*map(str, data.get("triggers", ())), *pairs})


def word_macros(data: Mapping[str, Any]) -> dict[str, str]:
    """A macro for every table of words in the pack: ``months`` gives ``{months}``, which reads any of its words."""
    tables = {**data.get("tables", {}), **data.get("words", {})}
    return {name: any_of([str(word) for word in table]) for name, table in tables.items()}

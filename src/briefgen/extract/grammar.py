"""Patterns over labels: a sentence is a string of one character a token, a pattern a regular expression over it.

A pattern is written as tokens separated by blanks:

    LABEL        an annotation with that label; a set's name (``ACTOR``) stands for any label of the set
    name=LABEL   the same, captured; name=( … ) captures a group; a name that comes twice captures twice
    w            a plain word; ``any`` a word, an annotation, a comma or a bracket: whatever does not end a clause
    , ; : ( ) "  that punctuation mark, in quotes where the pattern language uses it: ``'('``
    ^ $          start and end of the sentence
    ? * + {a,b}  after a token or a closing bracket, with ``?`` (lazy) or ``+`` (possessive) behind

Unknown labels are an error: a bad pattern would otherwise fail in silence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

import regex

from briefgen.errors import SettingsError
from briefgen.extract.annotations import Annotation
from briefgen.extract.needs import Needs, find_needs, index_needs
from briefgen.model import Record

WORD = "w"
ENDS_CLAUSE = frozenset({";", ".", "?", "!", "…"})
CLAUSE_REACH = 200  # tokens to either side: text without any stop is no clause, and reading it must not cost its length squared
_FIRST = 0xE000  # labels become characters of the private use area
_PUNCTUATION = ",;:()\"-/.?!…'“”‘’[]–—%&*$+=<>|•·@#_~^`{}\\"
_ALIKE = {"“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "’": "'"}
_TOKENS = regex.compile(r"[\p{L}\p{N}\p{M}]+(?:['’.][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]")
_SHORT = 12  # characters of a stretch between annotations that is worth remembering
_ENDS = regex.compile("[;.?!…]")
_PLACE = itemgetter(0)
_PATTERN_TOKEN = regex.compile(
    r"""\s*(?:(?P<name>[a-z_]+)=)?(?:(?P<group>\()|(?P<label>[A-Z][A-Z_]*)|(?P<quoted>'.')|(?P<word>any|w)|(?P<mark>[,;:"|^$)-]|'(?=\s)))(?P<quantifier>(?:[?*+]|\{\d*,?\d*\})[?+]?)?"""
)


class Labels:
    """The labels and sets that patterns may use, each label with its own character."""

    def __init__(self, names: Sequence[str], sets: Mapping[str, Sequence[str]]) -> None:
        self.characters = {name: chr(_FIRST + i) for i, name in enumerate(names)}
        self._sets = sets
        self._classes = {name: self._expand(name) for name in [*names, *sets]}

    def _expand(self, name: str) -> str:
        if name in self.characters:
            return self.characters[name]
        return "".join(self._expand(part) for part in self._sets[name])

    def characters_of(self, name: str, place: str) -> str:
        """The characters that ``name`` (a label or a set) stands for; SettingsError at ``place`` where it is unknown."""
        try:
            return self._classes[name]
        except KeyError:
            raise SettingsError(
                f"unknown label {name}", place=place, remedy="Use a label or set of packs/subjects/diplomacy/labels.yaml"
            ) from None


class Line:
    """A sentence ready for matching: its label string, and for each token its span and annotation."""

    __slots__ = ("annotations", "breaks", "end", "ends", "labels", "names", "places", "present", "start", "starts", "text")

    def __init__(self, text: str, start: int, end: int, annotations: Sequence[Annotation], labels: Labels) -> None:
        self.text, self.start, self.end = text, start, end
        starts: list[int] = []
        ends: list[int] = []
        names: list[str] = []
        every: list[Annotation | None] = []
        places: dict[str, list[tuple[int, Annotation]]] = {}
        at = start
        for annotation in annotations:
            low = annotation.start
            if low > at and (gap := text[at:low]) != " ":
                for first, last, name in _cut_gap(gap):
                    starts.append(at + first)
                    ends.append(at + last)
                    names.append(name)
                    every.append(None)
            label = annotation.label
            places.setdefault(label, []).append((len(names), annotation))
            at = annotation.end
            starts.append(low)
            ends.append(at)
            names.append(label)
            every.append(annotation)
        for first, last, name in _cut_gap(text[at:end]):
            starts.append(at + first)
            ends.append(at + last)
            names.append(name)
            every.append(None)
        self.starts, self.ends, self.names, self.annotations, self.places = starts, ends, names, every, places
        self.labels = "".join(map(labels.characters.get, names, names))
        self.present = frozenset(self.labels)
        self.breaks = [] if self.present.isdisjoint(ENDS_CLAUSE) else [m.start() for m in _ENDS.finditer(self.labels)]

    def __len__(self) -> int:
        return len(self.starts)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The reading-text span of tokens ``first`` to ``last`` (exclusive)."""
        return self.starts[first], self.ends[last - 1]

    def label(self, i: int) -> str:
        """The label of token ``i``: an annotation's, ``w`` for a word, the mark itself for punctuation, ``""`` outside."""
        return self.names[i] if 0 <= i < len(self.names) else ""

    def value(self, i: int) -> object:
        """The value of the annotation at token ``i``; None for a plain word."""
        annotation = self.annotations[i]
        return None if annotation is None else annotation.value

    def clause(self, i: int) -> tuple[int, int]:
        """The tokens of the clause that holds token ``i``: from one semicolon or full stop to the next, within ``CLAUSE_REACH``."""
        after = bisect_left(self.breaks, i)
        last = self.breaks[after] if after < len(self.breaks) else len(self.names)
        first = self.breaks[after - 1] + 1 if after else 0
        return max(first, i - CLAUSE_REACH), max(min(last, i + CLAUSE_REACH), i + 1)

    def quote(self, first: int, last: int) -> str:
        """The words of tokens ``first`` to ``last`` (exclusive)."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def with_label(self, *labels: str, first: int = 0, last: int | None = None) -> Sequence[tuple[int, Annotation]]:
        """Token numbers and annotations of the given labels, in order, among tokens ``first`` to ``last`` (exclusive)."""
        places = self.places
        groups = [places[label] for label in labels if label in places]
        if not groups:
            return ()
        found = groups[0] if len(groups) == 1 else sorted([place for group in groups for place in group], key=_PLACE)
        if first or last is not None:
            last = len(self.names) if last is None else last
            return [place for place in found if first <= place[0] < last]
        return found


Cut = tuple[tuple[int, int, str], ...]


def _cut_gap(gap: str) -> Cut:
    """The words and punctuation marks of a stretch that no annotation covers: where they begin and end, and their names."""
    return _cut_short(gap) if len(gap) <= _SHORT else _cut_words(gap)


def _cut_words(gap: str) -> Cut:
    return tuple(
        (first, last, WORD if (sign := gap[first]).isalnum() else _ALIKE.get(sign, sign))
        for first, last in [token.span() for token in _TOKENS.finditer(gap)]
    )


_cut_short = lru_cache(maxsize=4096)(_cut_words)  # a comma, "và", "của": the same few stand between annotations everywhere


class Pattern(Record):
    """A rule of a subject pack: see the module's text for ``match``."""

    name: str
    reason: str
    match: str
    examples: Mapping[str, tuple[str, ...]]
    set: Mapping[str, str] = {}


class Match:
    """One place where a pattern fits: captured tokens by name, and the whole stretch."""

    __slots__ = ("_match", "first", "last", "line", "pattern")

    def __init__(self, line: Line, pattern: Pattern, match: Any) -> None:
        self.line, self.pattern, self._match = line, pattern, match
        self.first, self.last = match.span()

    def spans(self, name: str) -> list[tuple[int, int]]:
        """Token spans captured under ``name``, in order; empty where it captured nothing."""
        try:
            return [span for span in self._match.spans(name) if span[0] >= 0]
        except IndexError:
            return []

    def span(self, name: str) -> tuple[int, int] | None:
        """The first token span captured under ``name``."""
        try:
            spans: list[tuple[int, int]] = self._match.spans(name)
        except IndexError:
            return None
        return spans[0] if spans and spans[0][0] >= 0 else next((span for span in spans if span[0] >= 0), None)

    def annotation(self, name: str) -> Annotation | None:
        """The first annotation captured under ``name``."""
        span = self.span(name)
        return next((a for a in self.line.annotations[slice(*span)] if a is not None), None) if span else None


class Grammar:
    """The compiled patterns of one kind, tried in order; a token belongs to the first pattern that takes it."""

    def __init__(self, patterns: Sequence[Pattern], labels: Labels, place: str) -> None:
        self.patterns = tuple(patterns)
        self.compiled = [_compile(p, labels, f"{place}: {p.name}") for p in patterns]
        self._index = index_needs([needs for _, needs, _ in self.compiled])

    def find(self, line: Line) -> list[Match]:
        """All matches in the sentence, by pattern, then by place; overlaps between patterns are the builders' business."""
        present, labels = line.present, line.labels
        found: list[Match] = []
        for number in self._index.list_possible(present):
            pattern, _, compiled = self.compiled[number]
            found += [Match(line, pattern, match) for match in compiled.finditer(labels)]
        return found


def _compile(pattern: Pattern, labels: Labels, place: str) -> tuple[Pattern, Needs, Any]:
    return (
        pattern,
        find_needs(list(_list_tokens(pattern.match, labels, place))),
        regex.compile(translate(pattern.match, labels, place), regex.VERSION1),
    )


def _list_tokens(pattern: str, labels: Labels, place: str) -> Iterator[tuple[str, str]]:
    """The pattern's tokens as :func:`find_needs` reads them; words and ``any`` say nothing of what a sentence holds."""
    for token in _PATTERN_TOKEN.finditer(pattern.rstrip()):
        what = "(" if token["group"] else token["mark"] or ""
        if token["label"]:
            what = labels.characters_of(token["label"], place)
        elif what in ("^", "$") or token["quoted"] or token["word"]:
            what = ""
        yield what, token["quantifier"] or ""


@lru_cache(maxsize=1024)
def _escape(characters: str) -> str:
    return (
        "[" + "".join(regex.escape(c, literal_spaces=True) for c in characters) + "]" if len(characters) > 1 else regex.escape(characters)
    )


def translate(pattern: str, labels: Labels, place: str) -> str:
    """The regular expression over label strings that a written pattern stands for."""
    out: list[str] = []
    at = 0
    while at < len(pattern.rstrip()):
        token = _PATTERN_TOKEN.match(pattern, at)
        if token is None or token.end() == at:
            raise SettingsError(
                f"cannot read the pattern at {pattern[at : at + 20]!r}",
                place=place,
                remedy="See docs/packs.md for how patterns are written",
            )
        out.append(_translate_token(token, labels, place))
        at = token.end()
    return "".join(out)


def _translate_token(token: Any, labels: Labels, place: str) -> str:
    quantifier = token["quantifier"] or ""
    if token["group"]:
        return f"(?P<{token['name']}>" if token["name"] else "(?:"
    if token["mark"] in ("|", "^", "$", ")"):
        return f"{token['mark']}{quantifier}"
    body = _token_class(token, labels, place)
    return f"(?P<{token['name']}>{body}{quantifier})" if token["name"] else f"{body}{quantifier}"


def _token_class(token: Any, labels: Labels, place: str) -> str:
    if token["label"]:
        return _escape(labels.characters_of(token["label"], place))
    if token["word"] == "any":
        return r"[^;:.!?…]"
    if token["word"]:
        return WORD
    return str(regex.escape((token["quoted"] or f"'{token['mark']}'")[1]))

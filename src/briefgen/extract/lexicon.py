"""Phrases found in running text: one overlapping Aho-Corasick pass, whole words, offsets into the text as it is.

Overlapping, because a leftmost-longest pass hides "so với" behind "so với cùng kỳ". The text is folded one character for one
(case, dashes, apostrophes, white space), the phrases carry the variants that change the length (hyphens with and without spaces)
or the letters (hoà and hòa). So a match's offsets need no mapping, save where the text has runs of white space.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, islice, product
from typing import Literal

import regex
from ahocorasick_rs import AhoCorasick

from briefgen.extract.annotations import Annotation
from briefgen.model import Record

Case = Literal["any", "initial", "exact"]


class Phrase(Record, frozen=True):
    """A phrase and what it means. ``case``: ``any``, ``initial`` (first letter as given or the whole in capitals), ``exact``."""

    text: str
    label: str
    value: object = None
    case: Case = "any"


class Lexicon:
    """An automaton over phrases, built once; pickled as its phrases."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self.phrases = tuple(phrases)
        self._free = _Automaton((p for p in self.phrases if _is_free(p)), str.lower)
        self._cased = _Automaton((p for p in self.phrases if not _is_free(p)), str)

    def __reduce__(self) -> tuple[type[Lexicon], tuple[tuple[Phrase, ...]]]:
        return Lexicon, (self.phrases,)

    def find(self, text: str) -> list[Annotation]:
        """All whole-word matches, overlapping ones too, by start and then longest first; ``text`` is NFC."""
        folded, lowered, shift = _prepare(text)
        found = [*self._cased.find(folded), *self._free.find(lowered, folded)]
        if shift is not None:
            found = [(shift(start), shift(end - 1) + 1, phrase) for start, end, phrase in found]
        found.sort(key=lambda match: (match[0], -match[1]))
        return [Annotation(label=phrase.label, start=start, end=end, value=phrase.value) for start, end, phrase in found]


class _Automaton:
    """Aho-Corasick over the spellings of phrases, after ``fold``."""

    def __init__(self, phrases: Iterable[Phrase], fold: Callable[[str], str]) -> None:
        self._owners: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            for spelling in _spell(phrase):
                owners = self._owners.setdefault(fold(spelling), [])
                if phrase not in owners:
                    owners.append(phrase)
        self._lists = list(self._owners.values())
        self._machine = AhoCorasick(self._owners, store_patterns=False) if self._owners else None

    def find(self, text: str, cased: str | None = None) -> Iterator[tuple[int, int, Phrase]]:
        """Whole-word matches; with ``cased`` also that a phrase with a fixed initial has it."""
        if self._machine is None:
            return
        last = len(text)
        for index, start, end in self._machine.find_matches_as_indexes(text, overlapping=True):
            if (end < last and text[end].isalnum() and text[end - 1].isalnum()) or (
                start and text[start - 1].isalnum() and text[start].isalnum()
            ):
                continue
            for phrase in self._lists[index]:
                if cased is None or phrase.case == "any" or cased[start] == phrase.text[0]:
                    yield start, end, phrase


def _is_free(phrase: Phrase) -> bool:
    """Whether the phrase is matched without case: all of ``any``, and of ``initial`` those of several words (Liên Hợp quốc)."""
    return phrase.case == "any" or (phrase.case == "initial" and " " in phrase.text)


# --- The text: one character for one ---------------------------------------------------------------------------------

_FOLDS = {
    **dict.fromkeys("\t\r\v\f\u00a0\u2002\u2003\u2007\u2009\u202f\u3000", " "),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    **dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'"),
}
_SPACES = regex.compile(r"[ \n]{2,}+")


@lru_cache(maxsize=4)
def _prepare(text: str) -> tuple[str, str, Callable[[int], int] | None]:
    """The text as automata read it, with and without case; kept for the few lexicons that read the same text in turn."""
    folded, shift = _fold_text(text)
    return folded, _lower(folded), shift


def _fold_text(text: str) -> tuple[str, Callable[[int], int] | None]:
    """Dashes, apostrophes and white space made alike, and the way back where runs of white space became shorter."""
    for source, target in _FOLDS.items():
        if source in text:
            text = text.replace(source, target)
    text = text.replace("\n\n", "\0\0")  # a paragraph's end, which no phrase holds
    if "  " in text or " \n" in text or "\n " in text:
        return _squeeze(text.replace("\0", "\n"))
    return text.replace("\n", " "), None


def _squeeze(text: str) -> tuple[str, Callable[[int], int]]:
    """Runs of white space as one space (or one line break where a line is empty), and the way back to the text's offsets."""
    runs = [run.span() for run in _SPACES.finditer(text)]
    parts, last = [], 0
    for start, end in runs:
        parts += [text[last:start].replace("\n", " "), "\0" if text.count("\n", start, end) > 1 else " "]
        last = end
    parts.append(text[last:].replace("\n", " "))
    lost = [0, *accumulate(end - start - 1 for start, end in runs)]
    marks = [start + 1 - gone for (start, _), gone in zip(runs, lost, strict=False)]
    return "".join(parts), lambda offset: offset + lost[bisect_right(marks, offset)]


def _lower(text: str) -> str:
    """Lower case with every character in its place (only İ would become two)."""
    return text.replace("İ", "I").lower() if "İ" in text else text.lower()


# --- The phrases: all their spellings ---------------------------------------------------------------------------------

_SPELLINGS = 24  # of one phrase; more come from long names whose every hyphen and syllable varies
_TONES_LATE = ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ")
_TONES_EARLY = ("òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy")
_OTHER_TONE = dict(zip(_TONES_LATE + _TONES_EARLY, _TONES_EARLY + _TONES_LATE, strict=True))
# Only in an open syllable, and not in quý, is the placement a matter of taste.
_TONE = regex.compile(rf"(?<![qQ])(?:{'|'.join(_OTHER_TONE)})(?!\w)", regex.IGNORECASE)
_HYPHEN = regex.compile(r"\s*-\s*")


def _spell(phrase: Phrase) -> Iterator[str]:
    """All spellings of a phrase that are to be found, in a fixed order."""
    plain, _ = _fold_text(phrase.text.strip())
    for spelling in dict.fromkeys(vary_hyphens(plain)):
        for toned in vary_tones(spelling):
            yield toned
            if phrase.case == "initial" and " " not in toned:
                yield toned.upper()


def vary_tones(text: str) -> Iterator[str]:
    """``text`` with the tone marks of its open syllables at either place: hoà bình, hòa bình."""
    parts, last = [], 0
    for match in _TONE.finditer(text):
        parts += [(text[last : match.start()],), (match[0], _move_tone(match[0]))]
        last = match.end()
    parts.append((text[last:],))
    for choice in islice(product(*parts), _SPELLINGS):
        yield "".join(choice)


def _move_tone(pair: str) -> str:
    other = _OTHER_TONE[pair.lower()]
    return "".join(b.upper() if a.isupper() else b for a, b in zip(pair, other, strict=True))


def vary_hyphens(text: str) -> Iterator[str]:
    """``text`` with its hyphens close, spaced on either side or both; all of them alike where there are more than two."""
    words = _HYPHEN.split(text)
    gaps = len(words) - 1
    forms = ("-", " - ", "- ", " -")
    choices = product(forms, repeat=gaps) if gaps <= 2 else [(form,) * gaps for form in forms]
    for choice in choices:
        yield words[0] + "".join(gap + word for gap, word in zip(choice, words[1:], strict=True))
    if gaps:
        yield " ".join(words)

"""Phrases found in running text: one overlapping Aho-Corasick pass, whole words, offsets into the text as it is.

Overlapping, because a leftmost-longest pass hides "so với" behind "so với cùng kỳ". The text is folded one character for one
(case, dashes, apostrophes, white space), the phrases carry the variants that change the length (hyphens with and without spaces)
or the letters (hoà and hòa). So a match's offsets need no mapping, save where the text has runs of white space.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
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
    """Phrases to be found in running text; pickled as them.

    Lexicons that read the same articles are joined (:func:`join_lexicons`): whichever of them is asked first reads a long text for all.
    """

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self.phrases = tuple(phrases)
        self._joint: tuple[_Joint, int] | None = None

    def __reduce__(self) -> tuple[type[Lexicon], tuple[tuple[Phrase, ...]]]:
        return Lexicon, (self.phrases,)

    def find(self, text: str) -> list[Annotation]:
        """All whole-word matches, overlapping ones too, by start and then longest first; ``text`` is NFC."""
        joint, number = (self._alone, 0) if self._joint is None or len(text) < _LONG else self._joint
        hits, shift = joint.find(text)
        if shift is None:
            return [Annotation(label=p.label, start=start, end=-end, value=p.value) for start, end, _, p in hits[number]]
        return [Annotation(label=p.label, start=shift(start), end=shift(-end - 1) + 1, value=p.value) for start, end, _, p in hits[number]]

    @cached_property
    def _alone(self) -> _Joint:
        return _Joint([self.phrases])

    def join(self, joint: _Joint, number: int) -> None:
        """From now on read long texts as lexicon ``number`` of several."""
        self._joint = joint, number


_LONG = 400  # characters from which on a text is an article, which all lexicons read, rather than a quote that one of them does


def join_lexicons(lexicons: Sequence[Lexicon]) -> None:
    """Let lexicons read long texts together: one pass finds what each of them finds alone, for the price of one."""
    joint = _Joint([lexicon.phrases for lexicon in lexicons])
    for number, lexicon in enumerate(lexicons):
        lexicon.join(joint, number)


_Hit = tuple[int, int, int, Phrase]  # start, end below nought so that the longest sorts first, a running number, what was found


class _Joint:
    """The automata of one lexicon or several."""

    def __init__(self, groups: Sequence[Sequence[Phrase]]) -> None:
        self._size = len(groups)
        self._cased = _Automaton([[p for p in phrases if not _is_free(p)] for phrases in groups], str)
        self._free = _Automaton([[p for p in phrases if _is_free(p)] for phrases in groups], str.lower)
        self.find = lru_cache(maxsize=4)(self._find)  # the lexicons ask for the same text in turn

    def _find(self, text: str) -> tuple[tuple[list[_Hit], ...], Callable[[int], int] | None]:
        """What each lexicon finds, in the order of places, and the way back to the text's own offsets where it has runs of spaces."""
        folded, shift = _fold_text(text)
        found: tuple[list[_Hit], ...] = tuple([] for _ in range(self._size))
        self._cased.add_hits(found, folded)
        self._free.add_hits(found, _lower(folded), folded)
        for hits in found:
            hits.sort()
        return found, shift


class _Automaton:
    """Aho-Corasick over the spellings of phrases, after ``fold``; of one lexicon or several."""

    def __init__(self, groups: Sequence[Iterable[Phrase]], fold: Callable[[str], str]) -> None:
        owners: dict[str, list[tuple[int, Phrase]]] = {}
        for number, phrases in enumerate(groups):
            for phrase in phrases:
                for spelling in _spell(phrase):
                    known = owners.setdefault(fold(spelling), [])
                    if (number, phrase) not in known:
                        known.append((number, phrase))
        self._owners = [(text[0].isalnum(), text[-1].isalnum(), tuple(known)) for text, known in owners.items()]
        self._machine = AhoCorasick(owners, store_patterns=False) if owners else None

    def add_hits(self, found: Sequence[list[_Hit]], text: str, cased: str | None = None) -> None:
        """Add the whole-word matches to each lexicon's; with ``cased`` a phrase with a fixed initial must have it there."""
        if self._machine is None:
            return
        last, owners = len(text), self._owners
        for index, start, end in self._machine.find_matches_as_indexes(text, overlapping=True):
            opens, closes, phrases = owners[index]
            if (closes and end < last and text[end].isalnum()) or (opens and start and text[start - 1].isalnum()):
                continue
            for number, phrase in phrases:
                if cased is None or phrase.case == "any" or cased[start] == phrase.text[0]:
                    hits = found[number]
                    hits.append((start, -end, len(hits), phrase))


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

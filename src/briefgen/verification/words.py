"""Whether the words of a document still stand in what it shows, and what it shows beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from briefgen.verification.records import Line

_SHORT = 8  # characters below which a stretch must not stand between digits
_HYPHENS = frozenset("-\u2010\u00ad")


def fold_words(text: str) -> str:
    """The text without blanks, case, and hyphens within words.

    Lines break elsewhere in each format, words are divided at their ends, and a style may print capitals. Hyphens between digits stay.
    """
    return "".join(_fold(text[place]) for place in _list_places(text))


def _list_places(text: str) -> list[int]:
    places = [place for place, character in enumerate(text) if not character.isspace()]
    last = len(places) - 1
    return [
        place
        for number, place in enumerate(places)
        if not (text[place] in _HYPHENS and 0 < number < last and text[places[number - 1]].isalpha() and text[places[number + 1]].isalpha())
    ]


def _fold(character: str) -> str:
    folded = character.casefold()
    return folded if len(folded) == 1 else character


class Page:
    """One page's text; what is found can be taken out of it, so that what is left is what no line says."""

    def __init__(self, text: str) -> None:
        self._characters = list(text)
        self._places = _list_places(text)
        self.folded = fold_words(text)

    @property
    def rest(self) -> str:
        """What has not been taken out, with blanks in place of what has."""
        return "".join(self._characters)

    def take(self, words: str, *, noted: bool = False) -> bool:
        """Takes the folded words out, once; False where they do not stand there. ``noted`` where a note's number may follow them."""
        start = self._find(words, noted)
        if start < 0:
            return False
        self._blank(start, start + len(words))
        return True

    def take_start(self, words: str, following: Page) -> bool:
        """The same for words that run over to the following page."""
        cut = self._longest_start(words)
        if not 0 < cut < len(words) or words[cut:] not in following.folded:
            return False
        self._blank(self.folded.find(words[:cut]), self.folded.find(words[:cut]) + cut)
        start = following.folded.find(words[cut:])
        following._blank(start, start + len(words) - cut)
        return True

    def _find(self, words: str, noted: bool) -> int:
        start = self.folded.find(words)
        while start >= 0 and (self._is_taken(start) or (len(words) < _SHORT and not self._stands_alone(start, len(words), noted))):
            start = self.folded.find(words, start + 1)
        return start

    def _is_taken(self, start: int) -> bool:
        return self._characters[self._places[start]] == " "

    def _stands_alone(self, start: int, length: int, noted: bool) -> bool:
        before = self._places[start] - 1
        after = self._places[start + length - 1] + 1
        looked_at = (before,) if noted else (before, after)
        beside = [self._characters[place] for place in looked_at if 0 <= place < len(self._characters)]
        return not any(character.isdigit() for character in beside)

    def _longest_start(self, words: str) -> int:
        """How much of the words' start stands on this page."""
        low, high = 0, len(words)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if words[:middle] in self.folded else (low, middle - 1)
        return low

    def _blank(self, start: int, end: int) -> None:
        for place in self._places[start:end]:
            self._characters[place] = " "


def find_altered(lines: Iterable[Line], pages: Sequence[Page]) -> list[str]:
    """The stretches of the lines that stand on no page and over no two; all others are taken out of the pages, the longest first."""
    stretches = [(stretch, number in line.noted) for line in lines for number, stretch in enumerate(line.stretches)]
    longest_first = sorted(stretches, key=lambda one: len(one[0]), reverse=True)
    altered = {stretch for stretch, noted in longest_first if not _take(fold_words(stretch), noted, pages)}
    return [stretch for stretch in dict.fromkeys(stretch for stretch, _ in stretches) if stretch in altered]


def _take(words: str, noted: bool, pages: Sequence[Page]) -> bool:
    return any(page.take(words, noted=noted) for page in pages) or any(
        page.take_start(words, following) for page, following in pairwise(pages)
    )

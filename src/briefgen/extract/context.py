"""What the builders of claims work with: an article cut into labelled lines, and its frame."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

import regex

from briefgen.extract.annotations import Annotation
from briefgen.extract.expressions import Anchor
from briefgen.extract.grammar import Line
from briefgen.extract.lexicon import Lexicon
from briefgen.extract.packs import Packs
from briefgen.extract.sentences import Sentence
from briefgen.model import Article, Basis, BlockKind, Claim, Dated, Derivation, Record

if TYPE_CHECKING:
    from briefgen.extract.clauses import Clause
    from briefgen.extract.people import Person
    from briefgen.extract.speakers import Speaker

Span = tuple[int, int]
OPENING = 3  # sentences
PEOPLE_BACK = 30  # people named before that are looked at for whom "the two leaders" means
_POINT = regex.compile(r"\n\s*(?:[-*+•–]|\(?[\p{L}\d]{1,2}[.)])\s*$")
_START = attrgetter("start")
_NUMBER = itemgetter(0)


class Slotted(Record):
    """How a builder filled a slot: value as text, the reading-text span it was read from, the attachment rule."""

    value: str
    span: Span | None
    how: str


class Draft(Record):
    """A mention before the gate: spans are of the reading text, the first is the main quote."""

    claim: Claim
    parties: tuple[str, ...]
    date: Dated
    spans: tuple[Span, ...]
    rule: str
    label: str
    slots: Mapping[str, Slotted] = {}
    derived: Derivation | None = None
    topics: tuple[str, ...] | None = None


class Passage(Record):
    """A sentence with its labels. ``number`` counts the article's sentences."""

    line: Line
    sentence: Sentence
    number: int

    @property
    def is_caption(self) -> bool:
        return self.sentence.kind == BlockKind.CAPTION

    @property
    def is_title(self) -> bool:
        return self.sentence.kind == BlockKind.TITLE


class Frame(Record):
    """The article's frame: its main parties (most named first), and what is known of its own day.

    ``together`` are the codes that "hai bên" stands for at a sentence, by sentence number.
    """

    parties: tuple[str, ...]
    home: str | None
    anchor: Anchor


class Context:
    """One article ready for the builders.

    ``events`` (the days told of) is filled from the meetings, ``speaker`` (who spoke last) by the statements.
    """

    def __init__(
        self, article: Article, packs: Packs, passages: Sequence[Passage], frame: Frame, people: Mapping[Annotation, object]
    ) -> None:
        self.article = article
        self.text = article.reading.text
        self.language = article.language
        self.packs = packs
        self.passages = tuple(passages)
        self._starts = [p.sentence.start for p in self.passages]
        self.captions = tuple(p for p in self.passages if p.is_caption)
        self.frame = frame
        self.people = people
        self.events: list[tuple[int, Dated]] = []
        self.asides: dict[int, Dated] = {}
        self.speaker: Speaker | None = None
        self.spoken: tuple[str, Dated, int] | None = None
        self._clauses: dict[int, list[Clause]] = {}
        self._found: dict[Lexicon, list[Annotation]] = {}
        self._named: list[tuple[int, Person]] | None = None

    def body(self) -> Iterator[Passage]:
        """The passages that yield facts of their own: captions are left out."""
        return (p for p in self.passages if not p.is_caption)

    def clauses(self, passage: Passage) -> list[Clause]:
        """The clauses of a sentence, found once for all builders."""
        found = self._clauses.get(passage.number)
        if found is None:
            from briefgen.extract.clauses import find_clauses

            found = self._clauses[passage.number] = find_clauses(self, passage.line)
        return found

    def people_before(self, start: int) -> Iterator[Person]:
        """The people named before a place in the text, the last one first."""
        from briefgen.extract.people import Person

        if self._named is None:
            named = ((a.start, person) for a, person in self.people.items() if a.label == "PERSON" and isinstance(person, Person))
            self._named = sorted(named, key=_NUMBER)
        at = bisect_left(self._named, start, key=_NUMBER)
        return (person for _, person in reversed(self._named[max(0, at - PEOPLE_BACK) : at]))

    def found_in(self, lexicon: Lexicon, start: int, end: int) -> Sequence[Annotation]:
        """What ``lexicon`` finds in a stretch of the text, which it reads once as a whole: a pass for each sentence costs far more."""
        found = self._found.get(lexicon)
        if found is None:
            found = self._found[lexicon] = lexicon.find(self.text)
        return within(found, start, end)

    def heading_of(self, heading: Passage | None, passage: Passage) -> Passage | None:
        """The line that a passage stands under as a point of its list: it ends with a colon, the points begin with a bullet or a number."""
        if passage.line.label(len(passage.line) - 1) == ":":
            return passage
        return heading if heading is not None and _POINT.search(self.text, max(0, passage.line.start - 8), passage.line.start) else None

    def words(self, label: str, value: str | None = None) -> tuple[str, ...]:
        return self.packs.languages[self.language].phrases(label, value)

    def number_at(self, start: int) -> int:
        """The number of the sentence that holds a place in the text."""
        return max(0, bisect_right(self._starts, start) - 1)

    def tell_day(self, number: int, dated: Dated) -> None:
        """What opens an article ("agreed on Saturday") gives the day of what is told after it, where no event does."""
        if number < OPENING and not any(told <= number for told, _ in self.events) and dated.edtf:
            self.events.insert(0, (number, Dated(edtf=dated.edtf, basis=Basis.INFERRED, note=dated.note)))

    def date_at(self, number: int) -> Dated:
        """The day of what sentence ``number`` tells: that of the nearest event told before it, else of the first one told."""
        if number in self.asides:
            return self.asides[number]
        at = bisect_right(self.events, number, key=_NUMBER)
        if at:
            return self.events[at - 1][1]
        return self.events[0][1] if self.events else self.publication()

    def publication(self) -> Dated:
        """The day of publication as a date of what is told, undated where the file does not say it."""
        anchor = self.frame.anchor
        if anchor.published and len(anchor.published) == 10:
            return Dated(edtf=anchor.published, basis=Basis.INFERRED, note=anchor.published_note)
        return Dated(basis=Basis.UNRESOLVED)


def within(annotations: Sequence[Annotation], start: int, end: int) -> Sequence[Annotation]:
    """The annotations (sorted by start) that lie inside ``start`` to ``end``."""
    first = bisect_left(annotations, start, key=_START)
    last = bisect_left(annotations, end, lo=first, key=_START)
    return [a for a in annotations[first:last] if a.end <= end]

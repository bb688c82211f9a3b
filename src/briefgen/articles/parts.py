"""An article's lines as parts that are still to be told apart, and the tests on one part's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import regex

from briefgen.articles.draft import Draft, Role
from briefgen.articles.paragraphs import cut_lines
from briefgen.articles.rules import compile_rule
from briefgen.model import BlockKind

_SENTENCE_END = regex.compile(r"[.…][\"”’)\]]*$")
_ANY_END = regex.compile(r"[.…!?:;,][\"”’)\]]*$")
_BULLET = regex.compile(r"(?:[-–—•*+▪►●○■◆]|\(?\d{1,2}[.)]|\p{L}\))\s*")
_LIST_MARK = regex.compile(r"[-–—•*+▪►●○■◆]\s+(?=\S)")
_NOT_ALPHANUMERIC = regex.compile(r"[^\p{L}\p{N}]+")
_NAME = regex.compile(r"\p{Lu}[\p{L}.'’-]*(?:\s\p{Lu}[\p{L}.'’-]*){1,4}")
_NAMES = regex.compile(rf"(?:{_NAME.pattern})(?:\s*(?:[-–,&/]|và|and)\s*(?:{_NAME.pattern})){{0,3}}(?:\s*\([^()]{{2,40}}\))?\.?")
_LONG, _PROSE_WORDS, _PROSE_LENGTH = 60, 10, 40


@dataclass(slots=True)
class Part:
    """One paragraph-like line of the reading text; ``kind`` is None until a pass knows it."""

    start: int
    end: int
    text: str
    roles: frozenset[Role]
    kind: BlockKind | None = None

    @property
    def words(self) -> int:
        return len(self.text.split())


def cut_parts(draft: Draft) -> list[Part]:
    """The lines of the draft's strand with the roles that marks gave them."""
    starts = draft.strand.starts
    hints = sorted(draft.hints, key=lambda hint: (hint.start, hint.end))
    parts = []
    first = 0
    for line in cut_lines(draft.strand.text):
        at = starts[line.start] if starts is not None else line.start
        while first < len(hints) and hints[first].end <= at:
            first += 1
        roles = frozenset(hint.role for hint in hints[first : first + 20] if hint.start <= at < hint.end)
        parts.append(Part(line.start, line.end, line.text, roles))
    return parts


def is_prose(part: Part) -> bool:
    """Whether the part is a paragraph of sentences, rather than a heading, a label or a credit."""
    if Role.HEADING in part.roles or Role.TITLE in part.roles:  # pages set a lead as a heading: that one has a full stop
        return part.words > _LONG or (Role.HEADING in part.roles and part.words >= _PROSE_WORDS and part.text.endswith("."))
    return part.words >= _PROSE_LENGTH or (part.words >= _PROSE_WORDS and _SENTENCE_END.search(part.text) is not None)


def is_open(part: Part) -> bool:
    """Whether the part ends without any mark, as headings, names and labels do."""
    return _ANY_END.search(part.text) is None


def is_item(part: Part) -> bool:
    """Whether the part is an item of a list within the text."""
    return _BULLET.match(part.text) is not None or part.text.endswith((";", ","))


def find_bullet(text: str) -> int:
    """The length of a list mark at the start, 0 where there is none."""
    match = _LIST_MARK.match(text)
    return int(match.end()) if match else 0


def matches(part: Part, key: str) -> bool:
    """Whether a wording of ``packs/articles/blocks.yaml`` fits the part, a list's mark aside."""
    return compile_rule("blocks", key).search(part.text[find_bullet(part.text) :]) is not None


def is_name(text: str) -> bool:
    """Whether the text is a writer's name, or a few of them, by its looks."""
    return len(text) < _LONG * 2 and _NAMES.fullmatch(text.strip()) is not None and not compile_rule("blocks", "not_author").search(text)


def fold(text: str) -> str:
    """The text's letters and digits only, for comparing what was printed twice."""
    return str(_NOT_ALPHANUMERIC.sub(" ", text.casefold())).strip()


def is_drawn_from(text: str, others: Sequence[str], share: float = 0.8) -> bool:
    """Whether most of the words stand in the same order in one of the other texts."""
    words = fold(text).split()
    return any(_shared(words, fold(other).split()) >= share * len(words) for other in others if other)


def _shared(words: list[str], other: list[str]) -> int:
    matcher = SequenceMatcher(None, other[:400], words[:80], autojunk=False)
    return sum(match.size for match in matcher.get_matching_blocks() if match.size >= 2)

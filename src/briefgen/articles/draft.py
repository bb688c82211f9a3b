"""What every format hands on: the strand with its sentences whole, what its marks say, and what its head says about itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from briefgen.articles.strand import Strand
from briefgen.model import Problem, Sourced, Span


class Role(StrEnum):
    """What marks (not words) say about a stretch."""

    FRONT = "front"
    TITLE = "title"
    HEADING = "heading"
    CAPTION = "caption"
    TABLE = "table"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Hint:
    """A role for a stretch of the source text."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class PlacedLink:
    """A link: its words, its address, and where the address stands in the source."""

    text: str
    address: str
    span: Span


@dataclass(slots=True)
class Draft:
    """An article before its blocks are told apart; ``head`` holds metadata by field (``title``, …), ``text`` is the source."""

    text: str
    strand: Strand
    hints: list[Hint] = field(default_factory=list)
    head: dict[str, Sourced] = field(default_factory=dict)
    links: list[PlacedLink] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

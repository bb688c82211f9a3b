"""A drawing before it is painted: marks and labels on a sheet in points, from its top left corner, y downwards."""

from __future__ import annotations

from typing import Literal, NamedTuple

import msgspec

from briefgen.model import Record


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box, gap: float = 0) -> bool:
        """Whether the two come closer than ``gap``."""
        across = self.left < other.right + gap and other.left < self.right + gap
        return across and self.top < other.bottom + gap and other.top < self.bottom + gap


class Run(Record):
    """One line of a label."""

    text: str
    bold: bool = False


Align = Literal["left", "center", "right"]


class Label(Record):
    """Lines of text in a box; ``x`` is its left edge, middle or right edge by ``align``, ``y`` its top."""

    x: float
    y: float
    runs: tuple[Run, ...]
    size: float
    width: float
    leading: float
    align: Align = "left"
    colour: str = "ink"

    @property
    def height(self) -> float:
        return self.leading * len(self.runs)

    @property
    def box(self) -> Box:
        left = self.x - self.width * {"left": 0, "center": 0.5, "right": 1}[self.align]
        return Box(left, self.y, left + self.width, self.y + self.height)

    def move(self, x: float, y: float, align: Align | None = None) -> Label:
        """The same label at another place."""
        return msgspec.structs.replace(self, x=x, y=y, align=align or self.align)


class Block(Record):
    """A filled rectangle; ``hatched`` for derived values, ``hollow`` for what was only planned. ``colour`` names one of the look's."""

    box: Box
    colour: str = "accent"
    hatched: bool = False
    hollow: bool = False


class Stroke(Record):
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    colour: str = "rule"
    width: float = 0.5
    dashes: tuple[float, ...] = ()


class Shape(Record):
    """A filled polygon, such as the arrow of an open end."""

    points: tuple[tuple[float, float], ...]
    colour: str = "accent"


class Dot(Record):
    """A round mark."""

    x: float
    y: float
    radius: float = 2.6
    colour: str = "accent"
    hatched: bool = False
    hollow: bool = False


Item = Label | Block | Stroke | Shape | Dot


class Drawing(Record):
    """Items in the order of painting."""

    width: float
    height: float
    items: tuple[Item, ...]

    @property
    def labels(self) -> tuple[Label, ...]:
        return tuple(item for item in self.items if isinstance(item, Label))

"""Labels hung on an axis without overlaps: flags on poles, flying to the right or to the left.

A pole must not run through a label that hangs nearer to the axis. So only the outermost of the flags left are hung: a label that flies
outwards covers none of the poles still to come, and the walk never gets stuck.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from briefgen.charts.shapes import Label

GAP = 4.0
POLE = 3.0


class Flag(NamedTuple):
    """A label and where its pole stands; ``number`` tells the caller which one it is."""

    x: float
    label: Label
    number: int = 0

    def cover(self, leftwards: bool) -> tuple[float, float]:
        """From where to where the label lies."""
        near, far = POLE, POLE + self.label.width
        return (self.x - far, self.x - near) if leftwards else (self.x + near, self.x + far)


class Hung(NamedTuple):
    """A flag, the way it flies, and how far from the axis its label begins and ends."""

    flag: Flag
    leftwards: bool
    near: float
    far: float

    def place(self, top: float) -> Label:
        """The label on the sheet, its top edge given."""
        if self.leftwards:
            return self.flag.label.move(self.flag.x - POLE, top, "right")
        return self.flag.label.move(self.flag.x + POLE, top, "left")


def hang_flags(flags: Iterable[Flag], first: float, left: float = 0) -> list[Hung]:
    """Hang the flags, each step the outermost one that comes nearest to the axis; to the right where that is no worse.

    ``first`` is the distance of the nearest label from the axis. Labels stay right of ``left``; on the right it is for
    the caller to leave room (:func:`fit_axis`).
    """
    waiting = sorted(flags, key=lambda flag: flag.x)
    hung: list[Hung] = []
    while waiting:
        best = min(list_choices(waiting, hung, first, left), key=lambda choice: choice.near)
        waiting.remove(best.flag)
        hung.append(best)
    return hung


def list_choices(waiting: Sequence[Flag], hung: Sequence[Hung], first: float, left: float) -> Iterator[Hung]:
    """What can be hung next, the preferred first: the last flag to the right always can."""
    yield hang_flag(waiting[-1], False, hung, first)
    for flag, leftwards in ((waiting[0], False), (waiting[-1], True), (waiting[0], True)):
        low, high = flag.cover(leftwards)
        free = not any(low - POLE / 2 < other.x < high + POLE / 2 for other in waiting)
        if free and low >= left:
            yield hang_flag(flag, leftwards, hung, first)


def hang_flag(flag: Flag, leftwards: bool, hung: Sequence[Hung], first: float) -> Hung:
    """As near to the axis as what hangs there allows: beyond every label and pole that its own label would meet."""
    low, high = flag.cover(leftwards)
    near = first
    for other in hung:
        left, right = other.flag.cover(other.leftwards)
        under_label = low < right + GAP and left < high + GAP
        under_pole = low - POLE / 2 < other.flag.x < high + POLE / 2
        if under_label or under_pole:
            near = max(near, other.far + GAP * 0.75)
    return Hung(flag, leftwards, near, near + flag.label.height)


def share_flags(flags: Iterable[Flag]) -> tuple[list[Flag], list[Flag]]:
    """Every other flag above and below the axis."""
    ordered = sorted(flags, key=lambda flag: flag.x)
    return ordered[::2], ordered[1::2]


def fit_axis(fractions: Sequence[tuple[float, float]], left: float, right: float) -> float:
    """How far right the axis may reach so that all labels end on the sheet: pairs of a flag's place (0 to 1) and its label's width."""
    limits = (left + (right - width - POLE - left) / place for place, width in fractions if place > 0)
    return min([right, *limits])

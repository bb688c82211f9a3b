"""Text measured and broken into lines with the fonts that will print it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from briefgen.charts.looks import Look
from briefgen.charts.shapes import Align, Label, Run
from briefgen.fonts import FONTS, replace_missing

FAMILIES = ("BriefgenSans", "BriefgenSerif")


@cache
def open_font(family: str, bold: bool) -> Any:
    from matplotlib.font_manager import get_font

    style = "Bold" if bold else "Regular"
    return get_font([str(FONTS / f"{name}-{style}.ttf") for name in order_families(family)])


def order_families(family: str) -> tuple[str, ...]:
    """The family first, then the other carried one for the few signs that only it has."""
    return (family, *(other for other in FAMILIES if other != family))


@cache
def measure_text(text: str, size: float, family: str, bold: bool = False) -> float:
    """The text's width in points."""
    from matplotlib.ft2font import LoadFlags

    font = open_font(family, bold)
    font.set_size(size, 72)
    font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / 64


def break_word(word: str, width: float, size: float, family: str, bold: bool) -> list[str]:
    """A word that is wider than the line, in pieces that are not."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and measure_text(pieces[-1] + letter, size, family, bold) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def wrap_text(text: str, width: float, size: float, family: str, bold: bool = False) -> list[str]:
    """Lines no wider than ``width`` points; no text is lost."""
    lines: list[str] = []
    words = [piece for word in replace_missing(text).split() for piece in break_word(word, width, size, family, bold)]
    for word in words:
        if lines and measure_text(f"{lines[-1]} {word}", size, family, bold) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def make_label(
    parts: Iterable[tuple[str, bool]],
    look: Look,
    *,
    width: float,
    small: bool = False,
    x: float = 0,
    y: float = 0,
    align: Align = "left",
    colour: str = "ink",
) -> Label:
    """A label of the parts (text, bold), each on lines of its own, broken at ``width`` points."""
    size, leading = (look.small, look.small_leading) if small else (look.size, look.leading)
    runs = tuple(Run(text=line, bold=bold) for text, bold in parts for line in wrap_text(text, width, size, look.family, bold))
    used = max((measure_text(run.text, size, look.family, run.bold) for run in runs), default=0)
    return Label(x=x, y=y, runs=runs, size=size, width=used, leading=leading, align=align, colour=colour)

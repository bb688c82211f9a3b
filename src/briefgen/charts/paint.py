"""A drawing painted by matplotlib: SVG with text as text or as outlines, or PNG; the same bytes each time."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from briefgen.charts.lettering import open_font, order_families
from briefgen.charts.looks import Look
from briefgen.charts.shapes import Block, Dot, Drawing, Item, Label, Shape, Stroke
from briefgen.fonts import FONTS

DOTS_PER_INCH = 200
STEADY: dict[str, Any] = {
    "svg.hashsalt": "briefgen",
    "hatch.linewidth": 0.7,
    "path.simplify": False,
    "text.hinting": "none",
    "text.antialiased": True,
}
HATCH = "//////"


def paint_drawing(drawing: Drawing, look: Look, form: str) -> bytes:
    """The bytes of the picture: ``svg-text`` (needs the carried fonts to be shown), ``svg-path`` (needs nothing) or ``png`` (200 dpi)."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context():
        mpl.rcdefaults()  # whatever the user's own matplotlibrc says
        settings: Any = {**STEADY, "svg.fonttype": "none" if form == "svg-text" else "path"}
        mpl.rcParams.update(settings)
        figure = Figure(figsize=(drawing.width / 72, drawing.height / 72), dpi=72)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, drawing.width)
        axes.set_ylim(drawing.height, 0)
        for order, item in enumerate(drawing.items):
            paint_item(axes, item, look, order)
        return save_figure(figure, form)


def save_figure(figure: Any, form: str) -> bytes:
    target = BytesIO()
    if form == "png":
        figure.savefig(target, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
    else:
        figure.savefig(target, format="svg", metadata={"Date": None, "Creator": "briefgen"})
    return target.getvalue()


def paint_item(axes: Any, item: Item, look: Look, order: int) -> None:
    match item:
        case Label():
            paint_label(axes, item, look, order)
        case Block():
            paint_block(axes, item, look, order)
        case Stroke():
            xs, ys = zip(*item.points, strict=True)
            style = {"dashes": item.dashes} if item.dashes else {}
            axes.plot(
                xs, ys, color=look.colour(item.colour), linewidth=item.width, solid_capstyle="butt", zorder=order, clip_on=False, **style
            )
        case Shape():
            from matplotlib.patches import Polygon

            axes.add_patch(Polygon(item.points, facecolor=look.colour(item.colour), linewidth=0, zorder=order, clip_on=False))
        case Dot():
            paint_dot(axes, item, look, order)


def fill_style(look: Look, mark: Block | Dot) -> dict[str, Any]:
    colour, hatched = mark.colour, mark.hatched
    if mark.hollow and not hatched:
        return {"facecolor": "#ffffff", "edgecolor": look.colour(colour), "linewidth": 1.1}
    if not hatched:
        return {"facecolor": look.colour(colour), "edgecolor": look.colour(colour), "linewidth": 0}
    return {"facecolor": "#ffffff", "edgecolor": look.colour(colour), "linewidth": 0.7, "hatch": HATCH}


def paint_block(axes: Any, block: Block, look: Look, order: int) -> None:
    from matplotlib.patches import Rectangle

    left, top, right, bottom = block.box
    style = fill_style(look, block)
    axes.add_patch(Rectangle((left, top), right - left, bottom - top, zorder=order, clip_on=False, **style))


def paint_dot(axes: Any, dot: Dot, look: Look, order: int) -> None:
    """White round the dot, so that it stands off bars and bands."""
    from matplotlib.patches import Circle

    axes.add_patch(Circle((dot.x, dot.y), dot.radius + 0.8, facecolor="#ffffff", linewidth=0, zorder=order, clip_on=False))
    style = fill_style(look, dot)
    axes.add_patch(Circle((dot.x, dot.y), dot.radius, zorder=order + 0.1, clip_on=False, **style))


def paint_label(axes: Any, label: Label, look: Look, order: int) -> None:
    """Line by line on its own baseline: where matplotlib breaks lines, the fonts of two lines cannot differ."""
    for number, run in enumerate(label.runs):
        y = label.y + label.leading * number + (label.leading + 0.72 * label.size) / 2
        axes.text(
            label.x,
            y,
            run.text,
            fontproperties=make_properties(look, run.bold, label.size),
            color=look.colour(label.colour),
            ha=label.align,
            va="baseline",
            zorder=order,
            parse_math=False,
        )


def make_properties(look: Look, bold: bool, size: float) -> Any:
    """The carried fonts, by name: matplotlib is told once where they are."""
    from matplotlib.font_manager import FontProperties, fontManager

    names = [load_family(family) for family in order_families(look.family)]
    if not any(entry.name == names[0] for entry in fontManager.ttflist):
        for path in sorted(FONTS.glob("*.ttf")):
            fontManager.addfont(str(path))
    return FontProperties(family=names, weight="bold" if bold else "normal", size=size)


def load_family(family: str) -> str:
    return str(open_font(family, False).family_name)

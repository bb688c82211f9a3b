"""Tables: header rows that repeat, rows that do not break, columns as wide as their words ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefgen.render.docx.draft import Draft, Place, classes_of, fail, paragraph
from briefgen.render.docx.house import BAR
from briefgen.render.docx.inline import plain_text, write_inline
from briefgen.render.docx.ooxml import Element, w
from briefgen.render.docx.spaces import collapse_spaces

WriteBlocks = Callable[[Draft, Element, Place], None]
_BLOCKS = frozenset({"p", "ul", "ol"})
_LETTER = 98  # twips that a letter of table text takes, padding apart, measured on Vietnamese text at 8.5 points
_PADDING = 170
_SHORTEST_WORD, _LONGEST_WORD, _LONGEST_CELL = 3, 22, 90
_WHOLE = 11  # letters of a cell that is not broken into lines: a date, a word or two
_HEAD_LINES = 3  # lines that a head takes at most, where there is room
_WIDEST_SPAN = 50


@dataclass(frozen=True)
class Cell:
    """A cell in its column; ``element`` is None where a cell from above reaches down, or where the row ends early."""

    element: Element | None
    column: int
    span: int = 1
    merge: str | None = None


def write_rows(draft: Draft, element: Element, place: Place, write_blocks: WriteBlocks) -> None:
    """Write the table's rows; its caption is written by the caller."""
    rows = list(element.iter("tr"))
    for cell in element.iter("td", "th"):
        if not _holds_blocks(cell):
            collapse_spaces(cell)
    grid = lay_out(rows)
    control = "control" in classes_of(element)
    widths = measure_columns(grid, place.width, spread=control)
    table = w(
        "tbl", _properties(draft, "Control Table" if control else "Briefing Table", sum(widths), headed=element.find("thead") is not None)
    )
    table.append(w("tblGrid", *(w("gridCol", w=width) for width in widths)))
    writing = _Rows(draft, widths, _number_columns(grid), write_blocks)
    table.extend(writing.write(row, cells) for row, cells in zip(rows, grid, strict=True))
    place.target.append(table)


def lay_out(rows: Sequence[Element]) -> list[list[Cell]]:
    """Each row's cells in their columns, with the cells that reach down from above; all rows end at the same column."""
    reaching: dict[int, tuple[int, int]] = {}  # column → (rows still to come, columns)
    grid = [_lay_out_row(row, reaching) for row in rows]
    count = max((cells[-1].column + cells[-1].span for cells in grid if cells), default=1)
    for cells in grid:
        end = cells[-1].column + cells[-1].span if cells else 0
        cells += [Cell(None, column) for column in range(end, count)]
    return grid


def _lay_out_row(row: Element, reaching: dict[int, tuple[int, int]]) -> list[Cell]:
    cells: list[Cell] = []
    waiting = list(row.iterchildren("td", "th"))
    column = 0
    while waiting or any(below >= column for below in reaching.keys() - {cell.column for cell in cells}):
        if column in reaching and column not in {cell.column for cell in cells}:
            left, span = reaching.pop(column)
            if left > 1:
                reaching[column] = (left - 1, span)
            cells.append(Cell(None, column, span, "continue"))
        elif waiting:
            element = waiting.pop(0)
            span, down = _span(element, "colspan"), _span(element, "rowspan")
            cells.append(Cell(element, column, span, "restart" if down > 1 else None))
            if down > 1:
                reaching[column] = (down - 1, span)
        else:
            cells.append(Cell(None, column))
        column = cells[-1].column + cells[-1].span
    return cells


def _properties(draft: Draft, style: str, width: int, *, headed: bool) -> Element:
    look = w(
        "tblLook", val="0020" if headed else "0000", firstRow=int(headed), lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1
    )
    return w("tblPr", w("tblStyle", val=draft.style(style)), w("tblW", w=width, type="dxa"), w("tblLayout", type="fixed"), look)


class _Rows:
    """The rows of one table."""

    def __init__(self, draft: Draft, widths: Sequence[int], numbers: frozenset[int], write_blocks: WriteBlocks) -> None:
        self.draft, self.widths, self.numbers, self.write_blocks = draft, widths, numbers, write_blocks

    def write(self, row: Element, cells: Sequence[Cell]) -> Element:
        properties = w("trPr", w("cantSplit"))
        parent = row.getparent()
        if parent is not None and parent.tag == "thead":
            properties.append(w("tblHeader"))
        self._mark(row)
        return w("tr", properties, *(self._write_cell(cell) for cell in cells))

    def _mark(self, element: Element) -> None:
        if ident := element.get("id"):
            self.draft.waiting.append(ident)

    def _write_cell(self, cell: Cell) -> Element:
        width = sum(self.widths[cell.column : cell.column + cell.span])
        properties = w("tcPr", w("tcW", w=width, type="dxa"))
        if cell.span > 1:
            properties.append(w("gridSpan", val=cell.span))
        if cell.merge is not None:
            properties.append(w("vMerge", val=cell.merge))
        if cell.element is not None and _ends_changed_row(cell.element):
            properties.append(w("tcBorders", w("right", val="single", sz=12, space=0, color=BAR)))
        made = w("tc", properties)
        if cell.element is None:
            made.append(paragraph(self.draft, "Table Text"))
        else:
            self._mark(cell.element)
            self._fill(made, cell.element, cell.column, width)
        return made

    def _fill(self, made: Element, element: Element, column: int, width: int) -> None:
        if _holds_blocks(element):
            self.write_blocks(self.draft, element, Place(made, "table", width))
            return
        style = _cell_style(element)
        aligned = (w("jc", val="right"),) if style == "Table Head" and column in self.numbers else ()
        made.append(paragraph(self.draft, style, *write_inline(self.draft, element), extra=aligned))


def _ends_changed_row(cell: Element) -> bool:
    """Whether the cell is the last of a row that changed: there the bar stands."""
    row = cell.getparent()
    return row is not None and "changed" in classes_of(row) and cell.getnext() is None


def _number_columns(grid: Sequence[Sequence[Cell]]) -> frozenset[int]:
    """The columns that hold numbers: their heads stand at the right as well."""
    cells = [cell for row in grid for cell in row if cell.element is not None and cell.element.tag == "td"]
    numbers = {cell.column for cell in cells if cell.element is not None and "number" in classes_of(cell.element)}
    return frozenset(numbers)


def _holds_blocks(cell: Element) -> bool:
    return any(child.tag in _BLOCKS for child in cell)


def _is_row_head(cell: Element) -> bool:
    return cell.tag == "th" and cell.get("scope") == "row"


def _cell_style(cell: Element) -> str:
    if cell.tag == "th":
        return "Table Row Head" if _is_row_head(cell) else "Table Head"
    return "Table Number" if "number" in classes_of(cell) else "Table Text"


def _span(cell: Element, name: str) -> int:
    value = cell.get(name, "1")
    if not value.isdecimal() or not 1 <= int(value) <= _WIDEST_SPAN:
        raise fail(cell, f"{name} is {value!r}")
    return int(value)


# --- widths --------------------------------------------------------------------------------------------------------


def measure_columns(grid: Sequence[Sequence[Cell]], width: int, *, spread: bool) -> list[int]:
    """Widths in twips: each column holds its longest word, the rest goes by the length of its text.

    They add up to ``width`` where the words need it or ``spread`` says so; a small table stays small.
    """
    count = max((row[-1].column + row[-1].span for row in grid if row), default=1)
    least, wanted = [_SHORTEST_WORD] * count, [_SHORTEST_WORD] * count
    for cell in (cell for row in grid for cell in row if cell.element is not None and cell.span == 1):
        text = plain_text(cell.element).split() if cell.element is not None else []
        length = len(" ".join(text))
        longest = length if length <= _WHOLE else max(map(len, text), default=0)
        if cell.element is not None and cell.element.tag == "th" and not _is_row_head(cell.element):
            longest = max(longest, length // _HEAD_LINES + 1)
        least[cell.column] = max(least[cell.column], min(longest, _LONGEST_WORD))
        wanted[cell.column] = max(wanted[cell.column], min(length, _LONGEST_CELL))
    needed = sum(wanted) * _LETTER + count * _PADDING
    return _share(least, wanted, width if spread else min(width, max(needed, width * 6 // 10)))


def _share(least: list[int], wanted: list[int], width: int) -> list[int]:
    base = [letters * _LETTER + _PADDING for letters in least]
    over = [(want - small) * _LETTER for want, small in zip(wanted, least, strict=True)]
    spare = width - sum(base)
    if spare < 0 or not sum(over):
        shared = [part * width // sum(base) for part in base]
    elif spare > sum(over):
        full = [part + extra for part, extra in zip(base, over, strict=True)]
        shared = [part * width // sum(full) for part in full]
    else:
        shared = [part + spare * extra // sum(over) for part, extra in zip(base, over, strict=True)]
    shared[-1] += width - sum(shared)
    return shared

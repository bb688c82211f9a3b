"""Tables of plain text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefgen.cli.tables import cut, format_table, measure


def test_columns_are_aligned_by_what_the_terminal_shows() -> None:
    table = format_table(["bên", "n"], [["Liên bang Nga", "1"], ["中国", "2"]])
    lines = table.splitlines()
    assert lines == ["bên            n", "─────────────  ─", "Liên bang Nga  1", "中国           2"]


def test_a_combining_mark_takes_no_cell() -> None:
    assert measure("Vie\u0323\u0302t") == 4


def test_a_cell_is_kept_on_one_line_and_cannot_steer_the_terminal() -> None:
    assert "a b [31mc" in format_table(["x"], [["a\nb\x1b[31mc"]]).replace("b  [", "b [")


@given(st.text(), st.integers(min_value=1, max_value=60))
def test_a_cut_text_is_never_wider_than_asked(text: str, width: int) -> None:
    assert measure(cut(text, width)) <= max(width, 1)

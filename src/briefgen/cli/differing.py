"""What changed between two editions, as a table, as Markdown or as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from briefgen.cli.messages import say
from briefgen.cli.tables import format_table, terminal_width
from briefgen.compose import ChangeRow
from briefgen.model import ChangeKind
from briefgen.pipeline.comparing import Comparison

FORMATS = ("table", "markdown", "json")
_COLUMNS = ("change", "label", "before", "after", "source")


def print_comparisons(comparisons: Sequence[Comparison], form: str) -> None:
    """Each comparison with its changes, the weightiest first; that nothing changed is said."""
    if form == "json":
        from briefgen.cli.reading import print_json

        print_json([_tabulate(one) for one in comparisons])
        return
    describe = describe_markdown if form == "markdown" else _describe_table
    print("\n\n".join(describe(one) for one in comparisons))


def _describe_table(one: Comparison) -> str:
    if not one.rows:
        return f"{_title(one)}: {say('diff.none')}"
    heads = [say(f"diff.{name}") for name in _COLUMNS]
    return f"{_title(one)}: {count_kinds(one)}\n{format_table(heads, list(_list_cells(one)), width=terminal_width())}"


def describe_markdown(one: Comparison) -> str:
    """The comparison as a heading and a table of Markdown; nothing that a source says can leave its cell."""
    if not one.rows:
        return f"### {_title(one)}\n\n{say('diff.none')}"
    heads = " | ".join(say(f"diff.{name}") for name in _COLUMNS)
    rows = "\n".join(f"| {' | '.join(map(escape_markdown, cells))} |" for cells in _list_cells(one))
    return f"### {_title(one)}\n\n{count_kinds(one)}\n\n| {heads} |\n|{' --- |' * len(_COLUMNS)}\n{rows}"


def escape_markdown(text: str) -> str:
    """The text as it can stand in a cell of a Markdown table, on one line, with no sign that means anything."""
    flat = " ".join(text.split()).replace("\\", "\\\\")
    for sign in "|`*_[]<>#":
        flat = flat.replace(sign, f"\\{sign}")
    return flat


def _list_cells(one: Comparison) -> Iterator[tuple[str, ...]]:
    for row in one.rows:
        yield say(f"changes.{row.kind}"), row.label, row.before or "–", row.after or "–", row.source or "–"


def _title(one: Comparison) -> str:
    return f"{one.before} → {one.after or say('diff.now')}"


def count_kinds(one: Comparison) -> str:
    """``new 3, corrected 1``."""
    counts = Counter(row.kind for row in one.rows)
    return ", ".join(f"{say(f'changes.{kind.value}')} {counts[kind.value]}" for kind in ChangeKind if counts[kind.value])


def _tabulate(one: Comparison) -> dict[str, object]:
    def merge(change: msgspec.Struct, row: ChangeRow) -> dict[str, object]:
        words = {"before": row.before, "after": row.after, "source": row.source}
        return {**msgspec.to_builtins(change), "words": words}

    changes = [merge(change, row) for change, row in zip(one.changes, one.rows, strict=True)]
    return {"before": one.before, "after": one.after, "changes": changes}

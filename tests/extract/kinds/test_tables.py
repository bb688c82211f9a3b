"""Sentences in many newsrooms' manners, with the facts that must be read from each: nothing less, nothing more (tables/*.yaml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from extract_support import agrees, read_row, read_table, tell

TABLES = Path(__file__).parent / "tables"
KINDS = ("agreement", "commitment", "meeting", "milestone", "statement")
ROWS = [(kind, row) for kind in KINDS for row in read_table(TABLES / f"{kind}.yaml")]


def _name(part: object) -> str:
    return part if isinstance(part, str) else str(part.get("vi") or part.get("en"))[:60] if isinstance(part, dict) else ""


@pytest.mark.parametrize(("kind", "row"), ROWS, ids=_name)
def test_a_sentence_says_just_what_it_says(kind: str, row: dict[str, Any]) -> None:
    found = read_row(row, kind)
    for wrong in row.get("never", ()):
        assert not any(agrees(mention, wrong) for mention in found), tell(found)
    if "facts" in row:
        assert len(found) == len(row["facts"]), tell(found)
        for mention, expected in zip(found, row["facts"], strict=True):
            assert agrees(mention, expected), tell(found)


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_holds_both_languages(kind: str) -> None:
    languages = {language for row in read_table(TABLES / f"{kind}.yaml") for language in ("vi", "en") if language in row}
    assert languages == {"vi", "en"}

"""Every form of number of the laboratory's tables and more: what is written, and the label, value and unit that are read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefgen.extract.annotations import Annotation
from briefgen.extract.expressions import Quantity, Share
from briefgen.extract.numbers import find_numbers

TABLES = Path(__file__).parent / "tables"


def read_rows(language: str) -> Iterator[tuple[str, str, str]]:
    for line in (TABLES / f"numbers_{language}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            words, expected = (cell.strip() for cell in line.split("|"))
            yield language, words, expected.removeprefix("-").strip()


def say(annotation: Annotation) -> str:
    value = annotation.value
    cells = [annotation.label]
    if isinstance(value, Quantity):
        cells += [f"{value.value:f}", value.unit, value.qualifier or "-", f"{value.low:f}" if value.low is not None else "-"]
    elif isinstance(value, Share):
        cells += [f"{value.value:f}", "-", value.qualifier or "-", f"{value.low:f}" if value.low is not None else "-"]
    else:
        cells.append(f"{value:f}" if not isinstance(value, int) else str(value))
    return " ".join(cells).rstrip(" -")


@pytest.mark.parametrize(("language", "words", "expected"), [*read_rows("vi"), *read_rows("en")])
def test_a_number_as_written_is_read_exactly(language: str, words: str, expected: str) -> None:
    for text in (words, f"{words}.", f"({words})", f"{words},\n\nkhác"):
        assert " ; ".join(map(say, find_numbers(text, language))) == expected, text

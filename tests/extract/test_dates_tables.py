"""Every form of date of the laboratory's tables and more: what is written, and the EDTF that it resolves to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefgen.extract.annotations import Annotation
from briefgen.extract.dates import find_dates
from briefgen.extract.expressions import Anchor, DateExpr, Form, Span, Tense
from briefgen.extract.resolve import resolve_date

TABLES = Path(__file__).parent / "tables"
PUBLISHED = "2021-09-28"


def read_rows(language: str) -> Iterator[tuple[str, str, str, str, str]]:
    for line in (TABLES / f"dates_{language}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            words, expected, published, tense = (cell.strip() for cell in f"{line} | | | ".split("|")[:4])
            yield language, words, expected, published or PUBLISHED, tense or "past"


def say(annotation: Annotation, anchor: Anchor, tense: Tense) -> str | None:
    value = annotation.value
    prefix = "" if annotation.label == "DATE" else f"{annotation.label}:"
    if isinstance(value, Span):
        return f"{prefix}{value.count} {value.unit}" + (f" {value.qualifier}" if value.qualifier else "")
    assert isinstance(value, DateExpr)
    edtf = resolve_date(value, anchor, tense).edtf
    return None if value.form is Form.VAGUE else f"{prefix}{edtf}"


@pytest.mark.parametrize(("language", "words", "expected", "published", "tense"), [*read_rows("vi"), *read_rows("en")])
def test_a_date_as_written_resolves_to_its_edtf(language: str, words: str, expected: str, published: str, tense: str) -> None:
    anchor = Anchor(published=published, language=language)
    for text in (words, f"{words}.", f"({words})"):
        found = [said for a in find_dates(text, language) if (said := say(a, anchor, Tense(tense)))]
        assert " ".join(found) == expected.removeprefix("-"), text

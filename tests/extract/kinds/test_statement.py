"""Statements: the day on which something was said stands in the quote, or is marked as carried over."""

from __future__ import annotations

import pytest

from briefgen.model import Basis, Statement
from extract_support import read_text


def days(text: str, language: str = "vi") -> list[tuple[str | None, Basis | None]]:
    return [(m.date.edtf, m.date.basis) for m in read_text(text, language) if isinstance(m.claim, Statement)]


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("Ngày 5/3/2024, Bộ trưởng Ngoại giao Lào Thongsavanh khẳng định Lào coi trọng quan hệ với ASEAN.", "vi", "2024-03-05"),
        ("Ngày 5/3/2024, tại Viêng Chăn, Bộ trưởng Ngoại giao Lào Thongsavanh khẳng định Lào coi trọng ASEAN.", "vi", "2024-03-05"),
        ("On 7 March 2024, Lao Foreign Minister Thongsavanh said Laos would support ASEAN centrality.", "en", "2024-03-07"),
        ("On March 9, 2024 Lao Foreign Minister Thongsavanh said Laos would support ASEAN centrality.", "en", "2024-03-09"),
    ],
)
def test_a_day_before_the_speaker_is_the_days_of_what_is_said_and_in_its_quote(text: str, language: str, day: str) -> None:
    assert days(text, language) == [(day, Basis.STATED)]


def test_a_day_goes_on_with_the_same_speaker_and_is_then_inferred() -> None:
    text = (
        "Ngày 5/3/2024, Bộ trưởng Ngoại giao Lào Thongsavanh khẳng định Lào coi trọng quan hệ với ASEAN; "
        "nhấn mạnh hợp tác năng lượng là trụ cột. Ông Thongsavanh cũng đề nghị ASEAN ủng hộ sáng kiến này."
    )
    assert days(text) == [("2024-03-05", Basis.STATED), ("2024-03-05", Basis.INFERRED), ("2024-03-05", Basis.INFERRED)]

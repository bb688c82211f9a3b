"""Reading an editor's words for dates and numbers."""

from __future__ import annotations

import pytest

from briefgen.drafts.values import read_date, read_number


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("ngày 26/4/2024", "2024-04-26"),
        ("26/04/2024", "2024-04-26"),
        ("Ngày 26 tháng 4 năm 2024", "2024-04-26"),
        ("tháng 11/2018", "2018-11"),
        ("năm 2021", "2021"),
        ("2016–2020", "2016/2020"),
        ("trước ngày 06/04/2021", "../2021-04-06"),
        ("từ năm 2015", "2015/.."),
        ("2024-04-26", "2024-04-26"),
        ("ngày 31/13/2024", None),
        ("29/8 (chưa rõ năm)", None),
        ("1991 (suy ra: 2021 − 30)", None),
        ("cuối năm 2021", None),
        ("", None),
    ],
)
def test_vietnamese_dates_are_read_whole_or_not_at_all(text: str, edtf: str | None) -> None:
    assert read_date(text, "vi") == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("26 April 2024", "2024-04-26"),
        ("on 3 May 2019", "2019-05-03"),
        ("November 2018", "2018-11"),
        ("before 2020", "../2020"),
        ("soon", None),
    ],
)
def test_english_dates_are_read_whole_or_not_at_all(text: str, edtf: str | None) -> None:
    assert read_date(text, "en") == edtf


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("2,6 tỷ USD", "vi", "2600000000"),
        ("hơn 1.250 người", "vi", "1250"),
        ("12,5%", "vi", "12.5"),
        ("1,5 nghìn tỷ đồng", "vi", "1500000000000"),
        ("US$2.6 billion", "en", "2600000000"),
        ("1,250 people", "en", "1250"),
        ("lần thứ 20", "vi", "20"),
        ("từ 2 đến 3 tỷ", "vi", None),
        ("nhiều", "vi", None),
        ("1,2,3", "vi", None),
    ],
)
def test_numbers_are_given_in_the_unit_itself(text: str, language: str, number: str | None) -> None:
    assert read_number(text, language) == number

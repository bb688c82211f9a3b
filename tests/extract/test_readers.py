"""The law of the gate: change a digit, a numeral, an ordinal or a date word of a quote, and the old value can no longer be read in it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.extract.expressions import Anchor
from briefgen.extract.readers import (
    is_date_readable,
    is_period_readable,
    readable_dates,
    readable_numbers,
    readable_ordinals,
    readable_spans,
    scaled_numbers,
)

VI_NUMBERS = [
    ("kim ngạch đạt 2,6 tỷ USD", "2600000000"),
    ("tăng 12,5% so với năm trước", "12.5"),
    ("giảm 3,2 điểm phần trăm", "3.2"),
    ("với tổng vốn đăng ký 984,98 triệu USD", "984980000"),
    ("khoảng 1.234,5 triệu USD", "1234500000"),
    ("xếp thứ 28/145 quốc gia", "28"),
    ("gần 500 dự án", "500"),
]
EN_NUMBERS = [
    ("trade rose to US$14.1 billion", "14100000000"),
    ("up 16.7% on the year", "16.7"),
    ("worth $1,234,567", "1234567"),
    ("186 investment projects", "186"),
]
DATES = [
    ("ngày 28/9/2021", "2021-09-28"),
    ("tháng 11-2018", "2018-11"),
    ("từ ngày 25-28/9/2021", "2021-09-25/2021-09-28"),
    ("giai đoạn 2021-2025", "2021/2025"),
    ("6 tháng đầu năm 2021", "2021-01/2021-06"),
    ("quý 3/2023", "2023-07/2023-09"),
    ("đến năm 2030", "../2030"),
]


def mutations(text: str) -> list[str]:
    """The text with each of its digits replaced by each other digit in turn."""
    return [text[:i] + d + text[i + 1 :] for i, c in enumerate(text) if c.isdigit() for d in "0123456789" if d != c]


@pytest.mark.parametrize(("language", "quote", "value"), [*(("vi", *row) for row in VI_NUMBERS), *(("en", *row) for row in EN_NUMBERS)])
def test_a_number_is_gone_when_any_of_its_digits_changes(language: str, quote: str, value: str) -> None:
    assert Decimal(value) in readable_numbers(quote, language)
    outside = {"xếp thứ 28/145 quốc gia": "145"}.get(quote, "")
    for changed in mutations(quote):
        if outside and outside not in changed:
            continue
        assert Decimal(value) not in readable_numbers(changed, language), changed


@pytest.mark.parametrize(("quote", "edtf"), DATES)
def test_a_date_is_gone_when_any_of_its_digits_changes(quote: str, edtf: str) -> None:
    assert edtf in readable_dates(quote, "vi")
    for changed in mutations(quote):
        assert edtf not in readable_dates(changed, "vi"), changed


@pytest.mark.parametrize(
    ("language", "quote", "other", "ordinal"),
    [
        ("vi", "hội nghị lần thứ nhất", "hội nghị lần thứ hai", 1),
        ("vi", "cuộc họp lần thứ tư", "cuộc họp lần thứ năm", 4),
        ("vi", "Đại hội lần thứ XII", "Đại hội lần thứ XIII", 12),
        ("vi", "phiên họp lần thứ hai mươi sáu", "phiên họp lần thứ hai mươi bảy", 26),
        ("vi", "chuyến thăm đầu tiên", "chuyến thăm gần đây", 1),
        ("en", "the fourth summit", "the fifth summit", 4),
        ("en", "the 26th summit", "the 27th summit", 26),
        ("en", "the twenty-sixth session", "the twenty-fifth session", 26),
    ],
)
def test_an_ordinal_is_gone_when_its_word_changes(language: str, quote: str, other: str, ordinal: int) -> None:
    assert ordinal in readable_ordinals(quote, language)
    assert ordinal not in readable_ordinals(other, language)


@pytest.mark.parametrize(
    ("language", "quote", "other", "value"),
    [
        ("vi", "hai tỷ rưỡi đô la", "ba tỷ rưỡi đô la", "2500000000"),
        ("vi", "một triệu liều", "một tỷ liều", "1000000"),
        ("vi", "hai trăm nghìn người", "hai trăm triệu người", "200000"),
        ("vi", "tăng gấp đôi", "tăng gấp ba", "2"),
        ("en", "two billion dollars", "two million dollars", "2000000000"),
        ("en", "half a million people", "a million people", "500000"),
    ],
)
def test_a_numeral_is_gone_when_its_word_changes(language: str, quote: str, other: str, value: str) -> None:
    assert Decimal(value) in readable_numbers(quote, language)
    assert Decimal(value) not in readable_numbers(other, language)


@pytest.mark.parametrize(
    ("language", "quote", "other", "edtf"),
    [
        ("vi", "hôm qua", "hôm nay", "2021-09-27"),
        ("vi", "năm ngoái", "năm nay", "2020"),
        ("vi", "tháng trước", "tháng này", "2021-08"),
        ("vi", "6 tháng đầu năm nay", "6 tháng cuối năm nay", "2021-01/2021-06"),
        ("vi", "nửa đầu năm 2020", "nửa cuối năm 2020", "2020-01/2020-06"),
        ("vi", "tháng Tư năm 1975", "tháng Ba năm 1975", "1975-04"),
        ("en", "yesterday", "today", "2021-09-27"),
        ("en", "on Wednesday", "on Thursday", "2021-09-22"),
        ("en", "March 5, 2020", "April 5, 2020", "2020-03-05"),
    ],
)
def test_a_date_is_gone_when_its_word_changes(language: str, quote: str, other: str, edtf: str) -> None:
    anchor = Anchor(published="2021-09-28", language=language)
    assert is_date_readable(edtf, quote, language, anchor)
    assert not is_date_readable(edtf, other, language, anchor)


@given(st.integers(1, 9_999), st.sampled_from(["tỷ", "triệu", "nghìn"]), st.sampled_from(["USD", "euro", "đồng"]))
def test_every_amount_is_read_back_as_the_number_it_is(tenths: int, scale: str, unit: str) -> None:
    factor = {"tỷ": 10**9, "triệu": 10**6, "nghìn": 10**3}[scale]
    quote = f"đạt {tenths // 10},{tenths % 10} {scale} {unit}"
    assert readable_numbers(quote, "vi") == {Decimal(tenths) * factor / 10}


@given(st.dates())
def test_every_day_is_read_back_as_the_day_it_is(day: object) -> None:
    year, month, date = (int(part) for part in str(day).split("-"))
    if year >= 1500 and year < 2100:
        assert readable_dates(f"ngày {date}/{month}/{year}", "vi") == {str(day)}
        assert readable_dates(f"ngày {date} tháng {month} năm {year}", "vi") == {str(day)}
    assert f"XXXX-{month:02}-{date:02}" in readable_dates(f"ngày {date}/{month}", "vi")


def test_the_figures_of_a_larger_number_are_not_read_alone() -> None:
    assert readable_numbers("từ 10 đến 12 tỷ USD, tăng 5%", "vi") == {Decimal(10**10), Decimal(12 * 10**9), Decimal(5)}
    assert Decimal("2.6") not in readable_numbers("2,6 tỷ USD", "vi")


def test_anniversaries_and_lengths_of_time_have_counts() -> None:
    assert readable_spans("kỷ niệm 30 năm quan hệ, sau gần ba thập kỷ", "vi") == {Decimal(30), Decimal(3)}
    assert readable_spans("the 75th anniversary", "en") == {Decimal(75)}


@pytest.mark.parametrize(
    ("quotes", "edtf", "readable"),
    [
        (("trong khi năm trước đó là 24 tỷ USD", "9 tháng năm 2018"), "2017-01/2017-09", True),
        (("trong khi năm trước đó là 24 tỷ USD", "8 tháng năm 2018"), "2017-01/2017-09", False),
        (("cùng kỳ năm 2017", "9 tháng năm 2018"), "2017-01/2017-09", True),
        (("cùng kỳ năm 2016", "9 tháng năm 2018"), "2017-01/2017-09", False),
        (("tính đến hết tháng 11/2019",), "2019-01/2019-11", True),
        (("tháng 11/2019",), "2019-01/2019-11", False),
        (("tính đến hết quý III/2019",), "2019-09", True),
    ],
)
def test_dates_of_several_quotes_make_a_period_together(quotes: tuple[str, ...], edtf: str, readable: bool) -> None:
    assert is_period_readable(edtf, quotes, "vi", Anchor(published="2020-01-10", language="vi")) is readable


def test_a_figure_of_a_table_is_read_in_the_unit_told_alone() -> None:
    row = "Xuất khẩu | 14,8 | 18,2"
    assert Decimal(18_200_000_000) in scaled_numbers([row, "tỷ USD"], "vi")
    assert Decimal(18_200_000_000) not in scaled_numbers([row, "triệu USD"], "vi")
    assert scaled_numbers([row, "xuất khẩu đạt nhiều tỷ USD trong năm qua"], "vi") == set()

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.compose.carriers import read_number
from briefgen.compose.numbers import amount_words, formula_words, percent_words, plain_number, round_to, significant_digits
from briefgen.compose.wording import load_wording

VI, EN = load_wording("vi"), load_wording("en")


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "vietnamese", "english"),
    [
        ("2600000000", "USD", None, "2,6 tỷ USD", "US$2.6 billion"),
        ("2600000000", "USD", "over", "hơn 2,6 tỷ USD", "more than US$2.6 billion"),
        ("15000000000000", "VND", "under", "gần 15 nghìn tỷ đồng", "nearly VND 15 trillion"),
        ("1000000", "doses", "about", "khoảng 1 triệu liều", "about 1 million doses"),
        ("1234", "people", None, "1.234 người", "1,234 people"),
        ("2311111111", "USD", None, "2.311.111.111 USD", "US$2,311,111,111"),
        ("42", "ships", None, "42 ships", "42 ships"),
        ("12.5", "percent", None, "12,5%", "12.5%"),
    ],
)
def test_a_figure_keeps_the_digits_of_its_source(value: str, unit: str, qualifier: str | None, vietnamese: str, english: str) -> None:
    assert amount_words(Decimal(value), unit, VI, qualifier) == vietnamese
    assert amount_words(Decimal(value), unit, EN, qualifier) == english


def test_a_fall_is_said_by_the_sentence_and_not_by_a_sign() -> None:
    assert percent_words(Decimal("-3.2"), VI) == "3,2%"


def test_a_formula_is_printed_in_the_signs_of_the_language_and_leaves_years_alone() -> None:
    assert formula_words("2.6e9 / 1.125", VI) == "2,6 tỷ ÷ 1,125"
    assert formula_words("2021 − 30", VI) == "2021 − 30"


@given(st.decimals(min_value=1, max_value=10**15, places=2), st.integers(1, 6))
def test_rounding_never_leaves_more_digits_than_asked(value: Decimal, digits: int) -> None:
    assert significant_digits(round_to(value, digits)) <= digits


@given(st.integers(0, 10**15))
def test_a_printed_number_reads_back_as_itself(value: int) -> None:
    assert Decimal(value).normalize() in read_number(plain_number(Decimal(value), VI))
    assert Decimal(value).normalize() in read_number(plain_number(Decimal(value), EN))

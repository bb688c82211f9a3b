"""The numbers that facts and sources carry."""

from __future__ import annotations

import pytest

from briefgen.verification.numbers import collect
from support import make_source

FACT = {
    "id": "statistic-1",
    "label": "kim ngạch",
    "value": 2600000000,
    "date": "2021-09-28",
    "period": "2021-01/2021-06",
    "change": {"value": 12.5},
    "evidence": [{"quote": "đạt 2,6 tỷ USD", "start": 10, "end": 24}],
}
DERIVED = {"id": "statistic-2", "value": "2311111111.111", "status": "derived", "evidence": []}


@pytest.mark.parametrize(
    "text", ["2,6 tỷ", "2.6 billion", "2.600.000.000 USD", "28/9/2021", "tháng 9/2021", "6 tháng đầu năm 2021", "12,5%"]
)
def test_a_figure_is_carried_in_every_way_of_writing_it(text: str) -> None:
    assert collect([FACT]).list_strangers(text) == []


@pytest.mark.parametrize(("text", "stranger"), [("2,7 tỷ", "2,7"), ("29/9/2021", "29/9/2021"), ("tăng 13%", "13"), ("10/2021", "10/2021")])
def test_another_number_is_a_stranger(text: str, stranger: str) -> None:
    assert collect([FACT]).list_strangers(text) == [stranger]


def test_a_derived_value_is_carried_as_it_is_rounded() -> None:
    assert collect([DERIVED]).list_strangers("khoảng 2,3 tỷ, tức 2,31 tỷ") == []


def test_a_source_carries_its_day_and_a_year_left_open_carries_month_and_day() -> None:
    carried = collect([make_source("a", published="2024-04-27"), {"date": "XXXX-08-29"}])
    assert carried.list_strangers("27/04/2024; 29/8") == []

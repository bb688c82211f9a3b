from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.compose.dates import as_of_words, date_words, last_day, sort_day
from briefgen.compose.wording import load_wording
from briefgen.edtf import LAST_DAY

VI, EN = load_wording("vi"), load_wording("en")

WRITTEN = [
    ("2024-04-26", "ngày 26/4/2024", "26/04/2024", "on 26 April 2024"),
    ("2018-11", "tháng 11/2018", "11/2018", "in November 2018"),
    ("2018", "năm 2018", "2018", "in 2018"),
    ("2021-09-25/2021-09-28", "từ ngày 25 đến ngày 28/9/2021", "25–28/09/2021", "from 25 to 28 September 2021"),
    ("2021-09-29/2021-10-02", "từ ngày 29/9 đến ngày 2/10/2021", "29/09–02/10/2021", "from 29 September to 2 October 2021"),
    ("2021-12-30/2022-01-02", "từ ngày 30/12/2021 đến ngày 2/1/2022", "30/12/2021–02/01/2022", "from 30 December 2021 to 2 January 2022"),
    ("2021/2025", "trong giai đoạn 2021–2025", "2021–2025", "in 2021–2025"),
    ("2021-01/2021-06", "trong 6 tháng đầu năm 2021", "6 tháng đầu 2021", "in the first 6 months of 2021"),
    ("2021-41", "trong 6 tháng cuối năm 2021", "6 tháng cuối 2021", "in the last 6 months of 2021"),
    ("2021-33", "trong quý I/2021", "quý I/2021", "in the first quarter of 2021"),
    ("2021-22", "mùa hè năm 2021", "mùa hè 2021", "in summer 2021"),
    ("../2021-04-06", "trước ngày 6/4/2021", "trước 06/04/2021", "before 6 April 2021"),
    ("2015/..", "từ năm 2015", "từ 2015", "from 2015"),
    ("XXXX-08-29", "ngày 29/8 (chưa rõ năm)", "29/8 (chưa rõ năm)", "on 29 August (year not stated)"),
    ("XXXX-02-29", "ngày 29/2 (chưa rõ năm)", "29/2 (chưa rõ năm)", "on 29 February (year not stated)"),
    ("199X", "thập niên 1990", "thập niên 1990", "in the 1990s"),
    ("2021~", "khoảng năm 2021", "khoảng 2021", "in 2021 or thereabouts"),
    ("2021?", "năm 2021 (chưa chắc chắn)", "2021 (?)", "in 2021 (uncertain)"),
    (None, "chưa rõ ngày", "chưa rõ", "date not stated"),
    ("26/4", "chưa rõ ngày", "chưa rõ", "date not stated"),
]


@pytest.mark.parametrize(("edtf", "prose", "table", "english"), WRITTEN)
def test_a_date_is_written_at_the_precision_of_its_source(edtf: str | None, prose: str, table: str, english: str) -> None:
    assert date_words(edtf, VI) == prose
    assert date_words(edtf, VI, "table") == table
    assert date_words(edtf, EN) == english


def test_a_value_is_as_of_the_day_even_where_the_source_only_says_that_it_was_before() -> None:
    assert as_of_words("../2021-04-06", VI) == "tính đến 06/04/2021"
    assert as_of_words("2021-04-06", EN, "point") == "as of 6 April 2021"
    assert as_of_words(None, VI) == "chưa rõ thời điểm"


@given(st.dates(min_value=datetime.date(1000, 1, 1)))
def test_every_part_of_a_day_is_printed(day: datetime.date) -> None:
    assert date_words(day.isoformat(), VI) == f"ngày {day.day}/{day.month}/{day.year}"


@given(st.dates(min_value=datetime.date(1900, 1, 1)), st.dates(min_value=datetime.date(1900, 1, 1)))
def test_days_are_ordered_as_they_follow(one: datetime.date, other: datetime.date) -> None:
    assert (sort_day(one.isoformat()) < sort_day(other.isoformat())) == (one < other)


def test_a_bare_year_and_an_unknown_date_stand_behind_what_is_known_better() -> None:
    assert sort_day("2021-07") < sort_day("2021-10-05") < sort_day("2021") < sort_day("XXXX-08-29") == sort_day(None) == LAST_DAY


def test_an_open_end_has_no_last_day() -> None:
    assert last_day("2022/2023") == "2023-12-31"
    assert last_day("2015/..") is None
    assert last_day("XXXX-08-29") is None

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.edtf import (
    FIRST_DAY,
    LAST_DAY,
    Precision,
    bounds,
    bounds_in_a_year,
    complete_year,
    contains,
    disjoint,
    has_year,
    is_edtf,
    precision,
    year_of,
)

DAYS = st.dates().map(lambda day: day.isoformat())
DATES = st.one_of(
    DAYS, DAYS.map(lambda day: day[:7]), DAYS.map(lambda day: day[:4]), st.tuples(DAYS, DAYS).map(lambda two: "/".join(sorted(two)))
)


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2021", ("2021-01-01", "2021-12-31")),
        ("2021-09", ("2021-09-01", "2021-09-30")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2021-09-28", ("2021-09-28", "2021-09-28")),
        ("2021-40", ("2021-01-01", "2021-06-30")),
        ("2021-41", ("2021-07-01", "2021-12-31")),
        ("2021-33", ("2021-01-01", "2021-03-31")),
        ("2021-36", ("2021-10-01", "2021-12-31")),
        ("2021-21", ("2021-03-01", "2021-05-31")),
        ("199X", ("1990-01-01", "1999-12-31")),
        ("2021-10~", ("2021-10-01", "2021-10-31")),
        ("2021?", ("2021-01-01", "2021-12-31")),
        ("2016/2020", ("2016-01-01", "2020-12-31")),
        ("2021-01/2021-06", ("2021-01-01", "2021-06-30")),
        ("../2021-04-06", (FIRST_DAY, "2021-04-06")),
        ("2015/..", ("2015-01-01", LAST_DAY)),
        ("XXXX-08-29", None),
        ("mới đây", None),
        ("2021-13", None),
        ("", None),
        (None, None),
    ],
)
def test_a_date_has_a_first_and_a_last_day(edtf: str | None, expected: tuple[str, str] | None) -> None:
    assert bounds(edtf) == expected


@pytest.mark.parametrize(
    ("outer", "inner"), [("2018", "2018-11"), ("2021-40", "2021-01/2021-06"), ("../2021-04-06", "2018"), ("XXXX-08-29", "XXXX-08-29")]
)
def test_a_coarser_date_contains_a_finer_one(outer: str, inner: str) -> None:
    assert contains(outer, inner)


@pytest.mark.parametrize(
    ("outer", "inner"), [("2018-11", "2018"), ("2018", "2019-01"), ("XXXX-08-29", "2021-08-29"), ("2018", None), (None, None)]
)
def test_a_finer_or_other_date_contains_nothing_of_the_sort(outer: str | None, inner: str | None) -> None:
    assert not contains(outer, inner)


@pytest.mark.parametrize(
    ("one", "other"), [("2018", "2019-01"), ("XXXX-08-29", "2021-08-30"), ("XXXX-08-29", "XXXX-09-01"), ("../2020", "2021-01-01")]
)
def test_dates_without_a_common_day_are_disjoint(one: str, other: str) -> None:
    assert disjoint(one, other)
    assert disjoint(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("2018", "2018-11"), ("XXXX-08-29", "2021-08-29"), ("XXXX-08-29", "2021"), ("XXXX-08-29", "2020/2021"), ("2018", None)],
)
def test_dates_that_can_mean_the_same_day_are_not_disjoint(one: str, other: str | None) -> None:
    assert not disjoint(one, other)
    assert not disjoint(other, one)


@given(DATES, DATES)
def test_a_date_within_another_is_not_disjoint_from_it(one: str, other: str) -> None:
    assert not (contains(one, other) and disjoint(one, other))
    assert disjoint(one, other) == disjoint(other, one)


@given(DATES)
def test_a_date_contains_itself_and_lies_in_its_year(edtf: str) -> None:
    assert contains(edtf, edtf)
    assert is_edtf(edtf)
    year = year_of(edtf)
    assert year is None or contains(f"{year:04}", edtf)


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2021-09-28", Precision.DAY),
        ("XXXX-08-29", Precision.DAY),
        ("2021-09", Precision.MONTH),
        ("2021-33", Precision.PART),
        ("2021", Precision.YEAR),
        ("2021/2025", Precision.INTERVAL),
        ("../2025", Precision.OPEN),
    ],
)
def test_precision_tells_how_fine_a_date_is(edtf: str, expected: Precision) -> None:
    assert precision(edtf) is expected


def test_a_day_without_year_is_edtf_but_has_no_year() -> None:
    assert is_edtf("XXXX-08-29")
    assert not has_year("XXXX-08-29")
    assert is_edtf("XXXX-12-29/XXXX-01-02")
    assert not is_edtf("2021/2020")
    assert not is_edtf("28/9")


def test_a_year_alone_completes_only_a_date_without_one() -> None:
    assert complete_year("2023", "XXXX-08-29") == "2023-08-29"
    assert complete_year("2023", "2021-08-29") == "2023"
    assert complete_year("29/8/2023", "XXXX-08-29") == "29/8/2023"


def test_a_date_without_a_year_has_bounds_in_a_leap_year() -> None:
    assert bounds("XXXX-02-29") is None
    assert bounds_in_a_year("XXXX-02-29") == ("2000-02-29", "2000-02-29")
    assert bounds_in_a_year("2021-09") == bounds("2021-09")

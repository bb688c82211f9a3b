from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from briefgen.charts.scales import Extent, format_period, format_value, read_extent, span_years, tick_values, tick_years
from briefgen.model import Point
from chart_samples import at


@pytest.mark.parametrize(
    ("point", "vietnamese", "english"),
    [
        (at("", "2024-04-26"), "26/04/2024", "26 Apr 2024"),
        (at("", "2018-11"), "11/2018", "Nov 2018"),
        (at("", "2018"), "2018", "2018"),
        (at("", "2021-40"), "1–6/2021", "1–6/2021"),
        (at("", "2016", "2020"), "2016–2020", "2016–2020"),
        (at("", "2021-09-25/2021-09-28"), "25/09/2021–28/09/2021", "25 Sep 2021–28 Sep 2021"),
        (at("", "../2021-04-06"), "trước 06/04/2021", "before 6 Apr 2021"),
        (at("", None, "2021-04-06", open_end=True), "trước 06/04/2021", "before 6 Apr 2021"),
        (at("", "2021-04-06", open_end=True), "trước 06/04/2021", "before 6 Apr 2021"),
        (at("", "2016-10-05", "..", open_end=True), "từ 05/10/2016", "from 5 Oct 2016"),
        (at("", "2015/.."), "từ 2015", "from 2015"),
    ],
)
def test_a_date_is_written_at_the_precision_that_is_known(point: Point, vietnamese: str, english: str) -> None:
    assert (format_period(point, "vi"), format_period(point, "en")) == (vietnamese, english)


def test_a_year_is_the_stretch_of_days_that_it_may_mean() -> None:
    assert read_extent(at("", "1991")) == Extent(dt.date(1991, 1, 1).toordinal(), dt.date(1991, 12, 31).toordinal())


def test_an_open_beginning_and_an_open_end_have_no_day() -> None:
    assert read_extent(at("", "../2021-04-06")).first is None
    assert read_extent(at("", None, "2021-04-06", open_end=True)) == Extent(None, dt.date(2021, 4, 6).toordinal())
    assert read_extent(at("", "2016", "..", open_end=True)).last is None


@pytest.mark.parametrize("date", ["XXXX-08-29", "hôm nay", None])
def test_a_date_whose_year_is_not_known_is_refused(date: str | None) -> None:
    with pytest.raises(ValueError, match="Đối thoại"):
        read_extent(at("Đối thoại", date))


def test_years_are_printed_as_far_apart_as_they_need_room() -> None:
    ticks = tick_years(span_years(1991, 2024, 0, 300))
    assert [year for year, _ in ticks] == [1995, 2000, 2005, 2010, 2015, 2020]
    assert ticks[0][1] == pytest.approx(300 * 4 / 34, abs=0.5)


def test_values_keep_their_digits_and_get_no_more() -> None:
    assert [format_value(Decimal(value), "vi") for value in ("2.6", "2600000", "-0.70", "12.345")] == ["2,6", "2.600.000", "−0,7", "12,345"]
    assert format_value(Decimal("1234.5"), "en") == "1,234.5"


@pytest.mark.parametrize(("high", "low"), [(3.1, 0), (0.004, 0), (97, 12), (5, 5), (1_900_000, -3)])
def test_ticks_of_values_are_few_and_hold_all_values(high: float, low: float) -> None:
    ticks = tick_values(high, low)
    assert ticks[0] <= low
    assert ticks[-1] >= high
    assert 2 <= len(ticks) <= 7

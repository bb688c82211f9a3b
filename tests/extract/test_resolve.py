from __future__ import annotations

import pytest

from briefgen.extract.dates import find_dates
from briefgen.extract.expressions import Anchor, DateExpr, Tense
from briefgen.extract.resolve import resolve_date, resolve_period
from briefgen.model import Basis, Dated


def expression(words: str, language: str = "vi") -> DateExpr:
    value = find_dates(words, language)[0].value
    assert isinstance(value, DateExpr)
    return value


def resolve(words: str, published: str | None = None, tense: Tense = Tense.PAST, language: str = "vi") -> Dated:
    return resolve_date(expression(words, language), Anchor(published=published, language=language), tense)


def test_a_full_date_is_stated_and_needs_no_note() -> None:
    assert resolve("ngày 28/9/2021") == Dated(edtf="2021-09-28", basis=Basis.STATED)


def test_a_day_without_year_takes_the_year_of_publication_and_says_so() -> None:
    dated = resolve("ngày 26/4", "2024-04-27")
    assert dated == Dated(edtf="2024-04-26", basis=Basis.INFERRED, note="năm 2024 theo ngày đăng 27/04/2024")


def test_the_note_is_in_the_language_of_the_article() -> None:
    assert resolve("on April 26", "2024-04-27", language="en").note == "year 2024 from the publication date 27/04/2024"


def test_the_note_says_how_the_day_is_known_where_the_article_does() -> None:
    anchor = Anchor(published="2021-09", published_note="đầu bài “date 2021-09”")
    assert resolve_date(expression("ngày 28/9"), anchor).note == "năm 2021 theo đầu bài “date 2021-09”"


def test_a_day_whose_year_nobody_says_stays_open() -> None:
    dated = resolve("ngày 29/8")
    assert (dated.edtf, dated.basis) == ("XXXX-08-29", Basis.UNRESOLVED)
    assert dated.note == "“ngày 29/8”: năm không có trong bài"


def test_today_without_any_date_is_no_date() -> None:
    assert resolve("hôm nay").edtf is None
    assert resolve("hôm nay").basis is Basis.UNRESOLVED


def test_the_year_that_the_text_is_about_serves_where_no_day_is_known() -> None:
    dated = resolve_date(expression("ngày 4/8"), Anchor(context_year=2021))
    assert (dated.edtf, dated.basis, dated.note) == ("2021-08-04", Basis.INFERRED, "năm 2021 theo năm nêu trong bài")


@pytest.mark.parametrize(
    ("words", "published", "tense", "edtf"),
    [
        ("ngày 28/12", "2022-01-03", Tense.PAST, "2021-12-28"),
        ("tháng 12", "2022-01-03", Tense.PAST, "2021-12"),
        ("ngày 10/1", "2021-12-20", Tense.FUTURE, "2022-01-10"),
        ("tháng 2", "2021-12-20", Tense.FUTURE, "2022-02"),
        ("tháng 2 tới", "2021-12-20", Tense.UNKNOWN, "2022-02"),
        ("tháng 11", "2021-12-20", Tense.PAST, "2021-11"),
        ("từ ngày 30/12 đến ngày 2/1", "2022-01-05", Tense.PAST, "2021-12-30/2022-01-02"),
        ("ngày 28/12", "2022-01-03", Tense.UNKNOWN, "2021-12-28"),
        ("ngày 5/1", "2021-12-28", Tense.UNKNOWN, "2022-01-05"),
    ],
)
def test_the_year_is_the_one_that_the_tense_asks_for_across_the_turn_of_a_year(words: str, published: str, tense: Tense, edtf: str) -> None:
    assert resolve(words, published, tense).edtf == edtf


def test_a_misread_tense_does_not_move_a_day_of_the_same_weeks_by_a_year() -> None:
    assert resolve("ngày 20/4", "2024-04-27", Tense.FUTURE).edtf == "2024-04-20"
    assert resolve("ngày 5/5", "2024-04-27", Tense.PAST).edtf == "2024-05-05"


def test_the_words_of_the_date_overrule_the_tense_around() -> None:
    assert resolve("tháng 7 vừa qua", "2021-08-04", Tense.FUTURE).edtf == "2021-07"
    assert resolve("tháng 10 tới.", "2021-08-04", Tense.PAST).edtf == "2021-10"


def test_the_same_period_is_that_of_what_it_is_compared_with() -> None:
    same = expression("cùng kỳ năm ngoái")
    anchor = Anchor(published="2021-09-28")
    assert resolve_date(same, anchor, reference="2021-01/2021-06").edtf == "2020-01/2020-06"
    assert resolve_date(expression("cùng kỳ năm 2020"), anchor, reference="2021-01/2021-06").edtf == "2020-01/2020-06"
    assert resolve_date(expression("cùng kỳ"), anchor, reference="2019").edtf == "2018"
    assert resolve_date(same, anchor).edtf is None


def test_the_year_before_is_counted_from_what_it_is_compared_with() -> None:
    assert resolve_date(expression("năm trước"), Anchor(published="2021-09-28"), reference="2019").edtf == "2018"


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("đến năm 2030", "../2030"),
        ("từ năm 2015", "2015/.."),
        ("trước năm 2025", "../2025"),
        ("năm 2020", "2020"),
        ("giai đoạn 2021-2025", "2021/2025"),
    ],
)
def test_a_period_is_open_on_the_side_that_its_preposition_leaves_open(words: str, edtf: str) -> None:
    assert resolve_period(expression(words), Anchor()).edtf == edtf


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("hôm nay", "2021-02"),
        ("tháng trước", "2021-01"),
        ("hôm qua", None),
        ("ngày 31 vừa qua", None),
        ("ngày 15", "2021-02-15"),
        ("tuần này", None),
        ("năm ngoái", "2020"),
    ],
)
def test_where_only_the_month_of_the_article_is_known_nothing_finer_is_made_up(words: str, edtf: str | None) -> None:
    assert resolve(words, "2021-02").edtf == edtf


@pytest.mark.parametrize("published", ["2020", "2020-02-29", "2021-01-31", "2024-12-31"])
def test_days_that_a_year_does_not_have_are_not_made_up(published: str) -> None:
    assert resolve("ngày 29/2", published).edtf in ("2020-02-29", "2024-02-29")
    assert resolve("tháng tới", "2021-01-31").edtf == "2021-02"

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.edtf import is_edtf
from briefgen.errors import UsageError
from briefgen.extract.dates import find_dates, load_date_rules
from briefgen.extract.expressions import Anchor, DateExpr, Form, Point, Tense
from briefgen.extract.resolve import resolve_date, resolve_period

VI = """ngày tháng năm hôm nay qua sáng chiều (28/9) 31/12 2021 2021-2025 25-28/9 - đến từ tới quý III 6 đầu cuối tuần thứ hai
giai đoạn kỷ niệm 30 , . 29 2 /"""
EN = """on from to September 28 , 2021 2021-2025 last year next Monday the first half of quarter two years ago May March 5 - and
30th anniversary . decade"""
PIECES = {"vi": re.split(r"\s+", VI), "en": re.split(r"\s+", EN)}


def spans(text: str, language: str = "vi") -> list[str]:
    return [text[a.start : a.end] for a in find_dates(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("diễn ra từ ngày 25-28/9 tại Moscow", ["ngày 25-28/9"]),
        ("hội đàm ở Moscow hôm nay (28/9), trong khuôn khổ", ["hôm nay (28/9)"]),
        ("vào tháng 11-2018.", ["tháng 11-2018"]),
        ("chuyến thăm vào tháng 7 vừa qua của Bộ trưởng", ["tháng 7 vừa qua"]),
        ("sẽ tới thăm ngày 15/10 tới Hà Nội", ["ngày 15/10"]),
        ("sẽ diễn ra ngày 15/10 tới.", ["ngày 15/10 tới"]),
        ("đến năm 2030", ["năm 2030"]),
        ("NGÀY 26/4/2024", ["NGÀY 26/4/2024"]),
        ("ngày  26/4, rồi tháng\n5", ["ngày  26/4", "tháng\n5"]),
    ],
)
def test_a_span_covers_the_words_of_the_date_but_not_the_preposition(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


def test_a_span_does_not_run_over_a_paragraph() -> None:
    assert spans("trong tháng\n\n5 dự án") == []


def test_names_are_not_read() -> None:
    text = "Luật Biển năm 1982 và năm 2016"
    assert spans(text) == ["năm 1982", "năm 2016"]
    masked = [(0, len("Luật Biển năm 1982"))]
    assert [text[a.start : a.end] for a in find_dates(text, "vi", masked)] == ["năm 2016"]


def test_masked_spans_may_overlap_and_come_in_any_order() -> None:
    text = "năm 2016, năm 2017, năm 2018"
    assert [text[a.start : a.end] for a in find_dates(text, "vi", [(20, 28), (0, 5), (3, 8)])] == ["năm 2017"]


def test_capital_letters_tell_a_month_from_a_verb() -> None:
    assert spans("They may march in May", "en") == ["May"]
    assert spans("the sun sat over a wed couple", "en") == []


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("từ năm 2015", "since"),
        ("đến năm 2030", "until"),
        ("trước ngày 1/1/2025", "before"),
        ("sau năm 1975", "after"),
        ("trong năm 2020", None),
    ],
)
def test_the_preposition_before_a_date_is_kept_as_its_bound(text: str, bound: str | None) -> None:
    value = find_dates(text, "vi")[0].value
    assert isinstance(value, DateExpr)
    assert value.bound == bound


def test_an_expression_keeps_what_is_written() -> None:
    value = find_dates("sáng thứ Hai, 27/9", "vi")[0].value
    assert isinstance(value, DateExpr)
    assert (value.form, value.start, value.weekday, value.time) == (Form.DAY, Point(month=9, day=27), 0, "morning")
    late = find_dates("cuối tháng 10/2018", "vi")[0].value
    assert isinstance(late, DateExpr)
    assert (late.modifier, late.start) == ("late", Point(year=2018, month=10))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_rule_of_a_pack_reads_its_own_example(language: str) -> None:
    rules = load_date_rules(language).rules.rules
    unread = [rule.name for rule in rules if not find_dates(rule.example, language)]
    assert not unread
    assert len({rule.name for rule in rules}) == len(rules)


def test_a_language_without_a_pack_is_a_users_mistake() -> None:
    with pytest.raises(UsageError, match="xx"):
        find_dates("ngày 1/1", "xx")


@given(st.sampled_from(["vi", "en"]).flatmap(lambda code: st.tuples(st.just(code), st.lists(st.sampled_from(PIECES[code]), max_size=14))))
def test_whatever_is_read_lies_in_order_and_resolves_to_edtf_or_to_nothing(case: tuple[str, list[str]]) -> None:
    language, pieces = case
    text, end = " ".join(pieces), 0
    for annotation in find_dates(text, language):
        assert end <= annotation.start < annotation.end <= len(text)
        end = annotation.end
        if isinstance(annotation.value, DateExpr):
            for anchor in (
                Anchor(language=language),
                Anchor(published="2021-09-28", language=language),
                Anchor(published="2021-02", language=language),
            ):
                for resolve in (resolve_date, resolve_period):
                    edtf = resolve(annotation.value, anchor, Tense.PAST).edtf
                    assert edtf is None or is_edtf(edtf), (text, edtf)


@pytest.mark.parametrize(
    "text",
    [
        "2 " * 50_000,
        "ngày " * 20_000,
        "1/1-" * 25_000,
        "năm 2021, " * 10_000,
        "hai mươi " * 10_000,
        "9" * 100_000,
        "(((" * 30_000,
        "ngày 25-" * 10_000,
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_text_makes_the_rules_backtrack(text: str, language: str) -> None:
    load_date_rules(language)
    start = time.process_time()
    find_dates(text, language)
    assert time.process_time() - start < 8

from __future__ import annotations

import re
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.extract.expressions import Quantity
from briefgen.extract.numbers import find_numbers, load_number_rules, read_unit
from briefgen.extract.readers import readable_numbers, readable_ordinals

VI = """2,6 tỷ triệu nghìn USD đồng % 12 dự án người một hai mười lăm rưỡi lần thứ nhất XII gấp đôi tăng gần hơn từ đến - . , 1.234 $ US$
1.2.3 0 000 điểm phần trăm 28/145"""
EN = """2.6 billion million bn USD dollars % 12 projects people a half two hundred twenty-six th fourth
first doubled more than up to from - . ,
1,234 $ US$ 1.2.3 0 000 percentage points 26th"""
PIECES = {"vi": re.split(r"\s+", VI), "en": re.split(r"\s+", EN)}
CASES = st.sampled_from(["vi", "en"]).flatmap(lambda code: st.tuples(st.just(code), st.lists(st.sampled_from(PIECES[code]), max_size=14)))


@given(CASES, st.sampled_from([" ", "", "\n"]))
def test_whatever_is_read_lies_in_order_and_is_a_number(case: tuple[str, list[str]], glue: str) -> None:
    language, pieces = case
    text, end = glue.join(pieces), 0
    for annotation in find_numbers(text, language):
        assert end <= annotation.start < annotation.end <= len(text)
        end = annotation.end
        if isinstance(annotation.value, Quantity):
            quantity = annotation.value
            assert quantity.value.is_finite()
            assert quantity.low is None or quantity.low < quantity.value == quantity.high
    assert all(value.is_finite() for value in readable_numbers(text, language))
    assert all(ordinal > 0 for ordinal in readable_ordinals(text, language))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_rule_of_a_pack_reads_its_own_example(language: str) -> None:
    rules = load_number_rules(language).rules.rules
    assert not [rule.name for rule in rules if rule.label not in {a.label for a in find_numbers(rule.example, language)}]
    assert len({rule.name for rule in rules}) == len(rules)


def test_a_span_takes_in_the_qualifier_and_the_currency_sign() -> None:
    text = "đạt gần 7,8 tỷ USD, và US$2,6 tỷ"
    assert [text[a.start : a.end] for a in find_numbers(text, "vi")] == ["gần 7,8 tỷ USD", "US$2,6 tỷ"]


def test_names_are_not_read() -> None:
    text = "Tầm nhìn 100 triệu người và 5 triệu người"
    assert [a.value.value for a in find_numbers(text, "vi", [(0, 25)]) if isinstance(a.value, Quantity)] == [Decimal(5_000_000)]


def test_a_number_keeps_no_noughts_that_nobody_wrote() -> None:
    value = find_numbers("2,60 tỷ USD", "vi")[0].value
    assert isinstance(value, Quantity)
    assert str(value.value) == "2600000000"


@pytest.mark.parametrize(
    "text",
    [
        "1.234" * 20_000,
        "1 234 " * 15_000,
        "hai mươi " * 12_000,
        "9" * 100_000,
        "$" * 50_000,
        "từ 10 đến " * 10_000,
        "lần thứ " * 12_000,
        "2,6 tỷ " * 12_000,
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_text_makes_the_rules_backtrack(text: str, language: str) -> None:
    load_number_rules(language)
    start = time.process_time()
    find_numbers(text, language)
    assert time.process_time() - start < 8


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ("tỷ USD", "vi", (Decimal(10**9), "USD")),
        ("triệu đô la Mỹ", "vi", (Decimal(10**6), "USD")),
        ("USD billion", "en", (Decimal(10**9), "USD")),
        ("billion yen", "en", (Decimal(10**9), "JPY")),
        ("năm 2018", "vi", None),
        ("thị phần", "vi", None),
    ],
)
def test_a_unit_told_without_a_figure_is_how_much_one_is(words: str, language: str, expected: tuple[Decimal, str] | None) -> None:
    assert read_unit(words, language) == expected

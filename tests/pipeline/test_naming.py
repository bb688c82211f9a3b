"""Names for saved articles, and which addresses are the same."""

from __future__ import annotations

import pytest

from briefgen.pipeline.naming import make_stem, normalise_address


def test_a_name_is_the_day_and_the_title_in_plain_letters() -> None:
    assert make_stem("ASEAN và Nga: “Đối tác”, 30 năm!", "2024-04-27", ()) == "2024-04-27-asean-va-nga-doi-tac-30-nam"
    assert make_stem("ASEAN", None, ()) == "asean"
    assert make_stem("！！", None, ()) == "article"


def test_a_long_title_ends_with_a_whole_word() -> None:
    stem = make_stem("một hai ba " * 20, None, ())
    assert 50 < len(stem) <= 60
    assert stem.rpartition("-")[2] in {"mot", "hai", "ba"}
    assert len(make_stem("x" * 300, None, ())) == 60


def test_a_name_that_is_taken_gets_a_number_whatever_its_case() -> None:
    assert make_stem("Nga", None, {"NGA", "nga-2"}) == "nga-3"


@pytest.mark.parametrize(
    "other",
    [
        "http://news.example/a/b.html",
        "https://www.news.example/a/b.html#part",
        "https://news.example/a/b.html/",
        "https://news.example:443/a/b.html?utm_source=x&fbclid=y",
        "https://m.news.example/a/b.html",
    ],
)
def test_addresses_of_one_page_are_the_same(other: str) -> None:
    assert normalise_address(other) == normalise_address("https://news.example/a/b.html")


@pytest.mark.parametrize(
    "other", ["https://news.example/a/b.html?id=2", "https://news.example:8080/a/b.html", "https://other.example/a/b.html"]
)
def test_addresses_of_other_pages_are_not(other: str) -> None:
    assert normalise_address(other) != normalise_address("https://news.example/a/b.html")

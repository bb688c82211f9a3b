"""Titles, outlets, authors and dates, each with the words that say so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.fixture_types import Reader
from briefgen.model import Article, Sourced

Make = Callable[..., Article]
BODY = (
    "Ngày 26/4/2019, tại Viêng Chăn, Bộ trưởng Công Thương hai nước đã ký bản ghi nhớ về thương mại biên giới.\n\n"
    "Hai bên nhất trí phấn đấu đưa kim ngạch thương mại hai chiều lên 2 tỷ USD vào năm 2025.\n"
)
TITLE = "Việt Nam và Lào ký bản ghi nhớ về thương mại biên giới"


def words(article: Article, sourced: Sourced | None) -> str | None:
    assert sourced is not None
    return article.text[sourced.span.start : sourced.span.end] if sourced.span else None


def test_an_event_in_the_text_is_never_the_publication_date(article: Make) -> None:
    assert article(f"{TITLE}\n\n{BODY}").published is None


@pytest.mark.parametrize(
    ("head", "edtf", "source"),
    [
        ("{title}\n\nThứ Hai, 29/04/2019, 07:00 (GMT+7)\n\n", "2019-04-29", "29/04/2019"),
        ("https://mot.vn/2019/04/28/a.html\n{title}\n\n", "2019-04-28", "/2019/04/28"),
        ("https://mot.vn/a-20190428070000123.htm\n2019-04-29\n{title}\n\n", "2019-04-29", "2019-04-29"),
        ("---\ntitle: x\ndate: 2019-04-29T23:30:00+07:00\n---\n{title}\n\n", "2019-04-29", "2019-04-29T23:30:00+07:00"),
        ("---\ndate: Mon, 29 Apr 2019 08:00:00 +0700\n---\n{title}\n\n", "2019-04-29", "Mon, 29 Apr 2019 08:00:00 +0700"),
        ("+++\ndate = 2019-04-29\n+++\n{title}\n\n", "2019-04-29", "2019-04-29"),
        (" date 2019-04 ", "2019-04", "2019-04"),
    ],
)
def test_the_publication_date_comes_with_its_words(article: Make, head: str, edtf: str, source: str) -> None:
    made = article(head.format(title=TITLE) + BODY)
    assert made.published is not None
    assert made.published.value == edtf
    assert words(made, made.published) == source


def test_a_dateline_at_the_foot_counts(article: Make) -> None:
    made = article(f"{TITLE}\n\n{BODY}\nCập nhật ngày 5-9-2023\n")
    assert made.published is not None
    assert made.published.value == "2023-09-05"


def test_an_address_stamped_later_than_the_front_matter_wins_and_is_noted(read: Reader) -> None:
    result = read(f"---\ndate: 2019-04-28\nurl: https://mot.vn/a-20190429070519724.htm\n---\n{TITLE}\n\n{BODY}")
    assert result.article is not None
    assert result.article.published is not None
    assert (result.article.published.value, result.article.published.basis) == ("2019-04-29", "address")
    assert [problem.code for problem in result.problems] == ["published-differs"]


def test_front_matter_beats_an_earlier_address(read: Reader) -> None:
    result = read(f"---\ndate: 2019-04-29\nurl: https://mot.vn/a-20190427070519724.htm\n---\n{TITLE}\n\n{BODY}")
    assert result.article is not None
    assert result.article.published is not None
    assert (result.article.published.value, result.article.published.basis) == ("2019-04-29", "front-matter")


def test_the_month_known_and_a_day_called_today_make_the_day(article: Make) -> None:
    made = article(" date 2019-04 Hai bộ trưởng đã hội đàm hôm nay (26/4) tại Viêng Chăn, nhất trí tăng cường hợp tác thương mại.")
    assert made.published is not None
    assert (made.published.value, made.published.basis) == ("2019-04-26", "inferred")


@pytest.mark.parametrize("front", ["title: {0}", 'title: "[Lào] {0}"', "title: '{0} '"])
def test_the_printed_title_is_preferred_to_a_savers_tagged_one(article: Make, front: str) -> None:
    made = article(f"---\nlayout: post\n{front.format(TITLE)}\n---\n[{TITLE}](https://mot.vn/a.html)\n\n{BODY}")
    assert made.title is not None
    assert made.title.value == TITLE
    assert made.address is not None
    assert made.address.value == words(made, made.address) == "https://mot.vn/a.html"
    assert made.outlet is not None
    assert (made.outlet.value, made.outlet.basis) == ("mot.vn", "address")


def test_front_matter_gives_author_outlet_and_address(article: Make) -> None:
    made = article(f"---\ntitle: {TITLE}\nauthor: [Văn An, Thị Bình]\nsource: https://nhandan.vn/a.html\n---\n{BODY}", "story.md")
    assert made.author is not None
    assert made.author.value == "Văn An, Thị Bình"
    assert made.outlet is not None
    assert made.outlet.value == "Nhân Dân"


def test_broken_front_matter_is_read_line_by_line(article: Make) -> None:
    made = article(f"---\ntitle: Lào: {TITLE}\ndate: 29/04/2019\n---\n{BODY}", "story.md")
    assert made.title is not None
    assert made.title.value == f"Lào: {TITLE}"
    assert made.published is not None
    assert made.published.value == "2019-04-29"


def test_masthead_and_origin_are_two_outlets(article: Make) -> None:
    made = article(f"{TITLE}\n\n{BODY}\nTheo nhandan.com.vn\n\nBÁO HỢP TÁC ĐIỆN TỬ\n\nTổng biên tập: Lê Văn A\n")
    assert made.outlet is not None
    assert made.original_outlet is not None
    assert (words(made, made.outlet), made.original_outlet.value) == ("BÁO HỢP TÁC ĐIỆN TỬ", "Nhân Dân")


def test_an_agency_in_the_dateline_is_the_origin(article: Make) -> None:
    text = "HANOI, Jan. 12, 2024 (Xinhua) -- The two ministers signed a memorandum on border trade in Vientiane on Monday, officials said."
    made = article(f"{text}\nThey agreed to raise two-way trade to two billion dollars by 2025.\n")
    assert made.original_outlet is not None
    assert made.original_outlet.value == "Xinhua"
    assert made.published is not None
    assert made.published.value == "2024-01-12"


def test_what_is_not_said_stays_unknown(article: Make) -> None:
    made = article(BODY)
    assert (made.title, made.outlet, made.original_outlet, made.author, made.published, made.address) == (None,) * 6


def test_a_writer_with_his_source_in_brackets_gives_both(article: Make) -> None:
    made = article(f"{TITLE}\n\n{BODY}\nHà Thu (theo Kyodo)\n")
    assert made.author is not None
    assert made.original_outlet is not None
    assert (made.author.value, made.original_outlet.value) == ("Hà Thu", "Kyodo")


def test_an_outlet_and_a_date_before_the_first_words_are_both_read(article: Make) -> None:
    made = article("(TTXVN/Vietnam+) 15:20, 17/11/2015 Nhân dịp dự hội nghị cấp cao, hai nhà lãnh đạo đã gặp nhau và trao đổi về hợp tác.")
    assert made.outlet is not None
    assert made.published is not None
    assert (made.outlet.value, made.published.value) == ("VietnamPlus", "2015-11-17")


@pytest.mark.parametrize(
    "line", ["Posted on March 5, 2019 by admin", "Cập nhật: 05/03/2019 | Lượt xem: 123", "By Lee Ann Tan | Published: Mar 5, 2019 10:30 am"]
)
def test_counters_and_posters_beside_the_date_do_not_hide_it(article: Make, line: str) -> None:
    made = article(f"{TITLE}\n{line}\n\n{BODY}")
    assert made.published is not None
    assert made.published.value == "2019-03-05"


def test_a_name_behind_a_label_is_preferred_to_one_that_stands_alone(article: Make) -> None:
    made = article(f"Daily Star\n{TITLE}\nBy Somchai Keo, Vientiane\n\n{BODY}")
    assert made.author is not None
    assert words(made, made.author) == "Somchai Keo"

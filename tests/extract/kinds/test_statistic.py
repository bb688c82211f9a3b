"""Statistics: what a number measures, of which period, grown by how much, and which numbers are none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from briefgen.extract.assemble import assemble
from briefgen.extract.extractor import make_context
from briefgen.extract.gate import check_mentions
from briefgen.extract.kinds.statistic import build_statistics
from briefgen.extract.packs import load_packs
from briefgen.model import Article, Block, BlockKind, Change, Mention, Reading, Sourced, Statistic

REPORT = """Theo Tổng cục Hải quan, trong 11 tháng năm 2019, tổng kim ngạch xuất nhập khẩu giữa Việt Nam và Nhật Bản đạt 36,2 tỷ USD, \
tăng 5,1% so với cùng kỳ năm 2018.

Trong đó, xuất khẩu sang Nhật Bản đạt 18,5 tỷ USD, tăng 7,9%; nhập khẩu từ Nhật Bản đạt 17,7 tỷ USD, giảm 2,3% so với cùng kỳ năm trước.

Các mặt hàng xuất khẩu chủ yếu gồm: hàng dệt may đạt 3,6 tỷ USD, tăng 5%; phương tiện vận tải đạt 2,4 tỷ USD; thủy sản 1,1 triệu tấn."""


def read_mentions(text: str, language: str = "vi", published: str = "2019-12-20") -> list[Mention]:
    article = Article(
        stem="a",
        path="seeds/a.txt",
        sha256="0",
        text=text,
        reading=Reading(text=text),
        blocks=(Block(kind=BlockKind.BODY, start=0, end=len(text)),),
        language=language,
        published=Sourced(value=published),
    )
    context = make_context(article, load_packs())
    kept, problems = check_mentions(article, assemble(context, build_statistics(context)))
    assert problems == ()
    return list(kept)


def read(text: str, language: str = "vi", published: str = "2019-12-20") -> list[tuple[str, Decimal, str, str | None]]:
    found = [m.claim for m in read_mentions(text, language, published)]
    return [(c.indicator, c.value, c.unit, c.period) for c in found if isinstance(c, Statistic)]


def only(text: str, language: str = "vi") -> Statistic:
    (mention,) = read_mentions(text, language)
    assert isinstance(mention.claim, Statistic)
    return mention.claim


def test_the_months_named_first_hold_for_the_figures_that_follow() -> None:
    months = "2019-01/2019-11"
    assert read(REPORT) == [
        ("trade-turnover", Decimal(36_200_000_000), "USD", months),
        ("exports", Decimal(18_500_000_000), "USD", months),
        ("imports", Decimal(17_700_000_000), "USD", months),
        ("exports", Decimal(3_600_000_000), "USD", months),
        ("exports", Decimal(2_400_000_000), "USD", months),
        ("exports", Decimal(1_100_000), "tonnes", months),
    ]


def test_growth_stands_beside_its_level_with_the_period_compared() -> None:
    changes = [m.claim.change for m in read_mentions(REPORT)[:3] if isinstance(m.claim, Statistic)]
    assert changes == [
        Change(value=Decimal("5.1"), base="2018-01/2018-11"),
        Change(value=Decimal("7.9")),
        Change(value=Decimal("-2.3"), base="2018-01/2018-11"),
    ]


def test_who_counted_is_kept() -> None:
    claim = read_mentions(REPORT)[0].claim
    assert isinstance(claim, Statistic)
    assert claim.compiler == "Tổng cục Hải quan"


def test_the_words_of_a_period_told_before_are_evidence_of_their_own() -> None:
    exports = read_mentions(REPORT)[1]
    assert [e.quote for e in exports.evidence] == ["xuất khẩu sang Nhật Bản đạt 18,5 tỷ USD, tăng 7,9%", "11 tháng năm 2019"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kim ngạch thương mại hai chiều năm 2018 đạt gần 7,8 tỷ USD.", ("trade-turnover", Decimal(7_800_000_000), "USD", "2018")),
        (
            "Tính đến hết tháng 11/2019, kim ngạch song phương đạt 5 tỷ USD.",
            ("trade-turnover", Decimal(5 * 10**9), "USD", "2019-01/2019-11"),
        ),
        ("Canada có hơn 2 tỷ USD vốn đầu tư tại Việt Nam.", ("investment", Decimal(2 * 10**9), "USD", None)),
        ("Nhật Bản cam kết khoản vay ODA trị giá 11,9 tỷ yên.", ("aid", Decimal(11_900_000_000), "JPY", None)),
        ("Năm 2018, Việt Nam đón 826.000 lượt khách Nhật Bản.", ("tourists", Decimal(826_000), "people", None)),
        ("Hiện có khoảng 70.000 sinh viên Việt Nam tại Nhật Bản.", ("students", Decimal(70_000), "people", None)),
        ("Nga chuyển giao một triệu liều vắc xin.", ("doses", Decimal(1_000_000), "doses", None)),
        ("Việt Nam xuất siêu sang Nhật Bản 800 triệu USD.", ("trade-balance", Decimal(800_000_000), "USD", None)),
        ("Hàn Quốc hỗ trợ 100 triệu USD phát triển hạ tầng.", ("aid", Decimal(100_000_000), "USD", None)),
    ],
)
def test_an_amount_measures_what_is_named_beside_it(text: str, expected: tuple[str, Decimal, str, str | None]) -> None:
    ((indicator, value, unit, period),) = read(text)
    assert (indicator, value, unit) == expected[:3]
    assert expected[3] is None or period == expected[3]


@pytest.mark.parametrize(
    ("text", "language", "value", "period"),
    [
        ("Hai bên phấn đấu đạt kim ngạch 10 tỷ USD vào năm 2025.", "vi", 10**10, "2025"),
        ("Hai bên nhất trí đưa kim ngạch thương mại lên 20 tỷ USD năm 2025.", "vi", 2 * 10**10, "2025"),
        ("Hai nước đặt mục tiêu đón 2 triệu lượt khách vào năm 2025.", "vi", 2 * 10**6, "2025"),
        ("The two countries aim to raise two-way trade to $10 billion by 2025.", "en", 10**10, "2025"),
    ],
)
def test_what_is_aimed_for_is_a_target_and_not_a_fact(text: str, language: str, value: int, period: str) -> None:
    claim = only(text, language)
    assert (claim.indicator, claim.value, claim.period, claim.change) == ("target", Decimal(value), period, None)


def test_what_has_been_reached_is_no_target() -> None:
    assert read("Kim ngạch thương mại song phương đã tăng từ 16 tỷ USD năm 2010 lên 37,9 tỷ USD năm 2018.") == [
        ("trade-turnover", Decimal(16 * 10**9), "USD", "2010"),
        ("trade-turnover", Decimal(37_900_000_000), "USD", "2018"),
    ]


def test_a_year_behind_one_amount_does_not_date_the_next() -> None:
    found = read("Kim ngạch thương mại đạt 152,7 tỷ USD năm 2017, đầu tư của Hàn Quốc vào ASEAN đạt 5,3 tỷ USD.")
    assert [period for *_, period in found] == ["2017", None]


@pytest.mark.parametrize(
    ("words", "qualifier"), [("gần 5 tỷ USD", "under"), ("hơn 5 tỷ USD", "over"), ("khoảng 5 tỷ USD", "about"), ("5 tỷ USD", None)]
)
def test_a_qualifier_is_kept_as_the_source_has_it(words: str, qualifier: str | None) -> None:
    assert only(f"Kim ngạch thương mại hai chiều đạt {words}.").qualifier == qualifier


def test_growth_in_money_is_a_figure_of_its_own() -> None:
    assert [row[0] for row in read("Xuất khẩu sang Nhật Bản tăng 2 tỷ USD trong năm 2018.")] == ["exports-increase"]


def test_a_share_of_the_whole_is_in_percent() -> None:
    assert read("Thị trường này chiếm 12,5% tổng kim ngạch xuất khẩu năm 2018.")[0][:3] == ("share-of-exports", Decimal("12.5"), "percent")


def test_growth_is_told_before_the_level_that_is_reached() -> None:
    claim = only("Bilateral trade rose by 23 per cent to US$14.1 billion in 2018.", "en")
    assert (claim.value, claim.period, claim.change) == (Decimal(14_100_000_000), "2018", Change(value=Decimal(23)))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Dân số Nhật Bản khoảng 126 triệu người.", "vi"),
        ("GDP năm 2018 đạt 240 tỷ USD.", "vi"),
        ("Vụ tai nạn làm 12 người thiệt mạng.", "vi"),
        ("Hai bên họp từ ngày 25-28/9 tại Hà Nội.", "vi"),
        ("Nghị định 30/2020/NĐ-CP có hiệu lực.", "vi"),
        ("Hội nghị lần thứ 20 diễn ra ngày 26/4.", "vi"),
        ("The country has a population of 100 million people.", "en"),
    ],
)
def test_a_number_that_measures_no_relationship_is_no_statistic(text: str, language: str) -> None:
    assert read(text, language) == []


def test_an_indicator_behind_and_belongs_to_the_next_amount() -> None:
    found = read("Năm 2018, Việt Nam xuất khẩu 41,3 tỷ USD và nhập khẩu 65,4 tỷ USD từ Trung Quốc.")
    assert [(indicator, value) for indicator, value, *_ in found] == [
        ("exports", Decimal(41_300_000_000)),
        ("imports", Decimal(65_400_000_000)),
    ]


def test_growth_of_the_weight_is_not_that_of_the_money() -> None:
    rice, money = read_mentions("Gạo xuất khẩu đạt 1,3 triệu tấn, trị giá 683 triệu USD, giảm 41% về lượng và giảm 33,4% về trị giá.")
    assert isinstance(rice.claim, Statistic)
    assert isinstance(money.claim, Statistic)
    assert (rice.claim.change, money.claim.change) == (Change(value=Decimal(-41)), Change(value=Decimal("-33.4")))


def test_this_figure_is_the_one_told_of_last() -> None:
    found = read("Năm 2017, nhập siêu từ Trung Quốc là 22,8 tỷ USD; năm 2018 con số này là 24,1 tỷ USD.")
    assert [(indicator, period) for indicator, _, _, period in found] == [("trade-balance", "2017"), ("trade-balance", "2018")]

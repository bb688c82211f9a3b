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
    found = read("Kim ngạch thương mại đạt 31,4 tỷ USD năm 2016, đầu tư của Canada vào Chile đạt 2,8 tỷ USD.")
    assert [period for *_, period in found] == ["2016", None]


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


def test_a_date_in_brackets_with_an_amount_of_its_own_is_not_that_of_the_amount_before() -> None:
    found = read("Năm 2018, xuất khẩu dệt may đạt 1,3 tỷ USD (năm 2017 đạt 985 triệu USD); giày dép đạt 500 triệu USD (năm 2017).")
    assert [(value, period) for _, value, _, period in found] == [
        (Decimal(1_300_000_000), "2018"),
        (Decimal(985_000_000), "2017"),
        (Decimal(500_000_000), "2017"),
    ]


@pytest.mark.parametrize("joint", [", trong khi năm 2017 là", ", còn năm 2017 là", ", năm 2017 là", " so với năm 2017 là"])
def test_a_date_that_leads_on_to_the_next_amount_dates_only_that(joint: str) -> None:
    found = read(f"Trong năm 2018, xuất khẩu thủy sản đạt 996 triệu USD{joint} 1,1 tỷ USD.")
    assert [period for *_, period in found] == ["2018", "2017"]


def test_the_year_before_is_seen_from_the_months_told_of() -> None:
    text = "Trong 9 tháng năm 2018, nhập siêu từ Hàn Quốc là 22 tỷ USD, trong khi năm trước đó là 24 tỷ USD. Xuất khẩu đạt 13 tỷ USD."
    assert [period for *_, period in read(text)] == ["2018-01/2018-09", "2017-01/2017-09", "2018-01/2018-09"]


def test_the_same_months_of_another_year_are_a_period_where_their_amount_follows() -> None:
    text = "9 tháng năm 2018, xuất khẩu sang Lào đạt 415 triệu USD. Cùng kỳ năm 2017, xuất khẩu đạt 504 triệu USD."
    assert [period for *_, period in read(text)] == ["2018-01/2018-09", "2017-01/2017-09"]


def test_last_year_is_seen_from_the_day_of_publication_not_from_the_year_told_of() -> None:
    text = "Trade reached $77 billion in 2018. Exports rose 28.8% to $61 billion last year, from $47 billion a year earlier."
    assert [period for *_, period in read(text, "en", "2019-03-02")] == ["2018", "2018", "2017"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Kể từ khi thiết lập quan hệ ngoại giao năm 1992, kim ngạch hai chiều đã lên 63 tỷ USD.", "vi"),
        ("Từ năm 2010 đến nay, kim ngạch hai chiều đạt 63 tỷ USD.", "vi"),
        ("Since ties were established in 1995, two-way trade has grown to $111 billion.", "en"),
    ],
)
def test_the_year_of_an_event_is_no_period(text: str, language: str) -> None:
    assert [period for *_, period in read(text, language)] == [None]


def test_what_is_counted_at_a_day_named_first_is_so_on_that_day() -> None:
    found = read("Tính đến hết quý III/2019, Nhật Bản có 4.300 dự án tại Việt Nam với tổng vốn đăng ký 58 tỷ USD.")
    assert [(indicator, period) for indicator, _, _, period in found] == [("projects", "2019-09"), ("investment", "2019-09")]


def test_amounts_of_growth_and_closed_brackets_do_not_part_a_level_from_its_share() -> None:
    level, grown, before = read_mentions(
        "Năm 2018, xuất khẩu đạt 41 tỷ USD, tăng 6 tỷ USD so với năm 2017 (năm 2017 đạt 35 tỷ USD), tương đương mức tăng 17,1%."
    )
    claims = [m.claim for m in (level, grown, before) if isinstance(m.claim, Statistic)]
    assert [c.indicator for c in claims] == ["exports", "exports-increase", "exports"]
    assert [c.change for c in claims] == [Change(value=Decimal("17.1"), base="2017"), None, None]


def test_a_growth_in_money_said_once_more_as_a_share_is_that_of_the_level() -> None:
    claim = read_mentions("Nhập khẩu năm 2018 đạt 65 tỷ USD, giảm 7 tỷ USD, tương đương gần 9,7%.")[0].claim
    assert isinstance(claim, Statistic)
    assert claim.change == Change(value=Decimal("-9.7"))


def test_growth_of_something_else_named_behind_a_comma_is_not_that_of_the_level() -> None:
    assert only("Kim ngạch thương mại năm 2018 đạt 66 tỷ USD, trong đó xuất khẩu tăng 5,1%.").change is None


def test_figures_told_in_order_go_with_names_and_shares_in_order() -> None:
    found = read_mentions("Năm 2018, xuất khẩu và nhập khẩu đạt lần lượt 19 tỷ USD và 46 tỷ USD, tăng tương ứng 5,1% và 2,3%.")
    claims = [m.claim for m in found if isinstance(m.claim, Statistic)]
    assert [(c.indicator, c.change and c.change.value) for c in claims] == [("exports", Decimal("5.1")), ("imports", Decimal("2.3"))]


def test_what_is_expected_is_a_forecast() -> None:
    assert [row[0] for row in read("Dự kiến kim ngạch thương mại cả năm 2019 sẽ đạt 40 tỷ USD.")] == ["trade-turnover-forecast"]
    assert [row[0] for row in read("Two-way trade is projected to exceed $40 billion this year.", "en")] == ["trade-turnover-forecast"]


def test_an_aim_named_before_what_has_come_of_it_makes_no_target() -> None:
    found = read("Với mục tiêu thúc đẩy hợp tác, kim ngạch thương mại năm 2018 đạt 5 tỷ USD.")
    assert [row[0] for row in found] == ["trade-turnover"]
    assert [row[0] for row in read("Tháng 6/2018 đạt 0,1 tỷ USD, nâng tổng kim ngạch xuất khẩu lên 0,7 tỷ USD.")] == ["exports"]


def test_a_list_after_exports_and_imports_is_of_neither() -> None:
    text = "Năm 2018, xuất khẩu đạt 41 tỷ USD, nhập khẩu đạt 65 tỷ USD. Máy móc đạt 1,5 tỷ USD. Kim ngạch đạt 106 tỷ USD."
    assert [row[0] for row in read(text)] == ["exports", "imports", "trade-turnover"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Hai bên ký hợp đồng mua 20 máy bay trị giá 2,4 tỷ USD.", "vi", [("contracts", Decimal(2_400_000_000), "USD")]),
        (
            "Japan has 5,198 projects worth $71.3 billion in Vietnam.",
            "en",
            [("projects", Decimal(5198), "projects"), ("investment", Decimal(71_300_000_000), "USD")],
        ),
        ("Kiều hối từ Nhật Bản đạt 1,2 tỷ USD.", "vi", [("remittances", Decimal(1_200_000_000), "USD")]),
        ("Lượng khách Mỹ đến Việt Nam đạt 491.000 lượt người.", "vi", [("tourists", Decimal(491_000), "people")]),
        ("Half a million Vietnamese workers live in Japan.", "en", [("people", Decimal(500_000), "people")]),
        ("More than 21,000 Vietnamese students study in Australia.", "en", [("students", Decimal(21_000), "people")]),
        ("They aim to lift trade to between $50 billion and $60 billion by 2030.", "en", [("target", Decimal(60 * 10**9), "USD")]),
        ("Hội nghị có sự tham dự của hơn 300 đại biểu.", "vi", []),
        ("Trị giá bình quân đạt gần 9 tỷ USD/tháng.", "vi", []),
        ("Có 14 mặt hàng xuất khẩu đạt từ 1 tỷ USD trở lên.", "vi", []),
    ],
)
def test_what_is_paid_and_counted_is_told_apart(text: str, language: str, expected: list[tuple[str, Decimal, str]]) -> None:
    assert [row[:3] for row in read(text, language)] == expected


def test_a_balance_that_widens_is_a_change_and_a_high_one_is_none() -> None:
    text = "Thâm hụt thương mại năm 2018 nới rộng thêm khoảng 1 tỷ USD và ở mức rất cao hơn 24 tỷ USD."
    assert [row[:2] for row in read(text)] == [("trade-balance-change", Decimal(10**9)), ("trade-balance", Decimal(24 * 10**9))]


def test_a_country_told_as_an_adjective_is_a_party() -> None:
    (mention,) = read_mentions("Laos and Vietnam spoke of trade. Australian investment in Vietnam stood at $2.1 billion.", "en")
    assert mention.parties == ("AUS", "VNM")


@pytest.mark.parametrize(
    ("text", "language", "change"),
    [
        ("Exports jumped 25% to $97 billion in 2018 from a year earlier.", "en", Change(value=Decimal(25), base="2017")),
        ("Imports in the first quarter of 2019 were $28 billion, a 14% decline.", "en", Change(value=Decimal(-14))),
        ("Two-way trade was 2.1 billion USD (+12.5%) in 2018.", "en", Change(value=Decimal("12.5"))),
        (
            "Kim ngạch tháng 8/2019 đạt 270 triệu USD, giảm 3,2% so với tháng trước.",
            "vi",
            Change(value=Decimal("-3.2")),
        ),
        ("Bilateral trade fell 9% to $7 billion in H1 of 2019 from last year.", "en", Change(value=Decimal(-9), base="2018-01/2018-06")),
    ],
)
def test_growth_in_its_many_forms(text: str, language: str, change: Change) -> None:
    assert only(text, language).change == change


def test_the_average_growth_of_many_years_is_not_that_of_a_level() -> None:
    found = read_mentions("Thương mại tăng bình quân 20%/năm, từ 6 tỷ USD năm 2008 lên 9 tỷ USD năm 2013.")
    claims = [m.claim for m in found if isinstance(m.claim, Statistic)]
    assert [(c.period, c.change) for c in claims] == [("2008", None), ("2013", None)]


def test_a_sentence_that_opens_with_a_date_goes_on_with_what_was_told_first() -> None:
    text = "Kim ngạch hai chiều năm 2017 đạt 6 tỷ USD, trong đó xuất khẩu 4 tỷ USD. Cả năm 2018 đạt 7 tỷ USD."
    assert [row[0] for row in read(text)] == ["trade-turnover", "exports", "trade-turnover"]


def test_an_aim_that_does_not_say_of_what_is_a_target() -> None:
    assert read("Hai nước đặt mục tiêu 100 tỷ USD năm 2020.") == [("target", Decimal(100 * 10**9), "USD", "2020")]


def test_of_a_growth_and_the_level_reached_the_level_is_read() -> None:
    assert [row[:2] for row in read("The EU's trade deficit widened by €11 billion to €39 billion.", "en")] == [
        ("trade-balance", Decimal(39 * 10**9))
    ]
    assert [row[0] for row in read("The two sides plan to increase trade to $1 trillion by 2022.", "en")] == ["target"]

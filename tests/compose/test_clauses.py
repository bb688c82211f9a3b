from __future__ import annotations

import pytest

from briefgen.compose.clauses import drop_echo, event_name, is_stale, lower_first, lower_noun, quote_window, shorten, tidy
from briefgen.compose.glossary import name_in, translate
from briefgen.compose.wording import load_wording

VI, EN = load_wording("vi"), load_wording("en")


def test_a_clause_loses_the_punctuation_around_it() -> None:
    assert tidy(" hợp tác về giáo dục,\n văn hóa… ") == "hợp tác về giáo dục, văn hóa"


@pytest.mark.parametrize("clause", ["trong thời gian tới", "kim ngạch năm nay tăng", "vào tháng 10", "trong 5 năm tới", "ngày 28/9"])
def test_words_that_count_from_the_day_of_the_article_go_stale(clause: str) -> None:
    assert is_stale(clause, VI)


@pytest.mark.parametrize("clause", ["tháng 10/2021", "tháng 10 năm 2021", "giai đoạn 2021-2025", "ngày 28/9/2021", "mở rộng hợp tác"])
def test_full_dates_do_not_go_stale(clause: str) -> None:
    assert not is_stale(clause, VI)


def test_only_words_that_are_capital_by_their_place_lose_the_capital() -> None:
    assert lower_first("Tiếp tục hợp tác", VI) == "tiếp tục hợp tác"
    assert lower_first("Nga coi trọng", VI) == "Nga coi trọng"
    assert lower_noun("Hội nghị cấp cao", VI.event_nouns) == "hội nghị cấp cao"
    assert lower_noun("SOM ASEAN", VI.event_nouns) == "SOM ASEAN"


def test_a_clause_is_shortened_at_its_elaborations_and_stays_whole() -> None:
    clause = "mở rộng hợp tác trên tất cả các lĩnh vực, nhất là quốc phòng, an ninh, trong đó có đào tạo"
    assert shorten(clause, VI, 12) == "mở rộng hợp tác trên tất cả các lĩnh vực"
    assert shorten("một hai ba bốn năm", VI, 3) == "một hai ba bốn năm"


def test_a_verb_is_not_echoed_by_the_clause() -> None:
    assert drop_echo("trao đổi về", "về hợp tác") == "hợp tác"
    assert drop_echo("hoan nghênh", "hoan nghênh các doanh nghiệp") == "các doanh nghiệp"
    assert drop_echo("khẳng định", "coi trọng") == "coi trọng"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("cuộc hội đàm diễn ra ở Viêng Chăn", "cuộc hội đàm"),
        ("hội nghị cấp cao vào tháng 10", "hội nghị cấp cao"),
        ("gặp gỡ Viện trưởng Viện Mẫu", "cuộc gặp với Viện trưởng Viện Mẫu"),
        ("Đối thoại chiến lược", "Đối thoại chiến lược"),
    ],
)
def test_a_meeting_is_told_as_a_noun(name: str, told: str) -> None:
    assert event_name(name, VI) == told


def test_a_long_quote_is_cut_at_a_word_and_only_at_its_end() -> None:
    assert quote_window("một hai ba bốn", 10) == "một hai…"
    assert quote_window("một hai", 10) == "một hai"
    assert quote_window("hội nghị ASEAN - Nga lần đầu", 18) == "hội nghị ASEAN…"


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("Cuộc họp Quan chức cao cấp ASEAN - Nhật Bản", "ASEAN–Japan Senior Officials' Meeting"),
        ("Đối thoại chiến lược Việt - Nga", "Vietnam–Russia Strategic Dialogue"),
        ("Thứ trưởng Bộ Ngoại giao Indonesia", "Deputy Minister of Foreign Affairs of Indonesia"),
        ("Kế hoạch hành động giai đoạn 2021-2025", "Plan of Action for 2021-2025"),
        ("Moscow", "Moscow"),
        ("Chuyến thăm chính thức Lào của Thủ tướng Việt Nam", "official visit to Laos by the Prime Minister of Vietnam"),
        ("Thứ trưởng Ngoại giao Nguyễn Văn Mẫu đã thăm Lào", "Deputy Minister of Foreign Affairs Nguyễn Văn Mẫu visited Laos"),
        ("Cuộc gặp với Thủ tướng Nhật Bản Taro Yamada", "meeting with Japan’s Prime Minister Taro Yamada"),
    ],
)
def test_names_that_the_glossary_covers_are_translated(name: str, english: str) -> None:
    assert translate(name, EN) == english


def test_a_name_beyond_the_glossary_keeps_its_own_words_as_a_quotation() -> None:
    assert translate("Lễ khánh thành cầu", EN) is None
    assert name_in("Lễ khánh thành cầu", EN) == '“<q lang="vi">Lễ khánh thành cầu</q>”'
    assert name_in("Lễ khánh thành cầu", VI) == "Lễ khánh thành cầu"

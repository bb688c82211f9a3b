"""What a careful reader would mark, in texts as crawlers and people save them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.fixture_types import Lister
from briefgen.model import Article, BlockKind

Make = Callable[..., Article]
LEAD = "Bộ trưởng Công Thương hai nước đã ký bản ghi nhớ về thương mại biên giới tại Viêng Chăn."
ONE = "Ngày 14/3, tại Viêng Chăn, Bộ trưởng Công Thương Việt Nam và Bộ trưởng Công Thương Lào đã ký bản ghi nhớ về thương mại biên giới."
TWO = "Hai bên nhất trí phấn đấu đưa kim ngạch thương mại hai chiều lên 2 tỷ USD vào năm 2025 và sớm tổ chức phiên họp lần thứ 11."
TITLE = "Việt Nam và Lào ký bản ghi nhớ về thương mại biên giới"


def of_kind(found: list[tuple[BlockKind, str]], kind: BlockKind) -> list[str]:
    return [text for one, text in found if one is kind]


def test_title_dateline_lead_body_and_byline_are_told_apart(article: Make, blocks: Lister) -> None:
    found = blocks(article(f"{TITLE}\n\nVăn An 06:30 | 15/03/2022\n\n{LEAD}\n\n{ONE}\n\n{TWO}\n\nTheo TTXVN\n"))
    assert [kind for kind, _ in found] == [
        BlockKind.TITLE,
        BlockKind.DATELINE,
        BlockKind.LEAD,
        BlockKind.BODY,
        BlockKind.BODY,
        BlockKind.BYLINE,
    ]


def test_a_lead_that_the_body_repeats_stays_lead(article: Make, blocks: Lister) -> None:
    found = blocks(article(f"{TITLE}\n\n{LEAD}\n\n{ONE}\n\n{LEAD}\n\n{TWO}\n"))
    assert of_kind(found, BlockKind.LEAD) == [LEAD]
    assert LEAD in of_kind(found, BlockKind.BODY)


@pytest.mark.parametrize(
    "caption",
    [
        "Lễ ký bản ghi nhớ giữa hai bộ (Ảnh: TTXVN).",
        "Lễ ký bản ghi nhớ giữa hai bộ. Ảnh: T.Bình",
        "Lễ ký bản ghi nhớ giữa hai bộ - Ảnh: VĂN AN",
        "Toàn cảnh lễ ký bản ghi nhớ giữa hai bộ tại Viêng Chăn.",
        "Hai bộ trưởng và các đại biểu chụp ảnh lưu niệm.",
        "Bộ trưởng Công Thương Lào (bên phải) tại lễ ký.",
        "The two ministers pose for a photo in Vientiane.",
        "Officials at the signing ceremony in Vientiane. Photo: VNA",
        "Bộ trưởng Công Thương hai nước đã ký bản ghi nhớ về thương mại biên giới",
    ],
)
def test_captions_are_told_by_credit_wording_or_likeness(article: Make, blocks: Lister, caption: str) -> None:
    found = blocks(article(f"{TITLE}\n\n{LEAD}\n\n{caption}\n\n{ONE}\n\n{TWO}\n"))
    assert of_kind(found, BlockKind.CAPTION) == [caption]


def test_a_line_before_a_bare_credit_is_its_caption(article: Make, blocks: Lister) -> None:
    found = blocks(article(f"{TITLE}\n\n{LEAD}\n\nLễ ký bản ghi nhớ giữa hai bộ.\n\nẢnh: ASEAN.ORG\n\n{ONE}\n\n{TWO}\n"))
    assert of_kind(found, BlockKind.CAPTION) == ["Lễ ký bản ghi nhớ giữa hai bộ.", "Ảnh: ASEAN.ORG"]


def test_a_sentence_with_a_credit_in_brackets_within_a_paragraph_is_body(article: Make, blocks: Lister) -> None:
    found = blocks(article(f"{ONE} Lễ ký diễn ra trọng thể tại thủ đô (Ảnh: TTXVN). {TWO} {LEAD} {TWO}\n"))
    assert of_kind(found, BlockKind.CAPTION) == ["(Ảnh: TTXVN)"]
    assert any("Lễ ký diễn ra trọng thể" in text for text in of_kind(found, BlockKind.BODY))


def test_in_a_flattened_article_a_bare_credit_takes_its_sentence_with_it(article: Make, blocks: Lister) -> None:
    found = blocks(article(f"{ONE}Hình ảnh lễ ký bản ghi nhớ. Ảnh: Bộ Công Thương.{TWO} {LEAD}\n"))
    assert of_kind(found, BlockKind.CAPTION) == ["Hình ảnh lễ ký bản ghi nhớ. Ảnh: Bộ Công Thương"]


def test_a_subheading_is_body_and_no_caption(article: Make, blocks: Lister) -> None:
    found = blocks(article(f"{TITLE}\n\n{LEAD}\n\nNhững dấu mốc đáng nhớ của năm\n\n{ONE}\n\n{TWO}\n"))
    assert "Những dấu mốc đáng nhớ của năm" in of_kind(found, BlockKind.BODY)


def test_the_newspaper_about_itself_is_masthead(article: Make, blocks: Lister) -> None:
    lines = ["BÁO HỢP TÁC ĐIỆN TỬ", "Tổng biên tập: Lê Văn A", "Tòa soạn: Số 1 Phố Huế", "Giấy phép số 12/GP", "Điện thoại: 024.123456"]
    imprint = "\n\n".join(lines)
    found = blocks(article(f"{TITLE}\n\n{LEAD}\n\n{ONE}\n\n{TWO}\n\nTheo nhandan.vn\n\n{imprint}\n"))
    assert len(of_kind(found, BlockKind.MASTHEAD)) == 5
    assert of_kind(found, BlockKind.BYLINE) == ["Theo nhandan.vn"]


def test_related_stories_yield_nothing_and_prose_after_them_goes_on(article: Make, blocks: Lister) -> None:
    box = "Tin liên quan\nThủ tướng Lào thăm Việt Nam từ ngày 8/1\nKhai mạc hội chợ biên giới"
    found = blocks(article(f"{TITLE}\n{LEAD}\n{ONE}\n{box}\n{TWO}\nXem thêm: Lào mở cửa khẩu\n"))
    assert len(of_kind(found, BlockKind.TEASER)) == 4
    assert TWO in of_kind(found, BlockKind.BODY)


def test_after_an_end_label_nothing_belongs_to_the_article(article: Make, blocks: Lister) -> None:
    foot = "TAGS\nVietnam\nLaos\nMOST VIEWED\n1.\nAnother story about the weather in town.\nApril 21, 2024"
    english = "The two ministers signed a memorandum on border trade in Vientiane on Monday."
    found = blocks(article(f"{english}\nThey agreed to raise two-way trade to two billion dollars by 2025, officials said.\n{foot}\n"))
    assert len([kind for kind, _ in found if kind in (BlockKind.LEAD, BlockKind.BODY)]) == 2


def test_buttons_crumbs_and_sign_up_forms_are_furniture(article: Make, blocks: Lister) -> None:
    form = "Sign up for our newsletter\nSmall print of it\nBy signing up, I accept it."
    found = blocks(article(f"Trang chủ\nThế giới\n{TITLE}\nChia sẻ\n{LEAD}\n{ONE}\n{form}\n{TWO}\n"))
    assert len(of_kind(found, BlockKind.FURNITURE)) == 6
    assert of_kind(found, BlockKind.TITLE) == [TITLE]


@pytest.mark.parametrize(
    ("tail", "author", "origin"),
    [
        (" Văn An", "Văn An", None),
        (" Văn An - Thị Bình", "Văn An - Thị Bình", None),
        (" Theo TTXVN", None, "TTXVN"),
        (" (TTXVN)", None, "TTXVN"),
        (" Theo nhandan.com.vn", None, "Nhân Dân"),
    ],
)
def test_a_writer_or_source_glued_to_the_last_sentence_is_split_off(
    article: Make, blocks: Lister, tail: str, author: str | None, origin: str | None
) -> None:
    made = article(f"{ONE} {TWO}{tail}")
    assert of_kind(blocks(made), BlockKind.BYLINE) == [tail.strip()]
    assert (made.author.value if made.author else None) == author
    assert (made.original_outlet.value if made.original_outlet else None) == origin


def test_a_last_sentence_that_ends_with_a_name_is_left_whole(article: Make, blocks: Lister) -> None:
    text = f"{ONE} {TWO} Tham dự lễ ký có Đại sứ Nguyễn Văn An"
    assert of_kind(blocks(article(text)), BlockKind.BYLINE) == []


@pytest.mark.parametrize(
    ("front", "outlet"),
    [
        ("(Thanh tra) - ", "Thanh tra"),
        ("VTV.vn - ", "VTV"),
        ("TTO - ", "Tuổi Trẻ"),
        ("HÀ NỘI – ", None),
        (" date 2022-03 Dân trí ", "Dân trí"),
    ],
)
def test_what_stands_before_the_first_words_is_no_text(article: Make, blocks: Lister, front: str, outlet: str | None) -> None:
    made = article(f"{front}{ONE}\n\n{TWO}\n\n{LEAD}\n")
    assert of_kind(blocks(made), BlockKind.LEAD) == [ONE]
    assert of_kind(blocks(made), BlockKind.DATELINE) == [front.strip()]
    assert (made.outlet.value if made.outlet else None) == outlet


@pytest.mark.parametrize("start", ["ASEAN - Nga ", "Việt Nam - Lào ", "Quan hệ Việt - Lào "])
def test_two_parties_with_a_dash_are_no_slug(article: Make, blocks: Lister, start: str) -> None:
    text = f"{start}đã ký bản ghi nhớ về thương mại biên giới tại thủ đô Viêng Chăn."
    assert of_kind(blocks(article(f"{text}\n\n{ONE}\n\n{TWO}\n")), BlockKind.LEAD) == [text]


def test_a_list_at_the_end_stays_body(article: Make, blocks: Lister) -> None:
    found = blocks(article(f"{LEAD}\n\n{TWO}\n\nCác văn kiện đã ký:\n\n- Bản ghi nhớ về thương mại\n\n- Bản ghi nhớ về giáo dục\n"))
    assert "Bản ghi nhớ về giáo dục" in of_kind(found, BlockKind.BODY)


def test_a_search_snippet_that_the_article_repeats_is_a_teaser(article: Make, blocks: Lister) -> None:
    snippet = f"{ONE} Hai bên nhất trí phấn đấu ..."
    found = blocks(article(f"---\ntitle: {TITLE}\n---\n{TITLE}\n\n{snippet}\n\n{ONE}\n\n{TWO}\n"))
    assert of_kind(found, BlockKind.TEASER) == [snippet]


@pytest.mark.parametrize(
    "rows",
    [
        ["Năm\tKim ngạch\tTăng", "2016\t220\t5%", "2017\t224\t2%"],
        ["| Năm | Kim ngạch |", "| 2016 | 220 |"],
        ["Năm | Kim ngạch | Tăng", "2016 | 220 | 5%"],
        ["Năm      Kim ngạch      Tăng", "2016     220     5%"],
    ],
)
def test_a_table_pasted_as_text_is_a_table(article: Make, blocks: Lister, rows: list[str]) -> None:
    table = "\n".join(rows)
    found = blocks(article(f"{TITLE}\n\n{LEAD}\n\n{table}\n\n{TWO}\n"))
    assert of_kind(found, BlockKind.TABLE) == rows


def test_two_headlines_apart_by_a_slash_lead_to_other_stories(article: Make, blocks: Lister) -> None:
    line = "Việt Nam và Lào mở thêm cửa khẩu / Hội chợ biên giới khai mạc"
    assert of_kind(blocks(article(f"{TITLE}\n{LEAD}\n{line}\n{ONE}\n{TWO}\n")), BlockKind.TEASER) == [line]


def test_a_ministrys_name_over_the_title_is_masthead_but_a_title_in_capitals_is_a_title(article: Make, blocks: Lister) -> None:
    found = blocks(article(f"BỘ NGOẠI GIAO\n{TITLE}\n\n{LEAD}\n\n{ONE}\n"))
    assert of_kind(found, BlockKind.MASTHEAD) == ["BỘ NGOẠI GIAO"]
    assert of_kind(found, BlockKind.TITLE) == [TITLE]
    capitals = "BỘ TRƯỞNG CÔNG THƯƠNG HAI NƯỚC KÝ BẢN GHI NHỚ"
    assert of_kind(blocks(article(f"{capitals}\n\n{LEAD}\n\n{ONE}\n")), BlockKind.TITLE) == [capitals]


def test_a_title_that_only_the_front_matter_prints_is_its_block_there(article: Make, blocks: Lister) -> None:
    made = article(f'---\ndate: 2022-03-15\ntitle: "{TITLE}"\n---\n{LEAD}\n\n{ONE}\n', "story.md")
    assert of_kind(blocks(made), BlockKind.TITLE) == [TITLE]
    assert of_kind(blocks(made), BlockKind.LEAD) == [LEAD]

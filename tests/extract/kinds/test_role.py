"""Roles: one a person, office and article; whose it is; and the chairs that parties hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefgen.articles import read_article
from briefgen.extract.assemble import assemble
from briefgen.extract.extractor import make_context
from briefgen.extract.gate import check_mentions
from briefgen.extract.kinds.role import build_roles
from briefgen.extract.packs import load_packs
from briefgen.model import Article, Block, BlockKind, Mention, Reading, Role, Sourced

ROOT = Path(__file__).resolve().parents[3]


def make_article(text: str, language: str = "vi", caption: str = "") -> Article:
    body = Block(kind=BlockKind.BODY, start=0, end=len(text))
    whole = f"{text}\n\n{caption}" if caption else text
    blocks = (body, Block(kind=BlockKind.CAPTION, start=len(text) + 2, end=len(whole))) if caption else (body,)
    return Article(
        stem="a",
        path="seeds/a.txt",
        sha256="0",
        text=whole,
        reading=Reading(text=whole),
        blocks=blocks,
        language=language,
        published=Sourced(value="2024-05-20"),
    )


def read(article: Article) -> list[Mention]:
    context = make_context(article, load_packs())
    kept, problems = check_mentions(article, assemble(context, build_roles(context)))
    assert problems == ()
    return list(kept)


def roles(text: str, language: str = "vi", caption: str = "") -> list[tuple[str | None, str, tuple[str, ...]]]:
    found = []
    for mention in read(make_article(text, language, caption)):
        assert isinstance(mention.claim, Role)
        found.append((mention.claim.person or mention.claim.holder, mention.claim.role, mention.parties))
    return found


def test_two_offices_in_one_title_are_two_roles() -> None:
    assert roles("Phó Thủ tướng, Bộ trưởng Ngoại giao Bùi Thanh Sơn thăm Việt Nam.") == [
        ("Bùi Thanh Sơn", "Phó Thủ tướng", ("VNM",)),
        ("Bùi Thanh Sơn", "Bộ trưởng Ngoại giao", ("VNM",)),
    ]


def test_a_shorter_title_of_the_same_office_is_the_same_role() -> None:
    text = "Thứ trưởng Thường trực Bộ Ngoại giao Nguyễn Minh Vũ đã thăm Nga. Thứ trưởng Nguyễn Minh Vũ đã gặp bạn bè Nga."
    (mention,) = read(make_article(text))
    assert isinstance(mention.claim, Role)
    assert mention.claim.role == "Thứ trưởng Thường trực Bộ Ngoại giao"
    assert [e.quote for e in mention.evidence] == ["Thứ trưởng Thường trực Bộ Ngoại giao Nguyễn Minh Vũ", "Thứ trưởng Nguyễn Minh Vũ"]


def test_a_former_office_keeps_the_word_and_has_no_date() -> None:
    (mention,) = read(make_article("Đoàn gặp cựu Thủ tướng Liên bang Nga Mikhail Fradkov tại Moscow."))
    assert isinstance(mention.claim, Role)
    assert (mention.claim.role, mention.parties, mention.date.edtf) == ("cựu Thủ tướng Liên bang Nga", ("RUS",), None)


def test_an_office_in_apposition_belongs_to_the_name_before_it() -> None:
    assert roles("Ông Andrey Rudenko, Trưởng SOM Nga, khẳng định Nga coi trọng ASEAN.") == [("Andrey Rudenko", "Trưởng SOM Nga", ("RUS",))]


def test_a_vietnamese_name_without_a_country_holds_a_vietnamese_office() -> None:
    assert roles("Thủ tướng Phạm Minh Chính đã hội đàm với Tổng thống Hàn Quốc Yoon Suk-yeol tại Seoul.")[0] == (
        "Phạm Minh Chính",
        "Thủ tướng",
        ("VNM",),
    )


def test_a_foreign_name_without_a_country_is_of_the_other_main_party() -> None:
    text = "Vietnam and Indonesia agreed on fisheries. President Joko Widodo thanked Vietnam."
    assert roles(text, "en") == [("Joko Widodo", "President", ("IDN",))]


def test_the_country_of_one_title_serves_the_others_of_the_person() -> None:
    text = "Ông Vương Nghị, Ủy viên Bộ Chính trị, Bộ trưởng Ngoại giao Trung Quốc, đã thăm Việt Nam."
    assert {(role, parties) for _, role, parties in roles(text)} == {
        ("Ủy viên Bộ Chính trị", ("CHN",)),
        ("Bộ trưởng Ngoại giao Trung Quốc", ("CHN",)),
    }


def test_a_caption_alone_makes_no_role_and_otherwise_adds_evidence() -> None:
    assert roles("Hai bên nhất trí.", caption="Thủ tướng Phạm Minh Chính phát biểu") == []
    article = make_article("Thủ tướng Phạm Minh Chính đã dự họp.", caption="Thủ tướng Phạm Minh Chính phát biểu")
    (mention,) = read(article)
    assert len(mention.evidence) == 2


def test_a_full_name_elsewhere_is_quoted_where_the_office_stands_with_a_short_one() -> None:
    text = (
        "Hai bên chào mừng ông Scott Morrison thăm Việt Nam. Thủ tướng Morrison cảm ơn Việt Nam và khẳng định Australia coi trọng quan hệ."
    )
    (mention,) = read(make_article(text))
    assert isinstance(mention.claim, Role)
    assert mention.claim.person == "Scott Morrison"
    assert any("Scott Morrison" in e.quote for e in mention.evidence)


@pytest.mark.parametrize(
    ("text", "language", "role"),
    [
        ("Lào chính thức đảm nhiệm vai trò Chủ tịch ASEAN năm 2024.", "vi", ("LAO", "Chủ tịch ASEAN", ("ASEAN", "LAO"))),
        (
            "Campuchia tiếp nhận vai trò điều phối quan hệ ASEAN - Nga giai đoạn 2021-2024.",
            "vi",
            ("KHM", "nước điều phối quan hệ ASEAN - Nga", ("ASEAN", "KHM", "RUS")),
        ),
        ("Việt Nam, với tư cách là nước Chủ tịch ASEAN 2020, đã nêu sáng kiến.", "vi", ("VNM", "nước Chủ tịch ASEAN", ("ASEAN", "VNM"))),
        ("Các nước ủng hộ Chủ tịch ASEAN 2025 Malaysia.", "vi", ("MYS", "Chủ tịch ASEAN", ("ASEAN", "MYS"))),
        ("They thanked ASEAN chair Laos.", "en", ("LAO", "ASEAN chair", ("ASEAN", "LAO"))),
        ("Indonesia, the current chair of ASEAN, called for calm.", "en", ("IDN", "chair of ASEAN", ("ASEAN", "IDN"))),
    ],
)
def test_a_party_can_hold_a_chair(text: str, language: str, role: tuple[str, str, tuple[str, ...]]) -> None:
    assert roles(text, language) == [role]


@pytest.mark.parametrize(
    "text",
    [
        "Hai bên ủng hộ vai trò trung tâm của ASEAN.",
        "Lào dự kiến tiếp nhận vai trò Chủ tịch ASEAN.",
        "Chủ tịch Quốc hội đã gặp lãnh đạo ASEAN.",
        "Malaysia sẽ đảm nhiệm vai trò Chủ tịch ASEAN.",
    ],
)
def test_no_chair_is_held_that_is_only_spoken_of_or_to_come(text: str) -> None:
    assert roles(text) == []


def test_the_years_of_a_chair_are_its_period() -> None:
    (mention,) = read(make_article("Campuchia tiếp nhận vai trò điều phối quan hệ ASEAN - Nga giai đoạn 2021-2024."))
    assert isinstance(mention.claim, Role)
    assert (mention.claim.period, mention.claim.organisation) == ("2021/2024", "ASEAN")
    assert "2021-2024" in mention.evidence[0].quote


@pytest.mark.parametrize("stem", sorted(path.stem for path in (ROOT / "tests/gold/seeds").glob("*.json")))
def test_the_roles_of_the_seeds_are_those_of_the_gold(stem: str) -> None:
    article = read_article(ROOT / "seeds" / f"{stem}.txt", ROOT).article
    assert article is not None
    gold = [
        fact
        for fact in json.loads((ROOT / "tests/gold/seeds" / f"{stem}.json").read_text(encoding="utf-8"))["facts"]
        if fact["kind"] == "role"
    ]
    found = {((m.claim.person or m.claim.holder), m.parties) for m in read(article) if isinstance(m.claim, Role)}
    assert found == {(fact.get("person") or fact.get("holder"), tuple(sorted(fact["parties"]))) for fact in gold}


def test_offices_of_one_class_are_one_role_only_if_one_is_the_shorter_name() -> None:
    text = (
        "Ủy viên Bộ Chính trị, Ủy viên Quốc vụ Vương Nghị đã thăm Việt Nam. "
        "Chủ tịch nước Trung Quốc Tập Cận Bình chúc mừng. Chủ tịch Tập Cận Bình mời."
    )
    assert [(name, role) for name, role, _ in roles(text)] == [
        ("Vương Nghị", "Ủy viên Bộ Chính trị"),
        ("Vương Nghị", "Ủy viên Quốc vụ"),
        ("Tập Cận Bình", "Chủ tịch nước Trung Quốc"),
    ]

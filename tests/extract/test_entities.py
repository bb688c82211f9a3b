"""Countries, organisations, places, bodies, and what only looks like them."""

from __future__ import annotations

import time

import pytest

from briefgen.extract.annotations import Annotation
from briefgen.extract.entities import (
    Body,
    Place,
    entity_phrases,
    find_entities,
    find_masked,
    is_country,
    list_parties,
    party_name,
    read_name_patterns,
    read_party,
)


def annotate(text: str, label: str, language: str = "vi") -> list[tuple[str, object]]:
    return [(text[a.start : a.end], a.value) for a in find_entities(text, language) if a.label == label]


def codes(text: str, language: str = "vi") -> list[object]:
    return [value for _, value in annotate(text, "PARTY", language)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Nga", "RUS"),
        ("Liên bang Nga", "RUS"),
        ("LB Nga", "RUS"),
        ("Hoa Kỳ", "USA"),
        ("Mỹ", "USA"),
        ("CHND Trung Hoa", "CHN"),
        ("Hàn Quốc", "KOR"),
        ("CHDCND Triều Tiên", "PRK"),
        ("Úc", "AUS"),
        ("Ô-xtrây-li-a", "AUS"),
        ("In-đô-nê-xi-a", "IDN"),
        ("Ma-lai-xi-a", "MYS"),
        ("Mi-an-ma", "MMR"),
        ("Cam-pu-chia", "KHM"),
        ("Bru-nây", "BRN"),
        ("Timor Leste", "TLS"),
        ("Hiệp hội các quốc gia Đông Nam Á", "ASEAN"),
        ("Hiệp hội các quốc gia Đông - Nam Á", "ASEAN"),
        ("Liên minh châu Âu", "EU"),
        ("Liên minh Kinh tế Á - Âu", "EAEU"),
        ("Tổ chức hợp tác Thượng Hải", "SCO"),
        ("Liên hợp quốc", "UN"),
        ("Liên Hiệp Quốc", "UN"),
        ("LIÊN HỢP QUỐC", "UN"),
        ("Ủy hội sông Mekong quốc tế", "MRC"),
    ],
)
def test_a_vietnamese_name_is_read_as_its_code(text: str, code: str) -> None:
    assert codes(f"Hôm qua, {text} cho biết") == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Viet Nam", "VNM"),
        ("the U.S.", "USA"),
        ("the Philippines", "PHL"),
        ("Czech Republic", "CZE"),
        ("Türkiye", "TUR"),
        ("Turkey", "TUR"),
        ("Lao PDR", "LAO"),
    ],
)
def test_an_english_name_is_read_as_its_code(text: str, code: str) -> None:
    assert codes(f"Talks with {text} ended", "en") == [code]


def test_every_member_of_the_united_nations_has_names_in_both_languages() -> None:
    countries = [code for code in list_parties() if is_country(code)]
    assert len(countries) >= 193
    for code in countries:
        for language in ("vi", "en"):
            assert party_name(code, language) != code
            assert codes(f"({party_name(code, language)})", language) == [code]


def test_an_unknown_code_is_its_own_name() -> None:
    assert party_name("XYZ", "vi") == "XYZ"


@pytest.mark.parametrize(
    ("name", "code"), [("Việt Nam", "VNM"), ("viet nam", "VNM"), ("RUS", "RUS"), ("asean", "ASEAN"), ("Nga", "RUS"), ("Atlantis", None)]
)
def test_a_party_is_read_from_any_of_its_names(name: str, code: str | None) -> None:
    assert read_party(name) == code


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("quan hệ Việt-Nga", ("VNM", "RUS")),
        ("quan hệ Việt - Trung", ("VNM", "CHN")),
        ("quan hệ Trung–Việt", ("CHN", "VNM")),
        ("quan hệ Việt Nam - Nga", ("VNM", "RUS")),
        ("đối tác ASEAN - Nhật", ("ASEAN", "JPN")),
        ("hợp tác Việt-Lào-Campuchia", ("VNM", "LAO", "KHM")),
    ],
)
def test_names_joined_by_a_hyphen_are_a_pair(text: str, pair: tuple[str, ...]) -> None:
    assert [value for _, value in annotate(text, "PAIR")] == [pair]


def test_english_pairs_are_read_from_prefixes_and_adjectives() -> None:
    assert [v for _, v in annotate("Sino-Russian and US-Vietnam ties", "PAIR", "en")] == [("CHN", "RUS"), ("USA", "VNM")]


def test_a_short_form_alone_is_no_party() -> None:
    assert codes("người Việt ở Nga - Trung tâm văn hóa") == ["RUS"]


def test_english_adjectives_name_a_country() -> None:
    assert [v for _, v in annotate("Russian and Vietnamese officials", "ADJ", "en")] == ["RUS", "VNM"]


@pytest.mark.parametrize(
    "text",
    [
        "ông Phạm Minh Đức phát biểu",
        "bà Nguyễn Thị Thanh Nga phát biểu",
        "Anh Nguyễn Văn Tám phát biểu",
        "nói tiếng Anh và tiếng Nga",
        "Bán đảo Triều Tiên",
        "khu vực Ấn Độ Dương - Thái Bình Dương",
        "Anh hùng Lao động, Mỹ thuật, Pháp luật, Ý kiến",
        "tỉnh Lào Cai",
        "anh ấy mỹ mãn đức độ",
    ],
)
def test_what_only_looks_like_a_country_is_none(text: str) -> None:
    assert codes(text) == []


def test_a_sea_named_after_a_country_is_not_the_country() -> None:
    assert codes("in the South China Sea and the Indian Ocean", "en") == []


def test_a_country_beside_a_person_is_still_read() -> None:
    assert codes("Bộ trưởng Lê Đức và Đức nhất trí") == ["DEU"]


@pytest.mark.parametrize("text", ["các nước ASEAN", "Các nước thành viên ASEAN", "các quốc gia ASEAN"])
def test_the_members_of_an_organisation_together_are_the_organisation(text: str) -> None:
    assert annotate(f"{text} nhất trí", "PARTY") == [(text, "ASEAN")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("tại Mát-xcơ-va", Place(name="Moscow", party="RUS", capital=True)),
        ("ở Hà Nội", Place(name="Hanoi", party="VNM", capital=True)),
        ("tại Đà Nẵng", Place(name="Da Nang", party="VNM")),
        ("tại thành phố Xanh Pê-téc-bua", Place(name="Saint Petersburg", party="RUS")),
        ("tại Xơ-un", Place(name="Seoul", party="KOR", capital=True)),
    ],
)
def test_a_city_is_a_place_of_its_country(text: str, place: Place) -> None:
    found = [value for _, value in annotate(text, "PLACE")]
    assert [(p.party, p.capital) for p in found if isinstance(p, Place)] == [(place.party, place.capital)]


def test_a_city_state_is_both_a_party_and_a_place() -> None:
    assert {a.label for a in find_entities("tại Singapore", "vi")} == {"PARTY", "PLACE"}


@pytest.mark.parametrize(
    ("text", "language", "body"),
    [
        ("Bộ Ngoại giao Nga", "vi", Body(name="Bộ Ngoại giao", party="RUS")),
        ("Quốc hội Việt Nam", "vi", Body(name="Quốc hội", party="VNM")),
        ("Đại sứ quán Việt Nam tại Nga", "vi", Body(name="Đại sứ quán", party="VNM", host="RUS")),
        ("Nhà Trắng", "vi", Body(name="Nhà Trắng", party="USA")),
        ("Bộ Ngoại giao", "vi", Body(name="Bộ Ngoại giao")),
        ("Russian Foreign Ministry", "en", Body(name="Foreign Ministry", party="RUS")),
        ("China's Ministry of Commerce", "en", Body(name="Ministry of Commerce", party="CHN")),
    ],
)
def test_a_body_knows_whose_it_is(text: str, language: str, body: Body) -> None:
    assert annotate(text, "BODY", language) == [(text, body)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("theo UNCLOS 1982, các bên", "UNCLOS 1982"),
        ("Công ước của Liên hợp quốc về Luật Biển năm 1982 quy định", "Công ước của Liên hợp quốc về Luật Biển năm 1982"),
        ("dịch Covid-19 lan rộng", "Covid-19"),
        ("Kế hoạch MPAC 2025 và", "MPAC 2025"),
        ("dự COP26 tại Glasgow", "COP26"),
        ("Điện thoại: 024.38250042", "Điện thoại: 024.38250042"),
        ("Nghị quyết số 59-NQ/TW về hội nhập", "Nghị quyết số 59-NQ/TW"),
        ("Tầm nhìn Cộng đồng ASEAN 2045 được", "Tầm nhìn Cộng đồng ASEAN 2045"),
    ],
)
def test_digits_in_a_name_are_masked(text: str, name: str) -> None:
    assert [text[a:b] for a, b in find_masked(text)] == [name]


@pytest.mark.parametrize("rule", read_name_patterns(), ids=lambda rule: rule.reason)
def test_every_pattern_of_the_pack_masks_its_example(rule: object) -> None:
    example = getattr(rule, "example", "")
    (start, end), *_ = find_masked(example)
    assert any(c.isdigit() for c in example[start:end])


@pytest.mark.parametrize("text", ["Ngày 26/4/2024", "giai đoạn 2021-2025", "2,6 tỷ USD", "APEC năm nay", "kim ngạch năm 2023"])
def test_dates_and_amounts_are_not_masked(text: str) -> None:
    assert find_masked(text) == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_name_of_the_pack_means_two_parties(language: str) -> None:
    meanings: dict[str, set[object]] = {}
    for phrase in entity_phrases(language):
        if phrase.label in {"PARTY", "ADJ"}:
            meanings.setdefault(phrase.text.lower(), set()).add(phrase.value)
    assert {name: codes for name, codes in meanings.items() if len(codes) > 1} == {}


def test_annotations_come_in_order_and_none_is_half_in_another() -> None:
    text = "Liên minh Kinh tế Á - Âu (EAEU), Nga, Việt Nam - Nga, Bộ Ngoại giao Nga tại Hà Nội, Hàn Quốc"
    found = find_entities(text, "vi")
    assert found == sorted(found, key=lambda a: (a.start, -a.end, a.label))
    assert not [(a, b) for a in found for b in found if a.start < b.start < a.end < b.end]


def test_the_pack_is_small_and_quick_to_load() -> None:
    assert len(entity_phrases("vi")) > 1500
    start = time.process_time()
    found: list[Annotation] = find_entities("Nga và Việt Nam. " * 20_000, "vi")
    assert len(found) == 40_000
    assert time.process_time() - start < 12

"""People are read by office and name, with whose office it is; bare offices and pronouns find their holder."""

from __future__ import annotations

import time
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.extract.annotations import Annotation
from briefgen.extract.entities import find_entities
from briefgen.extract.people import (
    Group,
    Person,
    Pronoun,
    Title,
    complete_parties,
    find_candidates,
    find_people,
    guess_party,
    resolve_people,
)

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def read(text: str, language: str = "vi") -> list[Annotation]:
    return find_people(text, language, find_entities(text, language))


def people(text: str, language: str = "vi") -> list[Person]:
    return [cast(Person, a.value) for a in read(text, language) if a.label == "PERSON"]


def one(text: str, language: str = "vi") -> Person:
    found = people(text, language)
    assert len(found) == 1, found
    return found[0]


def offices(text: str, language: str = "vi") -> list[tuple[str, list[str], str | None]]:
    return [(p.name, [t.text for t in p.titles], p.party) for p in people(text, language)]


@pytest.mark.parametrize(
    ("text", "name", "titles", "party"),
    [
        ("Thứ trưởng thứ nhất Bộ Ngoại giao Nga Vladimir Titov", "Vladimir Titov", ["Thứ trưởng thứ nhất Bộ Ngoại giao Nga"], "RUS"),
        ("Tổng Bí thư, Chủ tịch nước Tô Lâm tiếp", "Tô Lâm", ["Tổng Bí thư", "Chủ tịch nước"], None),
        ("Phó Thủ tướng, Bộ trưởng Ngoại giao Bùi Thanh Sơn đề nghị", "Bùi Thanh Sơn", ["Phó Thủ tướng", "Bộ trưởng Ngoại giao"], None),
        ("Bộ trưởng Lavrov nói", "Lavrov", ["Bộ trưởng"], None),
        (
            "ông Vương Nghị, Ủy viên Bộ Chính trị, Bộ trưởng Ngoại giao Trung Quốc",
            "Vương Nghị",
            ["Ủy viên Bộ Chính trị", "Bộ trưởng Ngoại giao Trung Quốc"],
            "CHN",
        ),
        ("cựu Thủ tướng Liên bang Nga Mikhail Fradkov", "Mikhail Fradkov", ["cựu Thủ tướng Liên bang Nga"], "RUS"),
        (
            "Thứ trưởng phụ trách Bộ Ngoại giao Nhật Bản (cấp Bộ trưởng) Tanaka Kenji",
            "Tanaka Kenji",
            ["Thứ trưởng phụ trách Bộ Ngoại giao Nhật Bản (cấp Bộ trưởng)"],
            "JPN",
        ),
        ("Đại sứ Việt Nam tại Liên bang Nga Đặng Minh Khôi", "Đặng Minh Khôi", ["Đại sứ Việt Nam tại Liên bang Nga"], "VNM"),
        ("Tổng Thư ký ASEAN Kao Kim Hourn", "Kao Kim Hourn", ["Tổng Thư ký ASEAN"], "ASEAN"),
        ("Chủ tịch Ủy ban châu Âu Ursula von der Leyen", "Ursula von der Leyen", ["Chủ tịch Ủy ban châu Âu"], "EU"),
        ('Tổng thống Joko "Jokowi" Widodo', 'Joko "Jokowi" Widodo', ["Tổng thống"], None),
        ("Thủ tướng Đức Olaf Scholz", "Olaf Scholz", ["Thủ tướng Đức"], "DEU"),
        ("Tổng thống V.Putin", "V. Putin", ["Tổng thống"], None),
        ("Viện trưởng Viện Nghiên cứu Biển Đông Trần Văn Tám cho biết", "Trần Văn Tám", ["Viện trưởng Viện Nghiên cứu Biển Đông"], None),
        (
            "Bộ trưởng Công nghiệp và Công nghệ thông tin Kim Tráng Long",
            "Kim Tráng Long",
            ["Bộ trưởng Công nghiệp và Công nghệ thông tin"],
            None,
        ),
        ("Tổng thống Liên\nbang Nga\nVladimir Putin", "Vladimir Putin", ["Tổng thống Liên bang Nga"], "RUS"),
        ("Thủ tướng Malaysia Dato' Seri Anwar Ibrahim", "Anwar Ibrahim", ["Thủ tướng Malaysia"], "MYS"),
        ("Chủ tịch Kim Jong-un phát biểu", "Kim Jong-un", ["Chủ tịch"], None),
        ("Nữ hoàng Anh Elizabeth II", "Elizabeth II", ["Nữ hoàng Anh"], "GBR"),
        ("Phó Thống đốc vùng Primorsky Vera Scherbina", "Vera Scherbina", ["Phó Thống đốc vùng Primorsky"], None),
        (
            "Trợ lý Ngoại trưởng Mỹ phụ trách Đông Á và Thái Bình Dương Daniel Kritenbrink",
            "Daniel Kritenbrink",
            ["Trợ lý Ngoại trưởng Mỹ phụ trách Đông Á và Thái Bình Dương"],
            "USA",
        ),
        ("Tổng thống Nga, ông Vladimir Putin, phát biểu", "Vladimir Putin", ["Tổng thống Nga"], "RUS"),
        (
            "Chủ tịch Ủy ban nhân dân thành phố Hải Phòng Lê Văn Thành",
            "Lê Văn Thành",
            ["Chủ tịch Ủy ban nhân dân thành phố Hải Phòng"],
            "VNM",
        ),
    ],
)
def test_a_vietnamese_title_and_name_make_a_person(text: str, name: str, titles: list[str], party: str | None) -> None:
    assert offices(text) == [(name, titles, party)]


@pytest.mark.parametrize(
    ("text", "name", "titles", "party"),
    [
        ("Foreign Minister Retno Marsudi said", "Retno Marsudi", ["Foreign Minister"], None),
        ("Chinese Premier Li Qiang said", "Li Qiang", ["Chinese Premier"], "CHN"),
        ("Indonesia's Foreign Minister Retno Marsudi", "Retno Marsudi", ["Foreign Minister"], "IDN"),
        ("Nguyen Van Tam, deputy minister of foreign affairs, said", "Nguyen Van Tam", ["deputy minister of foreign affairs"], None),
        ("Wang Yi, China's foreign minister, said", "Wang Yi", ["foreign minister"], "CHN"),
        ("the Philippine foreign secretary, Enrique Manalo, said", "Enrique Manalo", ["Philippine foreign secretary"], "PHL"),
        ("Mr Albanese said", "Albanese", [], None),
        ("His Excellency Dr. Mohamad Hasan", "Mohamad Hasan", [], None),
        ("Crown Prince Mohammed bin Salman", "Mohammed bin Salman", ["Crown Prince"], None),
        ("US Secretary of State Antony Blinken", "Antony Blinken", ["US Secretary of State"], "USA"),
        ("Hoang Xuan Chien, deputy defence minister, said", "Hoang Xuan Chien", ["deputy defence minister"], None),
        ("White House National Security Advisor Jake Sullivan", "Jake Sullivan", ["White House National Security Advisor"], "USA"),
        ("State President To Lam", "To Lam", ["State President"], None),
        ("Minister of Planning and Investment Nguyen Chi Dung", "Nguyen Chi Dung", ["Minister of Planning and Investment"], None),
        ("Kremlin spokesman Dmitry Peskov", "Dmitry Peskov", ["Kremlin spokesman"], "RUS"),
        ("J. Smith, the US ambassador to Vietnam", "J. Smith", ["US ambassador to Vietnam"], "USA"),
        (
            "General Secretary of the Communist Party of Vietnam Central Committee Nguyen Phu Trong",
            "Nguyen Phu Trong",
            ["General Secretary of the Communist Party of Vietnam Central Committee"],
            "VNM",
        ),
    ],
)
def test_an_english_title_and_name_make_a_person(text: str, name: str, titles: list[str], party: str | None) -> None:
    assert offices(text, "en") == [(name, titles, party)]


def test_the_annotation_spans_the_titles_on_both_sides_and_the_value_the_name() -> None:
    text = "Ngày 26/4, Thứ trưởng Ngoại giao Đỗ Hùng Việt, Trưởng SOM ASEAN của Việt Nam, đã dự họp."
    (found,) = [a for a in read(text) if a.label == "PERSON"]
    person = cast(Person, found.value)
    assert text[found.start : found.end] == "Thứ trưởng Ngoại giao Đỗ Hùng Việt, Trưởng SOM ASEAN của Việt Nam"
    assert text[person.start : person.end] == "Đỗ Hùng Việt"
    assert [text[t.start : t.end] for t in person.titles] == ["Thứ trưởng Ngoại giao", "Trưởng SOM ASEAN của Việt Nam"]


def test_people_in_a_list_stay_apart() -> None:
    text = "Thủ tướng Phạm Minh Chính, Chủ tịch Quốc hội Trần Thanh Mẫn, Bộ trưởng Quốc phòng Phan Văn Giang và Thứ trưởng Lê Anh Tuấn"
    assert [(p.name, len(p.titles)) for p in people(text)] == [
        ("Phạm Minh Chính", 1),
        ("Trần Thanh Mẫn", 1),
        ("Phan Văn Giang", 1),
        ("Lê Anh Tuấn", 1),
    ]


def test_a_hall_or_a_photograph_before_an_office_hides_no_one() -> None:
    assert [p.name for p in people("Tại hội trường Thủ tướng Phạm Minh Chính phát biểu; chụp ảnh Bộ trưởng Bùi Thanh Sơn")] == [
        "Phạm Minh Chính",
        "Bùi Thanh Sơn",
    ]


def test_former_and_acting_offices_say_so() -> None:
    former, acting = one("nguyên Chủ tịch nước Nguyễn Minh Triết"), one("Quyền Chủ tịch nước Võ Thị Ánh Xuân")
    assert (former.titles[0].former, former.titles[0].acting) == (True, False)
    assert (acting.titles[0].former, acting.titles[0].acting) == (False, True)
    assert one("former Prime Minister Mikhail Fradkov", "en").titles[0].former


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("Bộ trưởng Ngoại giao Nga Sergei Lavrov", "Bộ Ngoại giao Nga"),
        ("Thủ tướng Australia Scott Morrison", "Chính phủ Australia"),
        ("Đại sứ Nga tại Việt Nam Gennady Bezdetko", "Đại sứ quán Nga tại Việt Nam"),
        ("Phó Chủ tịch Hội đồng An ninh Liên bang Nga Dmitry Medvedev", "Hội đồng An ninh Liên bang Nga"),
        ("Chủ tịch Hội Hữu nghị Nga - Việt Alexei Burov", "Hội Hữu nghị Nga - Việt"),
        ("Chủ nhiệm Ủy ban Cải cách và Phát triển Quốc gia Trịnh Sách Khiết", "Ủy ban Cải cách và Phát triển Quốc gia"),
    ],
)
def test_an_office_knows_its_organisation(text: str, organisation: str) -> None:
    assert one(text).titles[0].organisation == organisation


@pytest.mark.parametrize(
    "text",
    [
        "tại tượng đài Chủ tịch Hồ Chí Minh",
        "viếng Lăng Chủ tịch Hồ Chí Minh",
        "trên đường Trần Phú",
        "Đại học Tôn Đức Thắng",
        "Hội nghị Bộ trưởng Ngoại giao ASEAN",
        "các Bộ trưởng Kinh tế họp",
        "Thứ trưởng Thường trực Bộ Ngoại giao",
        "Thủ tướng Chính phủ Việt Nam",
        "Ban Bí thư Trung ương Đảng",
        "Tổng thống\n\nHôm nay",
        "Thủ tướng\nHôm nay",
    ],
)
def test_what_names_no_person_makes_none(text: str) -> None:
    assert people(text) == []


@pytest.mark.parametrize(
    ("text", "is_title"),
    [
        ("Thủ tướng nhấn mạnh", True),
        ("Trưởng đoàn Việt Nam khẳng định", True),
        ("Hội nghị Bộ trưởng Ngoại giao ASEAN - Nga", False),
        ("cấp Bộ trưởng", False),
        ("các Thứ trưởng", False),
        ("Đại sứ quán", False),
        ("Tượng đài Chủ tịch nước", False),
    ],
)
def test_a_bare_office_stands_for_its_holder_only_where_it_means_one(text: str, is_title: bool) -> None:
    assert any(a.label == "TITLE" for a in read(text)) == is_title


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hai bên", "sides"),
        ("hai nước", "countries"),
        ("Hai Bộ trưởng", "ministers"),
        ("hai nhà lãnh đạo", "leaders"),
        ("hai Thủ tướng", "prime-ministers"),
    ],
)
def test_both_together_are_a_group_by_kind(text: str, kind: str) -> None:
    assert [a.value for a in read(f"{text} nhất trí") if a.label == "TOGETHER"] == [Group(kind=kind)]


def test_a_leader_of_a_country_is_a_pronoun_with_its_party() -> None:
    assert [a.value for a in read("Nhà lãnh đạo Nga cảm ơn") if a.label == "PRONOUN"] == [Pronoun(party="RUS")]
    assert [a.value for a in read("the Vietnamese leader said", "en") if a.label == "PRONOUN"] == [Pronoun(party="VNM")]
    text = "Người đứng đầu ngành ngoại giao Việt Nam đề nghị"
    assert [text[a.start : a.end] for a in read(text) if a.label == "PRONOUN"] == ["Người đứng đầu ngành ngoại giao Việt Nam"]


def resolve(text: str, language: str = "vi", home: str | None = None) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for annotation, person in resolve_people(read(text, language), home).items():
        found.setdefault(text[annotation.start : annotation.end], []).append(person.name)
    return found


def test_short_names_offices_and_pronouns_find_the_full_name() -> None:
    text = (
        "Bộ trưởng Ngoại giao Nga Sergei Lavrov và Bộ trưởng Ngoại giao Việt Nam Bùi Thanh Sơn hội đàm. Bộ trưởng Lavrov cảm ơn. "
        "Ông nói. Bộ trưởng Ngoại giao Việt Nam đề nghị. Ông Lavrov nhất trí."
    )
    resolved = resolve(text)
    assert resolved["Bộ trưởng Lavrov"] == ["Sergei Lavrov"]
    assert resolved["Ông Lavrov"] == ["Sergei Lavrov"]
    assert resolved["Ông"] == ["Sergei Lavrov"]
    assert resolved["Bộ trưởng Ngoại giao Việt Nam"] == ["Bùi Thanh Sơn"]


def test_english_family_names_come_again_alone() -> None:
    resolved = resolve("Chinese Premier Li Qiang met Prime Minister Pham Minh Chinh. Li praised Mr Chinh. Premier Li left.", "en")
    assert (resolved["Li"], resolved["Premier Li"], resolved["Mr Chinh"]) == (["Li Qiang"], ["Li Qiang"], ["Pham Minh Chinh"])


def test_one_word_names_a_person_that_was_named_in_full() -> None:
    resolved = resolve("Tổng thống Donald Trump gặp Chủ tịch Kim Jong-un. Chủ tịch Kim cảm ơn. Ông Kim mời. Ông Trump nhận lời.")
    assert (resolved["Chủ tịch Kim"], resolved["Ông Kim"], resolved["Ông Trump"]) == (["Kim Jong-un"], ["Kim Jong-un"], ["Donald Trump"])


def test_a_state_president_is_not_a_foreign_president() -> None:
    resolved = resolve("Chủ tịch nước Tô Lâm tiếp Tổng thống Timor-Leste Jose Ramos-Horta. Chủ tịch nước chúc mừng. Tổng thống cảm ơn.")
    assert (resolved["Chủ tịch nước"], resolved["Tổng thống"]) == (["Tô Lâm"], ["Jose Ramos-Horta"])


def test_an_outlet_means_its_own_prime_minister_by_the_bare_office() -> None:
    text = "Thủ tướng Phạm Minh Chính hội đàm với Thủ tướng Nhật Bản Kishida Fumio. Thủ tướng đề nghị."
    assert resolve(text)["Thủ tướng"] == ["Kishida Fumio"]
    assert resolve(text, home="VNM")["Thủ tướng"] == ["Phạm Minh Chính"]


def test_a_pronoun_keeps_to_the_gender_that_is_known() -> None:
    resolved = resolve("Phó Chủ tịch nước Võ Thị Ánh Xuân tiếp ông Kishida Fumio. Bà cảm ơn. Ông mời.")
    assert (resolved["Bà"], resolved["Ông"]) == (["Võ Thị Ánh Xuân"], ["Kishida Fumio"])


def test_two_people_of_one_family_name_but_different_countries_stay_two() -> None:
    text = "Thủ tướng Trung Quốc Lý Cường và Thủ tướng Singapore Lý Hiển Long"
    assert len({person.name for person in resolve_people(read(text)).values()}) == 2


def test_a_former_office_does_not_answer_to_the_bare_title() -> None:
    text = "cựu Thủ tướng Mikhail Fradkov dự. Thủ tướng phát biểu."
    annotations = read(text)
    title = next(a for a in annotations if a.label == "TITLE")
    assert isinstance(title.value, Title)
    assert find_candidates(title, [cast(Person, a.value) for a in annotations if a.label == "PERSON"]) == []


def test_the_people_of_a_seed_are_found_with_their_countries() -> None:
    text = (SEEDS / "004_eae569450ad647c0.txt").read_text(encoding="utf-8")
    resolved = {person.name: person.party for person in resolve_people(read(text)).values()}
    assert resolved == {
        "Nguyễn Minh Vũ": None,
        "Vladimir Titov": "RUS",
        "Sergey Lavrov": "RUS",
        "Mikhail Fradkov": "RUS",
        "Đặng Minh Khôi": "VNM",
    }


@pytest.mark.parametrize(
    ("name", "parties", "language", "party"),
    [
        ("Phạm Minh Chính", ("VNM", "KOR"), "vi", "VNM"),
        ("Pham Minh Chinh", ("CHN", "VNM"), "en", "VNM"),
        ("Tập Cận Bình", ("CHN", "VNM"), "vi", "CHN"),
        ("Tập Cận Bình", ("RUS", "VNM"), "vi", "VNM"),
        ("Joko Widodo", ("IDN", "VNM"), "en", "IDN"),
        ("Joko Widodo", ("IDN", "MYS"), "en", None),
        ("Joko Widodo", ("ASEAN", "VNM"), "en", None),
    ],
)
def test_a_country_left_out_is_told_from_the_name_and_the_main_parties(
    name: str, parties: tuple[str, ...], language: str, party: str | None
) -> None:
    assert guess_party(name, parties, None, language) == party


def test_parties_are_completed_only_where_the_article_gives_none() -> None:
    text = "Thủ tướng Phạm Minh Chính hội đàm với Thủ tướng Nhật Bản Kishida Fumio."
    completed = complete_parties(resolve_people(read(text)), ("VNM", "KOR"), "VNM", "vi")
    assert [person.party for person in completed.values()] == ["VNM", "JPN"]


@settings(max_examples=60)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200), st.sampled_from(["vi", "en"]))
def test_any_text_is_read_without_a_fault(text: str, language: str) -> None:
    resolve_people(read(text, language))


WORDS = [
    "Thủ tướng",
    "Bộ trưởng",
    "Ngoại giao",
    "Nga",
    "Việt Nam",
    ",",
    "ông",
    "của",
    "và",
    "Nguyễn",
    "Văn",
    "Putin",
    "Ủy ban",
    "Hội",
    "\n",
    "(",
    ")",
    "-",
    "V.",
    "tại",
    "phụ trách",
]


@settings(max_examples=80)
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_every_annotation_lies_in_the_text_and_every_name_is_in_its_words(text: str) -> None:
    for found in read(text):
        assert 0 <= found.start < found.end <= len(text)
        if isinstance(found.value, Person):
            assert found.start <= found.value.start < found.value.end <= found.end
            assert found.value.name.replace(" ", "") == "".join(text[found.value.start : found.value.end].split())


@pytest.mark.parametrize(
    "text",
    [
        "Thủ tướng " * 6_000,
        "Thủ tướng, " * 6_000,
        "Chủ tịch Ủy ban " * 4_000,
        "Bộ trưởng Ngoại giao và " * 3_000,
        "Nguyễn " * 12_000,
        "Nga - " * 12_000,
        "ông A. " * 10_000,
        "Thứ trưởng phụ trách " * 4_000,
        "Thủ tướng (" * 6_000,
        "President of the " * 4_000,
        "Công ước" + " năm" * 40_000,
    ],
)
def test_repeated_words_take_time_in_proportion(text: str) -> None:
    start = time.process_time()
    read(text)
    read(text, "en")
    assert time.process_time() - start < 20


def test_a_thousand_people_are_told_apart_in_a_time_that_grows_with_the_text() -> None:
    names = [f"{first}{middle}{last}ov" for first in "ABDGKLMNRST" for middle in ("aba", "ete", "iki", "olo", "umu") for last in "lmnrst"]
    text = ", ".join(f"ông {name}" for name in names) + ". " + " và ".join(f"Thủ tướng {name}" for name in names)
    people = [a for a in find_people(text, "vi", find_entities(text, "vi")) if a.label == "PERSON"]
    assert {a.value.name for a in people} == set(names)  # type: ignore[attr-defined]
    assert len(set(resolve_people(people).values())) == len(names)

from __future__ import annotations

import pytest

from briefgen.registry.names import document_of, fold, outlet_key, part_of_name, person_key, place_key, similar_fold, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [("Sergei Lavrov", "Sergey Lavrov"), ("Andrey Rudenko", "Andrei Rudenko"), ("Đỗ Hùng Việt (thay mặt ASEAN)", "Đỗ Hùng Việt")],
)
def test_declared_spellings_of_a_person_share_a_key(one: str, other: str) -> None:
    assert person_key(one) == person_key(other)


def test_marks_of_vietnamese_names_tell_people_apart() -> None:
    assert person_key("Nguyễn Minh Vũ") != person_key("Nguyễn Minh Vụ")
    assert similar_fold("Nguyễn Minh Vũ", "Nguyen Minh Vu")


@pytest.mark.parametrize(
    ("one", "other"), [("Mát-xcơ-va", "Moscow"), ("Saint-Petersburg", "Saint Petersburg"), ("TP.HCM", "Thành phố Hồ Chí Minh")]
)
def test_declared_names_of_a_place_share_a_key(one: str, other: str) -> None:
    assert place_key(one) == place_key(other)


def test_an_outlet_is_known_by_name_and_by_address() -> None:
    assert outlet_key("https://nhandan.com.vn") == outlet_key("Báo Nhân Dân")


@pytest.mark.parametrize(("old", "new"), [("hoà bình", "hòa bình"), ("uỷ ban", "ủy ban"), ("Thuý", "Thúy")])
def test_both_ways_to_place_a_tone_mark_are_one_word(old: str, new: str) -> None:
    assert words_of(old) == words_of(new)


@pytest.mark.parametrize("word", ["quý", "quà", "hoàn", "toán"])
def test_words_that_only_look_like_a_loose_tone_mark_keep_theirs(word: str) -> None:
    assert words_of(word) == (word,)


def test_folding_drops_marks_case_and_punctuation() -> None:
    assert fold("Đối thoại Việt-Nga, lần thứ 12") == "doi thoai viet nga lan thu 12"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Công ước Luật Biển", "unclos"),
        ("UNCLOS", "unclos"),
        ("Bộ Quy tắc ứng xử ở Biển Đông", "coc"),
        ("bộ quy tắc đạo đức nghề báo", None),
        ("hội nghị SOM về DOC", None),
    ],
)
def test_a_well_known_document_is_recognised_and_nothing_more(name: str, slug: str | None) -> None:
    assert document_of(name) == slug


def test_a_surname_is_part_of_a_full_name() -> None:
    assert part_of_name("Putin", "Vladimir Putin")
    assert not part_of_name("Dmitry Putin", "Vladimir Putin")

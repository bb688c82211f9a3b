"""Whether words stand on pages, and what is left when they are taken out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefgen.verification.records import Line
from briefgen.verification.words import Page, find_altered, fold_words


def _line(*stretches: str) -> Line:
    return Line(stretches=stretches)


def test_lines_break_elsewhere_and_capitals_do_not_matter() -> None:
    assert find_altered([_line("Kim ngạch đạt 2,6 tỷ USD")], [Page("KIM NGẠCH\nđạt 2,6   tỷ\nUSD.1")]) == []


def test_a_changed_digit_is_found() -> None:
    assert find_altered([_line("đạt 2,6 tỷ USD năm 2021")], [Page("đạt 3,6 tỷ USD năm 2021")]) == ["đạt 2,6 tỷ USD năm 2021"]


def test_words_may_run_over_to_the_next_page() -> None:
    pages = [Page("Mở đầu. Hai bên nhất trí\n1. chú thích\nTrang 1/2"), Page("tăng cường hợp tác. Hết.\nTrang 2/2")]
    assert find_altered([_line("Hai bên nhất trí tăng cường hợp tác.")], pages) == []
    assert [fold_words(page.rest) for page in pages] == ["mởđầu.1.chúthíchtrang1/2", "hết.trang2/2"]


def test_a_short_number_is_not_found_inside_a_longer_one() -> None:
    assert find_altered([_line("20")], [Page("năm 2020")]) == ["20"]
    assert find_altered([_line("20")], [Page("lần 20, năm 2021")]) == []


def test_a_notes_number_may_stand_right_behind_a_short_stretch() -> None:
    assert find_altered([_line("Năm 2021")], [Page("Năm 20211\nĐối thoại")]) == ["Năm 2021"]
    assert find_altered([Line(stretches=("Năm 2021",), noted=(0,))], [Page("Năm 20211\nĐối thoại")]) == []


def test_a_word_divided_at_the_end_of_a_line_is_whole_and_numbers_keep_their_hyphen() -> None:
    assert (
        find_altered(
            [_line("The Deputy Minister of Foreign Affairs, ASEAN-Russia")],
            [Page("The Deputy Minis-\nter of Foreign\nAffairs, ASEAN-\nRussia")],
        )
        == []
    )
    assert find_altered([_line("giai đoạn 2021-2025")], [Page("giai đoạn 20212025")]) == ["giai đoạn 2021-2025"]


def test_what_no_line_says_is_left_over() -> None:
    page = Page("Năm 2018, hai bên ký kết.12 Thêm 99 tỷ.")
    assert find_altered([_line("Năm 2018, hai bên ký kết.")], [page]) == []
    assert page.rest.split() == ["12", "Thêm", "99", "tỷ."]


def test_words_said_twice_and_shown_twice_are_both_taken_out() -> None:
    page = Page("Điều 5 còn mở. Điều 5 còn mở. Trang 3")
    assert find_altered([_line("Điều 5 còn mở."), _line("Điều 5 còn mở.")], [page]) == []
    assert page.rest.split() == ["Trang", "3"]


@given(st.lists(st.text(alphabet="abcđ 019.,", min_size=9, max_size=30).filter(str.strip), max_size=5), st.integers(1, 40))
def test_a_document_set_in_any_width_shows_all_its_lines(stretches: list[str], width: int) -> None:
    text = " | ".join(" ".join(stretch.split()) for stretch in stretches)
    page = Page("\n".join(text[start : start + width] for start in range(0, len(text), width)))
    lines = [_line(" ".join(stretch.split())) for stretch in stretches if len(fold_words(stretch)) > 8]
    assert find_altered(lines, [page]) == []

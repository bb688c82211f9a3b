"""What says the same few words over and over is left out and reported; what stands around it is read where it stands."""

from __future__ import annotations

import random

import pytest

from briefgen.extract.extractor import extract_mentions
from briefgen.extract.packs import load_packs
from briefgen.extract.repetition import LEAST, find_repetition
from extract_support import make_article, stands

TOLD = "Ngày 26/4/2024, Bộ trưởng Ngoại giao Nga Sergei Lavrov hội đàm với Bộ trưởng Ngoại giao Lào Saleumxay Kommasith tại Moscow."


@pytest.mark.parametrize("words", ["28/9, ", "Bộ trưởng ", "(", "a", "Hai bên nhất trí; ", "ông Vương Nghị,\n"])
def test_the_same_words_for_ever_are_left_out(words: str) -> None:
    text = words * (3 * LEAST // len(words))
    (stretch,) = find_repetition(text)
    assert stretch == (0, len(text))


@pytest.mark.parametrize("words", ["28/9, ", "Bộ trưởng "])
def test_a_text_of_an_article_s_length_is_read_whatever_it_holds(words: str) -> None:
    assert find_repetition(words * ((LEAST - 1) // len(words))) == []


def test_sentences_that_differ_by_a_number_and_rows_of_a_table_are_no_repetition() -> None:
    chance = random.Random(3)
    lines = [f"Thứ trưởng Lê Văn Nam khẳng định dự án số {i} có ý nghĩa hàng đầu." for i in range(500)]
    rows = [f"{chance.randrange(100)},{chance.randrange(10)} | {chance.randrange(100)},{chance.randrange(10)} |" for _ in range(3000)]
    assert find_repetition("\n".join(lines)) == []
    assert find_repetition("\n".join(rows)) == []


def test_what_stands_around_a_repetition_is_read_where_it_stands() -> None:
    article = make_article(f"{TOLD}\n{'Bộ trưởng Ngoại giao Nga ' * 4000}\n{TOLD.replace('26/4', '27/5')}")
    extraction = extract_mentions(article, load_packs())
    assert {m.date.edtf for m in extraction.mentions} == {"2024-04-26", "2024-05-27"}
    assert all(stands(article, e) for m in extraction.mentions for e in m.evidence)
    (problem,) = extraction.problems
    assert (problem.code, problem.line) == ("text-repeats", 2)

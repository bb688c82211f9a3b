"""Phrases are found whole, overlapping, in any spelling, at offsets of the text as it is."""

from __future__ import annotations

import pickle
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.extract.lexicon import Lexicon, Phrase, join_lexicons, vary_hyphens, vary_tones


def find(text: str, *phrases: str, case: str = "any") -> list[str]:
    lexicon = Lexicon(Phrase(text=phrase, label="X", case=case) for phrase in phrases)  # type: ignore[arg-type]  # tests hand in plain strings
    return [text[a.start : a.end] for a in lexicon.find(text)]


def test_overlapping_phrases_are_all_found_longest_first() -> None:
    assert find("tăng so với cùng kỳ", "so với", "so với cùng kỳ", "cùng kỳ") == ["so với cùng kỳ", "so với", "cùng kỳ"]


@pytest.mark.parametrize("text", ["Ngang bằng", "Singa", "nga1", "Bộtrưởng Ngan"])
def test_a_part_of_a_word_is_no_match(text: str) -> None:
    assert find(text, "nga") == []


@pytest.mark.parametrize("text", ["(Nga)", "“Nga”,", "ASEAN.Nga.", "Nga/Mỹ", "Việt-Nga"])
def test_punctuation_ends_a_word(text: str) -> None:
    assert find(text, "Nga") == ["Nga"]


def test_case_any_reads_all_letters_alike() -> None:
    assert find("HÒA BÌNH, Hòa bình, hòa Bình", "hòa bình") == ["HÒA BÌNH", "Hòa bình", "hòa Bình"]


def test_case_initial_asks_for_the_first_capital_only() -> None:
    assert find("Liên hợp quốc, Liên Hợp Quốc, LIÊN HỢP QUỐC, liên hợp quốc", "Liên hợp quốc", case="initial") == [
        "Liên hợp quốc",
        "Liên Hợp Quốc",
        "LIÊN HỢP QUỐC",
    ]
    assert find("Nga NGA nga", "Nga", case="initial") == ["Nga", "NGA"]


def test_case_exact_takes_the_letters_as_given() -> None:
    assert find("US us Us", "US", case="exact") == ["US"]


@pytest.mark.parametrize("text", ["hòa bình", "hoà bình", "HOÀ BÌNH"])
def test_a_tone_mark_may_stand_on_either_vowel(text: str) -> None:
    assert find(text, "hoà bình") == [text]
    assert find(text, "hòa bình") == [text]


def test_a_tone_mark_moves_in_open_syllables_only() -> None:
    assert list(vary_tones("hoàn toàn")) == ["hoàn toàn"]
    assert list(vary_tones("quý")) == ["quý"]
    assert set(vary_tones("uỷ")) == {"uỷ", "ủy"}


@pytest.mark.parametrize("text", ["ASEAN-Nga", "ASEAN - Nga", "ASEAN – Nga", "ASEAN —Nga", "ASEAN- Nga", "ASEAN\u2011Nga", "ASEAN Nga"])
def test_a_hyphen_is_found_as_any_dash_with_and_without_blanks(text: str) -> None:
    assert find(text, "ASEAN-Nga") == [text]


def test_many_hyphens_vary_together() -> None:
    assert "Ô xtrây li a" in set(vary_hyphens("Ô-xtrây-li-a"))
    assert len(list(vary_hyphens("a-b-c-d-e-f-g-h"))) == 5


def test_a_line_break_or_a_run_of_blanks_inside_a_phrase_is_a_blank() -> None:
    text = "thăm Bộ\n  Ngoại giao\tNga, rồi Bộ\u00a0Ngoại giao"
    assert find(text, "Bộ Ngoại giao") == ["Bộ\n  Ngoại giao", "Bộ\u00a0Ngoại giao"]


@pytest.mark.parametrize("gap", ["\n\n", "\n \n", " \n\n\n "])
def test_no_phrase_crosses_an_empty_line(gap: str) -> None:
    assert find(f"Bộ{gap}Ngoại giao", "Bộ Ngoại giao") == []


def test_a_letter_whose_lower_case_is_longer_shifts_nothing() -> None:
    text = "İİİ Nga"
    assert find(text, "nga") == ["Nga"]


def test_the_same_words_can_mean_several_things() -> None:
    lexicon = Lexicon([Phrase(text="Singapore", label="PARTY", value="SGP"), Phrase(text="Singapore", label="PLACE", value="city")])
    assert [(a.label, a.value) for a in lexicon.find("tại Singapore")] == [("PARTY", "SGP"), ("PLACE", "city")]


def test_a_lexicon_without_phrases_finds_nothing() -> None:
    assert Lexicon([]).find("Nga") == []


def test_a_lexicon_survives_pickling() -> None:
    lexicon = pickle.loads(pickle.dumps(Lexicon([Phrase(text="Nga", label="PARTY", value="RUS")])))  # noqa: S301  our own bytes
    assert [a.value for a in lexicon.find("Nga")] == ["RUS"]


@given(st.lists(st.text(alphabet="abcđ ờ-\n", min_size=1, max_size=6), max_size=5), st.text(alphabet="abcđ ờ-\n", max_size=60))
def test_every_match_spells_its_phrase(phrases: list[str], text: str) -> None:
    words = [phrase for phrase in phrases if phrase.strip(" -\n")]
    lexicon = Lexicon(Phrase(text=phrase, label="X", value=phrase) for phrase in words)
    for found in lexicon.find(text):
        assert bare(text[found.start : found.end]) == bare(str(found.value))
        assert not text[found.start : found.end].startswith("\n\n")


def bare(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def test_a_long_text_takes_time_in_proportion() -> None:
    lexicon = Lexicon(Phrase(text=f"từ {i}", label="X") for i in range(2000))
    text = "một từ 17 và nhiều chữ khác nữa trong câu này. " * 4000
    start = time.process_time()
    assert len(lexicon.find(text)) == 4000
    assert time.process_time() - start < 6


@given(st.lists(st.sampled_from(["Nga", "  ", "Việt Nam ", "so với cùng kỳ", " - ", "\n", "\n\n", "Liên hợp quốc", "một"]), max_size=40))
def test_lexicons_joined_find_each_what_they_find_alone(parts: list[str]) -> None:
    text = "".join(parts) + " Nga tăng so với cùng kỳ" + " đoạn kết dài" * 60  # short texts are read alone
    groups = [
        [Phrase(text="Nga", label="X", case="exact"), Phrase(text="so với", label="X"), Phrase(text="so với cùng kỳ", label="Y")],
        [
            Phrase(text="Nga", label="Z", case="exact"),
            Phrase(text="nga", label="Z"),
            Phrase(text="Liên Hợp quốc", label="Z", case="initial"),
        ],
    ]
    alone = [Lexicon(group).find(text) for group in groups]
    joined = [Lexicon(group) for group in groups]
    join_lexicons(joined)
    assert [lexicon.find(text) for lexicon in joined] == alone
    assert all(alone)

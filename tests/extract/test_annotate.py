"""Of annotations that overlap, one remains; abbreviations that an article defines are the document they stand for."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.extract.aliases import find_aliases
from briefgen.extract.annotate import annotate_text, cut, resolve_overlaps
from briefgen.extract.annotations import Annotation
from briefgen.extract.packs import load_packs

PRIORITY = {"A": (0, 0), "B": (1, 0), "C": (1, 1)}


def spot(label: str, start: int, end: int) -> Annotation:
    return Annotation(label=label, start=start, end=end)


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ([spot("A", 2, 4), spot("B", 0, 9)], [spot("A", 2, 4)]),  # the better tier wins, however short
        ([spot("B", 0, 5), spot("C", 0, 9)], [spot("C", 0, 9)]),  # in a tier the longer one
        ([spot("C", 0, 5), spot("B", 0, 5)], [spot("B", 0, 5)]),  # of one length the earlier label
        ([spot("B", 0, 5), spot("B", 3, 8)], [spot("B", 0, 5)]),
        ([spot("B", 5, 8), spot("B", 0, 5)], [spot("B", 0, 5), spot("B", 5, 8)]),
        ([spot("X", 0, 5)], []),  # a label that the subject does not know
    ],
)
def test_of_those_that_overlap_the_better_one_remains(given_: list[Annotation], kept: list[Annotation]) -> None:
    assert resolve_overlaps(given_, PRIORITY) == kept


SPOTS = st.builds(
    lambda label, start, length: spot(label, start, start + length), st.sampled_from("ABC"), st.integers(0, 30), st.integers(1, 8)
)


@given(st.lists(SPOTS, max_size=25), st.randoms())
def test_no_character_has_two_and_the_order_given_has_no_say(spots: list[Annotation], chance: object) -> None:
    kept = resolve_overlaps(spots, PRIORITY)
    assert all(one.end <= other.start for one, other in pairwise(kept))
    assert [(a.label, a.start, a.end) for a in resolve_overlaps(list(reversed(spots)), PRIORITY)] == [
        (a.label, a.start, a.end) for a in kept
    ]


def test_what_reaches_over_the_end_of_a_sentence_is_left_out() -> None:
    spots = [spot("A", 0, 3), spot("A", 4, 8), spot("A", 9, 12)]
    inside, at = cut(spots, 0, 7, 0)
    assert inside == [spot("A", 0, 3)]
    assert cut(spots, 8, 20, at)[0] == [spot("A", 9, 12)]


def labels(text: str, language: str = "vi") -> list[tuple[str, str]]:
    return [(a.label, text[a.start : a.end]) for a in annotate_text(text, language, load_packs())]


def test_a_year_in_a_documents_name_is_no_date() -> None:
    assert ("AGRNAME", "UNCLOS 1982") in labels("Các nước tôn trọng UNCLOS 1982.")
    assert not any(label == "DATE" for label, _ in labels("Các nước tôn trọng UNCLOS 1982."))


def test_words_are_found_without_regard_to_case_and_tone_marks_place() -> None:
    assert ("AGR", "Thoả thuận") in labels("Thoả thuận Nga - Lào")
    assert ("AGR", "THỎA THUẬN") in labels("THỎA THUẬN Nga - Lào")


def aliases(text: str) -> list[tuple[int, object]]:
    return [(a.start, a.value) for a in find_aliases(text, load_packs().languages["vi"].lexicon.find(text))]


def test_an_abbreviation_in_brackets_behind_a_document_stands_for_it_afterwards() -> None:
    text = "Hai bên ký Kế hoạch hành động toàn diện (KHTD). KHTD có ba phần."
    assert aliases(text) == [(text.rindex("KHTD"), "plan")]


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch hành động toàn diện. Bộ Công Thương (MOIT) chủ trì. MOIT báo cáo.",  # behind another sentence
        "Ngân hàng Thế giới (WBG) tài trợ. WBG hài lòng.",  # no document before it
        "Kế hoạch hành động (KHTD) đã xong.",  # never used again
    ],
)
def test_an_abbreviation_of_anything_else_is_no_document(text: str) -> None:
    assert aliases(text) == []

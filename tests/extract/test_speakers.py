"""Who stands before a verb: groups of speakers, appositions between commas, words that speak for a party."""

from __future__ import annotations

import pytest

from briefgen.extract.clauses import VERBS
from briefgen.extract.extractor import make_context
from briefgen.extract.packs import load_packs
from briefgen.extract.speakers import name_speakers, subject_before
from extract_support import make_article


def speaker(text: str, language: str = "vi") -> tuple[str, tuple[str, ...]] | None:
    """The speaker of the last verb of a sentence, by name and codes."""
    context = make_context(make_article(text, language), load_packs())
    line = context.passages[0].line
    verb = [i for i, _ in line.with_label(*VERBS)][-1]
    tokens = subject_before(line, verb, 0)
    found = name_speakers(context, line, tokens, "test") if tokens else None
    return (found.name, found.parties) if found else None


@pytest.mark.parametrize(
    ("text", "name", "codes"),
    [
        ("Nga khẳng định", "Nga (RUS)", ("RUS",)),
        ("Nga và Lào cùng khẳng định", "Nga (RUS); Lào (LAO)", ("RUS", "LAO")),
        ("Nga, Lào và Pháp khẳng định", "Nga (RUS); Lào (LAO); Pháp (FRA)", ("RUS", "LAO", "FRA")),
        ("Bộ trưởng Ngoại giao Peru Javier Soto khẳng định", "Javier Soto", ("PER",)),
        ("Bà Susan Clark, Ngoại trưởng Hoa Kỳ, khẳng định", "Susan Clark", ("USA",)),
        ("Phía Nga khẳng định", "Phía Nga (RUS)", ("RUS",)),
        ("Tại cuộc họp, Nga đã một lần nữa khẳng định", "Nga (RUS)", ("RUS",)),
    ],
)
def test_the_speaker_stands_before_the_verb(text: str, name: str, codes: tuple[str, ...]) -> None:
    assert speaker(text) == (name, codes)


def test_an_english_apposition_does_not_hide_the_speaker() -> None:
    assert speaker("Kenji Mori, the Japanese foreign minister, said", "en") is None or speaker(
        "Japanese Foreign Minister Kenji Mori, who arrived on Monday, said", "en"
    ) == ("Kenji Mori", ("JPN",))


def test_nobody_stands_before_a_verb_that_opens_its_sentence() -> None:
    assert speaker("Khẳng định lập trường này") is None


def test_words_in_between_that_are_no_part_of_a_name_leave_it_open() -> None:
    assert speaker("Nga có một nền công nghiệp rất lớn mạnh và khẳng định") is None

from __future__ import annotations

import pytest
from markupsafe import Markup

from briefgen.compose.names import join_parties, pair_name, party_name
from briefgen.compose.wording import capitalise, fill, load_wording
from briefgen.errors import UsageError

VI, EN = load_wording("vi"), load_wording("en")


def test_an_optional_part_is_left_out_with_its_empty_slot() -> None:
    assert fill("[{when}, ]{actor} nhất trí", {"actor": "Nga", "when": None}) == "Nga nhất trí"
    assert fill("[{when}, ]{actor} nhất trí", {"actor": "Nga", "when": "ngày 1/2"}) == "ngày 1/2, Nga nhất trí"


def test_what_fills_a_slot_is_never_read_as_markup_or_template() -> None:
    assert fill("{actor}", {"actor": "<b>{actor}</b>"}) == "&lt;b&gt;{actor}&lt;/b&gt;"


def test_a_capital_is_set_behind_tags_and_quotation_marks() -> None:
    assert capitalise(Markup('<span class="fact">đối thoại</span>')) == '<span class="fact">Đối thoại</span>'
    assert capitalise(Markup("“ủng hộ”")) == "“Ủng hộ”"


def test_parties_are_named_as_a_desk_prints_them() -> None:
    assert party_name("RUS", VI) == "Nga"
    assert party_name("MMR", VI) == "Myanmar"
    assert party_name("KAZ", VI) == "Kazakhstan"
    assert party_name("XYZW", VI) == "XYZW"
    assert pair_name(["ASEAN", "RUS"], VI) == "ASEAN–Nga"
    assert join_parties(["ASEAN", "RUS", "JPN"], EN) == "ASEAN, Russia and Japan"


@pytest.mark.parametrize(
    "field",
    ["levels", "stages", "acts", "forms", "modes", "basics", "charts", "meeting_levels", "changes", "phases", "groups", "question_fields"],
)
def test_both_languages_word_the_same_things(field: str) -> None:
    assert set(getattr(VI, field)) - set(getattr(EN, field)) == set()


@pytest.mark.parametrize("part", ["milestone", "agreement", "statistic", "role"])
def test_both_languages_have_a_sentence_for_every_stage(part: str) -> None:
    assert set(getattr(VI.sentences, part)) == set(getattr(EN.sentences, part))


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(UsageError, match="no wording for the language"):
        load_wording("fr")

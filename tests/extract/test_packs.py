"""The packs that the program carries: whole, without doubles that shadow each other, and checked against our own articles."""

from __future__ import annotations

from pathlib import Path

import pytest

import briefgen.extract.packs as module
from briefgen.errors import SettingsError
from briefgen.extract.lexicon import Lexicon, Phrase
from briefgen.extract.packs import LANGUAGES, Packs, load_packs, read_pack, read_words
from briefgen.model import Kind

ACTS = {
    "affirm",
    "support",
    "welcome",
    "appreciate",
    "propose",
    "request",
    "encourage",
    "agree",
    "announce",
    "expect",
    "concern",
    "condemn",
    "thank",
    "discuss",
}
STAGES = {"proposed", "negotiating", "concluded", "signed", "adopted", "ratified", "in-force", "implementing", "completed", "mentioned"}
FORMS = {"treaty", "memorandum", "plan", "declaration", "code", "fta", "contract", "statement", "agreement", "other"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_stand_under_labels_that_exist(language: str) -> None:
    assert set(read_words(language)) <= set(load_packs().labels.characters)


@pytest.mark.parametrize("language", LANGUAGES)
def test_values_are_those_of_the_export(language: str) -> None:
    words = read_words(language)
    assert set(words["ACT"]) == ACTS
    assert set(words["STAGE"]) <= STAGES
    assert set(words["AGR"]) <= FORMS
    assert {document.form for document in load_packs().documents} <= FORMS


def test_both_languages_know_the_same_labels_and_values() -> None:
    vietnamese, english = (read_words(language) for language in LANGUAGES)
    assert set(vietnamese) - {"IDIOM"} == set(english) - {"IDIOM"}  # turns of phrase that only one language has
    assert set(vietnamese["LEVEL"]) == set(english["LEVEL"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_stands_once_under_its_label(language: str) -> None:
    for label, by_value in read_words(language).items():
        phrases = [phrase.casefold() for phrases in by_value.values() for phrase in phrases]
        doubles = {p for p in phrases if phrases.count(p) > 1}
        assert not doubles, (label, doubles)


def test_documents_have_one_name_each() -> None:
    packs = load_packs()
    ids = [document.id for document in packs.documents]
    assert len(ids) == len(set(ids))
    names = [name for document in packs.documents for name in (*document.exact, *document.any)]
    assert len(names) == len(set(names))


def test_every_kind_has_its_patterns_and_every_pattern_a_reason() -> None:
    assert sum(len(load_packs().kinds[kind].patterns) for kind in Kind) >= 20
    for kind in Kind:
        patterns = load_packs().kinds[kind].patterns
        names = [pattern.name for pattern in patterns]
        assert len(names) == len(set(names))
        assert all(pattern.reason.strip() for pattern in patterns)


def test_a_setting_that_does_not_exist_is_an_empty_list() -> None:
    assert load_packs().settings(Kind.MEETING, "no-such-setting", "vi") == ()


def test_a_word_no_is_text_and_no_boolean() -> None:
    assert "no" in read_words("en")["NEG"][""]


def test_a_file_that_does_not_say_what_it_must_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.yaml").write_text("patterns: [", encoding="utf-8")
    (tmp_path / "wrong.yaml").write_text("patterns: {a: 1}", encoding="utf-8")
    monkeypatch.setattr(module, "files", lambda _: tmp_path)
    for name in ("broken.yaml", "wrong.yaml"):
        with pytest.raises(SettingsError) as caught:
            read_pack(name, module.KindFile)
        assert caught.value.place == f"packs/{name}"


def test_packs_are_loaded_once_a_process() -> None:
    assert load_packs() is load_packs()
    assert isinstance(load_packs(), Packs)


def test_lexicons_are_made_of_phrases_with_their_values() -> None:
    (found,) = Lexicon([Phrase(text="nhất trí", label="ACT", value="agree")]).find("Hai bên nhất trí.")
    assert (found.label, found.value) == ("ACT", "agree")

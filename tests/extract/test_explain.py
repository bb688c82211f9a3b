"""The explanation shows each sentence as the extractor saw it, what fitted, and what was read or refused."""

from __future__ import annotations

from briefgen.extract.explain import explain_article
from briefgen.extract.packs import load_packs
from extract_support import SEEDS, make_article, mentions_of, read_file

TEXT = "Ngày 12/4, Thứ trưởng Trần Quốc Bảo đã hội đàm với Thứ trưởng Ngoại giao Chile Rodrigo Vega. Hai bên nhất trí mở đường bay mới."


def test_each_sentence_is_told_with_its_labels_and_words() -> None:
    first, second = explain_article(make_article(TEXT), load_packs())
    assert {token.label for token in first.tokens} >= {"DATE", "PERSON"}
    assert "".join(TEXT[first.start : first.end].split()) == "".join("".join(t.words.split()) for t in first.tokens)
    assert (first.block, second.block) == ("body", "body")
    assert [t.words for t in second.tokens if t.label is None] == ["mới", "."] or any(t.label is None for t in second.tokens)


def test_the_patterns_that_fit_are_named_with_their_kind() -> None:
    first, _ = explain_article(make_article(TEXT), load_packs())
    assert any(name.startswith("meeting/talks") for name, _ in first.patterns)


def test_each_slot_says_how_it_was_filled() -> None:
    first, second = explain_article(make_article(TEXT), load_packs())
    meeting = next(m for m in first.mentions if m.rule.startswith("meeting/"))
    assert (meeting.slots["date"].value, meeting.slots["date"].how) == ("2024-04-12", "sentence-initial")
    assert any(m.rule.startswith("statement/") for m in second.mentions)


def test_a_seeds_mentions_stand_each_under_one_sentence() -> None:
    path = sorted(SEEDS.glob("*.txt"))[0]
    explained = [m.id for e in explain_article(read_file(path), load_packs()) for m in e.mentions]
    assert sorted(explained) == sorted(m.id for m in mentions_of(path))

"""The pattern language: labels, sets, words, marks, captures, quantifiers; what cannot be read is an error at its place."""

from __future__ import annotations

import pytest

from briefgen.errors import SettingsError
from briefgen.extract.annotations import Annotation
from briefgen.extract.grammar import Grammar, Labels, Line, Match, Pattern, translate

LABELS = Labels(["PERSON", "PARTY", "ACT", "AND", "DATE"], {"ACTOR": ["PERSON", "PARTY"], "ANY_ONE": ["ACTOR", "ACT"]})
WORDS = {"Nga": "PARTY", "Lào": "PARTY", "Minh": "PERSON", "nói": "ACT", "mời": "ACT", "và": "AND", "2024": "DATE"}


def line(text: str) -> Line:
    annotations = []
    at = 0
    for word in text.replace(",", " ").replace(";", " ").replace(".", " ").replace("(", " ").replace(")", " ").split():
        at = text.index(word, at)
        if word in WORDS:
            annotations.append(Annotation(label=WORDS[word], start=at, end=at + len(word), value=word))
        at += len(word)
    return Line(text, 0, len(text), annotations, LABELS)


def find(pattern: str, text: str) -> list[Match]:
    grammar = Grammar([Pattern(name="p", reason="", match=pattern, examples={})], LABELS, "test.yaml")
    return grammar.find(line(text))


@pytest.mark.parametrize(
    ("pattern", "text", "hits"),
    [
        ("PARTY ACT", "Nga nói", 1),
        ("PARTY ACT", "Minh nói", 0),
        ("ACTOR ACT", "Minh nói, Nga mời", 2),  # a set stands for any of its labels
        ("ANY_ONE ACT", "nói mời", 1),  # a set of sets
        ("PARTY w ACT", "Nga cũng nói", 1),
        ("PARTY w ACT", "Nga nói", 0),
        ("PARTY w? ACT", "Nga nói", 1),
        ("PARTY w{0,2} ACT", "Nga một hai nói", 1),
        ("PARTY w{0,2} ACT", "Nga một hai ba nói", 0),
        ("PARTY ( AND PARTY )* ACT", "Nga và Lào và Nga nói", 1),
        ("PARTY any*? DATE", "Nga , (một) 2024", 1),
        ("PARTY any*? DATE", "Nga nói; năm 2024", 0),  # a semicolon ends a clause
        ("^ PARTY", "Minh nói Nga", 0),
        ("DATE . $", "năm 2024.", 0),
        ("DATE '.' $", "năm 2024.", 1),
        ("PARTY '(' w ')'", "Nga (một)", 1),
        ("PARTY , PARTY", "Nga, Lào", 1),
        ("( PARTY | PERSON ) ACT", "Minh nói", 1),
    ],
)
def test_a_pattern_fits_where_its_labels_stand_in_order(pattern: str, text: str, hits: int) -> None:
    if pattern == "DATE . $":  # a bare full stop is no part of the language
        with pytest.raises(SettingsError):
            find(pattern, text)
        return
    assert len(find(pattern, text)) == hits


def test_captures_name_tokens_and_groups() -> None:
    (match,) = find("who=PARTY what=( ACT w* )", "Nga nói một hai")
    assert match.span("who") == (0, 1)
    assert match.span("what") == (1, 4)
    assert match.annotation("who") is not None
    assert match.span("none") is None
    assert match.spans("none") == []


def test_a_name_that_comes_twice_captures_twice() -> None:
    (match,) = find("each=PARTY ( AND each=PARTY )*", "Nga và Lào")
    assert match.spans("each") == [(0, 1), (2, 3)]


@pytest.mark.parametrize("pattern", ["NOBODY ACT", "actor=NOBODY", "PARTY & ACT", "PARTY {x}"])
def test_what_cannot_be_read_is_an_error_at_its_place(pattern: str) -> None:
    with pytest.raises(SettingsError) as caught:
        translate(pattern, LABELS, "meeting.yaml: visit")
    assert caught.value.place == "meeting.yaml: visit"
    assert caught.value.remedy


def test_a_line_knows_the_label_span_and_value_of_each_token() -> None:
    sentence = line("Nga nói “xin chào” – một.")
    assert [sentence.label(i) for i in range(len(sentence))] == ["PARTY", "ACT", '"', "w", "w", '"', "-", "w", "."]
    assert (sentence.label(-1), sentence.label(99)) == ("", "")
    assert (sentence.value(0), sentence.value(3)) == ("Nga", None)
    assert sentence.quote(3, 5) == "xin chào"


def test_a_clause_reaches_from_one_semicolon_to_the_next() -> None:
    sentence = line("Nga nói; Lào mời; Minh nói")
    assert [sentence.clause(i) for i in (0, 3, 6)] == [(0, 2), (3, 5), (6, 8)]


def test_a_clause_of_a_text_without_any_stop_is_bounded() -> None:
    sentence = line("một " * 3000)
    first, last = sentence.clause(1500)
    assert first <= 1500 < last
    assert last - first <= 1000


def test_only_patterns_that_a_sentence_cannot_fit_are_passed_over() -> None:
    written = [
        "PARTY w* ACT",
        "w+",
        "( PARTY | DATE AND )",
        "PERSON? DATE",
        "ACTOR ( AND ACTOR )+",
        "^ any",
        "ACT{0,2} ','",
        "( ACT PARTY )*",
    ]
    patterns = [Pattern(name=f"p{n}", reason="", match=match, examples={}) for n, match in enumerate(written)]
    grammar = Grammar(patterns, LABELS, "test.yaml")
    texts = ["", "một", "Nga", "Nga nói", "Nga và Minh, 2024", "2024 và", "nói, mời", "Minh nói; Lào mời Nga, năm 2024.", "và"]
    for text in texts:
        each = line(text)
        expected = [(p.name, *m.span()) for p, _, compiled in grammar.compiled for m in compiled.finditer(each.labels)]
        assert [(m.pattern.name, m.first, m.last) for m in grammar.find(each)] == expected


def test_the_tokens_of_a_label_are_found_within_limits() -> None:
    each = line("Nga nói Lào và Minh mời Nga")
    assert [i for i, _ in each.with_label("PARTY")] == [0, 2, 6]
    assert [i for i, _ in each.with_label("PERSON", "PARTY", first=1, last=6)] == [2, 4]
    assert list(each.with_label("DATE")) == []


@pytest.mark.parametrize("text", ["ASEAN.Hội nghị Nga", "Nganói mời", "x-Nga-x, (Nga)", "“Nga” ... Nga’s"])
def test_every_word_and_mark_of_a_sentence_is_one_token(text: str) -> None:
    for each in (Line(text, 0, len(text), [], LABELS), line(text)):
        assert "".join(each.quote(i, i + 1) for i in range(len(each))) == "".join(text.split())
        assert each.starts == sorted(each.starts)
        assert len(each.labels) == len(each) == len(each.annotations)

"""Which verbs of a sentence are acts, whose they are, and how far each reaches."""

from __future__ import annotations

import pytest

from briefgen.extract.clauses import Clause, find_clauses, is_denied, is_nominal, split_content
from briefgen.extract.context import Context
from briefgen.extract.extractor import make_context
from briefgen.extract.grammar import Line
from briefgen.extract.packs import load_packs
from extract_support import make_article


def context_of(text: str, language: str = "vi") -> tuple[Context, Line]:
    context = make_context(make_article(text, language), load_packs())
    return context, context.passages[0].line


def clauses(text: str, language: str = "vi") -> list[tuple[str, str, str, str]]:
    """Of each clause: the rule, its subject, its verb, and what it reaches over behind the verb."""
    context, line = context_of(text, language)
    return [_told(line, clause) for clause in find_clauses(context, line)]


def _told(line: Line, clause: Clause) -> tuple[str, str, str, str]:
    subject = line.quote(*clause.subject) if clause.subject else ""
    said = line.quote(clause.verb + 1, clause.last) if clause.last > clause.verb + 1 else ""
    return clause.rule, subject, line.quote(clause.verb, clause.verb + 1), said


def test_verbs_behind_commas_and_joiners_share_the_subject() -> None:
    assert clauses("Nga hoan nghênh kết quả, cảm ơn Việt Nam và đề nghị họp tiếp.") == [
        ("subject", "Nga", "hoan nghênh", "kết quả"),
        ("joined", "", "cảm ơn", "Việt Nam"),
        ("joined", "", "đề nghị", "họp tiếp"),
    ]


def test_a_verb_of_what_another_says_is_nested_and_ends_no_clause() -> None:
    found = clauses("Nga đề nghị Việt Nam ủng hộ sáng kiến này; cảm ơn Lào.")
    assert [(rule, subject) for rule, subject, *_ in found] == [("subject", "Nga"), ("nested", "Việt Nam"), ("joined", "")]
    assert found[0][3] == "Việt Nam ủng hộ sáng kiến này"


def test_a_new_subject_behind_a_semicolon_begins_anew() -> None:
    found = clauses("Nga ủng hộ sáng kiến này; Lào đề nghị hoãn.")
    assert [(rule, subject) for rule, subject, *_ in found] == [("subject", "Nga"), ("subject", "Lào")]


def test_english_verbs_share_their_subject_too() -> None:
    assert [c[:3] for c in clauses("Japan welcomed the visit and thanked Laos for its help.", "en")] == [
        ("subject", "Japan", "welcomed"),
        ("joined", "", "thanked"),
    ]


@pytest.mark.parametrize(
    ("text", "verb", "language"),
    [
        ("Lời đề nghị của Nga", "đề nghị", "vi"),
        ("Các đề xuất này", "đề xuất", "vi"),
        ("Hai bên nghe kiến nghị của Lào", "kiến nghị", "vi"),
        ("The call for talks", "call for", "en"),
        ("They want to support it", "support", "en"),
    ],
)
def test_a_verb_that_stands_as_a_noun_or_infinitive_is_no_act(text: str, verb: str, language: str) -> None:
    context, line = context_of(text, language)
    (at,) = [i for i in range(len(line)) if line.quote(i, i + 1) == verb]
    assert is_nominal(context, line, at)


@pytest.mark.parametrize(
    ("text", "denied", "language"),
    [
        ("Hai bên chưa nhất trí", True, "vi"),
        ("Hai bên không đồng ý", True, "vi"),
        ("Hai bên đã nhất trí", False, "vi"),
        ("Both sides did not agree", True, "en"),
        ("Both sides have never agreed", True, "en"),
        ("Both sides have agreed", False, "en"),
    ],
)
def test_a_word_of_denial_before_the_verb_denies_it(text: str, denied: bool, language: str) -> None:
    _, line = context_of(text, language)
    verb = next(i for i, a in line.with_label("ACT"))
    assert is_denied(line, verb) is denied


def test_what_is_said_is_cut_at_semicolons_outside_brackets_and_quotation_marks() -> None:
    _, line = context_of("một (hai; ba); bốn “năm; sáu”; bảy")
    assert [line.quote(*part) for part in split_content(line, 0, len(line))] == ["một (hai; ba)", "bốn “năm; sáu”", "bảy"]

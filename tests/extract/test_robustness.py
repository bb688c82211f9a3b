"""Hostile and senseless text is read in a time that grows with its length, and never breaks the program."""

from __future__ import annotations

import random
import time

import pytest

from briefgen.extract.extractor import GrammarExtractor, extract_mentions
from briefgen.extract.gate import check_mentions
from briefgen.extract.packs import load_packs
from extract_support import SEEDS, make_article, read_file, stands

SECONDS_A_MEGABYTE = 60  # of process time, generous: a machine under load, and the patterns' compilation in it
LENGTH = 60_000


def repeat(words: str, length: int = LENGTH) -> str:
    return (words * (length // len(words) + 1))[:length]


def _noise() -> str:
    chance = random.Random(20240426)
    marks = "\u0001\u0008\u001f\u007f\u200e\u200f\u202e\u2066\ufffd"
    return "".join(chance.choice(marks + "abcớđ ,;.1") for _ in range(LENGTH))


HOSTILE = {
    "nested brackets": "(" * 100_000 + ")" * 100_000,
    "mixed brackets": repeat("[(“"),
    "control characters": _noise(),
    "one office for ever": repeat("Bộ trưởng "),
    "a minister's office for ever": repeat("Bộ trưởng Ngoại giao Nga "),
    "and and and": repeat("và "),
    "commas": repeat(", "),
    "semicolons": repeat("; "),
    "verbs": repeat("khẳng định, "),
    "countries": repeat("Nga và Lào, "),
    "pronouns": repeat("ông "),
    "agreements of both": repeat("Hai bên nhất trí; "),
    "visits": repeat("thăm Nga, "),
    "meetings": repeat("Hội nghị, "),
    "documents": repeat("Hiệp định hợp tác "),
    "abbreviations": repeat("Hiệp định (ABC) ", 20_000),
    "dates": repeat("12/3, "),
    "figures": repeat("1.234,5 triệu USD "),
    "one number": repeat("9"),
    "ordinals": repeat("lần thứ 3 "),
    "right-to-left marks": repeat("\u202eNga\u200f nói "),
    "quotation marks": repeat('" '),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_in_a_time_that_its_length_allows(name: str) -> None:
    packs = load_packs()
    article = make_article(HOSTILE[name])
    began = time.process_time()
    mentions, _ = check_mentions(article, GrammarExtractor(packs).read(article))  # what extract_mentions would leave out as repetition
    spent = time.process_time() - began
    assert spent < SECONDS_A_MEGABYTE * max(len(article.text), 50_000) / 1e6
    assert all(stands(article, e) for m in mentions for e in m.evidence)


def test_a_long_article_on_one_line_costs_no_more_by_the_word() -> None:
    once = " ".join(read_file(path).reading.text.replace("\n", " ") for path in sorted(SEEDS.glob("*.txt")))
    article = make_article(" ".join([once] * 6))
    extract_mentions(make_article(once), load_packs())
    began = time.process_time()
    extraction = extract_mentions(article, load_packs())
    assert time.process_time() - began < SECONDS_A_MEGABYTE * len(article.text) / 1e6
    assert extraction.mentions


def test_hundreds_of_statements_of_one_speaker_are_told_apart_in_time() -> None:
    lines = [f"Thứ trưởng Lê Văn Nam khẳng định dự án số {i} có ý nghĩa hàng đầu." for i in range(500)]
    began = time.process_time()
    extraction = extract_mentions(make_article("\n".join(lines)), load_packs())
    assert time.process_time() - began < SECONDS_A_MEGABYTE * sum(map(len, lines)) / 1e6
    assert len(extraction.mentions) >= 500

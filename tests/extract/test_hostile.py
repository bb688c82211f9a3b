"""Every pattern of the packs on texts made to trap it: time grows with the length, for none of them with its power.

What whole texts cost is in ``test_robustness``; here each pattern is driven alone, so that one that blows up is named.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from briefgen.articles.reader import read_article
from briefgen.extract.dates import load_date_rules
from briefgen.extract.extractor import extract_mentions, make_context
from briefgen.extract.grammar import Labels
from briefgen.extract.numbers import load_number_rules
from briefgen.extract.packs import LANGUAGES, load_packs
from briefgen.extract.people.rules import load_rules
from briefgen.extract.rules import REACH
from briefgen.extract.sentences import LONGEST, split_text
from briefgen.model import Kind
from extract_support import SEEDS, own_articles

TOKENS = 1000  # labels of the longest sentence: LONGEST characters hold half as many
SECONDS = 2.0  # of process time for one pattern on one trap, on a machine under load: a pattern that blows up takes for ever
PLAIN = "w,;:()\"-/.?!'"


def compiled_patterns() -> dict[str, Any]:
    return {f"{kind.value}/{pattern.name}": compiled for kind in Kind for pattern, _, compiled in load_packs().grammars[kind].compiled}


def trap_labels(labels: Labels) -> Iterator[tuple[str, str]]:
    """Sentences of one label for ever, of two in turn, and of all at random."""
    every = [*labels.characters.values(), *PLAIN]
    for one in every:
        yield repr(one), one * TOKENS
    chance = random.Random(7)
    for _ in range(60):
        some = chance.sample(every, chance.choice((2, 3, 4)))
        yield repr(some), ("".join(some) * TOKENS)[:TOKENS]
    for _ in range(10):
        yield "at random", "".join(chance.choices(every, k=TOKENS))


def test_no_pattern_over_labels_blows_up() -> None:
    traps = list(trap_labels(load_packs().labels))
    slow = [(name, trap) for name, compiled in compiled_patterns().items() for trap in slow_traps(compiled.findall, traps)]
    assert not slow


def slow_traps(read: Callable[[str], object], traps: list[tuple[str, str]]) -> Iterator[str]:
    for name, text in traps:
        began = time.process_time()
        read(text)
        if time.process_time() - began > SECONDS:
            yield name


def test_no_pattern_is_passed_over_where_it_fits() -> None:
    texts = [text for _, text in trap_labels(load_packs().labels)]
    texts += [passage.line.labels for article in own_articles() for passage in make_context(article, load_packs()).passages]
    fits = 0
    for grammar in load_packs().grammars.values():
        for pattern, needs, compiled in grammar.compiled:
            for text in texts:
                if compiled.search(text):
                    fits += 1
                    assert all(need & set(text) for need in needs), (pattern.name, text[:60])
    assert fits > 100


TEXTS = (
    "1", "1.", "1,", "1 000 ", "12/", "12-", "28/9/2021-", "1.234,5 ", "2,6 tỷ ", "từ 5 đến ", "năm ", "năm 2020, ",
    "ngày 28, ", "tháng 9 và ",
    "hai mươi ", "một trăm ", "twenty-", "one hundred and ", "in May ", "28 May, ", "thứ hai ", "lần thứ ", "the first ", "cùng kỳ ",
    "đầu thế kỷ ", "quý 3 ", "from 5 to ", "US$", "%", " ", "  ", "\n", "- ", "vừa qua ", "years ago ",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_rule_of_dates_and_numbers_blows_up(language: str) -> None:
    traps = [(text, (text * REACH)[:REACH]) for text in TEXTS]
    traps += [(f"{one}{two}", ((one + two) * REACH)[:REACH]) for one in TEXTS for two in TEXTS[::5]]
    rules = [*load_date_rules(language).rules.rules, *load_number_rules(language).rules.rules]
    assert not [(rule.name, trap) for rule in rules for trap in slow_traps(rule.pattern.match, traps)]


NAMES = (
    "Bộ trưởng ", "Ngoại giao ", "Nguyễn ", "Nguyễn Văn ", "ông ", "A.", "A-", "A'", "Ủy ban ", "Phó ", "của ", "và ",
    ", ", " ", "\n", "\t",
    "Minister ", "of the ", "for ", "Mr. ", "President ", "van ", "(", "Bộ (", "(Bộ ", "các ", "Chủ tịch Hội đồng ",
    "Thứ trưởng Thường trực ",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_rule_of_people_blows_up(language: str) -> None:
    rules = {name: value for name, value in vars(load_rules(language)).items() if hasattr(value, "finditer")}
    traps = [(text, text * (2000 // len(text))) for text in NAMES]
    assert len(rules) > 10
    assert not [(name, trap) for name, rule in rules.items() for trap in slow_traps(rule.findall, traps)]


def test_a_text_without_a_stop_is_cut_into_sentences_of_a_bearable_length() -> None:
    text = "Hai bên nhất trí tăng cường hợp tác, " * 500
    spans = list(split_text(text, 0, len(text)))
    assert all(end - start <= LONGEST for start, end in spans)
    assert " ".join(text[start:end] for start, end in spans).split() == text.split()


def test_a_word_longer_than_any_sentence_is_cut_where_it_must() -> None:
    spans = list(split_text("x" * 5000, 0, 5000))
    assert spans == [(0, LONGEST), (LONGEST, 2 * LONGEST), (2 * LONGEST, 5000)]


# --- Damaged files -------------------------------------------------------------------------------------------------------


def damage(raw: bytes, chance: random.Random) -> bytes:
    """The file with bytes cut out, flipped, shuffled in pieces, or marks strewn in."""
    way = chance.randrange(5)
    at, size = chance.randrange(len(raw)), chance.randrange(1, 400)
    if way == 0:
        return raw[:at] + raw[at + size :]
    if way == 1:
        return bytes(b ^ (1 << chance.randrange(8)) if chance.random() < 0.01 else b for b in raw)
    if way == 2:
        pieces = [raw[i : i + size] for i in range(0, len(raw), size)]
        chance.shuffle(pieces)
        return b"".join(pieces)
    if way == 3:
        mark = chance.choice(("\u202e", "\u200b", "\x00", "\x1b", "\u0301", "(", "“", "\r", "<div>", "&#")).encode()
        return mark.join(raw[i : i + size] for i in range(0, len(raw), size))
    return raw[:at] + raw[at : at + size] * 20 + raw[at + size :]


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem[:3])
def test_a_damaged_file_is_read_or_refused_with_a_reason(seed: Path, tmp_path: Path) -> None:
    for number in range(12):
        path = tmp_path / f"{number}.txt"
        path.write_bytes(damage(seed.read_bytes(), random.Random(f"{seed.stem}-{number}")))
        read = read_article(path, tmp_path)
        assert read.article is not None or read.problems
        if read.article is not None:
            for mention in extract_mentions(read.article, load_packs()).mentions:
                assert all(read.article.text[e.start : e.end] == e.quote for e in mention.evidence)

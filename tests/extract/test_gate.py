"""The gate as a law: whatever value a mention takes from its quotes, another value in the quotes refuses it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from briefgen.extract.gate import check_mentions, find_faults
from briefgen.model import Article, Basis, Dated, Evidence, Meeting, Mention, Reading, Slot
from extract_support import make_article, mentions_of, own_articles, read_text, stands

VERBATIM = ("content", "action", "name")
DIGITS = "0123456789"
# Words that tell a day, a month, an ordinal or a year's part, each with another of its sort; longer ones first.
SWAPS = {
    "thứ nhất": "thứ hai",
    "đầu tiên": "thứ ba",
    "tháng Tư": "tháng Năm",
    "đầu tháng": "cuối tháng",
    "first": "second",
    "third": "fourth",
    "Monday": "Friday",
    "Tuesday": "Thursday",
    "January": "October",
    "June": "July",
    "July": "May",
    "October": "November",
    "November": "April",
}


@dataclass(frozen=True)
class Case:
    """A mention of an article, and a stretch in one of its quotes that can be written otherwise."""

    article: Article
    mention: Mention
    start: int
    end: int


def _all_mentions() -> list[tuple[Article, Mention]]:
    return [(a, m) for a in own_articles() for m in _read(a)]


def _read(article: Article) -> tuple[Mention, ...]:
    from extract_support import CORPUS, SEEDS

    folder = SEEDS if (SEEDS / f"{article.stem}.txt").exists() else CORPUS
    return mentions_of(folder / f"{article.stem}.txt")


def _digits() -> list[Case]:
    return [
        Case(article, mention, at, at + 1)
        for article, mention in _all_mentions()
        for at in sorted({i for e in mention.evidence for i in range(e.start, e.end) if article.text[i] in DIGITS})
    ]


def _words() -> list[Case]:
    return [
        Case(article, mention, at, at + len(word))
        for article, mention in _all_mentions()
        for word in SWAPS
        for e in mention.evidence
        if (at := article.text.find(word, e.start, e.end)) >= 0
    ]


def rewrite(case: Case, new: str) -> tuple[Article, Mention]:
    """The same mention of an article in which the stretch is written otherwise, its quotes and slots moved along."""
    old = case.article.text
    text = old[: case.start] + new + old[case.end :]
    article = replace(case.article, text=text, reading=Reading(text=text))

    def moved(evidence: Evidence) -> Evidence:
        start, end = (
            place if place <= case.start else place + len(new) - (case.end - case.start) for place in (evidence.start, evidence.end)
        )
        return replace(evidence, start=start, end=end, quote=text[start:end], reading=text[start:end])

    slots = {
        name: Slot(value=s.value, evidence=moved(s.evidence) if s.evidence else None, how=s.how) for name, s in case.mention.slots.items()
    }
    return article, replace(case.mention, evidence=tuple(map(moved, case.mention.evidence)), slots=slots)


def holds(case: Case) -> bool:
    """Whether the mention takes a value from the stretch: a slot with a figure or a day was read there, or its words hold it."""
    for name, slot in case.mention.slots.items():
        evidence = slot.evidence
        is_value = name in ("date", "ordinal", "year", "anniversary", "value", "change", "due") or any(c in DIGITS for c in slot.value)
        if is_value and evidence is not None and evidence.start <= case.start and case.end <= evidence.end:
            return True
    return any(_stands_in_words(case, getattr(case.mention.claim, field, None)) for field in VERBATIM)


def _stands_in_words(case: Case, words: str | None) -> bool:
    at = case.article.text.find(words) if words else -1
    return words is not None and 0 <= at <= case.start and case.end <= at + len(words)


def _is_said_twice(case: Case) -> bool:
    """Whether the old words still stand in another quote of the same mention, or elsewhere in this one."""
    old = case.article.text[case.start : case.end]
    word_start, word_end = case.start, case.end
    text = case.article.text
    while text[word_start - 1].isalnum() or text[word_start - 1] in "/.,-":
        word_start -= 1
    while word_end < len(text) and (text[word_end].isalnum() or text[word_end] in "/.,-"):
        word_end += 1
    word = text[word_start:word_end].strip("/.,-") if old in DIGITS else old
    return sum(e.quote.count(word) for e in case.mention.evidence) > 1


@pytest.fixture(scope="module")
def digits() -> list[Case]:
    return _digits()


def test_every_quote_stands_where_it_says() -> None:
    for article, mention in _all_mentions():
        assert all(stands(article, e) for e in mention.evidence)
        assert all(s.evidence is None or stands(article, s.evidence) for s in mention.slots.values())


@settings(max_examples=400, deadline=None, derandomize=True)
@given(number=st.integers(0, 10**6), shift=st.integers(1, 9))
def test_another_digit_in_a_quote_refuses_the_value_read_there(digits: list[Case], number: int, shift: int) -> None:
    case = digits[number % len(digits)]
    new = str((int(case.article.text[case.start]) + shift) % 10)
    article, mention = rewrite(case, new)
    assume(holds(case) and not _is_said_twice(case))
    assert list(find_faults(article, mention)), (mention.claim, mention.date, new, [e.quote for e in mention.evidence])


def test_another_word_of_a_day_or_an_ordinal_refuses_the_value_read_there() -> None:
    cases = [case for case in _words() if holds(case)]
    assert len(cases) >= 5
    for case in cases:
        article, mention = rewrite(case, SWAPS[case.article.text[case.start : case.end]])
        if not _is_said_twice(case):
            assert list(find_faults(article, mention)), (mention.claim, mention.date, [e.quote for e in mention.evidence])


def test_all_that_the_extractor_reads_in_our_own_articles_passes() -> None:
    for article in own_articles():
        mentions = _read(article)
        assert mentions
        assert check_mentions(article, mentions) == (mentions, ())


def _meeting() -> tuple[Article, Mention]:
    text = "Ngày 12/4/2024, Thứ trưởng Trần Quốc Bảo đã hội đàm với Thứ trưởng Ngoại giao Chile Rodrigo Vega."
    (mention,) = (m for m in read_text(text) if isinstance(m.claim, Meeting))
    return make_article(text), mention


def test_a_mention_without_a_quote_is_refused() -> None:
    article, mention = _meeting()
    assert list(find_faults(article, replace(mention, evidence=()))) == ["no evidence"]


def test_a_quote_that_stands_elsewhere_is_refused() -> None:
    article, mention = _meeting()
    first = mention.evidence[0]
    shifted = replace(mention, evidence=(replace(first, start=first.start + 1, end=first.end + 1),))
    assert "does not stand" in next(find_faults(article, shifted))


def test_an_ordinal_that_no_quote_holds_is_refused() -> None:
    article, mention = _meeting()
    assert isinstance(mention.claim, Meeting)
    assert list(find_faults(article, replace(mention, claim=replace(mention.claim, ordinal=7)))) == ["ordinal 7 is not in the quotes"]


def test_a_stated_date_that_no_quote_holds_is_refused() -> None:
    article, mention = _meeting()
    assert list(find_faults(article, replace(mention, date=Dated(edtf="2024-04-13", basis=Basis.STATED))))


def test_a_refused_mention_becomes_a_problem_with_its_line_and_a_remedy() -> None:
    article, mention = _meeting()
    kept, (problem,) = check_mentions(article, [replace(mention, date=Dated(edtf="1999", basis=Basis.STATED))])
    assert kept == ()
    assert (problem.code, problem.file, problem.line) == ("mention-refused", "seeds/a.txt", 1)
    assert problem.remedy

"""The exactness gate: a mention's values must be readable in its own quotes, whoever read them.

It knows nothing of the grammar. Quotes are compared letter by letter with the article (no fuzzy matching: a "2,9 tỷ" must not stand on a
"2,6 tỷ"); numbers, ordinals and dates are read from the quotes by the same readers that the extractor uses. A date that its quotes
do not hold must say that it is inferred, derived or unresolved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

import regex

from briefgen.edtf import year_of
from briefgen.extract.expressions import Anchor
from briefgen.extract.readers import (
    is_date_readable,
    is_period_readable,
    readable_dates,
    readable_numbers,
    readable_ordinals,
    readable_spans,
    scaled_numbers,
)
from briefgen.model import (
    Agreement,
    Article,
    Basis,
    Commitment,
    Dated,
    Evidence,
    Meeting,
    Mention,
    Problem,
    Role,
    Severity,
    Statement,
    Statistic,
)

YEARS_IN_A_DECADE = 10
_YEARS = regex.compile(r"\d{4}")
_WORDS = regex.compile(r"[\p{L}\p{N}]+")


def check_mentions(article: Article, mentions: Iterable[Mention]) -> tuple[tuple[Mention, ...], tuple[Problem, ...]]:
    """The mentions that their quotes bear out, and a problem for each that they do not."""
    kept: list[Mention] = []
    problems: list[Problem] = []
    for mention in mentions:
        faults = list(find_faults(article, mention))
        if faults:
            problems.append(_refused(article, mention, faults[0]))
        else:
            kept.append(mention)
    return tuple(kept), tuple(problems)


def find_faults(article: Article, mention: Mention) -> Iterator[str]:
    """What the quotes of a mention do not bear out, in words; nothing for one that may pass."""
    if not mention.evidence:
        yield "no evidence"
        return
    for evidence in mention.evidence:
        if not evidence.quote or article.text[evidence.start : evidence.end] != evidence.quote:
            yield f"the quote does not stand at {evidence.start}:{evidence.end}"
            return
    quotes = [evidence.reading for evidence in mention.evidence]
    yield from _claim_faults(mention, quotes, article.language)
    yield from _date_faults(mention.date, mention, quotes, article)
    yield from _formula_faults(mention, quotes, article.language)


def _claim_faults(mention: Mention, quotes: Sequence[str], language: str) -> Iterator[str]:
    match mention.claim:
        case Statistic() as claim:
            yield from _statistic_faults(claim, quotes, language)
        case Meeting(ordinal=int() as ordinal) if not any(ordinal in readable_ordinals(q, language) for q in quotes):
            yield f"ordinal {ordinal} is not in the quotes"
        case Statement(content=words) | Commitment(action=words) if not _hold(quotes, words):
            yield "the words are not in the quotes"
        case Role(person=str() as person) if not all(word in _words(quotes) for word in _WORDS.findall(person.lower())):
            yield f"{person} is not named in the quotes"
    if isinstance(mention.claim, Meeting | Agreement):
        yield from (f"{word} is not in the quotes" for word in _words([mention.claim.name]) - _words(quotes))
    period = getattr(mention.claim, "period", None)
    if period and not isinstance(mention.claim, Statistic) and mention.date.edtf != period:
        yield from (f"{year} is not in the quotes" for year in _YEARS.findall(period) if not any(year in q for q in quotes))


def _statistic_faults(claim: Statistic, quotes: Sequence[str], language: str) -> Iterator[str]:
    readable: set[Decimal] = set().union(*(readable_numbers(q, language) for q in quotes))
    if not {claim.value, -claim.value} & (readable | scaled_numbers(quotes, language)):
        yield f"{claim.value} is not in the quotes"
    if claim.change is not None and abs(claim.change.value) not in {abs(v) for v in readable}:
        yield f"a change of {claim.change.value} % is not in the quotes"


def _date_faults(dated: Dated, mention: Mention, quotes: Sequence[str], article: Article) -> Iterator[str]:
    """A stated date stands in the quotes; an inferred or open one was read from words in the quotes, or was carried and says so."""
    if dated.edtf is None or dated.basis == Basis.DERIVED:
        return
    if dated.basis == Basis.STATED and not any(dated.edtf in readable_dates(q, article.language) for q in quotes):
        yield f"{dated.edtf} is not in the quotes"
    slot = mention.slots.get("date")
    if slot is None or dated.basis not in (Basis.INFERRED, Basis.UNRESOLVED):
        return
    if not _lies_in(slot.evidence, mention.evidence):
        yield "the words of the date are not in the quotes"
    elif slot.value == dated.edtf and not any(
        _is_readable(dated.edtf, mention, quotes, anchor) for anchor in _anchors(article, dated.edtf)
    ):
        yield f"{dated.edtf} is not what the quotes say, seen from the day of publication"


def _is_readable(edtf: str, mention: Mention, quotes: Sequence[str], anchor: Anchor) -> bool:
    """Whether one date of the quotes is this one; of a figure's period also whether several make it together."""
    if any(is_date_readable(edtf, q, anchor.language, anchor) for q in quotes):
        return True
    return isinstance(mention.claim, Statistic) and is_period_readable(edtf, quotes, anchor.language, anchor)


def _anchors(article: Article, edtf: str) -> Iterator[Anchor]:
    """The day that the article's dates are seen from; the years that its text tells of ("năm trước đó") are taken on trust."""
    published, year = article.published.value if article.published is not None else None, year_of(edtf)
    yield Anchor(published=published, context_year=year, language=article.language)
    if year is not None:
        yield Anchor(published=f"{year + 1}-12-31", context_year=year, language=article.language)


def _formula_faults(mention: Mention, quotes: Sequence[str], language: str) -> Iterator[str]:
    """An anniversary's count stands in the quotes, and its year too where it was read from the sentence."""
    slot, year = mention.slots.get("anniversary"), mention.slots.get("year")
    if mention.date.basis == Basis.DERIVED and slot is not None:
        counts: set[Decimal] = set().union(*(readable_spans(q, language) for q in quotes))
        if not {Decimal(slot.value), Decimal(slot.value) / YEARS_IN_A_DECADE} & counts:
            yield f"{slot.value} years are not in the quotes"
        if year is not None and year.evidence is not None and not _is_year_readable(year.value, mention, quotes, language):
            yield f"{year.value} is not in the quotes"


def _is_year_readable(year: str, mention: Mention, quotes: Sequence[str], language: str) -> bool:
    """Whether the quotes name the year, or name none in figures ("năm nay") where the year was read."""
    slot = mention.slots["year"].evidence
    if slot is None or not any(character.isdigit() for character in slot.reading):
        return True
    return any(edtf.startswith(year) for q in quotes for edtf in readable_dates(q, language)) or not _YEARS.search(slot.reading)


def _lies_in(inner: Evidence | None, quotes: Iterable[Evidence]) -> bool:
    return inner is not None and any(q.start <= inner.start and inner.end <= q.end for q in quotes)


def _hold(quotes: Sequence[str], words: str) -> bool:
    """Whether a quote holds the words, whatever white space stands between them."""
    return any(words in q for q in quotes) or any(_flat(words) in _flat(q) for q in quotes)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _words(quotes: Sequence[str]) -> frozenset[str]:
    return frozenset().union(*map(_words_of, quotes))


@lru_cache(maxsize=512)
def _words_of(quote: str) -> frozenset[str]:
    """Kept, because many mentions of an article stand on the same few quotes."""
    return frozenset(_WORDS.findall(quote.lower()))


def _refused(article: Article, mention: Mention, fault: str) -> Problem:
    start = mention.evidence[0].start if mention.evidence else 0
    return Problem(
        severity=Severity.WARNING,
        code="mention-refused",
        message=f"{mention.rule}: {fault}",
        remedy="The passage is left out; if it holds a fact, add it as a decision",
        file=article.path,
        line=article.text.count("\n", 0, start) + 1,
    )

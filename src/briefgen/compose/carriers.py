"""What a fact or a source carries: the numbers, dates and words that a document may print in its name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

import msgspec

from briefgen.compose.dossier import Dossier
from briefgen.compose.numbers import round_to
from briefgen.compose.wording import Wording
from briefgen.edtf import bounds_in_a_year
from briefgen.model import Commitment, Fact, Record, Role, SourceInfo, Statistic

DATE = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)|(?<!\d)(\d{1,2})[/-](\d{4})(?!\d)")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_EDTF = re.compile(r"(?:[\dX]{4})(?:-\d\d){0,2}")


class Cargo(Record):
    """``dates`` are ``(year, month, day)`` with None for parts not given; ``words`` are all texts, folded;
    ``edited`` where an editor worded it.
    """

    numbers: frozenset[Decimal]
    dates: frozenset[tuple[int | None, int | None, int | None]]
    words: str
    edited: bool = False


def merge_cargo(parts: Iterable[Cargo]) -> Cargo:
    """What several facts carry together."""
    known = tuple(parts)
    return Cargo(
        numbers=frozenset().union(*(part.numbers for part in known)),
        dates=frozenset().union(*(part.dates for part in known)),
        words="\n".join(part.words for part in known),
        edited=any(part.edited for part in known),
    )


def load_fact(fact: Fact, dossier: Dossier) -> Cargo:
    """What a fact carries: its claim, its dates, its evidence, its arithmetic, and the day on which its sources were published."""
    pool = "\n".join((fact.label, *fact.names, *_strings(msgspec.to_builtins(fact.claim)), *_quotes(fact), *_asked(fact, dossier)))
    sources = [dossier.by_stem[evidence.article] for evidence in fact.evidence if evidence.article in dossier.by_stem]
    edtf = [*_edtfs(fact, dossier), *(source.published for source in sources if source.published)]
    return Cargo(
        numbers=frozenset({*_numbers(pool), *_claimed(fact, dossier), *_months(edtf)}),
        dates=frozenset({*read_dates(pool), *(part for text in edtf for part in _parts(text))}),
        words=pool.casefold(),
        edited=fact.wording is not None,
    )


def load_source(source: SourceInfo) -> Cargo:
    """What a source carries: its title, outlet, dates, address, file and digest."""
    pool = "\n".join(str(value) for value in msgspec.to_builtins(source).values() if value)
    edtf = [date for date in (source.published, source.retrieved) if date]
    return Cargo(
        numbers=frozenset(_numbers(pool)),
        dates=frozenset({*read_dates(pool), *(part for text in edtf for part in _parts(text))}),
        words=pool.casefold(),
    )


def _strings(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)
    elif isinstance(value, int):
        yield str(value)


def _quotes(fact: Fact) -> Iterable[str]:
    return (evidence.reading for evidence in fact.evidence)


def _asked(fact: Fact, dossier: Dossier) -> Iterable[str]:
    """The values of open questions and the sides of conflicts about the fact."""
    for question in dossier.questions:
        if fact.id in question.facts:
            yield from question.values.values()
            yield from (dossier.by_stem[stem].title or "" for stem in question.values.values() if stem in dossier.by_stem)
    for conflict in dossier.conflicts:
        if any(side.fact == fact.id for side in conflict.sides):
            yield from (side.value for side in conflict.sides)


def _edtfs(fact: Fact, dossier: Dossier) -> list[str]:
    claim = fact.claim
    found = [fact.date.edtf, getattr(claim, "period", None), claim.due if isinstance(claim, Commitment) else None]
    if isinstance(claim, Statistic) and claim.change:
        found.append(claim.change.base)
    if isinstance(claim, Role):
        found.append(claim.period)
    lives = (life for life in dossier.lifecycles if any(step.fact == fact.id for step in life.steps))
    found += [step.date.edtf for life in lives for step in life.steps]
    asked = " ".join(_asked(fact, dossier))
    return [date for date in (*found, *_EDTF.findall(asked)) if date]


def _parts(edtf: str) -> list[tuple[int | None, int | None, int | None]]:
    """Every point that an EDTF names, as numbers."""
    points = []
    for point in _EDTF.findall(edtf):
        year, *rest = point.split("-")
        numbers = [int(part) for part in rest]
        points.append((int(year) if year.isdigit() else None, numbers[0] if numbers else None, numbers[1] if len(numbers) > 1 else None))
    return points


def read_dates(text: str) -> set[tuple[int | None, int | None, int | None]]:
    """The dates written with digits in a text, day before month as in both languages here."""
    found: set[tuple[int | None, int | None, int | None]] = set()
    for day, month, year, only_month, its_year in DATE.findall(text):
        found.add((int(year), int(month), int(day)) if year else (int(its_year), int(only_month), None))
    return found


def _numbers(text: str) -> set[Decimal]:
    return {value for token in NUMBER.findall(text) for value in read_number(token)}


def read_number(token: str) -> set[Decimal]:
    """What digits can mean: with a comma or a point as the decimal sign, or as the sign of thousands."""
    forms = {token.replace(".", "").replace(",", "."), token.replace(",", ""), token.replace(".", "").replace(",", "")}
    found = set()
    for form in forms:
        try:
            found.add(Decimal(form).normalize())
        except InvalidOperation:
            continue
    return found


def _claimed(fact: Fact, dossier: Dossier) -> set[Decimal]:
    """The values of a figure in every scale, rounded as derived ones are printed, and the numbers of its formula."""
    values: set[Decimal] = set()
    if isinstance(fact.claim, Statistic):
        rounded = {round_to(fact.claim.value, digits) for digits in range(1, 5)} if fact.derived_from else set()
        values |= _scaled({fact.claim.value, *rounded}, dossier.wording)
        values |= {abs(fact.claim.change.value).normalize()} if fact.claim.change else set()
    values |= _scaled(_asked_numbers(fact, dossier), dossier.wording)
    if fact.derived_from:
        formula = {Decimal(token) for token in re.findall(r"\d+(?:\.\d+)?(?:e\d+)?", fact.derived_from.formula)}
        values |= _scaled(formula, dossier.wording)
    return values


def _asked_numbers(fact: Fact, dossier: Dossier) -> set[Decimal]:
    return {Decimal(token) for text in _asked(fact, dossier) for token in re.findall(r"\b\d{5,}\b", text)}


def _scaled(values: Iterable[Decimal], wording: Wording) -> set[Decimal]:
    sizes = [1, *(size for size, _ in wording.numbers.scales)]
    return {(value / size).normalize() for value in values for size in sizes}


def _months(edtf: Iterable[str]) -> set[Decimal]:
    """Years, months and days, and how many months a span of time has ("6 tháng đầu năm")."""
    found: set[Decimal] = set()
    for text in edtf:
        found |= {Decimal(part) for point in _parts(text) for part in point if part is not None}
        span = bounds_in_a_year(text)
        if span:
            first, last = int(span[0][5:7]), int(span[1][5:7])
            months = (int(span[1][:4]) - int(span[0][:4])) * 12 + last - first + 1
            found |= {Decimal(first), Decimal(last), Decimal(months)}
    return found

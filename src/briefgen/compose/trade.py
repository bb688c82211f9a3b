"""Economy and trade: the figures, their bases, and whether there is enough to draw."""

from __future__ import annotations

from markupsafe import Markup

from briefgen.compose.claims import claim_of
from briefgen.compose.dates import date_words, sort_day
from briefgen.compose.dossier import Dossier
from briefgen.compose.sentences import Sentence, change_words, fact_sentence, value_markup
from briefgen.compose.wording import capitalise, mark
from briefgen.model import Fact, Kind, Record, Statistic


class Figure(Record):
    """One row of the table of figures."""

    indicator: Markup
    period: Markup
    value: Markup
    change: Markup
    compiler: str
    derived: bool
    facts: tuple[str, ...]


class Trade(Record):
    """The figures as sentences and rows; ``comparable`` counts those that one line could join."""

    sentences: tuple[Sentence, ...]
    figures: tuple[Figure, ...]
    others: tuple[Sentence, ...]
    comparable: int


ECONOMIC = ("trade-turnover", "exports", "imports", "trade-balance", "investment", "projects", "tourists", "aid", "gdp", "target")


def tell_trade(dossier: Dossier) -> Trade:
    """The economic figures newest first, derived ones behind what they were derived from; other figures apart."""
    figures = sorted(dossier.of_kind(Kind.STATISTIC), key=_rank)
    economic = [fact for fact in figures if isinstance(fact.claim, Statistic) and fact.claim.indicator in ECONOMIC]
    others = [fact for fact in figures if fact not in economic]
    return Trade(
        sentences=tuple(fact_sentence(fact, dossier) for fact in economic),
        figures=tuple(_figure(fact, dossier) for fact in economic),
        others=tuple(fact_sentence(fact, dossier) for fact in others),
        comparable=max(map(len, comparable_series(economic).values()), default=0),
    )


def _rank(fact: Fact) -> tuple[bool, int, str]:
    day = sort_day(_period(fact))
    return fact.derived_from is not None, -int(day.replace("-", "")), fact.id


def _period(fact: Fact) -> str | None:
    claim = claim_of(fact, Statistic)
    return claim.period or fact.date.edtf


def period_shape(edtf: str | None) -> str:
    """What periods may stand beside each other: years, the same half of years, … but never a half beside a year."""
    if not edtf:
        return "none"
    return "/".join(part[4:] for part in edtf.split("/"))


def comparable_series(facts: list[Fact]) -> dict[tuple[str, ...], list[Fact]]:
    """Stated figures that may stand on one line: one indicator, unit, parties, compiler and shape of period."""
    series: dict[tuple[str, ...], list[Fact]] = {}
    for fact in facts:
        claim = claim_of(fact, Statistic)
        if fact.derived_from is None:
            key = (claim.indicator, claim.unit, ",".join(fact.parties), claim.compiler or "", period_shape(_period(fact)))
            series.setdefault(key, []).append(fact)
    return series


def _figure(fact: Fact, dossier: Dossier) -> Figure:
    claim = claim_of(fact, Statistic)
    indicator = dossier.wording.indicators.get(claim.indicator, claim.indicator)
    return Figure(
        indicator=capitalise(Markup.escape(indicator)),
        period=mark(fact.id, "period", date_words(_period(fact), dossier.wording, "table")),
        value=value_markup(fact, dossier),
        change=change_words(fact, dossier),
        compiler=claim.compiler or "",
        derived=fact.derived_from is not None,
        facts=(fact.id,),
    )

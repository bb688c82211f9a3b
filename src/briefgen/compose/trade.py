"""Economy and trade: the figures, their bases, and whether there is enough to draw."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup, escape

from briefgen.compose.claims import claim_of
from briefgen.compose.dates import date_words, sort_day
from briefgen.compose.dossier import Dossier
from briefgen.compose.numbers import significant_digits
from briefgen.compose.parts import Sentence, quote_of
from briefgen.compose.sentences import fact_sentence
from briefgen.compose.statistics import change_words, value_markup
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
    """The figures as sentences and rows; ``comparable`` counts those that one line could join, ``more`` what the policy leaves out."""

    sentences: tuple[Sentence, ...]
    figures: tuple[Figure, ...]
    others: tuple[Sentence, ...]
    comparable: int
    more: int = 0


TURNOVER = "trade-turnover"
ROW_QUOTE = 110  # letters of a source's words in a table
ECONOMIC = ("trade-turnover", "exports", "imports", "trade-balance", "investment", "projects", "tourists", "aid", "gdp", "target")


def tell_trade(dossier: Dossier) -> Trade:
    """The economic figures newest first, derived ones behind what they were derived from; other figures apart."""
    figures = sorted(dossier.of_kind(Kind.STATISTIC), key=_rank)
    economic = [fact for fact in figures if isinstance(fact.claim, Statistic) and fact.claim.indicator in ECONOMIC]
    others = [fact for fact in figures if fact not in economic]
    limit = dossier.settings.policies.figures
    turnover = [fact for fact in economic if isinstance(fact.claim, Statistic) and fact.claim.indicator == TURNOVER]
    return Trade(
        sentences=tuple(fact_sentence(fact, dossier) for fact in economic[:limit] if _is_total(fact, dossier)),
        figures=tuple(_figure(fact, dossier) for fact in economic[:limit]),
        others=tuple(fact_sentence(fact, dossier) for fact in others[:limit]),
        comparable=max(map(len, comparable_series(turnover).values()), default=0),
        more=len(economic[limit:]),
    )


def _is_total(fact: Fact, dossier: Dossier) -> bool:
    """Whether the figure speaks of the whole exchange between the parties, so that a sentence can say it without the source's words."""
    return claim_of(fact, Statistic).indicator in dossier.wording.level_indicators or fact.derived_from is not None


def _rank(fact: Fact) -> tuple[bool, bool, int, Decimal, str]:
    """Two-way trade first, stated before derived, newest first, the greatest first."""
    day = sort_day(_period(fact))
    claim = claim_of(fact, Statistic)
    return claim.indicator != TURNOVER, fact.derived_from is not None, -int(day.replace("-", "")), -claim.value, fact.id


def _period(fact: Fact) -> str | None:
    claim = claim_of(fact, Statistic)
    return claim.period or fact.date.edtf


def newest_turnover(dossier: Dossier) -> Fact | None:
    """The stated figure of two-way trade for the newest period; of several the one with most digits."""
    stated = [f for f in dossier.of_kind(Kind.STATISTIC) if claim_of(f, Statistic).indicator == TURNOVER and f.derived_from is None]
    return max(stated, key=lambda fact: (sort_day(_period(fact)), *_exactness(fact)), default=None)


def _exactness(fact: Fact) -> tuple[bool, int, str]:
    """Exact figures sort behind rounded ones."""
    claim = claim_of(fact, Statistic)
    return claim.qualifier is None and fact.derived_from is None, significant_digits(claim.value), fact.id


def period_shape(edtf: str | None) -> str:
    """What periods may stand beside each other: years, the same half of years, … but never a half beside a year."""
    if not edtf:
        return "none"
    return "/".join(part[4:] for part in edtf.split("/"))


def comparable_series(facts: list[Fact]) -> dict[tuple[str, ...], list[Fact]]:
    """Stated figures that may stand on one line: one indicator, unit, parties, compiler and shape of period; one figure for a period.

    Of several for one period the one with most digits is taken: the others are rounder ways of saying it, or a conflict that is shown.
    """
    series: dict[tuple[str, ...], list[Fact]] = {}
    facts = list({_period(fact): fact for fact in sorted(facts, key=_exactness)}.values())
    for fact in facts:
        claim = claim_of(fact, Statistic)
        if fact.derived_from is None:
            key = (claim.indicator, claim.unit, ",".join(fact.parties), claim.compiler or "", period_shape(_period(fact)))
            series.setdefault(key, []).append(fact)
    return series


def _figure(fact: Fact, dossier: Dossier) -> Figure:
    claim = claim_of(fact, Statistic)
    indicator = dossier.wording.indicators.get(claim.indicator, claim.indicator)
    said = mark(fact.id, "quote", quote_of(fact, dossier, ROW_QUOTE))
    return Figure(
        indicator=capitalise(escape(indicator))
        if _is_total(fact, dossier)
        else Markup("{}: “{}”").format(capitalise(escape(indicator)), said),
        period=mark(fact.id, "period", date_words(_period(fact), dossier.wording, "table")),
        value=value_markup(fact, dossier),
        change=change_words(fact, dossier),
        compiler=claim.compiler or "",
        derived=fact.derived_from is not None,
        facts=(fact.id,),
    )

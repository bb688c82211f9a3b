"""Figures as their source gives them, and those that were reckoned."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from briefgen.compose.claims import claim_of
from briefgen.compose.dates import date_words
from briefgen.compose.dossier import Dossier
from briefgen.compose.names import pair_name
from briefgen.compose.numbers import amount_words, formula_words, percent_words, round_to, significant_digits
from briefgen.compose.parts import ask, quote_of
from briefgen.compose.wording import fill, mark
from briefgen.model import Fact, Statistic


def value_markup(fact: Fact, dossier: Dossier) -> Markup:
    """The figure; a derived one is rounded to the digits of what it was made from, and marked."""
    claim = claim_of(fact, Statistic)
    wording = dossier.wording
    if fact.derived_from is None:
        return mark(fact.id, "value", ask(fact, "value", amount_words(claim.value, claim.unit, wording, claim.qualifier), dossier))
    rounded = round_to(claim.value, _digits_behind(fact, dossier))
    words = Markup('<span class="derived">{}</span>').format(amount_words(rounded, claim.unit, wording, claim.qualifier or "about"))
    return mark(fact.id, "value", ask(fact, "derived", ask(fact, "value", words, dossier), dossier))


def _digits_behind(fact: Fact, dossier: Dossier) -> int:
    inputs = (dossier.by_id.get(fact_id) for fact_id in fact.derived_from.facts) if fact.derived_from else ()
    values = [significant_digits(other.claim.value) for other in inputs if other and isinstance(other.claim, Statistic)]
    return min(values, default=2)


def change_words(fact: Fact, dossier: Dossier) -> Markup:
    """``tăng 12,5% so với 6 tháng đầu năm 2020``; empty where the source gives no growth."""
    claim = claim_of(fact, Statistic)
    if claim.change is None:
        return Markup("")
    words = dossier.wording.sentences.statistic["change_up" if claim.change.value >= 0 else "change_down"]
    base = (
        date_words(claim.change.base, dossier.wording, "point")
        if claim.change.base and claim.change.base[:1].isdigit()
        else claim.change.base
    )
    return fill(
        words,
        {
            "percent": mark(fact.id, "change", percent_words(Decimal(claim.change.value), dossier.wording)),
            "base": mark(fact.id, "base", base or ""),
        },
    )


def statistic_sentence(fact: Fact, dossier: Dossier) -> Markup:
    """``6 tháng đầu năm 2021, kim ngạch thương mại hai chiều Việt Nam–Nga đạt 2,6 tỷ USD, tăng 12,5% …``."""
    claim = claim_of(fact, Statistic)
    wording = dossier.wording
    period = claim.period or fact.date.edtf
    parties = [code for code in dossier.parties if code in fact.parties]
    slots = {
        "when": mark(fact.id, "period", date_words(period, wording)) if period else None,
        "period": mark(fact.id, "period", date_words(period, wording, "point")) if period else None,
        "indicator": wording.indicators.get(claim.indicator, claim.indicator.replace("-", " ")),
        "parties": pair_name(parties, wording) if len(parties) > 1 else "",
        "value": value_markup(fact, dossier),
        "change": change_words(fact, dossier),
        "quote": mark(fact.id, "quote", quote_of(fact, dossier)),
        "formula": formula_words(fact.derived_from.formula, wording) if fact.derived_from else None,
    }
    return fill(wording.sentences.statistic[_statistic_form(fact, claim, wording.level_indicators)], slots)


def _statistic_form(fact: Fact, claim: Statistic, levels: tuple[str, ...]) -> str:
    if fact.derived_from is not None:
        return "derived"
    if claim.indicator == "target":
        return "target"
    return "level" if claim.indicator in levels else "plain"

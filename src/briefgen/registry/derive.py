"""Arithmetic over facts: what the sources do not print but imply, with the formula and the facts it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from briefgen.edtf import bounds
from briefgen.model import Basis, Dated, Derivation, Fact, Kind, Statistic, Status
from briefgen.registry.keys import fact_id
from briefgen.registry.merged import Merged, only_state

_SHORT_DIGITS = 6


def derive_facts(merged: Sequence[Merged]) -> list[Merged]:
    """Base values from growth, where no source gives the value of the period compared with."""
    facts = [one.fact for one in merged]
    known = {_place(fact.claim, fact.parties) for fact in facts if isinstance(fact.claim, Statistic)}
    figures = [(fact, fact.claim) for fact in facts if isinstance(fact.claim, Statistic) and fact.derived_from is None]
    wanted = [(fact, claim) for fact, claim in figures if (claim.indicator, fact.parties, claim.unit, _base_period(claim)) not in known]
    return [one for fact, claim in wanted if (one := _base_fact(fact, claim))]


def _base_period(claim: Statistic) -> str | None:
    return claim.change.base if claim.change else None


def _place(claim: Statistic, parties: tuple[str, ...]) -> tuple[object, ...]:
    return (claim.indicator, parties, claim.unit, claim.period)


def base_value(claim: Statistic) -> tuple[Decimal, str] | None:
    """The value of the period compared with, and the formula; None where the growth or its period is not known as a date."""
    if claim.change is None or not bounds(claim.change.base) or claim.change.value <= Decimal(-100):
        return None
    factor = (Decimal(1) + claim.change.value / Decimal(100)).normalize()
    return (claim.value / factor).quantize(Decimal(1)), f"{write_number(claim.value)} / {write_number(factor)}"


def write_number(value: Decimal) -> str:
    """A number as formulas print it: ``2.6e9``, ``1.125``."""
    plain = f"{value.normalize():f}"
    if len(plain.partition(".")[0].lstrip("-")) <= _SHORT_DIGITS:
        return plain
    digits, _, exponent = f"{value.normalize():e}".partition("e")
    return f"{digits}e{int(exponent)}"


def _base_fact(fact: Fact, claim: Statistic) -> Merged | None:
    found = base_value(claim)
    if found is None or claim.change is None:
        return None
    value, formula = found
    period = claim.change.base
    base = Statistic(indicator=claim.indicator, value=value, unit=claim.unit, qualifier="about", period=period, compiler=claim.compiler)
    key = "|".join((Kind.STATISTIC.value, "base", fact.id, period or ""))
    date = Dated(edtf=period, basis=Basis.DERIVED, note=formula)
    label = f"{claim.indicator} {' - '.join(fact.parties)}, {period}: {value:f} {claim.unit} = {formula}"
    made = Fact(
        id=fact_id(Kind.STATISTIC, key),
        key=key,
        claim=base,
        label=label,
        parties=fact.parties,
        date=date,
        topics=fact.topics,
        evidence=fact.evidence,
        status=Status.DERIVED,
        derived_from=Derivation(formula=formula, facts=(fact.id,)),
    )
    return Merged(fact=made, states=(only_state(made),))


def link_inputs(merged: Sequence[Merged]) -> list[Merged]:
    """The facts, those derived while reading an article with the ids of the facts they were reckoned from, where these are facts."""
    figures = [one.fact for one in merged if isinstance(one.fact.claim, Statistic) and one.fact.derived_from is None]
    inputs = {
        (base[1], fact.parties): fact.id for fact in figures if isinstance(fact.claim, Statistic) and (base := base_value(fact.claim))
    }
    return [_linked(one, inputs) for one in merged]


def _linked(merged: Merged, inputs: dict[tuple[str, tuple[str, ...]], str]) -> Merged:
    fact = merged.fact
    source = inputs.get((fact.derived_from.formula, fact.parties)) if fact.derived_from and not fact.derived_from.facts else None
    if source is None or fact.derived_from is None:
        return merged
    derivation = Derivation(formula=fact.derived_from.formula, facts=(source,))
    return msgspec.structs.replace(merged, fact=msgspec.structs.replace(fact, derived_from=derivation))

"""What of a fact an edition keeps."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from briefgen.editions import lock_facts
from briefgen.editions.lock import lock_evidence, lock_fact
from briefgen.model import Change, Dated, Evidence, Fact, Statistic, Status, View


def _fact(**more: object) -> Fact:
    quote = "kim ngạch 1,5 tỷ USD"
    values: dict[str, object] = {
        "id": "statistic-1",
        "key": "k",
        "claim": Statistic(indicator="trade-turnover", value=Decimal("1.50E+9"), unit="USD", change=Change(value=Decimal("12.5"))),
        "label": "kim ngạch",
        "parties": ("RUS", "VNM"),
        "date": Dated(edtf="2020"),
        "topics": ("trade",),
        "evidence": (Evidence(article="a", start=3, end=23, quote=quote, reading=quote),),
        "status": Status.SINGLE_SOURCE,
    }
    return Fact(**values | more)  # type: ignore[arg-type]  # the values of a test are what the record takes


def test_a_locked_fact_holds_its_values_and_where_they_stand() -> None:
    locked = lock_fact(_fact())
    assert locked.values == {"indicator": "trade-turnover", "value": "1.50E+9", "unit": "USD", "change": {"value": "12.5", "base": None}}
    assert locked.evidence[0].startswith("a:3-23#")
    assert (locked.date, locked.status) == ("2020", "single-source")


def test_evidence_is_told_apart_by_its_words() -> None:
    one = Evidence(article="a", start=0, end=2, quote="ab", reading="ab")
    assert lock_evidence(one) != lock_evidence(msgspec.structs.replace(one, quote="ac"))


def test_only_the_facts_told_are_locked_in_order_of_their_ids() -> None:
    facts = tuple(_fact(id=name) for name in ("c", "a", "b"))
    view = View(sources=(), facts=facts, conflicts=(), lifecycles=(), questions=(), problems=())
    assert [fact.id for fact in lock_facts(view, {"c", "a", "x"})] == ["a", "c"]

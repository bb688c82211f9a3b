"""What the tests of several stages share: mentions and sources made from the gold facts of the five seeds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from briefgen.model import (
    Agreement,
    Basis,
    Change,
    Claim,
    Commitment,
    Dated,
    Derivation,
    Evidence,
    Meeting,
    Mention,
    Milestone,
    Participant,
    Role,
    SourceInfo,
    Statement,
    Statistic,
)

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold" / "seeds"
SEEDS = ROOT / "seeds"

# What each seed's text says of itself, as the reading stage finds it.
_SOURCES: dict[str, dict[str, str]] = {
    "000": {"outlet": "baoquocte.vn", "published": "2024-04-27"},
    "001": {"outlet": "Báo Nam Định", "original_outlet": "nhandan.com.vn", "published": "2021-04-06"},
    "002": {
        "outlet": "zingnews.vn",
        "address": "https://zingnews.vn//nga-san-sang-chuyen-giao-cong-nghe-vaccine-covid-19-cho-asean-post1247265.html",
    },
    "003": {"outlet": "Dân trí", "published": "2021-09"},
    "004": {"outlet": "BNG"},
}

_CLAIMS: Mapping[str, type[Claim]] = {
    "meeting": Meeting,
    "milestone": Milestone,
    "agreement": Agreement,
    "statistic": Statistic,
    "commitment": Commitment,
    "statement": Statement,
    "role": Role,
}


def stems() -> list[str]:
    """The stems of the five seeds, in order."""
    return sorted(path.stem for path in GOLD.glob("*.json"))


def gold_facts(stem: str) -> list[dict[str, Any]]:
    """The gold facts of one seed, as its file has them."""
    facts: list[dict[str, Any]] = json.loads((GOLD / f"{stem}.json").read_text(encoding="utf-8"))["facts"]
    return facts


def source_from_gold(stem: str) -> SourceInfo:
    """The seed's source record; its origin is left to the registry."""
    path = SEEDS / f"{stem}.txt"
    known = _SOURCES[stem[:3]]
    return SourceInfo(
        stem=stem, path=f"seeds/{path.name}", sha256=hashlib.sha256(path.read_bytes()).hexdigest(), language="vi", origin="", **known
    )


def mentions_from_gold(stem: str) -> list[Mention]:
    """One mention for each gold fact of a seed; a mention's ``id`` is the gold fact's id."""
    return [mention_from_gold(stem, fact) for fact in gold_facts(stem)]


def mention_from_gold(stem: str, fact: Mapping[str, Any]) -> Mention:
    """One gold fact as the mention that a faultless extractor would make of it."""
    derived = fact.get("derived_from")
    basis = fact.get("date_basis")
    return Mention(
        id=fact["id"],
        article=stem,
        claim=_claim(fact),
        label=fact["label"],
        parties=tuple(fact["parties"]),
        date=Dated(edtf=fact.get("date"), basis=Basis(basis) if basis else None, note=fact.get("date_note")),
        topics=tuple(fact["topics"]),
        evidence=tuple(Evidence(reading=one["quote"], **one) for one in fact["evidence"]),
        slots={},
        rule=f"gold/{fact['kind']}",
        derived_from=Derivation(formula=derived["formula"]) if derived else None,
    )


def _claim(fact: Mapping[str, Any]) -> Claim:
    kind = _CLAIMS[fact["kind"]]
    values = {name: fact[name] for name in kind.__struct_fields__ if fact.get(name) is not None}
    for name in ("chairs", "participants"):
        if name in values:
            values[name] = tuple(Participant(**one) for one in values[name])
    if "change" in values:
        values["change"] = Change(value=Decimal(str(values["change"]["value"])), base=values["change"].get("base"))
    if "value" in values:
        values["value"] = Decimal(str(values["value"]))
    return msgspec.convert(msgspec.to_builtins(kind(**values)), kind)


def make_mention(
    article: str,
    claim: Claim,
    *,
    parties: tuple[str, ...] = ("RUS", "VNM"),
    date: str | None = None,
    topics: tuple[str, ...] = (),
    quote: str | None = None,
    start: int | None = None,
    derived: str | None = None,
) -> Mention:
    """A mention of a made-up article; its id and place follow from what it says, so that equal ones are equal."""
    said = quote or msgspec.json.encode(claim).decode()
    mark = hashlib.sha256(repr((article, claim, date, parties, said, start)).encode()).hexdigest()[:10]
    place = int(mark[:3], 16) if start is None else start
    basis = Basis.DERIVED if derived else Basis.UNRESOLVED if date and "XXXX" in date else Basis.STATED if date else None
    return Mention(
        id=f"{article}-{mark}",
        article=article,
        claim=claim,
        label=said[:60],
        parties=parties,
        date=Dated(edtf=date, basis=basis),
        topics=topics,
        evidence=(Evidence(article=article, start=place, end=place + len(said), quote=said, reading=said),),
        slots={},
        rule="made",
        derived_from=Derivation(formula=derived) if derived else None,
    )


def make_source(stem: str, *, outlet: str | None = None, published: str | None = "2024-01-31", **more: str) -> SourceInfo:
    """The source record of a made-up article; without an outlet it has one of its own."""
    return SourceInfo(
        stem=stem,
        path=f"seeds/{stem}.txt",
        sha256=hashlib.sha256(stem.encode()).hexdigest(),
        language="vi",
        origin="",
        outlet=outlet or f"Báo {stem}",
        published=published,
        **more,
    )

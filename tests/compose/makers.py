"""Small views for the tests of composition: facts with the words that say so, sources, questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import lxml.html

from briefgen.compose.briefing import BriefingSettings
from briefgen.compose.dossier import Dossier, select_facts
from briefgen.compose.wording import load_wording
from briefgen.model import Basis, Claim, Dated, Derivation, Evidence, Fact, SourceInfo, Status, View, kind_of

SOURCE = SourceInfo(
    stem="bai-1",
    path="seeds/bai-1.txt",
    sha256="0" * 64,
    language="vi",
    origin="bai-1",
    title="Hai nước hội đàm tại Hà Nội",
    outlet="Báo Mẫu",
    published="2023-05-11",
)
SETTINGS = BriefingSettings(name="mau", title="Quan hệ Việt Nam–Lào", parties=("VNM", "LAO"))


def make_fact(
    claim: Claim,
    quote: str,
    *,
    fact_id: str | None = None,
    parties: tuple[str, ...] = ("LAO", "VNM"),
    date: str | None = "2023-05-10",
    basis: Basis | None = Basis.STATED,
    topics: tuple[str, ...] = (),
    article: str = "bai-1",
    label: str = "",
    derived_from: Derivation | None = None,
    wording: str | None = None,
    names: tuple[str, ...] = (),
) -> Fact:
    """A fact whose one piece of evidence is ``quote``; its id is made from the quote where none is given."""
    start = sum(map(ord, quote)) % 5000
    evidence = Evidence(article=article, start=start, end=start + len(quote), quote=quote, reading=quote)
    fact_id = fact_id or f"{kind_of(claim).value}-{sum(i * ord(letter) for i, letter in enumerate(quote, 1)):x}"
    return Fact(
        id=fact_id,
        key=fact_id,
        claim=claim,
        label=label or quote,
        parties=parties,
        date=Dated(edtf=date, basis=basis if date else None),
        topics=topics,
        evidence=(evidence,),
        status=Status.SINGLE_SOURCE,
        names=names,
        derived_from=derived_from,
        wording=wording,
    )


def make_view(facts: Sequence[Fact], sources: Sequence[SourceInfo] = (SOURCE,)) -> View:
    return View(sources=tuple(sources), facts=tuple(facts), conflicts=(), lifecycles=(), questions=(), problems=())


def make_dossier(
    facts: Sequence[Fact], *, language: str = "vi", settings: BriefingSettings = SETTINGS, sources: Sequence[SourceInfo] = (SOURCE,)
) -> Dossier:
    return select_facts(make_view(facts, sources), settings, load_wording(language))


def find(html: str, path: str) -> list[Any]:
    """The elements of a document at an XPath."""
    root: Any = lxml.html.document_fromstring(html)
    return list(root.xpath(path))

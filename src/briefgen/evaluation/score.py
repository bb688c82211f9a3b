"""How well an export agrees with gold facts: precision, recall and F1 by kind, and the share of fields that are right."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from briefgen.errors import UsageError
from briefgen.evaluation.matching import FIELDS, MIN_OVERLAP, SIBLINGS, Fact, find_right, overlap, pair_facts
from briefgen.model import Record


class KindScore(Record):
    """One kind over all articles. ``gold`` counts the facts that must be found; ``fields`` is the share right among matched facts."""

    kind: str
    right: int
    wrong: int
    gold: int
    found: int
    all_fields: float | None
    fields: Mapping[str, float]

    @property
    def precision(self) -> float | None:
        said = self.right + self.wrong
        return self.right / said if said else None

    @property
    def recall(self) -> float | None:
        return self.found / self.gold if self.gold else None

    @property
    def f1(self) -> float:
        precision, recall = self.precision, self.recall
        return 2 * precision * recall / (precision + recall) if precision and recall else 0.0


class Finding(Record):
    """A gold fact that was missed, or a fact that gold does not have: its article, kind and words."""

    article: str
    kind: str
    quote: str
    missed: bool


class Score(Record):
    """All kinds, their macro averages over the kinds that gold has, and what was missed or invented."""

    kinds: tuple[KindScore, ...]
    macro_f1: float
    macro_all_fields: float
    articles: int
    findings: tuple[Finding, ...]


def read_gold(folder: Path) -> list[dict[str, Any]]:
    """The gold files of a folder and the folders in it, by name; UsageError where there is none or one is no gold file."""
    paths = sorted(folder.rglob("*.json")) if folder.is_dir() else []
    if not paths:
        raise UsageError(
            "no gold file (*.json)", place=str(folder), remedy="Name a folder with one JSON file an article; see docs/export.md"
        )
    gold = []
    for path in paths:
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            gold.append({"article": content["article"], "facts": content["facts"]})
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UsageError(f"not a gold file ({error})", place=str(path), remedy="See docs/export.md for its form") from error
    return gold


def score_facts(facts: Sequence[Fact], golds: Iterable[Mapping[str, Any]], codes: Mapping[str, str]) -> Score:
    """The score of exported facts against gold. ``codes`` gives a party's code by its folded name, for comparing actors.

    Facts derived by arithmetic are left out on both sides.
    """
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in FIELDS}
    findings: list[Finding] = []
    number = 0
    for gold in golds:
        number += 1
        for kind in FIELDS:
            findings.extend(_score_kind(kind, facts, gold, codes, counts[kind]))
    kinds = tuple(_summarise(kind, counts[kind]) for kind in FIELDS)
    judged = [k for k in kinds if k.gold]
    return Score(
        kinds=kinds,
        macro_f1=sum(k.f1 for k in judged) / len(judged) if judged else 0.0,
        macro_all_fields=sum(k.all_fields or 0.0 for k in judged) / len(judged) if judged else 0.0,
        articles=number,
        findings=tuple(findings),
    )


def _score_kind(kind: str, facts: Sequence[Fact], gold: Mapping[str, Any], codes: Mapping[str, str], count: Counter[str]) -> list[Finding]:
    article = gold["article"]
    mine = [f for f in facts if f["kind"] == kind and not f.get("derived_from") and any(e["article"] == article for e in f["evidence"])]
    theirs = [g for g in gold["facts"] if g["kind"] == kind and not _is_derived(g)]
    near = [g for g in gold["facts"] if g["kind"] in SIBLINGS.get(kind, ()) or (g["kind"] == kind and _is_derived(g))]
    pairs, extra, missed = pair_facts(mine, theirs, article, codes)
    wrong = [m for m in extra if not any(overlap(m, g, article) >= MIN_OVERLAP for g in near)]
    count["right"] += len(pairs)
    count["wrong"] += len(wrong)
    count["gold"] += sum(g.get("priority", 1) == 1 for g in theirs)
    count["found"] += sum(g.get("priority", 1) == 1 for _, g in pairs)
    for m, g in pairs:
        right = find_right(m, g, article, codes)
        count["all"] += all(right.values())
        count.update({f"ok:{field}": int(ok) for field, ok in right.items()})
        count.update(f"of:{field}" for field in right)
    must = [g for g in missed if g.get("priority", 1) == 1]
    return [_finding(article, g, True) for g in must] + [_finding(article, m, False) for m in wrong]


def _is_derived(fact: Fact) -> bool:
    return bool((fact.get("derived_from") or {}).get("formula"))


def _finding(article: str, fact: Fact, missed: bool) -> Finding:
    quote = next((e.get("quote", "") for e in fact["evidence"] if e.get("article", article) == article), "")
    return Finding(article=article, kind=fact["kind"], quote=quote, missed=missed)


def _summarise(kind: str, count: Counter[str]) -> KindScore:
    return KindScore(
        kind=kind,
        right=count["right"],
        wrong=count["wrong"],
        gold=count["gold"],
        found=count["found"],
        all_fields=count["all"] / count["right"] if count["right"] else None,
        fields={f: count[f"ok:{f}"] / count[f"of:{f}"] for f in FIELDS[kind] if count[f"of:{f}"]},
    )

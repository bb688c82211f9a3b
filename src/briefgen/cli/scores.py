"""Scores against gold facts, as a table."""

from __future__ import annotations

from briefgen.cli.messages import say
from briefgen.cli.tables import format_table
from briefgen.evaluation.matching import fold
from briefgen.evaluation.score import Finding, Score
from briefgen.extract.entities import list_parties, party_name

_HEADS = ("kind", "right", "wrong", "gold", "P", "R", "F1", "all ok", "fields")


def list_codes() -> dict[str, str]:
    """A party's code by its folded names in both languages, for comparing actors."""
    codes = {fold(party_name(code, language)): code for code in list_parties() for language in ("vi", "en")}
    return codes | {fold(code): code for code in list_parties()}


def describe_score(score: Score, *, with_misses: bool) -> str:
    """A line for each kind, the averages, and, where asked for, what was missed (−) and what gold does not have (+)."""
    rows = [
        (
            kind.kind,
            str(kind.right),
            str(kind.wrong),
            str(kind.gold),
            _share(kind.precision),
            _share(kind.recall),
            _share(kind.f1),
            _share(kind.all_fields),
            " ".join(f"{name} {_share(value)}" for name, value in kind.fields.items()),
        )
        for kind in score.kinds
    ]
    lines = [format_table(_HEADS, rows), ""]
    lines.append(say("quality.score", f1=_share(score.macro_f1), fields=_share(score.macro_all_fields), articles=score.articles))
    if with_misses:
        lines += [
            f"{'−' if found.missed else '+'} {found.article} {found.kind}: {' '.join(found.quote.split())}" for found in score.findings
        ]
    return "\n".join(lines)


def _describe_finding(finding: Finding) -> str:
    return f"{'−' if finding.missed else '+'} {finding.article} {finding.kind}: {' '.join(finding.quote.split())}"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"

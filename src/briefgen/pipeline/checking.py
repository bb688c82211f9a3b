"""Briefings composed and held against their own gates; nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html

from briefgen.articles import read_article
from briefgen.compose import BriefingSettings, Composition, load_briefing
from briefgen.errors import BriefgenError
from briefgen.gates import Examined, Finding, Gate, check_gates
from briefgen.model import Problem, Record, SourceInfo, View
from briefgen.pipeline.blame import blaming_templates
from briefgen.pipeline.briefings import check_parties
from briefgen.pipeline.composing import compose_documents
from briefgen.pipeline.inputs import digest_file
from briefgen.pipeline.orders import Failure, Order, describe_failure
from briefgen.pipeline.recovery import ask_git
from briefgen.project import Project
from briefgen.registry import Registry

_SECTIONS = ("summary", "history")
_BY_LINES = {".txt", ".md", ".html", ".htm"}
_TOLD = "//section[@id='{section}']//p//span[contains(concat(' ', @class, ' '), ' fact ')]/@data-fact"


class Placed(Record):
    """A finding with the file and line where a person mends it or looks it up."""

    finding: Finding
    file: str | None = None
    line: int | None = None


class Checked(Record):
    """One briefing: the findings of each of its gates, or the error that kept it from being composed."""

    name: str
    findings: Mapping[Gate, tuple[Placed, ...]] = {}
    failure: Failure | None = None


def check_briefings(project: Project, registry: Registry, orders: Sequence[Order], doubts: Sequence[Problem]) -> Iterator[Checked]:
    """Each briefing held against its gates; ``doubts`` are those about the log of decisions. One that fails does not stop the others."""
    for order in orders:
        try:
            yield _check(project, registry, order, doubts)
        except BriefgenError as error:
            yield Checked(name=order.name, failure=describe_failure(error))


def _check(project: Project, registry: Registry, order: Order, doubts: Sequence[Problem]) -> Checked:
    settings = load_briefing(order.settings)
    check_parties(settings, order.settings)
    view = registry.view(order.as_of or settings.as_of, scope=settings.name)
    with blaming_templates(project.templates):
        compositions = compose_documents(order, settings, view, project)
    examined = _examine(project, settings, view, compositions, doubts)
    found = check_gates(examined, list_gates(settings))
    return Checked(
        name=order.name,
        findings={gate: tuple(_place(one, view, order, project) for one in findings) for gate, findings in found.items()},
    )


def list_gates(settings: BriefingSettings) -> list[Gate]:
    """The gates that the briefing's ``[gates]`` closes."""
    return [gate for gate in Gate if getattr(settings.gates, gate.value.replace("-", "_")) not in (False, None)]


def _examine(
    project: Project, settings: BriefingSettings, view: View, compositions: Sequence[Composition], doubts: Sequence[Problem]
) -> Examined:
    told = {fact for composition in compositions for fact in composition.facts}
    facts = tuple(fact for fact in view.facts if fact.id in told)
    cited = {evidence.article for fact in facts for evidence in fact.evidence}
    ruled = [problem for problem in (*view.problems, *doubts) if problem.code.startswith("decision-")]
    return Examined(
        facts=facts,
        sections=_list_sections(compositions),
        unreachable=tuple(_find_unreachable(project, [source for source in view.sources if source.stem in cited])),
        problems=tuple(dict.fromkeys((*(problem for one in compositions for problem in one.problems), *ruled))),
        cut_off=compositions[0].cut_off,
        trade_months=settings.gates.trade_months,
    )


def _list_sections(compositions: Sequence[Composition]) -> dict[str, frozenset[str]]:
    """The facts whose words stand in paragraphs of a section, in any of the documents."""
    return {name: frozenset(fact for one in compositions for fact in _list_told(one.html, name)) for name in _SECTIONS}


def _list_told(html: str, section: str) -> Iterator[str]:
    root: Any = lxml.html.document_fromstring(html)
    for ids in root.xpath(_TOLD.format(section=section)):
        yield from ids.split()


def _find_unreachable(project: Project, sources: Sequence[SourceInfo]) -> Iterator[tuple[SourceInfo, str]]:
    """Sources whose file is gone, holds other bytes, or, where the project is under git, is not part of it."""
    listed = ask_git(project, "ls-files", "-z", "--", *(source.path for source in sources)) if sources else None
    tracked = set(listed.decode("utf-8", "replace").split("\0")) if listed is not None else None
    for source in sources:
        path = project.root / source.path
        if not path.is_file():
            yield source, "missing"
        elif digest_file(path) != source.sha256:
            yield source, "changed"
        elif tracked is not None and source.path not in tracked:
            yield source, "untracked"


def _place(finding: Finding, view: View, order: Order, project: Project) -> Placed:
    """The first words that say so; else the problem's own place, the source, or the briefing's file."""
    if finding.problem:
        return Placed(finding=finding, file=finding.problem.file, line=finding.problem.line)
    if finding.source:
        return Placed(finding=finding, file=finding.source.path)
    evidence = finding.fact.evidence[0] if finding.fact and finding.fact.evidence else None
    source = next((source for source in view.sources if evidence and source.stem == evidence.article), None)
    if evidence is None or source is None:
        return Placed(finding=finding, file=project.relative(order.settings), line=_line_of_key(order.settings, finding.gate))
    return Placed(finding=finding, file=source.path, line=_line_of(project.root / source.path, evidence.start, project.root))


def _line_of(path: Path, offset: int, root: Path) -> int | None:
    text = _read_text(path, root) if path.suffix.lower() in _BY_LINES else None
    return text.count("\n", 0, offset) + 1 if text is not None else None


@cache
def _read_text(path: Path, root: Path) -> str | None:
    article = read_article(path, root).article
    return article.text if article else None


def _line_of_key(path: Path, gate: Gate) -> int | None:
    """The line of the briefing's file that closes the gate."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return next((number for number, line in enumerate(lines, start=1) if line.startswith(gate.value.replace("-", "_"))), None)

"""One briefing, from the view of the registry to its finished files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from briefgen.compose import BriefingSettings, Composition
from briefgen.model import Decision, Fact, Problem, Record, Severity, SourceInfo, View
from briefgen.pipeline.causes import digest_all, list_files, list_program
from briefgen.pipeline.composing import compose_documents
from briefgen.pipeline.memory import Kept
from briefgen.pipeline.orders import Made, Order, Outcome
from briefgen.pipeline.outputs import write_whole
from briefgen.pipeline.pages import read_pages
from briefgen.pipeline.pictures import Pictures
from briefgen.project import Project
from briefgen.verification.provenance import NAME, make_provenance

_HOUSE = "house.docx"
FACTS = "facts.json"


class Material(Record):
    """All that the writers of a document are given beside the files of the templates' folder: the same material, the same bytes.

    ``export`` is the fact export of the facts told, ``states`` its lines for other states of them.
    """

    composition: Composition
    facts: tuple[Fact, ...]
    sources: tuple[SourceInfo, ...]
    rulings: tuple[Decision, ...]
    export: bytes
    states: tuple[dict[str, Any], ...]


def make_documents(
    order: Order, settings: BriefingSettings, view: View, project: Project, *, known: Mapping[str, Kept], pictures: Pictures
) -> Outcome:
    """Composes the briefing's documents and writes each in every format asked for; a file is whole or absent.

    ``known`` are the files of earlier builds, by path: one made from the same material is left as it is.
    """
    outcome = Outcome(name=order.name)
    for composition in compose_documents(order, settings, view, project):
        base = order.folder / name_file(order, settings, composition.document)
        files = tuple(_Writer(base, gather_material(composition, view), project, known, pictures).write(order.formats))
        problems = (*composition.problems, *([] if composition.facts else [_report_silence(order, settings, view.as_of)]))
        outcome = Outcome(name=order.name, files=(*outcome.files, *files), problems=(*outcome.problems, *problems))
    return outcome


def _report_silence(order: Order, settings: BriefingSettings, as_of: str | None) -> Problem:
    by_then = f" by {as_of}" if as_of else ""
    return Problem(
        severity=Severity.WARNING,
        code="briefing-empty",
        message=f"{order.name} says nothing: no source{by_then} tells anything about {' and '.join(settings.parties)}",
        remedy="Look at its parties and dates, or add articles",
    )


def name_file(order: Order, settings: BriefingSettings, document: str) -> str:
    """The output's name without ending: the briefing's, the document's where there are several, the language's where it is another."""
    name = f"{order.name}-{document}" if len(settings.documents) > 1 else order.name
    return f"{name}.{order.language}" if order.language and order.language != settings.language else name


def gather_material(composition: Composition, view: View) -> Material:
    """The material of a document: the facts that it tells, with all that is printed or attached about them."""
    from briefgen.registry import export_facts

    cited = set(composition.facts)
    told = msgspec.structs.replace(view, facts=tuple(fact for fact in view.facts if fact.id in cited))
    lines = list(export_facts(told))
    return Material(
        composition=composition,
        facts=told.facts,
        sources=tuple(list_cited(told)),
        rulings=tuple(list_rulings(told)),
        export=msgspec.json.format(msgspec.json.encode(lines), indent=1),
        states=tuple(line for line in lines if line["state_of"]),
    )


class _Writer:
    """Makes the files of one document, or leaves those that were made from the same."""

    def __init__(self, base: Path, material: Material, project: Project, known: Mapping[str, Kept], pictures: Pictures) -> None:
        self._base = base
        self._material, self._project, self._known, self._pictures = material, project, known, pictures
        looks = list_files("template", project.templates, leave_out=".html")  # what HTML templates say is in the material
        self._origin = digest_all([material, looks, dict(list_program())])

    def write(self, formats: tuple[str, ...]) -> Iterator[Made]:
        if "pdf" in formats:
            yield self._find("pdf") or self._put("pdf", self._pdf, read_pages(self._pdf).count)
        if "docx" in formats:
            yield self._find("docx") or self._put("docx", make_docx(self._material, self._project, self._pictures, self._list_places()))
        if "html" in formats:
            yield self._find("html") or self._put("html", make_html(self._material.composition, self._project, self._pictures))

    @cached_property
    def _pdf(self) -> bytes:
        return make_pdf(self._material, self._project, self._pictures)

    def _list_places(self) -> Mapping[str, int]:
        """The pages of the PDF, which the contents of the Word document show: no program can know Word's own before Word has opened it."""
        kept = self._find("pdf")
        return read_pages(kept.path.read_bytes() if kept else self._pdf).places

    def _find(self, ending: str) -> Made | None:
        path = self._name(ending)
        kept = self._known.get(str(path))
        return Made(path=path, changed=False, pages=kept.pages, origin=self._origin) if kept and kept.origin == self._origin else None

    def _put(self, ending: str, content: bytes, pages: int | None = None) -> Made:
        path = self._name(ending)
        return Made(path=path, changed=write_whole(path, content), pages=pages, origin=self._origin)

    def _name(self, ending: str) -> Path:
        return self._base.with_name(f"{self._base.name}.{ending}")


def make_pdf(material: Material, project: Project, pictures: Pictures) -> bytes:
    """The PDF, with the facts that it is about attached as ``facts.json`` in the form of the fact export, and its provenance."""
    from briefgen.render.pdf import Attachment, render_pdf

    composition = material.composition
    charts = {chart.name: pictures.draw(chart, "svg-text", composition.theme) for chart in composition.charts}
    provenance = make_provenance(composition.html, material.sources, decisions=material.rulings, pictures=charts.values())
    attachments = [
        Attachment(name=FACTS, content=material.export, description=composition.title),
        Attachment(name=NAME, content=provenance, description=composition.title),
    ]
    return render_pdf(
        composition.html,
        charts,
        theme=composition.theme,
        attachments=attachments,
        cut_off=composition.cut_off or "",
        resources=project.templates,
    )


def list_rulings(told: View) -> list[Decision]:
    """The editors' decisions that shaped the facts."""
    named = {decision for fact in told.facts for decision in fact.decisions}
    return [decision for decision in told.decisions if decision.id in named]


def make_docx(material: Material, project: Project, pictures: Pictures, pages: Mapping[str, int]) -> bytes:
    """The DOCX on the project's ``house.docx``, or the carried one."""
    from briefgen.render.docx import ChartImage, render_docx

    composition = material.composition
    charts = {
        chart.name: ChartImage(
            svg=pictures.draw(chart, "svg-path", composition.theme),
            png=pictures.draw(chart, "png", composition.theme),
            chart=chart,
        )
        for chart in composition.charts
    }
    own = project.templates / _HOUSE
    return render_docx(
        composition.html,
        charts,
        house=own if own.is_file() else None,
        cut_off=composition.cut_off or "",
        language=composition.language,
        pages=pages,
        facts=material.facts,
        provenance=make_provenance(composition.html, material.sources, decisions=material.rulings, states=material.states),
    )


def list_cited(told: View) -> list[SourceInfo]:
    """The sources that the facts quote."""
    cited = {evidence.article for fact in told.facts for evidence in fact.evidence}
    return [source for source in told.sources if source.stem in cited]


def make_html(composition: Composition, project: Project, pictures: Pictures) -> bytes:
    """One self-contained file for the browser."""
    from briefgen.render.preview import render_html_file

    charts = {chart.name: pictures.draw(chart, "svg-path", composition.theme) for chart in composition.charts}
    return render_html_file(composition.html, charts, theme=composition.theme, resources=project.templates).encode()

"""One briefing, from the view of the registry to its finished files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from briefgen.compose import BriefingSettings, Composition
from briefgen.model import Chart, Decision, SourceInfo, View
from briefgen.pipeline.composing import compose_documents
from briefgen.pipeline.orders import Made, Order, Outcome
from briefgen.pipeline.outputs import write_whole
from briefgen.pipeline.pages import read_pages
from briefgen.project import Project
from briefgen.verification.provenance import NAME, make_provenance

if TYPE_CHECKING:
    from briefgen.charts.draw import Form

_HOUSE = "house.docx"
FACTS = "facts.json"


def make_documents(order: Order, settings: BriefingSettings, view: View, project: Project) -> Outcome:
    """Composes the briefing's documents and writes each in every format asked for; a file is whole or absent."""
    outcome = Outcome(name=order.name)
    for composition in compose_documents(order, settings, view, project):
        base = order.folder / name_file(order, settings, composition.document)
        files = tuple(_write_formats(order.formats, base, composition, view, project))
        outcome = Outcome(name=order.name, files=(*outcome.files, *files), problems=(*outcome.problems, *composition.problems))
    return outcome


def name_file(order: Order, settings: BriefingSettings, document: str) -> str:
    """The output's name without ending: the briefing's, the document's where there are several, the language's where it is another."""
    name = f"{order.name}-{document}" if len(settings.documents) > 1 else order.name
    return f"{name}.{order.language}" if order.language and order.language != settings.language else name


def _write_formats(formats: tuple[str, ...], base: Path, composition: Composition, view: View, project: Project) -> Iterator[Made]:
    cited = set(composition.facts)
    told = msgspec.structs.replace(view, facts=tuple(fact for fact in view.facts if fact.id in cited))
    pages: Mapping[str, int] = {}
    if {"pdf", "docx"} & set(formats):
        # The contents of the Word document show the pages of the PDF: no program can know Word's own before Word has opened it.
        content = make_pdf(composition, told, project)
        found = read_pages(content)
        pages = found.places
        if "pdf" in formats:
            yield _write(base, "pdf", content, found.count)
    if "docx" in formats:
        yield _write(base, "docx", make_docx(composition, told, project, pages))
    if "html" in formats:
        yield _write(base, "html", make_html(composition, project))


def _write(base: Path, ending: str, content: bytes, pages: int | None = None) -> Made:
    path = base.with_name(f"{base.name}.{ending}")
    return Made(path=path, changed=write_whole(path, content), pages=pages)


@lru_cache(maxsize=128)
def draw_once(chart: Chart, form: Form, theme: str) -> bytes:
    """The chart drawn; one that several formats or documents of a run show is drawn only once in each form."""
    from briefgen.charts import draw_chart

    return draw_chart(chart, form=form, theme=theme)


def make_pdf(composition: Composition, told: View, project: Project) -> bytes:
    """The PDF, with the facts that it is about attached as ``facts.json`` in the form of the fact export, and its provenance."""
    from briefgen.registry import export_facts
    from briefgen.render.pdf import Attachment, render_pdf

    charts = {chart.name: draw_once(chart, "svg-text", composition.theme) for chart in composition.charts}
    content = msgspec.json.format(msgspec.json.encode(list(export_facts(told))), indent=1)
    provenance = make_provenance(composition.html, list_cited(told), decisions=list_rulings(told), pictures=charts.values())
    attachments = [
        Attachment(name=FACTS, content=content, description=composition.title),
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


def list_states(told: View) -> list[dict[str, Any]]:
    """The lines of the fact export that stand for other states of the facts."""
    from briefgen.registry import export_facts

    return [line for line in export_facts(told) if line["state_of"]]


def make_docx(composition: Composition, told: View, project: Project, pages: Mapping[str, int]) -> bytes:
    """The DOCX on the project's ``house.docx``, or the carried one."""
    from briefgen.render.docx import ChartImage, render_docx

    charts = {
        chart.name: ChartImage(
            svg=draw_once(chart, "svg-path", composition.theme),
            png=draw_once(chart, "png", composition.theme),
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
        facts=told.facts,
        provenance=make_provenance(composition.html, list_cited(told), decisions=list_rulings(told), states=list_states(told)),
    )


def list_cited(told: View) -> list[SourceInfo]:
    """The sources that the facts quote."""
    cited = {evidence.article for fact in told.facts for evidence in fact.evidence}
    return [source for source in told.sources if source.stem in cited]


def make_html(composition: Composition, project: Project) -> bytes:
    """One self-contained file for the browser."""
    from briefgen.render.preview import render_html_file

    charts = {chart.name: draw_once(chart, "svg-path", composition.theme) for chart in composition.charts}
    return render_html_file(composition.html, charts, theme=composition.theme, resources=project.templates).encode()

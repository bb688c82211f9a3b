"""Documents composed and looked at, but not written: for ``lint`` and ``preview``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.compose import Composition, load_briefing
from briefgen.errors import BriefgenError
from briefgen.model import Problem, Record
from briefgen.pipeline.blame import blaming_templates
from briefgen.pipeline.briefings import check_parties
from briefgen.pipeline.composing import compose_documents
from briefgen.pipeline.documents import make_html, name_file
from briefgen.pipeline.orders import Failure, Order, describe_failure
from briefgen.pipeline.pictures import Pictures
from briefgen.project import Project
from briefgen.registry import Registry


class Linted(Record):
    """One document by the name of its file, with what there is against it; or the error that ended its briefing."""

    name: str
    problems: tuple[Problem, ...] = ()
    failure: Failure | None = None


class Page(Record):
    """One document by the name of its file, as HTML for a browser; or the error that ended its briefing."""

    name: str
    html: bytes = b""
    failure: Failure | None = None


def lint_briefings(project: Project, registry: Registry, orders: Sequence[Order]) -> Iterator[Linted]:
    """What there is against each document of each briefing; one that fails does not stop the others."""
    for order in orders:
        try:
            for name, composition in _compose(project, registry, order):
                yield Linted(name=name, problems=composition.problems)
        except BriefgenError as error:
            yield Linted(name=order.name, failure=describe_failure(error))


def make_pages(project: Project, registry: Registry, orders: Sequence[Order]) -> Iterator[Page]:
    """Each document of each briefing as one HTML file; one that fails does not stop the others."""
    pictures = Pictures(project.pictures)
    for order in orders:
        try:
            for name, composition in _compose(project, registry, order):
                yield Page(name=name, html=make_html(composition, project, pictures))
        except BriefgenError as error:
            yield Page(name=order.name, failure=describe_failure(error))


def _compose(project: Project, registry: Registry, order: Order) -> Iterator[tuple[str, Composition]]:
    settings = load_briefing(order.settings)
    check_parties(settings, order.settings)
    view = registry.view(order.as_of or settings.as_of, scope=settings.name)
    with blaming_templates(project.templates):
        compositions = compose_documents(order, settings, view, project)
    for composition in compositions:
        yield name_file(order, settings, composition.document), composition

"""Publishing: the documents of a briefing as a numbered edition, and the lock file that tells what they were made from."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from briefgen.compose import BriefingSettings, Composition, load_briefing
from briefgen.editions import Edition, Output, Sentence, encode_edition, lock_conflicts, lock_facts, lock_questions
from briefgen.editions.records import FORMAT
from briefgen.errors import BriefgenError, ProjectError
from briefgen.model import Record, Severity, View
from briefgen.pipeline.blame import blaming_templates
from briefgen.pipeline.briefings import check_parties, make_briefings
from briefgen.pipeline.causes import list_order_inputs
from briefgen.pipeline.composing import compose_bare, digest_content
from briefgen.pipeline.history import edition_path, find_forerunner, list_editions, series_of
from briefgen.pipeline.inputs import digest_bytes, list_articles_read, list_logs_read, list_settings_read
from briefgen.pipeline.memory import name_order, read_memory, remember, write_memory
from briefgen.pipeline.orders import Failure, Order, Outcome, describe_failure
from briefgen.pipeline.outputs import remove_unfinished, write_whole
from briefgen.pipeline.program import describe_program
from briefgen.project import Project
from briefgen.registry import Registry


class Published(Record):
    """What came of publishing one briefing: the edition's file and documents; the edition that says the same already; or why not."""

    name: str
    edition: str | None = None
    path: Path | None = None
    same_as: str | None = None
    outcome: Outcome | None = None
    failure: Failure | None = None


class _Prepared(Record):
    """A briefing as it would be published now."""

    order: Order
    settings: BriefingSettings
    view: View
    bare: tuple[Composition, ...]
    content: str
    newest: Edition | None
    number: int

    @property
    def series(self) -> str:
        return series_of(self.order, self.settings)

    @property
    def numbered(self) -> Order:
        return msgspec.structs.replace(self.order, edition=self.number)


def publish_briefings(project: Project, registry: Registry, orders: Sequence[Order], *, jobs: int) -> Iterator[Published]:
    """Publishes each briefing whose content differs from its newest edition; one that fails does not stop the others.

    The documents are written first and the lock file last, each whole or not at all: what was stopped in between is published
    again under the same number. A document that breaks a rule is not published.
    """
    with publish_alone(project):
        for folder in project.editions.glob("*"):
            remove_unfinished(folder)
        known: dict[str, Published] = {}
        prepared: dict[str, _Prepared] = {}
        for order in orders:
            result = _prepare(project, registry, order)
            if isinstance(result, Published):
                known[order.name] = result
            else:
                prepared[order.name] = result
        made = make_briefings(project, registry, [one.numbered for one in prepared.values()], jobs=jobs)
        outcomes = {outcome.name: outcome for outcome in made}
        for order in orders:
            yield known.get(order.name) or _finish(project, prepared[order.name], outcomes[order.name])


@contextmanager
def publish_alone(project: Project) -> Iterator[None]:
    """One publisher at a time, so that no two give the same number."""
    try:
        project.cache.mkdir(parents=True, exist_ok=True)
        file = (project.cache / "publish.lock").open("w")
    except OSError as error:
        raise ProjectError(
            f"cannot be written: {error.strerror}", place=project.relative(project.cache), remedy="Check the folder's rights"
        ) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ProjectError(
                "another publish is running in this project", place=str(project.root), remedy="Try again when it has ended"
            ) from None
        yield


def _prepare(project: Project, registry: Registry, order: Order) -> _Prepared | Published:
    try:
        prepared = _compose(project, registry, order)
        if prepared.newest is not None and prepared.newest.content == prepared.content:
            return Published(name=order.name, same_as=prepared.newest.name)
        faults = [problem for one in prepared.bare for problem in one.problems if problem.severity is Severity.ERROR]
    except BriefgenError as error:
        return Published(name=order.name, failure=describe_failure(error))
    if faults:
        message = f"{len(faults)} finding(s) against the document, the first: {faults[0].message}. See: briefgen lint {order.name}"
        return Published(name=order.name, failure=Failure(message=message, exit_code=1))
    return prepared


def _compose(project: Project, registry: Registry, order: Order) -> _Prepared:
    settings = load_briefing(order.settings)
    check_parties(settings, order.settings)
    view = registry.view(order.as_of or settings.as_of, scope=settings.name)
    with blaming_templates(project.templates):
        bare = compose_bare(order, settings, view, project)
    content = digest_content(bare, view, project)
    return _Prepared(
        order=order,
        settings=settings,
        view=view,
        bare=bare,
        content=content,
        newest=find_forerunner(project, order, settings),
        number=max(list_editions(project, series_of(order, settings)), default=0) + 1,
    )


def _finish(project: Project, prepared: _Prepared, outcome: Outcome) -> Published:
    if outcome.failure:
        return Published(name=outcome.name, failure=outcome.failure)
    try:
        edition = lock_edition(project, prepared, outcome)
        path = edition_path(project, prepared.series, prepared.number)
        write_whole(path, encode_edition(edition))
    except BriefgenError as error:
        return Published(name=outcome.name, failure=describe_failure(error))
    _remember(project, prepared, outcome)
    return Published(name=outcome.name, edition=edition.name, path=path, outcome=outcome)


def _remember(project: Project, prepared: _Prepared, outcome: Outcome) -> None:
    """The next build would make the same bytes again: the content bears the number of its edition."""
    memory = dict(read_memory(project))
    memory[name_order(prepared.order)] = remember(outcome, list_order_inputs(prepared.order, prepared.view, project))
    write_memory(project, memory)


def lock_edition(project: Project, prepared: _Prepared, outcome: Outcome) -> Edition:
    """The record of an edition that was just made."""
    settings, first, newest = prepared.settings, prepared.bare[0], prepared.newest
    since = edition_path(project, newest.series, newest.number) if newest else None
    told = {fact for composition in prepared.bare for fact in composition.facts}
    cited = {evidence.article for fact in prepared.view.facts if fact.id in told for evidence in fact.evidence}
    return Edition(
        format=FORMAT,
        series=prepared.series,
        number=prepared.number,
        briefing=prepared.order.name,
        title=first.title,
        language=first.language,
        theme=first.theme,
        status=settings.status,
        cut_off=first.cut_off,
        as_of=prepared.order.as_of,
        since=newest.number if newest else None,
        content=prepared.content,
        program=describe_program(),
        settings=project.relative(prepared.order.settings),
        documents=settings.documents,
        formats=prepared.order.formats,
        outputs=tuple(_describe_output(made.path, made.pages) for made in outcome.files),
        articles=list_articles_read(project),
        inputs=list_settings_read(project, prepared.order.settings, since),
        logs=list_logs_read(project),
        facts=lock_facts(prepared.view, told),
        conflicts=lock_conflicts(prepared.view, told),
        questions=lock_questions(prepared.view, told),
        sources=tuple(source for source in prepared.view.sources if source.stem in cited),
        sentences=_list_sentences(prepared.bare),
    )


def _describe_output(path: Path, pages: int | None) -> Output:
    return Output(name=path.name, sha256=digest_bytes(path.read_bytes()), pages=pages)


def _list_sentences(compositions: Sequence[Composition]) -> dict[str, tuple[Sentence, ...]]:
    return {one.document: tuple(Sentence(text=told.text, facts=told.facts) for told in one.sentences) for one in compositions}

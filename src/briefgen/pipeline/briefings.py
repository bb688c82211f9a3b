"""Briefings made one beside the other: each in a process of its own, so that none waits for another's page layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from difflib import get_close_matches
from multiprocessing import get_context
from pathlib import Path

import msgspec

from briefgen.compose import BriefingSettings, load_briefing
from briefgen.errors import BriefgenError, SettingsError, UsageError
from briefgen.model import Record, View
from briefgen.pipeline.blame import blaming_templates
from briefgen.pipeline.causes import list_order_inputs
from briefgen.pipeline.documents import make_documents
from briefgen.pipeline.memory import Entry, find_made, list_reasons, name_order, read_memory, recall, remember, write_memory
from briefgen.pipeline.orders import Change, Order, Outcome, describe_failure
from briefgen.pipeline.outputs import remove_unfinished
from briefgen.pipeline.pictures import Pictures, remove_oldest
from briefgen.pipeline.workers import ignore_interrupts
from briefgen.project import Project
from briefgen.registry import TOO_EARLY, Registry

_CODES = "Countries by ISO 3166-1 alpha-3 code (VNM, RUS), organisations by acronym (ASEAN, EU)"


class _Task(Record):
    """An order with all that it is made from, and what an earlier build made of it."""

    order: Order
    settings: BriefingSettings
    view: View
    project: Project
    inputs: dict[str, str]
    earlier: Entry | None
    force: bool


# Read by the workers: a fork hands them over without copying, where a queue would pickle thousands of facts.
_tasks: dict[str, _Task] = {}


def make_briefings(project: Project, registry: Registry, orders: Sequence[Order], *, jobs: int, force: bool = False) -> Iterator[Outcome]:
    """What came of each order, in the order given; one that fails does not stop the others.

    A briefing of which nothing changed since it was made is not made again, unless ``force``.
    """
    memory = dict(read_memory(project))
    for folder in {order.folder for order in orders}:
        remove_unfinished(folder)
    try:
        known = {
            order.name: outcome for order in orders if (outcome := _prepare(project, registry, order, memory.get(name_order(order)), force))
        }
        made = _make_all([order.name for order in orders if order.name not in known], jobs)
        for order in orders:
            outcome = known[order.name] if order.name in known else next(made)
            if outcome.failure is None:
                memory[name_order(order)] = remember(outcome, _tasks[order.name].inputs)
            yield outcome
    finally:
        _tasks.clear()
        write_memory(project, memory)
        remove_oldest(project.pictures)


def _prepare(project: Project, registry: Registry, order: Order, earlier: Entry | None, force: bool) -> Outcome | None:
    """Lays ready what an order needs; an outcome where nothing changed, or where its settings already fail."""
    try:
        settings = load_briefing(order.settings)
        check_parties(settings, order.settings)
        view = registry.view(order.as_of or settings.as_of, scope=settings.name)
        check_sources(view, order.name)
    except BriefgenError as error:
        return Outcome(name=order.name, failure=describe_failure(error))
    inputs = list_order_inputs(order, view, project)
    _tasks[order.name] = _Task(order=order, settings=settings, view=view, project=project, inputs=inputs, earlier=earlier, force=force)
    return None if force else recall(earlier, inputs, order)


def check_parties(settings: BriefingSettings, path: Path) -> None:
    """Raises :class:`SettingsError` for a party that the entity pack does not know, naming the nearest that it does."""
    from briefgen.extract.entities import list_parties, party_name

    known = list_parties()
    for code in settings.parties:
        if code not in known:
            near = get_close_matches(code, known, n=3)
            remedy = f"Did you mean {' or '.join(f'{one} ({party_name(one, settings.language)})' for one in near)}?" if near else _CODES
            raise SettingsError(f"there is no party {code}", place=f"{path.name}{_line_of('parties', path)}", remedy=remedy)


def check_sources(view: View, name: str) -> None:
    """Raises :class:`UsageError` where no source had said anything by the cut-off: there is nothing to write."""
    for problem in view.problems:
        if problem.code == TOO_EARLY:
            raise UsageError(problem.message, place=name, remedy=problem.remedy)


def _line_of(key: str, path: Path) -> str:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return next((f":{number}" for number, line in enumerate(lines, start=1) if line.lstrip().startswith(key)), "")


def _make_all(names: Sequence[str], jobs: int) -> Iterator[Outcome]:
    if jobs < 2 or len(names) < 2:
        yield from map(_make_one, names)
        return
    with ProcessPoolExecutor(min(jobs, len(names)), mp_context=get_context("fork"), initializer=ignore_interrupts) as pool:
        yield from pool.map(_make_one, names)


def _make_one(name: str) -> Outcome:
    task = _tasks[name]
    changes = (Change(kind="forced"),) if task.force else list_reasons(task.earlier, task.inputs)
    known = {} if task.force else find_made(task.earlier)
    pictures = Pictures(task.project.pictures, anew=task.force)
    try:
        with blaming_templates(task.project.templates):
            outcome = make_documents(task.order, task.settings, task.view, task.project, known=known, pictures=pictures)
    except BriefgenError as error:
        outcome = Outcome(name=name, failure=describe_failure(error))
    return msgspec.structs.replace(outcome, changes=changes)

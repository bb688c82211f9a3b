"""``build``, ``watch``: from articles to finished documents, once or whenever something is saved."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from briefgen.cli.messages import say
from briefgen.cli.parser import Commands, Parser, add_command, read_count, split_list

if TYPE_CHECKING:
    from briefgen.cli.context import Context
    from briefgen.editions import Edition
    from briefgen.pipeline.orders import Built, Order, Outcome
    from briefgen.pipeline.rebuilding import Remade
    from briefgen.project import Project


def add_commands(commands: Commands) -> None:
    build = add_command(commands, "build", run_build)
    _add_options(build)
    build.add_argument("--force", action="store_true", help=say("options.force"))
    build.add_argument("--redline", metavar="EDITION", help=say("options.redline"))
    build.add_argument("--fail-on-warning", action="store_true", help=say("options.fail-on-warning"))
    watch = add_command(commands, "watch", run_watch)
    _add_options(watch)
    watch.set_defaults(force=False, fail_on_warning=False, redline=None)


def _add_options(parser: Parser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="*", help=say("options.name"))
    parser.add_argument("--format", metavar="FORMAT", type=split_list, default=("pdf", "docx"), help=say("options.format"))
    parser.add_argument("--language", metavar="LANGUAGE", help=say("options.language"))
    parser.add_argument("--as-of", metavar="DATE", help=say("options.as-of"))
    parser.add_argument("--output", "-o", metavar="DIR", type=Path, help=say("options.output"))
    parser.add_argument("--jobs", "-j", metavar="N", type=read_count, default=os.cpu_count() or 1, help=say("options.jobs"))
    parser.add_argument("--explain", action="store_true", help=say("options.explain"))


def run_watch(options: argparse.Namespace, context: Context) -> int:
    """Builds at once and whenever something is saved, until Ctrl-C; a build that fails says so, and the next save tries again."""
    from briefgen.cli.watching import take_snapshot, watch_project

    seen = take_snapshot(context.project)
    try:
        _try_build(options, context)
        for _ in watch_project(context.project, seen):
            _try_build(options, context)
    except KeyboardInterrupt:
        context.note("")
    return 0


def _try_build(options: argparse.Namespace, context: Context) -> None:
    from briefgen.errors import BriefgenError

    try:
        run_build(options, context)
        sys.stdout.flush()
    except BriefgenError as error:
        print(" ".join(f"briefgen: {error}".split()), file=sys.stderr)
    sys.stderr.flush()
    context.note(say("build.watching"))


def run_build(options: argparse.Namespace, context: Context) -> int:
    """Makes the briefings and says what was made of what.

    The exit code is that of the first briefing that failed; 1 where all were made but an article could not be read, a document
    broke a rule, or (``--fail-on-warning``) anything is doubtful.
    """
    from briefgen.cli.summary import decide_exit_code, print_summary

    started = perf_counter()
    edition, earlier = _aim_at_edition(options, context) if options.redline else (None, None)
    orders, unknown = _make_orders(options, context.project)
    built = _build(orders, unknown, context, jobs=options.jobs, force=options.force)
    if edition is not None and earlier is not None:
        built = _redline(built, edition, earlier)
    print_summary(built, context, seconds=perf_counter() - started, explain=options.explain)
    return decide_exit_code(built, fail_on_warning=options.fail_on_warning)


def _aim_at_edition(options: argparse.Namespace, context: Context) -> tuple[Edition, Remade]:
    """The edition to compare with and its documents; unless others are named, its briefing alone is made, in its language."""
    from briefgen.errors import UsageError
    from briefgen.pipeline.history import find_edition
    from briefgen.pipeline.redlining import recover_drafts

    edition = find_edition(context.project, options.redline, Path.cwd())
    options.name = options.name or [edition.briefing]
    if edition.series != edition.briefing:
        options.language = options.language or edition.language
    if "docx" not in options.format or edition.briefing not in (Path(given).name.removesuffix(".toml") for given in options.name):
        raise UsageError(say("errors.redline"), place=edition.name, remedy=say("errors.redline_remedy", name=edition.briefing))
    earlier = recover_drafts(context.project, edition, jobs=options.jobs)
    if earlier.differing:
        context.note(say("build.remade", name=edition.name))
    return edition, earlier


def _redline(built: Built, edition: Edition, earlier: Remade) -> Built:
    import msgspec

    from briefgen.pipeline.redlining import add_redlines

    return msgspec.structs.replace(built, outcomes=tuple(add_redlines(one, edition, earlier) for one in built.outcomes))


def _build(orders: list[Order], unknown: list[Outcome], context: Context, *, jobs: int, force: bool) -> Built:
    """What came of the orders, from the receipt of an earlier build where nothing changed since."""
    from briefgen.pipeline.receipts import digest_project, keep_build, recall_build

    if context.registry is not None or unknown:  # a registry elsewhere is to be brought up to date in any case
        return _build_now(orders, unknown, context, jobs=jobs, force=force)
    inputs = digest_project(context.project)
    recalled = None if force else recall_build(context.project, orders, inputs)
    if recalled is not None:
        return recalled
    built = _build_now(orders, unknown, context, jobs=jobs, force=force)
    if digest_project(context.project) == inputs:  # nothing was saved while it ran
        keep_build(context.project, orders, inputs, built)
    return built


def _build_now(orders: list[Order], unknown: list[Outcome], context: Context, *, jobs: int, force: bool) -> Built:
    from briefgen.cli.reading import open_registry_of, refresh
    from briefgen.pipeline.briefings import make_briefings
    from briefgen.pipeline.orders import Built, count_view

    with open_registry_of(context) as registry:
        ingested = refresh(context, registry, force=force, jobs=jobs)
        view = registry.view(orders[0].as_of if orders else None)
        made = _report_progress(make_briefings(context.project, registry, orders, jobs=jobs, force=force), orders, context)
        return Built(ingested=ingested, counts=count_view(view), doubts=view.problems, outcomes=(*unknown, *made))


def _make_orders(options: argparse.Namespace, project: Project) -> tuple[list[Order], list[Outcome]]:
    """The orders, and the outcomes of names that no briefing has: the others are made all the same."""
    from briefgen.cli.selection import check_values, read_date, suggest
    from briefgen.errors import ProjectError, UsageError
    from briefgen.pipeline.orders import FORMATS, LANGUAGES, Order, Outcome, describe_failure
    from briefgen.project import list_briefings

    if not options.format:
        raise UsageError(say("errors.empty"), remedy=suggest("", FORMATS))
    check_values("format", options.format, FORMATS)
    check_values("language", [options.language] if options.language else [], LANGUAGES)
    known = {path.stem: path for path in list_briefings(project)}
    if not known:
        raise ProjectError(say("errors.no_briefings"), place=str(project.root), remedy=say("errors.no_briefings_remedy"))
    as_of = read_date(options.as_of) if options.as_of else None
    folder = Path.cwd() / options.output if options.output else project.output
    orders, unknown = [], []
    for name in dict.fromkeys(Path(given).name.removesuffix(".toml") for given in options.name) or known:
        if name in known:
            order = Order(name=name, settings=known[name], formats=options.format, folder=folder, language=options.language, as_of=as_of)
            orders.append(order)
        else:
            error = UsageError(say("errors.unknown_briefing", name=name), remedy=suggest(name, list(known)))
            unknown.append(Outcome(name=name, failure=describe_failure(error)))
    return orders, unknown


def _report_progress(outcomes: Iterator[Outcome], orders: Sequence[Order], context: Context) -> Iterator[Outcome]:
    from briefgen.cli.progress import progress_line

    with progress_line(shown=context.shows_progress) as line:
        for order in orders:
            line.show(say("progress.making", name=order.name))
            yield next(outcomes)

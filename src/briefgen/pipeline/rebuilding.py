"""An edition made again from what it was made from, in a project folder of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from briefgen.editions import Edition, Program
from briefgen.errors import EditionError
from briefgen.model import Record
from briefgen.pipeline.briefings import make_briefings
from briefgen.pipeline.inputs import digest_bytes
from briefgen.pipeline.orders import Order
from briefgen.pipeline.program import describe_program
from briefgen.pipeline.recovery import recover_inputs
from briefgen.pipeline.registry import open_project_registry, update_registry
from briefgen.project import Project

_MOST_NAMED = 4


class Remade(Record):
    """The documents of an edition made again, by name: ``differing`` names those with other bytes, ``program`` says what else made them."""

    files: Mapping[str, bytes]
    differing: tuple[str, ...]
    program: tuple[str, ...]


def remake_edition(project: Project, edition: Edition, *, formats: Sequence[str] = (), jobs: int = 1) -> Remade:
    """The documents of the edition (in some of its formats only) from its own inputs; the project is only read.

    Raises :class:`EditionError` where an input cannot be found as it was, or the edition has no such format.
    """
    if missing := [one for one in formats if one not in edition.formats]:
        raise EditionError(
            f"this edition has no {missing[0]}", place=edition.name, remedy=f"It was published as: {', '.join(edition.formats)}"
        )
    with TemporaryDirectory(prefix="briefgen-") as name:
        again = Project(Path(name))
        (again.root / "seeds").mkdir() if project.seeds != project.root else None
        recover_inputs(project, edition, again.root)
        files = dict(_make_files(again, edition, tuple(formats) or edition.formats, jobs))
    wanted = {output.name: output.sha256 for output in edition.outputs}
    differing = tuple(sorted(name for name, content in files.items() if wanted.get(name) != digest_bytes(content)))
    return Remade(files=files, differing=differing, program=tuple(compare_programs(edition.program, describe_program())))


def _make_files(again: Project, edition: Edition, formats: tuple[str, ...], jobs: int) -> Iterator[tuple[str, bytes]]:
    order = Order(
        name=edition.briefing,
        settings=again.root / edition.settings,
        # The Word document's contents show the pages of the PDF: without it they could not be the same.
        formats=edition.formats,
        folder=again.output,
        language=edition.language,
        as_of=edition.as_of,
        edition=edition.number,
    )
    with open_project_registry(again, None) as registry:
        update_registry(again, registry, jobs=jobs)
        (outcome,) = make_briefings(again, registry, [order], jobs=1)
    if outcome.failure:
        raise EditionError(
            f"it cannot be made again: {outcome.failure.message}",
            place=edition.name,
            remedy=f"Use briefgen {edition.program.version}, which made it",
        )
    for made in outcome.files:
        if made.path.suffix.removeprefix(".") in formats:
            yield made.path.name, made.path.read_bytes()


def refuse_differing(edition: Edition, remade: Remade) -> None:
    """Raises :class:`EditionError` where a document came out otherwise than it was published, saying what else made it."""
    if not remade.differing:
        return
    cause = f"made by {', '.join(remade.program[:_MOST_NAMED])}" if remade.program else "though all that went into it is the same"
    remedy = "Install the versions that its lock file names" if remade.program else "Report this: the same inputs must give the same bytes"
    raise EditionError(f"{', '.join(remade.differing)} would not be as published, {cause}", place=edition.name, remedy=remedy)


def compare_programs(then: Program, now: Program) -> Iterator[str]:
    """What differs between two programs: ``weasyprint 70.0 instead of 71.0``."""
    before, after = ({"briefgen": one.version, "Python": one.python} | one.packages for one in (then, now))
    for name in sorted(set(before) | set(after)):
        if before.get(name) != after.get(name):
            yield f"{name} {after.get(name, 'absent')} instead of {before.get(name, 'none')}"
    if then.digest != now.digest and then.version == now.version:
        yield f"other files of briefgen {now.version}"

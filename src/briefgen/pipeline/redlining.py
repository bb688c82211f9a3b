"""Word documents with tracked changes against those of an earlier edition."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from briefgen.editions import Edition
from briefgen.pipeline.inputs import digest_bytes
from briefgen.pipeline.orders import Made, Outcome
from briefgen.pipeline.outputs import write_whole
from briefgen.pipeline.rebuilding import Remade, remake_edition
from briefgen.project import Project

_WORD = ".docx"


def recover_drafts(project: Project, edition: Edition, *, jobs: int = 1) -> Remade:
    """The edition's Word documents: those that lie in the output folder as they were published, else all made again.

    Raises :class:`EditionError` where the edition has none, or can no longer be made.
    """
    wanted = {output.name: output.sha256 for output in edition.outputs if output.name.endswith(_WORD)}
    places = (project.output, project.output / "editions" / f"{edition.series}-{edition.number:03}")
    found = {name: content for name, sha256 in wanted.items() for content in _read_as_published(name, sha256, places)}
    if wanted and found.keys() == wanted.keys():
        return Remade(files=found, differing=(), program=())
    return remake_edition(project, edition, formats=("docx",), jobs=jobs)


def _read_as_published(name: str, sha256: str, places: tuple[Path, ...]) -> Iterator[bytes]:
    for folder in places:
        path = folder / name
        if path.is_file() and digest_bytes(content := path.read_bytes()) == sha256:
            yield content


def add_redlines(outcome: Outcome, edition: Edition, earlier: Remade) -> Outcome:
    """The outcome with a redline beside each Word document that the edition has under the same name."""
    if outcome.name != edition.briefing or outcome.failure:
        return outcome
    return msgspec.structs.replace(outcome, files=(*outcome.files, *_write_redlines(outcome, edition, earlier)))


def _write_redlines(outcome: Outcome, edition: Edition, earlier: Remade) -> Iterator[Made]:
    from briefgen.render.docx import redline_docx

    for made in outcome.files:
        if made.path.name in earlier.files and made.path.suffix == _WORD:
            path = made.path.with_name(f"{made.path.stem}.redline-{edition.number}{_WORD}")
            yield Made(path=path, changed=write_whole(path, redline_docx(made.path.read_bytes(), earlier.files[made.path.name])))

"""The editions of a project: where their files lie, and which of them a build stands on."""

from __future__ import annotations

import re
from pathlib import Path

from briefgen.compose import BriefingSettings
from briefgen.editions import Edition, decode_edition
from briefgen.edtf import bounds
from briefgen.errors import EditionError
from briefgen.model import Record
from briefgen.pipeline.orders import Order
from briefgen.project import Project

_DECIDING = 4  # the newest, the one that it is compared with, and where the build is as of a day one or two before them
_LARGEST = 256 * 2**20  # bytes of a lock file; one of ten thousand facts has 20 million
_NUMBERED = re.compile(r"(\d{3,})\.json")


class Frame(Record):
    """What a document says of editions: the number that it bears, None for a draft of the next; and which it is compared with."""

    number: int | None = None
    since: Edition | None = None


def name_series(name: str, language: str | None, own: str) -> str:
    """The folder of a briefing's editions: its name, with the language behind it where that is not its own."""
    return f"{name}.{language}" if language and language != own else name


def series_of(order: Order, settings: BriefingSettings) -> str:
    """The series that an order's editions belong to."""
    return name_series(order.name, order.language, settings.language)


def edition_path(project: Project, series: str, number: int) -> Path:
    """Where the lock file of an edition lies."""
    return project.editions / series / f"{number:03}.json"


def list_editions(project: Project, series: str) -> dict[int, Path]:
    """The lock files of a series by number, the first first."""
    folder = project.editions / series
    found = {int(match[1]): path for path in folder.glob("*.json") if (match := _NUMBERED.fullmatch(path.name))}
    return dict(sorted(found.items()))


def read_edition(path: Path, project: Project) -> Edition:
    """The edition in a file; raises :class:`EditionError` where it cannot be read, was changed, or lies under another's name."""
    place = project.relative(path)
    try:
        if path.stat().st_size > _LARGEST:
            raise EditionError("too large to be an edition", place=place, remedy="Name a file of reports/editions/")
        edition = decode_edition(path.read_bytes(), place)
    except OSError as error:
        raise EditionError(f"cannot be read: {error.strerror}", place=place, remedy="Check the path and who may read it") from error
    if path.parent.name == edition.series and path.name != f"{edition.number:03}.json":
        raise EditionError(f"this file holds edition {edition.number}", place=place, remedy="Give the file its name back")
    return edition


def find_edition(project: Project, named: str, here: Path) -> Edition:
    """The edition named: ``viet-nam-nga/3``, ``viet-nam-nga`` for the newest, or a file's path.

    Raises :class:`EditionError` where there is none, naming what there is.
    """
    path = here / named
    if path.suffix == ".json" and path.is_file():
        return read_edition(path, project)
    series, _, number = named.rpartition("/") if re.fullmatch(r".+/\d+", named) else (named, "", "")
    known = list_editions(project, series) if series and "/" not in series else {}
    if not known:
        there = ", ".join(sorted(folder.name for folder in project.editions.glob("*") if list_editions(project, folder.name))) or "–"
        raise EditionError(f"there is no edition of {series or named!r}", place=named, remedy=f"There are editions of: {there}")
    chosen = int(number) if number else max(known)
    if chosen not in known:
        raise EditionError(f"there is no edition {chosen}", place=named, remedy=f"There are: {', '.join(map(str, known))}")
    return read_edition(known[chosen], project)


def choose_frame(project: Project, order: Order, settings: BriefingSettings, content: str) -> Frame:
    """What the documents with this content say of editions.

    Content that the newest edition already has bears its number, and tells what changed in it; any other is a draft of the next, compared
    with the newest. Of a document as of a day, editions that knew of later are no forerunners.
    """
    newest = find_forerunner(project, order, settings)
    if newest is None:
        return Frame()
    if newest.content == content:
        since = find_since(project, newest)
        return Frame(number=newest.number, since=since)
    return Frame(since=newest)


def find_since(project: Project, edition: Edition) -> Edition | None:
    """The edition that another one is compared with."""
    if edition.since is None:
        return None
    return read_edition(edition_path(project, edition.series, edition.since), project)


def find_forerunner(project: Project, order: Order, settings: BriefingSettings) -> Edition | None:
    """The newest edition that documents of this order are compared with; None where there is none yet."""
    limit = bounds(order.as_of or settings.as_of)
    for path in reversed(list_editions(project, series_of(order, settings)).values()):
        edition = read_edition(path, project)
        known = bounds(edition.cut_off)
        if limit is None or known is None or known[0] <= limit[1]:
            return edition
    return None


def list_deciding(project: Project, order: Order) -> list[Path]:
    """The lock files on which it depends what a build of this order says of editions: a few of each series that may be meant."""
    names = {order.name, name_series(order.name, order.language, "")}
    return [path for name in sorted(names) for path in list(list_editions(project, name).values())[-_DECIDING:]]

"""Articles read into what the registry takes of them, in one process or several: the result is the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from briefgen.articles import read_article
from briefgen.extract.extractor import extract_mentions, prepare_languages
from briefgen.extract.packs import Packs, load_packs
from briefgen.model import Problem, Record
from briefgen.pipeline.inventory import Found
from briefgen.pipeline.workers import ignore_interrupts, is_worthwhile
from briefgen.project import Project
from briefgen.registry import make_entry
from briefgen.registry.writing import Entry

Progress = Callable[[int, int, str], None]
# Below this a second process costs more than it saves.
_BYTES_FOR_TWO = 400_000


class Read(Record):
    """What came of one file: an entry for the registry, or only the problems that kept it from being read."""

    found: Found
    entry: Entry | None
    problems: tuple[Problem, ...] = ()


def read_articles(project: Project, articles: Sequence[Found], *, version: str, jobs: int, progress: Progress) -> Iterator[Read]:
    """What the articles say, one after the other in the order given, each as soon as it is read."""
    if not articles:
        return
    _packs()  # before any fork, so that the children share them
    for number, read in enumerate(_read_all(project.root, articles, version, jobs)):
        progress(number + 1, len(articles), read.found.place)
        yield read


def _read_all(root: Path, articles: Sequence[Found], version: str, jobs: int) -> Iterator[Read]:
    tasks = [(root, found, version) for found in articles]
    if jobs < 2 or len(articles) < 2 or not is_worthwhile([found.path for found in articles], _BYTES_FOR_TWO):
        yield from map(_read_one, tasks)
        return
    prepare_languages()  # once, before the fork
    with ProcessPoolExecutor(jobs, mp_context=get_context("fork"), initializer=ignore_interrupts) as pool:
        yield from pool.map(_read_one, tasks, chunksize=4)


def _read_one(task: tuple[Path, Found, str]) -> Read:
    root, found, version = task
    result = read_article(found.path, root)
    if result.article is None:
        return Read(found=found, entry=None, problems=result.problems)
    extraction = extract_mentions(result.article, _packs())
    problems = (*result.problems, *extraction.problems)
    return Read(found=found, entry=make_entry(result.article, extraction.mentions, problems, extractor=found.version(version)))


@cache
def _packs() -> Packs:
    return load_packs()

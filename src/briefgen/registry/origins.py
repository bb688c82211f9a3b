"""Which sources are independent of each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from briefgen.model import Fact, SourceInfo, Status
from briefgen.registry.names import outlet_key

GroupCopies = Callable[[Iterable[tuple[str, str, str | None]]], Mapping[str, str]]


def name_origins(
    sources: Sequence[SourceInfo], fingerprints: Mapping[str, str | None], group_copies: GroupCopies | None
) -> tuple[SourceInfo, ...]:
    """The sources, each with its origin: the first publisher, one for all copies of a story.

    A republished article has the origin of the outlet it was taken from; what has no outlet stands for itself.
    ``group_copies`` tells copies by their fingerprints; without it only equal ones are copies.
    """
    known = [(one.stem, mark, one.published) for one in sources if (mark := fingerprints.get(one.stem))]
    heads = (group_copies or _group_equal)(known) if known else {}
    own = {one.stem: _own_origin(one) for one in sources}
    return tuple(msgspec.structs.replace(one, origin=own.get(heads.get(one.stem, one.stem), own[one.stem])) for one in sources)


def _own_origin(source: SourceInfo) -> str:
    outlet = source.original_outlet or source.outlet
    return outlet_key(outlet) if outlet else f"article:{source.stem}"


def _group_equal(known: Iterable[tuple[str, str, str | None]]) -> dict[str, str]:
    """Copies of one story by equal fingerprints: the earliest published, then the first by name, stands for all."""
    heads: dict[str, str] = {}
    marks: dict[str, str] = {}
    for stem, mark, _ in sorted(known, key=lambda one: (one[2] is None, one[2] or "", one[0])):
        heads[stem] = marks.setdefault(mark, stem)
    return heads


def set_status(fact: Fact, origins: Mapping[str, str], contested: bool) -> Fact:
    """The fact with its status: contested, derived, corroborated by two independent sources or more, or from a single one."""
    return msgspec.structs.replace(fact, status=_status_of(fact, origins, contested))


def _status_of(fact: Fact, origins: Mapping[str, str], contested: bool) -> Status:
    if contested:
        return Status.CONTESTED
    if fact.derived_from is not None:
        return Status.DERIVED
    independent = {origins.get(one.article, one.article) for one in fact.evidence}
    return Status.CORROBORATED if len(independent) > 1 else Status.SINGLE_SOURCE

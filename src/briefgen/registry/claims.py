"""One claim of several: the first speaks, the others fill what it leaves open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from briefgen.model import Agreement, Claim, Meeting, Participant
from briefgen.registry.names import person_key

# What may be taken over from another mention of the same fact; stage, value and date never are.
_OPEN_FIELDS = {
    "meeting": ("series", "ordinal", "place", "mode"),
    "milestone": ("level",),
    "agreement": ("period",),
    "statistic": ("qualifier", "change", "compiler"),
    "commitment": ("due",),
    "statement": ("addressee",),
    "role": ("organisation", "period"),
}


def join_claims(claims: Sequence[Claim]) -> Claim:
    """The first claim with its open fields filled from the next that knows them; people of all, each once."""
    first = claims[0]
    if len(claims) == 1:
        return first
    kind = str(first.__struct_config__.tag)
    changes: dict[str, object] = {name: value for name in _OPEN_FIELDS[kind] if (value := _first_known(claims, name)) is not None}
    if isinstance(first, Meeting):
        meetings = [one for one in claims if isinstance(one, Meeting)]
        changes["chairs"] = join_people(one.chairs for one in meetings)
        changes["participants"] = join_people(one.participants for one in meetings)
    if isinstance(first, Agreement):
        changes["name"] = _fullest(one.name for one in claims if isinstance(one, Agreement))
    return msgspec.structs.replace(first, **changes)


def _fullest(names: Iterable[str]) -> str:
    """The name with the most words: an acronym alone says less than the name that it stands for; the first of equals."""
    return max(list(names), key=lambda name: len(name.split()), default="")


def _first_known(claims: Sequence[Claim], name: str) -> object:
    return next((value for one in claims if (value := getattr(one, name, None)) is not None), None)


def join_people(groups: Iterable[Sequence[Participant]]) -> tuple[Participant, ...]:
    """All people, each once by name: the first office given stays, a missing one or a missing party is filled."""
    people: dict[str, Participant] = {}
    for group in groups:
        for one in group:
            key = person_key(one.name) if one.name else f"{one.role}|{one.party}"
            known = people.get(key)
            people[key] = one if known is None else _fill(known, one)
    return tuple(people.values())


def _fill(known: Participant, other: Participant) -> Participant:
    return Participant(name=known.name, role=known.role or other.role, party=known.party or other.party)

"""Fields on which the mentions of one fact disagree."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefgen.edtf import contains, disjoint, has_year
from briefgen.model import Agreement, ConflictKind, Evidence, Meeting, Mention, Milestone
from briefgen.registry.merged import Clash, Reading
from briefgen.registry.names import party_words, place_key, words_of
from briefgen.registry.stages import stage_of

Read = Callable[[Mention], str | None]


def find_clashes(cluster: Sequence[Mention]) -> tuple[Clash, ...]:
    """What the mentions of one fact do not agree on, in order of the fields' names; finer dates and places are no clash."""
    if len(cluster) == 1:
        return ()
    found = [_date_clash(cluster), *(_clash(cluster, name, read, apart) for name, read, apart in _FIELDS)]
    return tuple(sorted((one for one in found if one), key=lambda one: one.field))


def _date_clash(cluster: Sequence[Mention]) -> Clash | None:
    """Disjoint dates of one event; a plan and its outcome are not a contradiction."""
    events = [one for one in cluster if isinstance(one.claim, Meeting | Milestone) and not _is_level(one)]
    clash = _clash(events, "date", lambda one: one.date.edtf, _dates_apart)
    if clash is None:
        return None
    held = [one for one in events if stage_of(one.claim) in ("held", "")]
    kind = ConflictKind.CONTRADICTION if _clash(held, "date", lambda one: one.date.edtf, _dates_apart) else ConflictKind.PLAN_OUTCOME
    return Clash(kind=kind, field=clash.field, readings=clash.readings)


def _is_level(mention: Mention) -> bool:
    return isinstance(mention.claim, Milestone) and mention.claim.event == "level"


def _clash(cluster: Sequence[Mention], name: str, read: Read, apart: Callable[[str, str], bool]) -> Clash | None:
    """A clash where any two readings exclude each other; all readings stand in it, sorted by value."""
    readings: dict[str, list[Evidence]] = {}
    for mention in cluster:
        value = read(mention)
        if value is not None:
            readings.setdefault(value, []).extend(mention.evidence)
    values = sorted(readings)
    if not any(apart(one, other) for i, one in enumerate(values) for other in values[i + 1 :]):
        return None
    return Clash(
        kind=ConflictKind.CONTRADICTION,
        field=name,
        readings=tuple(Reading(value=value, evidence=tuple(readings[value])) for value in values),
    )


def _dates_apart(one: str, other: str) -> bool:
    return disjoint(one, other) and (has_year(one) == has_year(other) or not contains(one, other))


def _places_apart(one: str, other: str) -> bool:
    a, b = set(place_key(one).split()), set(place_key(other).split())
    return not (a <= b or b <= a)


def _unlike(one: str, other: str) -> bool:
    return one != other


def _place_of(mention: Mention) -> str | None:
    """A place within a country; the country alone ("Nga") is only less precise."""
    claim = mention.claim
    return claim.place if isinstance(claim, Meeting) and claim.place and not _is_party(claim.place, mention.parties) else None


def _is_party(place: str, parties: Sequence[str]) -> bool:
    return any(words_of(place) in party_words(code) for code in parties)


def _mode_of(mention: Mention) -> str | None:
    return mention.claim.mode if isinstance(mention.claim, Meeting) else None


def _ordinal_of(mention: Mention) -> str | None:
    claim = mention.claim
    return str(claim.ordinal) if isinstance(claim, Meeting) and claim.ordinal is not None else None


def _form_of(mention: Mention) -> str | None:
    claim = mention.claim
    return claim.form if isinstance(claim, Agreement) and claim.form != "other" else None


_FIELDS: tuple[tuple[str, Read, Callable[[str, str], bool]], ...] = (
    ("place", _place_of, _places_apart),
    ("mode", _mode_of, _unlike),
    ("ordinal", _ordinal_of, _unlike),
    ("form", _form_of, _unlike),
)

"""The fact export: one JSON object a fact, as ``docs/export.md`` lays down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, BinaryIO

import msgspec

from briefgen.model import Agreement, Claim, Dated, Evidence, Fact, Kind, Meeting, Role, State, Status, View, kind_of
from briefgen.registry.keys import short_hash
from briefgen.registry.names import document_of, words_of

# The fields of each kind in the export, in this order; `series` and `compiler` are the registry's own and follow them.
_FIELDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.MEETING: ("name", "ordinal", "place", "mode", "chairs", "participants", "stage", "series"),
    Kind.MILESTONE: ("event", "level"),
    Kind.AGREEMENT: ("name", "form", "stage", "period"),
    Kind.STATISTIC: ("indicator", "value", "unit", "qualifier", "period", "change", "compiler"),
    Kind.COMMITMENT: ("actor", "action", "due"),
    Kind.STATEMENT: ("actor", "act", "addressee", "content"),
    Kind.ROLE: ("person", "holder", "role", "organisation", "period"),
}


def export_facts(view: View) -> Iterator[dict[str, Any]]:
    """The facts of a view as plain objects, in its order.

    A fact that articles have in several stages, on several dates or under several spellings is followed by one object for each state that
    differs from it (``state_of`` names the fact), so that every value stands beside the words that say it.
    """
    others = _other_states(view)
    for fact in view.facts:
        foreign = [state for state in others.get(fact.id, ()) if not _names_alike(fact.claim, state.claim)]
        yield {**_export(fact), "evidence": [_export_evidence(one) for one in _without(fact.evidence, foreign)]}
        for state in others.get(fact.id, ()):
            yield _export_state(fact, state)


def write_facts(view: View, file: BinaryIO) -> int:
    """Write the export as JSON lines in UTF-8; returns the number of lines."""
    lines = 0
    for lines, item in enumerate(export_facts(view), start=1):  # noqa: B007 - counted
        file.write(msgspec.json.encode(item) + b"\n")
    return lines


def _other_states(view: View) -> dict[str, list[State]]:
    """For each fact the states that say something else than it does: an earlier stage or date, another spelling, fewer parties."""
    facts = {fact.id: fact for fact in view.facts}
    found: dict[str, list[State]] = {}
    for state in view.states:
        fact = facts.get(state.fact)
        if fact is not None and _differs(fact, state):
            found.setdefault(state.fact, []).append(state)
    return found


def _names_alike(one: Claim, other: Claim) -> bool:
    """Whether two names for a document share a word; those in two languages do not, and are not quoted for one another."""
    if not (isinstance(one, Agreement) and isinstance(other, Agreement)):
        return True
    return bool(set(words_of(one.name)) & set(words_of(other.name)))


def _without(evidence: Sequence[Evidence], states: Sequence[State]) -> list[Evidence]:
    gone = {(one.article, one.start, one.end) for state in states for one in state.evidence}
    return [one for one in evidence if (one.article, one.start, one.end) not in gone] or list(evidence)


def _differs(fact: Fact, state: State) -> bool:
    return _gist(fact.claim, fact.date, fact.parties) != _gist(state.claim, state.date, state.parties)


def _gist(claim: Claim, date: Dated, parties: tuple[str, ...]) -> tuple[object, ...]:
    """What of a state makes it another one; a meeting's or an event's parties and names do not."""
    if isinstance(claim, Role):
        return (date.edtf, claim.person, parties)
    if isinstance(claim, Meeting):
        return (date.edtf, claim.stage)
    if isinstance(claim, Agreement):
        return (date.edtf, claim.stage, parties, "" if document_of(claim.name) is None else claim.name)
    return (date.edtf, None, parties)


def _export(fact: Fact) -> dict[str, Any]:
    return {
        "id": fact.id,
        "kind": fact.kind.value,
        "label": fact.label,
        "parties": list(fact.parties),
        **_date_fields(fact.date),
        "topics": list(fact.topics),
        **_claim_fields(fact.claim),
        "evidence": [_export_evidence(one) for one in fact.evidence],
        "status": fact.status.value,
        "derived_from": {"formula": fact.derived_from.formula, "facts": list(fact.derived_from.facts)} if fact.derived_from else None,
        "names": list(fact.names),
        "decisions": list(fact.decisions),
        "state_of": None,
    }


def _export_state(fact: Fact, state: State) -> dict[str, Any]:
    """Another state: what the articles of that state say, and only their words."""
    gist = "|".join(str(part) for part in _gist(state.claim, state.date, state.parties))
    return {
        **_export(fact),
        "id": f"{fact.id}-{short_hash(gist, 4)}",
        "label": state.label,
        "parties": list(state.parties),
        **_date_fields(state.date),
        **_claim_fields(state.claim),
        "evidence": [_export_evidence(one) for one in state.evidence],
        "status": Status.SINGLE_SOURCE.value if len({one.article for one in state.evidence}) == 1 else fact.status.value,
        "state_of": fact.id,
    }


def _claim_fields(claim: Claim) -> dict[str, Any]:
    return {name: _plain(getattr(claim, name)) for name in _FIELDS[kind_of(claim)]}


def _date_fields(date: Dated) -> dict[str, Any]:
    return {"date": date.edtf, "date_basis": date.basis.value if date.basis else None, "date_note": date.note}


def _export_evidence(evidence: Evidence) -> dict[str, Any]:
    return {"article": evidence.article, "quote": evidence.quote, "start": evidence.start, "end": evidence.end}


def _plain(value: object) -> Any:
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, msgspec.Struct):
        return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(one) for one in value]
    return value


def _number(value: Decimal) -> int | float:
    """A whole number where it is one, so that 2,6 tỷ is 2600000000 and not 2.6e9."""
    return int(value) if value == value.to_integral_value() else float(value)

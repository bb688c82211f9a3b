"""Setting one field of a fact to what an editor gives as text."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from briefgen.edtf import is_edtf
from briefgen.model import Basis, Claim, Dated, Decision, Fact, State
from briefgen.registry.merged import Merged
from briefgen.registry.stages import stage_of

_OWN_FIELDS = {"date", "parties", "topics", "label"}
_DATES = {"date", "period", "due"}


def is_correctable(fact: Fact, field: str) -> bool:
    """Whether a fact of this kind has such a field."""
    return field in _OWN_FIELDS or field in fact.claim.__struct_fields__


def correct_fact(merged: Merged, decision: Decision) -> Merged:
    """The fact with one field set, and the decision named in it.

    Lists are written with commas, people and change as JSON, no value clears the field.
    Raises ValueError or :class:`msgspec.ValidationError` where the field or its value makes no sense.
    """
    field, value = decision.field or "", (decision.value or "").strip() or None
    if not is_correctable(merged.fact, field):
        raise ValueError(f"a {merged.fact.kind.value} has no such field")
    if field in _DATES and value is not None and not is_edtf(value):
        raise ValueError("not an EDTF date")
    fact = _set_own(merged.fact, field, value, decision) if field in _OWN_FIELDS else _set_claim(merged.fact, field, value)
    fact = msgspec.structs.replace(fact, decisions=tuple(dict.fromkeys((*fact.decisions, decision.id))))
    return msgspec.structs.replace(merged, fact=fact, states=_follow(merged, fact))


def _set_own(fact: Fact, field: str, value: str | None, decision: Decision) -> Fact:
    if field == "date":
        note = f"{decision.author}: {decision.reason}"
        return msgspec.structs.replace(fact, date=Dated(edtf=value, basis=Basis.INFERRED if value else None, note=note))
    if field == "label":
        return msgspec.structs.replace(fact, label=value or fact.label)
    items = tuple(sorted({part.strip() for part in (value or "").split(",") if part.strip()}))
    return msgspec.structs.replace(fact, **{field: items})


def _set_claim(fact: Fact, field: str, value: str | None) -> Fact:
    said: dict[str, Any] = msgspec.to_builtins(fact.claim)
    label = _relabel(fact.label, said[field], value)
    said[field] = _parse(value)
    claim = msgspec.convert(said, Claim, strict=False)
    return msgspec.structs.replace(fact, claim=claim, label=label)


def _relabel(label: str, old: object, new: str | None) -> str:
    """The label with the words that were corrected: lists and questions name the fact by it."""
    return label.replace(old, new, 1) if isinstance(old, str) and old and new else label


def _parse(value: str | None) -> object:
    """JSON where it is an object or a list, else the text."""
    return json.loads(value) if value and value[0] in "[{" else value


def _follow(merged: Merged, fact: Fact) -> tuple[State, ...]:
    """The states with the one that the fact stood in replaced by what it says now."""
    old = (stage_of(merged.fact.claim), merged.fact.date.edtf)
    new = {"claim": fact.claim, "date": fact.date, "parties": fact.parties, "label": fact.label}
    return tuple(msgspec.structs.replace(one, **new) if (stage_of(one.claim), one.date.edtf) == old else one for one in merged.states)

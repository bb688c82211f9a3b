"""The fields of a fact, as plain text, and what it means that one changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from briefgen.editions.records import LockedFact
from briefgen.edtf import complete_year, contains, has_year
from briefgen.model import ChangeKind, FieldChange

_DATES = {"date", "period", "due"}
_LISTS = {"parties", "chairs", "participants"}
# What goes on from one stage to the next, or is true as of a date, was not wrong before.
_PASSING = {"stage", "level"}
_SILENT = {"actor_parties", "unit"}  # these follow from other fields, or are said with them


def list_changes(before: LockedFact, after: LockedFact) -> Iterator[FieldChange]:
    """The fields that say something else now, in the order of their names."""
    old, new = describe_fields(before), describe_fields(after)
    for name in sorted(set(old) | set(new)):
        if old.get(name) != new.get(name):
            yield FieldChange(field=name, before=old.get(name), after=new.get(name))


def describe_fields(fact: LockedFact) -> dict[str, str]:
    """Every field that says something, as text."""
    fields = {name: _text(value) for name, value in fact.values.items() if name not in _SILENT}
    if "value" in fields:
        fields["value"] = f"{Decimal(fields['value']):f} {fact.values.get('unit', '')}".strip()
    change = fact.values.get("change")
    if isinstance(change, Mapping):
        fields["change"] = f"{Decimal(str(change['value'])):f} percent"
    if fact.date:
        fields["date"] = fact.date
    if fact.parties:
        fields["parties"] = ",".join(sorted(fact.parties))
    return fields


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(_text(one) for one in value)
    if isinstance(value, Mapping):
        return str(value.get("name") or value.get("role") or value.get("party") or "")
    return str(value)


def judge_field(change: FieldChange, *, ruled: bool, later: bool) -> ChangeKind:
    """Whether a field was refined, superseded or corrected.

    ``ruled``: an editor decided on the fact since; ``later``: a source that came in speaks of it.
    """
    if not ruled and (change.before is None or (change.after is not None and _refines(change.field, change.before, change.after))):
        return ChangeKind.REFINED
    if later and not ruled and change.field in _PASSING | _DATES:
        return ChangeKind.SUPERSEDED
    return ChangeKind.REFINED if change.before is None else ChangeKind.CORRECTED


def _refines(field: str, before: str, after: str) -> bool:
    """Whether the later text says the same as the earlier one, and more."""
    if field in _DATES:
        return contains(before, after) or (not has_year(before) and has_year(after) and complete_year(after[:4], before) == after)
    if field in _LISTS:
        separator = "," if field == "parties" else "; "
        return set(before.split(separator)) <= set(after.split(separator))
    if field == "value":
        return _rounds_to(after, before)
    return before.casefold() in after.casefold()


def _rounds_to(fine: str, coarse: str) -> bool:
    """Whether the finer amount, at the digits that the coarser shows, is the coarser: 2630000000 USD and 2600000000 USD."""
    (one, _, unit), (other, _, other_unit) = fine.partition(" "), coarse.partition(" ")
    try:
        exact, rough = Decimal(one), Decimal(other).normalize()
        exponent = rough.as_tuple().exponent
        return unit == other_unit and isinstance(exponent, int) and exact.quantize(Decimal(1).scaleb(exponent)) == rough
    except InvalidOperation:
        return False

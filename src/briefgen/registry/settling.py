"""What a decision on a conflict means: which side it prefers, and what it sets in the facts."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from briefgen.model import Action, Conflict, Decision


def list_corrections(conflict: Conflict, decision: Decision) -> Iterator[tuple[str, Decision]]:
    """What a settled conflict sets in its facts: the preferred value where one fact has both sides, else a third value that was given."""
    index = preferred_side(conflict, decision)
    targets = dict.fromkeys(side.fact for side in conflict.sides)
    if index is None and decision.field:
        yield from ((target, decision) for target in targets)
    elif index is not None and len(targets) == 1:
        value = conflict.sides[index].value
        yield conflict.sides[index].fact, msgspec.structs.replace(decision, action=Action.CORRECT, field=conflict.field, value=value)


def preferred_side(conflict: Conflict, decision: Decision) -> int | None:
    """Which side a decision prefers: the one of a fact it names, or of the value it gives."""
    wanted = {*decision.targets, decision.value}
    by_value = [i for i, side in enumerate(conflict.sides) if side.value == decision.value]
    by_fact = [i for i, side in enumerate(conflict.sides) if side.fact in wanted]
    single = len({conflict.sides[i].fact for i in by_fact}) == 1 and len({side.fact for side in conflict.sides}) > 1
    return by_value[0] if by_value else by_fact[0] if single else None

"""What changed from one edition to another, fact by fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from briefgen.editions.fields import describe_fields, judge_field, list_changes
from briefgen.editions.matching import count_shared, match_facts, read_place
from briefgen.editions.records import Edition, LockedConflict, LockedFact
from briefgen.edtf import bounds
from briefgen.model import ChangeKind, ConflictKind, FactChange, FieldChange, Kind, Record, SourceInfo

_ORDER = {kind: rank for rank, kind in enumerate(ChangeKind)}
_CONTESTING = {ConflictKind.CONTRADICTION, ConflictKind.ATTRIBUTION, ConflictKind.COMPILER}
_FOLLOWING = {ConflictKind.SUCCESSION, ConflictKind.PLAN_OUTCOME}
SOURCES, MERGED, FIELD_ENDED = "sources", "merged", "ended"  # fields of a change that no claim has


class Snapshot(Record):
    """What a briefing told at one time: an edition, or the registry now."""

    facts: tuple[LockedFact, ...]
    conflicts: tuple[LockedConflict, ...] = ()
    sources: tuple[SourceInfo, ...] = ()
    cut_off: str | None = None


def snapshot_of(edition: Edition) -> Snapshot:
    """What the edition told."""
    return Snapshot(facts=edition.facts, conflicts=edition.conflicts, sources=edition.sources, cut_off=edition.cut_off)


def compare_snapshots(before: Snapshot, after: Snapshot) -> tuple[FactChange, ...]:
    """One change for each fact that is not as it was, the weightiest kinds first, then by label; nothing for equal snapshots."""
    return tuple(sorted(_Comparison(before, after).list_changes(), key=lambda one: (_ORDER[one.kind], one.label, one.fact)))


class _Comparison:
    def __init__(self, before: Snapshot, after: Snapshot) -> None:
        self.before = before
        self.after = after

    @cached_property
    def unchanged(self) -> frozenset[str]:
        """The articles that both sides know with the same bytes."""
        then = {source.stem: source.sha256 for source in self.before.sources}
        return frozenset(source.stem for source in self.after.sources if then.get(source.stem) == source.sha256)

    @cached_property
    def origins(self) -> Mapping[str, str]:
        """For each article the independent source that it stands for, as known now."""
        return {source.stem: source.origin for source in (*self.before.sources, *self.after.sources)}

    def list_changes(self) -> Iterator[FactChange]:
        for pair in match_facts(self.before.facts, self.after.facts, unchanged=self.unchanged):
            if pair.after is None:
                assert pair.before is not None
                yield self._withdrawn(pair.before)
            elif pair.before is None:
                yield _make(ChangeKind.NEW, pair.after, sources=_articles(pair.after))
            else:
                yield from self._changed(pair.before, pair.after)

    def _withdrawn(self, fact: LockedFact) -> FactChange:
        heir = next((one for one in self.after.facts if self._took_over(one, fact)), None)
        fields = (FieldChange(field=MERGED, before=fact.label, after=heir.label),) if heir else _tell_figure(fact)
        return _make(ChangeKind.WITHDRAWN, fact, fields=fields, sources=_articles(fact), decisions=heir.decisions if heir else ())

    def _took_over(self, heir: LockedFact, fact: LockedFact) -> bool:
        """Whether an editor merged the fact into another: all that it rested on stands there."""
        return heir.kind == fact.kind and bool(heir.decisions) and count_shared(fact, heir, unchanged=self.unchanged) == len(fact.evidence)

    def _changed(self, old: LockedFact, new: LockedFact) -> Iterator[FactChange]:
        ruled = tuple(one for one in new.decisions if one not in old.decisions)
        came = tuple(one for one in _articles(new) if one not in _articles(old))
        fields = tuple(list_changes(old, new))
        kinds = {judge_field(one, ruled=bool(ruled), later=bool(came)) for one in fields}
        disputed = self._disputed(old, new)
        if disputed:
            kinds, fields = {ChangeKind.CONTESTED}, disputed
        elif old.status == "contested" and new.status != "contested":
            kinds.add(ChangeKind.SETTLED)
        if not disputed and (followed := self._followed(new)):
            kinds, fields = kinds | {ChangeKind.SUPERSEDED}, (*fields, *followed)
        weight = self._weigh(old, new)
        kinds |= {kind for kind, _ in weight}
        if not fields:
            fields = tuple(field for _, field in weight) or self._ended(old, new)
            kinds |= {ChangeKind.STALE} if fields and not kinds else set()
        if kinds:
            kind = min(kinds, key=_ORDER.__getitem__)
            was = old.id if old.id != new.id else None
            went = tuple(one for one in _articles(old) if one not in _articles(new)) if kind is ChangeKind.WEAKENED else ()
            yield _make(kind, new, was=was, fields=fields, sources=went or came or _articles(new), decisions=ruled)

    def _disputed(self, old: LockedFact, new: LockedFact) -> tuple[FieldChange, ...]:
        """The values that other sources set against the fact's own, where nobody did before."""
        if old.status == "contested" or new.status != "contested":
            return ()
        open_ones = [one for one in self.after.conflicts if one.decision is None and one.kind in _CONTESTING]
        return tuple(_oppose(one, new) for one in open_ones if any(side.fact == new.id for side in one.sides))

    def _followed(self, fact: LockedFact) -> tuple[FieldChange, ...]:
        """What came after it, by a fact that was not told before: the next holder of an office, the outcome of a plan."""
        known = {one.id for one in self.before.facts}
        new = {one.id: one for one in self.after.facts if one.id not in known}
        own = bounds(fact.date)
        return tuple(
            _oppose(one, fact)
            for one in self.after.conflicts
            if one.kind in _FOLLOWING and any(side.fact == fact.id for side in one.sides)
            for side in one.sides
            if side.fact in new and own and (later := bounds(new[side.fact].date)) and own[1] < later[0]
        )

    def _weigh(self, old: LockedFact, new: LockedFact) -> list[tuple[ChangeKind, FieldChange]]:
        """Whether more or fewer independent sources stand behind it."""
        then, now = self._independent(old), self._independent(new)
        if then == now or old.formula or new.formula:
            return []
        kind = ChangeKind.CONFIRMED if now - then else ChangeKind.WEAKENED
        return [(kind, FieldChange(field=SOURCES, before=str(len(then)), after=str(len(now))))]

    def _independent(self, fact: LockedFact) -> set[str]:
        return {self.origins.get(article, article) for article in _articles(fact)}

    def _ended(self, old: LockedFact, new: LockedFact) -> tuple[FieldChange, ...]:
        """What was still ahead at the earlier cut-off and is past at the later one, and of which no source says what came of it."""
        then, now = bounds(self.before.cut_off), bounds(self.after.cut_off)
        end = bounds(_end_of(new))
        if then and now and end and then[0] <= end[1] < now[0]:
            return (FieldChange(field=FIELD_ENDED, before=_end_of(old)),)
        return ()


def _tell_figure(fact: LockedFact) -> tuple[FieldChange, ...]:
    """What a figure that is gone was about; one that was derived had no digits of its own."""
    if fact.kind is not Kind.STATISTIC:
        return ()
    wanted = {"indicator", "period", "date"} | (set() if fact.formula else {"value"})
    return tuple(FieldChange(field=name, before=value) for name, value in describe_fields(fact).items() if name in wanted)


def _end_of(fact: LockedFact) -> str | None:
    """The time after which the fact must be looked at again: a meeting set, a promise due, a document's term."""
    fields = describe_fields(fact)
    if fact.kind is Kind.MEETING:
        return fact.date if fields.get("stage") in ("planned", "proposed") else None
    if fact.kind is Kind.COMMITMENT:
        return fields.get("due")
    return fields.get("period") if fact.kind is Kind.AGREEMENT else None


def _oppose(conflict: LockedConflict, fact: LockedFact) -> FieldChange:
    own = [side.value for side in conflict.sides if side.fact == fact.id]
    others = [side.value for side in conflict.sides if side.fact != fact.id] or own[1:]
    return FieldChange(field=conflict.field, before=own[0], after="; ".join(dict.fromkeys(others)))


def _articles(fact: LockedFact) -> tuple[str, ...]:
    return tuple(dict.fromkeys(read_place(one).article for one in fact.evidence))


def _make(
    kind: ChangeKind,
    fact: LockedFact,
    *,
    was: str | None = None,
    fields: tuple[FieldChange, ...] = (),
    sources: tuple[str, ...] = (),
    decisions: tuple[str, ...] = (),
) -> FactChange:
    return FactChange(
        kind=kind, fact=fact.id, fact_kind=fact.kind, label=fact.label, was=was, fields=fields, sources=sources, decisions=decisions
    )

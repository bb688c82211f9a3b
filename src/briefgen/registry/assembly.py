"""From the stored facts to a view: decisions, derived facts, conflicts, lifecycles, questions and statuses, in this order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import msgspec

from briefgen.edtf import bounds
from briefgen.model import Conflict, ConflictKind, Decision, Fact, Lifecycle, Mention, Problem, Question, Severity, SourceInfo, View
from briefgen.registry.conflicts import find_conflicts
from briefgen.registry.derive import derive_facts, link_inputs
from briefgen.registry.lifecycles import list_lifecycles
from briefgen.registry.merged import Merged
from briefgen.registry.origins import GroupCopies, name_origins, set_status
from briefgen.registry.questions import ask_questions
from briefgen.registry.reading import Known
from briefgen.registry.retractions import Retracted, report_retracted
from briefgen.registry.rulings import Rulings


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """What a view is made of."""

    sources: tuple[SourceInfo, ...]
    problems: tuple[Problem, ...] = ()
    merged: tuple[Merged, ...] = ()
    decisions: tuple[Decision, ...] = ()
    mentions: tuple[Mention, ...] = ()  # of facts that a decision splits
    complete: bool = True  # whether every fact of the registry is at hand
    as_of: str | None = None

    @classmethod
    def admit(cls, known: Sequence[Known], as_of: str | None, group_copies: GroupCopies | None, retracted: Retracted) -> Self:
        """The sources known by ``as_of`` and not retracted, and a problem for what is left out."""
        limit = bounds(as_of)
        standing = [one for one in known if one.source.stem not in retracted]
        admitted = [one for one in standing if limit is None or (one.known_by is not None and one.known_by <= limit[1])]
        undated = [one.source for one in standing if limit is not None and one.known_by is None]
        origins = name_origins([one.source for one in admitted], {one.source.stem: one.fingerprint for one in admitted}, group_copies)
        problems = [_left_out(source, as_of or "") for source in undated]
        problems += [report_retracted(one.source, retracted[one.source.stem]) for one in known if one.source.stem in retracted]
        days = [one.known_by for one in standing if one.known_by]
        if days and not admitted:
            problems.append(_too_early(as_of or "", min(days)))
        return cls(sources=origins, problems=tuple(problems), as_of=as_of)

    def filled(
        self,
        *,
        merged: Sequence[Merged],
        problems: Sequence[Problem],
        decisions: Sequence[Decision],
        mentions: Sequence[Mention],
        complete: bool,
    ) -> Self:
        """The same with facts, further problems, decisions, and the mentions of facts to be split."""
        return msgspec.structs.replace(
            self,
            merged=tuple(merged),
            problems=(*self.problems, *problems),
            decisions=tuple(decisions),
            mentions=tuple(mentions),
            complete=complete,
        )

    @property
    def cut_off(self) -> str | None:
        """The last day on which anything admitted was said: ``as_of``, else the newest publication or retrieval."""
        limit = bounds(self.as_of)
        if limit:
            return limit[1]
        days = [known[1] for one in self.sources if (known := bounds(one.published) or bounds(one.retrieved))]
        return max(days, default=None)


def _left_out(source: SourceInfo, as_of: str) -> Problem:
    return Problem(
        severity=Severity.WARNING,
        code="source-without-date",
        message=f"left out as of {as_of}: neither its publication nor its retrieval is known",
        remedy=f"Give its date in {source.stem}.yaml beside it",
        file=source.path,
    )


def _too_early(as_of: str, first: str) -> Problem:
    return Problem(
        severity=Severity.WARNING,
        code=TOO_EARLY,
        message=f"as of {as_of} no source had said anything: the first is known of {first}",
        remedy="Give a later date",
    )


TOO_EARLY = "as-of-too-early"
_CONTESTING = {ConflictKind.CONTRADICTION, ConflictKind.ATTRIBUTION, ConflictKind.COMPILER}


def assemble_view(material: Material, *, scope: str | None = None) -> View:
    """The view: a pure function of what it is made of."""
    rulings = Rulings.of(material.decisions, scope, material.mentions, complete=material.complete)
    merged = _apply(rulings, material)
    first = _examine(rulings, merged, material.cut_off)
    asked = first.questions
    if rulings.doubted:  # perhaps only because answers had set fields when the editor ruled
        rulings = rulings.knowing(asked, first.conflicts)
        merged = _apply(rulings, material)
        first = _examine(rulings, merged, material.cut_off)
        asked = first.questions
    if rulings.has_answers:
        first = _examine(rulings, rulings.answer_questions(merged, asked), material.cut_off)
    origins = {source.stem: source.origin for source in material.sources}
    contested = {side.fact for one in first.conflicts if one.decision is None and one.kind in _CONTESTING for side in one.sides}
    questions = rulings.mark_answered([*first.questions, *rulings.doubted], [*asked, *rulings.doubted])
    facts = [set_status(one.fact, origins, one.fact.id in contested) for one in first.merged]
    return View(
        sources=tuple(sorted(material.sources, key=lambda one: one.stem)),
        facts=tuple(sorted(facts, key=_fact_order)),
        conflicts=tuple(sorted(first.conflicts, key=lambda one: one.id)),
        lifecycles=tuple(sorted(first.lifecycles, key=lambda one: one.id)),
        decisions=rulings.in_force,
        questions=tuple(sorted(questions, key=lambda one: (one.code, one.id))),
        problems=(*material.problems, *rulings.list_problems()),
        as_of=material.as_of,
        states=tuple(state for one in sorted(first.merged, key=lambda one: one.fact.id) for state in one.states),
    )


def _apply(rulings: Rulings, material: Material) -> list[Merged]:
    """The facts as they were stored, then those derived from them, each as the editors ruled."""
    stored = link_inputs(rulings.apply_to_facts(material.merged))
    return [*stored, *rulings.apply_to_facts(derive_facts(stored))]


class _Findings(msgspec.Struct, frozen=True):
    merged: list[Merged]
    conflicts: list[Conflict]
    lifecycles: list[Lifecycle]
    questions: list[Question]


def _examine(rulings: Rulings, merged: Sequence[Merged], cut_off: str | None) -> _Findings:
    conflicts = rulings.apply_to_conflicts(find_conflicts(merged))
    settled = rulings.settle_sides(merged, conflicts)
    lifecycles = list_lifecycles(settled, cut_off)
    return _Findings(settled, conflicts, lifecycles, ask_questions(settled, conflicts, lifecycles, cut_off))


def _fact_order(fact: Fact) -> tuple[object, ...]:
    days = bounds(fact.date.edtf)
    return (fact.kind.value, days is None, days or ("", ""), fact.id)

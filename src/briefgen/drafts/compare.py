"""Three ways: the draft as it was made, as an editor left it, and the registry now."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from briefgen.drafts.draft import Draft
from briefgen.drafts.gaps import compare_gap, continue_sentence
from briefgen.drafts.proposals import Comparison, Proposal, shorten, warn
from briefgen.drafts.replies import answer_questions
from briefgen.drafts.units import Layout, lay_out, strip_stop
from briefgen.drafts.values import correct_value, value_of
from briefgen.errors import DraftError
from briefgen.model import Action, Fact, Problem, View

_SENTENCE = "sentence"


def compare_draft(draft: Draft, view: View) -> Comparison:
    """What the editor's changes propose, in the order of the text.

    An untouched draft proposes nothing, and formatting never does. :class:`DraftError` where the registry knows no fact of the draft.
    """
    now = {fact.id: fact for fact in view.facts}
    mentioned = {unit.fact for unit in draft.units}
    if mentioned and not mentioned & now.keys():
        raise DraftError(
            "the registry knows no fact of this draft: it is of another project",
            place=draft.name,
            remedy="Import it in the project that it was built in",
        )
    comparing = _Comparing(draft, now)
    answers = answer_questions(draft, view)
    proposals = [*(one for one in comparing.compare() if not is_settled(one, now)), *answers.proposals]
    comparing.problems.extend(answers.problems)
    return Comparison(proposals=tuple(_drop_twins(proposals, comparing.problems, draft.name)), problems=tuple(comparing.problems))


class _Comparing:
    """One comparison under way."""

    def __init__(self, draft: Draft, now: Mapping[str, Fact]) -> None:
        self.draft, self.now = draft, now
        self.problems: list[Problem] = []
        self.base = lay_out(draft.units, draft.base)
        self.edited = lay_out(draft.units, draft.edited, self.base)
        self.continued: dict[int, str] = {}
        within = {inner for outer in self.base.spans if self._is_range(outer) for inner in self.base.inside(outer)}
        freed = {inner for unit in self.edited.lost for inner in self.base.inside(unit)}
        standing = (self.base.spans.keys() - within - set(self.edited.lost)) | freed
        worded = (unit for unit in standing if self.base.words(unit).strip())
        self.top = sorted(worded, key=lambda unit: self.base.spans[unit])

    def compare(self) -> Iterator[Proposal]:
        """The proposals of the text, and the problems beside them."""
        self._report_marks()
        kept = [unit for unit in self.top if self._is_there(unit)]
        changes = list(self._compare_gaps(kept))  # first: it finds sentences that were written on
        gone = [unit for unit in self.top if not self._is_there(unit)]
        for unit in kept:
            yield from self._compare_unit(unit)
        yield from self._reject(gone, kept)
        yield from changes
        self._compare_notes()

    # --- facts' words ------------------------------------------------------------------------------------------------

    def _is_range(self, unit: int) -> bool:
        return self.draft.units[unit].tag is None

    def _is_there(self, unit: int) -> bool:
        return unit in self.edited.spans and bool(self._edited_words(unit).strip())

    def _edited_words(self, unit: int) -> str:
        """The words now; where only the custom XML part was changed, its words, as Word would show them."""
        words = self.edited.words(unit)
        node = self.draft.units[unit].node
        stored = self.draft.store.get(node) if node is not None else None
        return stored if stored is not None and words == self.base.words(unit) and stored.strip() else words

    def _compare_unit(self, unit: int) -> Iterator[Proposal]:
        """A sentence with its values, or a value that stands alone."""
        inside = self.base.inside(unit) if self._is_range(unit) else []
        values = list(self._correct(inside or [unit]))
        yield from (proposal for _, proposal in values)
        told = {inner for inner, _ in values}
        if unit in self.continued or self._is_reworded(unit, inside, told):
            yield from self._reword(unit)

    def _correct(self, units: Sequence[int]) -> Iterator[tuple[int, Proposal]]:
        for one in units:
            name = self.draft.units[one].field
            if self._is_range(one) or name == _SENTENCE or not self._is_there(one):
                continue
            before, after = self.base.words(one), self._edited_words(one)
            fact = self.draft.facts.get(self.draft.units[one].fact)
            value = correct_value(name, before, after, fact, self.draft.language) if _differ(before, after) else None
            if value is not None:
                yield one, self._propose(one, Action.CORRECT, before, after, field=name, value=value)

    def _is_reworded(self, unit: int, inside: Sequence[int], told: set[int]) -> bool:
        """Whether other words changed than the values that are corrected."""
        if not inside:
            return unit not in told and _differ(self.base.words(unit), self._edited_words(unit))
        before, after = ("\x00".join(self._pieces(layout, unit, inside, told)) for layout in (self.base, self.edited))
        return _differ(strip_stop(before), strip_stop(after))

    def _pieces(self, layout: Layout, unit: int, inside: Sequence[int], told: set[int]) -> Iterator[str]:
        """The unit's words, with a sign in the place of each corrected value."""
        position, end = layout.spans[unit]
        for inner in (one for one in inside if one in told):
            start, stop = layout.spans[inner]
            yield layout.text[position : max(position, start)]
            position = max(position, stop)
        yield layout.text[position:end]

    def _reword(self, unit: int) -> Iterator[Proposal]:
        about = self.draft.units[unit]
        before = strip_stop(self.base.words(unit))
        after = strip_stop(self._edited_words(unit))
        if addition := self.continued.get(unit):
            after += addition if addition[0] in ",;:" else f" {addition}"
        if about.field == _SENTENCE:
            yield self._propose(unit, Action.REWORD, before, after, value=after, scope=self.draft.briefing)
        else:
            self._warn(
                "draft-words-unreadable",
                f"{shorten(before)!r} became {shorten(after)!r}: no value of the field {about.field} of {about.fact} can be read in it",
                "Correct the fact by `briefgen decide`, or change the template's wording",
            )

    def _reject(self, gone: Sequence[int], kept: Sequence[int]) -> Iterator[Proposal]:
        """A fact whose words were all deleted is rejected for this briefing."""
        remaining = {self.draft.units[unit].fact for unit in kept}
        for fact in dict.fromkeys(self.draft.units[unit].fact for unit in gone):
            first = next(unit for unit in gone if self.draft.units[unit].fact == fact)
            before = strip_stop(self.base.words(first))
            if fact in remaining:
                self._warn(
                    "draft-deleted-in-part",
                    f"{shorten(before)!r} was deleted, but {fact} still stands elsewhere in the draft",
                    "Delete it in every place, or leave it: a decision counts for the whole briefing",
                )
            else:
                yield self._propose(first, Action.REJECT, before, "", scope=self.draft.briefing)

    def _propose(
        self,
        unit: int,
        action: Action,
        before: str,
        after: str,
        *,
        field: str | None = None,
        value: str | None = None,
        scope: str | None = None,
    ) -> Proposal:
        fact = self.draft.units[unit].fact
        return Proposal(
            action=action,
            targets=(fact,),
            before=" ".join(before.split()),
            after=" ".join(after.split()),
            place=self.draft.base.heading_before(self.base.spans[unit][0]),
            field=field,
            value=value,
            scope=scope,
            conflict=find_conflict(self.draft.facts.get(fact), self.now.get(fact), field),
        )

    # --- words between -----------------------------------------------------------------------------------------------

    def _compare_gaps(self, kept: Sequence[int]) -> Iterator[Proposal]:
        """New sentences, and words of the template that an editor changed."""
        anchors = _longest_order(kept, self.edited)
        if len(anchors) < len(kept):
            self._warn("draft-order-changed", "passages were moved", "The template gives the order: change it there")
        moved = set(kept) - set(anchors)
        for before, after in zip([None, *anchors], [*anchors, None], strict=True):
            old, new = self._gap(self.base, before, after, set()), self._gap(self.edited, before, after, moved)
            if before is not None and self._is_open(before) and (more := continue_sentence(old, new)):
                self.continued[before] = more
                new = new.replace(more, "", 1)
            yield from self._tell_changes(old, new, before)

    def _is_open(self, unit: int) -> bool:
        """Whether a unit is a sentence whose full stop stands behind it."""
        return self.draft.units[unit].field == _SENTENCE and strip_stop(self.base.words(unit)) == " ".join(self.base.words(unit).split())

    def _gap(self, layout: Layout, before: int | None, after: int | None, moved: set[int]) -> str:
        """The words between two units, without those of units that were deleted or moved."""
        start = 0 if before is None else layout.spans[before][1]
        end = len(layout.text) if after is None else layout.spans[after][0]
        holes = self.top if layout is self.base else moved
        text, position = "", start
        for first, last in sorted(layout.spans[unit] for unit in holes if unit in layout.spans):
            if start <= first and last <= end and first >= position:
                text += layout.text[position:first]
                position = last
        return text + layout.text[position : max(position, end)]

    def _tell_changes(self, old: str, new: str, before: int | None) -> Iterator[Proposal]:
        place = self.draft.base.heading_before(self.base.spans[before][1] if before is not None else 0)
        known = {strip_stop(self.base.words(unit)) for unit in self.base.spans}
        for change in compare_gap(old, new):
            if strip_stop(change.after) in known and not change.before:
                self._warn(
                    "draft-copy",
                    f"{shorten(change.after)!r} was copied to another place",
                    "It is not taken over: a briefing says a fact once",
                )
            elif change.is_statement:
                yield Proposal(action=None, targets=(), before="", after=change.after, place=place, scope=self.draft.briefing)
            else:
                self._warn(
                    "draft-words-of-template",
                    f"under {place!r}: {shorten(change.before)!r} became {shorten(change.after)!r}",
                    "These are words of the template: change them there",
                )

    # --- what no decision can say --------------------------------------------------------------------------------------

    def _report_marks(self) -> None:
        for unit in dict.fromkeys(self.edited.copies):
            words = shorten(self.base.words(unit)) if unit in self.base.spans else self.draft.units[unit].fact
            self._warn("draft-control-copied", f"the field with {words!r} was copied", "The copy is not read; the first one counts")
        for unit in self.edited.lost:
            words = shorten(self.base.words(unit))
            self._warn(
                "draft-mark-lost",
                f"the mark round {words!r} was lost: a changed wording of it cannot be told",
                "Its values were read; reword the sentence by `briefgen decide`",
            )

    def _compare_notes(self) -> None:
        missing = set(self.draft.notes) - set(self.draft.base_notes)
        for text in sorted(missing):
            self._warn(
                "draft-note-changed",
                f"a footnote became {shorten(text)!r}",
                "Footnotes cite evidence: they are not edited, and not taken over",
            )

    def _warn(self, code: str, message: str, remedy: str) -> None:
        self.problems.append(warn(self.draft.name, code, message, remedy))


def find_conflict(then: Fact | None, now: Fact | None, field: str | None) -> str | None:
    """How the registry changed underneath the draft; None where it did not."""
    if now is None:
        return "the registry no longer holds this fact"
    if then is None:
        return None
    if field is not None:
        old, new = value_of(then, field), value_of(now, field)
        return None if new == old else f"the registry now says {new}, the draft was made with {old}"
    same = (then.claim, then.date, then.parties, then.wording) == (now.claim, now.date, now.parties, now.wording)
    return None if same else "the fact changed since the draft was made"


def is_settled(proposal: Proposal, now: Mapping[str, Fact]) -> bool:
    """Whether the registry says already what the editor wants, as after the same draft was imported before."""
    if proposal.action is None:
        return False
    fact = now.get(proposal.targets[0])
    if fact is None:
        return proposal.action is Action.REJECT
    if proposal.field is not None:
        return value_of(fact, proposal.field) == proposal.value
    return proposal.action is Action.REWORD and fact.wording == proposal.value


def _differ(one: str, other: str) -> bool:
    return one.split() != other.split()


def _longest_order(units: Sequence[int], layout: Layout) -> list[int]:
    """The most units that stand in the edited text in the order in which they were."""
    ends: list[int] = []
    tails: list[int] = []
    came: dict[int, int | None] = {}
    for unit in units:
        start = layout.spans[unit][0]
        position = bisect_left(ends, start)
        came[unit] = tails[position - 1] if position else None
        ends[position : position + 1] = [start]
        tails[position : position + 1] = [unit]
    order: list[int] = []
    last: int | None = tails[-1] if tails else None
    while last is not None:
        order.append(last)
        last = came[last]
    return order[::-1]


def _drop_twins(proposals: Iterable[Proposal], problems: list[Problem], name: str) -> Iterator[Proposal]:
    """Equal proposals once; where places of one field were edited differently, none, and a problem."""
    sides: dict[tuple[object, ...], dict[str | None, Proposal]] = {}
    for one in proposals:
        what = (
            (one.after,)
            if one.action is None
            else (one.action, one.targets or one.before, one.field if one.action is Action.CORRECT else None)
        )
        sides.setdefault(what, {}).setdefault(one.value, one)
    for group in map(list, map(dict.values, sides.values())):
        if len(group) == 1:
            yield group[0]
        else:
            said = "; ".join(shorten(one.after, 60) for one in group)
            message = f"{' '.join(group[0].targets) or shorten(group[0].before)} was edited in several ways: {said}"
            problems.append(warn(name, "draft-edited-twice", message, "Leave one of them, and import the draft again"))

"""What belongs to a relationship: the facts that a briefing may tell, in order, with what is known about their sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from briefgen.compose.briefing import BriefingSettings
from briefgen.compose.claims import claim_of
from briefgen.compose.dates import sort_day
from briefgen.compose.wording import Wording
from briefgen.edtf import disjoint
from briefgen.model import Conflict, Decision, Fact, Kind, Lifecycle, Meeting, Question, Record, Role, SourceInfo, View

# A fact of these kinds between exactly the two parties is theirs wherever it is told; a speech belongs to where it was held.
_STRUCTURAL = {Kind.MEETING, Kind.MILESTONE, Kind.AGREEMENT, Kind.STATISTIC}
_FRAMING = {Kind.MEETING: 3, Kind.MILESTONE: 2, Kind.AGREEMENT: 2, Kind.STATISTIC: 2}


class Dossier(Record):
    """The facts of one relationship. ``facts`` are its own; ``regional`` speak of it in another frame, or of wider mechanisms."""

    settings: BriefingSettings
    wording: Wording
    facts: tuple[Fact, ...]
    regional: tuple[Fact, ...]
    conflicts: tuple[Conflict, ...]
    lifecycles: tuple[Lifecycle, ...]
    questions: tuple[Question, ...]
    sources: tuple[SourceInfo, ...]
    by_id: Mapping[str, Fact]
    by_stem: Mapping[str, SourceInfo]
    cut_off: str | None
    roles: Mapping[str, tuple[Fact, ...]]
    codes: tuple[str, ...]
    decisions: tuple[Decision, ...] = ()

    @property
    def parties(self) -> tuple[str, ...]:
        return self.settings.parties

    @property
    def all_facts(self) -> tuple[Fact, ...]:
        return self.facts + self.regional

    def of_kind(self, kind: Kind) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.kind == kind)


def select_facts(view: View, settings: BriefingSettings, wording: Wording) -> Dossier:
    """The dossier of the briefing's parties.

    A fact is the relationship's own when it stands in an article about that relationship (its *frame*: the parties of the
    article's first meeting, or of most of its facts), or is a meeting, milestone, document or figure of exactly these parties.
    What other frames say about all of the parties, and meetings of wider bodies, is regional; everything else is left out.
    """
    frames = _frames(view.facts)
    admitted = [fact for fact in view.facts if _in_period(fact, settings.period)]
    placed = [(fact, _place(fact, set(settings.parties), frames)) for fact in admitted]
    facts = _ordered(fact for fact, place in placed if place == "own")
    regional = _ordered(fact for fact, place in placed if place == "regional")
    told = {fact.id for fact in facts + regional}
    stems = {evidence.article for fact in facts + regional for evidence in fact.evidence}
    sources = tuple(source for source in view.sources if source.stem in stems)
    return Dossier(
        settings=settings,
        wording=wording,
        facts=facts,
        regional=regional,
        conflicts=tuple(c for c in view.conflicts if any(side.fact in told for side in c.sides)),
        lifecycles=tuple(life for life in view.lifecycles if any(step.fact in told for step in life.steps)),
        questions=tuple(q for q in view.questions if not q.answered_by and told.intersection(q.facts)),
        sources=_ordered_sources(sources),
        by_id={fact.id: fact for fact in view.facts},
        by_stem={source.stem: source for source in view.sources},
        cut_off=max((source.published for source in sources if source.published), default=None),
        roles=_roles(view.facts, wording.titles),
        codes=tuple(sorted({code for fact in view.facts for code in fact.parties})),
        decisions=view.decisions,
    )


def _in_period(fact: Fact, period: str | None) -> bool:
    return period is None or not disjoint(fact.date.edtf, period)


def _articles(fact: Fact) -> set[str]:
    return {evidence.article for evidence in fact.evidence}


def _frames(facts: Iterable[Fact]) -> dict[str, frozenset[str]]:
    """For each article the parties that it is about: those that most of its meetings, milestones, documents and figures name together."""
    votes: dict[str, Counter[tuple[str, ...]]] = {}
    for fact in facts:
        if len(fact.parties) < 2:
            continue
        for stem in sorted(_articles(fact)):
            votes.setdefault(stem, Counter())[fact.parties] += _FRAMING.get(fact.kind, 1)
    return {stem: frozenset(_winner(count)) for stem, count in votes.items()}


def _winner(votes: Counter[tuple[str, ...]]) -> tuple[str, ...]:
    return min(votes, key=lambda parties: (-votes[parties], len(parties), parties))


def _place(fact: Fact, parties: set[str], frames: Mapping[str, frozenset[str]]) -> str | None:
    mine = set(fact.parties)
    framed = any(frames.get(stem) == frozenset(parties) for stem in _articles(fact))
    if mine == parties and (framed or fact.kind in _STRUCTURAL):
        return "own"
    if framed:
        return _place_in_frame(fact, mine, parties)
    return "regional" if parties <= mine and fact.kind != Kind.ROLE else None


def _place_in_frame(fact: Fact, mine: set[str], parties: set[str]) -> str:
    """In an article about the relationship, meetings and documents of others are regional, and so is what passes by both parties."""
    if fact.kind == Kind.AGREEMENT and not parties <= mine:
        return "regional"
    if fact.kind in (Kind.MEETING, Kind.STATISTIC, Kind.MILESTONE) and mine and not parties <= mine:
        return (
            "own" if isinstance(fact.claim, Meeting) and len(mine) == 1 and mine <= parties and not _is_series(fact.claim) else "regional"
        )
    return "own"


def _is_series(meeting: Meeting) -> bool:
    return meeting.series is not None or meeting.ordinal is not None or not meeting.participants


def _ordered(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(facts, key=lambda fact: (sort_day(fact.date.edtf), _place_in_text(fact), fact.id)))


def _place_in_text(fact: Fact) -> tuple[str, int]:
    return min(((evidence.article, evidence.start) for evidence in fact.evidence), default=("", 0))


def _ordered_sources(sources: Iterable[SourceInfo]) -> tuple[SourceInfo, ...]:
    return tuple(sorted(sources, key=lambda source: (source.published is None, _inverted(source.published or ""), source.stem)))


def _inverted(date: str) -> tuple[int, ...]:
    """Newest first, by a key that sorts upwards."""
    return tuple(-ord(letter) for letter in date)


def person_names(fact: Fact, titles: tuple[str, ...]) -> tuple[str, ...]:
    """The names of a role's person: its own, and variants that share a word with it and hold no title."""
    claim = claim_of(fact, Role)
    person = claim.person or ""
    words = set(person.split())
    variants = [name for name in fact.names if words & set(name.split()) and not any(title in name for title in (claim.role, *titles))]
    capital = [name for name in variants if all(word[0].isupper() for word in name.split())]
    return tuple(dict.fromkeys((person, *capital)))


def _roles(facts: Iterable[Fact], titles: tuple[str, ...]) -> dict[str, tuple[Fact, ...]]:
    """Role facts by the names of the person, variants included."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        if isinstance(fact.claim, Role) and fact.claim.person:
            for name in person_names(fact, titles):
                found.setdefault(name, []).append(fact)
    return {name: tuple(roles) for name, roles in found.items()}

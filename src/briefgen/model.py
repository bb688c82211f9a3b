"""The frozen records that the stages hand to each other.

Imports nothing of briefgen's own. Every record is a :class:`msgspec.Struct`, so it is immutable, compares by value,
and goes to JSON and back without code of ours (``msgspec.json``). Kinds and field names follow the fact export
(``docs/export.md``); dates are EDTF level 1 (ISO 8601-2), parties ISO 3166-1 alpha-3 codes or an organisation's acronym.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import dataclass_transform

import msgspec


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))  # type checkers do not see that frozen is inherited
class Record(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Base of all records: immutable, keyword-only, compared by value."""


# --- Doubtful material -------------------------------------------------------------------------------------------


class Severity(StrEnum):
    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


class Problem(Record):
    """Doubtful material, as a value: shown in the run's summary, never raised.

    ``file`` is relative to the project, ``line``/``column`` count from 1 (None where the whole file is meant),
    ``code`` is a stable slug (``article-empty``), ``remedy`` says what a person can do.
    """

    severity: Severity
    code: str
    message: str
    remedy: str
    file: str | None = None
    line: int | None = None
    column: int | None = None


# --- Articles ----------------------------------------------------------------------------------------------------


class Span(Record):
    """Code-point offsets, end exclusive."""

    start: int
    end: int


class BlockKind(StrEnum):
    """What a stretch of an article is. Only title, lead, body and table yield facts of their own; a caption may add evidence."""

    ADDRESS = "address"
    MASTHEAD = "masthead"
    DATELINE = "dateline"
    TITLE = "title"
    LEAD = "lead"
    BODY = "body"
    TABLE = "table"
    CAPTION = "caption"
    BYLINE = "byline"
    TEASER = "teaser"
    FURNITURE = "furniture"


class Block(Record):
    """One paragraph-like stretch of ``Article.reading``; offsets are into the reading text."""

    kind: BlockKind
    start: int
    end: int


class Sourced(Record):
    """A piece of metadata and what says so: a span of the file's text, or a named basis (``sidecar``, ``file-name``)."""

    value: str
    span: Span | None = None
    basis: str = "text"


class Reading(Record):
    """The text as the extractor reads it, and where each of its characters lies in the file's decoded text.

    The reading text is NFC, without zero-width characters, markup and entities, with NBSP as a plain space.
    Character ``i`` of it was made from the file's characters ``starts[i]`` to ``ends[i]``; both are None where the texts are the same.
    """

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def source_span(self, start: int, end: int) -> Span:
        """The span of the file's decoded text that holds the reading's characters ``start`` to ``end`` (``end > start``)."""
        if self.starts is None or self.ends is None:
            return Span(start=start, end=end)
        return Span(start=self.starts[start], end=self.ends[end - 1])


class Evidence(Record):
    """The exact words that say so: ``text[start:end] == quote`` on the article's decoded text as saved.

    ``reading`` is the same stretch as a person reads it (NFC, no markup); equal to ``quote`` in ordinary files.
    """

    article: str
    start: int
    end: int
    quote: str
    reading: str


class Article(Record):
    """A saved file, never changed: its decoded text and what its text says about itself.

    ``stem`` is the file's name without its ending; ``path`` is relative to the project; ``sha256`` is over the file's bytes;
    ``published`` and ``retrieved`` hold EDTF; ``language`` is BCP 47 (``vi``, ``en``);
    ``original_outlet`` is who published it first, where the file says that it was taken over.
    """

    stem: str
    path: str
    sha256: str
    text: str
    reading: Reading
    blocks: tuple[Block, ...]
    language: str
    title: Sourced | None = None
    outlet: Sourced | None = None
    original_outlet: Sourced | None = None
    author: Sourced | None = None
    published: Sourced | None = None
    address: Sourced | None = None
    retrieved: Sourced | None = None
    fingerprint: str | None = None

    def evidence(self, start: int, end: int) -> Evidence:
        """The evidence for the reading's characters ``start`` to ``end``."""
        span = self.reading.source_span(start, end)
        return Evidence(
            article=self.stem, start=span.start, end=span.end, quote=self.text[span.start : span.end], reading=self.reading.text[start:end]
        )


# --- Claims: what a fact says, by kind -----------------------------------------------------------------------------


class Basis(StrEnum):
    STATED = "stated"
    INFERRED = "inferred"
    DERIVED = "derived"
    UNRESOLVED = "unresolved"


class Dated(Record):
    """A date and what it rests on: ``edtf`` at the precision that the source gives, ``note`` says from what it was inferred."""

    edtf: str | None = None
    basis: Basis | None = None
    note: str | None = None


class Kind(StrEnum):
    MEETING = "meeting"
    MILESTONE = "milestone"
    AGREEMENT = "agreement"
    STATISTIC = "statistic"
    COMMITMENT = "commitment"
    STATEMENT = "statement"
    ROLE = "role"


class Participant(Record):
    name: str | None = None
    role: str | None = None
    party: str | None = None


class Meeting(Record, tag=Kind.MEETING.value):
    """An encounter that took place or is set. ``series`` names what it is a session of, without ordinal and parties.

    ``mode``: in-person, online, phone. ``stage``: held, planned, proposed.
    """

    name: str
    series: str | None = None
    ordinal: int | None = None
    place: str | None = None
    mode: str | None = None
    chairs: tuple[Participant, ...] = ()
    participants: tuple[Participant, ...] = ()
    stage: str = "held"


class Milestone(Record, tag=Kind.MILESTONE.value):
    """``event``: established, dialogue, upgraded, acceded, level."""

    event: str
    level: str | None = None


class Agreement(Record, tag=Kind.AGREEMENT.value):
    """A document between parties. ``period`` is an EDTF interval; form and stage as in docs/export.md."""

    name: str
    form: str = "other"
    stage: str = "mentioned"
    period: str | None = None


class Change(Record):
    """Growth in percent (negative when it fell) against ``base``, the EDTF period or words compared with."""

    value: Decimal
    base: str | None = None


class Statistic(Record, tag=Kind.STATISTIC.value):
    """A number with a unit: ``value`` in the unit itself (2,6 tỷ USD is 2600000000 USD). ``qualifier``: about, over, under."""

    indicator: str
    value: Decimal
    unit: str
    qualifier: str | None = None
    period: str | None = None
    change: Change | None = None
    compiler: str | None = None


class Commitment(Record, tag=Kind.COMMITMENT.value):
    """``actor`` as in :class:`Statement`; ``action`` in the source's words; ``due`` is EDTF."""

    actor: str
    action: str
    due: str | None = None
    actor_parties: tuple[str, ...] = ()


class Statement(Record, tag=Kind.STATEMENT.value):
    """A speech act. ``act`` is one of docs/export.md's; ``content`` is what was said, in the source's words.

    ``actor`` is a person's full name, or the source's words with the codes that they stand for: ``hai bên (RUS, VNM)``, ``Nga (RUS)``;
    several are joined by "; ". ``actor_parties`` are those whom the actor speaks for.
    """

    actor: str
    act: str
    content: str
    addressee: str | None = None
    actor_parties: tuple[str, ...] = ()


class Role(Record, tag=Kind.ROLE.value):
    """Who holds which office (``person``), or which party holds which chair (``holder``)."""

    role: str
    person: str | None = None
    holder: str | None = None
    organisation: str | None = None
    period: str | None = None


Claim = Meeting | Milestone | Agreement | Statistic | Commitment | Statement | Role


def kind_of(claim: Claim) -> Kind:
    """The kind that a claim is of."""
    return Kind(str(claim.__struct_config__.tag))


# --- Mentions: one reading of one passage -------------------------------------------------------------------------


class Slot(Record):
    """How one field of a mention was filled: its value as text, the words it was read from, and the rule that attached them."""

    value: str
    evidence: Evidence | None
    how: str


class Derivation(Record):
    """Arithmetic over other facts: the formula as printed (``2021 − 30``) and the ids of those facts."""

    formula: str
    facts: tuple[str, ...] = ()


class Mention(Record):
    """One reading of one passage, before any merging.

    ``id`` is made from what is claimed and where; ``rule`` is the pattern that read it (``meeting/series-ordinal``);
    ``extractor`` is ``grammar`` or a model's name; ``known`` is when the source said so (EDTF, the article's publication).
    """

    id: str
    article: str
    claim: Claim
    label: str
    parties: tuple[str, ...]
    date: Dated
    topics: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    slots: Mapping[str, Slot]
    rule: str
    extractor: str = "grammar"
    derived_from: Derivation | None = None


# --- Facts: what the articles say together -------------------------------------------------------------------------


class Status(StrEnum):
    SINGLE_SOURCE = "single-source"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"
    DERIVED = "derived"


class Fact(Record):
    """What mentions in one or more articles say about the same thing, merged by a structured key.

    ``id`` is made from the key, never from a position or a clock; ``mentions`` are the ids it was merged from, in article order;
    ``names`` are the variants met; ``decisions`` are the ids of the editors' decisions that shaped it.
    """

    id: str
    key: str
    claim: Claim
    label: str
    parties: tuple[str, ...]
    date: Dated
    topics: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    status: Status
    mentions: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    derived_from: Derivation | None = None
    decisions: tuple[str, ...] = ()
    wording: str | None = None

    @property
    def kind(self) -> Kind:
        return kind_of(self.claim)


class State(Record):
    """What a fact was at one time, or under one name, as the articles of that time put it: ``negotiating`` on or before 6 April 2021."""

    fact: str
    claim: Claim
    label: str
    parties: tuple[str, ...]
    date: Dated
    evidence: tuple[Evidence, ...]


class ConflictKind(StrEnum):
    CONTRADICTION = "contradiction"
    PRECISION = "precision"
    PERIOD = "different-period"
    COMPILER = "different-compiler"
    PLAN_OUTCOME = "plan-against-outcome"
    SUCCESSION = "succession"
    ATTRIBUTION = "attribution"


class Side(Record):
    """One side of a conflict: the value, the fact that holds it, and its words."""

    value: str
    fact: str
    evidence: tuple[Evidence, ...]


class Conflict(Record):
    """Sources that disagree on ``field``; kept and shown until an editor decides (``decision`` is that decision's id)."""

    id: str
    kind: ConflictKind
    field: str
    sides: tuple[Side, ...]
    decision: str | None = None


class Step(Record):
    """One stage in the life of an agreement, an issue or a commitment; a gap has no fact and no evidence."""

    stage: str
    date: Dated
    fact: str | None
    evidence: tuple[Evidence, ...] = ()


class Lifecycle(Record):
    """One thing over time, each stage with its date and evidence, in order; stages no source reports stand as gaps."""

    id: str
    name: str
    kind: Kind
    parties: tuple[str, ...]
    steps: tuple[Step, ...]
    period: str | None = None


class Question(Record):
    """What the sources leave open, for an editor: ``code`` is a stable slug, ``facts`` what it is about, ``values`` fill the wording."""

    id: str
    code: str
    facts: tuple[str, ...]
    values: Mapping[str, str]
    answered_by: str | None = None


class SourceInfo(Record):
    """What the registry keeps of an article: enough to cite it. ``origin`` groups copies of one story: one independent source."""

    stem: str
    path: str
    sha256: str
    language: str
    origin: str
    title: str | None = None
    outlet: str | None = None
    original_outlet: str | None = None
    author: str | None = None
    published: str | None = None
    published_basis: str | None = None
    address: str | None = None
    retrieved: str | None = None


class View(Record):
    """What a read-only caller gets of the registry: everything that ``as_of`` admits, in a stable order."""

    sources: tuple[SourceInfo, ...]
    facts: tuple[Fact, ...]
    conflicts: tuple[Conflict, ...]
    lifecycles: tuple[Lifecycle, ...]
    questions: tuple[Question, ...]
    problems: tuple[Problem, ...]
    as_of: str | None = None
    states: tuple[State, ...] = ()
    decisions: tuple[Decision, ...] = ()  # those in force, oldest first


# --- Changes between editions --------------------------------------------------------------------------------------


class ChangeKind(StrEnum):
    """What became of a fact, the weightiest first: a fact to which several things happened has the first of them."""

    WITHDRAWN = "withdrawn"
    NEW = "new"
    CONTESTED = "contested"
    CORRECTED = "corrected"
    SUPERSEDED = "superseded"
    SETTLED = "settled"
    REFINED = "refined"
    CONFIRMED = "confirmed"
    WEAKENED = "weakened"
    STALE = "stale"


class FieldChange(Record):
    """One field before and after, as plain text: EDTF, codes joined by commas, ``2600000000 USD``; None where it said nothing."""

    field: str
    before: str | None = None
    after: str | None = None


class FactChange(Record):
    """What became of one fact from one edition to another.

    ``fact`` is its id now (then, where it is withdrawn), ``was`` its id then where that was another; ``sources`` are the stems of the
    articles that say so: those that came in, else all (those that went, where it was weakened); ``decisions`` are the ids of those
    that shaped it since.
    """

    kind: ChangeKind
    fact: str
    fact_kind: Kind
    label: str
    was: str | None = None
    fields: tuple[FieldChange, ...] = ()
    sources: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()


# --- Decisions ------------------------------------------------------------------------------------------------------


class Action(StrEnum):
    APPROVE = "approve"
    REJECT = "reject"
    CORRECT = "correct"
    PREFER = "prefer"
    MERGE = "merge"
    SPLIT = "split"
    ANSWER = "answer"
    REWORD = "reword"
    RETRACT = "retract"
    UNDO = "undo"


class Decision(Record):
    """What an editor ruled: one line of the log under ``reports/decisions/``.

    ``targets`` are ids (facts, a conflict, a question, for undo a decision, for retract an article's stem);
    ``field``/``value`` are what is corrected or answered, for retract the SHA-256 of the article;
    ``seen`` is a digest of the target as the editor saw it, so that a change underneath can be reported as stale;
    ``scope`` limits it to one briefing (None: everywhere); ``at`` is an ISO 8601 date given by the caller, never read from a clock here.
    """

    id: str
    action: Action
    targets: tuple[str, ...]
    reason: str
    author: str
    at: str
    field: str | None = None
    value: str | None = None
    seen: str | None = None
    scope: str | None = None


# --- Charts: data first ---------------------------------------------------------------------------------------------


class ChartKind(StrEnum):
    TIMELINE = "timeline"
    LIVES = "lives"
    BARS = "bars"
    LINE = "line"
    MATRIX = "matrix"
    COVERAGE = "coverage"


class Point(Record):
    """One mark: ``label`` is the category or the words beside it; ``start``/``end`` EDTF for marks in time; ``value`` for measured ones.

    ``derived`` marks are hatched; ``open`` ends are drawn as open; ``facts`` are the ids behind the mark.
    """

    label: str
    value: Decimal | None = None
    start: str | None = None
    end: str | None = None
    stage: str | None = None
    derived: bool = False
    open: bool = False
    facts: tuple[str, ...] = ()


class Series(Record):
    name: str
    points: tuple[Point, ...]


class Chart(Record):
    """What a chart shows, before any drawing. ``name`` is unique in the document; ``alt`` holds the figures in words."""

    name: str
    kind: ChartKind
    title: str
    unit: str
    source: str
    as_of: str
    alt: str
    series: tuple[Series, ...]
    language: str

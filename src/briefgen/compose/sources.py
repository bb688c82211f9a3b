"""The sources of a document, what they disagree about, what they leave open, and the people they name."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from briefgen.compose.citations import anchor, published_words
from briefgen.compose.clauses import first_upper
from briefgen.compose.dates import as_of_words, date_words
from briefgen.compose.dossier import Dossier, person_names
from briefgen.compose.glossary import name_in, plain_name
from briefgen.compose.names import party_name
from briefgen.compose.questions import ask_question, name_fact, side_words
from briefgen.compose.wording import capitalise, literal, mark
from briefgen.model import Agreement, Conflict, Fact, Meeting, Record, Role, Side, SourceInfo

# Questions that a reader finds answered, or the editor alone can answer, where they stand in the text.
_AT_THEIR_PLACE = frozenset({"derived", "decision-stale"})


class SourceRow(Record):
    """One source as listed; ``copies`` of a story share ``origin``."""

    anchor: str
    number: int
    outlet: str
    original: str
    title: str
    author: str
    date: str
    address: str
    retrieved: str
    file: str
    digest: str
    facts: int


class ConflictRow(Record):
    """What sources say differently: the field and each side with its words."""

    kind: str
    field: str
    sides: tuple[Markup, ...]
    facts: tuple[str, ...]
    decided: bool


class Gap(Record):
    """What an editor should ask: the question, and the facts that it is about."""

    code: str
    question: str
    facts: tuple[str, ...]


class Person(Record):
    """A person with the variants of the name and the offices held, each as of its date."""

    name: Markup
    party: str
    variants: str
    offices: tuple[Markup, ...]
    facts: tuple[str, ...]


class Ruling(Record):
    """One decision on a fact: why, by whom, on which day."""

    reason: str
    author: str
    date: str


class Correction(Record):
    """A fact that editors' decisions shaped, with the reasons of those."""

    label: Markup
    rulings: tuple[Ruling, ...]
    facts: tuple[str, ...]


class Variant(Record):
    """A document or a series of meetings, and the other names that sources give it."""

    name: Markup
    others: tuple[Markup, ...]
    facts: tuple[str, ...]


def list_sources(dossier: Dossier) -> tuple[SourceRow, ...]:
    """The sources newest first, those without a date last."""
    return tuple(_source(number, source, dossier) for number, source in enumerate(dossier.sources, start=1))


def _source(number: int, source: SourceInfo, dossier: Dossier) -> SourceRow:
    return SourceRow(
        anchor=f"source-{anchor(source.stem)}",
        number=number,
        outlet=source.outlet or "",
        original=source.original_outlet or "",
        title=source.title or "",
        author=source.author or "",
        date=published_words(source, dossier),
        address=source.address or "",
        retrieved=date_words(source.retrieved, dossier.wording, "table") if source.retrieved else "",
        file=source.path,
        digest=source.sha256[:12],
        facts=sum(any(evidence.article == source.stem for evidence in fact.evidence) for fact in dossier.all_facts),
    )


def count_independent(sources: Iterable[SourceInfo]) -> int:
    """Copies of one story count once."""
    return len({source.origin for source in sources})


def list_conflicts(dossier: Dossier) -> tuple[ConflictRow, ...]:
    """What the sources say differently, with both sides."""
    return tuple(_conflict(conflict, dossier) for conflict in dossier.conflicts)


def _conflict(conflict: Conflict, dossier: Dossier) -> ConflictRow:
    words = dossier.wording.conflicts
    return ConflictRow(
        kind=words.get(conflict.kind.value, conflict.kind.value),
        field=dossier.wording.fields.get(conflict.field, conflict.field),
        sides=tuple(_side(conflict, side, dossier) for side in conflict.sides),
        facts=tuple(dict.fromkeys(side.fact for side in conflict.sides if side.fact in dossier.by_id)),
        decided=conflict.decision is not None,
    )


def _side(conflict: Conflict, side: Side, dossier: Dossier) -> Markup:
    """A side's words; of a settled conflict no fact holds the value that lost."""
    words = side_words(side.value, side.fact, dossier)
    return mark(side.fact, "value", words) if conflict.decision is None else literal(words)


def list_gaps(dossier: Dossier) -> tuple[Gap, ...]:
    """The registry's open questions about the facts told, worded; each question once; some stand in the text alone."""
    gaps = [
        Gap(code=q.code, question=ask_question(q, dossier), facts=tuple(f for f in q.facts if f in dossier.by_id))
        for q in dossier.questions
        if q.code not in _AT_THEIR_PLACE
    ]
    return tuple({gap.question: gap for gap in gaps}.values())


def list_corrections(dossier: Dossier) -> tuple[Correction, ...]:
    """The facts that editors' decisions shaped."""
    shaped = [fact for fact in dossier.all_facts if fact.decisions]
    return tuple(
        Correction(label=mark(fact.id, "label", first_upper(name_fact(fact, dossier))), rulings=rulings, facts=(fact.id,))
        for fact in shaped
        if (rulings := _rulings(fact, dossier))
    )


def _rulings(fact: Fact, dossier: Dossier) -> tuple[Ruling, ...]:
    decisions = [one for one in dossier.decisions if one.id in fact.decisions]
    return tuple(
        Ruling(reason=one.reason.strip(" ."), author=one.author, date=date_words(one.at, dossier.wording, "table")) for one in decisions
    )


def list_variants(dossier: Dossier) -> tuple[Variant, ...]:
    """Documents and meetings that the sources call by more than one name."""
    named = [fact for fact in dossier.all_facts if isinstance(fact.claim, Agreement | Meeting)]
    return tuple(
        Variant(
            name=capitalise(mark(fact.id, "name", plain_name(first_upper(fact.claim.name), dossier.wording))),
            others=tuple(mark(fact.id, "name", name) for name in others),
            facts=(fact.id,),
        )
        for fact in named
        if isinstance(fact.claim, Agreement | Meeting) and (others := [name for name in fact.names if name != fact.claim.name])
    )


def list_people(dossier: Dossier) -> tuple[Person, ...]:
    """Everyone whose office the sources of the relationship name, by name."""
    by_person: dict[str, list[str]] = {}
    for fact in dossier.facts:
        if isinstance(fact.claim, Role) and fact.claim.person:
            by_person.setdefault(fact.claim.person, []).append(fact.id)
    return tuple(_person(name, ids, dossier) for name, ids in sorted(by_person.items()))


def _person(name: str, ids: list[str], dossier: Dossier) -> Person:
    facts = [dossier.by_id[fact_id] for fact_id in ids]
    variants = dict.fromkeys(variant for fact in facts for variant in person_names(fact, dossier.wording.titles) if variant != name)
    parties = dict.fromkeys(code for fact in facts for code in fact.parties)
    offices = [_office(fact.id, fact.claim.role, fact.date.edtf, dossier) for fact in facts if isinstance(fact.claim, Role)]
    return Person(
        name=mark(ids[0], "person", name),
        party=", ".join(party_name(code, dossier.wording) for code in parties),
        variants="; ".join(variants),
        offices=tuple(offices),
        facts=tuple(ids),
    )


def _office(fact_id: str, role: str, edtf: str | None, dossier: Dossier) -> Markup:
    return Markup("{} ({})").format(
        mark(fact_id, "role", name_in(role, dossier.wording)), mark(fact_id, "date", as_of_words(edtf, dossier.wording))
    )

"""What is basic about the relationship: its level, its milestones, who chairs it, its last meetings and figure."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from briefgen.compose.claims import claim_of
from briefgen.compose.dates import date_words, sort_day
from briefgen.compose.dossier import Dossier
from briefgen.compose.glossary import is_foreign, name_in
from briefgen.compose.history import is_mechanism, series_key, series_name
from briefgen.compose.milestones import event_label, level_name
from briefgen.compose.names import is_party_code, party_name
from briefgen.compose.parts import quote_of, when_words
from briefgen.compose.statistics import change_words, value_markup
from briefgen.compose.trade import newest_turnover
from briefgen.compose.wording import capitalise, fill, mark
from briefgen.model import Fact, Kind, Meeting, Milestone, Record, Role, Statistic


class Datum(Record):
    """One row of the basic data: what, its value, and the date at which it was so."""

    label: str | Markup
    value: Markup
    as_of: Markup
    facts: tuple[str, ...]


def list_basics(dossier: Dossier) -> tuple[Datum, ...]:
    """Level, milestones, chairs, last meetings and last figure, each with its own date."""
    return (*_level(dossier), *_milestones(dossier), *_holders(dossier), *_sessions(dossier), *_figures(dossier))


def newest_fact(facts: Iterable[Fact]) -> Fact | None:
    return max(facts, key=lambda fact: (known_day(fact), fact.id), default=None)


def known_day(fact: Fact) -> str:
    day = sort_day(fact.date.edtf)
    return "" if day.startswith("9999") else day


def milestone_facts(dossier: Dossier, *events: str) -> tuple[Fact, ...]:
    return tuple(fact for fact in dossier.of_kind(Kind.MILESTONE) if isinstance(fact.claim, Milestone) and fact.claim.event in events)


def current_level(dossier: Dossier) -> Fact | None:
    """The fact that says the level last: as of a date, or the last upgrade."""
    return newest_fact(milestone_facts(dossier, "level")) or newest_fact(milestone_facts(dossier, "upgraded"))


def _as_of(fact: Fact, dossier: Dossier) -> Markup:
    return mark(fact.id, "date", _day_markup(fact.date.edtf, dossier))


def _day_markup(edtf: str | None, dossier: Dossier) -> Markup:
    """The day alone: the head of the column says what it is."""
    day = (edtf or "").removeprefix("../")
    words = date_words(day, dossier.wording, "table")
    return Markup('<time datetime="{}">{}</time>').format(day, words) if day else escape(words)


def _level(dossier: Dossier) -> Iterable[Datum]:
    fact = current_level(dossier)
    if fact and isinstance(fact.claim, Milestone):
        words = capitalise(mark(fact.id, "level", level_name(fact.claim.level, dossier)))
        yield Datum(label=dossier.wording.basics["level"], value=words, as_of=_as_of(fact, dossier), facts=(fact.id,))


def _milestones(dossier: Dossier) -> Iterable[Datum]:
    for fact in milestone_facts(dossier, "established", "dialogue", "upgraded", "acceded"):
        claim = claim_of(fact, Milestone)
        label = dossier.wording.basics[claim.event].replace("{level}", level_name(claim.level, dossier)).strip()
        value = capitalise(when_words(fact, dossier)) or escape(dossier.wording.dates.when["unknown"])
        if claim.event == "acceded":
            value = Markup("{}: {}").format(value, _what(fact, dossier))
        yield Datum(label=label, value=value, as_of=_published(fact, dossier), facts=(fact.id,))


def _what(fact: Fact, dossier: Dossier) -> Markup:
    label = event_label(fact, dossier)
    return (
        Markup("“{}”").format(mark(fact.id, "quote", quote_of(fact, dossier)))
        if is_foreign(label, dossier.wording)
        else mark(fact.id, "label", label)
    )


def _published(fact: Fact, dossier: Dossier) -> Markup:
    """A fact of the past is as of the day of its newest source; of undated ones, as of its own."""
    sources = [dossier.by_stem[evidence.article] for evidence in fact.evidence if evidence.article in dossier.by_stem]
    published = max((source.published for source in sources if source.published), default=None)
    return mark(fact.id, "published", _day_markup(published or fact.date.edtf, dossier))


def _holders(dossier: Dossier) -> Iterable[Datum]:
    roles = [fact for fact in dossier.facts if isinstance(fact.claim, Role) and fact.claim.holder]
    by_role: dict[str, list[Fact]] = {}
    for fact in roles:
        claim = claim_of(fact, Role)
        by_role.setdefault(claim.role, []).append(fact)
    for role, facts in sorted(by_role.items()):
        pieces = [_holder(fact, dossier) for fact in sorted(facts, key=_holder_begin)]
        newest = newest_fact(facts) or facts[0]
        yield Datum(
            label=capitalise(mark(facts[0].id, "role", name_in(role, dossier.wording))),
            value=Markup("; ").join(pieces),
            as_of=_as_of(newest, dossier),
            facts=tuple(fact.id for fact in facts),
        )


def _holder_begin(fact: Fact) -> str:
    claim = claim_of(fact, Role)
    period = claim.period or fact.date.edtf or ""
    return "" if period.startswith("..") else period


def _holder(fact: Fact, dossier: Dossier) -> Markup:
    claim = claim_of(fact, Role)
    holder = claim.holder or ""
    name = mark(fact.id, "holder", party_name(holder, dossier.wording) if is_party_code(holder) else holder)
    if not claim.period:
        return name
    period = date_words(claim.period.removeprefix("../"), dossier.wording, "table")
    words = dossier.wording.basics["until"].replace("{date}", period) if claim.period.startswith("../") else period
    return Markup("{} ({})").format(name, mark(fact.id, "period", words))


def _sessions(dossier: Dossier) -> Iterable[Datum]:
    """The last session held of each series."""
    last: dict[str, Fact] = {}
    for fact in dossier.of_kind(Kind.MEETING):
        if isinstance(fact.claim, Meeting) and fact.claim.stage == "held" and is_mechanism(fact, dossier):
            last[series_key(fact)] = newest_fact([fact, *([last[series_key(fact)]] if series_key(fact) in last else [])]) or fact
    for fact in sorted(last.values(), key=known_day, reverse=True):
        yield _session(fact, dossier)


def _session(fact: Fact, dossier: Dossier) -> Datum:
    claim = claim_of(fact, Meeting)
    pieces = [when_words(fact, dossier) or escape(dossier.wording.dates.when["unknown"])]
    if claim.ordinal:
        pieces.insert(0, fill(dossier.wording.sentences.meeting.session, {"ordinal": mark(fact.id, "ordinal", str(claim.ordinal))}))
    if claim.place:
        pieces.append(mark(fact.id, "place", name_in(claim.place, dossier.wording)))
    label = capitalise(fill(dossier.wording.basics["session"], {"name": series_name(fact, dossier)}))
    return Datum(label=label, value=capitalise(Markup(", ").join(pieces)), as_of=_published(fact, dossier), facts=(fact.id,))


def _figures(dossier: Dossier) -> Iterable[Datum]:
    """The newest stated figure of trade; of several for one period the most exact."""
    fact = newest_turnover(dossier)
    if fact and isinstance(fact.claim, Statistic):
        period = mark(fact.id, "period", date_words(fact.claim.period or fact.date.edtf, dossier.wording))
        value = Markup("{}, {}").format(value_markup(fact, dossier), period)
        change = change_words(fact, dossier)
        value = Markup("{}, {}").format(value, change) if change else value
        yield Datum(label=dossier.wording.basics["trade"], value=value, as_of=_published(fact, dossier), facts=(fact.id,))

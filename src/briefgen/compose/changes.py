"""What changed since an earlier edition, as rows of a table: before, after, and what says so."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

import msgspec

from briefgen.compose.citations import source_words
from briefgen.compose.clauses import first_upper
from briefgen.compose.dates import date_words
from briefgen.compose.dossier import Dossier
from briefgen.compose.names import join_parties
from briefgen.compose.numbers import amount_words
from briefgen.compose.questions import name_fact
from briefgen.compose.wording import Wording
from briefgen.edtf import is_edtf
from briefgen.model import Action, ChangeKind, Decision, FactChange, FieldChange, Kind, Record, SourceInfo

_DATES = {"date", "period", "due", "ended", "years"}
_NAMING = {"indicator", "period", "date"}  # these name a figure that is gone
_LABEL_WORDS = 20
_CITING = {ChangeKind.WITHDRAWN, ChangeKind.CONFIRMED}  # what these rest on are articles, whatever an editor ruled


class ChangeRow(Record):
    """What became of one fact: ``kind`` is one of :class:`briefgen.model.ChangeKind`, all else is printed as it is.

    ``source`` names what says so; ``told`` where the briefing tells the fact, and quotes it there. (Notes in so long a table would have
    LibreOffice break it on every page after a few rows.)
    """

    kind: str
    label: str
    fact: str
    before: str = ""
    after: str = ""
    source: str = ""
    told: bool = True


class Since(Record):
    """The earlier edition that a document is compared with: its number, sources and cut-off (EDTF), and what changed since.

    ``sentences`` is what was printed then, None where the two are in different languages: then only facts tell which paragraphs changed.
    """

    number: int
    changes: tuple[FactChange, ...] = ()
    sources: tuple[SourceInfo, ...] = ()
    cut_off: str | None = None
    sentences: frozenset[str] | None = None


def list_change_rows(changes: Iterable[FactChange], dossier: Dossier, sources: Iterable[SourceInfo] = ()) -> tuple[ChangeRow, ...]:
    """A row for each change, in the order given; ``sources`` are those of the earlier edition, which may be gone."""
    told = {fact.id for fact in dossier.all_facts}
    dossier = msgspec.structs.replace(dossier, by_stem={source.stem: source for source in sources} | dict(dossier.by_stem))
    return tuple(_row(change, dossier, told=change.fact in told) for change in changes)


def _row(change: FactChange, dossier: Dossier, *, told: bool) -> ChangeRow:
    fact = dossier.by_id.get(change.fact) if told else None
    gone = _NAMING if change.kind is ChangeKind.WITHDRAWN else set()
    words = [(one, *describe_field(one, change.fact_kind, dossier.wording)) for one in change.fields if one.field not in gone]
    named = len(words) > 1
    return ChangeRow(
        kind=change.kind.value,
        label=first_upper(name_fact(fact, dossier) if fact else _name_gone(change, dossier.wording)),
        fact=change.fact,
        before=_join(((one, before) for one, before, _ in words if before), dossier.wording, named=named),
        after=_join(((one, after) for one, _, after in words if after), dossier.wording, named=named),
        source=_source(change, dossier),
        told=told,
    )


def _name_gone(change: FactChange, wording: Wording) -> str:
    """A fact that is no longer told: a figure by what it counts and for when, all else by its label."""
    said = {one.field: one.before for one in change.fields}
    indicator = said.get("indicator")
    if not indicator:
        words = change.label.split()
        return change.label if len(words) <= _LABEL_WORDS else f"{' '.join(words[:_LABEL_WORDS])}…"
    name = wording.indicators.get(indicator, indicator)
    period = said.get("period") or said.get("date")
    return f"{name} ({date_words(period, wording, 'table')})" if period else name


def _join(parts: Iterable[tuple[FieldChange, str]], wording: Wording, *, named: bool) -> str:
    said = [f"{wording.fields.get(one.field, one.field)}: {words}" if named else words for one, words in parts]
    return wording.joiner["semicolon"].join(said)


def describe_field(change: FieldChange, kind: Kind, wording: Wording) -> tuple[str, str]:
    """Both values of a field in words, empty where there is none."""
    if change.field == "merged":
        return "", wording.change_words["merged"].replace("{label}", change.after or "")
    before, after = ("" if value is None else _say(change.field, value, kind, wording) for value in (change.before, change.after))
    return before, after or (wording.change_words["ended"] if change.field == "ended" else "")


def _say(field: str, value: str, kind: Kind, wording: Wording) -> str:
    if field in _DATES and is_edtf(value):
        return date_words(value, wording, "table")
    if field == "parties":
        return join_parties(value.split(","), wording)
    if field == "sources":
        return wording.change_words["source" if value == "1" else "sources"].replace("{n}", value)
    names = {"stage": wording.meeting_stages if kind is Kind.MEETING else wording.stages, "mode": wording.modes}
    names |= {"form": wording.forms, "level": wording.levels, "qualifier": wording.qualifiers, "indicator": wording.indicators}
    if field == "qualifier":
        return wording.qualifiers.get(value, value).replace("{value}", "…")
    if field == "act":
        return next(iter(wording.acts.get(value, (value,))))
    return _amount(value, wording) if field in ("value", "change") else names.get(field, {}).get(value, value)


def _amount(value: str, wording: Wording) -> str:
    number, _, unit = value.partition(" ")
    try:
        return amount_words(Decimal(number), unit, wording) if unit else value
    except InvalidOperation:
        return value


def _retracts(decision: Decision, change: FactChange) -> bool:
    """Whether the fact went because an editor retracted an article that it rested on."""
    lost = change.kind in (ChangeKind.WITHDRAWN, ChangeKind.WEAKENED)
    return lost and decision.action is Action.RETRACT and decision.targets[0] in change.sources


def _source(change: FactChange, dossier: Dossier) -> str:
    """The editors' decisions and the articles behind a change, in words."""
    words = dossier.wording.change_words
    rulings = [one for one in dossier.decisions if one.id in change.decisions or _retracts(one, change)]
    parts = [words["ruling"].replace("{author}", one.author).replace("{reason}", one.reason.strip(" .")) for one in rulings]
    known = {stem: dossier.by_stem.get(stem) for stem in change.sources if not rulings or change.kind in _CITING}
    listed = {source.stem for source in dossier.sources}
    parts += [str(source_words(source, dossier, short=stem in listed).striptags()) if source else stem for stem, source in known.items()]
    return dossier.wording.joiner["semicolon"].join(parts)

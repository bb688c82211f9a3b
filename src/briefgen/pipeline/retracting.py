"""What an article's retraction would do: to the facts, and to what editions said."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.compose import BriefingSettings, load_briefing
from briefgen.compose.correction import Printed, write_correction
from briefgen.compose.dossier import select_facts
from briefgen.compose.wording import load_wording
from briefgen.editions import Edition, Snapshot, compare_snapshots, lock_conflicts, lock_facts
from briefgen.editions.matching import read_place
from briefgen.errors import BriefgenError
from briefgen.model import Action, ChangeKind, Decision, FactChange, Record, SourceInfo, View
from briefgen.pipeline.history import list_editions, read_edition
from briefgen.project import Project, list_briefings
from briefgen.registry import Registry, make_decision


class Said(Record):
    """An edition that rested on the article alone for some of its sentences."""

    edition: str
    sentences: tuple[str, ...]


class Correction(Record):
    """The correction note for the editions of one series."""

    series: str
    note: str


class Retraction(Record):
    """What becomes of the facts (``changes``), which editions said what no longer stands, and the notes to be printed."""

    source: SourceInfo
    changes: tuple[FactChange, ...]
    said: tuple[Said, ...]
    corrections: tuple[Correction, ...]

    def count(self, kind: ChangeKind) -> int:
        return sum(change.kind is kind for change in self.changes)


def make_retraction(source: SourceInfo, *, reason: str, author: str, at: str) -> Decision:
    """The decision that retracts an article, bound to its bytes."""
    return make_decision(Action.RETRACT, [source.stem], reason=reason, author=author, at=at, value=source.sha256)


def foresee_retraction(project: Project, registry: Registry, source: SourceInfo, *, reason: str | None) -> Retraction:
    """What the registry and the editions would lose without the article; nothing is written."""
    before = registry.view()
    decision = make_retraction(source, reason=reason or "-", author="-", at="0001-01-01")
    after = registry.view(also=(decision,))
    editions = [edition for edition in _list_all(project) if _lost_facts(edition, source)]
    return Retraction(
        source=source,
        changes=compare_snapshots(_take_all(before), _take_all(after)),
        said=tuple(Said(edition=one.name, sentences=_lost_sentences(one, source)) for one in editions),
        corrections=tuple(_write_notes(project, before, editions, source, reason)),
    )


def _take_all(view: View) -> Snapshot:
    told = {fact.id for fact in view.facts}
    return Snapshot(facts=lock_facts(view, told), conflicts=lock_conflicts(view, told), sources=view.sources)


def _list_all(project: Project) -> Iterator[Edition]:
    for folder in sorted(folder.name for folder in project.editions.glob("*") if folder.is_dir()):
        for path in list_editions(project, folder).values():
            yield read_edition(path, project)


def _lost_facts(edition: Edition, source: SourceInfo) -> set[str]:
    """The facts of the edition that rest on these bytes of the article alone."""
    if not any(one.stem == source.stem and one.sha256 == source.sha256 for one in edition.sources):
        return set()
    return {fact.id for fact in edition.facts if {read_place(one).article for one in fact.evidence} == {source.stem}}


def _lost_sentences(edition: Edition, source: SourceInfo) -> tuple[str, ...]:
    lost = _lost_facts(edition, source)
    told = (sentence for sentences in edition.sentences.values() for sentence in sentences if lost.intersection(sentence.facts))
    return tuple(dict.fromkeys(sentence.text for sentence in told))


def _write_notes(project: Project, view: View, editions: list[Edition], source: SourceInfo, reason: str | None) -> Iterator[Correction]:
    for series in dict.fromkeys(edition.series for edition in editions):
        own = [edition for edition in editions if edition.series == series]
        newest = own[-1]
        settings = _find_settings(project, newest) or BriefingSettings(title=newest.title, parties=("", ""))
        dossier = select_facts(view, settings, load_wording(newest.language))
        printed = [Printed(number=one.number, cut_off=one.cut_off, sentences=_lost_sentences(one, source)) for one in own]
        yield Correction(series=series, note=write_correction(newest.title, source, printed, dossier, reason=reason))


def _find_settings(project: Project, edition: Edition) -> BriefingSettings | None:
    """The briefing's settings; None where they are gone or at fault: the note names only what the edition itself says."""
    path = next((path for path in list_briefings(project) if path.stem == edition.briefing), None)
    try:
        return load_briefing(path) if path else None
    except BriefgenError:
        return None

"""The documents of a briefing composed: as an edition, or as a draft of the next one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from briefgen.compose import BriefingSettings, Composition, Since, compose_briefing
from briefgen.compose.dossier import select_facts
from briefgen.compose.wording import load_wording
from briefgen.editions import Edition, Snapshot, compare_snapshots, lock_conflicts, lock_facts, snapshot_of
from briefgen.model import View
from briefgen.pipeline.causes import add_files
from briefgen.pipeline.history import Frame, choose_frame, find_forerunner
from briefgen.pipeline.orders import Order
from briefgen.project import Project


def compose_documents(order: Order, settings: BriefingSettings, view: View, project: Project) -> tuple[Composition, ...]:
    """The documents of an order, in the order of the settings, framed by the project's editions."""
    if order.edition is not None:
        return compose_framed(order, settings, view, project, Frame(number=order.edition, since=find_forerunner(project, order, settings)))
    bare = compose_bare(order, settings, view, project)
    if find_forerunner(project, order, settings) is None:
        return bare
    return compose_framed(order, settings, view, project, choose_frame(project, order, settings, digest_content(bare, view, project)))


def compose_bare(order: Order, settings: BriefingSettings, view: View, project: Project) -> tuple[Composition, ...]:
    """The documents as they are where no edition was published."""
    return tuple(
        compose_briefing(view, settings, language=order.language, document=document, templates=(project.templates,), as_of=order.as_of)
        for document in settings.documents
    )


def compose_framed(order: Order, settings: BriefingSettings, view: View, project: Project, frame: Frame) -> tuple[Composition, ...]:
    """The documents with the number of their edition and what changed since the one before."""
    since = _tell_since(order, settings, view, frame.since) if frame.since else None
    return tuple(
        compose_briefing(
            view,
            settings,
            language=order.language,
            document=document,
            templates=(project.templates,),
            as_of=order.as_of,
            edition=str(frame.number) if frame.number is not None else None,
            since=since,
        )
        for document in settings.documents
    )


def _tell_since(order: Order, settings: BriefingSettings, view: View, edition: Edition) -> Since:
    """The earlier edition with what changed until this view."""
    same_language = edition.language == (order.language or settings.language)
    printed = frozenset(sentence.text for sentences in edition.sentences.values() for sentence in sentences)
    return Since(
        number=edition.number,
        sources=edition.sources,
        cut_off=edition.cut_off,
        changes=compare_snapshots(snapshot_of(edition), take_snapshot(view, settings)),
        sentences=printed if same_language else None,
    )


def take_snapshot(view: View, settings: BriefingSettings) -> Snapshot:
    """What the briefing tells now, as an edition would keep it."""
    dossier = select_facts(view, settings, load_wording(settings.language))
    told = {fact.id for fact in dossier.all_facts}
    return Snapshot(facts=lock_facts(view, told), conflicts=lock_conflicts(view, told), sources=dossier.sources, cut_off=dossier.cut_off)


def digest_content(bare: Sequence[Composition], view: View, project: Project) -> str:
    """A digest of all that the documents say and show beside their edition: words, charts, sources, the project's own templates."""
    told = {fact for composition in bare for fact in composition.facts}
    cited = {evidence.article for fact in view.facts if fact.id in told for evidence in fact.evidence}
    digest = hashlib.sha256(msgspec.json.encode([(source.stem, source.sha256) for source in view.sources if source.stem in cited]))
    for composition in bare:
        digest.update(msgspec.json.encode((composition.document, composition.theme, composition.html, composition.charts)))
    add_files(digest, project.templates, _template_files(project.templates))
    return digest.hexdigest()


def _template_files(folder: Path) -> Iterable[Path]:
    return folder.rglob("*") if folder.is_dir() else ()

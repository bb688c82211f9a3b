"""From a view and a briefing's settings to one document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
from markupsafe import Markup

from briefgen.compose.basics import list_basics
from briefgen.compose.briefing import BriefingSettings
from briefgen.compose.changes import Since, list_change_rows
from briefgen.compose.citations import Citations
from briefgen.compose.dates import date_words
from briefgen.compose.dossier import Dossier, select_facts
from briefgen.compose.figures import chart_facts, chart_rows, list_charts
from briefgen.compose.finish import CHANGED, finish_document
from briefgen.compose.history import list_contacts, list_mechanisms, list_phases
from briefgen.compose.issues import list_cards
from briefgen.compose.lint import lint_document
from briefgen.compose.names import join_parties, pair_name
from briefgen.compose.parts import Sentence
from briefgen.compose.positions import group_by_section, group_positions
from briefgen.compose.register import list_agreements, list_calendar, list_overdue, list_promises
from briefgen.compose.sources import (
    count_independent,
    list_conflicts,
    list_corrections,
    list_gaps,
    list_people,
    list_sources,
    list_variants,
)
from briefgen.compose.summary import summarise
from briefgen.compose.templates import carried_templates, check_templates, list_used, make_environment, render_template
from briefgen.compose.trade import tell_trade
from briefgen.compose.wording import literal, load_wording
from briefgen.errors import SettingsError
from briefgen.model import Chart, Kind, Problem, Record, View


class Told(Record):
    """A sentence as plain text with the facts that it tells."""

    text: str
    facts: tuple[str, ...]


class Composition(Record):
    """One document, ready to be written: ``html`` follows docs/html.md; ``charts`` are those that it places.

    ``cut_off`` is EDTF, None where no source is dated; ``problems`` are what the number law and the templates have against it.
    """

    name: str
    title: str
    document: str
    language: str
    theme: str
    cut_off: str | None
    edition: str | None
    html: str
    charts: tuple[Chart, ...]
    sentences: tuple[Told, ...]
    facts: tuple[str, ...]
    problems: tuple[Problem, ...]


class Doc(Record):
    """What a template can say about the document itself, as ``doc.…``."""

    name: str
    document: str
    title: str
    subtitle: str
    pair: str
    parties: str
    language: str
    theme: str
    status: str
    edition: str
    cut_off: str
    cut_off_words: str
    as_of: str
    period: str
    sources: int
    independent: int
    facts: int
    questions: int


def compose_briefing(
    view: View,
    settings: BriefingSettings,
    *,
    language: str | None = None,
    document: str | None = None,
    templates: Sequence[Path] = (),
    as_of: str | None = None,
    edition: str | None = None,
    since: Since | None = None,
) -> Composition:
    """The document of a briefing.

    ``language`` and ``document`` replace the settings' own (the first of ``documents``); ``templates`` are searched in order, then the
    carried ones. ``as_of`` is printed: the view must have been taken as of that day. ``edition`` is the number printed,
    ``since`` the earlier edition that it is compared with, None where there is none.
    Raises :class:`UsageError` for a language without words, :class:`SettingsError` for a document that does not exist, and
    :class:`TemplateError` for a template at fault.
    """
    settings = msgspec.structs.replace(settings, language=language or settings.language)
    folders = tuple(dict.fromkeys((*templates, carried_templates())))
    chosen = _choose_document(document or settings.documents[0], folders, settings.name)
    dossier = select_facts(view, settings, load_wording(settings.language))
    frame = Frame(document=chosen, folders=folders, as_of=as_of or settings.as_of, edition=edition, since=since)
    return _compose(dossier, frame)


def _choose_document(document: str, folders: Sequence[Path], briefing: str) -> str:
    known = sorted({path.stem for folder in folders for path in (folder / "documents").glob("*.html")})
    if document not in known:
        raise SettingsError(
            f"there is no document {document!r}",
            place=f"{briefing}.toml" if briefing else None,
            remedy=f"Choose one of: {', '.join(known)}, or add templates/documents/{document}.html",
        )
    return document


class Frame(Record):
    """What a composition is asked for beside the facts."""

    document: str
    folders: tuple[Path, ...]
    as_of: str | None
    edition: str | None
    since: Since | None


def _compose(dossier: Dossier, frame: Frame) -> Composition:
    printer = _Printer(dossier, frame.since)
    template = f"documents/{frame.document}.html"
    environment = make_environment(frame.folders, dossier.wording.language, {})
    names = make_names(dossier, frame, printer, list_used(environment, template))
    environment.globals.update(names)
    raw = render_template(environment, template)
    faults = check_templates(frame.folders, names)
    alts = {name: chart.alt for name, chart in names["charts"].items()}
    finished = finish_document(raw, load_wording(dossier.wording.language), lambda root: lint_document(root, dossier, alts))
    return Composition(
        name=dossier.settings.name,
        title=names["doc"].title,
        document=frame.document,
        language=dossier.wording.language,
        theme=dossier.settings.theme,
        cut_off=dossier.cut_off,
        edition=frame.edition,
        html=finished.html,
        charts=tuple(chart for chart in names["charts"].values() if f"chart:{chart.name}" in finished.pictures),
        sentences=tuple(printer.told),
        facts=tuple(fact.id for fact in dossier.all_facts),
        problems=(*finished.problems, *faults),
    )


class _Printer:
    """Prints sentences with their footnotes, in the order in which the template calls for them."""

    def __init__(self, dossier: Dossier, since: Since | None) -> None:
        self.citations = Citations(dossier)
        self.told: list[Told] = []
        self._changed = {change.fact for change in since.changes} if since else set()
        self._known = since.sentences if since else None

    def say(self, sentence: Sentence) -> Markup:
        """The sentence with its full stop and its footnote."""
        words = sentence.html.rstrip(". ")
        told = Told(text=f"{words.striptags()}.", facts=sentence.facts)
        self.told.append(told)
        return words + "." + self.citations.note(sentence.facts, verbatim=sentence.verbatim) + self._mark(told.facts, told.text)

    def cite(self, facts: Sequence[str], whole: bool = False) -> Markup:
        """The footnote alone, for a cell or a list item; ``whole`` quotes all articles on a document, not its last stage only."""
        return self.citations.note(facts, whole=whole) + self._mark(facts) if facts else Markup("")

    def _mark(self, facts: Sequence[str], text: str | None = None) -> Markup:
        """A sign that what stands here changed since the earlier edition: one of its facts, or its words."""
        reworded = text is not None and self._known is not None and text not in self._known
        return CHANGED if reworded or self._changed.intersection(facts) else Markup("")


def make_names(dossier: Dossier, frame: Frame, printer: _Printer, used: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Everything that a template can use: docs/templates.md describes each, and a test holds the two together.

    ``used`` are the names that the document's templates use: what it lists as promises is not told among the positions again.
    """
    cards = list_cards(dossier)
    by_name = {chart.name: chart for chart in list_charts(dossier, cards)}
    return {
        "doc": _doc(dossier, frame),
        "since": _since(frame.since, dossier),
        "changes": list_change_rows(frame.since.changes, dossier, frame.since.sources) if frame.since else None,
        "change_name": lambda kind: dossier.wording.changes.get(kind, kind),
        "say": printer.say,
        "cite": printer.cite,
        "literal": literal,
        "date": _date_printer(dossier),
        "summary": summarise(dossier, cards),
        "basics": list_basics(dossier),
        "phases": list_phases(dossier),
        "mechanisms": list_mechanisms(dossier.facts, dossier),
        "contacts": list_contacts(dossier.facts, dossier),
        "positions": group_by_section(dossier, promised="promises" in used),
        "trade": tell_trade(dossier),
        "frameworks": _frameworks(dossier),
        "agreements": list_agreements(dossier.facts, dossier),
        "wider_agreements": list_agreements(dossier.regional, dossier),
        "promises": list_promises(dossier.facts, dossier),
        "cards": cards,
        "calendar": list_calendar(dossier.all_facts, dossier),
        "overdue": list_overdue(dossier.facts, dossier),
        "sources": list_sources(dossier),
        "conflicts": list_conflicts(dossier),
        "gaps": list_gaps(dossier),
        "people": list_people(dossier),
        "variants": list_variants(dossier),
        "corrections": list_corrections(dossier),
        "charts": by_name,
        "chart_facts": lambda name: " ".join(chart_facts(by_name[name])),
        "chart_rows": lambda name: chart_rows(by_name[name], dossier),
    }


def list_names() -> frozenset[str]:
    """The names of everything that a template can use."""
    empty = View(sources=(), facts=(), conflicts=(), lifecycles=(), questions=(), problems=())
    settings = BriefingSettings(title="", parties=("ASEAN", "VNM"))
    dossier = select_facts(empty, settings, load_wording(settings.language))
    frame = Frame(document="full", folders=(), as_of=None, edition=None, since=None)
    return frozenset(make_names(dossier, frame, _Printer(dossier, None)))


class SinceDoc(Record):
    """The earlier edition, as a template names it: its number, and its cut-off as printed."""

    number: str
    cut_off: str


def _since(since: Since | None, dossier: Dossier) -> SinceDoc | None:
    return (
        SinceDoc(number=str(since.number), cut_off=date_words(since.cut_off, dossier.wording, "table") if since.cut_off else "")
        if since
        else None
    )


def _date_printer(dossier: Dossier) -> Callable[[str], str]:
    return lambda edtf: date_words(edtf, dossier.wording, "table")


class Frameworks(Record):
    """Wider bodies: their meetings, and what was said of both parties in another frame."""

    mechanisms: Any
    contacts: Any
    groups: Any


def _frameworks(dossier: Dossier) -> Frameworks:
    spoken = [fact for fact in dossier.regional if fact.kind == Kind.STATEMENT]
    return Frameworks(
        mechanisms=list_mechanisms(dossier.regional, dossier),
        contacts=list_contacts(dossier.regional, dossier),
        groups=group_positions(spoken, dossier, dossier.settings.policies.positions),
    )


def _doc(dossier: Dossier, frame: Frame) -> Doc:
    settings, wording = dossier.settings, dossier.wording
    return Doc(
        name=settings.name,
        document=frame.document,
        title=settings.titles.get(wording.language, settings.title),
        subtitle=settings.subtitles.get(wording.language, settings.subtitle or ""),
        pair=pair_name(settings.parties, wording),
        parties=join_parties(settings.parties, wording),
        language=wording.language,
        theme=settings.theme,
        status=settings.status,
        edition=frame.edition or "",
        cut_off=dossier.cut_off or "",
        cut_off_words=date_words(dossier.cut_off, wording, "table"),
        as_of=date_words(frame.as_of, wording, "table") if frame.as_of else "",
        period=date_words(settings.period, wording, "table") if settings.period else "",
        sources=len(dossier.sources),
        independent=count_independent(dossier.sources),
        facts=len(dossier.all_facts),
        questions=len(list_gaps(dossier)),
    )

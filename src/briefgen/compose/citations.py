"""Footnotes: for each claim its source (outlet, title, date) and the exact words."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from briefgen.compose.clauses import quote_window
from briefgen.compose.dates import date_words
from briefgen.compose.dossier import Dossier
from briefgen.compose.numbers import formula_words
from briefgen.compose.wording import fill
from briefgen.model import Derivation, Evidence, SourceInfo

QUOTE_LIMIT = 180
SHORT_TITLE = 48


def publisher(source: SourceInfo, dossier: Dossier) -> str:
    """Who published it: the outlet, with the original one where it was taken over, else the author; empty where the file names neither."""
    if source.outlet and source.original_outlet:
        return dossier.wording.source["original"].replace("{outlet}", source.outlet).replace("{original}", source.original_outlet)
    return source.outlet or source.original_outlet or source.author or ""


def published_words(source: SourceInfo, dossier: Dossier) -> str:
    if not source.published:
        return dossier.wording.source["undated"]
    return date_words(source.published, dossier.wording, "table")


def source_words(source: SourceInfo, dossier: Dossier, *, short: bool = False) -> Markup:
    """``Báo Nam Định (theo Nhân Dân), “Tăng cường quan hệ …”, 06/04/2021``; ``short`` cuts a long title."""
    words = dossier.wording.source
    title = source.title or ""
    slots = {
        "who": publisher(source, dossier),
        "title": quote_window(title, SHORT_TITLE) if short else title,
        "stem": source.stem,
        "date": published_words(source, dossier),
    }
    return fill(words["full" if title else "bare"], slots)


class Citations:
    """Makes the footnotes of one document in their order: a source is named in full once, then by a short title."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.count = 0
        self._named: set[str] = set()

    def note(self, facts: Iterable[str]) -> Markup:
        """The footnote for these facts: their sources with the words that say so, derivations with their arithmetic."""
        ids = tuple(dict.fromkeys(facts))
        parts = [self._source(stem, pieces) for stem, pieces in self._by_source(ids).items()]
        derived = [(fact_id, self.dossier.by_id[fact_id].derived_from) for fact_id in ids]
        parts += [self._derivation(fact_id, derivation) for fact_id, derivation in derived if derivation]
        self.count += 1
        body = escape(self.dossier.wording.joiner["semicolon"]).join(parts)
        return Markup('<span class="footnote" id="fn-{}" data-fact="{}">{}.</span>').format(self.count, " ".join(ids), body)

    def _by_source(self, ids: tuple[str, ...]) -> dict[str, list[Evidence]]:
        found: dict[str, list[Evidence]] = {}
        for fact_id in ids:
            cited: set[str] = set()
            for evidence in self.dossier.by_id[fact_id].evidence:
                if evidence.article not in cited:  # one quote of a fact for each article is enough
                    cited.add(evidence.article)
                    found.setdefault(evidence.article, []).append(evidence)
        return found

    def _source(self, stem: str, pieces: list[Evidence]) -> Markup:
        source = self.dossier.by_stem.get(stem) or SourceInfo(stem=stem, path=stem, sha256="", language="vi", origin=stem)
        named = source_words(source, self.dossier, short=stem in self._named)
        self._named.add(stem)
        quotes = dict.fromkeys(quote_window(piece.reading, QUOTE_LIMIT) for piece in pieces)
        printed = escape(self.dossier.wording.joiner["semicolon"]).join(
            Markup('“<q lang="{}">{}</q>”').format(source.language, quote) for quote in quotes
        )
        link = Markup('<a href="#source-{}">{}</a>').format(anchor(stem), named)
        return link + fill(self.dossier.wording.source["quotes"], {"quotes": printed})

    def _derivation(self, fact_id: str, derivation: Derivation) -> Markup:
        formula = formula_words(derivation.formula, self.dossier.wording)
        return fill(self.dossier.wording.source["derived"], {"formula": mark_formula(fact_id, formula)})


def mark_formula(fact_id: str, formula: str) -> Markup:
    return Markup('<span class="fact" data-fact="{}" data-field="formula">{}</span>').format(fact_id, formula)


def anchor(text: str) -> str:
    """The text as part of an id: lower-case ASCII letters, digits and hyphens."""
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in text.lower()).strip("-") or "x"

"""Footnotes: for each claim its source (outlet, title, date) and the exact words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from briefgen.compose.clauses import quote_window
from briefgen.compose.dates import date_words
from briefgen.compose.dossier import Dossier
from briefgen.compose.numbers import formula_words
from briefgen.compose.quotes import choose_quotes
from briefgen.compose.wording import fill, literal
from briefgen.model import Derivation, Evidence, Fact, Kind, Record, SourceInfo


class Limits(Record):
    """Characters to which a quote is cut; one that ends by ``whole`` is printed whole."""

    cut: int
    whole: int


LIMITS = Limits(cut=180, whole=240)
SPEECH_LIMITS = Limits(cut=80, whole=110)  # the sentence gives these words already: the note only leads to their place


def publisher(source: SourceInfo, dossier: Dossier) -> str:
    """Who published it: the outlet, with the original one where it was taken over, else the author; empty where the file names neither."""
    words = dossier.wording.source
    if source.outlet and source.original_outlet:
        return words["original"].replace("{outlet}", source.outlet).replace("{original}", source.original_outlet)
    if source.outlet or source.original_outlet:
        return source.outlet or source.original_outlet or ""
    return words["author"].replace("{author}", source.author) if source.author else ""


def published_words(source: SourceInfo, dossier: Dossier) -> str:
    if not source.published:
        return dossier.wording.source["undated"]
    return date_words(source.published, dossier.wording, "table")


def source_words(source: SourceInfo, dossier: Dossier, *, short: bool = False) -> Markup:
    """``Báo Nam Định (theo Nhân Dân), “Tăng cường quan hệ …”, 06/04/2021``; ``short`` is ``Zing News, nguồn 4``."""
    number = next((n for n, known in enumerate(dossier.sources, start=1) if known.stem == source.stem), None)
    slots = {
        "who": publisher(source, dossier),
        "title": source.title or "",
        "number": literal(number) if number else source.stem,
        "date": published_words(source, dossier),
    }
    return fill(dossier.wording.source["short" if short else "full" if source.title else "bare"], slots)


class Citations:
    """Makes the footnotes of one document in their order.

    A source is named in full once, then by its outlet and number in the list; a citation that was printed before is pointed to.
    """

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self._named: set[str] = set()
        self._printed: dict[tuple[tuple[str, ...], bool], int] = {}
        self._steps = {
            (step.fact, step.stage): step.evidence for life in dossier.lifecycles for step in life.steps if step.fact and step.evidence
        }

    def note(self, facts: Iterable[str], *, whole: bool = False, verbatim: bool = False) -> Markup:
        """The footnote for these facts: their sources with the words that say so, derivations with their arithmetic.

        Of a document the words that say its present stage are quoted; ``whole`` quotes every article, for its whole life.
        Where the sentence is ``verbatim`` the source's own clause, the note gives its beginning only.
        """
        ids = tuple(dict.fromkeys(facts))
        earlier = self._printed.get((ids, whole))
        if earlier is not None:
            return Markup('<span class="noteref" data-fact="{}"><a href="#fn-{}"></a></span>').format(" ".join(ids), earlier)
        number = self._printed[ids, whole] = len(self._printed) + 1
        limits = SPEECH_LIMITS if verbatim else LIMITS
        parts = [self._source(stem, pieces, limits) for stem, pieces in self._by_source(ids, whole).items()]
        derived = [(fact_id, self.dossier.by_id[fact_id].derived_from) for fact_id in ids]
        parts += [self._derivation(fact_id, derivation) for fact_id, derivation in derived if derivation]
        body = escape(self.dossier.wording.joiner["semicolon"]).join(parts)
        return Markup('<span class="footnote" id="fn-{}" data-fact="{}">{}.</span>').format(number, " ".join(ids), body)

    def _by_source(self, ids: Sequence[str], whole: bool) -> dict[str, list[Evidence]]:
        found: dict[str, list[Evidence]] = {}
        for fact_id in ids:
            fact = self.dossier.by_id[fact_id]
            for article, pieces in _by_article(self._bearing(fact, whole)).items():
                found.setdefault(article, []).extend(choose_quotes(fact, pieces, LIMITS.whole))
        return found

    def _bearing(self, fact: Fact, whole: bool) -> tuple[Evidence, ...]:
        """The evidence that bears what is told: of a document's stage the words of those who report that stage."""
        if whole or fact.kind != Kind.AGREEMENT:
            return fact.evidence
        return self._steps.get((fact.id, getattr(fact.claim, "stage", ""))) or fact.evidence

    def _source(self, stem: str, pieces: list[Evidence], limits: Limits) -> Markup:
        source = self.dossier.by_stem.get(stem) or SourceInfo(stem=stem, path=stem, sha256="", language="vi", origin=stem)
        named = source_words(source, self.dossier, short=stem in self._named)
        self._named.add(stem)
        quotes = _without_parts(dict.fromkeys(quote_window(piece.reading, limits.cut, limits.whole) for piece in pieces))
        printed = escape(self.dossier.wording.joiner["semicolon"]).join(
            Markup('“<q lang="{}">{}</q>”').format(source.language, quote) for quote in quotes
        )
        link = Markup('<a href="#source-{}">{}</a>').format(anchor(stem), named)
        return link + fill(self.dossier.wording.source["quotes"], {"quotes": printed})

    def _derivation(self, fact_id: str, derivation: Derivation) -> Markup:
        formula = formula_words(derivation.formula, self.dossier.wording)
        return fill(self.dossier.wording.source["derived"], {"formula": mark_formula(fact_id, formula)})


def _by_article(evidence: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = {}
    for piece in evidence:
        found.setdefault(piece.article, []).append(piece)
    return found


def _without_parts(quotes: Iterable[str]) -> list[str]:
    """The quotes without those that another one holds."""
    kept = list(quotes)
    return [quote for quote in kept if not any(quote != other and quote.rstrip("…") in other for other in kept)]


def mark_formula(fact_id: str, formula: str) -> Markup:
    return Markup('<span class="fact" data-fact="{}" data-field="formula">{}</span>').format(fact_id, formula)


def anchor(text: str) -> str:
    """The text as part of an id: lower-case ASCII letters, digits and hyphens."""
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in text.lower()).strip("-") or "x"

"""Parts of a sentence that facts of any kind share: its date, what is asked about it, quotations, names."""

from __future__ import annotations

from markupsafe import Markup, escape

from briefgen.compose.clauses import drop_lead, find_clause, is_stale, quote_window, source_wording, tidy
from briefgen.compose.dates import as_of_words, date_words
from briefgen.compose.dossier import Dossier
from briefgen.compose.glossary import name_in, translate, with_article
from briefgen.compose.numbers import formula_words
from briefgen.compose.queries import list_queries
from briefgen.compose.wording import mark
from briefgen.model import Basis, Dated, Fact, Record


class Sentence(Record):
    """A sentence without its full stop, and the facts that it tells: what a template prints with ``say``.

    ``verbatim`` where it gives the clauses of its sources whole, so that its note need not give them again.
    """

    html: Markup
    facts: tuple[str, ...]
    verbatim: bool = False


def told(fact: Fact, words: Markup, dossier: Dossier) -> Markup:
    """The words as one fact's clause, or the editor's where one has worded it, with the questions that it leaves open."""
    return mark(fact.id, "sentence", ask(fact, "sentence", escape(fact.wording) if is_worded(fact, dossier) else words, dossier))


def is_worded(fact: Fact, dossier: Dossier) -> bool:
    """Whether an editor has worded the fact in the document's language; a briefing in another one is told by the program's own sentence."""
    return bool(fact.wording) and source_wording(fact.wording or "", dossier.wording).language == dossier.wording.language


def when_words(fact: Fact, dossier: Dossier, style: str = "when") -> Markup:
    """The fact's date as its words: a derived one with its arithmetic, one without a year as a question; empty where no date is known."""
    if not fact.date.edtf:
        return Markup("")
    return date_markup(fact, fact.date, dossier, style)


def date_markup(fact: Fact, date: Dated, dossier: Dossier, style: str) -> Markup:
    wording = dossier.wording
    words: str | Markup = date_words(date.edtf, wording, style)
    derived = date.basis == Basis.DERIVED and fact.derived_from is not None
    if date.basis == Basis.DERIVED and fact.derived_from:
        formula = formula_words(fact.derived_from.formula, wording)
        words = Markup('<span class="derived">{}{}</span>').format(words, wording.dates.derived.replace("{formula}", formula))
    asked = ask(fact, "date", _time(date.edtf, words), dossier)
    return mark(fact.id, "date", ask(fact, "derived", asked, dossier) if derived else asked)


def as_of_markup(fact: Fact, dossier: Dossier) -> Markup:
    """``tính đến ngày 26/4/2024``; empty where no date is known."""
    if not fact.date.edtf:
        return Markup("")
    words = as_of_words(fact.date.edtf, dossier.wording, "point")
    return mark(fact.id, "date", ask(fact, "date", words, dossier))


def _time(edtf: str | None, words: str | Markup) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(edtf, words)


def ask(fact: Fact, field: str, words: str | Markup, dossier: Dossier) -> str | Markup:
    """The words with what an editor should look at about this field of the fact: open questions, conflicts, rulings gone stale."""
    for query in list_queries(fact, field, dossier):
        words = Markup('<span class="query" data-query="{}" data-code="{}" data-question="{}">{}</span>').format(
            query.text, query.code, query.id, words
        )
    return words


def is_quoted(fact: Fact, clause: str, dossier: Dossier) -> bool:
    """Whether a clause is told in the source's own words: where it would go stale, and wherever the document does not speak Vietnamese.

    Reported speech is only made of Vietnamese clauses for Vietnamese readers: there the verb leads into the clause as it stands.
    """
    spoken = language_of(fact, dossier)
    if dossier.wording.language != "vi" or spoken != "vi":
        return True
    return find_clause(clause, fact.evidence) is not None and is_stale(clause, dossier.wording)


def nearest_quote(fact: Fact) -> str:
    return tidy(min((piece.reading for piece in fact.evidence), key=len, default=fact.label))


def language_of(fact: Fact, dossier: Dossier) -> str:
    sources = (dossier.by_stem.get(evidence.article) for evidence in fact.evidence)
    return next((source.language for source in sources if source), dossier.wording.language)


def quote_of(fact: Fact, dossier: Dossier, limit: int = 10**4) -> Markup:
    """The fact's shortest evidence as a quotation, cut at its end where it is longer than the limit."""
    quote = drop_lead(nearest_quote(fact), source_wording(nearest_quote(fact), dossier.wording))
    return Markup('<q lang="{}">{}</q>').format(language_of(fact, dossier), quote_window(quote, limit))


def proper_name(fact: Fact, name: str, dossier: Dossier, *, inside: bool) -> str | Markup:
    """A name in the document's language; one that only sources in another language give stays theirs, in quotation marks.

    A name that the program made from its sources' words, and that the glossary does not cover, is no quotation: the sources' words are.
    """
    wording, spoken = dossier.wording, language_of(fact, dossier)
    if translate(name, wording) is None and find_clause(name, fact.evidence) is None:
        return Markup("“{}”").format(quote_of(fact, dossier))
    if not wording.glossary and spoken != wording.language and name.isascii() and " " in name:
        return Markup('“<q lang="{}">{}</q>”').format(spoken, name)
    return with_article(name, wording) if inside else name_in(name, wording)

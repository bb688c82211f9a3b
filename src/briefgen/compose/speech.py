"""What was said and promised: the verb carries the act and the speaker."""

from __future__ import annotations

from markupsafe import Markup

from briefgen.compose.claims import claim_of
from briefgen.compose.clauses import drop_echo, drop_verb_end, find_clause, lead_verb, lower_first, shorten, tidy, with_addressee
from briefgen.compose.dates import date_words
from briefgen.compose.dossier import Dossier
from briefgen.compose.parts import ask, is_quoted, language_of, nearest_quote, when_words
from briefgen.compose.people import name_speaker
from briefgen.compose.promises import promise_verb
from briefgen.compose.wording import fill, load_wording, mark
from briefgen.model import Commitment, Fact, Statement


def said_clause(fact: Fact, dossier: Dossier, limit: int | None = None) -> Markup:
    """Verb and content of a statement: reported speech, or the source's words in quotation marks where they would go stale."""
    claim = claim_of(fact, Statement)
    wording = dossier.wording
    content = tidy(claim.content)
    verb = lead_verb(claim.act, content, fact, wording)
    found = find_clause(content, fact.evidence)
    shown = shorten(content, load_wording(language_of(fact, dossier)), limit) if limit else content
    if is_quoted(fact, shown, dossier):
        return _quoted(fact, verb, shown if found else nearest_quote(fact), dossier)
    shown = lower_first(with_addressee(shown, claim.addressee, fact, wording), wording)
    shown = drop_echo(verb, shown)
    return Markup("{} {}").format(verb, mark(fact.id, "content", shown))


def _quoted(fact: Fact, verb: str, content: str, dossier: Dossier) -> Markup:
    spoken = language_of(fact, dossier)
    if spoken != dossier.wording.language:
        content = drop_verb_end(content, load_wording(spoken))
    quote = Markup('<q lang="{}">{}</q>').format(spoken, content)
    direct = isinstance(fact.claim, Statement) and fact.claim.act in dossier.wording.direct_acts
    template = dossier.wording.quote_direct if direct else dossier.wording.quote
    return fill(template, {"verb": verb, "content": mark(fact.id, "content", quote)})


def statement_sentence(fact: Fact, dossier: Dossier, *, dated: bool = True, limit: int | None = None) -> Markup:
    """``Ngày 26/4/2024, ASEAN đề nghị Nga …``."""
    claim = claim_of(fact, Statement)
    slots = {
        "when": when_words(fact, dossier) if dated else None,
        "actor": name_speaker(fact, claim.actor, dossier).words,
        "said": said_clause(fact, dossier, limit),
    }
    return fill(dossier.wording.sentences.statement_when, slots)


def commitment_sentence(fact: Fact, dossier: Dossier, *, dated: bool = True, limit: int | None = None) -> Markup:
    """``Ngày 4/8/2021, Nga sẵn sàng chuyển giao …, thời hạn …``."""
    claim = claim_of(fact, Commitment)
    slots = {
        "when": when_words(fact, dossier) if dated else None,
        "actor": name_speaker(fact, claim.actor, dossier).words,
        "verb": promise_verb(fact, dossier.wording),
        "action": action_words(fact, dossier, limit),
        "due": due_words(fact, dossier),
    }
    return fill(dossier.wording.sentences.commitment, slots)


def action_words(fact: Fact, dossier: Dossier, limit: int | None = None) -> Markup:
    """What is promised, in the source's words; quoted where they would go stale or the briefing is in another language."""
    claim = claim_of(fact, Commitment)
    wording, action = dossier.wording, tidy(claim.action)
    found = find_clause(action, fact.evidence)
    if is_quoted(fact, action, dossier):
        words = Markup('“<q lang="{}">{}</q>”').format(language_of(fact, dossier), action if found else nearest_quote(fact))
        return mark(fact.id, "action", words)
    return mark(fact.id, "action", lower_first(shorten(action, wording, limit) if limit else action, wording))


def due_words(fact: Fact, dossier: Dossier, style: str = "when") -> Markup:
    claim = claim_of(fact, Commitment)
    if not claim.due:
        return Markup("")
    return mark(fact.id, "due", ask(fact, "due", date_words(claim.due, dossier.wording, style), dossier))


def promise_words(fact: Fact, dossier: Dossier) -> Markup:
    """Verb and content of a promise, without its speaker: ``sẵn sàng chuyển giao …``."""
    verb = promise_verb(fact, dossier.wording)
    return Markup("{} {}").format(verb, action_words(fact, dossier)) if verb else action_words(fact, dossier)

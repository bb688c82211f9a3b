"""One clause or sentence for each fact, by kind: the verb carries stage and speaker, the numbers stand as the source gives them."""

from __future__ import annotations

import re
from decimal import Decimal

from markupsafe import Markup, escape

from briefgen.compose.claims import claim_of
from briefgen.compose.clauses import (
    drop_echo,
    drop_lead,
    drop_ordinal,
    drop_verb_end,
    event_name,
    find_clause,
    first_upper,
    is_stale,
    lead_verb,
    lower_first,
    lower_noun,
    quote_window,
    says_ordinal,
    shorten,
    source_wording,
    tidy,
    with_addressee,
)
from briefgen.compose.dates import as_of_words, date_words, last_day, sort_day
from briefgen.compose.dossier import Dossier
from briefgen.compose.glossary import name_in, translate, with_article
from briefgen.compose.names import is_party_code, join_parties, pair_name, party_name
from briefgen.compose.numbers import amount_words, formula_words, percent_words, round_to, significant_digits
from briefgen.compose.people import in_order, name_participant, name_speaker
from briefgen.compose.promises import promise_verb
from briefgen.compose.queries import list_queries
from briefgen.compose.wording import Wording, capitalise, fill, join_words, load_wording, mark
from briefgen.edtf import LAST_DAY
from briefgen.model import Agreement, Basis, Commitment, Dated, Fact, Meeting, Milestone, Record, Role, Statement, Statistic

BARE_WORDS = 3  # a meeting's name of no more words says nothing of who met


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


# --- Statements and commitments ---------------------------------------------------------------------------------------


def said_clause(fact: Fact, dossier: Dossier, limit: int | None = None) -> Markup:
    """Verb and content of a statement: reported speech, or the source's words in quotation marks where they would go stale."""
    claim = claim_of(fact, Statement)
    wording = dossier.wording
    content = tidy(claim.content)
    verb = lead_verb(claim.act, content, fact, wording)
    found = find_clause(content, fact.evidence)
    shown = shorten(content, load_wording(_language_of(fact, dossier)), limit) if limit else content
    if _is_quoted(fact, shown, dossier):
        return _quoted(fact, verb, shown if found else _nearest_quote(fact), dossier)
    shown = lower_first(with_addressee(shown, claim.addressee, fact, wording), wording)
    shown = drop_echo(verb, shown)
    return Markup("{} {}").format(verb, mark(fact.id, "content", shown))


def _is_quoted(fact: Fact, clause: str, dossier: Dossier) -> bool:
    """Whether a clause is told in the source's own words: where it would go stale, and wherever the document does not speak Vietnamese.

    Reported speech is only made of Vietnamese clauses for Vietnamese readers: there the verb leads into the clause as it stands.
    """
    spoken = _language_of(fact, dossier)
    if dossier.wording.language != "vi" or spoken != "vi":
        return True
    return find_clause(clause, fact.evidence) is not None and is_stale(clause, dossier.wording)


def _nearest_quote(fact: Fact) -> str:
    return tidy(min((piece.reading for piece in fact.evidence), key=len, default=fact.label))


def _quoted(fact: Fact, verb: str, content: str, dossier: Dossier) -> Markup:
    spoken = _language_of(fact, dossier)
    if spoken != dossier.wording.language:
        content = drop_verb_end(content, load_wording(spoken))
    quote = Markup('<q lang="{}">{}</q>').format(spoken, content)
    direct = isinstance(fact.claim, Statement) and fact.claim.act in dossier.wording.direct_acts
    template = dossier.wording.quote_direct if direct else dossier.wording.quote
    return fill(template, {"verb": verb, "content": mark(fact.id, "content", quote)})


def _language_of(fact: Fact, dossier: Dossier) -> str:
    sources = (dossier.by_stem.get(evidence.article) for evidence in fact.evidence)
    return next((source.language for source in sources if source), dossier.wording.language)


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
    if _is_quoted(fact, action, dossier):
        words = Markup('“<q lang="{}">{}</q>”').format(_language_of(fact, dossier), action if found else _nearest_quote(fact))
        return mark(fact.id, "action", words)
    return mark(fact.id, "action", lower_first(shorten(action, wording, limit) if limit else action, wording))


def due_words(fact: Fact, dossier: Dossier, style: str = "when") -> Markup:
    claim = claim_of(fact, Commitment)
    if not claim.due:
        return Markup("")
    return mark(fact.id, "due", ask(fact, "due", date_words(claim.due, dossier.wording, style), dossier))


# --- Meetings and milestones -------------------------------------------------------------------------------------------


def proper_name(fact: Fact, name: str, dossier: Dossier, *, inside: bool) -> str | Markup:
    """A name in the document's language; one that only sources in another language give stays theirs, in quotation marks.

    A name that the program made from its sources' words, and that the glossary does not cover, is no quotation: the sources' words are.
    """
    wording, spoken = dossier.wording, _language_of(fact, dossier)
    if translate(name, wording) is None and find_clause(name, fact.evidence) is None:
        return Markup("“{}”").format(quote_of(fact, dossier))
    if not wording.glossary and spoken != wording.language and name.isascii() and " " in name:
        return Markup('“<q lang="{}">{}</q>”').format(spoken, name)
    return with_article(name, wording) if inside else name_in(name, wording)


def meeting_name(fact: Fact, dossier: Dossier, *, inside: bool = True) -> Markup:
    """The meeting's name with its ordinal; ``inside`` a sentence its first letter is small where it is a common noun."""
    claim = claim_of(fact, Meeting)
    wording = dossier.wording
    name = plain_event(claim, wording)
    name = lower_noun(name, wording.event_nouns) if inside else name
    words = mark(fact.id, "name", proper_name(fact, name, dossier, inside=inside))
    if claim.ordinal is None or says_ordinal(name, claim.ordinal, wording):
        return words
    return fill(wording.sentences.meeting.ordinal, {"name": words, "ordinal": mark(fact.id, "ordinal", str(claim.ordinal))})


def plain_event(claim: Meeting, wording: Wording) -> str:
    """The meeting's name without what the sentence says itself.

    For another language also without its ordinal; that of its series where only this one can be translated.
    """
    name = event_name(claim.name, wording)
    if not wording.glossary or not claim.ordinal:
        return name
    name = drop_ordinal(name)
    series = event_name(claim.series or "", wording)
    return series if series and translate(name, wording) is None and translate(series, wording) else name


def place_words(fact: Fact, place: str | None, told_before: str, wording: Wording) -> Markup:
    """The place, unless the words before it say it already."""
    return mark(fact.id, "place", name_in(place, wording)) if place and place not in told_before else Markup("")


def is_event_clause(name: str, dossier: Dossier) -> bool:
    """Whether a meeting's name is a clause of its own ("Thứ trưởng … thăm Nga") and no noun that "diễn ra" could follow."""
    wording = source_wording(name, dossier.wording)
    if first_upper(name).startswith(wording.event_nouns):
        return False
    titled = name.startswith(tuple(f"{title}{sign}" for title in wording.titles for sign in " ,"))
    return titled or any(re.search(pattern, name) for pattern in wording.event_clauses)


def chair_words(fact: Fact, dossier: Dossier) -> Markup:
    claim = claim_of(fact, Meeting)
    return join_words(dossier.wording, [name_participant(fact, chair, "chairs", dossier) for chair in claim.chairs])


def meeting_sentence(fact: Fact, dossier: Dossier) -> Markup:
    """``Ngày 26/4/2024, cuộc họp … lần thứ 20 diễn ra tại …``; a meeting only planned or proposed says so."""
    claim = claim_of(fact, Meeting)
    words = dossier.wording.sentences.meeting
    stage = claim.stage if claim.stage in dossier.wording.meeting_stages else "proposed"  # of an unknown stage the least is said
    key = "event" if stage == "held" and is_event_clause(claim.name, dossier) else stage
    slots = {
        "when": when_words(fact, dossier),
        "name": meeting_name(fact, dossier, inside=key != "event"),
        "between": between_words(fact, dossier),
        "place": place_words(fact, claim.place, event_name(claim.name, dossier.wording), dossier.wording),
        "mode": "" if _says_mode(claim, dossier) else words.mode.get(claim.mode or "", ""),
        "chairs": chair_words(fact, dossier),
        "chaired": words.chaired["many" if len(claim.chairs) > 1 else "one"],
    }
    return fill(getattr(words, key), slots)


def between_words(fact: Fact, dossier: Dossier) -> Markup:
    """Who met, for a meeting whose name says no more than "cuộc hội đàm": the people named on both sides, else the parties."""
    claim = claim_of(fact, Meeting)
    if len(event_name(claim.name, dossier.wording).split()) > BARE_WORDS or claim.chairs:
        return Markup("")
    people = [person for person in claim.participants if person.name]
    if len(people) == len({person.party for person in people}) == 2:
        order = in_order((person.party or "" for person in people), dossier)
        people.sort(key=lambda person: order.index(person.party or ""))
        return join_words(dossier.wording, [name_participant(fact, person, "participants", dossier) for person in people])
    parties = in_order(fact.parties, dossier)
    return mark(fact.id, "parties", join_parties(parties, dossier.wording)) if len(parties) > 1 else Markup("")


def _says_mode(meeting: Meeting, dossier: Dossier) -> bool:
    mode = dossier.wording.modes.get(meeting.mode or "", "-")
    return mode in meeting.name or mode in name_in(event_name(meeting.name, dossier.wording), dossier.wording)


def level_name(level: str | None, dossier: Dossier) -> str:
    return dossier.wording.levels.get(level or "", (level or "").replace("-", " "))


def quote_of(fact: Fact, dossier: Dossier, limit: int = 10**4) -> Markup:
    """The fact's shortest evidence as a quotation, cut at its end where it is longer than the limit."""
    quote = drop_lead(_nearest_quote(fact), source_wording(_nearest_quote(fact), dossier.wording))
    return Markup('<q lang="{}">{}</q>').format(_language_of(fact, dossier), quote_window(quote, limit))


def event_label(fact: Fact, dossier: Dossier) -> str:
    """What happened, in the source's words, without the anniversary by which the source speaks of it."""
    pattern = source_wording(fact.label, dossier.wording).anniversary
    return re.sub(pattern, "", fact.label, flags=re.IGNORECASE) if pattern else fact.label


def milestone_sentence(fact: Fact, dossier: Dossier) -> Markup:
    """``Tháng 11/2018, ASEAN và Nga nâng cấp quan hệ lên Đối tác chiến lược``."""
    claim = claim_of(fact, Milestone)
    parties = [code for code in dossier.parties if code in fact.parties] or list(fact.parties)
    level = level_name(claim.level, dossier)
    if claim.event != "level":
        level = level.removeprefix(dossier.wording.level_prefix)
    slots = {
        "when": when_words(fact, dossier),
        "parties": join_parties(parties, dossier.wording),
        "pair": pair_name(parties, dossier.wording),
        "as_of": as_of_markup(fact, dossier),
        "level": mark(fact.id, "level", ask(fact, "level", level, dossier)),
        "what": mark(fact.id, "label", event_label(fact, dossier)),
        "quote": mark(fact.id, "quote", quote_of(fact, dossier)),
    }
    return fill(dossier.wording.sentences.milestone.get(claim.event, "[{when}, ]{what}"), slots)


# --- Agreements, figures, offices ---------------------------------------------------------------------------------------


def agreement_name(fact: Fact, dossier: Dossier, *, inside: bool = True) -> Markup:
    claim = claim_of(fact, Agreement)
    wording = dossier.wording
    name = lower_noun(claim.name, wording.agreement_nouns, wording.keep_capital) if inside else first_upper(claim.name)
    return mark(fact.id, "name", proper_name(fact, name, dossier, inside=inside))


def agreement_sentence(fact: Fact, dossier: Dossier) -> Markup:
    """``Tính đến 26/04/2024, Kế hoạch hành động … đang được triển khai``."""
    parties = [code for code in dossier.parties if code in fact.parties] or list(fact.parties)
    slots = {
        "when": when_words(fact, dossier),
        "parties": join_parties(parties, dossier.wording) if parties else dossier.wording.both,
        "as_of": as_of_markup(fact, dossier),
        "name": agreement_name(fact, dossier),
    }
    words = dossier.wording.sentences.agreement
    return fill(words.get(told_stage(fact), words["mentioned"]), slots)


def told_stage(fact: Fact) -> str:
    """The stage as it may be told: a document said to be carried out after its period had ended is ``lapsed``, not under way."""
    claim = claim_of(fact, Agreement)
    end = last_day(claim.period)
    lapsed = claim.stage in ("implementing", "in-force") and end is not None and end < sort_day(fact.date.edtf) < LAST_DAY
    return "lapsed" if lapsed else claim.stage


def value_markup(fact: Fact, dossier: Dossier) -> Markup:
    """The figure; a derived one is rounded to the digits of what it was made from, and marked."""
    claim = claim_of(fact, Statistic)
    wording = dossier.wording
    if fact.derived_from is None:
        return mark(fact.id, "value", ask(fact, "value", amount_words(claim.value, claim.unit, wording, claim.qualifier), dossier))
    rounded = round_to(claim.value, _digits_behind(fact, dossier))
    words = Markup('<span class="derived">{}</span>').format(amount_words(rounded, claim.unit, wording, claim.qualifier or "about"))
    return mark(fact.id, "value", ask(fact, "derived", ask(fact, "value", words, dossier), dossier))


def _digits_behind(fact: Fact, dossier: Dossier) -> int:
    inputs = (dossier.by_id.get(fact_id) for fact_id in fact.derived_from.facts) if fact.derived_from else ()
    values = [significant_digits(other.claim.value) for other in inputs if other and isinstance(other.claim, Statistic)]
    return min(values, default=2)


def change_words(fact: Fact, dossier: Dossier) -> Markup:
    """``tăng 12,5% so với 6 tháng đầu năm 2020``; empty where the source gives no growth."""
    claim = claim_of(fact, Statistic)
    if claim.change is None:
        return Markup("")
    words = dossier.wording.sentences.statistic["change_up" if claim.change.value >= 0 else "change_down"]
    base = (
        date_words(claim.change.base, dossier.wording, "point")
        if claim.change.base and claim.change.base[:1].isdigit()
        else claim.change.base
    )
    return fill(
        words,
        {
            "percent": mark(fact.id, "change", percent_words(Decimal(claim.change.value), dossier.wording)),
            "base": mark(fact.id, "base", base or ""),
        },
    )


def statistic_sentence(fact: Fact, dossier: Dossier) -> Markup:
    """``6 tháng đầu năm 2021, kim ngạch thương mại hai chiều Việt Nam–Nga đạt 2,6 tỷ USD, tăng 12,5% …``."""
    claim = claim_of(fact, Statistic)
    wording = dossier.wording
    period = claim.period or fact.date.edtf
    parties = [code for code in dossier.parties if code in fact.parties]
    slots = {
        "when": mark(fact.id, "period", date_words(period, wording)) if period else None,
        "period": mark(fact.id, "period", date_words(period, wording, "point")) if period else None,
        "indicator": wording.indicators.get(claim.indicator, claim.indicator.replace("-", " ")),
        "parties": pair_name(parties, wording) if len(parties) > 1 else "",
        "value": value_markup(fact, dossier),
        "change": change_words(fact, dossier),
        "quote": mark(fact.id, "quote", quote_of(fact, dossier)),
        "formula": formula_words(fact.derived_from.formula, wording) if fact.derived_from else None,
    }
    return fill(wording.sentences.statistic[_statistic_form(fact, claim, wording.level_indicators)], slots)


def _statistic_form(fact: Fact, claim: Statistic, levels: tuple[str, ...]) -> str:
    if fact.derived_from is not None:
        return "derived"
    if claim.indicator == "target":
        return "target"
    return "level" if claim.indicator in levels else "plain"


def role_sentence(fact: Fact, dossier: Dossier) -> Markup:
    claim = claim_of(fact, Role)
    holder = party_name(claim.holder, dossier.wording) if claim.holder and is_party_code(claim.holder) else claim.holder
    until = bool(claim.period and claim.period.startswith(".."))
    slots = {
        "when": when_words(fact, dossier),
        "as_of": as_of_markup(fact, dossier),
        "holder": mark(fact.id, "holder", holder or ""),
        "person": mark(fact.id, "person", claim.person or ""),
        "role": mark(fact.id, "role", name_in(claim.role, dossier.wording)),
        "period": mark(fact.id, "period", date_words(claim.period, dossier.wording, "point")) if claim.period and not until else None,
    }
    return fill(
        dossier.wording.sentences.role["person" if not claim.holder else "holder_until" if until or not claim.period else "holder"], slots
    )


def fact_clause(fact: Fact, dossier: Dossier) -> Markup:
    """The clause of any fact."""
    builders = {
        Meeting: meeting_sentence,
        Milestone: milestone_sentence,
        Agreement: agreement_sentence,
        Statistic: statistic_sentence,
        Commitment: commitment_sentence,
        Statement: statement_sentence,
        Role: role_sentence,
    }
    return builders[type(fact.claim)](fact, dossier)


def fact_sentence(fact: Fact, dossier: Dossier) -> Sentence:
    """One fact as one sentence."""
    return Sentence(html=told(fact, capitalise(fact_clause(fact, dossier)), dossier), facts=(fact.id,))


def speech_paragraph(facts: tuple[Fact, ...], dossier: Dossier, *, dated: bool = True) -> Sentence:
    """What one actor said on one day as one sentence, its clauses joined by semicolons."""
    first, *rest = facts
    pieces = [told(first, capitalise(_speech(first, dossier, dated=dated)), dossier)]
    pieces += [told(fact, _speech_tail(fact, dossier), dossier) for fact in rest]
    verbatim = not any(is_worded(fact, dossier) for fact in facts)
    return Sentence(
        html=escape(dossier.wording.joiner["semicolon"]).join(pieces), facts=tuple(fact.id for fact in facts), verbatim=verbatim
    )


def _speech(fact: Fact, dossier: Dossier, *, dated: bool) -> Markup:
    build = commitment_sentence if isinstance(fact.claim, Commitment) else statement_sentence
    return build(fact, dossier, dated=dated)


def _speech_tail(fact: Fact, dossier: Dossier) -> Markup:
    return promise_words(fact, dossier) if isinstance(fact.claim, Commitment) else said_clause(fact, dossier)


def promise_words(fact: Fact, dossier: Dossier) -> Markup:
    """Verb and content of a promise, without its speaker: ``sẵn sàng chuyển giao …``."""
    verb = promise_verb(fact, dossier.wording)
    return Markup("{} {}").format(verb, action_words(fact, dossier)) if verb else action_words(fact, dossier)

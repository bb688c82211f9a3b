"""Drafts of one article become mentions: the same thing said twice in an article is one mention with both quotes.

What is the same is decided here by kind (never by likeness of sentences alone): a document by its name, a meeting by its ordinal or by
who met whom, a statement by speaker, act and words. The registry merges between articles.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec
import regex

from briefgen.edtf import contains, disjoint
from briefgen.extract.annotations import Annotation
from briefgen.extract.context import Context, Draft, Slotted, within
from briefgen.model import (
    Agreement,
    Article,
    Claim,
    Commitment,
    Derivation,
    Meeting,
    Mention,
    Milestone,
    Role,
    Slot,
    Statement,
    Statistic,
)

STAGES = ("mentioned", "proposed", "negotiating", "concluded", "signed", "adopted", "ratified", "in-force", "implementing", "completed")
_WORD = regex.compile(r"[\p{L}\p{N}]+")
# words that two spellings of one document's name may differ in
JOINING = frozenset(
    {
        "giữa",
        "và",
        "với",
        "của",
        "về",
        "trong",
        "lĩnh",
        "vực",
        "năm",
        "giai",
        "đoạn",
        "các",
        "the",
        "of",
        "on",
        "and",
        "between",
        "with",
        "for",
        "a",
        "an",
        "in",
        "to",
        "s",
    }
)
SAME_WORDS = 0.85  # of the shorter content: a lead that repeats a sentence of the body, shortened


def assemble(context: Context, drafts: Iterable[Draft]) -> tuple[Mention, ...]:
    """The mentions of an article, each thing once, in reading order."""
    groups = group_drafts(drafts)
    topics = context.packs.topic_lexicons[context.language].find(context.text)
    told = (group for group in groups if not all(_is_from_caption(context, d) for d in group))
    mentions = [_make(context, group, topics) for group in told]
    return tuple(sorted(mentions, key=lambda m: (m.evidence[0].start, m.rule, m.id)))


def _is_from_caption(context: Context, draft: Draft) -> bool:
    """Whether a draft was read in a caption, which may add evidence to what the body tells, but tells nothing of its own."""
    return bool(context.captions) and any(p.sentence.start <= draft.spans[0][0] < p.sentence.end for p in context.captions)


def group_drafts(drafts: Iterable[Draft]) -> list[list[Draft]]:
    """The drafts of one thing together, in the order of their first ones; a draft joins the first group that it fits.

    What is said again in the same words joins its like at once, and only groups that share a key with the draft are compared with it:
    a long article takes no longer by the word than a short one.
    """
    groups: list[list[Draft]] = []
    repeated: dict[Hashable, int] = {}
    places: dict[Hashable, list[int]] = {}
    for draft in drafts:
        said, keys = (draft.claim, draft.parties, draft.date.edtf), _list_keys(draft.claim)
        home = repeated[said] if said in repeated else _find_home(draft, groups, keys, places)
        if home == len(groups):
            groups.append([])
        groups[home].append(draft)
        repeated[said] = home
        for key in keys:
            if home not in (known := places.setdefault(key, [])):
                known.append(home)
    return groups


def _find_home(draft: Draft, groups: Sequence[Sequence[Draft]], keys: Iterable[Hashable], places: Mapping[Hashable, list[int]]) -> int:
    """The number of the first group that the draft fits, or of a new one."""
    near = sorted({place for key in keys for place in places.get(key, ())})
    return next((place for place in near if _belongs(draft, groups[place])), len(groups))


def _list_keys(claim: Claim) -> list[Hashable]:
    """What two claims must share, at least one of, to be the same by the rules below."""
    match claim:
        case Statement(act=act, actor=actor):
            return [(Statement, act, word) for word in sorted(words_of(actor))]
        case Statistic(value=value, unit=unit):
            return [(Statistic, value, unit)]
        case Role(person=person, holder=holder):
            return [(Role, person, holder)]
        case Agreement(form=form):
            return [(Agreement, form)]
        case Milestone(event=event):
            return [(Milestone, event)]
        case _:
            return [type(claim)]


def _belongs(draft: Draft, group: Sequence[Draft]) -> bool:
    is_same, claim = _SAME[type(draft.claim)], draft.claim
    if not any(is_same(claim, other.claim, draft, other) for other in group):
        return False
    return not isinstance(claim, Meeting | Agreement) or not any(_contradicts(draft, other) for other in group)


def _contradicts(one: Draft, other: Draft) -> bool:
    """Whether two drafts cannot be of one thing: an undated mention must not tie two dated ones together."""
    numbers = (getattr(one.claim, "ordinal", None), getattr(other.claim, "ordinal", None))
    if isinstance(one.claim, Meeting) and (disjoint(one.date.edtf, other.date.edtf) or (None not in numbers and numbers[0] != numbers[1])):
        return True
    periods = (getattr(one.claim, "period", None), getattr(other.claim, "period", None))
    return isinstance(one.claim, Agreement) and None not in periods and periods[0] != periods[1]


@lru_cache(maxsize=4096)
def words_of(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def _overlap(one: str, other: str) -> float:
    a, b = words_of(one), words_of(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _says_the_same(one: str, other: str) -> bool:
    """Whether the shorter of two contents is the longer one shortened; with other figures it says something else."""
    if _overlap(one, other) < SAME_WORDS:
        return False
    a, b = (frozenset(word for word in words_of(text) if word[0].isdigit()) for text in (one, other))
    return a <= b or b <= a


def _same_statement(a: Statement, b: Statement, *_: Draft) -> bool:
    return a.act == b.act and _names_overlap(a.actor, b.actor) and _says_the_same(a.content, b.content)


def _same_commitment(a: Commitment, b: Commitment, *_: Draft) -> bool:
    return (a.due is None or b.due is None or a.due == b.due) and _says_the_same(a.action, b.action)


def _same_meeting(a: Meeting, b: Meeting, one: Draft, other: Draft) -> bool:
    if disjoint(one.date.edtf, other.date.edtf) or (a.ordinal and b.ordinal and a.ordinal != b.ordinal):
        return False
    if a.ordinal and b.ordinal:
        return _overlap(a.name, b.name) >= 0.5
    if _sort(one) != _sort(other) or (bool(a.ordinal) != bool(b.ordinal) and _overlap(a.name, b.name) < 0.6):
        return False
    if _sort(one) == "visit":
        return _same_people(a, b) and (
            a.place is None or b.place is None or _overlap(a.place, b.place) > 0 or bool(set(one.parties) == set(other.parties))
        )
    if min(len(a.participants), len(b.participants)) > 1:  # one alone says nothing of whom he met
        return _same_people(a, b) and one.parties == other.parties
    return one.parties == other.parties and _overlap(a.name, b.name) >= 0.6


def _sort(draft: Draft) -> str:
    """Visit, talks or event: what kind of meeting its pattern reads."""
    pattern = draft.rule.partition("/")[2]
    return "visit" if "visit" in pattern else "talks" if pattern.startswith("talks-") else "event"


def _same_people(a: Meeting, b: Meeting) -> bool:
    mine, theirs = {p.name for p in a.participants if p.name}, {p.name for p in b.participants if p.name}
    return bool(mine & theirs) and (mine <= theirs or theirs <= mine)


def _is_name_of_same(one: str, other: str) -> bool:
    """Whether one name is the other written shorter: where each has a word that the other lacks, they are two documents."""
    a, b = words_of(one), words_of(other)
    return _overlap(one, other) >= 0.8 and (a <= b or b <= a or not (a - b - JOINING and b - a - JOINING))


def _same_agreement(a: Agreement, b: Agreement, one: Draft, other: Draft) -> bool:
    if a.period and b.period and a.period != b.period:
        return False
    if a.form == b.form == "code":  # an article speaks of one code of conduct, named in full once
        return True
    known = one.slots.get("document"), other.slots.get("document")
    if known[0] is not None and known[1] is not None:
        return known[0].value == known[1].value
    if a.form != b.form or known[0] is not None or known[1] is not None:
        return False
    return _is_name_of_same(a.name, b.name) or bool(a.period and a.period == b.period and set(one.parties) == set(other.parties))


def _same_milestone(a: Milestone, b: Milestone, one: Draft, other: Draft) -> bool:
    same = a.event == b.event and (a.level == b.level or a.level is None or b.level is None) and one.parties == other.parties
    return same and not disjoint(one.date.edtf, other.date.edtf)


def _same_statistic(a: Statistic, b: Statistic, *_: Draft) -> bool:
    return (a.value, a.unit) == (b.value, b.unit) and (a.period is None or b.period is None or not disjoint(a.period, b.period))


def _same_role(a: Role, b: Role, *_: Draft) -> bool:
    same_holder = (a.person, a.holder) == (b.person, b.holder)
    return same_holder and (words_of(a.role) <= words_of(b.role) or words_of(b.role) <= words_of(a.role))


def _names_overlap(a: str, b: str) -> bool:
    return bool(words_of(a) & words_of(b))


_SAME: dict[type[Claim], Callable[[Any, Any, Draft, Draft], bool]] = {
    Statement: _same_statement,
    Commitment: _same_commitment,
    Meeting: _same_meeting,
    Agreement: _same_agreement,
    Milestone: _same_milestone,
    Statistic: _same_statistic,
    Role: _same_role,
}


def _richness(context: Context, draft: Draft) -> tuple[int, int, int, int]:
    """How much a draft says: told in the body, the furthest stage of a document, dated, then filled fields."""
    claim = draft.claim
    stage = STAGES.index(claim.stage) if isinstance(claim, Agreement) else 0
    filled = sum(bool(getattr(claim, name)) for name in claim.__struct_fields__)
    return not _is_from_caption(context, draft), stage, bool(draft.date.edtf), filled


def _make(context: Context, group: Sequence[Draft], topics: Sequence[Annotation]) -> Mention:
    ordered = _order(context, group)
    best = ordered[0]
    spans = list(dict.fromkeys([span for draft in ordered for span in draft.spans]))
    article = context.article
    claim, dating, slots = best.claim, best, best.slots
    if len(ordered) > 1:
        claim, dating = _complete(best, ordered), _dating(ordered)
        slots = {**best.slots, **{name: slot for name, slot in dating.slots.items() if name == "date"}}
        if dating is not best and "date" not in dating.slots:
            slots.pop("date", None)
    named = {str(t.value) for a, b in spans for t in within(topics, a, b)}
    return Mention(
        id=mention_id(article.stem, claim, best.parties),
        article=article.stem,
        claim=claim,
        label=" ".join(best.label.split()),
        parties=best.parties,
        date=dating.date,
        topics=tuple(sorted({*named, *(best.topics or ())})),
        evidence=tuple(article.evidence(a, b) for a, b in spans),
        slots={name: _slot(article, slot) for name, slot in slots.items()},
        rule=best.rule,
        derived_from=best.derived if best.derived is None else Derivation(formula=best.derived.formula),
    )


def _order(context: Context, group: Sequence[Draft]) -> Sequence[Draft]:
    """The drafts of one thing, the one that says most first."""
    if len(group) == 1:
        return group
    best = max(group, key=lambda draft: _richness(context, draft))
    return [best, *(d for d in group if d is not best)]


def _slot(article: Article, slot: Slotted) -> Slot:
    return Slot(value=slot.value, evidence=article.evidence(*slot.span) if slot.span else None, how=slot.how)


def _dating(ordered: Sequence[Draft]) -> Draft:
    """The draft whose date holds: one read from its own words before one carried over (a headline's), else the finer of the two."""
    own = [d for d in ordered if d.date.edtf and "date" in d.slots and not isinstance(d.claim, Milestone | Statistic)]
    if own and "date" not in ordered[0].slots:
        return own[0]
    best = ordered[0]
    for draft in ordered[1:]:
        if draft.date.edtf and (best.date.edtf is None or _refines(draft.date.edtf, best.date.edtf)):
            best = draft
    return best


def _refines(finer: str, coarse: str) -> bool:
    """Whether a date says more exactly what an open one ("on or before") says."""
    return coarse.startswith("..") and contains(coarse, finer) and finer != coarse


def _complete(best: Draft, ordered: Sequence[Draft]) -> Claim:
    """The best draft's claim, with what it lacks taken from the others."""
    claim = best.claim
    if not isinstance(claim, Meeting):
        return claim
    missing = {}
    for name in ("ordinal", "place", "mode", "series"):
        if getattr(claim, name) is None:
            missing[name] = next((v for d in ordered if (v := getattr(d.claim, name, None)) is not None), None)
    return msgspec.structs.replace(claim, **missing)


def mention_id(article: str, claim: Claim, parties: Sequence[str]) -> str:
    """An id made from what is claimed and in which article, never from a position."""
    canonical = msgspec.json.encode([article, parties, claim], order="sorted")
    return f"m-{hashlib.sha256(canonical).hexdigest()[:16]}"

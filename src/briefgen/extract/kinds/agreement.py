"""Agreements: documents named in the text, how far each is, and between whom."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from briefgen.extract.annotations import Annotation
from briefgen.extract.clauses import is_denied
from briefgen.extract.context import Context, Draft, Passage, Slotted
from briefgen.extract.expressions import DateExpr, Form, Quantity, Tense
from briefgen.extract.grammar import ENDS_CLAUSE, WORD, Line, Match
from briefgen.extract.packs import Document
from briefgen.extract.slots import attach_time, date_slot, parties_in, resolve
from briefgen.model import Agreement, Basis, Dated, Kind

KIND = Kind.AGREEMENT
ORDER = ("mentioned", "proposed", "negotiating", "concluded", "signed", "adopted", "ratified", "in-force", "implementing", "completed")
ACTS_DATED = frozenset({"signed", "concluded", "adopted", "ratified", "in-force", "completed"})
ASKED = frozenset({"request", "propose", "encourage", "expect"})
LOOSE_ENDS = frozenset({"AND", "OF", "WITH", "ADVERB", "TO", "(", ",", "-", "BETWEEN", "NOMINAL", '"', "AT"})
LIST_REACH = 9  # tokens between the verb and the colon of its list: "chứng kiến lễ ký các văn kiện hợp tác sau:"
NAME_REACH = 60  # tokens of a name; what goes on longer is none
STAGE_REACH = 7  # tokens between a verb of stage and the name it governs: "ký kết và trao đổi các văn kiện" and the like
NAME_STOPS = frozenset(
    {
        "STAGE",
        "ACT",
        "HELD",
        "WILL",
        "PASSIVE",
        "AIMED",
        "INFRAME",
        "COMMIT",
        "READY",
        "AGRNAME",
        "PERSON",
        "CHAIR",
        "ATTEND",
        "VISIT",
        "MEETV",
        "TOGETHER",
        "HAVE",
        "THAT",
        "AIM",
        "PLAN",
    }
)


def build_agreements(context: Context) -> Iterator[Draft]:
    """One draft for each place that names a document; the same document named again is joined to it by the assembler."""
    grammar = context.packs.grammars[KIND]
    for passage in context.passages:
        taken: set[int] = set()
        for match in grammar.find(passage.line):
            head = match.span("head")
            if head is None or head[0] in taken:
                continue
            for draft in _build(context, passage, match, head[0]):
                start, end = draft.spans[0]
                taken.update(i for i in range(len(passage.line)) if start <= passage.line.starts[i] < end)
                yield draft


def _build(context: Context, passage: Passage, match: Match, head: int) -> Iterator[Draft]:
    line = passage.line
    annotation = line.annotations[head]
    if annotation is None:
        return
    if isinstance(annotation.value, Document):
        yield _known(context, passage, annotation.value, head, match.last)
    elif match.spans("each"):
        yield from _distributed(context, passage, annotation, match)
    elif isinstance(annotation.value, Quantity):
        if annotation.value.unit == "documents":
            yield _named(context, passage, annotation, head, _name_end(context, line, head), match)
    else:
        last = _name_end(context, line, head)
        if _is_specific(context, line, head, last):
            yield _named(context, passage, annotation, head, last, match)


def _distributed(context: Context, passage: Passage, annotation: Annotation, match: Match) -> Iterator[Draft]:
    """One document for each party that is named with the common one; that they exist is all that is said."""
    line = passage.line
    one = match.annotation("one")
    for span in match.spans("each"):
        each = line.annotations[span[0]]
        if one is None or each is None:
            continue
        names = sorted((one, each), key=lambda a: str(a.value))
        name = f"{line.text[annotation.start : annotation.end]} {' - '.join(line.text[a.start : a.end] for a in names)}"
        claim = Agreement(name=name, form=str(annotation.value), stage="mentioned")
        parties = tuple(sorted((str(one.value), str(each.value))))
        head = next(i for i in range(match.first, match.last) if line.annotations[i] is annotation)
        yield _draft(context, passage, claim, parties, head, match.last, None, match.pattern.name)


def _known(context: Context, passage: Passage, document: Document, head: int, last: int) -> Draft:
    line = passage.line
    stage, verb = _stage(context, line, head, last, document.stage)
    if document.stage == "negotiating" and ORDER.index(stage) < ORDER.index("negotiating"):
        stage = "negotiating"
    claim = Agreement(name=line.quote(head, last), form=document.form, stage=stage, period=document.period)
    draft = _draft(context, passage, claim, _own_parties(context, line, document), head, last, verb, "known-name")
    return replace(
        draft,
        topics=document.topics,
        slots={**draft.slots, "document": Slotted(value=document.id, span=line.span(head, head + 1), how="known-name")},
    )


def _own_parties(context: Context, line: Line, document: Document) -> tuple[str, ...]:
    """Of those whom the document is between, the ones that the text names: in the sentence, or as the article's main parties."""
    named = {*parties_in(line, 0, len(line)), *context.frame.parties[:2]}
    return tuple(code for code in document.parties if code in named)


def _named(context: Context, passage: Passage, annotation: Annotation, head: int, last: int, match: Match) -> Draft:
    line = passage.line
    stage, verb = _stage(context, line, head, last, None)
    parties = parties_in(line, head, last) or _clause_parties(context, line, head)
    period, said = _period(line, head, last, stage)
    name = line.quote(head, last)
    form = "other" if isinstance(annotation.value, Quantity) else str(annotation.value or "other")
    if form == "code" and stage in ("mentioned", "implementing"):
        stage = "negotiating"
    return _draft(
        context,
        passage,
        Agreement(name=name, form=form, stage=stage, period=period),
        parties,
        head,
        max(last, said),  # the quote must hold the years
        verb,
        match.pattern.name,
    )


def _draft(
    context: Context, passage: Passage, claim: Agreement, parties: tuple[str, ...], head: int, last: int, verb: int | None, rule: str
) -> Draft:
    line = passage.line
    first = min(verb, head) if verb is not None else head
    end = max(last, verb + 1) if verb is not None else last
    dated, slots = _date(context, passage, claim.stage, end)
    if (date := slots.get("date")) is not None and date.span is not None:  # the quote must hold the day
        first = min(first, next(i for i in range(len(line)) if line.starts[i] >= date.span[0]))
        end = max(end, next(i for i in range(len(line)) if line.ends[i] >= date.span[1]) + 1)
    slots["name"] = Slotted(value=claim.name, span=line.span(head, last), how="captured")
    if verb is not None:
        slots["stage"] = Slotted(value=claim.stage, span=line.span(verb, verb + 1), how="nearest-verb")
    return Draft(
        claim=claim,
        parties=tuple(sorted(parties)),
        date=dated,
        spans=(line.span(first, end),),
        rule=f"agreement/{rule}",
        label=claim.name,
        slots=slots,
    )


def _name_end(context: Context, line: Line, head: int) -> int:
    """Where the name ends: before the first token that cannot belong to a name, trailing joiners left out."""
    i = head + 1
    depth = 0
    ends = context.packs.settings(KIND, "name-ends", context.language)
    while i < min(len(line), head + NAME_REACH):
        label = line.label(i)
        depth += {"(": 1, ")": -1}.get(label, 0)
        if depth < 0 or label in ENDS_CLAUSE or label in NAME_STOPS or (label in (",", ":") and depth == 0 and not _list_goes_on(line, i)):
            break
        if line.label(i) == "AND" and line.label(i + 1) in ("AGR", "AGRNAME"):  # the next document
            break
        if label == '"' and i > head + 1 and line.label(head - 1) == '"':
            break
        if label == WORD and line.quote(i, i + 1).lower() in ends:
            break
        if label in ("AT", "DATE") and depth == 0 and not _is_digit_part(line, i):
            break
        i += 1
    loose = context.packs.settings(KIND, "loose-ends", context.language)
    while i > head + 1 and (line.label(i - 1) in LOOSE_ENDS or line.quote(i - 1, i).lower() in loose):
        i -= 1
    return i


def _is_digit_part(line: Line, i: int) -> bool:
    """A period or "năm 1982" right behind belongs to the name."""
    annotation = line.annotations[i]
    value = annotation.value if annotation is not None else None
    if annotation is not None and annotation.label == "AT":
        following = line.annotations[i + 1] if i + 1 < len(line) else None
        return following is not None and following.label == "PLACE" and line.quote(i + 1, i + 2) in ("Biển Đông", "Đông Nam Á")
    whole_years = isinstance(value, DateExpr) and value.start.month is None and value.start.day is None and value.start.year is not None
    return whole_years and isinstance(value, DateExpr) and value.form is Form.RANGE


def _list_goes_on(line: Line, comma: int) -> bool:
    """Whether a comma stands inside a name's list of fields ("về hợp tác kinh tế, thương mại và kỹ thuật")."""
    behind = [line.label(i) for i in range(comma + 1, min(comma + 5, len(line)))]
    plain = 0
    for label in behind:
        if label == WORD:
            plain += 1
        elif label in ("AND", ",") and 1 <= plain <= 4:
            return label == "AND"
        else:
            return False
    return False


def _is_specific(context: Context, line: Line, head: int, last: int) -> bool:
    """Whether the words name a document rather than documents in general: parties, a subject, a period, or capital letters."""
    labels = {line.label(i) for i in range(head + 1, last)}
    words = line.quote(head, last)
    if len(line.quote(head, head + 1).split()) >= 3 and (verb := _verb_left(line, head)) is not None and line.value(verb) in ACTS_DATED:
        return True  # "concluded a comprehensive economic partnership agreement"
    general = context.packs.settings(KIND, "general-heads", context.language)
    if any(line.quote(i, i + 1).lower() in context.packs.settings(KIND, "pointing", context.language) for i in range(head + 1, last)):
        return False  # "CPA giai đoạn này": named before
    if line.quote(head, head + 1).isupper() and line.quote(head, head + 1).lower() not in general:
        return True  # an abbreviation that the article itself defined
    if line.quote(head, head + 1).lower() in general:
        return bool(labels & {"PARTY", "PAIR", "PERIOD", "DATE", "BODY"}) or any(
            word[:1].isupper() for word in line.quote(head, last).split()[:2]
        )
    return last - head >= 3 or bool(labels & {"PARTY", "PAIR", "PERIOD"}) or sum(w[:1].isupper() for w in words.split()) >= 2


def _stage(context: Context, line: Line, head: int, last: int, given: str | None) -> tuple[str, int | None]:
    """The stage that the nearest verb says, left in the clause or right behind the name; what is asked for is not done."""
    verb = _verb_left(line, head)
    if verb is None:
        verb = _verb_of_list(line, head)
    right = next((i for i in range(last, min(last + 5, len(line))) if line.label(i) == "STAGE"), None)
    if right is not None and _is_perfect(context, line, right) and not _crosses(line, last, right):
        verb = right
    if verb is None and line.label(head - 1) == "ACT" and line.value(head - 1) == "propose":  # "the proposed free trade agreement"
        return "proposed", head - 1
    if verb is None or is_denied(line, verb):  # "chưa ký": that it exists at all is more than the sentence says
        return "mentioned", None
    return _as_said(line, verb, str(line.value(verb)), given), verb


def _is_perfect(context: Context, line: Line, verb: int) -> bool:
    """Whether a verb behind the name says what happened to it: a passive, "đã ký", "signed in"."""
    before = line.label(verb - 1)
    return before in ("PASSIVE", "HAVE", "ADVERB") or line.quote(verb, verb + 1).lower().startswith(
        context.packs.settings(KIND, "perfect", context.language)
    )


def _crosses(line: Line, first: int, last: int) -> bool:
    return any(line.label(i) in (",", "AND", *ENDS_CLAUSE) for i in range(first, last))


def _verb_left(line: Line, head: int) -> int | None:
    for i in range(head - 1, max(-1, head - 1 - STAGE_REACH), -1):
        label = line.label(i)
        if label == "STAGE":
            return i
        if label in (*ENDS_CLAUSE, "ACT", "PERSON", ":", "EVENT"):
            return None
    return None


def _verb_of_list(line: Line, head: int) -> int | None:
    """ "lễ ký các văn kiện: A; B; C": what is said before the colon holds for each that the list names."""
    colon = next((i for i in range(head - 1, 0, -1) if line.label(i) == ":"), None)
    if colon is None or line.label(head - 1) not in (":", ";", ",", "AND", '"', "NOMINAL"):
        return None
    return next((i for i in range(colon - 1, max(-1, colon - LIST_REACH), -1) if line.label(i) == "STAGE"), None)


def _as_said(line: Line, verb: int, stage: str, given: str | None) -> str:
    """A stage that is asked for, hoped for or planned has not been reached: signing is proposed, concluding is negotiating."""
    clause = line.clause(verb)
    governed = any(
        (line.label(i) in ("WILL", "PLAN", "AIM") or (line.label(i) == "ACT" and str(line.value(i)) in ASKED))
        for i in range(clause[0], verb)
    )
    past = line.label(verb - 1) in ("HAVE",) or line.quote(verb, verb + 1).lower().startswith(("đã ", "have ", "has "))
    if not governed or past:
        return stage
    if stage in ("signed", "adopted", "ratified"):
        return "negotiating" if given == "negotiating" else "proposed"
    return "negotiating" if stage == "concluded" else stage


def _clause_parties(context: Context, line: Line, head: int) -> tuple[str, ...]:
    """Parties right before the document's verb, else the frame's."""
    first, last = line.clause(head)
    found = parties_in(line, first, last)
    return found if len(found) == 2 and set(found) == set(context.frame.parties[:2]) else context.frame.parties[:2]


def _period(line: Line, head: int, last: int, stage: str) -> tuple[str | None, int]:
    """The years that a document is for, in its name or right behind it, and where they end.

    Of a document that is still wished for, a year behind "by" is the day when it is to be ready.
    """
    for i in range(head, min(last + 2, len(line))):
        value = line.value(i)
        if isinstance(value, DateExpr) and value.start.year and not value.start.month:
            if value.form is Form.RANGE and value.end is not None and value.end.year:
                return f"{value.start.year}/{value.end.year}", i + 1
            if value.form is Form.YEAR and value.bound in ("until", "before") and (i < last or stage not in ("proposed", "negotiating")):
                return f"../{value.start.year}", i + 1
    return None, last


def _date(context: Context, passage: Passage, stage: str, last: int) -> tuple[Dated, dict[str, Slotted]]:
    """The day of an act; for a stage that holds, the day on which the article says so; none for a document only mentioned."""
    line = passage.line
    if stage == "mentioned":
        return Dated(), {}
    if stage in ACTS_DATED and (found := attach_time(line, last, last, frozenset({"ACT", "EVENT", "VISIT", "AGR", "AGRNAME"}))):
        token, value, how = found
        dated = resolve(context, value, Tense.PAST)
        return dated, {"date": date_slot(line, token, dated, how)}
    dated = context.date_at(passage.number)
    if stage in ("concluded",) and dated.edtf and len(dated.edtf) == 10 and "X" not in dated.edtf:
        return Dated(edtf=f"../{dated.edtf}", basis=Basis.INFERRED, note=dated.note), {}
    return dated, {}

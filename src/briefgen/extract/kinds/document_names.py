"""Where a document's name begins and ends, and whether it names one document rather than documents in general."""

from __future__ import annotations

from briefgen.extract.context import Context
from briefgen.extract.expressions import DateExpr, Form, Quantity
from briefgen.extract.grammar import ENDS_CLAUSE, WORD, Line
from briefgen.extract.kinds.document_stages import ACTS_DATED, read_stage, verb_left
from briefgen.model import Kind

KIND = Kind.AGREEMENT
LOOSE_ENDS = frozenset({"AND", "OF", "WITH", "ADVERB", "TO", "(", ",", "-", "BETWEEN", "NOMINAL", '"', "AT"})
NAME_REACH = 60  # tokens of a name; what goes on longer is none
BEFORE_REACH = 5  # tokens of an English name that stand before its noun
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


def name_end(context: Context, line: Line, head: int) -> int:
    """Where the name ends: before the first token that cannot belong to a name, trailing joiners left out."""
    i = head + 1
    depth = 0
    ends = context.packs.settings(KIND, "name-ends", context.language)
    while i < min(len(line), head + NAME_REACH):
        label = line.label(i)
        depth += {"(": 1, ")": -1}.get(label, 0)
        if depth < 0 or label in ENDS_CLAUSE or (label in (",", ":") and depth == 0 and not _list_goes_on(line, i)):
            break
        if label in NAME_STOPS and not _is_of_name(context, line, i):
            break
        if label == "AND" and _next_document(line, i + 1):
            break
        if label == '"' and i > head + 1 and line.label(head - 1) == '"':
            break
        if label == WORD and line.quote(i, i + 1).lower() in ends:
            break
        if label in ("AT", "DATE") and depth == 0 and not (_is_digit_part(line, i) or _is_titled(line, i)):
            break
        i += 1
    loose = context.packs.settings(KIND, "loose-ends", context.language)
    while i > head + 1 and (line.label(i - 1) in LOOSE_ENDS or line.quote(i - 1, i).lower() in loose):
        i -= 1
    return i


def _is_of_name(context: Context, line: Line, i: int) -> bool:
    """A verb right behind "về" or "on" is what the document is about; "giữa hai Chính phủ" are those it is between."""
    if line.label(i) == "TOGETHER":
        return line.label(i - 1) in ("BETWEEN", "OF")
    return line.label(i) in ("ACT", "STAGE", "HELD") and line.quote(i - 1, i).lower() in context.packs.settings(
        KIND, "about", context.language
    )


def _next_document(line: Line, i: int) -> bool:
    """Whether another document begins behind "and": an article or a count may stand before it."""
    at = i + 1 if line.label(i) in ("NOMINAL", "ADVERB") else i
    value = line.value(at)
    return line.label(at) in ("AGR", "AGRNAME") or (isinstance(value, Quantity) and value.unit == "documents")


def name_start(context: Context, line: Line, head: int) -> int:
    """In English the words that say which agreement stand before the noun: a visa-free agreement, the Digital Economy Agreement."""
    if context.language != "en":
        return head
    first = head
    ends = context.packs.settings(KIND, "name-ends", context.language)
    usual = context.packs.settings(KIND, "no-name-before", context.language)
    while first > 0 and head - first < BEFORE_REACH:
        label, word = line.label(first - 1), line.quote(first - 1, first).lower()
        if label not in (WORD, "-", "CONCRETE", "LEVEL", "PARTY", "PAIR", "BODY", "UPGRADE", "FIRST") or word in ends or word in usual:
            break
        first -= 1
    while first < head and line.label(first) == "-":
        first += 1
    return (
        first
        if line.label(first - 1) in ("NOMINAL", "STAGE", "AND", ",", "OF", '"', "-", "ADVERB", "") or _is_capital(line, first)
        else head
    )


def _is_capital(line: Line, i: int) -> bool:
    return line.quote(i, i + 1)[:1].isupper()


def is_done(context: Context, line: Line, first: int, head: int, last: int) -> bool:
    """A document that was signed, issued, ratified or is negotiated is one in particular, where more than its bare noun names it."""
    plural = context.packs.settings(KIND, "plural", context.language)
    words = line.quote(first, last).lower().split()
    if words[0] in plural or line.quote(head, head + 1).lower() in plural or (first and line.quote(first - 1, first).lower() in plural):
        return False
    if first == head and last - head < 2 and line.value(head) != "statement" and (context.language == "vi" or len(words) < 2):
        return False
    if first < head and any(_is_capital(line, i) for i in range(first, head)) and _is_capital(line, head):
        return True
    stage, _ = read_stage(context, line, first, last, None)
    return stage in ACTS_DATED or (stage == "negotiating" and last - first >= 3)


def _is_titled(line: Line, i: int) -> bool:
    """ "Cooperation in Disaster Risk Management": between capitalised words a preposition stands inside the title."""
    return line.label(i) == "AT" and line.label(i + 1) == WORD and _is_capital(line, i + 1) and _is_capital(line, i - 1)


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


def is_specific(context: Context, line: Line, head: int, last: int) -> bool:
    """Whether the words name a document rather than documents in general: parties, a subject, a period, or capital letters."""
    labels = {line.label(i) for i in range(head + 1, last)}
    words = line.quote(head, last)
    if len(line.quote(head, head + 1).split()) >= 3 and (verb := verb_left(line, head)) is not None and line.value(verb) in ACTS_DATED:
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

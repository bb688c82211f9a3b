"""How far a document is: the verb that says it, to the left in the clause, before a list's colon, or right behind the name."""

from __future__ import annotations

from briefgen.extract.clauses import is_denied
from briefgen.extract.context import Context
from briefgen.extract.grammar import ENDS_CLAUSE, Line
from briefgen.model import Kind

KIND = Kind.AGREEMENT
ACTS_DATED = frozenset({"signed", "concluded", "adopted", "ratified", "in-force", "completed"})
CARRIED_OUT = frozenset({"implementing", "completed", "in-force"})
ASKED = frozenset({"request", "propose", "encourage", "expect"})
LIST_REACH = 9  # tokens between the verb and the colon of its list: "chứng kiến lễ ký các văn kiện hợp tác sau:"
STAGE_REACH = 7  # tokens between a verb of stage and the name it governs: "ký kết và trao đổi các văn kiện" and the like


def last_verb(line: Line) -> int | None:
    verbs = [i for i, _ in line.with_label("STAGE") if not is_denied(line, i)]
    return verbs[-1] if verbs else None


def read_stage(context: Context, line: Line, head: int, last: int, given: str | None) -> tuple[str, int | None]:
    """The stage that the nearest verb says, left in the clause or right behind the name; what is asked for is not done."""
    verb = verb_left(line, head)
    if verb is None:
        verb = _verb_of_list(line, head)
    right = next((i for i in range(last, min(last + 5, len(line))) if line.label(i) == "STAGE"), None)
    if right is not None and _is_perfect(context, line, right) and not _crosses(line, last, right):
        verb = right
    if verb is None and line.label(head - 1) == "ACT" and line.value(head - 1) == "propose":  # "the proposed free trade agreement"
        return "proposed", head - 1
    if verb is None or is_denied(line, verb):  # "chưa ký": that it exists at all is more than the sentence says
        return "mentioned", None
    return as_said(line, verb, str(line.value(verb)), given), verb


def _is_perfect(context: Context, line: Line, verb: int) -> bool:
    """Whether a verb behind the name says what happened to it: a passive, "đã ký", "signed in"."""
    before = line.label(verb - 1)
    return before in ("PASSIVE", "HAVE", "ADVERB") or line.quote(verb, verb + 1).lower().startswith(
        context.packs.settings(KIND, "perfect", context.language)
    )


def _crosses(line: Line, first: int, last: int) -> bool:
    return any(line.label(i) in (",", "AND", *ENDS_CLAUSE) for i in range(first, last))


def verb_left(line: Line, head: int) -> int | None:
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


def as_said(line: Line, verb: int, stage: str, given: str | None) -> str:
    """A stage that is asked for, hoped for or planned has not been reached: signing is proposed, concluding is negotiating."""
    if line.label(verb - 1) == "HAVE" or line.quote(verb, verb + 1).lower().startswith(("đã ", "have ", "has ")):
        return stage
    if stage in CARRIED_OUT and _is_asked(line, 0, verb):
        return "mentioned"  # whether anybody has begun is not said
    first = line.clause(verb)[0]
    if not _is_asked(line, first, verb) and not any(line.label(i) in ("WILL", "PLAN", "AIM") for i in range(first, verb)):
        return stage
    if stage in ("signed", "adopted", "ratified"):
        return "negotiating" if given == "negotiating" else "proposed"
    return "negotiating" if stage == "concluded" else stage


def _is_asked(line: Line, first: int, verb: int) -> bool:
    """Whether the act nearest before a verb asks for it.

    What is to be carried out is told in a list behind commas ("proposed measures, among them to carry out the plan"); a signing behind a
    comma has a subject of its own ("…, hai bên ký").
    """
    if line.label(verb - 1) in ("TOGETHER", "PERSON", "PARTY") and line.label(verb - 2) in (",", "AND"):
        return False
    for i in range(verb - 1, first - 1, -1):
        if line.label(i) == ";":
            return False
        if line.label(i) == "ACT":
            return str(line.value(i)) in ASKED
    return False

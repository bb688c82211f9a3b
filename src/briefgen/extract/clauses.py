"""Speech verbs of a sentence and how far each reaches: who says it, what is said, and which verbs are only part of what is said.

Rules, in the order they are tried at each verb (packs/subjects/diplomacy/statement.yaml names them, with reasons):
nominal (``đề nghị của Nga``: no act) · subject (a speaker stands right before) · nested (a speaker stands right before, inside what another
verb says: the outer verb wins) · joined (after a comma, a semicolon or "và": the speaker is carried over) · fronted (the speaker follows).
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from briefgen.extract.annotations import Annotation
from briefgen.extract.context import Context, Span
from briefgen.extract.grammar import WORD, Line
from briefgen.extract.speakers import ACTORS, BETWEEN_SPEAKER_AND_VERB, stands_between, subject_before
from briefgen.model import Kind, Record

VERBS = frozenset({"ACT", "COMMIT", "READY", "WILL", "AIM", "PLAN"})
SEPARATORS = frozenset({",", ";", "AND"})
HARD = frozenset({";", ".", "?", "!", "…"})


class Clause(Record):
    """A verb with its speaker's tokens (None: carried over or not known) and the tokens of what is said.

    ``outer`` is the index of the clause that this one is nested in; ``first``/``last`` are the tokens of the whole clause.
    """

    verb: int
    annotation: Annotation
    rule: str
    subject: Span | None
    outer: int | None
    first: int
    last: int


_BEFORE_LOOSE = frozenset({WORD, *ACTORS, *BETWEEN_SPEAKER_AND_VERB})
_TRAILING = frozenset({*SEPARATORS, ".", ":", "ADVERB", "…", "!"})


def find_clauses(context: Context, line: Line) -> list[Clause]:
    """The clauses of a sentence in order of their verbs; each ends where the next one at its own level begins."""
    found: list[Clause] = []
    for verb, annotation in _verbs(context, line):
        if not is_nominal(context, line, verb) and (clause := _attach(context, line, verb, annotation, found)) is not None:
            found.append(clause)
    return _close(line, found)


def _verbs(context: Context, line: Line) -> Iterator[tuple[int, Annotation]]:
    """The verbs of a sentence; "đã thống nhất" is what happened to a document, or what two sides did, where they stand before it."""
    both = context.packs.settings(Kind.STATEMENT, "stage-or-act", context.language)
    for verb, annotation in line.with_label(*VERBS, "STAGE"):
        if annotation.label != "STAGE":
            yield verb, annotation
        elif line.quote(verb, verb + 1).lower() in both and line.label(verb - 1) in ("TOGETHER", "PERSON"):
            yield verb, replace(annotation, label="ACT", value="agree")


def is_nominal(context: Context, line: Line, verb: int) -> bool:
    """Whether the verb stands as a noun or an infinitive: ``đề nghị của Nga``, ``các đề xuất``, ``the call for``, ``to support``."""
    before, after = line.label(verb - 1), line.label(verb + 1)
    light = context.packs.settings(Kind.STATEMENT, "light-verbs", context.language)
    if after == "OF" and context.language == "vi" and not line.quote(verb, verb + 1).lower().startswith(light):
        return True
    if before in ("NOMINAL", "OF") or (before == "PASSIVE" and context.language == "vi"):
        return True
    words = context.packs.settings(Kind.STATEMENT, "nominal-before", context.language)
    return verb > 0 and (line.quote(verb - 1, verb).lower() in words or (context.language == "en" and before == "TO"))


def is_denied(line: Line, verb: int) -> bool:
    """Whether a word of denial stands right before the verb, auxiliaries and adverbs between them: ``chưa được ký``, ``did not agree``."""
    i = verb - 1
    while i >= 0 and line.label(i) in ("ADVERB", "HAVE", "PASSIVE", "WILL"):
        i -= 1
    return line.label(i) == "NEG"


def _attach(context: Context, line: Line, verb: int, annotation: Annotation, found: list[Clause]) -> Clause | None:
    previous = len(found) - 1 if found else None
    floor = found[-1].verb + 1 if found else 0
    subject = subject_before(line, verb, floor)
    if subject is not None and line.label(subject[0] - 1) == "AIMED":  # "để hai bên đánh giá": a purpose, nothing said
        return None
    conditional = context.packs.settings(Kind.STATEMENT, "conditional", context.language)
    if subject is not None and subject[0] and line.quote(subject[0] - 1, subject[0]).lower() in conditional:  # "nếu hai bên nhất trí"
        return None
    if subject is not None:
        return _with_subject(line, verb, annotation, subject, found)
    i = verb - 1
    while i >= floor and stands_between(line, i):
        i -= 1
    mark = line.label(i) if i >= 0 else "^"
    if mark == WORD and line.quote(i, i + 1).lower() in context.packs.settings(Kind.STATEMENT, "contrast", context.language):
        mark = ","
    if previous is None:
        return _without_subject(line, verb, annotation, mark)
    if annotation.label != "ACT" and i == found[-1].verb:  # "cho biết sẽ …", "said it would"
        return Clause(verb=verb, annotation=annotation, rule="chained", subject=None, outer=previous, first=verb, last=verb + 1)
    if mark in SEPARATORS and not _belongs_to_content(context, annotation, found[-1], mark):
        return Clause(verb=verb, annotation=annotation, rule="joined", subject=None, outer=None, first=i + 1, last=verb + 1)
    return None


def _without_subject(line: Line, verb: int, annotation: Annotation, mark: str) -> Clause | None:
    """The first verb of a sentence that no speaker stands before: at the very start, or after a circumstance and a comma."""
    if mark == "^":
        return Clause(verb=verb, annotation=annotation, rule="fronted", subject=None, outer=None, first=0, last=verb + 1)
    if _holds_unknown_name(line, verb):  # whoever that is, it is not the speaker of the sentence before
        return None
    if mark in (",", '"', "-") or _BEFORE_LOOSE.issuperset(line.names[:verb]):
        return Clause(verb=verb, annotation=annotation, rule="loose", subject=None, outer=None, first=0, last=verb + 1)
    return None


def _holds_unknown_name(line: Line, verb: int) -> bool:
    """Whether a capitalised word that nothing is known of stands where the speaker should."""
    near = range(max(0, verb - 3), verb)
    return any(line.labels[i] == WORD and line.quote(i, i + 1)[:1].isupper() for i in near)


def _with_subject(line: Line, verb: int, annotation: Annotation, subject: Span, found: list[Clause]) -> Clause:
    """A verb with its own subject is nested where that subject follows another verb without a break."""
    rule, outer = "subject", None
    if found:
        before = line.label(subject[0] - 1)
        gap = subject[0] - found[-1].verb - 1
        comma_right_behind = before == "," and gap == 1
        if before not in HARD and (before not in SEPARATORS or comma_right_behind) and before != '"':
            rule, outer = "nested", len(found) - 1
    return Clause(verb=verb, annotation=annotation, rule=rule, subject=subject, outer=outer, first=subject[0], last=verb + 1)


def _belongs_to_content(context: Context, annotation: Annotation, outer: Clause, mark: str) -> bool:
    """Whether a verb behind a comma or "và" still belongs to what the verb before it says.

    After a request, an agreement or a hope, soft verbs (support, discuss) are what was asked for; a speech verb proper starts anew.
    """
    if mark == ";" or annotation.label != "ACT":
        return False
    if str(annotation.value) == "discuss" and str(outer.annotation.value) != "discuss":  # "giao lưu nhân dân, trao đổi giáo dục"
        return True
    soft = context.packs.settings(Kind.STATEMENT, "soft-acts", "all")
    binding = context.packs.settings(Kind.STATEMENT, "binding-acts", "all")
    return str(annotation.value) in soft and outer.annotation.label == "ACT" and str(outer.annotation.value) in binding


def _close(line: Line, found: list[Clause]) -> list[Clause]:
    """Each clause reaches to where the next clause that is not nested in it begins; what is said goes on over a "sẽ" of its own."""
    closed: list[Clause] = []
    for index, clause in enumerate(found):
        following = next((c.first for c in found[index + 1 :] if c.outer is None and _ends(line, clause, c)), len(line))
        last = following
        while last > clause.verb + 1 and line.label(last - 1) in _TRAILING:
            last -= 1
        closed.append(replace(clause, last=last))
    return closed


def _ends(line: Line, clause: Clause, following: Clause) -> bool:
    """Whether a later verb ends what an earlier one says: "khẳng định, trên cơ sở …, Việt Nam sẽ …" is one statement."""
    told = clause.annotation.label == "ACT" and following.annotation.label in ("WILL", "PLAN", "READY", "AIM")
    return not (told and following.subject is not None and line.label(following.first - 1) == ",")


def split_content(line: Line, first: int, last: int) -> Iterator[Span]:
    """The parts of what is said that semicolons separate, as token spans; brackets and quotation marks are not cut."""
    if ";" not in line.present:
        if last > first:
            yield first, last
        return
    at, depth, quoted = first, 0, False
    for i in range(first, last):
        label = line.labels[i]
        depth += {"(": 1, ")": -1}.get(label, 0)
        quoted ^= label == '"'
        if label == ";" and depth <= 0 and not quoted:
            if i > at:
                yield at, i
            at = i + 1
    if last > at:
        yield at, last


def find_quoting(line: Line, clauses: list[Clause]) -> Clause | None:
    """``"…", X said in Hanoi``: the clause behind a sentence that is quoted; the verbs inside the quotation marks are what was said."""
    if '"' not in line.present:
        return None
    marks = [i for i in range(len(line)) if line.labels[i] == '"']
    if len(marks) < 2 or marks[0] > 1:
        return None
    behind = range(marks[-1] + 1, marks[-1] + 4)
    return next((c for c in clauses if c.subject is not None and c.annotation.label == "ACT" and c.subject[0] in behind), None)

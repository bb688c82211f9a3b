"""Statements: who affirms, asks, proposes, agrees … what, and to whom."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.extract.clauses import Clause, find_quoting, is_denied, split_content
from briefgen.extract.context import Context, Draft, Passage, Slotted, Span
from briefgen.extract.entities import party_name
from briefgen.extract.expressions import DateExpr, Form, Tense
from briefgen.extract.grammar import ENDS_CLAUSE, Line
from briefgen.extract.slots import resolve
from briefgen.extract.speakers import Speaker, name_speakers, subject_before
from briefgen.model import Basis, Dated, Kind, Statement

KIND = Kind.STATEMENT
TOLD_REACH = 14  # words from the start of what is said in which its act is looked for
ASKED = frozenset({"TOGETHER", "PARTY", "PERSON", "TITLE", "PRONOUN"})
ASKED_REACH = 7  # tokens from the verb to whom it is put to: "đề nghị trong thời gian tới hai bên"
DAY_REACH = 7  # tokens behind the verb: "told reporters in Paris on Monday"
OPENING_REACH = 6  # tokens between an opening date and its speaker: a comma and a place
OPENS_WITHIN = 2  # tokens with which a sentence opens: "On" and the date
SAME_SPEAKER = 2  # sentences over which a speaker goes on on the same day
DAY_LENGTH = len("2024-05-13")
MIN_CONTENT = 2  # tokens: "khẳng định điều này" says nothing that could be cited


def build_statements(context: Context) -> Iterator[Draft]:
    """The statements of an article, in reading order; a speaker is carried over from sentence to sentence where none is named."""
    context.speaker = context.spoken = None
    for passage in context.body():
        yield from _build_sentence(context, passage)


def _build_sentence(context: Context, passage: Passage) -> Iterator[Draft]:
    line = passage.line
    clauses = context.clauses(passage)
    quoting = find_quoting(line, clauses)
    if quoting is not None:
        clauses = [quoting]
    spoke = False
    for clause in clauses:
        if not _speaks(clause) or is_denied(line, clause.verb):  # "chưa nhất trí": nothing was agreed, and what was said stays open
            continue
        speaker = _speaker_of(context, line, clause, clauses)
        if speaker is None:
            continue
        context.speaker, spoke = speaker, True
        act = _act_of(context, line, clause, clauses, speaker)
        for first, last in _contents(context, line, clause):
            yield _make(context, passage, clause, speaker, act, first, last)
    if not spoke:
        _note_subject(context, line)


def _note_subject(context: Context, line: Line) -> None:
    """ "X received Y. He said …": who meets or visits is spoken of next, rather than the one who is met."""
    for verb, _ in line.with_label("MEETV", "VISIT"):
        subject = subject_before(line, verb, 0)
        speaker = name_speakers(context, line, subject, "spoken-of") if subject is not None else None
        if speaker is not None and speaker.is_person and len(speaker.names) == 1:
            context.speaker = speaker
            return


def _speaks(clause: Clause) -> bool:
    """Whether a clause is an act of its own: neither part of another's words nor a circumstance ("Trao đổi về …, hai bên nhất trí")."""
    circumstance = clause.rule == "fronted" and clause.annotation.value == "discuss"
    return clause.annotation.label == "ACT" and clause.outer is None and not circumstance


def _speaker_of(context: Context, line: Line, clause: Clause, clauses: list[Clause]) -> Speaker | None:
    if line.quote(clause.verb, clause.verb + 1).lower().startswith("it "):  # "it was agreed": by both
        both = context.frame.parties[:2]
        names = tuple(party_name(code, context.language) for code in both)
        return Speaker(names=names, parties=both, tokens=(clause.verb, clause.verb + 1), how="impersonal") if len(both) > 1 else None
    if clause.subject is not None:
        return name_speakers(context, line, clause.subject, clause.rule)
    if clause.rule == "fronted":
        following = next((c for c in clauses if c.verb > clause.verb and c.subject is not None and c.outer is None), None)
        if following is not None and following.subject is not None:
            return name_speakers(context, line, following.subject, "fronted")
    return context.speaker


def _act_of(context: Context, line: Line, clause: Clause, clauses: list[Clause], speaker: Speaker) -> str:
    """The clause's act; "khẳng định Nga ủng hộ …" is support: an affirmed act of a softer verb right behind is what was done."""
    act = str(clause.annotation.value)
    own = clauses.index(clause)
    nested = next((c for c in clauses if c.outer == own and c.annotation.label == "ACT"), None)
    if act == "affirm" and (told := _told_act(context, line, clause)) is not None:
        return told
    if (
        act not in ("affirm", "announce")
        or nested is None
        or is_denied(line, nested.verb)
        or _is_of_another(context, line, nested, speaker)
    ):
        return act
    softer = str(nested.annotation.value)
    own_words = nested.subject is not None and line.label(nested.subject[0]) == "PRONOUN"
    return (
        softer
        if softer in ("support", "condemn", "concern") or (own_words and softer in ("expect", "agree", "welcome", "appreciate"))
        else act
    )


def _is_of_another(context: Context, line: Line, nested: Clause, speaker: Speaker) -> bool:
    """ "said that Laos had rejected the plan": what another does is reported, not done by the one who says so."""
    subject = name_speakers(context, line, nested.subject, nested.rule) if nested.subject is not None else None
    if subject is None or line.label(subject.tokens[0]) == "PRONOUN" or not subject.parties:
        return False
    return not set(subject.parties) & set(speaker.parties) or (subject.is_person and subject.names != speaker.names)


def _told_act(context: Context, line: Line, clause: Clause) -> str | None:
    """What "said" stands for where the words said are a proposal ("should"), a worry or a hope of the speaker's."""
    first, last = next(_contents(context, line, clause), (clause.verb, clause.verb))
    if (own := _own_words(context, line, first, last)) is not None:
        return own
    words = f" {' '.join(line.quote(first, last).lower().split()[:TOLD_REACH])} " if last > first else ""
    for act in ("concern", "expect", "propose"):
        if any(f" {phrase} " in words for phrase in context.packs.settings(KIND, f"told-{act}", context.language)):
            return act
    return None


def _own_words(context: Context, line: Line, first: int, last: int) -> str | None:
    """The act of words in the first person: "We agreed to cooperate", he said; "I am confident …"."""
    spoken = context.packs.settings(KIND, "first-person", context.language)
    return next(
        (str(a.value) for i, a in line.with_label("ACT", first=first + 1, last=last) if line.quote(i - 1, i).lower() in spoken), None
    )


def _is_reported_before(context: Context, line: Line, clause: Clause) -> bool:
    """``…, the two sides said in a joint statement``: behind the verb stands only where or when it was said."""
    verb = line.quote(clause.verb, clause.verb + 1).lower()
    if (
        clause.subject is None
        or line.label(clause.subject[0] - 1) != ","
        or verb not in context.packs.settings(KIND, "reporting", context.language)
    ):
        return False
    return line.label(clause.verb + 1) in ("AT", "DATE", "WITH", "SPEECH")


def _contents(context: Context, line: Line, clause: Clause) -> Iterator[Span]:
    """What is said, cut at semicolons; for a verb at the end of its sentence, what stands before the speaker."""
    opened = line.labels[0] == '"' and clause.subject is not None and line.label(clause.subject[0] - 1) in (",", '"')
    reported = opened or clause.last - clause.verb - 1 < MIN_CONTENT or _is_reported_before(context, line, clause)
    if reported and clause.subject is not None and clause.subject[0] > MIN_CONTENT:
        end = clause.subject[0]
        begin = 0 if opened else line.clause(end)[0]
        while end > 0 and line.label(end - 1) in (",", "ADVERB", '"'):
            end -= 1
        if end - begin > MIN_CONTENT:
            yield begin, end
            return
    if clause.last == clause.verb + 1 and clause.annotation.value == "agree":  # "vui vẻ nhận lời"
        yield clause.verb, clause.last
        return
    for first, last in split_content(line, clause.verb + 1, clause.last):
        if last - first >= MIN_CONTENT:
            yield first, last


def _make(context: Context, passage: Passage, clause: Clause, speaker: Speaker, act: str, first: int, last: int) -> Draft:
    line = passage.line
    opening = clause.first if first == clause.verb + 1 else first
    opening = min(opening, first)
    last_token = max(last, clause.verb + 1) if last <= clause.verb else last
    dated, at = _day(context, passage, clause, speaker)
    if at is not None and not opening <= at < last_token and dated.basis is Basis.STATED:
        if at < opening and first == clause.verb + 1:
            opening = at  # "Ngày 5/3/2024, Bộ trưởng … khẳng định …": the quote holds the day that it states
        else:
            dated = _carried(context, dated)
    span = line.span(opening, last_token)
    content = line.quote(first, last).strip(" ,.;:")
    if (
        act == "request" and clause.annotation.value == act and _asks_both(context, line, clause, first)
    ):  # what both sides are to do is proposed to the other
        act = "propose"
    addressee, code = _addressee(line, speaker, act, first, last)
    parties = tuple(sorted({*speaker.parties, *_parties_in(line, first, last), *((code,) if code else ())}))
    return Draft(
        claim=Statement(actor=speaker.name, act=act, content=content, addressee=addressee, actor_parties=tuple(sorted(speaker.parties))),
        parties=parties or context.frame.parties[:2],
        date=dated,
        spans=(span,),
        rule=f"statement/{clause.rule}",
        label=f"{speaker.name}: {line.quote(clause.verb, clause.verb + 1)} {content}"[:160],
        slots={
            "actor": Slotted(
                value=speaker.name,
                span=line.span(*speaker.tokens) if clause.subject else None,
                how=speaker.how if clause.subject else "carried",
            ),
            "act": Slotted(value=act, span=line.span(clause.verb, clause.verb + 1), how="captured"),
        },
    )


def _day(context: Context, passage: Passage, clause: Clause, speaker: Speaker) -> tuple[Dated, int | None]:
    """The day of what is said, and the token that states it.

    The verb's own, that of the same speaker's words right before, else that of what is told there; only the first stands in the sentence.
    """
    own, at = _own_day(context, passage.line, clause)
    if own is not None:
        context.spoken = (speaker.name, _carried(context, own), passage.number)
        context.tell_day(passage.number, own)
        return own, at
    if context.spoken is not None and context.spoken[0] == speaker.name and passage.number - context.spoken[2] <= SAME_SPEAKER:
        return context.spoken[1], None
    return context.date_at(passage.number), None


def _carried(context: Context, dated: Dated) -> Dated:
    """A day that other words state than the quote's: inferred, with the reason."""
    if dated.basis is not Basis.STATED:
        return dated
    note = "theo ngày nói ở lời trước đó của cùng người nói" if context.language == "vi" else "the day of the same speaker's words before"
    return Dated(edtf=dated.edtf, basis=Basis.INFERRED, note=note)


def _own_day(context: Context, line: Line, clause: Clause) -> tuple[Dated | None, int | None]:
    """The day that stands with the verb: "hôm 3/7 kêu gọi", "said on Wednesday that", "Hôm 30/6, Nhật Bản cho biết"."""
    if clause.outer is not None or clause.rule not in ("subject", "fronted"):
        return None, None
    first = clause.subject[1] if clause.subject is not None else clause.verb
    near = [i for i in (*range(first, clause.verb), *range(clause.verb + 1, clause.verb + DAY_REACH)) if i < len(line)]
    subject = clause.subject[0] if clause.subject is not None else clause.verb
    if (opening := _opening_day(line, subject)) is not None:
        near.insert(0, opening)
    for i in near:
        if i > clause.verb and line.label(i) in (*ENDS_CLAUSE, "THAT", ",", '"', "WILL", "EVENT", "AGR", "VISIT"):
            break
        value = line.value(i)
        if not isinstance(value, DateExpr) or value.end is not None or line.label(i) != "DATE":
            continue
        if value.form is Form.DAY or value.weekday is not None:
            dated = resolve(context, value, Tense.PAST)
            return (dated, i) if len(dated.edtf or "") == DAY_LENGTH else (None, None)
    return None, None


def _opening_day(line: Line, subject: int) -> int | None:
    """The date in front of the speaker, a place between them or not: "Ngày 5/3/2024, tại Mát-xcơ-va, Bộ trưởng …"."""
    if line.label(subject - 1) == "DATE":  # "On March 9, 2024 President …": only where it opens the sentence
        return subject - 1 if subject <= OPENS_WITHIN else None
    if line.label(subject - 1) != ",":
        return None
    for i in range(subject - 2, max(-1, subject - 2 - OPENING_REACH), -1):
        if line.label(i) == "DATE":
            return i
        if line.label(i) not in (",", "AT", "PLACE", "PARTY"):
            return None
    return None


def _asks_both(context: Context, line: Line, clause: Clause, first: int) -> bool:
    """ "đề nghị hai bên …": what both are to do is a proposal; a call on all parties stays a request."""
    verb = line.quote(clause.verb, clause.verb + 1).lower()
    asked = next((line.label(i) for i in range(first, min(first + ASKED_REACH, clause.last)) if line.label(i) in ASKED), "")
    return asked == "TOGETHER" and verb in context.packs.settings(KIND, "proposes-to-both", context.language)


def _addressee(line: Line, speaker: Speaker, act: str, first: int, last: int) -> tuple[str | None, str | None]:
    """Who is asked, thanked or encouraged: the party right behind the verb, where it is not the speaker's own."""
    if act not in ("request", "propose", "encourage", "thank", "welcome", "appreciate", "expect", "support") or len(speaker.names) > 1:
        return None, None
    for i in range(first, min(first + 6, last)):
        annotation = line.annotations[i]
        if annotation is not None and annotation.label == "PARTY" and annotation.value not in speaker.parties:
            return line.quote(i, i + 1), str(annotation.value)
    return None, None


def _parties_in(line: Line, first: int, last: int) -> Iterator[str]:
    for _, annotation in line.with_label("PARTY", "PAIR", first=first, last=last):
        if isinstance(annotation.value, tuple):
            yield from (str(code) for code in annotation.value)
        else:
            yield str(annotation.value)

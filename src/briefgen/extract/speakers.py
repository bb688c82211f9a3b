"""Who speaks: the subject that stands before a verb, coordinated speakers, appositions, and "hai bên".

A speaker is found by walking left from the verb: over adverbs, over an apposition between commas, to the nearest group of
actors. Words that speak for a party ("phái đoàn Nga", "đại diện của Nga") belong to the group.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.extract.annotations import Annotation
from briefgen.extract.context import Context, Span
from briefgen.extract.entities import Body, party_name, party_spellings
from briefgen.extract.expressions import DateExpr, Form
from briefgen.extract.grammar import WORD, Line
from briefgen.extract.people import Group, Person, Pronoun, Title
from briefgen.model import Kind, Record

ACTORS = frozenset({"PERSON", "PARTY", "TITLE", "TOGETHER", "PRONOUN", "BODY", "GROUP", "PAIR"})
BETWEEN_SPEAKER_AND_VERB = frozenset({"ADVERB", "NEG", "HAVE", "WILL"})
OPENS_CLAUSE = frozenset({"", ",", ";", '"', ".", ":", "-", "THAT"})
JOINS = frozenset({"AND", "WITH"})
RELATIVE_REACH = 40  # tokens between a speaker and its verb, filled by "who …" between commas


class Speaker(Record):
    """One or several who act together: ``names`` as to be exported, ``parties`` their codes, ``tokens`` where they stand."""

    names: tuple[str, ...]
    parties: tuple[str, ...]
    tokens: Span
    how: str
    is_person: bool = False
    gender: str | None = None

    @property
    def name(self) -> str:
        return "; ".join(self.names)


def subject_before(line: Line, verb: int, floor: int) -> Span | None:
    """The tokens of the subject that ends just before ``verb``, looking no further left than ``floor``."""
    i = verb - 1
    while i >= floor and stands_between(line, i):
        i -= 1
    if i >= floor and line.label(i) == ",":
        return _before_apposition(line, i, floor)
    if line.label(i) == "EVENT" and i >= floor:  # "hội nghị nhất trí": those who meet there
        first = i - 1 if line.label(i - 1) == "NOMINAL" else i
        return (first, i + 1) if line.label(first - 1) in OPENS_CLAUSE else None
    return _group_ending(line, i, floor)


def stands_between(line: Line, i: int) -> bool:
    """Whether a token may stand between a speaker and the verb: an adverb, or the day ("Bà Thái hôm 3/7 kêu gọi")."""
    value = line.value(i)
    a_day = isinstance(value, DateExpr) and (value.form is Form.DAY or value.weekday is not None) and value.end is None
    return line.label(i) in BETWEEN_SPEAKER_AND_VERB or a_day


def _before_apposition(line: Line, comma: int, floor: int) -> Span | None:
    """``X, <apposition>, verb``: the group before the comma that opens the apposition, or the one right before a single comma.

    Behind another verb a group before a comma is the end of what was said, unless it opens a clause of its own.
    """
    direct = _group_ending(line, comma - 1, floor)
    if floor == 0 and (direct is None or line.label(direct[0] - 1) not in OPENS_CLAUSE):
        return _before_relative(line, comma) or direct
    if direct is None or (floor > 0 and line.label(direct[0] - 1) not in OPENS_CLAUSE):
        return None
    before = direct[0] - 1
    if line.label(before) == "," and (outer := _group_ending(line, before - 1, floor)):
        return outer[0], comma
    return direct


def _before_relative(line: Line, comma: int) -> Span | None:
    """``X, who arrived on Monday, verb``: a group that opens the sentence or a clause of it, with a comma right behind."""
    for i in range(comma - 1, max(0, comma - RELATIVE_REACH), -1):
        if line.label(i) == "," and line.label(i - 1) in ACTORS:
            group = _group_ending(line, i - 1, 0)
            if group is not None and line.label(group[0] - 1) in OPENS_CLAUSE:
                return group
    return None


def _group_ending(line: Line, last: int, floor: int) -> Span | None:
    """The longest run of coordinated actors that ends at token ``last``; up to three plain words may follow the actor's noun."""
    end = last
    for skipped in range(4):
        if end < floor:
            return None
        if line.label(end) in ACTORS:
            return _extend_left(line, end, floor), last + 1
        if line.label(end) not in (WORD, "OF", "PLACE", ")", "("):
            return None
        if skipped == 3:
            return None
        end -= 1
    return None


def _extend_left(line: Line, first: int, floor: int) -> int:
    """Where the group that holds token ``first`` begins: over joined actors ("A, B và C") and the words that belong to them."""
    joined = False
    while first - 1 >= floor:
        left = line.label(first - 1)
        if left in ACTORS or (left == "OF" and line.label(first - 2) in ACTORS):
            first -= 1
        elif left in JOINS and first - 2 >= floor and line.label(first - 2) in ACTORS:
            first -= 2
            joined = True
        elif left == "," and joined and first - 2 >= floor and line.label(first - 2) in ACTORS and _same_sort(line, first - 2, first):
            first -= 2
        elif left == "NOMINAL":
            first -= 1
        else:
            break
    return first


def _same_sort(line: Line, left: int, right: int) -> bool:
    """Whether two actors may be speakers side by side: a comma joins only actors of one sort."""
    if line.label(left + 1) != ",":
        return True
    persons = {"PERSON", "TITLE", "PRONOUN"}
    return (line.label(left) in persons) == (line.label(right) in persons)


def name_speakers(context: Context, line: Line, tokens: Span, how: str) -> Speaker | None:
    """The speaker that tokens name: people by their full names, others by their words with the codes that they stand for."""
    names: list[str] = []
    parties: list[str] = []
    at = tokens[0]
    while at < tokens[1]:
        name, codes, at = _name_next(context, line, at, tokens[1])
        if name and name not in names:
            names.append(name)
        parties.extend(code for code in codes if code not in parties)
    is_person = any(line.label(i) in ("PERSON", "TITLE", "PRONOUN") for i in range(*tokens))
    if not names:
        return None
    gender = _gender(context, line, tokens) if len(names) == 1 else None
    return Speaker(names=tuple(names), parties=tuple(parties), tokens=tokens, how=how, is_person=is_person, gender=gender)


def _gender(context: Context, line: Line, tokens: Span) -> str | None:
    """What a form of address or a pronoun among the speaker's tokens says of the speaker."""
    meant = (context.people.get(a, a.value) for _, a in line.with_label("PERSON", "TITLE", "PRONOUN", first=tokens[0], last=tokens[1]))
    return next((p.gender for p in meant if isinstance(p, Person | Pronoun) and p.gender), None)


def _spoke_last(context: Context, annotation: Annotation) -> Speaker | None:
    """The last speaker, where a pronoun or "they" can mean that one."""
    speaker = context.speaker
    if speaker is None:
        return None
    if annotation.label == "TOGETHER":
        return speaker if len(speaker.names) > 1 or "(" in speaker.name else None
    gender = annotation.value.gender if isinstance(annotation.value, Pronoun) else None
    fits = gender is None or speaker.gender is None or gender == speaker.gender
    return speaker if len(speaker.names) == 1 and speaker.is_person and fits else None


def _name_next(context: Context, line: Line, at: int, last: int) -> tuple[str | None, tuple[str, ...], int]:
    """The actor at token ``at``, the codes it stands for, and the token behind it."""
    annotation = line.annotations[at]
    if annotation is not None and annotation.label == "EVENT":
        codes = context.frame.parties[:2]
        return f"{line.quote(at, at + 1)} ({', '.join(sorted(codes))})", codes, at + 1
    if annotation is None or annotation.label not in ACTORS:
        return None, (), at + 1
    person = context.people.get(annotation, annotation.value) if annotation.label in ("PERSON", "TITLE", "PRONOUN") else None
    if annotation.label == "PRONOUN" and (last_speaker := _spoke_last(context, annotation)) is not None:
        return last_speaker.name, last_speaker.parties, at + 1
    they = context.packs.settings(Kind.STATEMENT, "they", context.language)
    if annotation.label == "TOGETHER" and line.quote(at, at + 1).lower() in they:
        last_speaker = _spoke_last(context, annotation)
        return (last_speaker.name, last_speaker.parties, at + 1) if last_speaker is not None else (None, (), at + 1)
    if isinstance(person, Person):
        return person.name, (person.party,) if person.party else (), at + 1
    end = _end_of_noun(line, at, last)
    words = line.quote(at, end)
    together = (_codes_of_group(annotation) or context.frame.parties[:2]) if annotation.label == "TOGETHER" else None
    if together is not None and (people := _people_of(context, annotation, together)):
        return "; ".join(people), tuple(together), end
    codes = together or parties_of(line, at, end)
    if annotation.label == "PARTY" and not any(
        spelling in words for spelling in party_spellings(str(annotation.value), context.language)
    ):  # a capital that stands for its government
        words = party_name(str(annotation.value), context.language)
    return f"{words} ({', '.join(sorted(codes))})" if codes else words, tuple(codes), end


OFFICES_OF = {
    "leaders": ("president", "state-president", "prime-minister", "general-secretary", "monarch", "speaker"),
    "ministers": ("minister", "foreign-minister", "deputy-minister", "deputy-foreign-minister"),
    "prime-ministers": ("prime-minister", "deputy-prime-minister"),
    "presidents": ("president", "state-president", "speaker", "chair"),
}


def _people_of(context: Context, annotation: Annotation, codes: Sequence[str]) -> tuple[str, ...]:
    """Whom "the two ministers" means: of each party the one last named before who holds such an office; none where one is missing."""
    group = annotation.value
    offices = OFFICES_OF.get(group.kind, ()) if isinstance(group, Group) else ()
    found: dict[str, str] = {}
    for person in context.people_before(annotation.start) if offices else ():
        fits = not person.titles or any(title.key in offices for title in person.titles)  # a counterpart has no title of his own
        if fits and person.party and person.party in codes and person.party not in found:
            found[person.party] = person.name
    return tuple(found[code] for code in reversed(found)) if len(found) == len(codes) > 1 else ()


def _end_of_noun(line: Line, at: int, last: int) -> int:
    """ "phái đoàn Nga", "đại diện của Nga", "Bộ trưởng Ngoại giao các nước ASEAN": the noun with the party behind it."""
    end = at + 1
    while (
        end < last and line.label(end) in ("OF", "PARTY", "GROUP", "TITLE", "BODY", "PAIR", WORD, "TOGETHER") and line.label(at) != "PARTY"
    ):
        end += 1
    return end


def _codes_of_group(annotation: Annotation) -> tuple[str, ...]:
    return annotation.value.parties if isinstance(annotation.value, Group) else ()


def parties_of(line: Line, first: int, last: int) -> tuple[str, ...]:
    """The codes of the parties among tokens ``first`` to ``last``, in order."""
    codes: list[str] = []
    for _, annotation in line.with_label("PARTY", "PAIR", "TITLE", "BODY", first=first, last=last):
        value = annotation.value
        if isinstance(value, Title | Body):
            found: tuple[object, ...] = (value.party,) if value.party else ()
        else:
            found = value if isinstance(value, tuple) else (value,)
        codes.extend(str(code) for code in found if str(code) not in codes)
    return tuple(codes)

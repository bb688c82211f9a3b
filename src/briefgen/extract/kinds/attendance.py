"""Who takes part in a meeting: subject and object of its verb, those who chair it, the visitor spoken of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from briefgen.extract.annotations import Annotation
from briefgen.extract.context import Context, Draft, Passage
from briefgen.extract.entities import Place
from briefgen.extract.grammar import Line, Match
from briefgen.extract.people import Person
from briefgen.extract.speakers import subject_before
from briefgen.model import Basis, Dated, Meeting, Participant

CHAIR_OR_OTHER = frozenset({"CHAIR", "EVENT", "VISIT", "MEETV", "PERSON", "ACT"})  # the first of them to the left says what governs
CHAIRED_BACK = 3  # sentences between a meeting and the one that says who chaired it
NAMED = frozenset({"series-ordinal", "ordinal-series", "between-parties", "taking-place", "attended", "dated-event"})


def find_attending(context: Context, passage: Passage, match: Match) -> list[Person]:
    """Those who meet: the captured subject and object, people inside the match, and by the pattern's setting all of the sentence."""
    line = passage.line
    if match.pattern.set.get("people") == "sentence":
        return unique(person_of(context, a) for a in line.annotations)
    if match.pattern.set.get("people") == "carried":
        carried = _first_subject(line)
        return unique(person_of(context, a) for span in (carried, (match.first, match.last)) for a in line.annotations[slice(*span)])
    spans = [*match.spans("subject"), *match.spans("object"), (match.first, match.last)]
    if not match.spans("subject") and (subject := subject_before(line, match.first, 0)) is not None:
        spans.insert(0, subject)
    found = unique(person_of(context, a) for span in spans for a in line.annotations[slice(*span)])
    if "visit" in match.pattern.name:
        return _visitors(context, passage, match, found)
    return found


def _first_subject(line: Line) -> tuple[int, int]:
    """The tokens of whoever the sentence's first verb of meeting has as its subject: he is the one who meets all the others."""
    verb = next((i for i, _ in line.with_label("MEETV", "VISIT", "EVENT") if subject_before(line, i, 0) is not None), None)
    subject = subject_before(line, verb, 0) if verb is not None else None
    return subject or (0, 0)


def _visitors(context: Context, passage: Passage, match: Match, found: Sequence[Person]) -> list[Person]:
    """Nobody visits his own country: "nhân chuyến thăm Lào" behind a Lao name is the visit of the one named before."""
    place = match.annotation("place")
    others = [p for p in found if place is None or p.party is None or p.party != _code_of(place)]
    spoken_of = match.pattern.set.get("visitor") == "spoken-of" or bool(found)
    if not others and spoken_of and (last := _last_person(context, passage, match)) is not None:
        return [last]
    return others


def find_chairing(context: Context, line: Line, event: int) -> list[tuple[int, Person]]:
    """Those who chair, with their tokens: people of the clause before "chủ trì", where the event stands right behind it."""
    first, _ = line.clause(event)
    chair = next((i for i in range(event - 1, max(first, event - 4) - 1, -1) if line.label(i) in CHAIR_OR_OTHER), None)
    if chair is None or line.label(chair) != "CHAIR":
        return []
    named = ((i, person_of(context, line.annotations[i])) for i in range(first, chair))
    return [(i, person) for i, person in named if person is not None]


def unique(people: Iterable[Person | None]) -> list[Person]:
    """Each person once, in order."""
    found: list[Person] = []
    for person in people:
        if person is not None and all(p.name != person.name for p in found):
            found.append(person)
    return found


def make_participant(person: Person) -> Participant:
    """A person as the record of a meeting has it."""
    return Participant(name=person.name, role=", ".join(t.text for t in person.titles) or None, party=person.party)


def _code_of(place: Annotation) -> str | None:
    return place.value.party if isinstance(place.value, Place) else str(place.value)


def _last_person(context: Context, passage: Passage, match: Match) -> Person | None:
    """The person named last before a visit, who is not of the country visited."""
    place = match.annotation("place")
    for earlier in reversed(context.passages[: passage.number + 1]):
        for annotation in reversed(earlier.line.annotations):
            if annotation is not None and annotation.start < passage.line.starts[match.first]:
                person = person_of(context, annotation)
                if person is not None and (place is None or person.party != _code_of(place)):
                    return person
    return None


def person_of(context: Context, annotation: Annotation | None) -> Person | None:
    """The person that an annotation stands for, a bare title or pronoun resolved."""
    if annotation is None or annotation.label not in ("PERSON", "TITLE", "PRONOUN"):
        return None
    value = context.people.get(annotation, annotation.value)
    return value if isinstance(value, Person) else None


def add_chairs(context: Context, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The meetings with those who are said to chair them a sentence or two later: "A và B đồng chủ trì hội nghị"."""
    added: dict[int, tuple[list[Participant], tuple[int, int]]] = {}
    for passage in context.body():
        found = _told_chairs(context, passage)
        if found is None:
            continue
        index = _meeting_before(context, passage, drafts)
        if index is not None:
            added[index] = ([make_participant(p) for p in found[0]], found[1])
    for index, draft in enumerate(drafts):
        if index in added and isinstance(draft.claim, Meeting) and not draft.claim.chairs:
            chairs, span = added[index]
            draft = replace(draft, claim=replace(draft.claim, chairs=tuple(chairs)), spans=(*draft.spans, span))
        yield draft


def _told_chairs(context: Context, passage: Passage) -> tuple[list[Person], tuple[int, int]] | None:
    """Those whom a sentence says to chair "the meeting", without naming it, and the words."""
    line = passage.line
    for i, _ in line.with_label("CHAIR"):
        event = next((j for j in range(i + 1, min(i + 4, len(line))) if line.label(j) == "EVENT"), None)
        people = unique(person_of(context, a) for a in line.annotations[:i])
        if event is not None and people and line.label(event + 1) in ("", ".", ",", ";"):
            first = next(j for j in range(i) if person_of(context, line.annotations[j]) is not None)
            return people, line.span(first, event + 1)
    return None


def _meeting_before(context: Context, passage: Passage, drafts: Sequence[Draft]) -> int | None:
    """The dated meeting with a name that was told last before a sentence, no more than three sentences back.

    One without a day is only what it took place within ("trong khuôn khổ hội nghị …").
    """
    start = context.passages[max(0, passage.number - CHAIRED_BACK)].sentence.start
    told = range(start, passage.sentence.start)
    near = [i for i, d in enumerate(drafts) if d.spans[0][0] in told and d.date.edtf and d.rule.split("/")[1] in NAMED]
    return near[-1] if near else None


TALKS = frozenset({"talks-with", "talks-together", "talks-joined", "talks-noun", "received-by", "joined-noun", "scene"})
DAY_BACK = 5  # sentences between a meeting told with its day and one that is told without, on that day
DAY = len("2024-05-13")


def add_days(context: Context, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The meetings with the day that they share with what is told around them: the one told before, else the article's own day.

    Only talks between people; a meeting that is said to be of another time keeps none.
    """
    told: tuple[int, Dated] | None = None
    dated_at_all = any(isinstance(d.claim, Meeting) and d.claim.stage == "held" and d.date.edtf for d in drafts)
    for draft in drafts:
        claim = draft.claim
        if not isinstance(claim, Meeting) or claim.stage != "held":
            yield draft
            continue
        number = context.number_at(draft.spans[0][0])
        if draft.date.edtf:
            told = (number, draft.date) if len(draft.date.edtf) == DAY else told
            yield draft
            continue
        rule = draft.rule.split("/")[1]
        near = told is not None and number - told[0] <= DAY_BACK
        if rule in TALKS and not _is_of_another_time(context.passages[number].line, draft):
            dated = told[1] if told is not None and near else Dated() if dated_at_all else context.publication()
            if dated.edtf:
                yield replace(draft, date=Dated(edtf=dated.edtf, basis=Basis.INFERRED, note=dated.note))
                continue
        yield draft


def _is_of_another_time(line: Line, draft: Draft) -> bool:
    """Whether the sentence speaks of a time of its own, or of what had been before."""
    start, end = draft.spans[0]
    return any(
        line.starts[i] >= start - DAY_NEAR and line.ends[i] <= end + DAY_NEAR for i, _ in line.with_label("DATE", "PERIOD", "DURATION")
    )


DAY_NEAR = 60  # characters around a meeting's words in which a time is its own

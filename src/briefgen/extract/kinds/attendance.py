"""Who takes part in a meeting: subject and object of its verb, those who chair it, the visitor spoken of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefgen.extract.annotations import Annotation
from briefgen.extract.context import Context, Passage
from briefgen.extract.entities import Place
from briefgen.extract.grammar import Line, Match
from briefgen.extract.people import Person
from briefgen.extract.speakers import subject_before
from briefgen.model import Participant


def find_attending(context: Context, passage: Passage, match: Match) -> list[Person]:
    """Those who meet: the captured subject and object, people inside the match, and by the pattern's setting all of the sentence."""
    line = passage.line
    if match.pattern.set.get("people") == "sentence":
        return unique(person_of(context, a) for a in line.annotations)
    spans = [*match.spans("subject"), *match.spans("object"), (match.first, match.last)]
    if not match.spans("subject") and (subject := subject_before(line, match.first, 0)) is not None:
        spans.insert(0, subject)
    found = unique(person_of(context, a) for span in spans for a in line.annotations[slice(*span)])
    if "visit" in match.pattern.name:
        return _visitors(context, passage, match, found)
    return found


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
    chair = next((i for i in range(event - 1, max(first, event - 4) - 1, -1) if line.label(i) == "CHAIR"), None)
    if chair is None:
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

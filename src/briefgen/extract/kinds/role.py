"""Roles: who holds which office as of the day that is told of, and which party holds which chair.

One role a person, office and article: a shorter title of the same office is the same role ("Thứ trưởng" for "Thứ trưởng Thường trực
Bộ Ngoại giao"), two offices in one title are two. Whose the office is: the title says it, else another title of the person, else the
name and the article's frame do (a Vietnamese name in an article about Vietnam).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.extract.annotations import Annotation
from briefgen.extract.context import Context, Draft, Passage, Slotted, Span
from briefgen.extract.kinds.chair import build_chairs
from briefgen.extract.people import Person, Title
from briefgen.extract.people.parties import guess_party
from briefgen.extract.people.resolve import same_office
from briefgen.model import Dated, Kind, Record, Role

KIND = Kind.ROLE


class _Naming(Record, frozen=True):
    """One place that gives a person an office: the words that say so, in a caption or not."""

    person: Person
    title: Title
    span: Span
    passage: int
    is_caption: bool


def build_roles(context: Context) -> Iterator[Draft]:
    """The article's roles in reading order of their people; a caption alone makes none."""
    for office in _group(list(_find_namings(context))):
        if not all(naming.is_caption for naming in office):
            yield _draft(context, office)
    yield from build_chairs(context)


def _find_namings(context: Context) -> Iterator[_Naming]:
    for passage in context.passages:
        for annotation in passage.line.annotations:
            if annotation is None or annotation.label != "PERSON" or not isinstance(annotation.value, Person):
                continue
            person = context.people.get(annotation, annotation.value)
            if isinstance(person, Person):
                yield from _namings_of(passage, annotation, person)


def _namings_of(passage: Passage, annotation: Annotation, whole: Person) -> Iterator[_Naming]:
    named = annotation.value
    if not isinstance(named, Person):
        return
    for title in named.titles:
        span = (min(title.start, named.start), max(title.end, named.end))
        yield _Naming(person=whole, title=title, span=span, passage=passage.number, is_caption=passage.is_caption)


def _group(namings: Sequence[_Naming]) -> list[list[_Naming]]:
    """The namings of one office of one person together, each group in reading order."""
    groups: list[list[_Naming]] = []
    for naming in sorted(namings, key=lambda n: (-len(n.title.text.split()), n.span)):
        home = next((g for g in groups if _is_same(g[0], naming)), None)
        if home is None:
            groups.append([naming])
        else:
            home.append(naming)
    for group in groups:
        group.sort(key=lambda n: n.span)
    return sorted(groups, key=lambda g: g[0].span)


def _is_same(one: _Naming, other: _Naming) -> bool:
    return one.person.name == other.person.name and one.title.former == other.title.former and same_office(other.title, one.title)


def _draft(context: Context, office: Sequence[_Naming]) -> Draft:
    best = max(office, key=lambda n: (not n.is_caption, len(n.title.text.split()), -n.span[0]))
    person, title = best.person, best.title
    main = _full_naming(context, office, best)
    spans = list(dict.fromkeys([main.span, best.span, *(n.span for n in office)]))
    party, how = _party_of(context, person, title)
    slots = {
        "person": Slotted(value=person.name, span=_name_span(context, person.name, spans), how="named"),
        "role": Slotted(value=title.text, span=(title.start, title.end), how="title"),
    }
    if party:
        slots["party"] = Slotted(value=party, span=None, how=how)
    return Draft(
        claim=Role(role=title.text, person=person.name, organisation=_organisation(office)),
        parties=(party,) if party else (),
        date=Dated() if title.former else context.date_at(office[0].passage),
        spans=tuple(_with_name(context, person.name, spans)),
        rule="role/office",
        label=f"{person.name}: {title.text}",
        slots=slots,
    )


def _full_naming(context: Context, office: Sequence[_Naming], best: _Naming) -> _Naming:
    """The naming to quote first: one with the whole name, the fullest title before others."""
    words = best.person.name.split()
    full = [n for n in office if not n.is_caption and all(word in context.text[slice(*n.span)] for word in words)]
    return max(full, key=lambda n: (len(n.title.text.split()), -n.span[0])) if full else best


def _name_span(context: Context, name: str, spans: Sequence[Span]) -> Span | None:
    for start, end in spans:
        at = context.text.find(name, start, end)
        if at >= 0:
            return at, at + len(name)
    return None


def _with_name(context: Context, name: str, spans: list[Span]) -> list[Span]:
    """The quotes, and where none has the whole name the place that does."""
    words = name.split()
    if any(all(word in context.text[start:end] for word in words) for start, end in spans):
        return spans
    for annotation in context.people:
        value = annotation.value
        if isinstance(value, Person) and value.name == name:
            return [*spans, (value.start, value.end)]
    return spans


def _organisation(office: Sequence[_Naming]) -> str | None:
    return max((n.title.organisation for n in office if n.title.organisation), key=len, default=None)


# --- Whose office it is ------------------------------------------------------------------------------------------------


def _party_of(context: Context, person: Person, title: Title) -> tuple[str | None, str]:
    if title.party:
        return title.party, "title"
    if person.party and any(other.party == person.party for other in person.titles):
        return person.party, "other-title"
    guessed = guess_party(person.name, context.frame.parties, context.frame.home, context.language)
    return guessed, "frame" if guessed else ""

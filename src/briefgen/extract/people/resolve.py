"""Who is meant inside one article: short names, bare offices, pronouns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import cast

from briefgen.extract.annotations import Annotation
from briefgen.extract.people.names import is_syllable
from briefgen.extract.people.records import Person, Pronoun, Title


def resolve_people(annotations: Sequence[Annotation], home: str | None = None) -> dict[Annotation, Person]:
    """For every ``PERSON``, ``TITLE`` and ``PRONOUN`` that can be resolved the person meant, under the fullest name of the article.

    The person's titles and party are all that the article gives; a bare title is its last named holder, a pronoun the last person.
    ``home`` is the country whose officials the outlet names without it: a bare title rather means them.
    """
    named = [a for a in annotations if a.label == "PERSON"]
    merged = _merge([cast(Person, a.value) for a in named])
    whole = {a: merged[cast(Person, a.value)] for a in named}
    resolved: dict[Annotation, Person] = {}
    before: list[Person] = []
    for each in annotations:
        if each.label == "PERSON":
            resolved[each] = whole[each]
            before.append(whole[each])
        elif each.label in {"TITLE", "PRONOUN"} and (candidates := find_candidates(each, before[-_RECENT:], home)):
            resolved[each] = candidates[0]
    return resolved


_RECENT = 40  # people named before a title or pronoun that are looked at


def find_candidates(annotation: Annotation, before: Sequence[Person], home: str | None = None) -> list[Person]:
    """The people named ``before`` (oldest first) that a bare title or pronoun can mean, likeliest first."""
    recent = list(dict.fromkeys(reversed(before)))
    value = annotation.value
    if isinstance(value, Title):
        fit = [p for p in recent if any(same_office(value, title) for title in p.titles) and _same_party(value.party, p.party)]
        return sorted(fit, key=lambda p: p.party not in {home, None}) if home and value.party is None else fit
    if isinstance(value, Pronoun):
        return [p for p in recent if (value.party is None or p.party == value.party) and _same_party(value.gender, p.gender)]
    return []


# Classes that hold many offices: one is the other's shorter name only if its words are among the other's.
_MANY = frozenset(
    {"politburo", "party-secretary", "committee", "director", "chair", "vice-chair", "envoy", "military", "legislator", "governor"}
)
# The office as a whole word group: what "Bộ trưởng" can be short for.
_SHORT_FOR = {
    "minister": {"minister", "foreign-minister"},
    "foreign-minister": {"foreign-minister", "minister"},
    "deputy-minister": {"deputy-minister", "deputy-foreign-minister"},
    "deputy-foreign-minister": {"deputy-foreign-minister", "deputy-minister"},
    "chair": {"chair", "speaker", "president", "state-president"},
    "vice-chair": {"vice-chair", "deputy-speaker", "vice-state-president"},
}


def same_office(short: Title, full: Title) -> bool:
    if full.former and not short.former:
        return False
    if full.key not in _SHORT_FOR.get(short.key, {short.key}):
        return False
    if short.key in _MANY and short.key == full.key:
        few, many = sorted((set(short.text.casefold().split()), set(full.text.casefold().split())), key=len)
        return few <= many
    return short.field is None or full.field is None or short.field.casefold() == full.field.casefold() or full.key == "foreign-minister"


def _same_party(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _merge(people: Sequence[Person]) -> dict[Person, Person]:
    """Every mention with the whole of its person: fullest name, all titles (an office once), a party."""
    groups: list[list[Person]] = []
    places: dict[str, list[int]] = {}  # of the groups by a word of their fullest names: any of them that a shorter name fits shares one
    owner: dict[Person, list[Person]] = {}
    for person in sorted(people, key=lambda p: (-len(p.name.split()), p.start)):
        words = _words_of(person.name)
        shared = next((word for word in words if len(word) > 1), None)
        near = range(len(groups)) if shared is None else places.get(shared, ())
        group = next((groups[place] for place in near if _same_name(groups[place][0], person)), None)
        if group is None:
            for word in set(words):
                places.setdefault(word, []).append(len(groups))
            groups.append(group := [])
        group.append(person)
        owner[person] = group
    wholes = {id(group): _whole(group) for group in groups}
    return {person: wholes[id(group)] for person, group in owner.items()}


SUFFIXES = frozenset({"Jr", "Sr", "II", "III"})
# Vietnamese papers print Japanese names family first, English ones given name first.
FAMILY_AT_EITHER_END = frozenset({"JPN"})


def _same_name(full: Person, short: Person) -> bool:
    """Whether ``short`` can be the shorter name: its words in order at either end, the parties at one."""
    if not _same_party(full.party, short.party):
        return False
    whole, part = _words_of(full.name), _words_of(short.name)
    if whole == part or (len(part) > 1 and all(_is_word_of(word, whole) for word in part)):
        return True
    family_first = full.party in FAMILY_AT_EITHER_END or _family_first(full.name)
    return len(part) == 1 and (part[0] == whole[-1] or (part[0] == whole[0] and family_first))


@lru_cache(maxsize=1024)
def _words_of(name: str) -> list[str]:
    """The words of a name as they are compared."""
    return [word.casefold().strip('."“”') for word in name.split() if word.rstrip(".") not in SUFFIXES]


def _is_word_of(word: str, whole: Sequence[str]) -> bool:
    """Whether a word, or an initial, is one of a name's."""
    return word in whole or (len(word) == 1 and any(other.startswith(word) for other in whole))


def _family_first(name: str) -> bool:
    """Chinese and Korean names begin with the family name: Li after Li Qiang, Moon after Moon Jae-in."""
    words = name.replace("-", " ").split()
    return (len(words) <= 3 and is_syllable(words[0])) or "-" in name


def _whole(group: Sequence[Person]) -> Person:
    first = group[0]
    titles: list[Title] = []
    for title in sorted((t for p in group for t in p.titles), key=lambda t: t.start):
        if not any(same_office(title, known) and known.former == title.former for known in titles):
            titles.append(title)
    party = next((p.party for p in group if p.party), None)
    gender = next((p.gender for p in group if p.gender), None)
    return Person(name=first.name, titles=tuple(titles), party=party, start=first.start, end=first.end, gender=gender)

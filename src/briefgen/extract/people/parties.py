"""Whose official a person is where the article does not say it beside the name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from briefgen.extract.annotations import Annotation
from briefgen.extract.entities import is_country
from briefgen.extract.people.names import is_syllable
from briefgen.extract.people.records import Person
from briefgen.extract.titles import load_titles

HOME = "VNM"  # the country of the family names in the packs


def guess_party(name: str, parties: Sequence[str], home: str | None, language: str) -> str | None:
    """From the name and whom the article is about: a Vietnamese name is the home country's, another one the only other country's.

    ``parties`` are the article's main ones, ``home`` the country whose officials the outlet names without it; None where it stays open.
    """
    others = [code for code in parties if is_country(code) and code != (home or HOME)]
    if is_vietnamese(name, language):
        return "CHN" if "CHN" in others and _is_rather_chinese(name) else home or HOME
    return others[0] if len(others) == 1 else None


def complete_parties(
    people: Mapping[Annotation, Person], parties: Sequence[str], home: str | None, language: str
) -> dict[Annotation, Person]:
    """The resolved people of an article, those without a party with that of :func:`guess_party`."""
    own = home or _own_country([person for annotation, person in people.items() if annotation.label == "PERSON"], parties)
    return {
        annotation: person if person.party else replace(person, party=guess_party(person.name, parties, home, language) or own)
        for annotation, person in people.items()
    }


def _own_country(people: Sequence[Person], parties: Sequence[str]) -> str | None:
    """A newspaper leaves out its own country beside an office: of the article's two the one that no official is said to be of."""
    countries = [code for code in parties if is_country(code)]
    said = {person.party for person in people if person.party}
    left = [code for code in countries if code not in said]
    return left[0] if len(countries) == 2 and len(left) == 1 and not said - set(countries) else None


def is_vietnamese(name: str, language: str) -> bool:
    """Whether a name of two words or more begins with a Vietnamese family name and goes on with Vietnamese syllables."""
    words = name.split()
    families = load_titles("en" if language == "en" else "vi").families
    return len(words) > 1 and words[0] in families and all(is_syllable(word) for word in words)


def _is_rather_chinese(name: str) -> bool:
    words = name.split()
    return words[0] in load_titles("vi").chinese_families and len(words) <= 3

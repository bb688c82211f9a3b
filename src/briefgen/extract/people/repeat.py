"""Names that were met with an office and come again without any: the full name, and a foreign family name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from ahocorasick_rs import AhoCorasick

from briefgen.extract.annotations import Annotation
from briefgen.extract.people.names import is_syllable
from briefgen.extract.people.records import Person
from briefgen.extract.people.resolve import SUFFIXES


def find_repeated(text: str, people: Sequence[Annotation], language: str) -> list[Annotation]:
    """``PERSON`` annotations without titles for the names of ``people`` where they stand bare."""
    forms = dict.fromkeys(form for a in people for form in _forms(cast(Person, a.value), language))
    matches = sorted((start, -len(form), len(name)) for start, form, name in _find_forms(text, list(forms)))
    taken = bytearray(len(text))
    for a in people:
        taken[a.start : a.end] = b"\1" * (a.end - a.start)
    found = []
    for start, size, name in matches:
        end = start - size
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            value = Person(name=text[end - name : end], titles=(), party=None, start=end - name, end=end)
            found.append(Annotation(label="PERSON", start=start, end=end, value=value))
    return found


MANY = 100  # forms from which on one automaton is built for them: a search for each would cost their number times the text's length


def _find_forms(text: str, forms: Sequence[tuple[str, str]]) -> Iterator[tuple[int, str, str]]:
    """Where each form stands as a word."""
    if len(forms) < MANY:
        yield from ((start, form, name) for form, name in forms for start in _find_word(text, form))
        return
    free = [0] * len(forms)
    for index, start, end in AhoCorasick([form for form, _ in forms], store_patterns=False).find_matches_as_indexes(text, overlapping=True):
        if start >= free[index]:
            free[index] = end
            if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
                yield start, *forms[index]


def _find_word(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
            yield at
        at = text.find(word, end)


_ADDRESS = ("ông", "Ông", "bà", "Bà")
_FAMILY_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "HKG", "SGP"})


def _forms(person: Person, language: str) -> Iterator[tuple[str, str]]:
    """The forms under which a name comes again, and what of it is the name: whole, a foreign last word, "ông" and one word."""
    words = [word for word in person.name.split() if word.rstrip(".") not in SUFFIXES]
    if len(words) > 1:
        yield person.name, person.name
    if len(words[-1]) > 3 and (not is_syllable(words[-1]) or (language == "en" and len(words) > 1)):
        yield words[-1], words[-1]
    if language == "vi":
        yield from ((f"{address} {short}", short) for short in short_names(person, language) for address in _ADDRESS)
    elif len(words) > 1 and (person.party in _FAMILY_FIRST or (person.party is None and is_syllable(words[0]))):
        yield words[0], words[0]


def short_names(person: Person, language: str) -> list[str]:
    """The one word that a person is called by: the family name of Chinese and Koreans, the given name of Vietnamese, else the last."""
    words = [word for word in person.name.split() if word.rstrip(".") not in SUFFIXES]
    if len(words) < 2:
        return []
    return [words[0]] if person.party in _FAMILY_FIRST or ("-" in words[-1] and language == "vi") else [words[-1]]

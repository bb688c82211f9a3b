"""Comparing names: what is declared to be the same, and what is likely to be (and waits for an editor).

A *key* keeps the marks of Vietnamese ("Sơn" is not "Son") and joins only what ``packs/registry/variants.yaml`` declares.
A *fold* drops them: it serves search and proposals, never merging.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence, Set
from functools import cache, lru_cache

import msgspec

from briefgen.registry.rules import load_rules, load_variants

_SIMPLE = re.compile(r"\w+")
_BRACKETS = re.compile(r"\s*\([^()]*\)")


def fold(text: str) -> str:
    """The text in lower case without marks and punctuation: ``Mát-xcơ-va`` becomes ``mat xco va``."""
    return " ".join(_fold_word(word) for word in _SIMPLE.findall(unicodedata.normalize("NFC", text).lower()))


# Words are folded and settled one by one: a language has few of them, and sentences hardly ever repeat.
@lru_cache(maxsize=65536)
def _fold_word(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word.replace("đ", "d")) if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def _settle_tone(word: str) -> str:
    for loose, settled in load_variants().tones.items():
        if loose in word and not word.startswith("q"):
            word = word.replace(loose, settled) if _ends_syllable(word, loose) else word
    return word


def _ends_syllable(word: str, pair: str) -> bool:
    return re.search(re.escape(pair) + r"(?![^\W\d_])", word) is not None


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name in lower case, marks kept, hyphens as spaces, tone marks settled in place."""
    return tuple(_settle_tone(word) for word in _SIMPLE.findall(unicodedata.normalize("NFC", text).lower()))


def fold_words(words: Iterable[str]) -> Iterable[str]:
    """Words of :func:`words_of` without marks."""
    return map(_fold_word, words)


def key_of(text: str) -> str:
    """The words of a name as one string: the plainest key."""
    return " ".join(words_of(text))


def _groups(groups: Iterable[Sequence[str]]) -> dict[str, str]:
    return {key_of(name): key_of(group[0]) for group in groups for name in group}


@cache
def _persons() -> dict[str, str]:
    return _groups(load_variants().persons)


@cache
def _places() -> dict[str, str]:
    return _groups(load_variants().places)


@cache
def _outlets() -> dict[str, str]:
    return _groups(load_variants().outlets)


@cache
def _given_names() -> dict[str, str]:
    return _groups(load_variants().given_names)


def without_brackets(text: str) -> str:
    """The name without what stands in brackets: ``Đỗ Hùng Việt (thay mặt ASEAN)`` is the person."""
    return _BRACKETS.sub("", text).strip() or text.strip()


@lru_cache(maxsize=65536)
def person_key(name: str) -> str:
    """The key of a person's name; declared spellings of the whole name or of a given name share one."""
    key = key_of(without_brackets(name))
    if key in _persons():
        return _persons()[key]
    settled = " ".join(_given_names().get(word, word) for word in key.split())
    return _persons().get(settled, settled)


@lru_cache(maxsize=65536)
def place_key(name: str) -> str:
    """The key of a place's name; declared spellings share one."""
    key = key_of(name)
    return _places().get(key, key)


@lru_cache(maxsize=4096)
def outlet_key(name: str) -> str:
    """The key of an outlet, whether it is given by name or by address."""
    key = key_of(re.sub(r"^(?:https?://)?(?:www\.)?", "", name.strip()))
    return _outlets().get(key, key)


@lru_cache(maxsize=65536)
def actor_key(actor: str) -> str:
    """The key of one or several speakers: their person keys, sorted."""
    return "; ".join(sorted({person_key(one) for one in re.split(r"[;,]", _BRACKETS.sub("", actor)) if one.strip()}))


@lru_cache(maxsize=1024)
def party_words(code: str) -> tuple[tuple[str, ...], ...]:
    """The names of a party as word sequences, the longest first: declared ones, the code itself, and CLDR's in both languages."""
    names = {code.lower(), *load_rules().party_words.get(code, ()), *_cldr_names(code)}
    return tuple(sorted({words_of(name) for name in names}, key=lambda words: (-len(words), words)))


def _cldr_names(code: str) -> list[str]:
    from babel import Locale
    from babel.core import get_global

    two = (get_global("territory_aliases").get(code) or [None])[0]
    names = [Locale(language).territories.get(two) for language in ("vi", "en")] if two else []
    return [name for name in names if name]


def drop_sequences(words: Sequence[str], sequences: Iterable[Sequence[str]]) -> list[str]:
    """The words without every place where one of the sequences stands; earlier sequences are taken out first."""
    text = _padded(words)
    for sequence in sequences:
        text = text.replace(_padded(sequence), "")
    return text.split()


def _padded(words: Iterable[str]) -> str:
    return "".join(f" {word} " for word in words)


def drop_parties(words: Sequence[str], parties: Iterable[str]) -> list[str]:
    """The words without the names of these parties."""
    names = [name for code in parties for name in party_words(code)]
    return drop_sequences(words, sorted(names, key=lambda name: (-len(name), name)))


@lru_cache(maxsize=65536)
def document_of(name: str) -> str | None:
    """The slug of a well-known document that the name means, and nothing more than it; None for any other name."""
    words, printed = _telling(words_of(name)), set(_SIMPLE.findall(name))
    return next((slug for slug, document in _documents().items() if document.is_meant(words, printed)), None)


class _Document(msgspec.Struct, frozen=True):
    """A well-known document's acronyms, the words of its full names, and all words that its name may have."""

    acronyms: frozenset[str]
    names: tuple[frozenset[str], ...]
    heads: frozenset[str]
    words: frozenset[str]

    def is_meant(self, words: frozenset[str], printed: Set[str]) -> bool:
        """Whether a name holds the acronym in capitals, or every word of a full name, and no word that says something else."""
        if printed & self.acronyms:
            return words <= self.words
        return any(one <= words <= one | self.heads for one in self.names)


@cache
def _documents() -> dict[str, _Document]:
    made = {}
    for slug, document in load_variants().agreements.items():
        names = tuple(_telling(words_of(one)) for one in document.names)
        words = document.heads.union((one.lower() for one in document.acronyms), *names)
        made[slug] = _Document(acronyms=frozenset(document.acronyms), names=names, heads=document.heads, words=words)
    return made


def _telling(words: Sequence[str]) -> frozenset[str]:
    """The words without idle ones and the names of the UN, whose law of the sea it is in some papers only."""
    return frozenset(drop_parties(words, ["UN"])) - load_rules().idle_words


def similar_fold(one: str, other: str) -> bool:
    """Whether two names are likely one: the same without marks, or all but one word the same and that one alike but for a letter or two."""
    a, b = fold(one).split(), fold(other).split()
    if a == b:
        return True
    if len(a) != len(b) or len(a) < 2:
        return False
    unlike = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return len(unlike) == 1 and _near(*unlike[0])


def _near(one: str, other: str) -> bool:
    """Alike but for one letter, in words of at least five letters: `sergei`/`sergey`, never `vu`/`vo`."""
    if min(len(one), len(other)) < 5 or abs(len(one) - len(other)) > 1 or one[0] != other[0]:
        return False
    short, long = sorted((one, other), key=len)
    if len(short) == len(long):
        return sum(x != y for x, y in zip(short, long, strict=True)) == 1
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def part_of_name(one: str, other: str) -> bool:
    """Whether every word of one name stands in the other: ``Putin`` and ``Vladimir Putin``."""
    a, b = set(fold(one).split()), set(fold(other).split())
    return a <= b or b <= a

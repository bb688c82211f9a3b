"""A person's name at a place in the text."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import regex

from briefgen.extract.annotations import Annotation
from briefgen.extract.people.rules import Rules

_TOKEN = regex.compile(r"\p{Lu}[\p{L}\p{M}]*+(?:['’]\p{Lu}\p{L}*+)?(?:-\p{L}[\p{L}\p{M}]*+)*+")
_INITIAL = regex.compile(r"\p{Lu}\.(?:-?\p{Lu}\.)*+")
_NICK = regex.compile(r"[\"“(]\p{Lu}\p{L}++[\"”)](?=\s\p{Lu})")
_NUMERAL = regex.compile(r"[IVX]{1,4}(?![\p{L}\p{N}])")  # Elizabeth II
_PARTICLE = regex.compile(
    r"(?:van|von|der|den|de|da|dos|do|del|della|di|bin|binti|ibn|al|el|la|le|e|y|ter|ul|bint)(?=\s|-)|al-\p{Lu}\p{L}++|d['’]\p{Lu}\p{L}++"
)
_NONE = regex.compile(r"(?=\p{Lu}\p{L})")  # V.Putin
_BLANK = regex.compile(r" |[ \t]*\n[ \t]*(?!\s)")
_MOST = 6  # words of a name
_MOST_VIETNAMESE = 5
# A Vietnamese syllable without its tone: everything else is a foreign name.
_SYLLABLE = regex.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?(?:[aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ]{1,3})(?:ng|nh|ch|[cmnpt])?",
    regex.IGNORECASE,
)


def match_name(text: str, at: int, rules: Rules, entities: Mapping[int, Annotation]) -> int | None:
    """Where the name that begins at ``at`` ends; None where none does. Words of a country's name or an office's are none."""
    entity = entities.get(at)
    if (
        (family := rules.family.match(text, at))
        and (entity is None or entity.end <= family.end())
        and _has_given(text, family.end(), rules)
    ):
        words = _match_words(text, at, rules, None)
        words = words if len(words) > 1 else _match_words(text, at, rules, entities)  # Kim Jong-un
    else:
        words = _match_words(text, at, rules, entities)
    if not words or (len(words) == 1 and not _stands_alone(text[words[0][0] : words[0][1]], rules)):
        return None
    return words[-1][1]


def _has_given(text: str, at: int, rules: Rules) -> bool:
    """Whether a given name follows a family name: in English its words are told from usual ones (To Lam, not To The)."""
    if rules.language == "vi":
        return True
    token = _TOKEN.match(text, at + 1) if text[at : at + 1] == " " else None
    return token is not None and (len(token[0]) == 1 or token[0] not in rules.not_names)


def begins_name(text: str, at: int, rules: Rules, entities: Mapping[int, Annotation]) -> bool:
    """Whether a name surely begins here, inside a run of capitals: a family name with a given one, or a foreign word."""
    end = match_name(text, at, rules, entities)
    if end is None:
        return False
    first = text[at:end].split()[0]
    return (rules.family.match(text, at) is not None and " " in text[at:end]) or not is_syllable(first)


@lru_cache(maxsize=4096)
def is_syllable(word: str) -> bool:
    """Whether a word could be Vietnamese."""
    return _SYLLABLE.fullmatch(word) is not None


def _stands_alone(word: str, rules: Rules) -> bool:
    """A single word is a name if it is foreign; in English any that is no usual word."""
    return len(word) > 1 and not word.isupper() and (rules.language != "vi" or not is_syllable(word))


def _match_words(text: str, at: int, rules: Rules, entities: Mapping[int, Annotation] | None) -> list[tuple[int, int]]:
    """The words of a name; without ``entities`` a Vietnamese one, whose given names may be any words (Đỗ Hùng Việt)."""
    words: list[tuple[int, int]] = []
    position = at
    while len(words) < (_MOST if entities is not None else _MOST_VIETNAMESE):
        end = _match_given(text, position, rules) if entities is None else _match_word(text, position, rules, entities, first=not words)
        if end is None:
            break
        words.append((position, end))
        gap = _BLANK.match(text, end) or (_NONE.match(text, end) if text[end - 1] == "." else None)
        if gap is None or ("\n" in gap[0] and len(words) == 1 and entities is not None):
            break
        position = gap.end()
    while words and text[words[-1][0]].islower() and not text.startswith("al-", words[-1][0]):
        words.pop()  # a particle ends no name
    return words


def _match_given(text: str, at: int, rules: Rules) -> int | None:
    token = _TOKEN.match(text, at)
    if (
        token is None
        or (len(token[0]) > 1 and token[0].isupper())
        or (rules.language == "vi" and len(token[0]) > 1 and not is_syllable(token[0]))
    ):
        return None
    return int(token.end())


def _match_word(text: str, at: int, rules: Rules, entities: Mapping[int, Annotation], *, first: bool) -> int | None:
    sign = text[at : at + 1]
    if text[at + 1 : at + 2] == "." and (initial := _INITIAL.match(text, at)):
        return int(initial.end())
    if not first and not _is_plain(sign) and (other := _PARTICLE.match(text, at) or _NICK.match(text, at) or _NUMERAL.match(text, at)):
        return int(other.end())
    token = _TOKEN.match(text, at) if sign.isupper() else None
    if token is None or _is_other_word(token[0], rules, entities.get(at)):
        return None
    return int(token.end())


def _is_plain(sign: str) -> bool:
    """Whether a name's word that begins so is neither a particle (van), nor a nickname in quotes, nor a numeral (II)."""
    return sign.isupper() and sign not in "IVX"


def _is_other_word(word: str, rules: Rules, entity: Annotation | None) -> bool:
    """Whether a capitalised word is no part of a name: a country, a body, an acronym, a usual word; cities are also surnames in English."""
    if entity is not None and (entity.label != "PLACE" or rules.language == "vi"):
        return True
    return word in rules.not_names or (len(word) > 1 and word.isupper())

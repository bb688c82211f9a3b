"""Names of parties: CLDR's territories, what a desk prints otherwise, and organisations by their own acronym."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from babel import Locale
from babel.core import get_global

from briefgen.compose.wording import Wording, join_words


def alpha2(code: str) -> str | None:
    """The two-letter code of an ISO 3166-1 alpha-3 code, by CLDR's aliases; None for an organisation."""
    found = get_global("territory_aliases").get(code)
    return str(found[0]) if found and len(code) == 3 else None


@lru_cache(maxsize=16)
def _territories(locale: str) -> dict[str, str]:
    return dict(Locale.parse(locale).territories)


def party_name(code: str, wording: Wording) -> str:
    """The name that is printed for a party: ``RUS`` is "Nga"; an organisation without an entry keeps its acronym."""
    if code in wording.parties:
        return wording.parties[code][0]
    short = alpha2(code)
    return _territories(wording.locale).get(short, code) if short else code


def party_words(code: str, wording: Wording) -> tuple[str, ...]:
    """All names by which a clause may call a party, the printed one first."""
    return (wording.parties.get(code) or (party_name(code, wording),)) + wording.capitals.get(code, ())


def join_parties(codes: Iterable[str], wording: Wording) -> str:
    """``ASEAN và Nga``."""
    return str(join_words(wording, [party_name(code, wording) for code in codes]).unescape())


def pair_name(codes: Sequence[str], wording: Wording) -> str:
    """``ASEAN–Nga``."""
    names = [party_name(code, wording) for code in codes]
    return wording.pair.split("{first}")[1].split("{second}")[0].join(names)


def is_party_code(text: str) -> bool:
    """Whether the text is a code as the model writes them: upper-case letters, at least two."""
    return text.isupper() and text.isalpha() and len(text) >= 2

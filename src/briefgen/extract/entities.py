"""Countries, organisations, places and bodies in running text, by the entity pack.

Annotations: ``PARTY`` and in English ``ADJ`` (value: a code), ``PAIR`` (a tuple of codes: Việt - Nga, Sino-Russian), ``PLACE``
(a :class:`Place`), ``BODY`` (a :class:`Body`), ``MASK`` (a longer name or word that only looks as if it held a country's:
Indian Ocean, Bán đảo Triều Tiên, tiếng Anh). Codes are ISO 3166-1 alpha-3, or an organisation's acronym. A country's name
inside a person's (Phạm Minh Đức) is not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, cast

import msgspec
import regex

from briefgen.extract.annotations import Annotation
from briefgen.extract.lexicon import Case, Lexicon, Phrase, vary_tones
from briefgen.extract.titles import PACKS, load_titles
from briefgen.model import Record

LANGUAGES = ("vi", "en")


class Place(Record, frozen=True):
    """A city or province: its usual name, its country, and whether it is the capital (which can stand for the government)."""

    name: str
    party: str | None = None
    capital: bool = False


class Body(Record, frozen=True):
    """A ministry, parliament, embassy: its name as the pack has it, its country or organisation and where it sits, if said.

    ``pair`` are the two parties that a joint body is between (Ủy ban hỗn hợp Việt Nam - Peru).
    """

    name: str
    party: str | None = None
    host: str | None = None
    pair: tuple[str, ...] = ()


class _Country(msgspec.Struct, frozen=True):
    vi: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    adj: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    en_short: tuple[str, ...] = ()


class _City(msgspec.Struct, frozen=True):
    name: str
    party: str
    capital: bool = False
    vi: tuple[str, ...] = ()


class _Generated(msgspec.Struct, frozen=True):
    countries: dict[str, _Country]
    places: tuple[_City, ...]


class _Variants(msgspec.Struct, frozen=True):
    countries: dict[str, _Country]
    places: dict[str, tuple[str, ...]]
    more_places: dict[str, tuple[str, ...]]
    not_places: tuple[str, ...]
    bodies: dict[str, tuple[str, ...]]
    masks: tuple[str, ...]


# --- The pack ---------------------------------------------------------------------------------------------------------


def _read(name: str, kind: Any) -> Any:
    data = (PACKS / "entities" / name).read_bytes()
    return msgspec.json.decode(data, type=kind) if name.endswith(".json") else msgspec.yaml.decode(data, type=kind)


@cache
def _generated() -> _Generated:
    pack: _Generated = _read("countries.json", _Generated)
    return pack


@cache
def _variants() -> _Variants:
    pack: _Variants = _read("variants.yaml", _Variants)
    return pack


@cache
def _organisations() -> dict[str, dict[str, tuple[str, ...]]]:
    pack: dict[str, dict[str, tuple[str, ...]]] = _read("organisations.yaml", dict[str, dict[str, tuple[str, ...]]])
    return pack


def list_parties() -> list[str]:
    """All codes the pack knows, countries first, each group sorted."""
    return [*sorted(_generated().countries), *sorted(_organisations())]


def is_country(code: str) -> bool:
    """Whether a code is a country's or territory's."""
    return code in _generated().countries


def party_name(code: str, language: str) -> str:
    """The usual name of a party in ``vi`` or ``en`` (CLDR's for a country, the pack's first for an organisation); else the code."""
    if code in _generated().countries:
        names = getattr(_generated().countries[code], language)
    else:
        names = _organisations().get(code, {}).get(language, ())
    return str(names[0]) if names else code


@cache
def party_spellings(code: str, language: str) -> frozenset[str]:
    """Every name of a party that an article in ``language`` may use, its member states' own words left out."""
    return frozenset(
        spelling
        for phrase in entity_phrases(language)
        if phrase.label == "PARTY" and phrase.value == code
        for spelling in vary_tones(phrase.text)
    )


@cache
def _known_names() -> dict[str, str]:
    """Every name of a party, tone marks at either place, without case."""
    phrases = [phrase for language in LANGUAGES for phrase in entity_phrases(language) if phrase.label == "PARTY"]
    return {spelling.casefold(): str(phrase.value) for phrase in reversed(phrases) for spelling in vary_tones(phrase.text)}


def read_party(name: str) -> str | None:
    """The code of a party given by its code in capitals (NGA) or by any name in either language, in any case (Nga); None if unknown."""
    if is_country(name) or name in _organisations():
        return name
    return _known_names().get(" ".join(name.split()).casefold())


def _phrase(text: str, label: str, value: object) -> Phrase:
    """A name needs its first capital; an acronym and a word of one syllable all letters as given or in capitals."""
    text = text.removeprefix("the ")
    case: Case = "exact" if text.isupper() else "initial"
    return Phrase(text=text, label=label, value=value, case=case)


def _party_phrases(language: str) -> Iterator[Phrase]:
    for code, country in _generated().countries.items():
        extra = _variants().countries.get(code, _Country())
        names = [*country.vi, *extra.vi, *country.en[:2]] if language == "vi" else [*country.en, *extra.en]
        yield from (_phrase(name, "PARTY", code) for name in names)
        yield from (_phrase(name, "SHORT", code) for name in (extra.short if language == "vi" else extra.en_short))
        if language == "en":
            yield from (_phrase(name, "ADJ", code) for name in extra.adj)
    for code, languages in _organisations().items():
        yield from (_phrase(name, "PARTY", code) for names in languages.values() for name in names)


def _place_phrases() -> Iterator[Phrase]:
    variants = _variants()
    for city in _generated().places:
        if city.name not in variants.not_places:
            place = Place(name=city.name, party=city.party, capital=city.capital)
            names = dict.fromkeys([city.name, *city.vi, *variants.places.get(city.name, ())])
            yield from (_phrase(name, "PLACE", place) for name in names)
    for code, more in variants.more_places.items():
        yield from (_phrase(name, "PLACE", Place(name=name, party=code)) for name in more)


def _body_phrases(language: str) -> Iterator[Phrase]:
    titles = load_titles(language)
    for name in titles.bodies:
        yield Phrase(text=name, label="BODY", value=name, case="initial")
    if language == "vi":
        yield from (Phrase(text=f"Bộ {field}", label="BODY", value=f"Bộ {field}", case="initial") for field in titles.fields)


@cache
def entity_phrases(language: str) -> tuple[Phrase, ...]:
    """All phrases of the pack for articles in ``language``; ``SHORT`` is for :func:`find_entities` alone."""
    masks = (Phrase(text=text, label="MASK", case="initial") for text in _variants().masks)
    every = [*_party_phrases(language), *_place_phrases(), *_body_phrases(language), *masks]
    return tuple(dict.fromkeys(every))


@cache
def load_entities(language: str) -> Lexicon:
    """The lexicon of a language's entity phrases."""
    return Lexicon(entity_phrases(language))


# --- In the text ------------------------------------------------------------------------------------------------------


def find_entities(text: str, language: str) -> list[Annotation]:
    """``PARTY``, ``ADJ``, ``PAIR``, ``PLACE`` and ``BODY`` annotations in the reading text, in order; ``language`` is ``vi`` or ``en``."""
    language = language if language in LANGUAGES else "vi"
    found = load_entities(language).find(text)
    names = [a for a in _keep_longest(a for a in found if a.label != "BODY") if not _in_person(text, a)]
    plain = [_with_members(text, a) for a in names if a.label != "SHORT"]
    pairs = _find_pairs(text, names)
    bodies = _find_bodies(text, [a for a in found if a.label == "BODY"], [*plain, *pairs])
    return sorted([*plain, *pairs, *bodies], key=lambda a: (a.start, -a.end, a.label))


def _keep_longest(found: Iterable[Annotation]) -> list[Annotation]:
    """Leftmost-longest; of equal spans all stay (Singapore is a party and a place), a name that can stand alone before a short form."""
    kept: list[Annotation] = []
    start, end = 0, -1
    for each in found:
        if each.start >= end:
            start, end = each.start, each.end
            kept.append(each)
        elif (each.start, each.end) == (start, end) and each.label != kept[-1].label:
            kept.append(each)
    return kept


# A Vietnamese name ends before here: family name and up to three more syllables.
_BEFORE = regex.compile(rf"\b(?:{'|'.join(load_titles('vi').families)})(?: \p{{Lu}}\p{{Ll}}*+){{0,3}} $")
_FAMILY_AFTER = regex.compile(r" (?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Đinh|Trịnh)\b")


def _in_person(text: str, found: Annotation) -> bool:
    """Whether a word of one syllable is part of a Vietnamese person's name: Phạm Minh Đức, anh Nguyễn Văn A."""
    start = found.start
    if found.end - start > 5 or found.label == "MASK" or " " in text[start : found.end]:
        return False
    if (
        text[start - 1 : start] == " "
        and text[text.rfind(" ", 0, start - 1) + 1].isupper()
        and (match := _BEFORE.search(text[max(0, start - 28) : start]))
    ):
        return not _is_party_word(match[0])
    return text[found.start : found.end] == "Anh" and _FAMILY_AFTER.match(text, found.end) is not None


def _is_party_word(name: str) -> bool:
    """Some family names also begin names of countries and cities: Hà Nội, Hàn Quốc, Thái Lan, Sơn La."""
    return name.strip() in {"Hà Nội", "Hàn Quốc", "Thái Lan", "Hà Lan", "Sơn La", "An Giang", "Lý Nhân", "Hồ Chí Minh"}


_MEMBERS_BEFORE = regex.compile(r"\b(?:[Cc]ác|CÁC|[Mm]ười|10|11) (?:nước|quốc gia|NƯỚC|QUỐC GIA)(?: thành viên)?(?: trong| của)? $")
_MEMBERS_AFTER = regex.compile(r" (?:member )?(?:states|countries|nations|members)\b")
_MEMBERS_BEGIN = frozenset((" m", " s", " c", " n"))


def _with_members(text: str, found: Annotation) -> Annotation:
    """An organisation's member states together are the organisation: các nước ASEAN, ASEAN member states."""
    if found.label != "PARTY" or is_country(str(found.value)):
        return found
    lead = text[max(0, found.start - 30) : found.start]
    before = _MEMBERS_BEFORE.search(lead) if "nước" in lead or "gia" in lead or "NƯỚC" in lead else None
    after = _MEMBERS_AFTER.match(text, found.end) if text[found.end : found.end + 2] in _MEMBERS_BEGIN else None
    start = found.start - len(before[0]) if before else found.start
    end = after.end() if after else found.end
    return Annotation(label="PARTY", start=start, end=end, value=found.value) if before or after else found


_DASH = regex.compile(r"\s?[-‐‑–—]\s?(?=\p{Lu})")
_DASHES = frozenset("-‐‑–—")


def _find_pairs(text: str, names: Sequence[Annotation]) -> list[Annotation]:
    """Chains of parties joined by hyphens; a short form (Việt, Trung, Sino) counts only in them."""
    starts = {a.start: a for a in reversed(names) if a.label in {"PARTY", "ADJ", "SHORT"}}
    pairs, end = [], 0
    for first in names:
        if first.start < end or first.label not in {"PARTY", "ADJ", "SHORT"} or _DASHES.isdisjoint(text[first.end : first.end + 2]):
            continue
        if not _DASH.match(text, first.end):
            continue
        chain, end = _follow(text, first, starts)
        codes = tuple(str(each.value) for each in chain)
        if len(set(codes)) > 1 and not (chain[0].label == "PARTY" and first.start and text[first.start - 1] in "-–"):
            pairs.append(Annotation(label="PAIR", start=first.start, end=end, value=codes))
    return pairs


def _follow(text: str, first: Annotation, starts: dict[int, Annotation]) -> tuple[list[Annotation], int]:
    chain, end = [first], first.end
    while (dash := _DASH.match(text, end)) and (following := starts.get(dash.end())):
        chain.append(following)
        end = following.end
    return chain, end


_OF = regex.compile(r"\s(?:của\s|nước\s|of\s(?:the\s)?)?")
_AT = regex.compile(r"\s(?:tại|in|to|ở)\s(?:the\s)?")
_POSSESSIVE = regex.compile(r"['’]s?\s$|\s$")


def _find_bodies(text: str, bodies: Sequence[Annotation], names: Sequence[Annotation]) -> list[Annotation]:
    """Bodies with the party after them (Bộ Ngoại giao Nga, Đại sứ quán Việt Nam tại Nga) or before (Russian Foreign Ministry)."""
    parties = [a for a in names if a.label in {"PARTY", "ADJ", "PAIR"}]
    starts = {a.start: a for a in parties}  # a pair replaces its first party
    ends = {a.end: a for a in parties if a.label != "PAIR"}
    kept: list[Annotation] = []
    for body in bodies:
        if kept and body.start < kept[-1].end:
            continue
        start, end, party, host = body.start, body.end, _own_party(str(body.value)), None
        pair: tuple[str, ...] = ()
        if (gap := _OF.match(text, end)) and (owner := starts.get(gap.end())):
            party, end = _first_code(owner), owner.end
            pair = tuple(str(code) for code in owner.value) if isinstance(owner.value, tuple) else ()
        elif owner := _owner_before(text, start, ends):
            party, start = str(owner.value), owner.start
        if party and (gap := _AT.match(text, end)) and (there := starts.get(gap.end())):
            host, end = _first_code(there), there.end
        kept.append(Annotation(label="BODY", start=start, end=end, value=Body(name=str(body.value), party=party, host=host, pair=pair)))
    return kept


@cache
def _own_party(name: str) -> str | None:
    """Whose a body is that needs no country's name: Nhà Trắng, State Duma."""
    return next((code for code, names in _variants().bodies.items() if name in names), None)


def _first_code(owner: Annotation) -> str:
    return str(owner.value[0]) if isinstance(owner.value, tuple) else str(owner.value)


def _owner_before(text: str, start: int, ends: dict[int, Annotation]) -> Annotation | None:
    """In English the owner stands before: Russian, Russia's."""
    for gap in (1, 2, 3):
        owner = ends.get(start - gap)
        if owner and (owner.label == "ADJ" or gap > 1) and _POSSESSIVE.fullmatch(text, owner.end, start):
            return owner
    return None


# --- Names that hold digits ---------------------------------------------------------------------------------------------


class _Pattern(msgspec.Struct, frozen=True):
    begins: tuple[str, ...]
    reason: str
    match: str
    example: str


class _Names(msgspec.Struct, frozen=True):
    names: tuple[str, ...]
    patterns: tuple[_Pattern, ...]


def read_name_patterns() -> tuple[_Pattern, ...]:
    """The rules for names that hold digits, as the pack has them: each with a reason and an example."""
    return tuple(_name_pack().patterns)


@cache
def _name_pack() -> _Names:
    pack: _Names = _read("names.yaml", _Names)
    return pack


@cache
def load_masked(language: str) -> Lexicon:  # noqa: ARG001 (the same names everywhere, but read along with a language's lexicons)
    """The names that hold digits, and the words that a pattern of such names begins with."""
    pack = _name_pack()
    names = [Phrase(text=text, label="NAME") for text in pack.names]
    begins = [
        Phrase(text=text, label="BEGINS", value=regex.compile(rule.match), case="exact") for rule in pack.patterns for text in rule.begins
    ]
    return Lexicon([*names, *begins])


def find_masked(text: str, language: str = "vi") -> list[tuple[int, int]]:
    """Spans of names that hold digits (UNCLOS 1982, Covid-19, COP26, decrees, telephone numbers), merged and in order."""
    spans = []
    for found in load_masked(language).find(text):
        if found.label == "NAME":
            spans.append((found.start, found.end))
        elif match := cast(Any, found.value).match(text, found.start, found.start + _LONGEST_NAME):
            spans.append(match.span())
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


_LONGEST_NAME = 120

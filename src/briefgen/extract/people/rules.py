"""The regular expressions and lexicons of one language's pack of titles, compiled once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import regex

from briefgen.extract.lexicon import Lexicon, Phrase, vary_tones
from briefgen.extract.titles import Titles, load_titles

# One blank or line break: a paragraph's end never lies inside a title or name.
GAP = r"[ \t\u00a0]*+\n?+[ \t\u00a0]*+(?<=\s)"


def choose(words: Iterable[str]) -> str:
    """An alternation of words, longest first, blanks as any white space, tone marks at either place."""
    spelled = {variant for word in words for variant in vary_tones(word)}
    spaced = (r"\s++".join(map(regex.escape, word.split())) for word in sorted(spelled, key=lambda w: (-len(w), w)))
    return "|".join(spaced) or "(?!)"


def compile_words(pattern: str, *, cased: bool = False) -> Any:
    return regex.compile(pattern, 0 if cased else regex.IGNORECASE)


def squeeze(text: str) -> str:
    """``text`` with its white space made plain."""
    return " ".join(text.split())


_TIGHT_INITIAL = regex.compile(r"(?<=\b\p{Lu}\.)(?=\p{L}{2})")


def spell_name(text: str) -> str:
    """A name with plain white space, initials set apart: V.Putin and V. Putin are one."""
    return str(_TIGHT_INITIAL.sub(" ", squeeze(text)))


class Rules:
    """What the parser of titles and names needs; all look-behinds are searched in a short window that ends at the title."""

    def __init__(self, titles: Titles, language: str) -> None:
        self.language = language
        self.pack = titles
        vi = language == "vi"
        heads = (Phrase(text=text, label="HEAD", value=key) for key, texts in titles.heads.items() for text in texts)
        self.lexicon = Lexicon([*heads, *_other_phrases(titles)])
        self.starters = _starters(titles, vi=vi)
        self.ministry = f"{titles.offices['ministry']} "
        self.former = frozenset(titles.former)
        self.acting = frozenset(titles.acting)
        self.not_holder = compile_words(rf"(?:^|[^\p{{L}}])(?:{choose(titles.not_holder)})\s++$")
        self.several = compile_words(rf"{GAP}(?:các|hai|ba|những|mỗi|of{GAP}the{GAP}two)(?!\p{{L}})")
        self.not_person = compile_words(rf"(?:^|[^\p{{L}}])(?:{choose(titles.not_person)})\s++$")
        self.honorific = compile_words(rf"(?:{choose(titles.honorifics)})(?!\p{{L}}){GAP}")
        self.field = compile_words(rf"{GAP}(?:Bộ{GAP})?(?P<field>{choose(titles.fields)})(?!\p{{L}})")
        self.rank = compile_words(rf"{GAP}(?:{choose(titles.ranks)})(?!\p{{L}})")
        self.deputy = compile_words(rf"(?<!\p{{L}})(?:{choose(titles.deputies)})(?!\p{{L}})")
        self.left = compile_words(rf"(?:(?<!\p{{L}})(?:{choose([*titles.prefixes, *titles.fields])})\s++)++$")
        self.capitals = regex.compile(r"(?<![\p{L}-])\p{Lu}\p{Ll}++ (?:and )?$")
        self.organisation = compile_words(
            rf"{GAP}(?:của{GAP}|of{GAP}(?:the{GAP})?)?(?P<head>(?:{choose(titles.organisations)})(?!\p{{L}}))", cased=True
        )
        self.company = compile_words(rf"(?:{choose(titles.companies)})(?!\p{{L}})", cased=True)
        self.of = compile_words(rf"{GAP}(?:(?:của|nước|thuộc){GAP})?" if vi else rf"{GAP}(?:of|for){GAP}(?:the{GAP})?")
        self.at = compile_words(rf"{GAP}(?:tại|ở|cạnh){GAP}" if vi else rf"{GAP}(?:to|in|at){GAP}(?:the{GAP})?")
        self.about = compile_words(rf"{GAP}(?:phụ{GAP}trách|về){GAP}" if vi else rf"{GAP}in{GAP}charge{GAP}of{GAP}")
        self.join = compile_words(r",\s++|\s++kiêm\s++|\s+[-–]\s++" if vi else r",\s++|\s++and\s++(?:concurrently\s++)?")
        self.paren = regex.compile(r"\s\((?:cấp [^()\n]{2,30}+|\p{Lu}{2,10}+|Bộ [^()\n]{3,40}+|\p{L}++ viện)\)")
        self.region = compile_words(rf"{GAP}(?:{choose(titles.regions)}){GAP}")
        self.family = compile_words(rf"(?:{choose(titles.families)})(?!\p{{L}})", cased=True)
        self.compound = compile_words(rf"(?:{choose(titles.compounds)})(?!\p{{L}})", cased=True)
        self.genders = {**dict.fromkeys(titles.male, "m"), **dict.fromkeys(titles.female, "f")}
        self.joiners = frozenset(("và", "and"))
        self.stops = frozenset(titles.stops)
        self.not_names = frozenset(titles.not_names)
        self.not_people = frozenset(titles.not_people)


def _other_phrases(titles: Titles) -> Iterable[Phrase]:
    for text in titles.pronouns:
        yield Phrase(text=text, label="PRONOUN")
    for text in titles.leaders:
        yield Phrase(text=text, label="LEADER", value=text)
    for text in titles.honorifics:
        yield Phrase(text=text.rstrip("."), label="HONORIFIC")
    for kind, texts in titles.together.items():
        yield from (Phrase(text=text, label="TOGETHER", value=kind) for text in texts)


_SMALL_VI = {
    "của": ("party", "organisation", "office"),
    "nước": ("party",),
    "thuộc": ("party", "organisation"),
    **dict.fromkeys(("tại", "ở", "cạnh"), ("host",)),
    "phụ": ("task", "rank"),
    "về": ("task",),
    "bộ": ("field", "organisation"),
}
_SMALL_EN = {
    "of": ("field", "party", "organisation", "office"),
    "for": ("field", "party", "organisation"),
    **dict.fromkeys(("to", "at"), ("host",)),
    "in": ("host", "task"),
}


def _starters(titles: Titles, *, vi: bool) -> dict[str, frozenset[str]]:
    """By the first word in lower case that can go on with an office: the ways in which it can."""
    ways: dict[str, set[str]] = {word: set(names) for word, names in (_SMALL_VI if vi else _SMALL_EN).items()}
    for name, phrases in (
        ("rank", titles.ranks),
        ("field", titles.fields),
        ("organisation", titles.organisations),
        ("region", titles.regions),
    ):
        for phrase in phrases:
            for variant in vary_tones(phrase):
                ways.setdefault(variant.split()[0].rstrip(",").casefold(), set()).add(name)
    return {word: frozenset(names) for word, names in ways.items()}


@cache
def load_rules(language: str) -> Rules:
    return Rules(load_titles(language), language)

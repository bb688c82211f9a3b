"""Names and terms of another language, by the glossary of the wording: a name that it does not cover whole stays in its own language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from babel import Locale
from markupsafe import Markup, escape

from briefgen.compose.wording import Wording, load_wording

_PLAIN = re.compile(r"[A-Za-z0-9()/.,:'’&–-]+")
_DASH = re.compile(r"\s*[-–]\s*")


_UPPER = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠ-Ỹ"
_PERSON = re.compile(rf"[{_UPPER}]\w+(?:[ -][{_UPPER}]\w+){{1,4}}(?!\w)")  # only behind an office


class Piece(NamedTuple):
    """A stretch of a name: a term of the glossary, an office, a place, a pair of places, a person, or letters that need no translation."""

    kind: str
    words: str


@lru_cache(maxsize=4)
def _places(language: str) -> Mapping[str, str]:
    """Names of territories and organisations in Vietnamese, folded, with those of the language."""
    target, source = load_wording(language), load_wording("vi")
    ours, theirs = Locale.parse(source.locale).territories, Locale.parse(target.locale).territories
    found = {str(name).casefold(): str(theirs[code]) for code, name in ours.items() if code.isalpha() and code in theirs}
    for code, names in source.parties.items():
        english = target.parties.get(code, (found.get(names[0].casefold(), code),))[0]
        found |= {name.casefold(): english for name in names}
    return found | {name.casefold(): english for name, english in target.short_places.items()}


def is_foreign(text: str, wording: Wording) -> bool:
    """Whether the text is in another language than the wording's, as far as its letters show."""
    return bool(wording.glossary) and not text.isascii()


def translate(text: str, wording: Wording) -> str | None:
    """The name in the wording's language; None where the glossary does not cover it whole. Without a glossary it is the name itself."""
    if not wording.glossary:
        return text
    pieces = _read(text, wording)
    return _arrange(pieces, wording) if pieces else None


def _read(text: str, wording: Wording) -> list[Piece] | None:
    rest, found = text.strip(), list[Piece]()
    while rest:
        piece, length = _next(rest, wording)
        if piece is None and (person := _PERSON.match(rest)) and _office_before(found):
            piece, length = Piece("person", person.group()), person.end()
        if piece is None:
            return None
        found.append(piece)
        rest = rest[length:].lstrip()
    return found


def _office_before(pieces: list[Piece]) -> bool:
    """Whether the last piece is an office, or the place that it is of."""
    kinds = [piece.kind for piece in pieces[-2:]]
    return kinds[-1:] == ["office"] or kinds == ["office", "place"]


def _next(rest: str, wording: Wording) -> tuple[Piece | None, int]:
    first = _longest(rest, _places(wording.language))
    if first:
        dash = _DASH.match(rest, len(first[0]))
        second = _longest(rest[dash.end() :], _places(wording.language)) if dash else None
        if dash and second:
            return Piece("pair", f"{first[1]}–{second[1]}"), dash.end() + len(second[0])
    term = _longest(rest, _folded(wording.language))
    best = max((one for one in (first, term) if one), key=lambda one: len(one[0]), default=None)
    if best:
        kind = "place" if best is first else "office" if best[0].startswith(load_wording("vi").titles) else "term"
        return Piece(kind, best[1]), len(best[0])
    plain = _PLAIN.match(rest)
    whole = plain is not None and (plain.end() == len(rest) or rest[plain.end()].isspace())
    return (Piece("plain", plain.group()), plain.end()) if plain and whole else (None, 0)


@lru_cache(maxsize=4)
def _folded(language: str) -> Mapping[str, str]:
    return {term.casefold(): words for term, words in load_wording(language).glossary.items()}


def _longest(text: str, terms: Mapping[str, str]) -> tuple[str, str] | None:
    """The longest entry that the text begins with, ending at a word's border."""
    words = text.casefold()
    ends = [len(words), *(match.start() for match in re.finditer(r"[\s\-–,)]", words))]
    for end in sorted(ends, reverse=True):
        if words[:end] in terms:
            return text[:end], terms[words[:end]]
    return None


def _arrange(pieces: list[Piece], wording: Wording) -> str:
    """Vietnamese puts the kind before the names: here the pair comes first; a place follows with "of", or leads where a person is named."""
    if len(pieces) > 1 and pieces[0].kind == "term" and pieces[1].kind == "pair":
        pieces = [pieces[1], pieces[0], *pieces[2:]]
    words: list[str] = []
    for before, piece, after in zip([None, *pieces], pieces, [*pieces[1:], None], strict=False):
        if piece.kind != "place" or before is None or before.kind not in ("term", "office") or before.words.split()[-1] in wording.linking:
            words.append(piece.words)
        elif before.kind == "office" and after is not None and after.kind in ("person", "plain") and after.words[:1].isalpha():
            words[-1:] = [possessive(piece.words), before.words]
        else:
            words += ["of", piece.words]
    return " ".join(words).replace(" ,", ",")


def possessive(name: str) -> str:
    """``Russia’s``, ``the United States’``."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def name_in(text: str, wording: Wording) -> str | Markup:
    """The name in the wording's language, or in its own within quotation marks where the glossary does not cover it."""
    known = translate(text, wording)
    if known is not None:
        return known
    return Markup('“<q lang="vi">{}</q>”').format(escape(text)) if is_foreign(text, wording) else text


def plain_name(text: str, wording: Wording) -> str:
    """The name in the wording's language, or as it is: for a drawing, which has no marks."""
    return translate(text, wording) or text


def with_article(text: str, wording: Wording) -> str | Markup:
    """The name inside a sentence, with the language's article where it has been translated and has none."""
    known = translate(text, wording)
    if not wording.article or known is None or known.startswith((wording.article, *wording.articleless)) or not is_foreign(text, wording):
        return name_in(text, wording)
    return f"{wording.article}{known}"

"""The file's characters as a person reads them: entities, exotic spaces, invisible marks, decomposed letters."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterator

import regex

from briefgen.articles.strand import Edit, Strand

# Crawls hold entities, sometimes escaped twice ("&amp;nbsp;"); a bare "&" or "AT&T;" stays as it is.
_ENTITY = regex.compile(r"&(?:amp;)?(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_BREAK = regex.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACE = regex.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x1f]")
# Zero-width, soft hyphen, bidi marks, byte order mark, variation selectors, other controls (tab and newline stay).
_DROP = regex.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
)
# A starter with its marks: NFC never reaches across two of these (Hangul jamo compose with what stands before them).
_CLUSTER = regex.compile(r"(?:[\u1100-\u1112\uac00-\ud7a3][\u1161-\u1175]?[\u11a8-\u11c2]?|.)\p{M}*", regex.DOTALL)


def normalise_characters(strand: Strand) -> Strand:
    """The strand in NFC, with plain spaces and ``\\n`` newlines, entities decoded and invisible characters dropped."""
    strand = strand.rewrite(_decode_entities(strand.text))
    strand = strand.rewrite(_plain_breaks(strand.text))
    strand = strand.rewrite(_drop_invisible(strand.text))
    return strand.rewrite(_compose(strand.text))


def _decode_entities(text: str) -> Iterator[Edit]:
    if "&" not in text:
        return
    for match in _ENTITY.finditer(text):
        new = html.unescape(f"&{match[1]};")
        if not new.startswith("&") or match[1].lower() == "amp":
            yield Edit(match.start(), match.end(), new)


def _plain_breaks(text: str) -> Iterator[Edit]:
    return (Edit(match.start(), match.end(), "\n") for match in _BREAK.finditer(text))


def _drop_invisible(text: str) -> Iterator[Edit]:
    for match in _SPACE.finditer(text):
        yield Edit(match.start(), match.end(), " ")
    for match in _DROP.finditer(text):
        yield Edit(match.start(), match.end())


def _compose(text: str) -> Iterator[Edit]:
    if unicodedata.is_normalized("NFC", text):
        return
    for match in _CLUSTER.finditer(text):
        old = match[0]
        if not unicodedata.is_normalized("NFC", old):
            yield Edit(match.start(), match.end(), unicodedata.normalize("NFC", old))

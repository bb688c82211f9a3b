"""The note that a desk prints when an article that a briefing rested on was retracted."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.compose.citations import source_words
from briefgen.compose.dates import date_words
from briefgen.compose.dossier import Dossier
from briefgen.model import Record, SourceInfo


class Printed(Record):
    """An edition that said what no longer stands: its number, its cut-off (EDTF), and the sentences, as they were printed."""

    number: int
    cut_off: str | None
    sentences: tuple[str, ...]


def write_correction(title: str, source: SourceInfo, editions: Sequence[Printed], dossier: Dossier, *, reason: str | None) -> str:
    """The note for one briefing, in the dossier's language; each sentence is printed once, with the editions that hold it."""
    words = dossier.wording.correction
    named = str(source_words(source, dossier).striptags())
    why = words["reason"].replace("{reason}", reason.strip(" .")) if reason else ""
    lines = [words["head"].replace("{title}", title).replace("{source}", named).replace("{reason}", why)]
    for sentence in dict.fromkeys(sentence for edition in editions for sentence in edition.sentences):
        holding = dossier.wording.joiner["comma"].join(_name(one, dossier) for one in editions if sentence in one.sentences)
        lines.append(words["sentence"].replace("{editions}", holding).replace("{sentence}", sentence))
    return "\n".join(lines)


def _name(edition: Printed, dossier: Dossier) -> str:
    words = dossier.wording.correction
    if not edition.cut_off:
        return words["edition"].replace("{number}", str(edition.number))
    dated = words["dated"].replace("{number}", str(edition.number))
    return dated.replace("{date}", date_words(edition.cut_off, dossier.wording, "table"))

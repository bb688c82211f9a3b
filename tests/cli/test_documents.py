"""What the finished documents say: the same in both, in letters that copy out, and nothing that no fact carries."""

from __future__ import annotations

import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree
from pypdf import PdfReader

from running import Built, run

NAMES = ["asean-nga", "viet-nam-nga"]
MARK = re.compile(r"^((?:\w+ )?(?:\d{1,2}/){0,2}\d{4})\s*(?=[^\W\d_])")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _squeeze(text: str) -> str:
    """The text without spaces and case: lines break elsewhere in each format, and a style sheet may print capitals."""
    return re.sub(r"\s+", "", text).casefold()


@cache
def _read_pages(pdf: Path) -> list[str]:
    return [page.extract_text() for page in PdfReader(pdf).pages]


def _list_stretches(docx: Path) -> Iterator[str]:
    """The stretches of text between footnotes, breaks and tabs, paragraph by paragraph."""
    root = etree.fromstring(zipfile.ZipFile(docx).read("word/document.xml"))
    for paragraph in root.iter(f"{W}p"):
        words = [_word(element) for element in paragraph.iter()]
        for stretch in "".join(words).split("\n"):
            # An as-of mark stands in the margin: before its sentence in one format, beside it in the other.
            yield from (part for part in MARK.split(stretch, maxsplit=1) if part.strip())


def _word(element: etree._Element) -> str:
    if element.tag == f"{W}t":
        style = element.find(f"../{W}rPr/{W}rStyle")
        is_note = style is not None and style.get(f"{W}val") == "FootnoteReference"  # the number of a note cited again
        return "\n" if is_note else element.text or ""
    return "\n" if element.tag in {f"{W}footnoteReference", f"{W}br", f"{W}tab"} else ""


def _stands_in(stretch: str, pages: list[str]) -> bool:
    """Whether the stretch stands on a page, or runs over from one to the next (running heads and footnotes lie between)."""
    if any(stretch in page for page in pages):
        return True
    cuts = range(1, len(stretch))
    return any(stretch[:cut] in page and stretch[cut:] in following for page, following in pairwise(pages) for cut in cuts)


@pytest.mark.parametrize("name", NAMES)
def test_what_stands_in_the_word_document_stands_in_the_pdf(built: Built, name: str) -> None:
    pages = [_squeeze(page) for page in _read_pages(built.output / f"{name}.pdf")]
    stretches = [_squeeze(stretch) for stretch in _list_stretches(built.output / f"{name}.docx")]
    assert len(stretches) > 100
    assert [stretch for stretch in stretches if not _stands_in(stretch, pages)] == []


@pytest.mark.parametrize("name", NAMES)
def test_footnotes_are_the_same_in_both(built: Built, name: str) -> None:
    root = etree.fromstring(zipfile.ZipFile(built.output / f"{name}.docx").read("word/footnotes.xml"))
    notes = [_squeeze("".join(str(words) for words in note.itertext())) for note in root.iter(f"{W}footnote")]
    pages = [_squeeze(page) for page in _read_pages(built.output / f"{name}.pdf")]
    missing = [note for note in notes if note and not _stands_in(note, pages)]
    assert len(notes) > 20
    assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_the_text_copies_out_of_the_pdf_as_it_was_written(built: Built, name: str) -> None:
    text = "".join(_read_pages(built.output / f"{name}.pdf"))
    assert unicodedata.is_normalized("NFC", text)
    assert "\ufffd" not in text
    assert not any(unicodedata.combining(letter) for letter in text)


def _read_attachment(pdf: Path) -> list[dict[str, object]]:
    facts: list[dict[str, object]] = json.loads(PdfReader(pdf).attachments["facts.json"][0])
    return facts


@pytest.mark.parametrize("name", NAMES)
def test_the_facts_travel_inside_the_pdf(built: Built, name: str) -> None:
    facts = _read_attachment(built.output / f"{name}.pdf")
    assert {"id", "kind", "evidence", "status"} <= set(facts[0])
    assert all(fact["evidence"] or fact["derived_from"] for fact in facts)


# --- Every number and date in the words is one that a fact or a source carries ----------------------------------------

DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
MONTH = re.compile(r"(\d{1,2})/(\d{4})")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# Numbers that only count or label what is in the document itself: headings, contents, captions. The cover's counts are in its table.
LABELS = ("Heading", "TOC", "Caption")


def _list_printed(docx: Path) -> Iterator[str]:
    root = etree.fromstring(zipfile.ZipFile(docx).read("word/document.xml"))
    cover = next(root.iter(f"{W}tbl"))
    for paragraph in root.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if cover in paragraph.iterancestors() or (style is not None and style.get(f"{W}val", "").startswith(LABELS)):
            continue
        yield "".join(map(_word, paragraph.iter()))


class Carried:
    """The days, months and numbers in the export and in what is known of the sources."""

    def __init__(self, records: str) -> None:
        self.days = set(re.findall(r"\d{4}-\d\d-\d\d", records)) | {_iso(*parts) for parts in DAY.findall(records)}
        self.months = set(re.findall(r"\d{4}-\d\d", records)) | {_iso("1", *parts)[:7] for parts in MONTH.findall(records)}
        self.numbers = {_plain(number) for number in NUMBER.findall(records)} | {_plain(part) for part in re.findall(r"\d+", records)}

    def list_strangers(self, text: str) -> list[str]:
        strangers = [match[0] for match in DAY.finditer(text) if _iso(*match.groups()) not in self.days]
        text = DAY.sub(" ", text)
        strangers += [match[0] for match in MONTH.finditer(text) if _iso("1", *match.groups())[:7] not in self.months]
        return strangers + [number for number in NUMBER.findall(MONTH.sub(" ", text)) if _plain(number) not in self.numbers]


def _iso(day: str, month: str, year: str) -> str:
    return f"{year}-{int(month):02}-{int(day):02}"


def _plain(number: str) -> str:
    return number.rstrip(".,").replace(",", ".").lstrip("0") or "0"


def _round_derived(facts: list[dict[str, object]]) -> Iterator[str]:
    """Derived values as they are printed: arithmetic has more digits than its inputs justify."""
    values = [fact["value"] for fact in facts if fact["status"] == "derived" and "value" in fact]
    yield from (f"{value / scale:.1f}" for value in values if isinstance(value, int | float) for scale in (1e6, 1e9))


@pytest.mark.parametrize("name", NAMES)
def test_every_number_and_date_is_carried_by_a_fact_or_a_source(built: Built, name: str) -> None:
    sources = run("--project", built.project, "--json", "articles").stdout
    facts = _read_attachment(built.output / f"{name}.pdf")
    decisions = run("--project", built.project, "--json", "decisions").stdout
    carried = Carried(json.dumps(facts, ensure_ascii=False) + sources + decisions)
    carried.numbers |= set(_round_derived(facts))
    hashes = {source["sha256"][:12] for source in json.loads(sources)}
    strangers = {}
    for text in _list_printed(built.output / f"{name}.docx"):
        words = re.sub("|".join(hashes), " ", text)
        if found := carried.list_strangers(words):
            strangers[text] = found
    assert strangers == {}


def test_a_number_that_nothing_carries_is_noticed() -> None:
    carried = Carried('{"date": "2021-09-28", "value": 2600000000, "quote": "đạt 2,6 tỷ USD, tăng 12,5% ngày 28/9"}')
    assert carried.list_strangers("Ngày 28/9/2021: 2,6 tỷ USD, tăng 12,5%") == []
    assert carried.list_strangers("Ngày 27/9/2021: 2,7 tỷ USD, tăng 13%, 10/2021") == ["27/9/2021", "10/2021", "2,7", "13"]

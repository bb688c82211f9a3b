"""What an editor's words for a field mean: dates as EDTF, numbers in the unit itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
import yaml

from briefgen.model import Fact

_DAY = re.compile(r"(?:(?P<day>\d{1,2})[/.\-\s]+)?(?P<month>\d{1,2})[/.\-\s]+(?P<year>\d{4})")
_YEAR = re.compile(r"\d{4}")
_ISO = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
_RANGE = re.compile(r"(?<=\d)\s*[–—\-]\s*(?=\d)")
_NUMBER = re.compile(r"\d[\d.,\u00a0\u202f ]*\d|\d")


class Words(msgspec.Struct, frozen=True, rename="kebab"):
    """A language's words round dates and numbers."""

    decimal: str
    scales: Mapping[str, int]
    date_words: Sequence[str]
    before: Sequence[str]
    since: Sequence[str]
    months: Sequence[str]


@cache
def load_fields() -> Mapping[str, Any]:
    """fields.yaml as it stands."""
    loaded: Mapping[str, Any] = yaml.safe_load((files("briefgen.drafts") / "fields.yaml").read_text(encoding="utf-8"))
    return loaded


@cache
def load_words(language: str) -> Words:
    """The words of a language; of Vietnamese where there are none."""
    fields = load_fields()
    return msgspec.convert(fields.get(language.split("-")[0], fields["vi"]), Words)


def read_date(text: str, language: str) -> str | None:
    """The EDTF date that the words say and nothing else; None where they say more, or none."""
    words = load_words(language)
    kept = [word for word in re.findall(r"[^\s,()]+", text.casefold()) if word not in words.date_words]
    opened = kept.pop(0) if kept and kept[0] in {*words.before, *words.since} else None
    date = _read_plain_date(" ".join(kept), words)
    if date is None or opened is None:
        return date
    return f"../{date}" if opened in words.before else f"{date}/.."


def _read_plain_date(text: str, words: Words) -> str | None:
    for number, month in enumerate(words.months, start=1):
        text = re.sub(rf"\b{month}\b", f"{number}", text)
    if _ISO.fullmatch(text):
        return text
    ends = _RANGE.split(text)
    if len(ends) == 2 and all(_YEAR.fullmatch(end) for end in ends):
        return f"{ends[0]}/{ends[1]}"
    if _YEAR.fullmatch(text):
        return text
    match = _DAY.fullmatch(text)
    return _write_date(match) if match else None


def _write_date(match: re.Match[str]) -> str | None:
    month, day = int(match["month"]), int(match["day"] or 1)
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    return f"{match['year']}-{month:02}" + (f"-{day:02}" if match["day"] else "")


def read_number(text: str, language: str) -> str | None:
    """The number that the words hold, in the unit itself (2,6 tỷ USD is 2600000000); None where they hold none, or several."""
    words = load_words(language)
    found = _NUMBER.findall(text)
    if len(found) != 1:
        return None
    other = "." if words.decimal == "," else ","
    digits = re.sub(rf"[\s\u00a0\u202f{re.escape(other)}]", "", found[0]).replace(words.decimal, ".")
    if digits.count(".") > 1:
        return None
    scale = max((power for word, power in words.scales.items() if re.search(rf"\b{word}\b", text.casefold())), default=0)
    return format((Decimal(digits).scaleb(scale)).normalize(), "f")


def read_value(field: str, text: str, language: str) -> str | None:
    """The value of a date or a number field; None where the field is another, or the words say none."""
    fields = load_fields()
    if field in fields["dates"]:
        return read_date(text, language)
    return read_number(text, language) if field in fields["numbers"] else None


def is_measured(field: str) -> bool:
    """Whether a field is a date or a number."""
    fields = load_fields()
    return field in fields["dates"] or field in fields["numbers"]


def value_of(fact: Fact | None, field: str) -> str | None:
    """What the fact says in that field, as text; None where it says nothing or has no such field."""
    if fact is None:
        return None
    value = fact.date.edtf if field == "date" else getattr(fact.claim, field, None)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value) if isinstance(value, str | int) else None


def correct_value(unit_field: str, before: str, after: str, fact: Fact | None, language: str) -> str | None:
    """The field's new value, where the changed words are one; None where they are mere wording.

    The old words must have said the old value, so that a changed "as of" date does not become the date of the event.
    """
    held = value_of(fact, unit_field)
    if is_measured(unit_field):
        old, new = read_value(unit_field, before, language), read_value(unit_field, after, language)
        fits = fact is None or held is None or _same(old, held)
        return new if new is not None and new != old and old is not None and fits else None
    printed = held is not None and _plain(held) == _plain(before)
    return " ".join(after.split()) if unit_field in load_fields()["words"] and printed else None


def _same(one: str | None, other: str) -> bool:
    return one is not None and (one == other or other.strip("~?%") == one)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()

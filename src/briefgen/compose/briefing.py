"""A briefing's settings: what an editor writes in ``reports/briefings/<name>.toml``."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Literal

import msgspec

from briefgen.edtf import is_edtf
from briefgen.errors import SettingsError
from briefgen.model import Record

_LARGEST = 20_000  # bytes: a page or two of text
_PLACE = re.compile(r"at line (\d+)")
_PATH = re.compile(r" - at `\$\.?([^`]*)`")
_UNKNOWN = re.compile(r"unknown field `([^`]+)`")


class IssueSettings(Record, forbid_unknown_fields=True):
    """A card among the open issues: facts with one of ``topics`` belong to it, and those whose claim holds one of ``words``.

    ``parties`` are those whose position is looked for, the briefing's own where none are named.
    """

    topics: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    title: str | None = None
    question: str | None = None
    titles: dict[str, str] = msgspec.field(default_factory=dict)
    questions: dict[str, str] = msgspec.field(default_factory=dict)
    parties: tuple[str, ...] = ()


class Policies(Record, forbid_unknown_fields=True):
    """How much is told: at most so many paragraphs of one speaker group in a section and in a card, so many
    figures, and the words of the summary.
    """

    positions: int = 12
    card_positions: int = 3
    figures: int = 12
    summary_words: int = 150


class Gates(Record, forbid_unknown_fields=True):
    """Which rules ``briefgen check`` holds the briefing to; ``trade_months`` is how old the newest trade figure may be at the cut-off."""

    contested_summary: bool = True
    unresolved_history: bool = False
    trade_months: int | None = None
    sources: bool = True
    past_plans: bool = False
    lint: bool = True
    unsourced: bool = True
    decisions: bool = True


class BriefingSettings(Record, forbid_unknown_fields=True):
    """One briefing. ``name`` is the file's name without its ending.

    ``parties`` are codes (ISO 3166-1 alpha-3, or an organisation's acronym), in the order in which they are named;
    ``documents`` are files under ``templates/documents/``; ``period`` an EDTF interval that facts must touch;
    ``as_of`` a day after which nothing is admitted; ``status`` is printed in the control block.
    """

    title: str
    parties: tuple[str, ...]
    name: str = ""
    subtitle: str | None = None
    documents: tuple[str, ...] = ("full",)
    language: Literal["vi", "en"] = "vi"
    period: str | None = None
    as_of: str | None = None
    theme: Literal["house", "decree-30"] = "house"
    status: Literal["draft", "reviewed"] = "draft"
    titles: dict[str, str] = msgspec.field(default_factory=dict)
    subtitles: dict[str, str] = msgspec.field(default_factory=dict)
    issues: tuple[IssueSettings, ...] = ()
    policies: Policies = Policies()
    gates: Gates = Gates()


def load_briefing(path: Path) -> BriefingSettings:
    """The settings in a TOML file; raises :class:`SettingsError` with file, line and remedy where they do not say what they must."""
    text = _read(path)
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a TOMLDecodeError is the first, and so is what a number of too many digits raises
        line = _PLACE.search(str(error))
        raise SettingsError(
            f"no valid TOML: {error}", place=f"{path.name}:{line.group(1)}" if line else path.name, remedy="Correct the line and try again"
        ) from error
    try:
        settings = msgspec.convert({"name": path.stem, **data}, BriefingSettings)
    except msgspec.ValidationError as error:
        raise _explain(error, path, text) from error
    _check(settings, path, text)
    return settings


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise SettingsError(f"larger than {_LARGEST // 1000} kB", place=path.name, remedy="Keep a briefing's settings to a page or two")
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"cannot be read ({error.__class__.__name__})", place=path.name, remedy="Save it as a UTF-8 text file and try again"
        ) from error


def _line_of(key: str, text: str) -> int | None:
    found = re.search(rf"(?m)^\s*(?:\[+\s*)?{re.escape(key)}\b", text)
    return text.count("\n", 0, found.start()) + 1 + text[found.start() : found.end()].count("\n") if found else None


def _at(path: Path, key: str, text: str) -> str:
    line = _line_of(key, text) if key else None
    return f"{path.name}:{line}" if line else path.name


def _explain(error: msgspec.ValidationError, path: Path, text: str) -> SettingsError:
    message = str(error)
    unknown, where = _UNKNOWN.search(message), _PATH.search(message)
    key = unknown.group(1) if unknown else (where.group(1) if where else "")
    known = ", ".join(BriefingSettings.__struct_fields__)
    remedy = f"Known keys are: {known}" if unknown else "See docs/briefings.md for what each key takes"
    last = re.split(r"[.\[]", key)[0] if not unknown else key
    return SettingsError(message.replace("`$.", "`"), place=_at(path, last, text), remedy=remedy)


def _check(settings: BriefingSettings, path: Path, text: str) -> None:
    if len(settings.parties) < 2 or len(set(settings.parties)) < len(settings.parties):
        raise SettingsError(
            "parties names fewer than two parties",
            place=_at(path, "parties", text),
            remedy='Write for instance: parties = ["ASEAN", "RUS"]',
        )
    for code in settings.parties:
        if not (code.isascii() and code.isupper()):
            raise SettingsError(
                f"{code!r} is no party",
                place=_at(path, "parties", text),
                remedy="Use ISO 3166-1 alpha-3 codes (VNM, RUS) or an acronym (ASEAN)",
            )
    for key in ("period", "as_of"):
        value = getattr(settings, key)
        if value is not None and not is_edtf(value):
            raise SettingsError(f"{key} {value!r} is no date", place=_at(path, key, text), remedy="Write 2024-04-27, 2024-04 or 2018/2024")
    if not settings.documents:
        raise SettingsError("documents is empty", place=_at(path, "documents", text), remedy='Write for instance: documents = ["full"]')

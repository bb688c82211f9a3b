"""A PDF or DOCX that comes from anywhere, taken apart; nothing in it is run, loaded or believed."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec

from briefgen.drafts.draft import read_draft
from briefgen.errors import DraftError
from briefgen.limits import LimitError, bounded_time
from briefgen.verification.provenance import NAME
from briefgen.verification.records import VERSION, Bundle, Provenance

FACTS = "facts.json"
_LARGEST_FILE = 100_000_000  # bytes as it lies on disk
SECONDS = 60.0  # of the processor; a briefing of fifty pages takes three
_MOST_PAGES = 1_000
_LONGEST_PAGE = 10_000_000  # bytes of one page's instructions; a full page of ours has 30 thousand
_REMEDY = "Give a PDF or DOCX that `briefgen build` made"
_OLD = "Build it again with this version of briefgen, then verify that file"


def read_bundle(path: Path, original: Path | None = None) -> Bundle:
    """The document's facts, provenance and words; ``original`` is as for :func:`briefgen.drafts.draft.read_draft`.

    Raises :class:`DraftError` for a file that is not ours, damaged, encrypted, or would unpack to far more than a document holds.
    """
    start = _read_start(path)
    if start.startswith(b"PK"):
        return _read_word(path, original)
    if b"%PDF-" in start:
        return _read_pdf(path)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise DraftError(
            "the file is encrypted, or of Word before 2007", place=path.name, remedy="Remove its password and save it as .docx"
        )
    raise DraftError("the file is neither a PDF nor a DOCX", place=path.name, remedy=_REMEDY)


def _read_start(path: Path) -> bytes:
    try:
        if path.is_file() and path.stat().st_size > _LARGEST_FILE:
            raise DraftError(f"the file is larger than {_LARGEST_FILE // 1_000_000} MB", place=path.name, remedy=_REMEDY)
        with path.open("rb") as file:
            return file.read(1024)
    except OSError as error:
        raise DraftError(
            f"the file cannot be read: {error.strerror}", place=path.name, remedy="Check its name and who may read it"
        ) from error


# --- Word ------------------------------------------------------------------------------------------------------------


def _read_word(path: Path, original: Path | None) -> Bundle:
    draft = read_draft(path, original)
    if not draft.provenance:
        raise DraftError("the file was made by an earlier version and carries no sources to verify by", place=path.name, remedy=_OLD)
    provenance = _decode(draft.provenance, path.name)
    return Bundle(
        name=path.name,
        facts=(*(msgspec.to_builtins(fact) for fact in draft.facts.values()), *provenance.states),
        provenance=provenance,
        pages=(draft.edited.text, *draft.notes),
        furniture=len(draft.notes),
    )


def _decode(content: bytes, place: str) -> Provenance:
    try:
        provenance = msgspec.json.decode(content, type=Provenance)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise DraftError("what briefgen left in the file to verify by is damaged", place=place, remedy=_REMEDY) from error
    if provenance.version != VERSION:
        raise DraftError(
            f"the file's record of its sources is of version {provenance.version}, read is {VERSION}", place=place, remedy=_OLD
        )
    return provenance


# --- PDF -------------------------------------------------------------------------------------------------------------


def _read_pdf(path: Path) -> Bundle:
    from pypdf import PdfReader

    with _only_our_errors(path.name):
        reader = PdfReader(BytesIO(path.read_bytes()))
        if reader.is_encrypted:
            raise DraftError("the file is encrypted", place=path.name, remedy="Remove its password and save it again")
        attached = {name: reader.attachments[name][0] for name in (FACTS, NAME) if name in reader.attachments}
        if FACTS not in attached:
            raise DraftError(f"the file carries no {FACTS}: it is no briefing of briefgen's", place=path.name, remedy=_REMEDY)
        if NAME not in attached:
            raise DraftError("the file was made by an earlier version and carries no sources to verify by", place=path.name, remedy=_OLD)
        facts, provenance = _decode_facts(attached[FACTS], path.name), _decode(attached[NAME], path.name)
        pages = tuple(_read_pages(reader, path.name))
    notes = sum(1 for line in provenance.lines if line.quotes)
    return Bundle(name=path.name, facts=facts, provenance=provenance, pages=pages, furniture=max(len(pages), notes))


def _decode_facts(content: bytes, place: str) -> tuple[Mapping[str, Any], ...]:
    try:
        return msgspec.json.decode(content, type=tuple[dict[str, Any], ...])
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise DraftError(f"{FACTS} in the file is damaged", place=place, remedy=_REMEDY) from error


def _read_pages(reader: Any, place: str) -> Iterator[str]:
    pages: Sequence[Any] = reader.pages
    if len(pages) > _MOST_PAGES:
        raise DraftError(f"the file has more than {_MOST_PAGES} pages", place=place, remedy=_REMEDY)
    for page in pages:
        contents = page.get_contents()
        if contents is not None and len(contents.get_data()) > _LONGEST_PAGE:
            raise DraftError("the file unpacks to far more than a document holds", place=place, remedy=_REMEDY)
        yield page.extract_text()


@contextmanager
def _only_our_errors(place: str) -> Iterator[None]:
    """Whatever pypdf meets in a broken file becomes one line, and what it has to say beside is not printed."""
    from pypdf.errors import LimitReachedError

    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with bounded_time(SECONDS):
            yield
    except DraftError:
        raise
    except LimitError as error:
        raise DraftError(f"reading the file {error}", place=place, remedy=_REMEDY) from error
    except LimitReachedError as error:
        raise DraftError("the file unpacks to far more than a document holds", place=place, remedy=_REMEDY) from error
    except OSError as error:
        raise DraftError(f"the file cannot be read: {error.strerror}", place=place, remedy="Check its name and who may read it") from error
    except Exception as error:  # a damaged PDF makes pypdf raise nearly anything: KeyError, RecursionError, its own errors
        raise DraftError("the file is no PDF that can be read, or it is damaged", place=place, remedy=_REMEDY) from error
    finally:
        logger.setLevel(level)

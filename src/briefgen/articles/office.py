"""Word and PDF files: their text, drawn out the same way each time, is the article's text that evidence points into."""

from __future__ import annotations

import logging
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from briefgen.articles.draft import Draft, Hint, Role
from briefgen.articles.normalise import normalise_characters
from briefgen.articles.paragraphs import join_lines
from briefgen.articles.plain import find_stretches
from briefgen.articles.problems import refuse
from briefgen.articles.strand import Strand
from briefgen.limits import LimitError, bounded_time
from briefgen.model import Problem

SECONDS = 60.0  # of the processor; an article of three hundred pages takes ten
_UNPACKED_LIMIT = 100_000_000  # bytes: a small archive can hold a large nothing
_PAGES_LIMIT = 300
_PIECES_LIMIT = 10_000  # paragraphs and rows: a long article has a few hundred
_COLUMNS_LIMIT = 500  # of a table: a cell may claim to span as many as it likes
_STYLES = {"title": Role.TITLE, "heading": Role.HEADING, "caption": Role.CAPTION}
_SAVE_AGAIN = "Open it in its program and save it again, or save the article as text."

Piece = tuple[str, Role | None]
Drafted = tuple[Draft | None, list[Problem]]


def draft_office(data: bytes, ending: str, file: str) -> Drafted:
    """The draft of a ``.docx`` (paragraphs and table rows in order) or ``.pdf`` (the text of its pages), or the reason for none."""
    try:
        with bounded_time(SECONDS):
            pieces = list(_read_docx(data) if ending == ".docx" else _read_pdf(data))
    except LimitError as error:
        return None, [refuse(file, "article-too-slow", f"Reading it {error}", "Save the article's text alone.")]
    except _TooMuchError as error:
        return None, [refuse(file, "article-too-large", str(error), "Save the article's text alone.")]
    except _LockedError:
        return None, [refuse(file, "article-encrypted", "Needs a password", "Save it without one.")]
    except Exception as error:  # a broken file makes these libraries raise almost anything: it is the material that is bad
        return None, [refuse(file, "article-broken", f"Not a readable {ending[1:].upper()} file ({type(error).__name__})", _SAVE_AGAIN)]
    draft = _draft_pieces(pieces, wrapped=ending == ".pdf")
    if not draft.text.strip():
        return None, [
            refuse(file, "article-no-text", "Holds no text (a scan?)", "Save the article's text, or recognise the scan's text first.")
        ]
    return draft, []


class _TooMuchError(Exception):
    pass


class _LockedError(Exception):
    pass


def _read_docx(data: bytes) -> Iterator[Piece]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > _UNPACKED_LIMIT:
            raise _TooMuchError("Unpacks to more than 100 MB")
    from docx import Document
    from docx.table import Table

    roles: dict[str | None, Role | None] = {}  # by style: python-docx goes through all styles for each paragraph
    for count, block in enumerate(Document(BytesIO(data)).iter_inner_content()):
        if count > _PIECES_LIMIT:
            raise _TooMuchError(f"More than {_PIECES_LIMIT} paragraphs")
        if isinstance(block, Table):
            yield from _read_rows(block)
        else:
            style = block._p.style
            if style not in roles:
                roles[style] = _find_role(block)
            yield block.text, roles[style]


def _find_role(paragraph: Any) -> Role | None:
    name = str(paragraph.style.name if paragraph.style is not None else "").lower()
    return next((role for start, role in _STYLES.items() if name.startswith(start)), None)


def _read_rows(table: Any) -> Iterator[Piece]:
    if len(table._tbl.tr_lst) > _PIECES_LIMIT:
        raise _TooMuchError(f"A table of more than {_PIECES_LIMIT} rows")
    for row in table.rows:
        if row.grid_cols_before + sum(cell.grid_span for cell in row._tr.tc_lst) > _COLUMNS_LIMIT:
            raise _TooMuchError(f"A table of more than {_COLUMNS_LIMIT} columns")
        cells: list[str] = []
        for cell in row.cells:  # a merged cell comes once for each column that it spans
            text = " ".join(cell.text.split())
            if not cells or cells[-1] != text:
                cells.append(text)
        yield "\t".join(cells), Role.TABLE


def _read_pdf(data: bytes) -> Iterator[Piece]:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # a broken file is told once, as a problem
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise _LockedError
    if len(reader.pages) > _PAGES_LIMIT:
        raise _TooMuchError(f"More than {_PAGES_LIMIT} pages")
    for page in reader.pages:
        yield page.extract_text(), None


def _draft_pieces(pieces: list[Piece], *, wrapped: bool) -> Draft:
    """Pieces a blank line apart; pages only a newline apart, since a paragraph may run over a page's end."""
    text = ""
    hints: list[Hint] = []
    parts: list[str] = []
    length = 0
    for piece, role in pieces:
        if role is not None and piece.strip():
            hints.append(Hint(length, length + len(piece), role))
        parts.append(piece)
        length += len(piece) + (1 if wrapped or role is Role.TABLE else 2)
        parts.append("\n" if wrapped or role is Role.TABLE else "\n\n")
    text = "".join(parts)
    strand = normalise_characters(Strand(text))
    return Draft(text=text, strand=join_lines(strand, find_stretches(strand, hints)) if wrapped else strand, hints=hints)

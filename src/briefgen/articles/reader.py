"""A saved file becomes an article: read, decoded, cut into blocks, asked what it says about itself."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from briefgen.articles.classify import classify_parts
from briefgen.articles.decoding import decode_bytes
from briefgen.articles.draft import Draft
from briefgen.articles.fingerprint import make_fingerprint
from briefgen.articles.language import detect_language, is_supported
from briefgen.articles.metadata import Metadata, collect_metadata
from briefgen.articles.parts import cut_parts
from briefgen.articles.plain import draft_text
from briefgen.articles.problems import refuse, warn
from briefgen.articles.sidecar import read_sidecar
from briefgen.articles.splits import cut_blocks
from briefgen.model import Article, Block, BlockKind, Problem, Reading, Record, Sourced

LIMIT_BYTES = 10_000_000
LIMIT_LINES = 10_000  # lines with text: a long article has a few hundred
LIMIT_TAGS = 50_000  # tags of a saved page: heavy ones have ten thousand
ENDINGS = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")
_OWN = (BlockKind.TITLE, BlockKind.LEAD, BlockKind.BODY, BlockKind.TABLE)


class ReadResult(Record):
    """What came of one file: the article, or None, and everything doubtful about it."""

    article: Article | None
    problems: tuple[Problem, ...] = ()


def list_articles(folder: Path) -> list[Path]:
    """The files in ``folder`` that may be articles, by ending (``ENDINGS``), sorted by name; hidden and other files are left out."""
    found = [path for path in folder.iterdir() if path.suffix.lower() in ENDINGS and not path.name.startswith((".", "~$"))]
    return sorted(path for path in found if not path.is_dir())


def list_strays(folder: Path) -> list[Path]:
    """The files in ``folder`` that are neither articles nor their sidecars, sorted by name; hidden ones and folders are left out."""
    stems = {path.stem for path in list_articles(folder)}
    others = [path for path in folder.iterdir() if path.suffix.lower() not in ENDINGS and not path.name.startswith((".", "~$"))]
    return sorted(path for path in others if not path.is_dir() and not (path.suffix == ".yaml" and path.stem in stems))


def read_article(path: Path, project: Path) -> ReadResult:
    """The article in ``path`` and its problems; never raises for bad material, whose problem then says why there is no article.

    Files over ``LIMIT_BYTES`` are refused. ``Article.path`` and the problems' ``file`` are relative to ``project``.
    """
    file = _name_file(path, project)
    data = _refuse_outside(path, project, file) or _read_bytes(path, file)
    if isinstance(data, Problem):
        return ReadResult(article=None, problems=(data,))
    draft, problems = _make_draft(path, data, file)
    if draft is None:
        return ReadResult(article=None, problems=tuple(problems))
    given, more = read_sidecar(path, file) if not is_outside(path.with_suffix(".yaml"), project) else ({}, [])
    article, found = _make_article(path, file, data, draft, given)
    return ReadResult(article=article, problems=(*problems, *draft.problems, *more, *found))


def _name_file(path: Path, project: Path) -> str:
    try:
        return path.absolute().relative_to(project.absolute()).as_posix()  # a linked file keeps the name that its user sees
    except ValueError:
        return path.name


def is_outside(path: Path, project: Path) -> bool:
    """Whether a path inside the project leads out of it, by a link of its own or of a folder on the way."""
    root = os.path.realpath(project)
    return path.absolute().is_relative_to(project.absolute()) and not Path(os.path.realpath(path)).is_relative_to(root)


def _refuse_outside(path: Path, project: Path, file: str) -> Problem | None:
    if not is_outside(path, project):
        return None
    return refuse(file, "article-outside", "Links to a file outside the project", "Save a copy of the article itself.")


def _read_bytes(path: Path, file: str) -> bytes | Problem:
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            return refuse(file, "article-unreadable", "Not an ordinary file", "Remove it from the articles' folder.")
        if state.st_size > LIMIT_BYTES:
            size = f"{state.st_size / 1e6:.0f} MB, over the limit of {LIMIT_BYTES / 1e6:.0f} MB"
            return refuse(file, "article-too-large", f"Too large: {size}", "Save the article's text alone, or split the file.")
        data = _read_up_to(path)
    except FileNotFoundError:
        return refuse(file, "article-vanished", "The file is no longer there", "Run again if it should be.")
    except OSError as error:
        return refuse(file, "article-unreadable", f"Cannot be read: {error.strerror or error}", "Check the file's permissions.")
    if len(data) > LIMIT_BYTES:
        return refuse(file, "article-too-large", "Grew over the limit while it was read", "Run again when it is complete.")
    return data if data.strip() else refuse(file, "article-empty", "The file is empty", "Save the article again, or remove the file.")


def _read_up_to(path: Path) -> bytes:
    """The file's bytes, at most one over the limit; never waits on a pipe that took the file's place."""
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as stream:
        return stream.read(LIMIT_BYTES + 1)


def _make_draft(path: Path, data: bytes, file: str) -> tuple[Draft | None, list[Problem]]:
    """The draft by the file's ending; the libraries of the heavier formats are only loaded for them."""
    ending = path.suffix.lower()
    if ending in (".docx", ".pdf"):
        from briefgen.articles.office import draft_office

        return draft_office(data, ending, file)
    text, problems = decode_bytes(data, file)
    if text is None:
        return None, problems
    is_page = ending in (".html", ".htm")
    if text.count("<") > LIMIT_TAGS if is_page else _count_lines(text) > LIMIT_LINES:
        what = f"more than {LIMIT_TAGS} tags" if is_page else f"more than {LIMIT_LINES} lines"
        return None, [
            refuse(file, "article-too-large", f"Too large for an article: {what}", "Save the article's text alone, or split the file.")
        ]
    if is_page:
        from briefgen.articles.pages import draft_page

        return draft_page(text), problems
    return draft_text(text, markdown=ending == ".md"), problems


def _count_lines(text: str) -> int:
    return sum(1 for line in text.split("\n") if line and not line.isspace())


def _make_article(path: Path, file: str, data: bytes, draft: Draft, given: Mapping[str, Sourced]) -> tuple[Article | None, list[Problem]]:
    parts = cut_parts(draft)
    title = given.get("title") or draft.head.get("title")
    classify_parts(parts, title.value if title else None)
    cut = cut_blocks(parts)
    if not any(block.kind in _OWN for block in cut.blocks):
        return None, [refuse(file, "article-no-text", "Holds no text of an article", "Check the file; save the article again.")]
    metadata, problems = collect_metadata(draft, parts, cut, given, file)
    reading = draft.strand.to_reading(draft.text)
    own = "\n".join(reading.text[block.start : block.end] for block in cut.blocks if block.kind in _OWN)
    language = _find_language(metadata, own)
    if not is_supported(language):
        remedy = "It can be cited, but no facts are read from it; say `language: vi` or `en` in the sidecar if this is wrong."
        problems.append(warn(file, "language-unsupported", f"Language “{language}” is not supported", remedy))
    return _assemble(path, file, data, draft.text, reading, tuple(cut.blocks), language, metadata, make_fingerprint(own)), problems


def _find_language(metadata: Metadata, own: str) -> str:
    """The sidecar's word, else what the text shows: a page's own ``lang`` is too often that of its template."""
    said = metadata.get("language")
    return said.value.split("-")[0].lower() if said is not None and said.basis == "sidecar" else detect_language(own)


def _assemble(
    path: Path,
    file: str,
    data: bytes,
    text: str,
    reading: Reading,
    blocks: tuple[Block, ...],
    language: str,
    metadata: Metadata,
    fingerprint: str | None,
) -> Article:
    return Article(
        stem=path.stem,
        path=file,
        sha256=hashlib.sha256(data).hexdigest(),
        text=text,
        reading=reading,
        blocks=blocks,
        language=language,
        title=metadata.get("title"),
        outlet=metadata.get("outlet"),
        original_outlet=metadata.get("original_outlet"),
        author=metadata.get("author"),
        published=metadata.get("published"),
        address=metadata.get("address"),
        retrieved=metadata.get("retrieved"),
        fingerprint=fingerprint,
    )

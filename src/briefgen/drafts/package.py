"""Opening a DOCX that comes from outside: within limits, without macros or links that would fetch something."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

from briefgen.errors import DraftError

_LARGEST_FILE = 100_000_000  # bytes as it lies on disk
_LARGEST_PART, _LARGEST_SUM = 200_000_000, 400_000_000  # bytes unpacked; a long briefing unpacks to 10 MB
_STRONGEST = 400  # times that a part may grow on unpacking; plain XML of Word grows 10 to 40 times
_MOST_PARTS = 5_000
_SMALL = 1_000_000  # bytes below which the growth of a part does not matter
_OLE = b"\xd0\xcf\x11\xe0"  # the container of encrypted files, and of Word before 2007
_HYPERLINK = "/hyperlink"
_SAFE_LINKS = frozenset({"http", "https", "mailto"})
_BROKEN = re.compile(rb"<w:(?:del|ins) [^>]*>(<w:sdt>(?:(?!</?w:(?:del|ins|sdt)\b).)*<w:sdtContent>)</w:(?:del|ins)>", re.DOTALL)
_DAMAGED = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError, OSError, ValueError)
_REMEDY = "Give the DOCX that briefgen made and an editor saved as Word document (.docx)"


def read_package(path: Path) -> Mapping[str, bytes]:
    """The parts of a DOCX by name; :class:`DraftError` says in one line why it is not one to be read."""
    place = path.name
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise DraftError(f"the file is larger than {_LARGEST_FILE // 1_000_000} MB", place=place, remedy=_REMEDY)
        content = path.read_bytes()
    except OSError as error:
        raise DraftError(f"the file cannot be read: {error.strerror}", place=place, remedy="Check its name and who may read it") from error
    if content.startswith(_OLE):
        raise DraftError("the file is encrypted, or of Word before 2007", place=place, remedy="Remove its password and save it as .docx")
    parts = _unpack(content, place)
    _refuse_macros(parts, place)
    for name in parts:
        if name.endswith(".rels"):
            _refuse_links(parse_part(parts[name], place), place)
    return parts


def _unpack(content: bytes, place: str) -> Mapping[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            _refuse_bombs(entries, place)
            parts = {entry.filename: _read_part(package, entry, place) for entry in entries}
    except _DAMAGED as error:
        raise DraftError("the file is no Word document, or it is damaged", place=place, remedy=_REMEDY) from error
    except RuntimeError as error:  # zipfile's word for a part that wants a password
        raise DraftError("the file is encrypted", place=place, remedy="Remove its password and save it again") from error
    if "word/document.xml" not in parts:
        raise DraftError("the file is no Word document", place=place, remedy=_REMEDY)
    return parts


def _refuse_bombs(entries: list[zipfile.ZipInfo], place: str) -> None:
    names = [entry.filename for entry in entries]
    swollen = any(entry.file_size > max(_SMALL, entry.compress_size * _STRONGEST) for entry in entries)
    if len(entries) > _MOST_PARTS or swollen or sum(entry.file_size for entry in entries) > _LARGEST_SUM:
        raise DraftError("the file unpacks to far more than a document holds", place=place, remedy=_REMEDY)
    if len(set(names)) < len(names):
        raise DraftError("the file holds a part twice", place=place, remedy="Open it in Word and save it again")


def _read_part(package: zipfile.ZipFile, entry: zipfile.ZipInfo, place: str) -> bytes:
    """The part's bytes; what its header says of its size is not believed."""
    with package.open(entry) as file:
        content = file.read(_LARGEST_PART + 1)
    if len(content) > _LARGEST_PART or len(content) > max(_SMALL, entry.compress_size * _STRONGEST):
        raise DraftError("the file unpacks to far more than a document holds", place=place, remedy=_REMEDY)
    return content


def _refuse_macros(parts: Mapping[str, bytes], place: str) -> None:
    macros = [name for name in parts if name.lower().endswith(("vbaproject.bin", "vbadata.xml"))]
    if macros or b"macroEnabled" in parts.get("[Content_Types].xml", b""):
        raise DraftError("the file holds macros", place=place, remedy="Save it as Word document without macros (.docx)")


def _refuse_links(relations: etree._Element, place: str) -> None:
    for target in _list_links(relations):
        raise DraftError(f"the file links to {target[:80]!r}", place=place, remedy="Remove that link or object, and save it again")


def _list_links(relations: etree._Element) -> Iterator[str]:
    """Targets outside the file that a word processor would load, and links to other places than the web."""
    for relation in relations:
        if relation.get("TargetMode") == "External":
            target = relation.get("Target") or ""
            if not (relation.get("Type") or "").endswith(_HYPERLINK) or _scheme(target) not in _SAFE_LINKS:
                yield target


def _scheme(target: str) -> str:
    try:
        return urlsplit(target).scheme.lower()
    except ValueError:
        return ""


def parse_document(content: bytes, place: str) -> etree._Element:
    """The root of ``word/document.xml``, mended where LibreOffice 7.4 broke it.

    It ends a tracked deletion of a content control within the control, which is no XML; the words inside carry their own mark.
    """
    try:
        return parse_part(content, place)
    except DraftError:
        mended = _BROKEN.sub(rb"\1", content)
        if mended == content:
            raise
        return parse_part(mended, place)


def parse_part(content: bytes, place: str) -> etree._Element:
    """The part's root; nothing is resolved, loaded or expanded."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DraftError("a part of the file is no XML", place=place, remedy="Open it in Word and save it again") from error
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise DraftError("a part of the file declares a document type", place=place, remedy=_REMEDY)
    return root

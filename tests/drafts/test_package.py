"""Files that are no draft of ours, or would do harm: one line each, nothing fetched, nothing applied."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from briefgen.drafts.draft import read_draft
from briefgen.errors import DraftError
from docx_support import make_page, read_parts, write_parts
from drafts_support import open_draft, render_draft

_LINK = (
    '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="{target}" TargetMode="External"/></Relationships>'
)


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    return read_parts(render_draft())


def with_link(parts: dict[str, bytes], kind: str, target: str) -> bytes:
    name = "word/_rels/document.xml.rels"
    link = _LINK.format(kind=kind, target=target)
    return write_parts(parts | {name: parts[name].decode().replace("</Relationships>", link).encode()})


def without_item(parts: dict[str, bytes], word: bytes) -> dict[str, bytes]:
    return {name: content for name, content in parts.items() if not (name.startswith("customXml/item") and word in content)}


def refuse(folder: Path, data: bytes, message: str) -> None:
    with pytest.raises(DraftError, match=message) as caught:
        open_draft(folder, data)
    assert caught.value.place == "draft.docx"
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="cannot be read"):
        read_draft(tmp_path / "missing.docx")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no Word document"),
        (b"Just words", "no Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "encrypted"),
        (b"PK\x03\x04 cut off", "no Word document"),
    ],
)
def test_what_is_no_docx_is_refused(data: bytes, message: str, tmp_path: Path) -> None:
    refuse(tmp_path, data, message)


def test_a_zip_that_is_no_document_is_refused(tmp_path: Path) -> None:
    refuse(tmp_path, write_parts({"hello.txt": b"hello"}), "no Word document")


def test_a_document_without_its_snapshot_is_told_from_an_ordinary_one(parts: dict[str, bytes], tmp_path: Path) -> None:
    refuse(tmp_path, write_parts(without_item(parts, b"briefgen:snapshot")), "lost what it carried")
    foreign = {name: content for name, content in without_item(parts, b"briefgen:snapshot").items() if name != "docProps/custom.xml"}
    refuse(tmp_path, write_parts(foreign), "no draft of briefgen")


def test_a_draft_of_another_version_is_refused(parts: dict[str, bytes], tmp_path: Path) -> None:
    name = next(name for name, content in parts.items() if b"briefgen:snapshot" in content and b"version>1<" in content)
    refuse(tmp_path, write_parts(parts | {name: parts[name].replace(b"version>1<", b"version>9<")}), "of version 9")


@pytest.mark.parametrize("harm", [(b">eJ", b">e!"), (b">eJ", b">eJAAAA")])
def test_a_damaged_snapshot_is_refused(harm: tuple[bytes, bytes], parts: dict[str, bytes], tmp_path: Path) -> None:
    name = next(name for name, content in parts.items() if b"briefgen:snapshot" in content and b"version>1<" in content)
    refuse(tmp_path, write_parts(parts | {name: parts[name].replace(*harm)}), "damaged")


def test_a_damaged_part_is_refused(parts: dict[str, bytes], tmp_path: Path) -> None:
    refuse(tmp_path, write_parts(parts | {"word/document.xml": b"<w:document"}), "no XML")


def test_entities_are_refused_before_they_grow(parts: dict[str, bytes], tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document xmlns:w="w">&b;</w:document>'
    refuse(tmp_path, write_parts(parts | {"word/document.xml": bomb}), "document type")


def test_a_zip_bomb_is_refused(parts: dict[str, bytes], tmp_path: Path) -> None:
    refuse(tmp_path, write_parts(parts | {"word/media/big.bin": b"\0" * 20_000_000}), "unpacks to far more")


def test_a_zip_bomb_that_lies_about_its_size_is_refused(parts: dict[str, bytes], tmp_path: Path) -> None:
    data = bytearray(write_parts(parts | {"word/media/big.bin": b"\0" * 20_000_000}))
    told = (20_000_000).to_bytes(4, "little")
    while (place := data.find(told)) >= 0:
        data[place : place + 4] = (1_000).to_bytes(4, "little")
    refuse(tmp_path, bytes(data), "unpacks to far more|damaged")


def test_a_part_that_stands_twice_is_refused(parts: dict[str, bytes], tmp_path: Path) -> None:
    target = io.BytesIO(write_parts(parts))
    with zipfile.ZipFile(target, "a") as package, pytest.warns(UserWarning, match="Duplicate name"):
        package.writestr("word/document.xml", b"<other/>")
    refuse(tmp_path, target.getvalue(), "a part twice")


def test_macros_are_refused(parts: dict[str, bytes], tmp_path: Path) -> None:
    refuse(tmp_path, write_parts(parts | {"word/vbaProject.bin": b"macro"}), "macros")
    types = parts["[Content_Types].xml"].replace(b"document.main+xml", b"document.macroEnabled.main+xml")
    refuse(tmp_path, write_parts(parts | {"[Content_Types].xml": types}), "macros")


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("attachedTemplate", "https://attacker.example/template.dotm"),
        ("image", "http://attacker.example/pixel.png"),
        ("oleObject", "file:///etc/passwd"),
        ("frame", "https://attacker.example/"),
        ("hyperlink", "file://server/share/word.exe"),
        ("hyperlink", "javascript:alert(1)"),
    ],
)
def test_links_that_would_load_something_are_refused(kind: str, target: str, parts: dict[str, bytes], tmp_path: Path) -> None:
    refuse(tmp_path, with_link(parts, kind, target), "links to")


def test_a_web_link_that_an_editor_added_is_no_harm(parts: dict[str, bytes], tmp_path: Path) -> None:
    assert open_draft(tmp_path, with_link(parts, "hyperlink", "https://example.org/")).units


def test_a_draft_without_comments_notes_or_store_is_read(parts: dict[str, bytes], tmp_path: Path) -> None:
    assert open_draft(tmp_path, render_draft(make_page("<p>Chỉ có chữ.</p>"))).units == ()
    spare = {name: content for name, content in without_item(parts, b"briefgen:facts").items() if name != "word/comments.xml"}
    assert open_draft(tmp_path, write_parts(spare)).comments == ()


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_part_whose_packed_bytes_are_damaged_is_refused(tmp_path: Path, parts: dict[str, bytes], method: int) -> None:
    """Found by atheris: zlib's own error came through."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
        entry = package.getinfo("word/document.xml")
    data = bytearray(target.getvalue())
    start = entry.header_offset + 60 + len(entry.filename)
    data[start : start + 40] = b"\xff" * 40
    refuse(tmp_path, bytes(data), "damaged")

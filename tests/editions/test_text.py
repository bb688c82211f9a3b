"""The lock file: sorted, a value a line, sealed."""

from __future__ import annotations

import json

import msgspec
import pytest

from briefgen.editions import Edition, Input, Output, Program, decode_edition, encode_edition
from briefgen.editions.records import FORMAT, LockedFact
from briefgen.errors import EditionError
from briefgen.model import Kind, Status

PLACE = "reports/editions/a-b/001.json"


def _edition(**more: object) -> Edition:
    values: dict[str, object] = {
        "format": FORMAT,
        "series": "a-b",
        "number": 1,
        "briefing": "a-b",
        "title": "Quan hệ A–B",
        "language": "vi",
        "theme": "house",
        "status": "draft",
        "content": "00",
        "program": Program(version="1", digest="00", python="3.11.2"),
        "settings": "reports/briefings/a-b.toml",
        "documents": ("full",),
        "formats": ("pdf",),
        "outputs": (),
        "articles": (),
        "inputs": (),
        "facts": (
            LockedFact(id="meeting-1", kind=Kind.MEETING, label="Cuộc gặp", status=Status.SINGLE_SOURCE, values={"name": "Cuộc gặp"}),
        ),
        "sources": (),
        "sentences": {},
    }
    return Edition(**values | more)  # type: ignore[arg-type]  # the values of a test are what the record takes


def test_an_edition_comes_back_as_it_was_written() -> None:
    edition = _edition()
    assert msgspec.structs.replace(decode_edition(encode_edition(edition), PLACE), digest="") == edition


def test_the_file_has_sorted_keys_and_one_value_a_line_in_utf8() -> None:
    content = encode_edition(_edition()).decode()
    assert json.loads(content) == json.loads(json.dumps(json.loads(content), sort_keys=True))
    assert list(json.loads(content)) == sorted(json.loads(content))
    assert '   "label": "Cuộc gặp",\n' in content
    assert content.endswith("}\n")


def test_what_is_empty_is_left_out() -> None:
    assert not {"conflicts", "questions", "cut_off", "since"} & set(json.loads(encode_edition(_edition())))


@pytest.mark.parametrize(
    ("old", "new"), [("Cuộc gặp", "Cuộc họp"), ('"number": 1', '"number": 2'), ('"status": "draft"', '"status": "reviewed"')]
)
def test_a_file_that_was_edited_by_hand_is_refused_in_one_line(old: str, new: str) -> None:
    content = encode_edition(_edition()).decode()
    assert old in content
    with pytest.raises(EditionError) as caught:
        decode_edition(content.replace(old, new).encode(), PLACE)
    assert "changed after it was published" in str(caught.value)
    assert f"git checkout -- {PLACE}" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"format": 1}', b"\xff\xfe", b'{"format": "x"}', b"<<<<<<< HEAD\n"])
def test_what_is_no_edition_is_refused_in_one_line(content: bytes) -> None:
    with pytest.raises(EditionError) as caught:
        decode_edition(content, PLACE)
    assert str(caught.value).startswith(f"{PLACE}: no edition: ")
    assert "\n" not in str(caught.value)


def test_an_edition_of_a_newer_program_asks_for_an_update() -> None:
    with pytest.raises(EditionError, match="newer briefgen"):
        decode_edition(encode_edition(_edition(format=FORMAT + 1)), PLACE)


def _input(**more: str) -> Input:
    return Input(**{"path": "seeds/a.txt", "sha256": "0" * 64, "blob": "0" * 40} | more)


@pytest.mark.parametrize(
    "hostile",
    [
        {"articles": (_input(path="../../etc/passwd"),)},
        {"inputs": (_input(path="/etc/passwd"),)},
        {"articles": (_input(path=""),)},
        {"articles": (_input(path="seeds\\..\\x"),)},
        {"articles": (_input(blob="--output=/tmp/x"),)},
        {"settings": "../x.toml"},
        {"briefing": "../../x"},
        {"series": "a/b"},
        {"documents": ("../full",)},
        {"outputs": (Output(name="../../x.pdf", sha256="0" * 64),)},
    ],
)
def test_an_edition_that_would_lead_out_of_the_project_is_refused_though_its_digest_is_right(hostile: dict[str, object]) -> None:
    content = encode_edition(_edition(**hostile))
    with pytest.raises(EditionError, match=r"no edition: .* is no "):
        decode_edition(content, PLACE)
    assert decode_edition(encode_edition(_edition(articles=(_input(),))), PLACE).articles == (_input(),)

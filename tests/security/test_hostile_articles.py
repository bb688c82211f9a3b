"""Whatever an article holds, it stays words: nothing of it runs, is fetched, opened or steers, in any format that we write."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import etree, html
from pypdf import PdfReader

from attacked import CANARY, Attacked, listening

pytestmark = pytest.mark.slow  # the attacked project is built in every format

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
FIELDS = re.compile(r" *(?:(?:TOC|PAGEREF|REF|NOTEREF|PAGE|NUMPAGES|SEQ|TITLE)\b|DOCPROPERTY \"briefgen\.)")
ACTIVE_PDF = {
    "/JavaScript",
    "/JS",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToR",
    "/GoToE",
    "/RichMedia",
    "/Movie",
    "/Sound",
    "/Rendition",
}
# Not printed in full: refused as no text, shortened, or (tags of HTML in a text) dropped when read.
CARRIED_AT_LEAST = 0.9


def test_most_attacks_come_through_to_every_format_as_words(attacked: Attacked) -> None:
    pdf = squeeze("".join(page.extract_text() for page in PdfReader(attacked.output / "doc.pdf").pages))
    texts = {
        "pdf": pdf,
        "docx": squeeze("".join(map(str, read_xml(attacked.output / "doc.docx")["word/document.xml"].itertext()))),
        "html": squeeze("".join(map(str, html.fromstring((attacked.output / "doc.html").read_bytes()).itertext()))),
        "jsonl": attacked.said("export.jsonl"),
        "jsonld": attacked.said("export.jsonld"),
        "csv": "".join(path.read_text(encoding="utf-8") for path in (attacked.project.parent / "csv").glob("*.csv")),
        "facts": attacked.said("facts"),
    }
    for form, text in texts.items():
        carried = [attack.name for attack in attacked.attacks if attack.mark in text]
        assert len(carried) >= CARRIED_AT_LEAST * len(attacked.attacks), (form, carried)
    assert squeeze("{{7*191}}") in texts["pdf"]
    assert "1337" not in texts["html"] + texts["pdf"]


def squeeze(text: str) -> str:
    return "".join(text.split())


def test_nothing_was_asked_of_the_network_no_program_was_started_and_the_secret_stayed_shut(attacked: Attacked) -> None:
    assert attacked.heard == ""


def test_the_guard_and_the_listener_would_have_noticed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("x", encoding="utf-8")
    code = (
        "import subprocess, urllib.request\n"
        f"open({str(secret)!r}).close()\nsubprocess.run(['true'])\n"
        "urllib.request.urlopen('http://attacker.example/x', timeout=5)\n"
    )
    with listening(tmp_path / "heard.txt") as (_, environment):
        subprocess.run(
            [sys.executable, "-c", code], env={**environment, "GUARD_SECRET": "secret.txt"}, check=False, capture_output=True, timeout=60
        )
    heard = (tmp_path / "heard.txt").read_text(encoding="utf-8")
    for step in ("open (", "subprocess.Popen", "socket.connect", "connected: b'GET http://attacker.example/x"):
        assert step in heard, heard


def test_the_secret_is_in_no_file(attacked: Attacked) -> None:
    for path in attacked.project.rglob("*"):
        if path.is_file():
            assert CANARY.encode() not in path.read_bytes(), path


# --- PDF -----------------------------------------------------------------------------------------------------------------


def list_dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    def walk(node: Any) -> Iterator[pikepdf.Dictionary]:
        if isinstance(node, pikepdf.Stream):
            node = node.stream_dict
        if isinstance(node, pikepdf.Dictionary):
            yield node
            for value in node.as_dict().values() if hasattr(node, "as_dict") else dict(node).values():
                if not getattr(value, "is_indirect", False):
                    yield from walk(value)
        elif isinstance(node, pikepdf.Array):
            for value in node:
                if not getattr(value, "is_indirect", False):
                    yield from walk(value)

    for one in pdf.objects:
        yield from walk(one)


def test_the_pdf_holds_no_action_but_links_to_the_web_and_no_file_but_ours(attacked: Attacked) -> None:
    with pikepdf.open(attacked.output / "doc.pdf") as pdf:
        found = list(list_dictionaries(pdf))
        assert sum(one.get("/Type") == "/StructElem" for one in found) > 100  # all of the file was walked through
        for one in found:
            assert not ACTIVE_PDF & {str(key) for key in one.keys()}, one  # noqa: SIM118 - not a dict
            assert "/AA" not in one
            assert str(one.get("/S")) not in ACTIVE_PDF
            if "/URI" in one:
                assert re.fullmatch(r"https?://[^\s]+", str(one["/URI"]))
        assert "/OpenAction" not in pdf.Root
        assert sorted(pdf.attachments) == ["facts.json", "provenance.json"]


# --- Word ----------------------------------------------------------------------------------------------------------------


def read_xml(path: Path) -> dict[str, etree._Element]:
    with zipfile.ZipFile(path) as package:
        return {name: etree.fromstring(package.read(name)) for name in package.namelist() if name.endswith((".xml", ".rels"))}


def test_the_word_document_links_to_the_web_alone_and_loads_nothing(attacked: Attacked) -> None:
    parts = read_xml(attacked.output / "doc.docx")
    relations = [one for name, root in parts.items() if name.endswith(".rels") for one in root]
    assert len(relations) > 10
    for relation in relations:
        if relation.get("TargetMode") == "External":
            assert str(relation.get("Type")).endswith("/hyperlink")
            assert re.match(r"https?://", str(relation.get("Target")))
        assert not re.search(r"/(attachedTemplate|oleObject|frame|subDocument|aFChunk|control|vbaProject)$", str(relation.get("Type")))


def test_the_word_document_holds_no_field_but_ours(attacked: Attacked) -> None:
    fields = []
    for name, root in read_xml(attacked.output / "doc.docx").items():
        codes = [element.text or "" for element in root.iter(W + "instrText")]
        fields += codes + [element.get(W + "instr") or "" for element in root.iter(W + "fldSimple")]
        assert not list(root.iter(W + "altChunk", W + "object", W + "control", W + "ffData")), name
    assert fields
    assert [code for code in fields if not FIELDS.match(code)] == []


# --- HTML ----------------------------------------------------------------------------------------------------------------


def test_the_page_holds_no_script_and_fetches_nothing(attacked: Attacked) -> None:
    root: Any = html.fromstring((attacked.output / "doc.html").read_bytes())
    tags = {element.tag for element in root.iter() if isinstance(element.tag, str)}
    assert not tags & {"script", "iframe", "object", "embed", "link", "base", "form", "svg", "video", "audio"}
    assert root.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)").startswith("default-src 'none'")
    assert root.xpath("count(//meta[@http-equiv])") == 1
    for element in root.iter():
        for name, value in element.attrib.items():
            assert not name.startswith("on"), (element.tag, name)
            assert name != "style"
            if name in ("href", "src", "action", "srcset", "ping", "background"):
                assert re.match(r"#|https?://|data:image/(svg\+xml|png);base64,", value), value
    assert not re.search(r"@import|url\((?!data:)", "".join(root.xpath("//style/text()")))


# --- tables and lines ------------------------------------------------------------------------------------------------------


def test_no_cell_of_the_tables_begins_a_formula(attacked: Attacked) -> None:
    cells = 0
    for path in sorted((attacked.project.parent / "csv").glob("*.csv")):
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")):
            for cell in row:
                cells += 1
                assert not re.match(r"\s*[=+@＝＋－＠]|\s*-(?![\d.]+$)|[\t\r\n]", cell), (path.name, cell)
    assert cells > 1000


@pytest.mark.parametrize(
    "command", ["build", "facts", "show", "search", "articles", "questions", "lint", "explain", "verify", "decisions", "errors"]
)
def test_nothing_steers_the_terminal(attacked: Attacked, command: str) -> None:
    said = attacked.said(command)
    assert STEERING.findall(said) == []


def test_every_message_is_one_line_and_no_traceback(attacked: Attacked) -> None:
    assert "Traceback" not in attacked.errors
    assert len([line for line in attacked.errors.splitlines() if "address-unusable" in line]) > 20
    assert max(map(len, attacked.errors.splitlines())) < 600


@pytest.mark.parametrize("command", ["facts.json", "export.jsonl", "export.jsonld"])
def test_json_says_the_same_with_its_control_characters_escaped(attacked: Attacked, command: str) -> None:
    said = attacked.said(command)
    assert STEERING.findall(said) == []
    read = [json.loads(line) for line in said.splitlines()] if command.endswith("jsonl") else json.loads(said)
    assert "\u202e" in json.dumps(read, ensure_ascii=False)  # the quotes still say what the file says


def test_quotes_stand_in_the_files_character_by_character(attacked: Attacked) -> None:
    checked = 0
    for line in attacked.said("export.jsonl").splitlines():
        for one in json.loads(line)["evidence"]:
            path = attacked.project / "seeds" / f"{one['article']}.txt"
            if path.exists():
                text = path.read_bytes().decode("utf-8")
                assert text[one["start"] : one["end"]] == one["quote"]
                checked += 1
    assert checked > 50

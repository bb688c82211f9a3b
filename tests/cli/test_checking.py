"""``verify`` and ``lint``: what a reader can trust in a document, and what an editor must mend before one is made."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfWriter

from briefgen.cli.main import main
from running import Built, copy_project, run

NAME = "viet-nam-nga"
Tell = Callable[..., tuple[int, str, str]]


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Tell:
    """Exit code, stdout and stderr of a command."""

    def run_command(*arguments: str | Path) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run_command


@pytest.mark.parametrize("ending", ["pdf", "docx"])
@pytest.mark.parametrize("name", ["asean-nga", NAME])
def test_what_was_built_is_well_wherever_it_and_its_articles_lie(built: Built, tmp_path: Path, ending: str, name: str) -> None:
    # In a process of its own and without a project, as whoever receives it would.
    moved = shutil.copy(built.output / f"{name}.{ending}", tmp_path / f"received.{ending}")
    done = run("verify", moved, "--seeds", built.project / "seeds", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"received.{ending}: all " in done.stdout
    assert "seeds/003_c999320567207865.txt" in done.stdout


def test_each_quote_is_listed_where_asked_and_as_json(built: Built, tell: Tell) -> None:
    code, out, _ = tell("--project", built.project, "verify", built.output / f"{NAME}.docx", "--all")
    assert code == 0
    assert "003_c999320567207865[" in out
    report = json.loads(tell("--project", built.project, "--json", "verify", built.output / f"{NAME}.docx")[1])
    assert (report["well"], report["findings"]) == (True, [])
    assert {quote["state"] for quote in report["quotes"]} == {"ok"}
    text = (built.project / "seeds" / "003_c999320567207865.txt").read_text(encoding="utf-8")
    own = [quote for quote in report["quotes"] if quote["article"] == "003_c999320567207865"]
    assert all(text[quote["start"] : quote["end"]] == quote["quote"] for quote in own)


def test_a_changed_source_and_a_missing_one_are_named(built: Built, tmp_path: Path, tell: Tell) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(built.project / "seeds", seeds)
    with (seeds / "003_c999320567207865.txt").open("ab") as file:
        file.write(b"\n")
    (seeds / "004_eae569450ad647c0.txt").unlink()
    code, out, _ = tell("verify", built.output / f"{NAME}.docx", "--seeds", seeds)
    states = {line.rsplit(maxsplit=1)[0] for line in out.split("\n\n")[0].splitlines()[2:]}
    assert code == 1
    assert {" ".join(state.split()) for state in states} == {
        "ok seeds/000_7401e29626b1569a.txt",
        "ok seeds/002_6ebde1b26f234272.txt",
        "source changed seeds/003_c999320567207865.txt",
        "source missing seeds/004_eae569450ad647c0.txt",
    }


def _make_attachment(pdf: pikepdf.Pdf, name: str, content: bytes) -> pikepdf.AttachedFileSpec:
    return pikepdf.AttachedFileSpec(pdf, content, description="", filename=name, mime_type="", creation_date="", mod_date="")


def _attach(pdf: Path, target: Path, name: str, change: Callable[[str], str]) -> Path:
    """The PDF with another content of one of its attachments."""
    with pikepdf.open(pdf) as opened:
        before = opened.attachments[name].get_file().read_bytes().decode()
        after = change(before)
        assert before != after
        opened.attachments[name] = _make_attachment(opened, name, after.encode())
        opened.save(target)
    return target


def test_a_quote_that_was_touched_is_not_at_its_place(built: Built, tmp_path: Path, tell: Tell) -> None:
    forged = _attach(built.output / f"{NAME}.pdf", tmp_path / "f.pdf", "facts.json", lambda text: text.replace("đạt 2,6 tỷ", "đạt 3,6 tỷ"))
    code, out, _ = tell("--project", built.project, "verify", forged)
    assert code == 1
    assert "not at its place  003_c999320567207865[" in out


def test_a_number_that_the_record_has_and_the_page_has_not_is_found(built: Built, tmp_path: Path, tell: Tell) -> None:
    forged = _attach(
        built.output / f"{NAME}.pdf", tmp_path / "f.pdf", "provenance.json", lambda text: text.replace("đạt 2,6 tỷ USD", "đạt 3,6 tỷ USD")
    )
    code, out, _ = tell("--project", built.project, "verify", forged)
    assert code == 1
    assert "3,6: no fact told there carries this number" in out
    assert "no longer shown as it was made" in out
    assert "stands in none of the sources" in out


def _edit_word(docx: Path, target: Path, change: Callable[[str], str]) -> Path:
    with zipfile.ZipFile(docx) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, change(content.decode()).encode() if name == "word/document.xml" else content)
    return target


def test_a_number_changed_in_the_word_document_is_found(built: Built, tmp_path: Path, tell: Tell) -> None:
    forged = _edit_word(built.output / f"{NAME}.docx", tmp_path / "f.docx", lambda text: text.replace(">2,6 tỷ", ">7,6 tỷ"))
    code, out, _ = tell("--project", built.project, "--json", "verify", forged)
    findings = {(one["code"], one["words"]) for one in json.loads(out)["findings"]}
    assert code == 1
    assert ("number-added", "7,6") in findings
    assert any(code == "words-altered" and "2,6 tỷ USD" in words for code, words in findings)


# --- Files that are not what they should be ---------------------------------------------------------------------------


def _write_pdf(path: Path, attachments: dict[str, bytes], password: str | None = None) -> Path:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    for name, content in attachments.items():
        writer.add_attachment(name, content)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(path)
    return path


def _write_swollen_pdf(path: Path) -> Path:
    """A PDF of a few hundred kilobytes whose attachment unpacks to 300 MB."""
    squeezer = zlib.compressobj()
    swollen = b"".join(squeezer.compress(bytes(10_000_000)) for _ in range(30)) + squeezer.flush()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        stream = pdf.make_indirect(pikepdf.Stream(pdf, b""))
        stream.write(swollen, filter=pikepdf.Name.FlateDecode)
        pdf.attachments["facts.json"] = _make_attachment(pdf, "facts.json", b"[]")
        pdf.attachments["facts.json"].obj.EF.F = stream
        pdf.attachments["facts.json"].obj.EF.UF = stream
        pdf.save(path, compress_streams=False)
    return path


def _write_swollen_word(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", bytes(50_000_000))
    return path


def _cut(built: Built, path: Path, ending: str) -> Path:
    content = (built.output / f"{NAME}.{ending}").read_bytes()
    path.write_bytes(content[: len(content) // 2])
    return path


HOSTILE: dict[str, tuple[Callable[[Built, Path], Path], str]] = {
    "not there": (lambda _, path: path / "none.pdf", "cannot be read"),
    "a folder": (lambda _, path: path, "cannot be read"),
    "empty": (lambda _, path: _write(path / "a.pdf", b""), "neither a PDF nor a DOCX"),
    "a text": (lambda _, path: _write(path / "a.docx", b"Hello"), "neither a PDF nor a DOCX"),
    "old Word": (lambda _, path: _write(path / "a.doc", b"\xd0\xcf\x11\xe0" + bytes(600)), "encrypted, or of Word before 2007"),
    "a zip": (lambda _, path: _write(path / "a.docx", _make_zip()), "no Word document"),
    "half a PDF": (lambda built, path: _cut(built, path / "a.pdf", "pdf"), ""),
    "half a DOCX": (lambda built, path: _cut(built, path / "a.docx", "docx"), "damaged"),
    "only a head": (lambda _, path: _write(path / "a.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 20), "damaged"),
    "another's PDF": (lambda _, path: _write_pdf(path / "a.pdf", {}), "carries no facts.json"),
    "an earlier PDF": (lambda _, path: _write_pdf(path / "a.pdf", {"facts.json": b"[]"}), "earlier version"),
    "broken facts": (lambda _, path: _write_pdf(path / "a.pdf", {"facts.json": b"[{", "provenance.json": b"{}"}), "damaged"),
    "strange facts": (
        lambda _, path: _write_pdf(path / "a.pdf", {"facts.json": b'[{"id": 1}]', "provenance.json": b'{"sources": [], "lines": []}'}),
        "the facts in the file are damaged",
    ),
    "a later version": (
        lambda _, path: _write_pdf(path / "a.pdf", {"facts.json": b"[]", "provenance.json": b'{"sources": [], "lines": [], "version": 9}'}),
        "of version 9",
    ),
    "encrypted": (lambda _, path: _write_pdf(path / "a.pdf", {"facts.json": b"[]"}, "secret"), "encrypted"),
    "swollen PDF": (lambda _, path: _write_swollen_pdf(path / "a.pdf"), "far more than a document holds"),
    "swollen DOCX": (lambda _, path: _write_swollen_word(path / "a.docx"), "far more than a document holds"),
}


def _write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _make_zip() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("a.txt", "a")
    return target.getvalue()


@pytest.mark.parametrize("case", HOSTILE)
def test_a_file_that_cannot_be_verified_is_one_line(built: Built, tmp_path: Path, tell: Tell, case: str) -> None:
    make, says = HOSTILE[case]
    code, out, err = tell("verify", make(built, tmp_path), "--seeds", built.project / "seeds")
    assert (code, out, err.count("\n")) == (8, "", 1)
    assert says in err


def test_without_a_project_it_asks_for_the_articles_folder(built: Built, tmp_path: Path) -> None:
    for arguments in ((), ("--seeds", tmp_path / "none")):
        done = run("verify", built.output / f"{NAME}.pdf", *arguments, cwd=tmp_path)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (3, "", 1)
        assert "--seeds" in done.stderr


# --- lint -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "p", seeds="000*")


def _write_template(project: Path, text: str) -> None:
    (project / "reports" / "templates" / "documents").mkdir(parents=True)
    (project / "reports" / "templates" / "documents" / "full.html").write_text(text, encoding="utf-8")


def test_the_projects_documents_are_without_findings_and_nothing_is_written(project: Path, tell: Tell) -> None:
    code, out, err = tell("--project", project, "lint")
    assert (code, out, err.strip()) == (0, "", "nothing found; documents looked at: 2")
    assert not (project / "output").exists()


def test_a_number_that_a_template_makes_up_is_a_finding_with_place_and_remedy(project: Path, tell: Tell) -> None:
    _write_template(project, '{% extends "base.html" %}{% block body %}<p class="note">Trong 4711 ngày.</p>{% endblock %}')
    code, out, _ = tell("--project", project, "lint", NAME)
    assert code == 1
    assert out.splitlines()[0].split() == ["document", "how", "bad", "where", "finding", "what", "to", "do", "what"]
    line = next(line for line in out.splitlines() if "4711" in line)
    assert line.startswith(NAME)
    assert all(words in line for words in ("error", f"reports/briefings/{NAME}.toml", "literal", "number-without-fact"))
    found = json.loads(tell("--project", project, "--json", "lint", NAME)[1])
    assert any(one["document"] == NAME and one["code"] == "number-without-fact" for one in found)


def test_a_template_at_fault_is_one_line_with_its_code(project: Path, tell: Tell) -> None:
    _write_template(project, "<p>{{ nobody_knows }}</p>")
    code, out, err = tell("--project", project, "lint", NAME)
    assert (code, out, err.count("\n")) == (5, "", 1)
    assert "full.html" in err


@pytest.mark.parametrize("arguments", [("nobody",), ("--language", "fr"), ("--as-of", "soon")])
def test_what_does_not_exist_is_one_line(project: Path, tell: Tell, arguments: tuple[str, ...]) -> None:
    code, out, err = tell("--project", project, "lint", *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)

"""Small files that would unfold into large ones, or nest without end: each is refused, or read without the trap, at once."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest
from docx import Document

from briefgen.articles import office
from briefgen.articles.reader import ReadResult, read_article
from briefgen.compose.briefing import load_briefing
from briefgen.errors import DraftError, SettingsError
from briefgen.registry import read_decisions
from briefgen.verification import files
from briefgen.verification.verify import verify_file

BODY = "\n\nNgày 5/3/2024, Bộ trưởng Ngoại giao Nga Sergei Lavrov khẳng định Nga coi trọng quan hệ với ASEAN.\n" * 3
HEAD = 'title = "X"\nparties = ["ASEAN", "RUS"]\n'


def read(folder: Path, name: str, content: str | bytes) -> ReadResult:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_article(path, folder)


def codes(result: ReadResult) -> list[str]:
    return [problem.code for problem in result.problems]


def make_word(blocks: str) -> bytes:
    made, changed = io.BytesIO(), io.BytesIO()
    Document().save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"<w:sectPr", blocks.encode() + b"<w:sectPr", 1) if name == "word/document.xml" else content)
    return changed.getvalue()


def table(rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>"


# --- articles -------------------------------------------------------------------------------------------------------------


def test_references_in_front_matter_are_not_unfolded(tmp_path: Path) -> None:
    lists = "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 10)}]\n" for n in range(9))
    result = read(tmp_path, "a.md", f"---\na: &a [x,x,x,x,x,x,x,x,x,x]\n{lists}title: *j\noutlet: Báo Một\n---\n{BODY}")
    assert result.article is not None
    assert result.article.outlet is not None
    assert result.article.outlet.value == "Báo Một"


@pytest.mark.parametrize(
    "front", ["---\ntitle: &a [*a]\n---", "---\ntitle: !!python/object/apply:os.system [true]\n---", "+++\na = " + "[" * 9000 + "\n+++"]
)
def test_front_matter_that_refers_to_itself_or_makes_objects_is_words(tmp_path: Path, front: str) -> None:
    assert read(tmp_path, "a.md", front + BODY).article is not None


def test_a_sidecars_references_and_tags_make_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "a: &a [x, x]\nb: &b [*a, *a]\ntitle: !!python/object/apply:os.getcwd []\noutlet: Báo Một\n", encoding="utf-8"
    )
    result = read(tmp_path, "a.txt", BODY)
    assert result.article is not None
    assert result.article.outlet is not None
    assert result.article.outlet.value == "Báo Một"
    assert set(codes(result)) == {"sidecar-key", "sidecar-value"}


CELL = '<w:tc><w:tcPr><w:gridSpan w:val="{}"/></w:tcPr><w:p/></w:tc>'


@pytest.mark.parametrize(
    ("blocks", "code"),
    [
        (table(f"<w:tr>{CELL.format(300_000_000)}</w:tr>"), "article-too-large"),
        (table(f'<w:tr><w:trPr><w:gridBefore w:val="300000000"/></w:trPr>{CELL.format(1)}</w:tr>'), "article-too-large"),
        (table(f"<w:tr>{CELL.format(1) * 600}</w:tr>"), "article-too-large"),
        (table("<w:tr><w:tc><w:p/></w:tc></w:tr>" * 10_001), "article-too-large"),
        ("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 10_100, "article-too-large"),
        (table(f"<w:tr>{CELL.format('9' * 9000)}</w:tr>"), "article-broken"),
        ("<w:tbl><w:tr><w:tc>" * 300 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 300, "article-broken"),
    ],
    ids=["a span", "a gap", "columns", "rows", "paragraphs", "a number", "depth"],
)
def test_a_word_article_that_claims_too_much_is_refused(tmp_path: Path, blocks: str, code: str) -> None:
    result = read(tmp_path, "a.docx", make_word(blocks))
    assert (result.article, codes(result)) == (None, [code])


def test_an_archive_that_unpacks_to_nothing_but_size_is_refused(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package, package.open("word/document.xml", "w", force_zip64=True) as part:
        for _ in range(110):
            part.write(bytes(1_000_000))
    assert len(made.getvalue()) < 200_000
    result = read(tmp_path, "a.docx", made.getvalue())
    assert (result.article, codes(result)) == (None, ["article-too-large"])


def make_pages(count: int) -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(count):
            pdf.add_blank_page()
        pdf.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.txt", b"x\n" * 10_001), ("a.md", b"x\n" * 10_001), ("a.html", b"<p>x" * 50_001), ("a.pdf", make_pages(301))],
)
def test_an_article_of_more_lines_tags_or_pages_than_articles_have_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    result = read(tmp_path, name, content)
    assert (result.article, codes(result)) == (None, ["article-too-large"])


def make_circle() -> bytes:
    """A PDF without a catalogue: pypdf looks for each of the objects it claims through the whole file. Found by make fuzz."""
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.make_stream(b"")
        pdf.Root.filling = pdf.make_stream(b"1 obj \n" * 300_000)
        pdf.save(made, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return made.getvalue().replace(b"/Catalog", b"/Catalox").replace(b"/Size 4", b"/Size 9999").replace(b"/Size 5", b"/Size 9999")


def test_a_pdf_that_keeps_its_reader_busy_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "SECONDS", 0.3)
    monkeypatch.setattr(files, "SECONDS", 0.3)
    result = read(tmp_path, "a.pdf", make_circle())
    assert (result.article, codes(result)) == (None, ["article-too-slow"])
    with pytest.raises(DraftError, match="takes longer than"):
        verify_file(tmp_path / "a.pdf", [tmp_path])


def test_a_page_nested_without_end_is_read_without_its_furniture_being_told_apart(tmp_path: Path) -> None:
    article = read(tmp_path, "a.html", f"{'<div>' * 20_000}<p>{BODY}</p>").article
    assert article is not None
    assert "Lavrov" in article.reading.text


def test_entities_of_a_word_article_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("CANARY", encoding="utf-8")
    made, changed = io.BytesIO(), io.BytesIO()
    Document().save(made)
    body = f"<w:p><w:r><w:t>{BODY} &leak;</w:t></w:r></w:p>".encode()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                start = content.index(b"<w:document")
                content = f'<!DOCTYPE x [<!ENTITY leak SYSTEM "file://{secret}">]>'.encode() + content[start:]
                content = content.replace(b"<w:sectPr", body + b"<w:sectPr", 1)
            new.writestr(name, content)
    result = read(tmp_path, "a.docx", changed.getvalue())
    assert result.article is not None
    assert "Lavrov" in result.article.text
    assert "CANARY" not in result.article.text


# --- what an article says of itself -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://[bad",
        "http://",
        "http://a b",
        "http://x/'><script>",
        "//x/y",
        "HTTP:x",
        "http://x:99999/",
    ],
)
def test_an_address_that_is_none_of_the_web_is_told_and_dropped(tmp_path: Path, address: str) -> None:
    (tmp_path / "a.yaml").write_text(json.dumps({"address": address}), encoding="utf-8")
    result = read(tmp_path, "a.txt", BODY)
    assert result.article is not None
    assert result.article.address is None
    assert "address-unusable" in codes(result)


def test_an_address_of_the_web_stays(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text('address: "https://báo.example:8080/tin/%C3%A1?a=1&b=[2]#c"', encoding="utf-8")
    result = read(tmp_path, "a.txt", BODY)
    assert result.article is not None
    assert result.article.address is not None
    assert result.article.address.value == "https://báo.example:8080/tin/%C3%A1?a=1&b=[2]#c"


def test_a_title_is_one_line_of_printable_words_of_sensible_length(tmp_path: Path) -> None:
    title = "Nga\x1b[2J \ud83d\ude00 \ud800 \u202eASEAN\u2069\n" + "dài " * 5000
    (tmp_path / "a.yaml").write_text(json.dumps({"title": title}), encoding="utf-8")
    article = read(tmp_path, "a.txt", BODY).article
    assert article is not None
    assert article.title is not None
    assert article.title.value.startswith("Nga[2J 😀 � ASEAN dài dài")
    assert 900 < len(article.title.value) <= 1000


@pytest.mark.parametrize("day", ["2024-99-99", "2024-13", "9999999999", "٢٠٢٤-٠١-٠١"])
def test_a_day_that_no_calendar_has_is_told(tmp_path: Path, day: str) -> None:
    (tmp_path / "a.yaml").write_text(f'published: "{day}"', encoding="utf-8")
    result = read(tmp_path, "a.txt", f"Quan hệ\n\n26/4/2024\n{BODY}")
    assert result.article is not None
    assert "sidecar-value" in codes(result)


# --- settings and decisions --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "more",
    ["a = " + "[" * 5000, "a = " + "{a=" * 3000 + "1" + "}" * 3000, "a = " + "9" * 9000, f"# {'x' * 20_000}", "a = 1\n" * 1000],
    ids=["lists", "tables", "a number", "size", "twice"],
)
def test_settings_that_nest_or_grow_without_end_are_one_line(tmp_path: Path, more: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(HEAD + more, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_briefing(path)
    assert str(caught.value).startswith("x.toml")
    assert "\n" not in str(caught.value)


def test_a_decision_that_nests_without_end_is_told_and_the_others_count(tmp_path: Path) -> None:
    good = {"id": "d1", "action": "reject", "targets": ["x"], "reason": "r", "author": "a", "at": "2024-01-01"}
    depth = sys.getrecursionlimit() * 20
    deep = json.dumps(good | {"id": "d2"})[:-1] + f', "more": {"[" * depth}{"]" * depth}}}'
    (tmp_path / "x.jsonl").write_text(f"{deep}\n{json.dumps(good)}\n", encoding="utf-8")
    decisions, problems = read_decisions(tmp_path)
    assert [one.id for one in decisions] == ["d1"]
    assert [(one.code, one.line) for one in problems] == [("decision-unreadable", 1)]


def test_a_sidecar_and_a_log_beyond_all_measure_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("title: Một\n" + "# x\n" * 30_000, encoding="utf-8")
    result = read(tmp_path, "a.txt", BODY)
    assert result.article is not None
    assert codes(result) == ["sidecar-too-large"]
    with (tmp_path / "x.jsonl").open("wb") as file:
        file.truncate(30_000_000)
    decisions, problems = read_decisions(tmp_path)
    assert decisions == ()
    assert [one.message for one in problems] == ["larger than 20 MB"]

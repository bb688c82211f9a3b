from __future__ import annotations

import os
import time
import unicodedata
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.fixture_types import Reader
from briefgen.articles import list_articles, read_article
from briefgen.articles.reader import LIMIT_BYTES
from briefgen.model import Article

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
STORY = (
    "Hai bộ trưởng hội đàm tại Hà Nội\n\n06:30 15/03/2022\n\nHai bên nhất trí tăng cường hợp tác trong mọi lĩnh vực, nhất là thương mại.\n"
)


def codes(read: Reader, content: str | bytes, name: str = "story.txt") -> list[str]:
    result = read(content, name)
    assert result.article is None
    assert all(problem.file == f"seeds/{name}" and problem.remedy for problem in result.problems)
    return [problem.code for problem in result.problems]


def test_articles_are_listed_by_name_without_sidecars_and_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "a.yaml", ".hidden.txt", "c.HTML", "d.docx", "~$d.docx", "e.pdf", "notes.xlsx", "f.htm"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "folder.txt").mkdir()
    assert [path.name for path in list_articles(tmp_path)] == ["a.md", "b.txt", "c.HTML", "d.docx", "e.pdf", "f.htm"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "article-empty"),
        (b" \r\n\t ", "article-empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "article-binary"),
        (b"\xff\xfe\x00", "article-encoding"),
        (b"https://example.vn/\n\n2024-01-01\n", "article-no-text"),
        (b"x\n" * 20_000, "article-too-large"),
    ],
)
def test_files_that_hold_no_article_are_refused_with_a_reason(read: Reader, content: bytes, code: str) -> None:
    assert codes(read, content) == [code]


def test_a_file_over_the_limit_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(LIMIT_BYTES * 5)
    result = read_article(path, tmp_path)
    assert [problem.code for problem in result.problems] == ["article-too-large"]
    assert "50 MB" in result.problems[0].message


def test_vanished_and_unreadable_files_are_problems(tmp_path: Path) -> None:
    assert read_article(tmp_path / "gone.txt", tmp_path).problems[0].code == "article-vanished"
    os.mkfifo(tmp_path / "pipe.txt")
    assert read_article(tmp_path / "pipe.txt", tmp_path).problems[0].code == "article-unreadable"
    looped = tmp_path / "loop.txt"
    looped.symlink_to(looped)
    assert read_article(looped, tmp_path).problems[0].code == "article-unreadable"


def test_an_article_in_another_language_can_be_cited_but_is_marked(read: Reader) -> None:
    result = read("Les deux pays ont signé un accord sur la coopération dans le domaine de la défense et des transports.")
    assert result.article is not None
    assert result.article.language == "fr"
    assert [problem.code for problem in result.problems] == ["language-unsupported"]


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem[:3])
def test_evidence_points_into_the_file_as_saved(path: Path) -> None:
    article = read_article(path, SEEDS.parent).article
    assert article is not None
    assert article.text == path.read_bytes().decode()
    assert article.path == f"seeds/{path.name}"
    check_blocks(article)


def check_blocks(article: Article) -> None:
    """Blocks are in order, apart, not empty, and their evidence lies in the file."""
    at = 0
    for block in article.blocks:
        assert at <= block.start < block.end <= len(article.reading.text)
        at = block.end
        evidence = article.evidence(block.start, block.end)
        assert article.text[evidence.start : evidence.end] == evidence.quote
    for sourced in (article.title, article.outlet, article.author, article.published, article.address, article.original_outlet):
        if sourced is not None and sourced.span is not None:
            assert 0 <= sourced.span.start < sourced.span.end <= len(article.text)


@pytest.mark.parametrize("change", ["nfd", "nbsp", "crlf", "zero-width", "utf-16"])
def test_how_a_text_was_saved_changes_neither_its_blocks_nor_its_metadata(read: Reader, change: str) -> None:
    text = (SEEDS / "001_d0439268f145bd4d.txt").read_text(encoding="utf-8")
    plain = read(text, "plain.txt").article
    changed = {
        "nfd": unicodedata.normalize("NFD", text),
        "nbsp": text.replace(" Nga", "\u00a0Nga"),
        "crlf": text.replace("\n", "\r\n"),
        "zero-width": text.replace("ASEAN", "AS\u200bEAN"),
        "utf-16": text,
    }[change]
    other = read(changed.encode("utf-16" if change == "utf-16" else "utf-8"), "changed.txt").article
    assert plain is not None
    assert other is not None
    assert [(b.kind, plain.reading.text[b.start : b.end]) for b in plain.blocks] == [
        (b.kind, other.reading.text[b.start : b.end]) for b in other.blocks
    ]
    for name in ("title", "outlet", "original_outlet", "author", "published", "address"):
        one, two = getattr(plain, name), getattr(other, name)
        assert (one and one.value) == (two and two.value)
    assert plain.fingerprint == other.fingerprint
    check_blocks(other)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode), st.sampled_from([".txt", ".md", ".html", ".docx", ".pdf"]))
def test_no_file_whatever_makes_reading_fail(tmp_path: Path, content: bytes, ending: str) -> None:
    path = tmp_path / f"any{ending}"
    path.write_bytes(content)
    result = read_article(path, tmp_path)
    assert result.article is not None or result.problems
    if result.article is not None:
        check_blocks(result.article)


def fuzz() -> dict[str, str | bytes]:
    """Files as broken savers, editors and pranksters leave them."""
    seed = (SEEDS / "003_c999320567207865.txt").read_text(encoding="utf-8")
    shuffled = [byte for _, byte in sorted(enumerate(seed.encode()), key=lambda one: crc32(str(one[0]).encode()))]
    letters = [letter for _, letter in sorted(enumerate(seed), key=lambda one: crc32(str(one[0]).encode()))]
    line = " ".join(seed.split())
    return {
        "cut.txt": seed.encode()[: len(seed.encode()) // 2],
        "shuffled.txt": bytes(shuffled),
        "letters.txt": "".join(letters),
        "controls.txt": seed.replace("Nga", "N\x01g\x02a"),
        "rtl.txt": "\u202e" + seed.replace(" ", " \u200f"),
        "one-line.txt": (line + " ") * (1_000_000 // len(line)),
        "one-word.txt": "a" * 1_000_000,
        "brackets.txt": "[" * 100_000 + seed,
        "links.txt": "[](" * 100_000 + seed,
        "round.txt": "(" * 100_000 + seed + ")" * 100_000,
        "stars.md": "**a *b _c " * 100_000,
        "entities.txt": "&" * 500_000,
        "comments.txt": "<!--" * 100_000,
        "tags.html": "<div>" * 40_000 + seed,
        "quotes.html": "<a href='" * 40_000 + seed,
        "comments.html": "<!--" * 40_000 + seed,
        "scripts.html": "<script>" * 40_000 + seed,
        "yaml.md": "---\na: &a [x]\nb: &b [*a, *a]\ntitle: [*b, *b]\ndeep: " + "[" * 10_000 + "\n---\n" + seed,
        "marks.txt": "a" + "\u0301" * 300_000,
        "spaces.txt": " " * 1_000_000 + "a",
    }


@pytest.mark.parametrize("name", sorted(fuzz()))
def test_fuzzed_files_are_read_or_refused_in_about_a_second_a_megabyte(read: Reader, name: str) -> None:
    content = fuzz()[name]
    read(STORY, "warm.html")  # libraries are loaded once a run
    before = time.process_time()
    result = read(content, name)
    spent = time.process_time() - before
    assert result.article is not None or result.problems
    assert spent < 2.5 * max(1.0, len(content) / 1e6)  # twice and more what it takes: machines under test are busy

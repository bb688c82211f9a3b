"""The whole way through an article: the same every time, and the same however the text was saved."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from briefgen.articles.reader import read_article
from briefgen.extract.extractor import Extraction, GrammarExtractor, extract_mentions
from briefgen.extract.packs import load_packs
from briefgen.model import Article, Basis, Dated, Mention, Statement
from extract_support import ROOT, SEEDS, make_article, mentions_of, read_file, stands

PATHS = sorted(SEEDS.glob("*.txt"))
Change = Callable[[str], str]


def without_spaces(text: str | None) -> str:
    """A text for comparison: NFC, without white space and zero-width characters, so that line ends and joiners do not count."""
    kept = unicodedata.normalize("NFC", text or "")
    return "".join(c for c in kept if not c.isspace() and c not in "\u200b\u200d\ufeff")


def said(mention: Mention) -> tuple[str, ...]:
    """What a mention says, wherever it stands in the file."""
    claim = msgspec.json.encode(mention.claim, order="sorted").decode()
    return without_spaces(claim.replace("\\n", "")), *mention.parties, mention.date.edtf or ""


def save_and_read(text: str, folder: Path, name: str) -> tuple[Article, Extraction]:
    path = folder / name
    path.write_bytes(text.encode("utf-8"))
    article = read_article(path, folder).article
    assert article is not None
    return article, extract_mentions(article, load_packs())


def _joined(text: str) -> str:
    """A zero-width joiner behind every twentieth letter."""
    return "".join(c + ("\u200b" if i % 20 == 19 and c.isalpha() else "") for i, c in enumerate(text))


def _with_front_matter(text: str) -> str:
    return f"---\ntags: [ngoại giao]\n---\n{text}"


CHANGES: dict[str, Change] = {
    "nfd": lambda text: unicodedata.normalize("NFD", text),
    "nbsp": lambda text: text.replace(" ", "\u00a0"),
    "zero-width": _joined,
    "crlf": lambda text: text.replace("\r\n", "\n").replace("\n", "\r\n"),
    "bom": lambda text: "\ufeff" + text,
    "front-matter": _with_front_matter,
}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem[:3])
@pytest.mark.parametrize("change", CHANGES)
def test_the_way_a_text_was_saved_changes_no_fact(change: str, path: Path, tmp_path: Path) -> None:
    name = f"{path.stem}.md" if change == "front-matter" else path.name
    article, extraction = save_and_read(CHANGES[change](path.read_bytes().decode("utf-8")), tmp_path, name)
    assert extraction.problems == ()
    assert sorted(said(m) for m in extraction.mentions) == sorted(said(m) for m in mentions_of(path))
    assert all(stands(article, e) for m in extraction.mentions for e in m.evidence)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem[:3])
def test_paragraphs_run_together_still_give_most_facts_and_no_other_days(path: Path, tmp_path: Path) -> None:
    """Where title, dateline and byline are no longer lines of their own, some facts may go; what is left has the same dates."""
    flat = " ".join(path.read_bytes().decode("utf-8").split())
    article, extraction = save_and_read(flat, tmp_path, path.name)
    assert extraction.problems == ()
    plain = {without_spaces(m.claim.content) for m in mentions_of(path) if isinstance(m.claim, Statement)}
    kept = {without_spaces(m.claim.content) for m in extraction.mentions if isinstance(m.claim, Statement)}
    assert len(plain & kept) >= 0.7 * len(plain)
    assert all(stands(article, e) for m in extraction.mentions for e in m.evidence)


def test_reading_twice_gives_the_same_mentions_in_the_same_order() -> None:
    article = read_file(PATHS[0])
    assert extract_mentions(article, load_packs()) == extract_mentions(article, load_packs())


_SCRIPT = """
import hashlib, sys
from pathlib import Path
import msgspec
from briefgen.articles.reader import read_article
from briefgen.extract.extractor import extract_mentions
from briefgen.extract.packs import load_packs
digest = hashlib.sha256()
for path in sorted(Path(sys.argv[1]).glob("*.txt")):
    digest.update(msgspec.json.encode(extract_mentions(read_article(path, path.parent).article, load_packs())))
print(digest.hexdigest())
"""


def test_the_seed_of_hashes_has_no_say() -> None:
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", _SCRIPT, str(SEEDS)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")},
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in ("0", "4242")
    ]
    digests = {run.communicate(timeout=120)[0] for run in runs}
    assert all(run.returncode == 0 for run in runs)
    assert len(digests) == 1
    assert digests != {""}


def test_an_article_in_another_language_is_a_problem_and_no_guess() -> None:
    extraction = extract_mentions(make_article("Le ministre a rencontré son homologue.", "fr"), load_packs())
    assert extraction.mentions == ()
    assert [p.code for p in extraction.problems] == ["language-unsupported"]


class _Inventor:
    """An extractor that adds a day nobody named."""

    name = "inventor"

    def read(self, article: Article) -> tuple[Mention, ...]:
        found = GrammarExtractor(load_packs()).read(article)
        return tuple(msgspec.structs.replace(m, date=Dated(edtf="1999-01-01", basis=Basis.STATED)) for m in found if m.date.basis)


def test_another_extractor_stands_behind_the_same_gate() -> None:
    article = make_article("Ngày 12/4/2024, Thứ trưởng Trần Quốc Bảo đã hội đàm với Thứ trưởng Ngoại giao Chile Rodrigo Vega.")
    extraction = extract_mentions(article, load_packs(), _Inventor())
    assert extraction.mentions == ()
    assert {p.code for p in extraction.problems} == {"mention-refused"}


def test_an_empty_article_says_nothing() -> None:
    assert extract_mentions(make_article(""), load_packs()) == Extraction(mentions=(), problems=())


def test_the_same_statement_in_lead_and_body_is_one_with_both_quotes() -> None:
    text = "Nga ủng hộ lập trường của ASEAN về biển.\nTại cuộc họp, Nga ủng hộ lập trường của ASEAN về biển."
    found = [m for m in extract_mentions(make_article(text), load_packs()).mentions if isinstance(m.claim, Statement)]
    assert [len(m.evidence) for m in found] == [2]

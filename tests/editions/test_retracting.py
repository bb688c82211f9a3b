"""``briefgen retract``: what goes, which editions said so, the note for print."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefgen.cli.main import main
from editions_support import NAME, commit

SEED = "003_c999320567207865"


def _run(project: Path, *arguments: str) -> int:
    return main(["--project", str(project), *arguments])


def _apply(project: Path) -> int:
    return _run(project, "retract", SEED, "--apply", "--reason", "báo đã gỡ bài", "--author", "An", "--date", "2024-05-01")


@pytest.fixture
def with_another(project: Path) -> Path:
    """The published project with an article of our own beside the seed that the edition rests on."""
    (project / "seeds" / "mới.txt").write_text(
        "Nga và Việt Nam\n\nNgày 12/10/2022, Việt Nam và Nga ký Hiệp định hợp tác về du lịch.\n", encoding="utf-8"
    )
    return project


def test_it_shows_the_facts_the_editions_and_the_note_and_writes_nothing(with_another: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit(with_another, "thêm bài")
    assert _run(with_another, "--json", "retract", "003", "--reason", "báo đã gỡ bài") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["source"]["stem"] == SEED
    assert {change["kind"] for change in told["changes"]} >= {"withdrawn"}
    (said,) = told["said"]
    assert said["edition"] == f"{NAME}/1"
    (correction,) = told["corrections"]
    assert correction["note"].startswith("Đính chính “Quan hệ Việt Nam–Nga”: bài Dân trí")
    assert "(báo đã gỡ bài)" in correction["note"]
    assert all(sentence in correction["note"] for sentence in said["sentences"])
    assert list((with_another / "reports" / "decisions").glob("*")) == []


def test_applied_it_no_longer_counts_and_the_next_edition_says_why(with_another: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _apply(with_another) == 0
    assert _run(with_another, "diff", NAME, "--format", "json") == 0
    out = capsys.readouterr().out
    (told,) = json.loads(out[out.index("[\n") :])
    gone = [change for change in told["changes"] if change["kind"] == "withdrawn"]
    assert len(gone) > 20
    assert all("An: báo đã gỡ bài" in change["words"]["source"] for change in gone)
    assert all("Dân trí" in change["words"]["source"] for change in gone)
    assert _run(with_another, "--quiet", "publish", "--format", "docx") == 0
    assert _run(with_another, "rebuild", f"{NAME}/1") == 0  # the log is cut to what it was
    assert _run(with_another, "rebuild", f"{NAME}/2") == 0
    # What an earlier edition said is carried by no fact any more, and is not taken for one.
    assert _run(with_another, "verify", str(with_another / "output" / f"{NAME}.docx")) == 0
    assert (with_another / "seeds" / f"{SEED}.txt").is_file()


def test_it_is_undone_by_another_line(with_another: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _apply(with_another) == 0
    assert _run(with_another, "retract", SEED) == 2
    said = capsys.readouterr().err
    assert "is retracted already, by An" in said
    decision = said[said.index("undo ") :].split()[1]
    assert _run(with_another, "decide", "undo", decision, "--reason", "nhầm", "--author", "An", "--date", "2024-05-02") == 0
    capsys.readouterr()
    assert _run(with_another, "diff", NAME, "--format", "json") == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert {change["kind"] for change in told["changes"]} <= {"new"}


def test_an_article_that_is_not_there_and_a_missing_reason_are_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(project, "retract", "không-có") == 2
    assert SEED in capsys.readouterr().err
    assert _run(project, "retract", SEED, "--apply") == 2
    assert "needs its reason" in capsys.readouterr().err

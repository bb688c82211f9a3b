"""``explain``, ``evaluate``, ``packs check``, ``templates check``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefgen.cli.main import main
from running import ROOT, copy_project


def test_an_article_is_explained_sentence_by_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(next((ROOT / "seeds").glob("000*")))]) == 0
    told = capsys.readouterr().out
    assert "[lần thứ 20|ORD]" in told
    assert "~ meeting/" in told
    assert "✓ meeting/" in told


def test_an_article_that_cannot_be_read_cannot_be_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    assert main(["explain", str(tmp_path / "empty.txt")]) == 3
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "The file is empty. Save the article again" in told


def test_the_score_on_the_seeds_holds_what_was_promised(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = copy_project(tmp_path / "p")
    assert main(["--project", str(project), "--json", "evaluate", str(ROOT / "tests" / "gold" / "seeds")]) == 0
    score = json.loads(capsys.readouterr().out)
    assert score["articles"] == 5
    assert score["macro_f1"] >= 0.80
    assert all(kind["right"] / (kind["right"] + kind["wrong"]) >= 0.90 for kind in score["kinds"])


def test_the_score_is_a_table_with_what_was_missed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = copy_project(tmp_path / "p", seeds="000*")
    assert main(["--project", str(project), "evaluate", str(ROOT / "tests" / "gold" / "seeds"), "--misses"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("kind")
    assert any(line.startswith("− 004_") for line in lines)  # not in this project


def test_gold_that_is_not_there_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(copy_project(tmp_path / "p", seeds="000*")), "evaluate", str(tmp_path / "none")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_packs_are_without_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["packs", "check"]) == 0, capsys.readouterr().err


def test_the_templates_are_without_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(copy_project(tmp_path / "p", seeds="000*")), "templates", "check"]) == 0, capsys.readouterr().err


def test_a_template_with_an_unknown_name_is_told_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = copy_project(tmp_path / "p", seeds="000*")
    (project / "reports" / "templates" / "documents").mkdir(parents=True)
    (project / "reports" / "templates" / "documents" / "mine.html").write_text("<p>\n{{ nobody }}</p>", encoding="utf-8")
    assert main(["--project", str(project), "templates", "check"]) == 1
    assert "mine.html:2: error: " in capsys.readouterr().err

"""Names and links that lead out of the project, or are no names: told in one line; nothing outside is read or written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefgen.cli.main import main
from running import copy_project

GOOD = "000_7401e29626b1569a"
CANARY = "CANARY Ngày 5/3/2024, Bộ trưởng Ngoại giao Nga Sergei Lavrov khẳng định Nga coi trọng quan hệ với ASEAN."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.txt").write_text(CANARY, encoding="utf-8")
    return copy_project(tmp_path / "p", seeds=GOOD)


def build(project: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str]:
    code = main(["--project", str(project), "--quiet", "build", "--jobs", "1", "--format", "html", *more])
    return code, capsys.readouterr().err


def test_an_article_that_links_out_of_the_project_is_not_read(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "seeds" / "link.txt").symlink_to(project.parent / "outside" / "secret.txt")
    (project / "seeds" / f"{GOOD}.yaml").symlink_to(project.parent / "outside" / "secret.txt")
    code, said = build(project, capsys)
    assert code == 1
    assert "seeds/link.txt: error: Links to a file outside the project." in said
    assert all("CANARY" not in path.read_text(encoding="utf-8") for path in (project / "output").iterdir())
    assert "CANARY" not in said


def test_a_link_within_the_project_is_read(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "archive.txt").write_text(CANARY, encoding="utf-8")
    (project / "seeds" / "link.txt").symlink_to(project / "archive.txt")
    assert build(project, capsys) == (0, "")


@pytest.mark.parametrize(
    "place",
    ["seeds", "reports", "reports/templates", "reports/decisions/x.jsonl", "reports/briefings/x.toml", "reports/templates/base.html"],
)
def test_a_folder_or_file_of_the_project_that_links_out_of_it_is_one_line(
    project: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    path = project / place
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        path.rename(project.parent / "moved")
    path.symlink_to(project.parent / ("moved" if (project.parent / "moved").exists() else "outside"))
    code, said = build(project, capsys)
    assert code in (1, 3)
    assert f"{place}{'/' + GOOD + '.txt' if place == 'seeds' else ''}: " in said
    assert "outside the project" in said
    assert "CANARY" not in said


@pytest.mark.parametrize("name", [b"\xff\xfe.txt", b"a\nb.txt", b"\x1b[2J.txt", "\u202etxt.exe.txt".encode()])
def test_an_article_whose_name_is_no_text_is_told_and_not_read(project: Path, capsys: pytest.CaptureFixture[str], name: bytes) -> None:
    Path(os.fsdecode(os.fsencode(project / "seeds") + b"/" + name)).write_text(CANARY, encoding="utf-8")
    code, said = build(project, capsys)
    assert code == 1
    assert "[article-name]" in said
    assert said.count("\n") == 1
    assert all("CANARY" not in path.read_text(encoding="utf-8") for path in (project / "output").iterdir())


@pytest.mark.parametrize("name", [b"\xff.toml", b"\x1b[2J.toml", "\u202e.toml".encode()])
def test_a_briefing_whose_name_is_no_text_is_one_line(project: Path, capsys: pytest.CaptureFixture[str], name: bytes) -> None:
    briefings = project / "reports" / "briefings"
    Path(os.fsdecode(os.fsencode(briefings) + b"/" + name)).write_text('title = "X"\nparties = ["ASEAN", "RUS"]\n', encoding="utf-8")
    code, said = build(project, capsys)
    assert (code, said.count("\n")) == (3, 1)
    assert "has a name that is no text" in said


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..", "../outside/secret", "documents/full"])
def test_a_document_is_one_of_the_templates_and_no_path(project: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    settings = project / "reports" / "briefings" / "asean-nga.toml"
    settings.write_text(f'title = "X"\nparties = ["ASEAN", "RUS"]\ndocuments = ["{name}"]\n', encoding="utf-8")
    code, said = build(project, capsys, "asean-nga")
    assert code == 4
    assert f"there is no document {name!r}" in said


def test_a_briefing_named_by_a_path_is_looked_for_by_its_name_alone(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = build(project, capsys, "../../outside/secret.toml")
    assert code == 2
    assert "there is no briefing secret" in said

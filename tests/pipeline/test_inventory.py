"""What has to be read again, and what not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefgen.pipeline.inventory import Inventory, reader_version, take_inventory
from briefgen.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "seeds").mkdir()
    for name in ("a.txt", "b.md"):
        (tmp_path / "seeds" / name).write_text(name, encoding="utf-8")
    return Project(tmp_path)


def _know(inventory: Inventory) -> dict[str, tuple[str, str]]:
    return {found.place: (found.digest, found.version(reader_version())) for found in inventory.articles}


def _changed(project: Project, known: dict[str, tuple[str, str]]) -> list[str]:
    return [found.place for found in take_inventory(project, known).changed]


def test_everything_is_new_to_an_empty_registry(project: Project) -> None:
    assert _changed(project, {}) == ["seeds/a.txt", "seeds/b.md"]


def test_what_is_known_is_not_read_again_whatever_its_date(project: Project) -> None:
    known = _know(take_inventory(project, {}))
    os.utime(project.seeds / "a.txt", (1, 1))
    assert _changed(project, known) == []


def test_other_bytes_are_read_again(project: Project) -> None:
    known = _know(take_inventory(project, {}))
    (project.seeds / "b.md").write_text("other", encoding="utf-8")
    assert _changed(project, known) == ["seeds/b.md"]


def test_another_sidecar_has_its_article_read_again(project: Project) -> None:
    known = _know(take_inventory(project, {}))
    (project.seeds / "a.yaml").write_text("outlet: X", encoding="utf-8")
    assert _changed(project, known) == ["seeds/a.txt"]


def test_another_reader_reads_everything_again(project: Project) -> None:
    known = {place: (digest, "another version") for place, (digest, _) in _know(take_inventory(project, {})).items()}
    assert len(_changed(project, known)) == 2


def test_when_forced_everything_is_read_again(project: Project) -> None:
    known = _know(take_inventory(project, {}))
    assert len(take_inventory(project, known, force=True).changed) == 2


def test_what_is_no_longer_there_is_gone(project: Project) -> None:
    known = _know(take_inventory(project, {}))
    (project.seeds / "a.txt").unlink()
    assert take_inventory(project, known).gone == ("seeds/a.txt",)


def test_the_papers_of_a_flat_project_are_no_articles(tmp_path: Path) -> None:
    for name in ("README.md", "story.md", "LICENSE.txt"):
        (tmp_path / name).write_text("words", encoding="utf-8")
    inventory = take_inventory(Project(tmp_path), {})
    assert [found.place for found in inventory.articles] == ["story.md"]


def test_the_second_of_two_files_of_one_name_is_a_problem(project: Project) -> None:
    (project.seeds / "a.md").write_text("twin", encoding="utf-8")
    inventory = take_inventory(project, {})
    assert [found.place for found in inventory.articles] == ["seeds/a.md", "seeds/b.md"]
    assert [(problem.code, problem.file) for problem in inventory.problems] == [("article-same-name", "seeds/a.txt")]


@pytest.mark.parametrize(("name", "remedy"), [("letter.rtf", "Save it as .txt"), ("lost.yaml", "Give it the name of the article")])
def test_a_file_that_is_no_article_is_named_with_what_to_do(project: Project, name: str, remedy: str) -> None:
    for harmless in ("a.yaml", ".gitkeep", "~$b.docx"):
        (project.seeds / harmless).write_text("outlet: X", encoding="utf-8")
    (project.seeds / "older").mkdir()
    assert take_inventory(project, {}).problems == ()
    (project.seeds / name).write_text("x", encoding="utf-8")
    (problem,) = take_inventory(project, {}).problems
    assert (problem.code, problem.file, problem.severity) == ("article-ending", f"seeds/{name}", "warning")
    assert remedy in problem.remedy
    assert len(take_inventory(project, {}).articles) == 2

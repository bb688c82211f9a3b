"""What counts as a project, and where its parts lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.errors import ProjectError
from briefgen.project import find_project, list_briefings


def _make(folder: Path, *parts: str) -> Path:
    for part in parts:
        path = folder / part
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8") if path.suffix else path.mkdir()
    return folder


def test_the_project_is_the_nearest_folder_above_with_seeds_and_reports(tmp_path: Path) -> None:
    _make(tmp_path, "seeds", "reports/briefings/a.toml", "deep/er/x.txt")
    assert find_project(None, tmp_path / "deep" / "er").root == tmp_path


def test_outside_of_a_project_the_error_says_how_to_name_or_make_one(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r"no project here.*--project DIR.*briefgen init"):
        find_project(None, tmp_path)


def test_a_folder_with_nothing_but_articles_and_a_briefing_is_a_project(tmp_path: Path) -> None:
    _make(tmp_path, "one.txt", "asean-nga.toml")
    project = find_project(tmp_path, Path("/"))
    assert project.seeds == tmp_path
    assert [path.name for path in list_briefings(project)] == ["asean-nga.toml"]


def test_a_folder_with_seeds_and_a_briefing_beside_them_is_a_project(tmp_path: Path) -> None:
    _make(tmp_path, "seeds/one.txt", "asean-nga.toml")
    project = find_project(tmp_path, Path("/"))
    assert project.seeds == tmp_path / "seeds"
    assert [path.name for path in list_briefings(project)] == ["asean-nga.toml"]


def test_settings_of_other_tools_are_no_briefings(tmp_path: Path) -> None:
    _make(tmp_path, "seeds/one.txt", "pyproject.toml", ".hidden.toml", "b.toml", "a.toml")
    assert [path.name for path in list_briefings(find_project(tmp_path, Path("/")))] == ["a.toml", "b.toml"]


def test_a_relative_folder_is_seen_from_where_the_user_stands(tmp_path: Path) -> None:
    _make(tmp_path, "demo/seeds", "demo/reports")
    assert find_project(Path("demo"), tmp_path).root == tmp_path / "demo"


@pytest.mark.parametrize("parts", [(), ("notes/x.csv",)])
def test_a_folder_with_nothing_to_read_is_no_project(tmp_path: Path, parts: tuple[str, ...]) -> None:
    with pytest.raises(ProjectError, match=r"no project.*seeds/.*briefgen init"):
        find_project(_make(tmp_path, *parts), Path("/"))


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="nowhere: there is no such folder"):
        find_project(Path("nowhere"), tmp_path)


def test_messages_name_a_file_by_its_place_in_the_project(tmp_path: Path) -> None:
    project = find_project(_make(tmp_path, "seeds/one.txt"), Path("/"))
    assert project.relative(tmp_path / "seeds" / "one.txt") == "seeds/one.txt"
    assert project.relative(Path("/elsewhere/x")) == "/elsewhere/x"

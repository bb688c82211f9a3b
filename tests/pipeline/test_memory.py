"""A briefing is made again only where something that shows in it changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.cli.main import main
from briefgen.compose import BriefingSettings
from briefgen.model import View
from briefgen.pipeline import briefings
from briefgen.pipeline.documents import make_documents
from briefgen.pipeline.orders import Order, Outcome
from briefgen.project import Project
from running import copy_project

Build = Callable[..., list[str]]
DRAFT = "viet-nam-nga.docx"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "p", seeds="003*")


@pytest.fixture
def build(project: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """Builds one draft; returns the names of the briefings that were really made, not remembered."""
    made: list[str] = []

    def note_and_make(order: Order, settings: BriefingSettings, view: View, project: Project) -> Outcome:
        made.append(order.name)
        return make_documents(order, settings, view, project)

    monkeypatch.setattr(briefings, "make_documents", note_and_make)

    def run_build(*arguments: str) -> list[str]:
        made.clear()
        assert main(["--project", str(project), "--quiet", "build", "viet-nam-nga", "--format", "docx", *arguments]) == 0
        assert (project / "output" / DRAFT).is_file()
        return list(made)

    return run_build


def test_a_second_build_makes_nothing(build: Build) -> None:
    assert build() == ["viet-nam-nga"]
    assert build() == []


def test_it_is_made_again_when_forced(build: Build) -> None:
    build()
    assert build("--force") == ["viet-nam-nga"]


def test_it_is_made_again_when_its_file_is_gone_or_was_edited(build: Build, project: Path) -> None:
    build()
    whole = (project / "output" / DRAFT).read_bytes()
    (project / "output" / DRAFT).write_bytes(b"edited")
    assert build() == ["viet-nam-nga"]
    (project / "output" / DRAFT).unlink()
    assert build() == ["viet-nam-nga"]
    assert (project / "output" / DRAFT).read_bytes() == whole


def test_it_is_made_again_when_its_settings_or_a_template_changed(build: Build, project: Path) -> None:
    build()
    with (project / "reports" / "briefings" / "viet-nam-nga.toml").open("a", encoding="utf-8") as file:
        file.write("\n# another word\n")
    assert build() == ["viet-nam-nga"]
    (project / "reports" / "templates").mkdir()
    (project / "reports" / "templates" / "screen.css").write_text("body { color: black }", encoding="utf-8")
    assert build() == ["viet-nam-nga"]


def test_it_is_made_again_when_a_fact_changed(build: Build, project: Path) -> None:
    build()
    article = next((project / "seeds").iterdir())
    article.write_bytes(article.read_bytes().replace(b"12,5%", b"12,7%"))
    assert build() == ["viet-nam-nga"]


def test_a_memory_that_cannot_be_read_only_costs_time(build: Build, project: Path) -> None:
    build()
    (project / ".briefgen" / "built.json").write_text("{", encoding="utf-8")
    assert build() == ["viet-nam-nga"]
    assert build() == []

"""A briefing is made again only where something that shows in it changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefgen.cli.main import main
from briefgen.pipeline import briefings
from briefgen.pipeline.documents import make_documents
from briefgen.pipeline.orders import Order, Outcome
from running import ROOT, copy_project

Build = Callable[..., list[str]]
DRAFT = "viet-nam-nga.docx"
TEMPLATES = ROOT / "reports" / "templates"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "p", seeds="003*")


@pytest.fixture
def build(project: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """Builds one draft; returns the names of the briefings that were really made, not remembered."""
    made: list[str] = []

    def note_and_make(order: Order, *material: Any, **more: Any) -> Outcome:
        made.append(order.name)
        return make_documents(order, *material, **more)

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


def test_what_comes_out_as_it_was_is_composed_and_not_set_again(build: Build, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    monkeypatch.setattr("briefgen.render.docx.render_docx", lambda *_, **__: pytest.fail("the Word file was set again"))
    with (project / "reports" / "briefings" / "viet-nam-nga.toml").open("a", encoding="utf-8") as file:
        file.write("\n# a remark changes no word\n")
    assert build() == ["viet-nam-nga"]
    monkeypatch.undo()


def test_each_look_of_the_templates_counts_for_a_file_that_comes_out_with_the_same_words(build: Build, project: Path) -> None:
    build()
    written = (project / "output" / DRAFT).stat().st_ino
    (project / "reports" / "templates").mkdir()
    (project / "reports" / "templates" / "house.docx").write_bytes((TEMPLATES / "house.docx").read_bytes())
    build()
    assert (project / "output" / DRAFT).stat().st_ino == written, "the same look gives the same bytes"
    (project / "reports" / "templates" / "house.docx").write_bytes(b"no Word file")
    assert main(["--project", str(project), "--quiet", "build", "viet-nam-nga", "--format", "docx"]) != 0


def test_it_is_made_again_when_a_fact_changed(build: Build, project: Path) -> None:
    build()
    article = next((project / "seeds").iterdir())
    article.write_bytes(article.read_bytes().replace(b"12,5%", b"12,7%"))
    assert build() == ["viet-nam-nga"]


def test_a_memory_that_cannot_be_read_only_costs_time(build: Build, project: Path) -> None:
    build()
    for name in ("built.json", "receipts.json"):
        (project / ".briefgen" / name).write_text("{", encoding="utf-8")
    assert build() == ["viet-nam-nga"]
    assert build() == []

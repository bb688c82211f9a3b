"""A build with nothing to do ends before the registry is opened; anything that a build may read makes it run again."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.cli.context import Context
from briefgen.cli.main import main
from running import copy_project

Build = Callable[..., bool]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "p", seeds="003*")


@pytest.fixture
def build(project: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """Builds one page; True where the registry was opened for it."""
    from briefgen.cli import reading

    opened: list[object] = []
    really_open = reading.open_registry_of

    def note_and_open(context: Context) -> object:
        opened.append(context)
        return really_open(context)

    monkeypatch.setattr(reading, "open_registry_of", note_and_open)

    def run_build(*arguments: str) -> bool:
        opened.clear()
        main(["--project", str(project), "--quiet", "build", "viet-nam-nga", "--format", "html", *arguments])
        return bool(opened)

    return run_build


def test_nothing_is_opened_where_nothing_changed(build: Build) -> None:
    assert build()
    assert not build()
    assert build("--force")
    assert not build()


def test_other_orders_are_other_builds(build: Build, tmp_path: Path) -> None:
    build()
    assert build("--language", "en")
    assert build("-o", str(tmp_path / "elsewhere"))
    assert not build()


@pytest.mark.parametrize(
    "place", ["seeds/new.txt", "seeds/003.yaml", "reports/decisions/x.jsonl", "reports/briefings/new.toml", "reports/editions/a/001.json"]
)
def test_a_new_file_anywhere_that_a_build_reads_makes_it_run(build: Build, project: Path, place: str) -> None:
    build()
    (project / place).parent.mkdir(parents=True, exist_ok=True)
    (project / place).write_text("", encoding="utf-8")
    assert build()


def test_an_article_with_other_bytes_of_the_same_size_and_time_makes_it_run(build: Build, project: Path) -> None:
    build()
    article = next((project / "seeds").iterdir())
    times = article.stat()
    article.write_bytes(article.read_bytes().replace(b"12,5%", b"12,7%"))
    os.utime(article, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert build()


def test_a_file_that_is_gone_or_was_edited_makes_it_run(build: Build, project: Path) -> None:
    build()
    page = project / "output" / "viet-nam-nga.html"
    whole = page.read_bytes()
    for spoil in (lambda: page.unlink(), lambda: page.write_bytes(b"edited")):
        spoil()
        assert build()
        assert page.read_bytes() == whole


def test_a_receipt_that_is_damaged_only_costs_time(build: Build, project: Path) -> None:
    build()
    (project / ".briefgen" / "receipts.json").write_bytes(b"{")
    assert build()
    assert not build()


def test_a_build_that_failed_leaves_no_receipt(build: Build, project: Path) -> None:
    briefing = project / "reports" / "briefings" / "viet-nam-nga.toml"
    briefing.write_text("title = ", encoding="utf-8")
    assert build()
    assert build()


def test_what_is_doubtful_is_told_each_time(build: Build, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "seeds" / "empty.txt").write_bytes(b"")
    command = ["--project", str(project), "--json", "build", "viet-nam-nga", "--format", "html"]
    told = []
    for _ in range(2):
        assert main(command) == 1
        out, err = capsys.readouterr()
        assert err.startswith("seeds/empty.txt: error: ")
        told.append(json.loads(out))
    assert [(one["read"], one["files"][0]["changed"]) for one in told] == [(2, True), (0, False)]
    assert {key: told[0][key] for key in ("articles", "facts", "errors")} == {key: told[1][key] for key in ("articles", "facts", "errors")}


def test_a_registry_elsewhere_is_brought_up_to_date_in_any_case(build: Build, tmp_path: Path) -> None:
    other = str(tmp_path / "other.sqlite")
    assert build("--registry", other)
    assert build("--registry", other)

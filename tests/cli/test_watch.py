"""``watch``: builds whenever something is saved, lives through a build that fails, and ends by Ctrl-C."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGINT

import pytest

from briefgen.cli.watching import take_snapshot, watch_project
from briefgen.project import Project
from running import ROOT, copy_project

PATIENCE = 120.0  # seconds before a wait is given up


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """One article, one briefing."""
    project = copy_project(tmp_path / "p", seeds="003*")
    (project / "reports" / "briefings" / "asean-nga.toml").unlink()
    return project


@contextmanager
def _watch(project: Path, said: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "briefgen", "--project", str(project), "watch", "--format", "html"]
    with (
        said.open("w", encoding="utf-8") as errors,
        subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "BRIEFGEN_LANG": "en"}, stdout=errors, stderr=subprocess.STDOUT, text=True
        ) as watcher,
    ):
        try:
            yield watcher
        finally:
            if watcher.poll() is None:
                watcher.send_signal(SIGINT)
            watcher.wait(timeout=PATIENCE)


def _wait_until(is_so: Callable[[], bool], watcher: subprocess.Popen[str]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert watcher.poll() is None, "it ended"
        assert time.monotonic() < end, "gave up waiting"
        time.sleep(0.05)


def test_what_is_saved_is_built_and_a_mistake_is_told_and_lived_through(project: Path, tmp_path: Path) -> None:
    said, page = tmp_path / "said.txt", project / "output" / "viet-nam-nga.html"
    with _watch(project, said) as watcher:
        _wait_until(lambda: "waiting" in said.read_text(encoding="utf-8"), watcher)
        assert "12,5%" in page.read_text(encoding="utf-8")
        article = next((project / "seeds").iterdir())
        article.write_bytes(article.read_bytes().replace(b"12,5%", b"12,7%"))
        _wait_until(lambda: "12,7%" in page.read_text(encoding="utf-8"), watcher)

        briefing = project / "reports" / "briefings" / "viet-nam-nga.toml"
        text = briefing.read_text(encoding="utf-8")
        briefing.write_text("title = ", encoding="utf-8")
        _wait_until(lambda: "viet-nam-nga: not made" in said.read_text(encoding="utf-8"), watcher)
        kept = page.read_bytes()
        briefing.unlink()
        _wait_until(lambda: "no briefings" in said.read_text(encoding="utf-8"), watcher)
        assert page.read_bytes() == kept
        briefing.write_text(text.replace('title = "', 'title = "Thử: '), encoding="utf-8")
        _wait_until(lambda: "Thử: " in page.read_text(encoding="utf-8"), watcher)
    assert watcher.returncode == 0
    assert "Traceback" not in said.read_text(encoding="utf-8")


def test_saves_are_seen_from_the_snapshot_on_and_hidden_files_are_none(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    project = Project(tmp_path)
    seen = take_snapshot(project)
    (tmp_path / "seeds" / ".a.txt.swp").write_text("x", encoding="utf-8")
    assert take_snapshot(project) == seen
    (tmp_path / "seeds" / "a.txt").write_text("x", encoding="utf-8")
    changes = watch_project(project, seen)
    first = next(changes)
    assert len(first) == 1
    (tmp_path / "seeds" / "b.txt").write_text("x", encoding="utf-8")
    assert len(next(changes)) == 2

"""Reading in several processes gives what reading in one gives."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from briefgen.pipeline import reading
from briefgen.pipeline.inventory import take_inventory
from briefgen.pipeline.reading import Read, read_articles
from briefgen.project import Project
from running import ROOT


def _read(project: Project, jobs: int) -> list[Read]:
    articles = take_inventory(project, {}).articles
    return list(read_articles(project, articles, version="v", jobs=jobs, progress=lambda *_: None))


def test_two_processes_read_the_same_in_the_same_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "seeds" / "empty.txt").write_bytes(b"")
    monkeypatch.setattr(reading, "_BYTES_FOR_TWO", 0)
    project = Project(tmp_path)
    assert _read(project, 2) == _read(project, 1)


def test_progress_counts_every_file(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "seeds" / name).write_text("Hội nghị ASEAN - Nga lần thứ 4 diễn ra ngày 27/10/2021 tại Hà Nội.", encoding="utf-8")
    told: list[tuple[int, int, str]] = []
    project = Project(tmp_path)
    articles = take_inventory(project, {}).articles
    list(read_articles(project, articles, version="v", jobs=1, progress=lambda *seen: told.append(seen)))
    assert told == [(1, 2, "seeds/a.txt"), (2, 2, "seeds/b.txt")]

"""One whole build, shared by all tests that look at its output."""

from __future__ import annotations

import fcntl
from pathlib import Path

import pytest

from running import Built, copy_project, run


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Built:
    """The project after ``briefgen build``; where tests run in several processes, the first to ask builds and the others wait."""
    base = tmp_path_factory.getbasetemp()
    folder = base if worker_id == "master" else base.parent
    said = folder / "built.txt"
    with (folder / "built.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            _build(folder / "built", said)
    return Built(folder / "built", said.read_text(encoding="utf-8"))


def _build(project: Path, said: Path) -> None:
    done = run("--project", copy_project(project), "build")
    assert (done.returncode, done.stderr) == (0, "")
    said.write_text(done.stdout, encoding="utf-8")

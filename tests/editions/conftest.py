"""One published edition, shared by all tests that look at editions."""

from __future__ import annotations

import fcntl
import shutil
from pathlib import Path

import pytest

from briefgen.cli.main import main
from editions_support import commit, lay_out


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The project after its first ``briefgen publish`` (DOCX alone: the PDF takes longer), committed; to be read only."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "published"
    done = folder.with_suffix(".done")
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            project = lay_out(folder)
            assert main(["--project", str(project), "--quiet", "publish", "--format", "docx"]) == 0
            commit(project, "ấn bản 1")
            done.touch()
    return folder


@pytest.fixture
def project(published: Path, tmp_path: Path) -> Path:
    """A copy of the published project, to be changed."""
    return Path(shutil.copytree(published, tmp_path / "dự án", symlinks=True))

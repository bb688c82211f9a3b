"""One whole build, shared by all tests that look at its output."""

from __future__ import annotations

import pytest

from running import Built, copy_project, run


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    project = copy_project(tmp_path_factory.mktemp("build") / "project")
    done = run("--project", project, "build")
    assert (done.returncode, done.stderr) == (0, "")
    return Built(project, done.stdout)

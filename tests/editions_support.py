"""A project under git, as the tests of editions need it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from running import ROOT, copy_project

NAME = "viet-nam-nga"


def commit(project: Path, message: str) -> None:
    """Commits everything in the project's folder."""
    (project / ".gitignore").write_text("output/\n.briefgen/\n", encoding="utf-8")
    identity = ("-c", "user.name=Ban biên tập", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "add", "-A"], cwd=project, check=True, capture_output=True, timeout=60)
    subprocess.run(["git", *identity, "commit", "-qm", message], cwd=project, check=True, capture_output=True, timeout=60)


def lay_out(folder: Path) -> Path:
    """One seed and one briefing, committed."""
    project = copy_project(folder, seeds="003*")
    (project / "reports" / "briefings" / "asean-nga.toml").unlink()
    subprocess.run(["git", "init", "-q"], cwd=project, check=True, timeout=60)
    commit(project, "bài báo")
    return project


def add_seed(project: Path, name: str) -> None:
    """Saves another seed into the project."""
    for path in (ROOT / "seeds").glob(f"{name}*.txt"):
        shutil.copy(path, project / "seeds")

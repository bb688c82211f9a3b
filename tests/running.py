"""Running briefgen as a user does, in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
# What a user's environment may hold that would change what is tested.
_OURS = ("BRIEFGEN_LANG", "BRIEFGEN_REGISTRY", "LC_ALL", "LC_MESSAGES", "PYTHONDONTWRITEBYTECODE")


def run(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """``briefgen ARGUMENTS``: its exit code, stdout and stderr."""
    inherited = {name: value for name, value in os.environ.items() if name not in _OURS}
    return subprocess.run(
        [sys.executable, "-m", "briefgen", *map(str, arguments)],
        cwd=cwd,
        env={**inherited, "LANG": "C.UTF-8", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def copy_project(folder: Path, *, seeds: str = "*") -> Path:
    """This project's articles (those whose names match) and briefings in a new folder; templates are the carried ones.

    The decisions come with all articles only: without those that they rule on, most would be told as out of date.
    """
    (folder / "seeds").mkdir(parents=True)
    for path in sorted((ROOT / "seeds").glob(f"{seeds}.txt")):
        shutil.copy(path, folder / "seeds")
    shutil.copytree(ROOT / "reports" / "briefings", folder / "reports" / "briefings")
    (folder / "reports" / "decisions").mkdir()
    if seeds == "*":
        shutil.copytree(ROOT / "reports" / "decisions", folder / "reports" / "decisions", dirs_exist_ok=True)
    return folder


class Built(NamedTuple):
    """A project with its output, and what the build said."""

    project: Path
    said: str

    @property
    def output(self) -> Path:
        return self.project / "output"

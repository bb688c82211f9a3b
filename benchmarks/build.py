"""What a build costs when there is everything to do, something, or nothing: processor time of whole runs, ratios within one run.

    python benchmarks/build.py [--runs 3]

Each kind is run several times in turn, in a copy of this project; the smallest time of each counts.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        project = copy_project(Path(folder) / "project")
        kinds: dict[str, tuple[Callable[[], None], tuple[str, ...]]] = {
            "everything": (lambda: shutil.rmtree(project / ".briefgen", ignore_errors=True), ("--force",)),
            "nothing changed": (lambda: None, ()),
            "a remark in a briefing's file": (lambda: remark(project), ()),
            "one article changed": (lambda: change_article(project), ()),
        }
        times: dict[str, list[float]] = {name: [] for name in kinds}
        for _ in range(runs):
            for name, (prepare, options) in kinds.items():
                prepare()
                times[name].append(build(project, *options))
    whole = min(times["everything"])
    print(f"{'build':32} {'seconds of processor':>20} {'of the whole':>13}")
    for name, taken in times.items():
        print(f"{name:32} {min(taken):20.2f} {min(taken) / whole:12.3f}×")


def copy_project(folder: Path) -> Path:
    """This project's articles, briefings and decisions."""
    for part in ("seeds", "reports/briefings", "reports/decisions"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


def remark(project: Path) -> None:
    """A change that alters no word of the document."""
    with next((project / "reports" / "briefings").glob("*.toml")).open("a", encoding="utf-8") as file:
        file.write("# seen\n")


def change_article(project: Path) -> None:
    """A space behind an article's last line: its bytes, and the digest that the documents carry, are others."""
    with next((project / "seeds").glob("003*.txt")).open("a", encoding="utf-8") as file:
        file.write(" \n")


def build(project: Path, *options: str) -> float:
    """Seconds of processor that a build and its workers took, in a process of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "briefgen", "--project", str(project), "--quiet", "build", *options]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}, check=True, timeout=600)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()

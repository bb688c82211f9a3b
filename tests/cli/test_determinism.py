"""Two builds of the same inputs, with nothing else alike, give the same bytes; and no clock is read on the way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from running import ROOT, Built, copy_project, run

pytestmark = pytest.mark.slow

# The whole program under a clock that says 2099, and goes backwards.
_WRONG_CLOCK = """
import itertools, sys, time
ticks = itertools.count(4_102_444_800.0, -1)
real_localtime, real_gmtime = time.localtime, time.gmtime
time.time = lambda: next(ticks)
time.time_ns = lambda: int(next(ticks)) * 10**9
time.localtime = lambda seconds=None: real_localtime(next(ticks) if seconds is None else seconds)
time.gmtime = lambda seconds=None: real_gmtime(next(ticks) if seconds is None else seconds)
from briefgen.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def _read_output(project: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((project / "output").iterdir())}


def test_another_folder_time_zone_locale_hash_seed_umask_and_number_of_jobs_and_a_wrong_clock_give_the_same_bytes(
    built: Built, tmp_path: Path
) -> None:
    other = copy_project(tmp_path / "một nơi khác, xa")
    for number, path in enumerate(sorted((other / "seeds").iterdir(), reverse=True)):
        os.utime(path, (number, number))
    (tmp_path / "home").mkdir()
    (tmp_path / "tmp").mkdir()
    environment = {
        "PATH": os.environ["PATH"],
        "TZ": "Pacific/Kiritimati",
        "LANG": "vi_VN.UTF-8",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "20991231",
        "HOME": str(tmp_path / "home"),
        "TMPDIR": str(tmp_path / "tmp"),
        "SOURCE_DATE_EPOCH": "1",
        "COLUMNS": "20",
    }
    done = subprocess.run(
        [sys.executable, "-c", _WRONG_CLOCK, "--project", str(other), "build", "--jobs", "1"],
        cwd=tmp_path,
        env=environment,
        umask=0o077,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    here, there = _read_output(built.project), _read_output(other)
    assert list(here) == list(there)
    assert len(here) == 4
    assert [name for name in here if here[name] != there[name]] == []
    exports = [run("--project", project, "export").stdout for project in (built.project, other)]
    assert exports[0] == exports[1] != ""


def test_the_wrong_clock_of_this_test_is_wrong() -> None:
    script = _WRONG_CLOCK.partition("from briefgen")[0] + "print(time.time() > 4e9, time.gmtime().tm_year)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == ["True", "2099"]

"""Work on a project without end, in small (make soak runs it for an hour): the registry is always the one rebuilt from the text files."""

from __future__ import annotations

import subprocess
import sys

import pytest

from running import ROOT


@pytest.mark.slow
def test_after_adds_retractions_decisions_and_kills_the_registry_is_the_one_rebuilt() -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "soak.py"), "--seconds", "15", "--steps", "8", "--seed", "7"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the registry each time the one rebuilt: " in done.stdout
    assert int(done.stdout.split()[0]) >= 8

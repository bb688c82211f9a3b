"""What happens around the program: killed at any moment, twice at once, no room, no right to write.

``BRIEFGEN_KILLS`` is the number of times that each kind of run is killed (``make kill-test``: a hundred in all).
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from running import copy_project, run

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("BRIEFGEN_KILLS", "3"))
PATIENCE = 180.0  # seconds before a run is given up
FILES = ["viet-nam-nga.docx", "viet-nam-nga.pdf"]
TEXT = "Ngày 12/3/2024, tại Hà Nội, Thứ trưởng Ngoại giao Lê Văn Mẫu đã tiếp Đại sứ Nga. Kim ngạch thương mại năm 2023 đạt 3,6 tỷ USD."


def _command(project: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "briefgen", "--project", str(project), "--quiet", *arguments]


def _start(project: Path, *arguments: str) -> subprocess.Popen[str]:
    """A run in a process group of its own, so that its workers can be killed with it."""
    return subprocess.Popen(
        _command(project, *arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def _kill_at(running: subprocess.Popen[str], moment: float) -> bool:
    """Kills a run and its workers after so many seconds; False where it had ended by itself."""
    try:
        running.communicate(timeout=moment)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.communicate(timeout=PATIENCE)
        return True
    return False


def _read(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if not path.name.startswith(".")} if folder.is_dir() else {}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes], float]:
    """A project before any build, the files of an undisturbed build of it, and how long that took."""
    project = copy_project(tmp_path_factory.mktemp("whole") / "p", seeds="003*")
    (project / "reports" / "briefings" / "asean-nga.toml").unlink()
    done = copy_project(project.parent / "done", seeds="none")
    shutil.copytree(project, done, dirs_exist_ok=True)
    (done / "reports" / "briefings" / "asean-nga.toml").unlink(missing_ok=True)
    began = time.monotonic()
    assert run("--project", done, "build").returncode == 0
    return project, _read(done / "output"), time.monotonic() - began


def test_a_build_killed_at_any_moment_leaves_whole_files_and_the_next_completes_the_rest(
    whole: tuple[Path, dict[str, bytes], float], tmp_path: Path
) -> None:
    original, expected, seconds = whole
    assert list(expected) == FILES
    chance = random.Random(7)
    killed = 0
    for number in range(KILLS):
        project = tmp_path / str(number)
        shutil.copytree(original, project)
        while _kill_at(_start(project, "build"), chance.uniform(0.05, seconds)):
            killed += 1
            left = _read(project / "output")
            assert {name: content == expected[name] for name, content in left.items()} == dict.fromkeys(left, True)
            if chance.random() < 0.5:  # now and then the run after a killed one is killed, too
                break
        done = run("--project", project, "build")
        assert (done.returncode, done.stderr) == (0, "")
        assert _read(project / "output") == expected
        assert sorted(path.name for path in (project / "output").iterdir()) == FILES, "something unfinished was left"
        shutil.rmtree(project)
    assert killed


def test_a_decision_that_was_confirmed_is_never_lost_and_the_log_stays_whole(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "p", seeds="003*")
    facts = json.loads(run("--project", project, "--json", "facts").stdout)
    chance = random.Random(8)
    confirmed: list[str] = []
    killed = 0
    for number in range(KILLS * 3):
        fact = facts[number % len(facts)]["id"]
        running = _start(project, "decide", "approve", fact, "--reason", f"số {number}", "--author", "T", "--date", "2024-05-01")
        try:
            running.communicate(timeout=chance.uniform(0.1, 2.5))
            assert running.returncode == 0
            confirmed.append(f"số {number}")
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            running.communicate(timeout=PATIENCE)
            killed += 1
    lines = [line for path in (project / "reports" / "decisions").glob("*.jsonl") for line in path.read_text(encoding="utf-8").splitlines()]
    reasons = [json.loads(line)["reason"] for line in lines]
    assert set(confirmed) <= set(reasons)
    assert len(set(reasons)) == len(reasons)
    assert killed
    assert run("--project", project, "decisions").stderr == ""


def test_an_article_that_is_being_added_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "p", seeds="003*")
    run("--project", project, "facts")
    before = set(_read(project / "seeds"))
    chance = random.Random(9)
    contents = set()
    for number in range(KILLS * 2):
        article = tmp_path / f"{number}.txt"
        article.write_text(f"Bài số {number}\n\n{TEXT}\n" * 300, encoding="utf-8")
        contents.add(article.read_bytes())
        _kill_at(_start(project, "add", str(article)), chance.uniform(0.3, 3.0))
    added = {name: content for name, content in _read(project / "seeds").items() if name not in before}
    assert set(added.values()) <= contents
    assert run("--project", project, "facts").returncode == 0


def test_two_builds_at_once_both_end_well_with_the_same_files(whole: tuple[Path, dict[str, bytes], float], tmp_path: Path) -> None:
    original, expected, _ = whole
    project = tmp_path / "p"
    shutil.copytree(original, project)
    running = [_start(project, "build") for _ in range(2)]
    for one in running:
        _, said = one.communicate(timeout=PATIENCE)
        assert (one.returncode, said) == (0, "")
    assert _read(project / "output") == expected
    assert sorted(path.name for path in (project / "output").iterdir()) == FILES


Limited = Callable[[Sequence[str]], subprocess.CompletedProcess[str]]


def _run_limited(command: Sequence[str], size: int) -> subprocess.CompletedProcess[str]:
    """A run that may write no file beyond a size: what a full disk is to it."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE, preexec_fn=limit)


def test_no_room_for_the_documents_is_one_line_and_nothing_half_is_left(
    whole: tuple[Path, dict[str, bytes], float], tmp_path: Path
) -> None:
    original, expected, _ = whole
    project = tmp_path / "p"
    shutil.copytree(original, project)
    assert run("--project", project, "facts").returncode == 0
    smallest = min(len(content) for content in expected.values())
    done = _run_limited(_command(project, "build"), smallest - 1)
    assert (done.returncode, done.stderr.count("\n")) == (3, 1), done.stderr
    assert "cannot be written: File too large. Check the folder's rights and the space on the disk" in done.stderr
    assert sorted(path.name for path in (project / "output").iterdir()) == []
    assert run("--project", project, "build").returncode == 0
    assert _read(project / "output") == expected


def test_no_room_for_the_registry_is_one_line_and_the_next_build_goes_on(
    whole: tuple[Path, dict[str, bytes], float], tmp_path: Path
) -> None:
    original, expected, _ = whole
    project = tmp_path / "p"
    shutil.copytree(original, project)
    done = _run_limited(_command(project, "build"), 100_000)
    assert (done.returncode, done.stderr.count("\n")) == (7, 1), done.stderr
    assert _read(project / "output") == {}
    assert run("--project", project, "build").returncode == 0
    assert _read(project / "output") == expected


@pytest.fixture
def unprivileged() -> Iterator[list[str]]:
    """What goes before a command so that rights of files hold for it, also where the tests run as root."""
    if os.getuid():
        yield []
        return
    program = shutil.which("setpriv")
    if program is None:
        pytest.skip("root without setpriv may write everywhere")
    yield [program, "--bounding-set=-dac_override,-dac_read_search", "--"]


def test_an_output_folder_that_may_not_be_written_is_one_line(
    whole: tuple[Path, dict[str, bytes], float], tmp_path: Path, unprivileged: list[str]
) -> None:
    project = tmp_path / "p"
    shutil.copytree(whole[0], project)
    (project / "output").mkdir(mode=0o555)
    done = subprocess.run([*unprivileged, *_command(project, "build")], capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert (done.returncode, done.stderr.count("\n")) == (3, 1), done.stderr
    assert "output/viet-nam-nga.pdf: cannot be written: Permission denied" in done.stderr


def test_a_project_that_may_not_be_written_is_still_built_elsewhere(
    whole: tuple[Path, dict[str, bytes], float], tmp_path: Path, unprivileged: list[str]
) -> None:
    original, expected, _ = whole
    project = tmp_path / "p"
    shutil.copytree(original, project)
    (tmp_path / "out").mkdir()
    project.chmod(0o555)
    try:
        command = [*unprivileged, *_command(project, "build", "-o", str(tmp_path / "out"))]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    finally:
        project.chmod(0o755)
    assert (done.returncode, done.stderr) == (0, "")
    assert _read(tmp_path / "out") == expected
    assert not (project / ".briefgen").exists()

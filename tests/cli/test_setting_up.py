"""``init``, ``doctor``, ``completion``."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from briefgen.cli.doctor import Check, check_machine
from briefgen.cli.main import main
from briefgen.cli.parser import make_parser
from running import ROOT, copy_project, run


def test_a_new_project_builds_as_soon_as_an_article_lies_in_it(tmp_path: Path) -> None:
    assert run("init", "demo", cwd=tmp_path).returncode == 0
    shutil.copy(next((ROOT / "seeds").glob("000*")), tmp_path / "demo" / "seeds")
    done = run("--project", "demo", "build", "--format", "docx", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "demo" / "output" / "asean-rus.docx").is_file()


def test_a_new_project_says_what_to_do_next(tmp_path: Path) -> None:
    done = run("init", "demo", cwd=tmp_path)
    assert "briefgen --project demo build" in done.stderr
    assert sorted(path.name for path in (tmp_path / "demo").iterdir()) == [".gitignore", "README.md", "output", "reports", "seeds"]
    assert (tmp_path / "demo" / "reports" / "templates" / "documents" / "full.html").is_file()


def test_the_first_briefing_is_about_the_parties_named_in_either_language(tmp_path: Path) -> None:
    done = run("init", "demo", "--parties", "Việt Nam,Japan", "--language", "vi", "--no-templates", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "demo" / "reports" / "briefings" / "vnm-jpn.toml").read_text(encoding="utf-8")
    assert 'title = "Quan hệ Việt Nam–Nhật Bản"' in text
    assert 'parties = ["VNM", "JPN"]' in text
    assert not (tmp_path / "demo" / "reports" / "templates").exists()


def test_a_folder_that_holds_something_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = run("init", tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("parties", ["VNM", "VNM,Nga,Lào", "VNM,VNM"])
def test_a_briefing_is_about_two_parties(parties: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "demo"), "--parties", parties]) == 2
    assert "--parties ASEAN,RUS" in capsys.readouterr().err
    assert not (tmp_path / "demo").exists()


def test_the_machine_of_the_tests_has_all_that_is_needed() -> None:
    assert [check for check in check_machine() if not check.is_well] == []


def test_doctor_tells_what_is_missing_and_what_to_do(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefgen.cli.doctor._LIBRARIES", {"libno-such-thing.so.0": "libno-such-thing0"})
    assert main(["doctor"]) == 1
    assert "apt-get install libno-such-thing0" in capsys.readouterr().out


def test_doctor_looks_at_the_project_too(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "p")
    done = run("--project", project, "--json", "doctor")
    checks = {check["name"]: Check(**check) for check in json.loads(done.stdout)}
    assert checks["seeds"].found == "5 files"
    assert checks["briefings"].found == "asean-nga, viet-nam-nga"


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_completion_knows_every_command(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    commands = next(action for action in make_parser()._actions if isinstance(action.choices, dict))
    assert [name for name in commands.choices or () if str(name) not in script] == []


def test_bash_accepts_the_completion_script() -> None:
    script = run("completion", "bash").stdout
    assert subprocess.run(["bash", "-n"], input=script, text=True, check=False).returncode == 0

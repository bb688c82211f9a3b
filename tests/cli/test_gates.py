"""``briefgen check``, as a desk and its workflow run it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from briefgen.cli.main import main
from editions_support import commit
from running import copy_project

NAME = "asean-nga"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """All seeds and decisions, under git."""
    made = copy_project(tmp_path / "p")
    subprocess.run(["git", "init", "-q"], cwd=made, check=True, timeout=60)
    commit(made, "tất cả")
    return made


def _check(project: Path, *arguments: str) -> int:
    return main(["--project", str(project), "check", NAME, *arguments])


def _gate(project: Path, *lines: str) -> None:
    path = project / "reports" / "briefings" / f"{NAME}.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("[gates]")] + "\n".join(("[gates]", *lines, "")), encoding="utf-8")


def test_the_projects_own_briefings_pass_their_gates(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(project), "check"]) == 0
    assert capsys.readouterr().out == "asean-nga: all 6 gates passed\nviet-nam-nga: all 7 gates passed\n"


def test_a_failed_gate_names_fact_place_and_remedy_and_has_a_code_of_its_own(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _gate(project, "past_plans = true")
    assert _check(project, "--format", "json") == 25
    (told,) = json.loads(capsys.readouterr().out)
    assert told["exit_code"] == 25
    failed = {gate: findings for gate, findings in told["gates"].items() if findings}
    assert list(failed) == ["past-plans"]
    first = failed["past-plans"][0]
    text = (project / first["file"]).read_text(encoding="utf-8")
    assert "tháng 10" in text.split("\n")[first["line"] - 1]
    assert first["fact"].startswith("meeting-")
    assert first["fact"] in first["remedy"]


def test_several_failed_gates_have_the_code_of_several(project: Path) -> None:
    _gate(project, "past_plans = true", "trade_months = 12")
    assert _check(project) == 20


def test_a_gate_that_is_open_finds_nothing(project: Path) -> None:
    _gate(project, "sources = false")
    next((project / "seeds").glob("000*")).rename(project / "seeds" / "khác.txt")
    assert _check(project) == 0


def test_a_source_that_is_not_under_version_control_is_found(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "seeds" / "mới.txt").write_text(
        "ASEAN và Nga\n\nNgày 12/10/2022, tại Hà Nội, ASEAN và Nga ký Bản ghi nhớ về hợp tác nông nghiệp.\n", encoding="utf-8"
    )
    assert _check(project) == 24
    assert "git add seeds/mới.txt" in capsys.readouterr().out


def test_a_decision_that_lost_its_target_is_found(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = project / "reports" / "decisions" / "2024-05-le-an.jsonl"
    log.write_text(
        '{"id":"decision-a","action":"approve","targets":["meeting-x"],"reason":"r","author":"a","at":"2024-05-01"}\nrác\n',
        encoding="utf-8",
    )
    assert _check(project) == 28
    out = capsys.readouterr().out
    assert "meeting-x, which is not there" in out
    assert "2024-05-le-an.jsonl:2" in out


def test_a_rule_broken_by_a_template_is_found(project: Path) -> None:
    section = project / "reports" / "templates" / "sections" / "calendar.html"
    section.parent.mkdir(parents=True)
    section.write_text('<section id="calendar"><h2>Lịch</h2><p class="note">Có 77 việc.</p></section>', encoding="utf-8")
    assert _check(project) == 26
    section.write_text('<section id="calendar"><h2>Lịch</h2><p>Có nhiều việc.</p></section>', encoding="utf-8")
    assert _check(project) == 27


def test_annotations_are_escaped_workflow_commands(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _gate(project, "past_plans = true")
    assert _check(project, "--format", "github") == 25
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    for line in lines:
        head, properties, message = line.split("::", 2)[0], line.split("::", 2)[1], line.split("::", 2)[2]
        assert (head, message != "") == ("", True)
        name, _, given = properties.partition(" ")
        assert name == "error"
        assert [one.partition("=")[0] for one in given.split(",")] == ["file", "line", "title"]
        assert (project / given.split(",")[0].removeprefix("file=")).is_file()


def test_the_summary_is_added_to_the_file_as_markdown(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _gate(project, "trade_months = 12")
    summary = tmp_path / "summary.md"
    summary.write_text("# Việc trước\n", encoding="utf-8")
    assert _check(project, "--summary", str(summary)) == 23
    text = summary.read_text(encoding="utf-8")
    assert text.startswith(f"# Việc trước\n### {NAME}\n\n- ✅ ")
    assert "- ❌ a recent trade figure (1)" in text
    assert "| gate | place | fact | finding | remedy |" in text
    assert _check(project, "--summary", str(tmp_path)) == 3
    assert capsys.readouterr().err.count("\n") == 1


def test_a_wrong_key_among_the_gates_is_named_with_its_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _gate(project, "past_planes = true")
    assert _check(project) == 4
    said = capsys.readouterr().err
    assert f"{NAME}.toml:" in said
    assert "past_planes" in said

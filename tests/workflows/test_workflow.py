"""The workflows that make the briefings on a forge: sound, least in their rights, and alike."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefgen.cli.parser import make_parser
from running import ROOT, run
from workflow_runner import Workflow, make_context

OURS = ROOT / ".github" / "workflows" / "briefings.yml"
CARRIED = ROOT / "src" / "briefgen" / "carried" / "project" / "github.yml"
GITLAB = ROOT / "docs" / "gitlab-ci.yml"
BIN = Path(sys.executable).parent
# The commit of each action, by the version that is written beside it.
PINS = {
    "actions/checkout": ("8e8c483db84b4bee98b60c0593521ed34d9990e8", "v6.0.1"),
    "actions/cache": ("cdf6c1fa76f9f475f3d7449005a359c84ca0f306", "v5.0.3"),
    "actions/upload-artifact": ("043fb46d1a93c77aae656e7c1c64a875d1fc6a0a", "v7.0.1"),
    "actions/download-artifact": ("3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c", "v8.0.1"),
}


@pytest.mark.parametrize("path", [OURS, CARRIED], ids=["ours", "carried"])
@pytest.mark.parametrize("linter", [("actionlint",), ("zizmor", "--offline", "--quiet", "--no-progress")], ids=["actionlint", "zizmor"])
def test_the_linters_find_nothing(path: Path, linter: tuple[str, ...]) -> None:
    done = subprocess.run([BIN / linter[0], *linter[1:], path], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("linter", ["actionlint", "zizmor --offline --quiet --no-progress"])
def test_the_linters_find_what_is_wrong(linter: str, tmp_path: Path) -> None:
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    bad = OURS.read_text(encoding="utf-8").replace(
        "run: briefgen build --explain", "run: echo ${{ github.event.pull_request.title }} ${{ nobody.knows }}"
    )
    (folder / "bad.yml").write_text(bad, encoding="utf-8")
    program, *options = linter.split()
    command = [str(BIN / program), *options, str(folder / "bad.yml")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode != 0


@pytest.mark.parametrize("path", [OURS, CARRIED], ids=["ours", "carried"])
def test_every_action_is_pinned_to_the_commit_of_its_version(path: Path) -> None:
    used = re.findall(r"uses: (\S+?)@(\S+)(?: # (\S+))?", path.read_text(encoding="utf-8"))
    assert {name for name, _, _ in used} == set(PINS)
    assert [one for one in used if PINS[one[0]] != one[1:]] == []


def test_each_job_has_only_the_rights_that_it_needs() -> None:
    workflow = Workflow(OURS)
    assert workflow.content["permissions"] == {}
    assert {name: job["permissions"] for name, job in workflow.jobs.items()} == {
        "build": {"contents": "read"},
        "comment": {"pull-requests": "write"},
        "alarm": {"issues": "write"},
        "publish": {"contents": "write"},
    }
    assert all("timeout-minutes" in job for job in workflow.jobs.values())


def test_the_one_for_other_projects_differs_only_in_how_briefgen_is_installed() -> None:
    ours, carried = Workflow(OURS), Workflow(CARRIED)
    for workflow in (ours, carried):
        for job in ("build", "publish"):
            workflow.step(job, "Install")
            next(step for step in workflow.jobs[job]["steps"] if step["name"] == "Install").update(run="")
        for name in ("Keep packages between runs", "Keep the registry between runs"):
            assert "hashFiles" in workflow.step("build", name)["with"]["key"]
            next(step for step in workflow.jobs["build"]["steps"] if step["name"] == name).update({"with": ""})
    assert ours.content == carried.content


def test_what_is_cached_is_keyed_by_all_that_it_is_made_from() -> None:
    workflow = Workflow(OURS)
    packages = workflow.step("build", "Keep packages between runs")["with"]
    registry = workflow.step("build", "Keep the registry between runs")["with"]
    assert "requirements/*.lock" in packages["key"]
    assert all(part in registry["key"] for part in ("requirements/run.lock", "src/**", "seeds/**", "reports/**"))
    assert registry["path"] == ".briefgen"
    assert all(registry["key"].startswith(start.strip()) for start in registry["restore-keys"].splitlines())
    assert not any("cache" in step.get("uses", "") for step in workflow.jobs["publish"]["steps"]), "what is published is made from nothing"


@pytest.mark.parametrize(
    ("event", "more", "jobs"),
    [
        ("schedule", {}, ["build", "alarm", "publish"]),
        ("schedule", {"result": "failure"}, ["alarm"]),
        ("push", {}, ["build", "publish"]),
        ("push", {"result": "failure"}, []),
        ("workflow_dispatch", {}, ["build", "publish"]),
        ("workflow_dispatch", {"branch": "try"}, ["build"]),
        ("pull_request", {"branch": "7/merge"}, ["build", "comment"]),
        ("pull_request", {"branch": "7/merge", "result": "failure"}, ["comment"]),
        ("pull_request", {"branch": "7/merge", "fork": True}, ["build"]),
    ],
)
def test_each_event_runs_its_jobs(event: str, more: dict[str, Any], jobs: list[str]) -> None:
    workflow = Workflow(OURS)
    assert event in workflow.content[True]  # YAML reads the key "on" as a truth
    assert workflow.list_jobs(make_context(event, **more)) == jobs


def test_articles_decisions_and_templates_start_it_and_lock_files_do_not() -> None:
    events = Workflow(OURS).content[True]
    assert events["push"]["paths"] == ["seeds/**", "reports/**", "!reports/editions/**"]
    assert events["schedule"][0]["cron"].split()[2:] == ["*", "*", "0"]


def test_the_commands_in_both_files_and_their_options_exist() -> None:
    choices = next(action for action in make_parser()._actions if isinstance(action.choices, dict)).choices
    assert isinstance(choices, dict)
    found = 0
    for text in (OURS.read_text(encoding="utf-8"), GITLAB.read_text(encoding="utf-8")):
        for command, rest in re.findall(r"\bbriefgen (build|check|diff|publish|rebuild)\b([^|>\n;]*)", text):
            options = set(re.findall(r" (--[a-z-]+)", rest))
            assert options <= {name for action in choices[command]._actions for name in action.option_strings}, (command, options)
            found += 1
    assert found >= 8


def test_the_gitlab_twin_holds_the_same_jobs_and_scripts_that_a_shell_can_read() -> None:
    content = yaml.safe_load(GITLAB.read_text(encoding="utf-8"))
    assert set(content) >= set(Workflow(OURS).jobs)
    for name in Workflow(OURS).jobs:
        for line in content[name]["script"]:
            done = subprocess.run(["bash", "-n"], input=line, capture_output=True, text=True, check=False)
            assert done.returncode == 0, (name, line, done.stderr)
    assert "BRIEFGEN_TOKEN" in str(content["comment"]["rules"])
    assert (ROOT / "src" / "briefgen" / "carried" / "project" / "gitlab.yml").read_bytes() == GITLAB.read_bytes()


def test_a_new_project_gets_the_jobs_of_its_forge(tmp_path: Path) -> None:
    for forge, place, original in (("github", ".github/workflows/briefings.yml", CARRIED), ("gitlab", ".gitlab-ci.yml", GITLAB)):
        assert run("init", tmp_path / forge, "--ci", forge, "--no-templates").returncode == 0
        assert (tmp_path / forge / place).read_bytes() == original.read_bytes()
        assert re.fullmatch(r"briefgen==\d+\.\d+\.\d+\n", (tmp_path / forge / "requirements.txt").read_text(encoding="utf-8"))
    assert run("init", tmp_path / "x", "--ci", "svn").returncode == 2

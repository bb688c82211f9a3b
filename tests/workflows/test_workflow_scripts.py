"""Every script of the workflow is run as a runner runs it, in a checkout with a remote and with a stand-in for ``gh``."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from running import ROOT, copy_project
from workflow_runner import Runner, Workflow, make_context

pytestmark = pytest.mark.slow

OURS = ROOT / ".github" / "workflows" / "briefings.yml"
CARRIED = ROOT / "src" / "briefgen" / "carried" / "project" / "github.yml"


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), "-c", "user.name=T", "-c", "user.email=t@example.org", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of two articles and one briefing under git, with a remote of its own."""
    folder = tmp_path_factory.mktemp("forge")
    project = copy_project(folder / "checkout", seeds="00[23]*")
    (project / "reports" / "briefings" / "asean-nga.toml").unlink()
    (project / ".gitignore").write_text("/output/\n/.briefgen/\n/told/\n", encoding="utf-8")
    subprocess.run(["git", "init", "--quiet", "--bare", folder / "origin.git"], check=True)
    _git(folder, "init", "--quiet", "--initial-branch=main", str(project))
    _git(project, "remote", "add", "origin", str(folder / "origin.git"))
    _git(project, "add", "--all")
    _git(project, "commit", "--quiet", "--message", "Articles")
    _git(project, "push", "--quiet", "origin", "main")
    return project


@pytest.fixture(scope="module")
def runner(checkout: Path) -> Runner:
    make = '#!/bin/sh\necho "make $*" >> "$GH_STATE/made"\n'
    return Runner(checkout, checkout.parent / "runner", programs={"make": make})


def _run(runner: Runner, job: str, name: str, event: str = "schedule", *, result: str = "success") -> str:
    workflow = Workflow(OURS)
    step = workflow.step(job, name)
    done = runner.run(step, make_context(event, result=result))
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_install_calls_the_projects_own_set_up_and_puts_the_program_on_the_path(runner: Runner) -> None:
    for job in ("build", "publish"):
        _run(runner, job, "Install")
    assert (runner.home / "made").read_text(encoding="utf-8") == "make setup\n" * 2
    assert runner.read("GITHUB_PATH") == f"{runner.checkout}/.venv/bin\n" * 2


def test_install_elsewhere_takes_the_versions_that_the_project_names(tmp_path: Path) -> None:
    say = '#!/bin/sh\necho "$(basename "$0") $*" >> "$GH_STATE/installed"\n'
    pip = say + 'mkdir -p .venv/bin\ncp "$GH_STATE/bin/sudo" .venv/bin/pip\n'
    runner = Runner(tmp_path, tmp_path / "runner", programs={"sudo": say, "python3": pip})
    done = runner.run(Workflow(CARRIED).step("build", "Install"), make_context("schedule"))
    assert done.returncode == 0, done.stderr
    lines = (runner.home / "installed").read_text(encoding="utf-8").splitlines()
    assert [line.split()[0] for line in lines] == ["sudo", "sudo", "python3", "pip"]
    assert lines[-1].endswith("--requirement requirements.txt")
    wanted = re.findall(r"(?m)^(lib\S+)", (ROOT / "requirements" / "apt-run.txt").read_text(encoding="utf-8"))
    assert all(name in lines[1] for name in wanted)


def test_build_makes_the_documents(runner: Runner) -> None:
    assert "made       output/viet-nam-nga.pdf" in _run(runner, "build", "Build")
    assert (runner.checkout / "output" / "viet-nam-nga.docx").is_file()


def test_the_gates_are_told_and_their_code_is_handed_on(runner: Runner) -> None:
    _run(runner, "build", "Check the gates")
    gates = (runner.checkout / "told" / "gates.md").read_text(encoding="utf-8")
    assert gates
    assert runner.read("GITHUB_STEP_SUMMARY").endswith(gates)
    code = runner.read("GITHUB_OUTPUT").strip().removeprefix("code=")
    assert code.isdecimal()


def test_what_changed_is_told(runner: Runner) -> None:
    (runner.checkout / "told").mkdir(exist_ok=True)
    _run(runner, "build", "Tell what changed since the last edition")
    assert (runner.checkout / "told" / "changes.md").is_file()


def test_a_gate_that_fails_fails_the_job(runner: Runner) -> None:
    step = Workflow(OURS).step("build", "Fail where a gate does")
    for code, well in (("0", True), ("21", False)):
        done = runner.run(step, make_context("push", {"steps.gates.outputs.code": code}))
        assert (done.returncode == 0) == well


def _lay_told(runner: Runner) -> None:
    (runner.checkout / "told").mkdir(exist_ok=True)
    (runner.checkout / "told" / "changes.md").write_text("# Changes\n", encoding="utf-8")
    (runner.checkout / "told" / "gates.md").write_text("# Gates\n", encoding="utf-8")


@pytest.mark.parametrize(("known", "method", "place"), [("", "POST", "issues/7/comments"), ("99", "PATCH", "issues/comments/99")])
def test_a_pull_request_has_one_comment_which_is_written_anew(runner: Runner, known: str, method: str, place: str) -> None:
    _lay_told(runner)
    runner.calls()
    runner.know(comment=known)
    _run(runner, "comment", "Write the comment, or the one that is there anew", "pull_request")
    asked, written = runner.calls()
    assert "repos/desk/briefings/issues/7/comments" in asked["arguments"]
    assert written["arguments"][:4] == ["api", "--method", method, f"repos/desk/briefings/{place}"]
    assert written["texts"] == ["<!-- briefgen: what changed -->\n# Changes\n# Gates\n"]
    assert written["token"] == "GIVEN"  # noqa: S105 - what the runner hands over


@pytest.mark.parametrize(
    ("result", "known", "call"),
    [
        ("failure", "", ["issue", "create"]),
        ("failure", "5", ["issue", "edit", "5"]),
        ("success", "5", ["issue", "close", "5"]),
        ("success", "", None),
    ],
)
def test_a_scheduled_run_that_fails_keeps_one_issue_open(runner: Runner, result: str, known: str, call: list[str] | None) -> None:
    _lay_told(runner)
    runner.calls()
    runner.know(issue=known)
    _run(runner, "alarm", "One issue, open while the scheduled run fails", result=result)
    calls = runner.calls()
    assert calls[0]["arguments"][:2] == ["issue", "list"]
    assert [one["arguments"][: len(call or ())] for one in calls[1:]] == ([call] if call else [])
    if result == "failure":
        (text,) = calls[1]["texts"]
        assert "https://forge.example/desk/briefings/actions/runs/42" in text
        assert "# Gates" in text


def test_an_alarm_is_given_though_the_build_told_nothing(tmp_path: Path) -> None:
    runner = Runner(tmp_path, tmp_path / "runner")
    _run(runner, "alarm", "One issue, open while the scheduled run fails", result="failure")
    assert runner.calls()[1]["arguments"][:2] == ["issue", "create"]


def test_new_editions_are_committed_and_released_once(runner: Runner, checkout: Path) -> None:
    commit, release = "Commit the lock files, if there are new ones", "Release each newest edition that has no release yet"
    origin = checkout.parent / "origin.git"
    runner.calls()
    runner.know()
    _run(runner, "publish", "Publish", "push")
    _run(runner, "publish", commit, "push")
    assert runner.calls()[0]["arguments"] == ["auth", "setup-git"]
    assert _git(origin, "log", "--format=%s %an", "-1", "main") == "Editions: viet-nam-nga/001 github-actions[bot]"
    assert _git(origin, "show", "--name-only", "--format=", "main") == "reports/editions/viet-nam-nga/001.json"
    _run(runner, "publish", release, "push")
    view, create = runner.calls()
    assert view["arguments"] == ["release", "view", "viet-nam-nga-001"]
    assert create["arguments"][:3] == ["release", "create", "viet-nam-nga-001"]
    assert _git(origin, "rev-parse", "main") in create["arguments"]
    assert [Path(name).name for name in create["attached"]] == ["viet-nam-nga.docx", "viet-nam-nga.pdf", "001.json"]
    assert create["texts"] == ["The first edition.\n"]

    runner.know(releases=["viet-nam-nga-001"])
    _run(runner, "publish", "Publish")
    assert "nothing new" in _run(runner, "publish", commit)
    _run(runner, "publish", release)
    assert [one["arguments"][:2] for one in runner.calls()] == [["release", "view"]]

    article = next((checkout / "seeds").glob("003*"))
    article.write_bytes(article.read_bytes().replace(b"12,5%", b"12,7%"))
    _run(runner, "publish", "Publish", "push")
    _run(runner, "publish", commit, "push")
    _run(runner, "publish", release, "push")
    create = runner.calls()[-1]
    assert create["arguments"][:3] == ["release", "create", "viet-nam-nga-002"]
    assert "12,7" in create["texts"][0]


def test_every_script_of_the_workflow_is_run_here() -> None:
    here = Path(__file__).read_text(encoding="utf-8")
    scripts = Workflow(OURS).list_scripts()
    assert len(scripts) >= 10
    assert [name for _, name in scripts if f'"{name}"' not in here] == []

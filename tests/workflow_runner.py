"""Just enough of a GitHub runner for tests: which jobs and steps an event runs, and a step's script run as the runner runs it.

Actions are not run; a test lays down what they would. ``gh`` is a stand-in that keeps what it was called with.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
_NAME = re.compile(r"'[^']*'|[a-z_]+(?:\.[a-z_-]+)+")
_PATIENCE = 300  # seconds for one step

_GH = f"""#!{sys.executable}
import json, os, sys
from pathlib import Path
state, arguments = Path(os.environ["GH_STATE"]), sys.argv[1:]
files = [one.partition("@")[2] for one in arguments if one.startswith("body=@")]
files += [after for before, after in zip(arguments, arguments[1:]) if before in ("--body-file", "--notes-file")]
call = {{"arguments": arguments, "texts": [Path(one).read_text(encoding="utf-8") for one in files], "token": os.environ.get("GH_TOKEN")}}
call["attached"] = [one for one in arguments if Path(one).is_file() and one not in files] if arguments[:2] == ["release", "create"] else []
with (state / "calls.jsonl").open("a", encoding="utf-8") as log:
    log.write(json.dumps(call) + "\\n")
known = json.loads((state / "known.json").read_text(encoding="utf-8"))
if arguments[0] == "api" and "--jq" in arguments:
    print(known.get("comment", ""))
elif arguments[:2] == ["issue", "list"]:
    print(known.get("issue", ""))
elif arguments[:2] == ["release", "view"]:
    sys.exit(arguments[2] not in known.get("releases", []))
"""


class Workflow:
    """A workflow file."""

    def __init__(self, path: Path) -> None:
        self.text = path.read_text(encoding="utf-8")
        self.content: dict[Any, Any] = yaml.safe_load(self.text)
        self.jobs: dict[str, Any] = self.content["jobs"]

    def list_jobs(self, context: Mapping[str, Any]) -> list[str]:
        """The jobs that run, where each that runs succeeds or, as ``needs`` has it, not."""
        return [name for name, job in self.jobs.items() if judge(job.get("if", "success()"), context)]

    def step(self, job: str, name: str) -> dict[str, Any]:
        """The one step of that name."""
        (found,) = (step for step in self.jobs[job]["steps"] if step["name"] == name)
        return dict(found)

    def list_scripts(self) -> list[tuple[str, str]]:
        """Job and name of every step that runs a script."""
        return [(job, step["name"]) for job, content in self.jobs.items() for step in content["steps"] if "run" in step]


def make_context(
    event: str, more: Mapping[str, Any] | None = None, *, result: str = "success", fork: bool = False, branch: str = "main"
) -> dict[str, Any]:
    """What expressions read: the event on a branch, and how the jobs before ended."""
    return {
        "github.event_name": event,
        "github.repository": "desk/briefings",
        "github.ref_name": branch,
        "github.event.repository.default_branch": "main",
        "github.event.pull_request.head.repo.full_name": "other/briefings" if fork else "desk/briefings",
        "github.event.pull_request.number": 7,
        "github.token": "GIVEN",
        "github.server_url": "https://forge.example",
        "github.run_id": 42,
        "needs.build.result": result,
        "result": result,
        **(more or {}),
    }


def judge(expression: str, context: Mapping[str, Any]) -> bool:
    """The truth of an ``if``; without a status function in it, it is also asked that all went well."""
    bare = expression.strip().removeprefix("${{").removesuffix("}}").strip()
    words = _NAME.sub(lambda found: found[0] if found[0].startswith("'") else repr(_look_up(found[0], context)), bare)
    words = words.replace("&&", " and ").replace("||", " or ").replace("!cancelled()", "True")
    words = words.replace("success()", repr(context["result"] == "success"))
    told: bool = eval(words, {"__builtins__": {}})  # noqa: S307 - the project's own workflow
    return told and ("cancelled()" in bare or context["result"] == "success")


def _look_up(name: str, context: Mapping[str, Any]) -> Any:
    assert name in context, f"the runner of the tests does not know {name}"
    return context[name]


class Runner:
    """A checkout with the files of a runner beside it."""

    def __init__(self, checkout: Path, home: Path, *, programs: Mapping[str, str] | None = None) -> None:
        self.checkout, self.home = checkout, home
        (home / "bin").mkdir(parents=True)
        for name, script in {"gh": _GH, **(programs or {})}.items():
            (home / "bin" / name).write_text(script, encoding="utf-8")
            (home / "bin" / name).chmod(0o755)
        self.know()

    def know(self, **known: Any) -> None:
        """What ``gh`` finds: comment, issue, releases."""
        (self.home / "known.json").write_text(json.dumps(known), encoding="utf-8")

    def run(self, step: Mapping[str, Any], context: Mapping[str, Any]) -> subprocess.CompletedProcess[str]:
        """A step's script, in the shell and with the variables that a runner gives it."""
        assert "${{" not in step["run"], "a value in a script's text could be code: hand it over in env"
        given = {name: self._fill(str(value), context) for name, value in step.get("env", {}).items()}
        files = {name: str(self.home / name) for name in ("GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY")}
        environment = {
            "PATH": os.pathsep.join([str(self.home / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]]),
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "GH_STATE": str(self.home),
            "GITHUB_REPOSITORY": "desk/briefings",
            **files,
            **given,
        }
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=self.checkout,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=_PATIENCE,
        )

    @staticmethod
    def _fill(text: str, context: Mapping[str, Any]) -> str:
        return _EXPRESSION.sub(lambda found: str(_look_up(found[1], context)), text)

    def calls(self) -> list[dict[str, Any]]:
        """What ``gh`` was called with since this was last asked."""
        log = self.home / "calls.jsonl"
        lines = log.read_text(encoding="utf-8").splitlines() if log.is_file() else []
        log.unlink(missing_ok=True)
        return [json.loads(line) for line in lines]

    def read(self, name: str) -> str:
        """A file of the runner's: GITHUB_OUTPUT, GITHUB_PATH, GITHUB_STEP_SUMMARY."""
        path = self.home / name
        return path.read_text(encoding="utf-8") if path.is_file() else ""

"""Rules about the project as a whole: who imports whom, what the locks hold, what the documents say."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _read(place: str) -> str:
    return (ROOT / place).read_text(encoding="utf-8")


def test_stages_do_not_import_each_other() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def _name(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-")


def _locked(lock: str) -> set[str]:
    return set(re.findall(r"^([\w.-]+)==", _read(f"requirements/{lock}.lock"), re.MULTILINE))


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("run", SETTINGS["project"]["dependencies"]),
        ("dev", SETTINGS["dependency-groups"]["dev"]),
        ("build", SETTINGS["dependency-groups"]["build"]),
        ("uv", SETTINGS["dependency-groups"]["uv"]),
    ],
)
def test_every_dependency_is_locked(lock: str, wanted: list[str]) -> None:
    assert {_name(requirement) for requirement in wanted} <= _locked(lock)


@pytest.mark.parametrize("lock", ["run", "dev", "build", "uv"])
def test_a_lock_pins_by_hash_and_names_no_index(lock: str) -> None:
    text = _read(f"requirements/{lock}.lock")
    requirements = re.split(r"\n(?=\S)", text.strip())
    assert [line for line in requirements if "--hash=sha256:" not in line] == []
    assert "://" not in text


def _versions(lock: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([\w.+-]+)", _read(f"requirements/{lock}.lock"), re.MULTILINE):
        found.setdefault(name, set()).add(version)
    return found


@pytest.mark.parametrize("lock", ["dev", "build"])
def test_the_locks_agree_where_they_hold_the_same_package(lock: str) -> None:
    run = _versions("run")
    assert {name: versions for name, versions in _versions(lock).items() if not versions <= run.get(name, versions)} == {}


def test_make_alone_lists_every_task() -> None:
    makefile = _read("Makefile")
    listed = subprocess.run(["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony is not None
    for task in phony[1].split():
        assert re.search(rf"^{task}:", makefile, re.MULTILINE), task
        assert task.startswith("setup") or f"make {task} " in listed, task


def test_ci_calls_tasks_that_exist() -> None:
    tasks = re.findall(r"^make (\S+)$", _read(".ci/run"), re.MULTILINE)
    assert {"test", "lint", "types", "wheel-test", "test-slow"} <= set(tasks)
    assert all(re.search(rf"^{task}:.*## ", _read("Makefile"), re.MULTILINE) for task in tasks)


def test_every_command_and_option_is_documented() -> None:
    from briefgen.cli.parser import make_parser

    page = _read("docs/cli.md")
    commands = next(action for action in make_parser()._actions if action.dest == "==SUPPRESS==" and isinstance(action.choices, dict))
    assert isinstance(commands.choices, dict)
    for name, parser in commands.choices.items():
        section = re.search(rf"^## `{name}\b.*?(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
        assert section, f"docs/cli.md has no section on {name}"
        options = [option for action in parser._actions for option in action.option_strings if option.startswith("--")]
        missing = [option for option in options if option not in section[0] and option not in page.split("\n## ")[0] and option != "--help"]
        assert not missing, f"docs/cli.md does not tell of {missing} of {name}"


def test_the_documents_link_only_to_what_exists() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_architecture_names_every_package() -> None:
    page = _read("docs/architecture.md")
    packages = [path.parent.name for path in (ROOT / "src" / "briefgen").glob("*/__init__.py")]
    assert [name for name in packages if f"`{name}/`" not in page] == []


def test_the_version_stands_in_one_place_and_the_changelog_begins_with_what_is_unreleased() -> None:
    assert _read("CHANGELOG.md").split("\n## ")[1].startswith(("Unreleased", SETTINGS["project"]["version"]))
    assert "__version__" not in _read("src/briefgen/__init__.py")


def test_only_what_an_editor_does_is_dated_by_the_clock() -> None:
    asks = re.compile(r"\.today\(\)|\.now\(|\.utcnow\(|\btime\.time|gmtime\(\)|localtime\(\)")
    found = {path.name for path in (ROOT / "src" / "briefgen").rglob("*.py") if asks.search(path.read_text(encoding="utf-8"))}
    assert found == {"ruling.py", "adding.py"}, "a decision's day and an article's day of retrieval; nothing else may ask"

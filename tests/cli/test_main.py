"""The frame: help, versions, errors as one line, what is imported when."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefgen.cli.main import main
from briefgen.errors import (
    BriefgenError,
    DraftError,
    EditionError,
    FetchError,
    ProjectError,
    RegistryError,
    RenderError,
    SettingsError,
    TemplateError,
    UsageError,
)
from running import ROOT, copy_project, run

HEAVY = {"matplotlib", "weasyprint", "docx", "sqlalchemy", "jinja2", "babel", "lxml", "yaml", "numpy", "trafilatura"}


def _imports(*arguments: str) -> set[str]:
    program = "import sys; from briefgen.cli.main import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return {name.partition(".")[0] for name in done.stderr.split("\n")[-2].split()}


@pytest.mark.parametrize("arguments", [("completion", "bash"), ("no-such-command",), ("facts", "--since", "tomorrow")])
def test_what_needs_no_stage_imports_none(arguments: tuple[str, ...]) -> None:
    assert not _imports(*arguments) & (HEAVY - {"babel", "yaml"})


def test_help_imports_next_to_nothing() -> None:
    code = "import sys; from briefgen.cli.parser import make_parser; make_parser().format_help(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {name.partition(".")[0] for name in loaded} & (HEAVY | {"msgspec", "dataclasses", "multiprocessing", "importlib.metadata"})


def test_listing_facts_does_not_import_what_draws_or_places(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "p", seeds="000*")
    assert not _imports("--project", str(project), "facts") & {"matplotlib", "weasyprint", "docx", "jinja2", "numpy"}


def test_without_a_command_the_help_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "briefgen init demo" in capsys.readouterr().out


def test_the_help_is_in_the_language_of_the_user(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFGEN_LANG", "vi")
    main([])
    assert "liệt kê dữ kiện" in capsys.readouterr().out


def test_the_version_is_that_of_the_package() -> None:
    assert run("--version").stdout == "briefgen 0.1.0\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("bild",), "invalid choice: 'bild'"),
        (("build", "--fromat=pdf"), "--fromat"),
        (("build", "--jobs", "many"), "many"),
        (("show",), "FACT"),
        (("completion", "fish"), "fish"),
        (("facts", "--since", "tomorrow"), "tomorrow: not a date"),
        (("facts", "--until", "31/2/2024"), "31/2/2024: not a date"),
    ],
)
def test_a_mistake_in_the_arguments_is_one_line_and_exit_2(arguments: tuple[str, ...], says: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert says in done.stderr
    assert done.stderr.startswith("briefgen: ")


def test_outside_of_a_project_one_line_says_so(tmp_path: Path) -> None:
    done = run("facts", cwd=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert "--project DIR" in done.stderr


def test_common_options_may_stand_before_and_after_the_command(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "p", seeds="000*")
    before = run("--project", project, "--json", "articles")
    after = run("articles", "--project", project, "--json")
    assert before.returncode == after.returncode == 0
    assert before.stdout == after.stdout != ""


def test_the_exit_codes_are_those_of_the_documented_tree() -> None:
    stages = (SettingsError, TemplateError, RenderError, RegistryError, DraftError, EditionError, FetchError)
    kinds = (BriefgenError, UsageError, ProjectError, *stages)
    assert [kind.exit_code for kind in kinds] == list(range(1, 11))
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert all(f"\n| {code} | " in page for code in (*range(11), "21 to 28", 130, 141))


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "p")
    shell = f"{sys.executable} -m briefgen --project {project} export | head -c 10; code=${{PIPESTATUS[0]}}; echo; echo $code"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] in {"0", "141"}


def _wait_for(path: Path) -> None:
    for _ in range(600):
        if path.exists():
            return
        time.sleep(0.05)
    raise AssertionError(f"{path} was never made")


def test_an_interrupt_is_one_line_and_leaves_no_half_file(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "p")
    command = [sys.executable, "-m", "briefgen", "--project", str(project), "build"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, process_group=0) as process:
        _wait_for(project / ".briefgen" / "registry.sqlite")
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert errors.count("\n") == 1
    assert "interrupted" in errors
    output = project / "output"
    assert [path.name for path in output.iterdir() if path.name.startswith(".")] == [] if output.is_dir() else True

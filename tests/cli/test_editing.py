"""``decide``, ``decisions``, ``import``: rulings go into the log, and the next look shows them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.cli.main import main
from running import copy_project

Say = Callable[..., tuple[int, str, str]]
SIGNED = ("--author", "Desk", "--date", "2024-05-02", "--reason", "checked by telephone")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "p", seeds="000*")


@pytest.fixture
def say(project: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Say:
    """Exit code, stdout and stderr of a command."""

    def run_command(*arguments: str) -> tuple[int, str, str]:
        code = main(["--project", str(project), *arguments])
        told = capsysbinary.readouterr()
        return code, told.out.decode(), told.err.decode()

    return run_command


def _find(say: Say, kind: str) -> dict[str, str]:
    found: dict[str, str] = json.loads(say("--json", "facts", "--kind", kind)[1])[0]
    return found


def test_a_rejected_fact_is_gone_and_undoing_brings_it_back(say: Say) -> None:
    before = say("export")[1]
    code, decision, _ = say("decide", "reject", _find(say, "meeting")["id"], *SIGNED)
    assert code == 0
    assert say("export")[1] != before
    assert say("export", "--no-decisions")[1] == before
    assert say("decide", "undo", decision.strip(), *SIGNED)[0] == 0
    assert say("export")[1] == before


def test_a_correction_shows_in_the_fact(say: Say) -> None:
    meeting = _find(say, "meeting")
    assert say("decide", "correct", meeting["id"][:-1], "--field", "place", "--value", "Đà Lạt", *SIGNED)[0] == 0
    assert _find(say, "meeting")["place"] == "Đà Lạt"
    assert "Đà Lạt" in say("show", meeting["id"])[1]


def test_the_log_lists_who_ruled_what_and_why(say: Say) -> None:
    meeting = _find(say, "meeting")
    say("decide", "approve", meeting["id"], *SIGNED)
    lines = say("decisions")[1].splitlines()
    assert all(words in lines[2] for words in ("2024-05-02", "Desk", "approve", meeting["id"], "checked by telephone"))
    assert json.loads(say("--json", "decisions")[1])[0]["targets"] == [meeting["id"]]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("decide", "approve", "no-such-fact", *SIGNED), "is called no-such-fact"),
        (("decide", "applaud", "x", *SIGNED), "applaud"),
        (("decide", "approve", "x", "--date", "2024-05", "--reason", "r"), "2024-05: not a day"),
    ],
)
def test_a_decision_that_cannot_be_is_one_line_and_nothing_is_written(
    say: Say, project: Path, arguments: tuple[str, ...], says: str
) -> None:
    code, _, errors = say(*arguments)
    assert (code, errors.count("\n")) == (2, 1)
    assert says in errors
    assert list((project / "reports" / "decisions").glob("2024-05*")) == []


def test_a_correction_without_a_field_is_refused(say: Say) -> None:
    code, _, errors = say("decide", "correct", _find(say, "meeting")["id"], "--value", "x", *SIGNED)
    assert (code, errors.count("\n")) == (4, 1)


def test_an_untouched_draft_proposes_nothing(say: Say, project: Path) -> None:
    assert say("build", "asean-nga", "--format", "docx", "--jobs", "1")[0] == 0
    code, told, _ = say("import", str(project / "output" / "asean-nga.docx"))
    assert (code, told) == (0, "the draft proposes nothing\n")
    assert json.loads(say("--json", "import", str(project / "output" / "asean-nga.docx"))[1]) == []


def test_a_file_that_is_no_draft_is_one_line(say: Say, project: Path) -> None:
    code, _, errors = say("import", str(next((project / "seeds").iterdir())))
    assert (code, errors.count("\n")) == (8, 1)

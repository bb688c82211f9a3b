"""``review``: open questions one by one at the terminal, or through a pipe as here, and what is said written into the log."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from signal import SIGINT
from typing import Any

import pytest

from briefgen.cli.reviewing import Draft as Ruling
from briefgen.cli.reviewing import Interview, find_fault, list_choices, list_items, prefer_side, read_value
from briefgen.model import Action, Conflict, ConflictKind, Dated, Evidence, Fact, Meeting, Question, Side, Status, View
from running import ROOT, copy_project, run

YEAR = "004*"  # the seed that gives a day and no year


@pytest.fixture
def project(tmp_path: Path) -> Path:
    project = copy_project(tmp_path / "p", seeds=YEAR)
    for path in (project / "reports" / "decisions").glob("*.jsonl"):
        path.unlink()
    return project


def _review(project: Path, *answers: str, options: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """``briefgen review`` with these lines typed, and then the end of the input."""
    return subprocess.run(
        [sys.executable, "-m", "briefgen", "--project", str(project), "review", "--date", "2024-05-02", *options],
        cwd=ROOT, input="".join(f"{answer}\n" for answer in answers), capture_output=True, encoding="utf-8", check=False, timeout=120,
        env={**{name: value for name, value in os.environ.items() if name != "BRIEFGEN_AUTHOR"}, "BRIEFGEN_LANG": "en"},
    )  # fmt: skip


def _read_log(project: Path) -> list[dict[str, Any]]:
    paths = sorted((project / "reports" / "decisions").glob("*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def _skip_to(project: Path, code: str) -> list[str]:
    """The answers that pass over what comes before the first question of this code."""
    asked = json.loads(run("--project", project, "--json", "questions").stdout)
    codes = ["conflict"] * len(asked["conflicts"]) + [question["code"] for question in asked["questions"]]
    return ["s"] * codes.index(code)


def test_a_year_answered_completes_the_day_that_the_source_gives(project: Path) -> None:
    done = _review(project, *_skip_to(project, "year-unknown"), "a", "2023", "Lê An", "telephone", "q")
    assert (done.returncode, done.stderr) == (0, "")
    assert "decisions written: 1" in done.stdout
    [decision] = _read_log(project)
    assert (decision["action"], decision["field"], decision["value"]) == ("answer", "date", "2023-08-29")
    assert (decision["author"], decision["reason"], decision["at"]) == ("Lê An", "telephone", "2024-05-02")
    meetings = json.loads(run("--project", project, "--json", "facts", "--kind", "meeting").stdout)
    assert any(meeting["date"] == "2023-08-29" for meeting in meetings)
    assert "year-unknown" not in _review(project).stdout, "what is answered is not asked again"


def test_the_words_of_the_source_stand_beside_the_question(project: Path) -> None:
    out = _review(project, *_skip_to(project, "year-unknown")).stdout
    assert "Đối thoại chiến lược ngoại giao, quốc phòng, an ninh Việt-Nga lần thứ 12" in out
    quoted = [line for line in out.splitlines() if line.strip().startswith("004_eae569450ad647c0: ")]
    assert quoted
    assert all("«" in line and "»" in line for line in quoted)


def test_options_answer_what_would_be_asked(project: Path) -> None:
    skip = _skip_to(project, "year-unknown")
    options = ("--author", "Lê An", "--reason", "sent by the ministry", "--briefing", "viet-nam-nga")
    assert _review(project, *skip, "a", "2023", options=options).returncode == 0
    [decision] = _read_log(project)
    assert (decision["author"], decision["reason"], decision["scope"]) == ("Lê An", "sent by the ministry", "viet-nam-nga")


def test_a_value_that_the_field_cannot_take_is_said_at_once_and_not_written(project: Path) -> None:
    skip = _skip_to(project, "year-unknown")
    done = _review(project, *skip, "c", "1", "colour", "c", "1", "date", "soon", "c", "1", "ordinal", "twelfth", "q")
    assert done.returncode == 0
    assert "There is no field colour" in done.stdout
    assert "Not a date" in done.stdout
    assert "ordinal cannot be that" in done.stdout
    assert _read_log(project) == []


def test_ctrl_c_leaves_whole_decisions_and_nothing_of_the_one_begun(project: Path) -> None:
    answers = ["a", "1991", "Desk", "checked", "a"]  # one ruling, and the beginning of another
    command = [sys.executable, "-m", "briefgen", "--project", str(project), "review", "--date", "2024-05-02"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        env={**os.environ, "BRIEFGEN_LANG": "en"},
    ) as review:  # fmt: skip
        assert review.stdin is not None
        review.stdin.write("".join(f"{answer}\n" for answer in answers))
        review.stdin.flush()
        end = time.monotonic() + 60
        while not _read_log(project) and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(0.2)
        review.send_signal(SIGINT)
        _, errors = review.communicate(timeout=60)
    assert (review.returncode, errors.count("\n")) == (130, 1)
    assert [one["action"] for one in _read_log(project)] == ["answer"]


# --- What is offered, without a terminal --------------------------------------------------------------------------------


def _fact(name: str, place: str | None = None) -> Fact:
    evidence = Evidence(article="a", start=0, end=3, quote="họp", reading="họp")
    claim = Meeting(name=name, place=place)
    return Fact(
        id=f"meeting-{name}", key=name, claim=claim, label=name, parties=("RUS", "VNM"), date=Dated(edtf="2021"), topics=(),
        evidence=(evidence,), status=Status.SINGLE_SOURCE,
    )  # fmt: skip


ONE, TWO = _fact("one", "Hà Nội"), _fact("two", "Huế")
CONFLICT = Conflict(
    id="conflict-1",
    kind=ConflictKind.CONTRADICTION,
    field="place",
    sides=tuple(
        Side(value=fact.claim.place or "", fact=fact.id, evidence=fact.evidence) for fact in (ONE, TWO) if isinstance(fact.claim, Meeting)
    ),
)
QUESTION = Question(id="question-1", code="same-name", facts=(ONE.id, TWO.id, "meeting-gone"), values={})


def _view(conflict: Conflict = CONFLICT, question: Question = QUESTION) -> View:
    return View(sources=(), facts=(ONE, TWO), conflicts=(conflict,), lifecycles=(), questions=(question,), problems=())


def test_conflicts_come_first_and_a_fact_that_is_gone_is_not_offered() -> None:
    conflict, question = list_items(_view())
    assert (conflict.subject, question.subject) == (CONFLICT, QUESTION)
    assert question.facts == (ONE, TWO)


def test_a_conflict_offers_its_sides_and_an_answer_and_a_question_the_merging_of_its_facts() -> None:
    conflict, question = list_items(_view())
    assert list(list_choices(conflict)) == ["1", "2", "a", "c", "r", "o", "w", "s", "q"]
    assert list(list_choices(question)) == ["a", "c", "r", "o", "w", "m", "s", "q"]


def _interview(*answers: str, author: str | None = None) -> tuple[Interview, list[str]]:
    """An interview with an editor who says these things, and what the editor gets to see."""
    waiting, seen = iter(answers), list[str]()

    def ask(prompt: str) -> str:
        seen.append(prompt)
        return next(waiting)

    return Interview(ask, seen.append, at="2024-05-02", author=author, guess="root", reason=None, scope=None), seen


def test_the_author_is_asked_once_and_an_empty_reason_repeats_the_last() -> None:
    _, question = list_items(_view())
    interview, seen = _interview("o", "1", "Desk", "", "checked", "r", "2", "")
    rulings = [interview.rule(question), interview.rule(question)]
    assert [one and (one.action, one.targets, one.author, one.reason) for one in rulings] == [
        (Action.APPROVE, (ONE.id,), "Desk", "checked"),
        (Action.REJECT, (TWO.id,), "Desk", "checked"),
    ]
    assert seen.count("who decides [root]:") == 1
    assert seen[-1] == "why [checked]:"


def test_what_is_no_choice_is_said_and_asked_again() -> None:
    _, question = list_items(_view())
    interview, seen = _interview("zzz", "o", "99", "w", "1", "", "s")
    assert interview.rule(question) is None
    assert "There is no choice zzz." in seen
    assert "There is no choice 99." in seen


def test_facts_merge_into_the_first_and_a_sentence_is_worded_anew() -> None:
    _, question = list_items(_view())
    merged = _interview("m", "the same", author="Desk")[0].rule(question)
    assert merged is not None
    assert (merged.action, merged.targets) == (Action.MERGE, (ONE.id, TWO.id))
    worded = _interview("w", "2", "Hai bên họp.", "clearer", author="Desk")[0].rule(question)
    assert worded is not None
    assert (worded.action, worded.targets, worded.value) == (Action.REWORD, (TWO.id,), "Hai bên họp.")


def test_the_editor_ends_with_q() -> None:
    with pytest.raises(EOFError):
        _interview("q")[0].rule(list_items(_view())[0])


def test_a_side_is_preferred_by_its_value_and_its_fact() -> None:
    ruling = prefer_side(CONFLICT, 1)
    assert (ruling.action, ruling.targets, ruling.value) == (Action.PREFER, ("conflict-1", "meeting-two"), "Huế")


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("26/4/2024", "2024-04-26"),
        ("4/2024", "2024-04"),
        ("../2024-04", "../2024-04"),
        ("2021/2025", "2021/2025"),
        ("", ""),
        ("soon", None),
    ],
)
def test_dates_are_taken_as_they_are_typed_or_as_edtf(said: str, value: str | None) -> None:
    assert read_value("date", said) == value
    assert read_value("place", said) == said


def test_an_answer_is_no_fault_for_a_fact_without_the_field() -> None:
    ruling = Ruling(action=Action.ANSWER, targets=("question-1",), seen="", field="due", value="soon")
    assert find_fault(ONE, ruling) is None
    assert find_fault(ONE, Ruling(action=Action.CORRECT, targets=(ONE.id,), seen="", field="due", value="2021")) is not None

"""The editors' log on disk."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from briefgen.errors import SettingsError
from briefgen.model import Action, Decision
from briefgen.registry import append_decision, make_decision, read_decisions


def decide(n: int = 0, *, author: str = "Lê An", at: str = "2024-05-01", action: Action = Action.APPROVE) -> Decision:
    return make_decision(action, [f"fact-{n}"], reason="đã xem", author=author, at=at)


def test_what_is_appended_is_read_back_in_order_of_days(tmp_path: Path) -> None:
    later, earlier = decide(1, at="2024-05-02"), decide(2, at="2024-04-30")
    for one in (later, earlier):
        append_decision(tmp_path, one)
    assert read_decisions(tmp_path) == ((earlier, later), ())


def test_authors_and_months_write_files_of_their_own(tmp_path: Path) -> None:
    paths = {append_decision(tmp_path, one).name for one in (decide(), decide(author="Trần Bình"), decide(at="2024-06-01"))}
    assert paths == {"2024-05-le-an.jsonl", "2024-05-tran-binh.jsonl", "2024-06-le-an.jsonl"}


def test_a_folder_that_is_not_there_holds_no_decisions(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "none") == ((), ())


@pytest.mark.parametrize(
    "line",
    [
        b'{"id":"decision-1","action":"appro',
        b"<<<<<<< HEAD",
        b"\xff\xfe\x00",
        b"[1, 2]",
        b'{"id":"x","action":"explode","targets":["f"],"reason":"r","author":"a","at":"2024-01-01"}',
        b'{"id":"x","action":"approve","targets":[],"reason":"r","author":"a","at":"2024-01-01"}',
        b'{"id":"x","action":"approve","targets":["f"],"reason":" ","author":"a","at":"2024-01-01"}',
        b'{"id":"x","action":"approve","targets":["f"],"reason":"r","author":"a","at":"yesterday"}',
        b'{"id":"x","action":"merge","targets":["f"],"reason":"r","author":"a","at":"2024-01-01"}',
        b'{"id":"x","action":"correct","targets":["f"],"reason":"r","author":"a","at":"2024-01-01"}',
    ],
)
def test_a_broken_line_is_named_with_file_and_line_and_the_others_count(tmp_path: Path, line: bytes) -> None:
    path = append_decision(tmp_path, decide(1))
    with path.open("ab") as file:
        file.write(line + b"\n")
    append_decision(tmp_path, decide(2))
    decisions, (problem,) = read_decisions(tmp_path)
    assert [one.targets for one in decisions] == [("fact-1",), ("fact-2",)]
    assert (problem.code, problem.line) == ("decision-unreadable", 2)
    assert problem.file is not None
    assert problem.file.endswith("2024-05-le-an.jsonl")
    assert problem.remedy


def test_a_line_cut_in_half_spoils_only_itself(tmp_path: Path) -> None:
    path = append_decision(tmp_path, decide(1))
    path.write_bytes(path.read_bytes()[:-20])
    append_decision(tmp_path, decide(2))
    decisions, problems = read_decisions(tmp_path)
    assert ([one.targets for one in decisions], [one.line for one in problems]) == ([("fact-2",)], [1])


def test_lines_that_git_joined_twice_count_once(tmp_path: Path) -> None:
    path = append_decision(tmp_path, decide(1))
    path.write_bytes(path.read_bytes() * 2)
    assert len(read_decisions(tmp_path)[0]) == 1


def test_a_decision_that_lacks_something_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="needs a value"):
        append_decision(tmp_path, decide(action=Action.REWORD))
    assert not list(tmp_path.iterdir())


def append_many(folder: Path, part: int) -> None:
    for n in range(40):
        append_decision(folder, decide(part * 100 + n))


def test_editors_who_write_at_once_lose_no_line(tmp_path: Path) -> None:
    editors = [threading.Thread(target=append_many, args=(tmp_path, part)) for part in range(3)]
    for editor in editors:
        editor.start()
    for editor in editors:
        editor.join()
    decisions, problems = read_decisions(tmp_path)
    assert (len(decisions), problems) == (120, ())


def test_a_decisions_id_is_made_from_what_it_says() -> None:
    assert decide(1).id == decide(1).id
    assert decide(1).id != decide(2).id

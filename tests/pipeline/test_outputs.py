"""Files that are whole or absent."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from briefgen.errors import ProjectError
from briefgen.pipeline.outputs import remove_unfinished, write_whole


def test_a_file_is_written_with_its_folder(tmp_path: Path) -> None:
    assert write_whole(tmp_path / "a" / "b.txt", b"words")
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"words"
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.txt"]


def test_the_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "b.txt"
    write_whole(path, b"words")
    inode = path.stat().st_ino
    assert not write_whole(path, b"words")
    assert path.stat().st_ino == inode


def test_a_folder_that_is_a_file_is_an_error_with_place_and_remedy(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("in the way")
    with pytest.raises(ProjectError, match=r"output.*cannot be written.*rights"):
        write_whole(tmp_path / "output" / "b.pdf", b"words")


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "b.txt"
    write_whole(path, b"old")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ProjectError, match="No space left"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == ["b.txt"]


def test_what_a_killed_run_left_is_removed_and_what_a_living_one_writes_stays(tmp_path: Path) -> None:
    dead = tmp_path / ".a.pdf.briefgen-part-99999999"
    alive = tmp_path / f".b.pdf.briefgen-part-{os.getpid()}"
    other = tmp_path / "notes.txt"
    for path in (dead, alive, other):
        path.write_bytes(b"")
    remove_unfinished(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([alive.name, other.name])


def test_a_finished_file_may_be_read_as_the_umask_says(tmp_path: Path) -> None:
    write_whole(tmp_path / "b.txt", b"words")
    plain = tmp_path / "plain.txt"
    plain.write_bytes(b"")
    assert stat.S_IMODE((tmp_path / "b.txt").stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


def test_what_is_no_file_is_written_to_and_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert write_whole(pipe, b"whole")
        assert os.read(reader, 100) == b"whole"
    finally:
        os.close(reader)
    assert pipe.is_fifo()

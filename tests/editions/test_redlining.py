"""``build --redline``: what came and went since an edition, as tracked changes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from briefgen.cli.main import main
from briefgen.pipeline.history import find_edition
from briefgen.pipeline.redlining import recover_drafts
from briefgen.project import Project
from docx_support import list_words, settle, without_contents
from editions_support import NAME

SIGNED = ("--reason", "thử", "--author", "Lê An", "--date", "2024-05-02")
HELD = "meeting-ltru56xt7wzw"


def _run(project: Path, *arguments: str) -> int:
    return main(["--project", str(project), "--quiet", *arguments])


def test_a_redline_is_todays_document_when_accepted_and_the_edition_when_rejected(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    earlier = (project / "output" / f"{NAME}.docx").read_bytes()
    assert _run(project, "decide", "correct", HELD, "--field", "place", "--value", "Huế", *SIGNED) == 0
    assert _run(project, "build", "--format", "docx", "--redline", f"{NAME}/1") == 0
    made = (project / "output" / f"{NAME}.redline-1.docx").read_bytes()
    now = (project / "output" / f"{NAME}.docx").read_bytes()
    told = [without_contents(data) for data in (made, now, earlier)]
    assert settle(told[0], "del") == list_words(told[1])
    assert settle(told[0], "ins") == list_words(told[2])
    assert list_words(told[1]) != list_words(told[2])
    capsys.readouterr()
    assert _run(project, "import", str(project / "output" / f"{NAME}.redline-1.docx")) == 0
    assert "proposes nothing" in capsys.readouterr().out


def test_an_edition_whose_files_are_gone_is_made_again(project: Path) -> None:
    published = (project / "output" / f"{NAME}.docx").read_bytes()
    shutil.rmtree(project / "output")
    found = recover_drafts(Project(project), find_edition(Project(project), f"{NAME}/1", project))
    assert found.files == {f"{NAME}.docx": published}
    assert found.differing == ()


@pytest.mark.parametrize("arguments", [("--format", "pdf"), ("asean-nga",)])
def test_a_redline_of_another_kind_or_briefing_is_one_line(
    arguments: tuple[str, ...], published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(published, "build", *arguments, "--redline", f"{NAME}/1") == 2
    assert "viet-nam-nga/1: a redline is a Word document" in capsys.readouterr().err

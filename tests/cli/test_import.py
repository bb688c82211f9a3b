"""The whole loop of an editor: a draft is built, edited, imported and applied; the next build shows it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from briefgen.cli.main import main
from docx_support import W, docx_paragraphs, read_part, read_parts, squeeze
from drafts_support import edit, edit_tree, paragraph_with, reply
from running import copy_project

pytestmark = pytest.mark.slow
NAME = "viet-nam-nga"
NEW = "Hai bên sẽ họp lại vào cuối năm sau."
SIGNED = ("--author", "Lê An", "--date", "2026-11-23")
Say = Callable[..., str]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "p", seeds="00[34]*")


@pytest.fixture
def say(project: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Say:
    """What a command prints; it must end well."""

    def run_command(*arguments: str | Path) -> str:
        code = main(["--project", str(project), *map(str, arguments)])
        told = capsysbinary.readouterr()
        assert code == 0, told.err.decode()
        return told.out.decode()

    return run_command


def build(say: Say, project: Path) -> bytes:
    say("build", NAME, "--format", "docx")
    return (project / "output" / f"{NAME}.docx").read_bytes()


def bring(say: Say, project: Path, draft: bytes, *arguments: str) -> list[tuple[str, str | None]]:
    """The proposals for a draft: action and value, or the new words."""
    path = project / "edited.docx"
    path.write_bytes(draft)
    proposals = json.loads(say("--json", "import", path, *arguments))
    return [(one["action"] or "claim", one["value"] or one["after"] or None) for one in proposals]


def asked(draft: bytes) -> list[str]:
    """The codes of the comments."""
    comments = etree.fromstring(read_parts(draft)["word/comments.xml"])
    return ["".join(map(str, comment.itertext())).rpartition("[")[2].rstrip("]") for comment in comments.iter(W + "comment")]


def prints(draft: bytes, words: str) -> bool:
    return any(squeeze(words) in squeeze(text) for text in docx_paragraphs(draft))


def logs(project: Path) -> Iterator[str]:
    for path in sorted((project / "reports" / "decisions").glob("*.jsonl")):
        yield from path.read_text(encoding="utf-8").splitlines()


def test_what_an_editor_changed_is_in_the_next_document_and_stays_there(say: Say, project: Path) -> None:
    first = build(say, project)
    assert bring(say, project, first) == []
    assert "level-since" in asked(first)

    draft = reply(edit(first, (" diễn ra tại ", " được tổ chức tại ")), "2012, theo Tuyên bố chung")
    count = read_parts(draft)["word/document.xml"].decode().count("<w:t>2,6 tỷ USD</w:t>")
    root = read_part(edit(draft, *[("<w:t>2,6 tỷ USD</w:t>", "<w:t>2,85 tỷ USD</w:t>")] * count))
    said = etree.SubElement(etree.SubElement(paragraph_with(root, "vai trò trung tâm của ASEAN trong cấu trúc"), W + "r"), W + "t")
    said.text = f" {NEW}"
    gone = paragraph_with(root, "là thị trường quan trọng ở Đông Nam Á")
    gone.getparent().remove(gone)  # type: ignore[union-attr]  # it stands in the body
    draft = edit_tree(draft, root)
    proposals = bring(say, project, draft)
    assert sorted(kind for kind, _ in proposals) == ["answer", "claim", "correct", "reject", "reword"]
    assert ("correct", "2850000000") in proposals
    assert ("claim", NEW) in proposals
    assert list(logs(project)) == []  # nothing without --apply

    bring(say, project, draft, "--apply", *SIGNED)
    assert len(list(logs(project))) == 4
    second = build(say, project)
    assert prints(second, "được tổ chức tại Moscow")
    assert not prints(second, "diễn ra tại Moscow")
    assert prints(second, "2,85 tỷ USD")
    assert not prints(second, "2,6 tỷ USD")
    assert not prints(second, "là thị trường quan trọng ở Đông Nam Á")
    assert "level-since" not in asked(second)
    assert bring(say, project, draft) == [("claim", NEW)]  # all else the registry knows
    assert bring(say, project, second) == []

    # The fact changes underneath: its wording waits, the editor is asked, and says that it stands.
    held = json.loads(say("--json", "facts", "--kind", "meeting"))
    meeting = next(one["id"] for one in held if "hội đàm" in one["name"])
    say("decide", "correct", meeting, "--field", "mode", "--value", "online", "--reason", "thử", *SIGNED)
    log = project / "reports" / "decisions" / "2026-11-le-an.jsonl"
    lines = log.read_text(encoding="utf-8").splitlines(keepends=True)
    log.write_text("".join([lines[-1], *lines[:-1]]), encoding="utf-8")  # as if it had changed before
    third = build(say, project)
    assert not prints(third, "được tổ chức tại Moscow")
    assert asked(third)[0] == "decision-stale"
    assert bring(say, project, reply(third, "Vẫn đúng"), "--apply", *SIGNED) == [("answer", "Vẫn đúng")]
    fourth = build(say, project)
    assert prints(fourth, "được tổ chức tại Moscow")
    assert "decision-stale" not in asked(fourth)

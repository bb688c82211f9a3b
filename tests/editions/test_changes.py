"""What changed since the last edition: told by ``diff``, by the document's own section, and by bars in its margin."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefgen.cli.main import main
from docx_support import docx_paragraphs, find_faults, read_part
from editions_support import NAME

# Our own words, about the same meeting as a seed tells of, and about something else.
ARTICLE = """Việt Nam và Nga thúc đẩy hợp tác

Ngày 12/10/2021, tại Hà Nội, Bộ trưởng Ngoại giao Bùi Thanh Sơn hội đàm với Bộ trưởng Ngoại giao Nga Sergei Lavrov.
Kim ngạch thương mại hai chiều Việt Nam - Nga năm 2020 đạt 4,85 tỷ USD.
Bộ trưởng Bùi Thanh Sơn đề nghị phía Nga tạo thuận lợi cho hàng nông sản Việt Nam.
"""


def _run(project: Path, *arguments: str) -> int:
    return main(["--project", str(project), *arguments])


@pytest.fixture
def moved_on(project: Path) -> Path:
    """The project after one article more."""
    (project / "seeds" / "mới.txt").write_text(ARTICLE, encoding="utf-8")
    (project / "seeds" / "mới.yaml").write_text("outlet: Báo Mẫu\npublished: 2021-10-13\nlanguage: vi\n", encoding="utf-8")
    return project


def test_right_after_publishing_nothing_has_changed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(project, "diff", "--exit-code") == 0
    assert capsys.readouterr().out == f"{NAME}/1 → now: no change\n"
    assert _run(project, "diff", NAME, f"{NAME}/1", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == [{"before": f"{NAME}/1", "after": f"{NAME}/1", "changes": []}]


def test_a_diff_tells_each_new_fact_with_its_source(moved_on: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(moved_on, "diff", NAME, "--exit-code") == 1
    table = capsys.readouterr().out
    assert table.startswith(f"{NAME}/1 → now: new ")
    assert _run(moved_on, "--json", "diff", NAME) == 0
    (told,) = json.loads(capsys.readouterr().out)
    figure = next(change for change in told["changes"] if change["fact_kind"] == "statistic")
    assert (figure["kind"], figure["sources"]) == ("new", ["mới"])
    assert "Báo Mẫu" in figure["words"]["source"]


def test_markdown_keeps_what_sources_say_in_its_cell(moved_on: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = moved_on / "seeds" / "mới.txt"
    article.write_text(ARTICLE.replace("hàng nông sản", "hàng | <b>nông sản</b> `x`"), encoding="utf-8")
    assert _run(moved_on, "diff", "--format", "markdown") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"### {NAME}/1 → now"
    rows = [line for line in lines if line.startswith("|")]
    assert len(rows) > 3
    assert {len(row.replace("\\|", "").split("|")) for row in rows} == {7}
    assert "<b>" not in "".join(rows).replace("\\<", "")


def test_a_draft_tells_what_changed_and_marks_it(moved_on: Path) -> None:
    assert _run(moved_on, "--quiet", "build", "--format", "docx,html") == 0
    data = (moved_on / "output" / f"{NAME}.docx").read_bytes()
    said = docx_paragraphs(data)
    assert any("Sovớiấnbản1" in paragraph for paragraph in said)
    assert "mới" in said
    assert "Ấnbản" not in said  # a draft has no number
    styles = {style.get(_W + "val") for style in read_part(data).iter(_W + "pStyle")}
    assert "BodyTextChanged" in styles
    assert list(read_part(data).iter(_W + "tcBorders"))
    names = {style.get(_W + "styleId") for style in read_part(data, "word/styles.xml").iter(_W + "style")}
    assert styles <= names
    assert find_faults(data) == []
    assert 'class="changed"' in (moved_on / "output" / f"{NAME}.html").read_text(encoding="utf-8")


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_the_next_edition_tells_what_changed_since_the_first_and_is_made_again_the_same(
    moved_on: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(moved_on, "--quiet", "publish", "--format", "docx") == 0
    second = (moved_on / "output" / f"{NAME}.docx").read_bytes()
    said = docx_paragraphs(second)
    assert said[said.index("Ấnbản") + 1] == "2"
    assert any("Sovớiấnbản1" in paragraph for paragraph in said)
    assert _run(moved_on, "rebuild", f"{NAME}/2") == 0
    assert (moved_on / "output" / "editions" / f"{NAME}-002" / f"{NAME}.docx").read_bytes() == second
    assert _run(moved_on, "--quiet", "build", "--format", "docx") == 0
    assert (moved_on / "output" / f"{NAME}.docx").read_bytes() == second
    capsys.readouterr()
    assert _run(moved_on, "diff", f"{NAME}/1", f"{NAME}/2") == 0
    assert capsys.readouterr().out.startswith(f"{NAME}/1 → {NAME}/2: new ")


def test_a_document_as_of_an_earlier_day_is_not_compared_with_what_was_known_later(project: Path) -> None:
    (project / "seeds" / "cũ.txt").write_text(
        "Việt Nam và Nga\n\nNgày 12/10/1999, Việt Nam và Nga ký Hiệp định về du lịch.\n", encoding="utf-8"
    )
    (project / "seeds" / "cũ.yaml").write_text("outlet: Báo Mẫu\npublished: 1999-10-13\nlanguage: vi\n", encoding="utf-8")
    assert _run(project, "--quiet", "build", "--format", "html", "--as-of", "2000") == 0
    said = (project / "output" / f"{NAME}.html").read_text(encoding="utf-8")
    assert "Chưa có ấn bản nào trước đó" in said


def test_more_than_two_editions_and_those_of_none_are_refused(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(project, "diff", NAME, NAME, NAME) == 2
    assert _run(project, "diff", f"{NAME}/9") == 9
    for path in (project / "reports" / "editions" / NAME).iterdir():
        path.unlink()
    assert _run(project, "diff") == 9
    assert "Publish one with: briefgen publish" in capsys.readouterr().err

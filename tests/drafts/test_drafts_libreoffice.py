"""Round trips through a real LibreOffice: what it saves is read as what an editor did in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.drafts.compare import compare_draft
from briefgen.drafts.draft import read_draft
from briefgen.drafts.proposals import Comparison
from briefgen.errors import DraftError
from briefgen.model import Meeting
from docx_support import render_sample
from drafts_support import FACTS, MEETING, PLAN, QUESTION, TRADE, make_fact, make_view, render_draft, reply, sample
from office import convert, edit

pytestmark = pytest.mark.slow
# LibreOffice without a screen ends when a document with comments is edited through UNO; comments go through its converter below.
ASKED = '<span class="query" data-query="Năm nào?" data-code="year-unknown">ngày 29/8</span>'
NEW = "Hai bên cũng thống nhất lịch họp năm sau."
REWORDED = "Ngày 26/4/2024, cuộc họp tham vấn lần thứ 12 được tổ chức tại Hà Nội"


def compare_file(path: Path) -> Comparison:
    return compare_draft(read_draft(path), make_view())


def test_a_draft_that_libreoffice_only_saved_proposes_nothing(tmp_path: Path) -> None:
    found = compare_file(convert(render_draft(), tmp_path))
    assert (found.proposals, found.problems) == ((), ())


def test_after_saving_twice_the_original_is_asked_for_and_then_nothing_is_proposed(tmp_path: Path) -> None:
    original = tmp_path / "original.docx"
    original.write_bytes(render_draft())
    twice = convert(convert(render_draft(), tmp_path).read_bytes(), tmp_path)
    with pytest.raises(DraftError, match="--original"):
        read_draft(twice)
    found = compare_draft(read_draft(twice, original), make_view())
    assert (found.proposals, found.problems) == ((), ())


def test_every_element_survives_libreoffice_without_a_proposal(tmp_path: Path) -> None:
    draft = read_draft(convert(render_sample(), tmp_path))
    known = [make_fact(ident, Meeting(name="x"), None) for ident in {unit.fact for unit in draft.units}]
    found = compare_draft(draft, make_view(known))
    assert (found.proposals, found.problems) == ((), ())


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([["bold", "Hai bên ký"]], []),
        ([["field", "2,6 tỷ USD", "3 tỷ USD"]], [("correct", (TRADE,), "3000000000")]),
        ([["replace", " diễn ra tại ", " được tổ chức tại "]], [("reword", (MEETING,), REWORDED)]),
        ([["track"], ["replace", " diễn ra tại ", " được tổ chức tại "]], [("reword", (MEETING,), REWORDED)]),
        ([["delete", "Hai bên ký"]], [("reject", (PLAN,), None)]),
        ([["track"], ["delete", "Hai bên ký"]], [("reject", (PLAN,), None)]),
        ([["append", "Hai bên ký", f" {NEW}"]], [("claim", (), NEW)]),
        ([["track"], ["append", "Hai bên ký", f" {NEW}"]], [("claim", (), NEW)]),
        (
            [["field", "Hà Nội", "Huế"], ["delete", "Hai bên ký"], ["append", "Lời của mẫu", f" {NEW}"]],
            [("correct", (MEETING,), "Huế"), ("reject", (PLAN,), None), ("claim", (), NEW)],
        ),
    ],
)
def test_what_an_editor_does_in_libreoffice_is_proposed(
    edits: list[list[str]], expected: list[tuple[str, tuple[str, ...], str | None]], tmp_path: Path
) -> None:
    draft = render_draft(sample().replace(ASKED, "ngày 29/8"))
    found = compare_file(edit(draft, tmp_path, edits))
    assert [
        (one.action.value if one.action else "claim", one.targets, one.value or one.after or None) for one in found.proposals
    ] == expected
    assert found.problems == ()


def test_a_reply_to_a_question_survives_libreoffice(tmp_path: Path) -> None:
    found = compare_file(convert(reply(render_draft(facts=FACTS), "2021"), tmp_path))
    assert [(one.targets, one.field, one.value) for one in found.proposals] == [((QUESTION.id,), "date", "2021-08-29")]

"""What replies to the draft's comments propose."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from briefgen.model import Action, Conflict, ConflictKind, Dated, Decision, Question, Side
from docx_support import W, read_part
from drafts_support import (
    PLAN,
    QUESTION,
    compare,
    edit_tree,
    make_view,
    paragraph_with,
    render_draft,
    replace_fact,
    reply,
    sample,
    summarise,
)


@pytest.fixture(scope="module")
def draft() -> bytes:
    return render_draft()


@pytest.mark.parametrize("threaded", [True, False])
def test_a_reply_to_a_question_is_its_answer_with_the_year_put_into_the_date(threaded: bool, draft: bytes, tmp_path: Path) -> None:
    found = compare(tmp_path, reply(draft, "Năm 2021", threaded=threaded))
    assert summarise(found) == [("answer", (QUESTION.id,), "date", "2021-08-29")]
    assert found.problems == ()


def test_what_is_said_about_the_value_is_left_to_the_reason(draft: bytes, tmp_path: Path) -> None:
    found = compare(tmp_path, reply(draft, "2021, theo cổng thông tin của Bộ"))
    assert summarise(found) == [("answer", (QUESTION.id,), "date", "2021-08-29")]
    assert found.proposals[0].after == "2021, theo cổng thông tin của Bộ"


def test_a_reply_that_is_no_value_is_kept_as_words(draft: bytes, tmp_path: Path) -> None:
    assert summarise(compare(tmp_path, reply(draft, "Cần hỏi lại đại sứ quán"))) == [
        ("answer", (QUESTION.id,), None, "Cần hỏi lại đại sứ quán")
    ]


def test_a_reply_to_a_question_that_is_no_longer_asked_is_a_conflict(draft: bytes, tmp_path: Path) -> None:
    answered = Question(id=QUESTION.id, code=QUESTION.code, facts=QUESTION.facts, values={}, answered_by="decision-1")
    assert compare(tmp_path, reply(draft, "2021"), make_view(questions=[answered])).proposals[0].conflict is not None
    assert compare(tmp_path, reply(draft, "2021"), make_view(questions=[])).proposals[0].conflict is not None


CONFLICT = Conflict(
    id="conflict-5",
    kind=ConflictKind.CONTRADICTION,
    field="date",
    sides=(Side(value="2021-08-29", fact=PLAN, evidence=()), Side(value="2021-08-30", fact=PLAN, evidence=())),
)


@pytest.fixture(scope="module")
def asking() -> bytes:
    """A draft that asks which side of a conflict is right."""
    return render_draft(sample().replace('data-code="year-unknown"', 'data-code="conflict" data-question="conflict-5"'))


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        ("30/8/2021", None, "2021-08-30"),
        ("Ngày 29/8/2021, theo thông cáo", None, "2021-08-29"),
        ("1/9/2021", "date", "2021-09-01"),
        ("Hai cách tính, giữ cả hai", None, "Hai cách tính, giữ cả hai"),
    ],
)
def test_a_reply_to_a_conflict_names_a_side_or_gives_another_value_or_says_why_both_stand(
    words: str, field: str | None, value: str, asking: bytes, tmp_path: Path
) -> None:
    found = compare(tmp_path, reply(asking, words), make_view(conflicts=[CONFLICT]))
    assert summarise(found) == [("answer", ("conflict-5",), field, value)]
    assert found.proposals[0].conflict is None


def test_a_side_that_is_no_date_is_named_by_its_words(asking: bytes, tmp_path: Path) -> None:
    sides = (Side(value="Moscow", fact=PLAN, evidence=()), Side(value="Hà Nội", fact=PLAN, evidence=()))
    conflict = msgspec.structs.replace(CONFLICT, field="place", sides=sides)
    assert summarise(compare(tmp_path, reply(asking, "hà nội"), make_view(conflicts=[conflict])))[0][3] == "Hà Nội"


def test_a_reply_to_a_conflict_that_is_settled_is_not_applied(asking: bytes, tmp_path: Path) -> None:
    settled = msgspec.structs.replace(CONFLICT, decision="decision-1")
    for conflicts in ([settled], []):
        assert compare(tmp_path, reply(asking, "30/8/2021"), make_view(conflicts=conflicts)).proposals[0].conflict is not None


def test_a_reply_to_a_derived_value_answers_the_question_about_it(tmp_path: Path) -> None:
    question = Question(id="question-78", code="derived", facts=(PLAN,), values={"field": "date"})
    asking = render_draft(sample().replace('data-code="year-unknown"', 'data-code="derived" data-question="question-78"'))
    assert summarise(compare(tmp_path, reply(asking, "30/8/2021"), make_view(questions=[question]))) == [
        ("answer", ("question-78",), "date", "2021-08-30")
    ]


@pytest.mark.parametrize(
    ("code", "values", "words", "expected"),
    [
        ("single-figure", {}, "Tổng cục Thống kê cũng nêu", (None, "Tổng cục Thống kê cũng nêu")),
        ("decision-stale", {"decision": "decision-1"}, "Không, bỏ đi", (None, "Không, bỏ đi")),
        ("derived", {"field": "date"}, "không tìm thấy", (None, "không tìm thấy")),
        ("date-unknown", {}, "5/3/2021, Jakarta", ("date", "2021-03-05")),
    ],
)
def test_a_reply_answers_whatever_the_draft_asked(
    code: str, values: dict[str, str], words: str, expected: tuple[str | None, str], tmp_path: Path
) -> None:
    question = Question(id="question-79", code=code, facts=(PLAN,), values=values)
    asking = render_draft(sample().replace('data-code="year-unknown"', f'data-code="{code}" data-question="question-79"'))
    assert summarise(compare(tmp_path, reply(asking, words), make_view(questions=[question]))) == [("answer", ("question-79",), *expected)]


def test_what_was_answered_so_already_is_not_proposed_again(draft: bytes, tmp_path: Path) -> None:
    answered = msgspec.structs.replace(QUESTION, answered_by="decision-1")
    decided = Decision(id="decision-1", action=Action.ANSWER, targets=(QUESTION.id,), reason="r", author="Lê An", at="2024-05-01")
    view = make_view(questions=[answered])
    view = msgspec.structs.replace(view, facts=replace_fact(PLAN, date=Dated(edtf="2021-08-29")))
    same = msgspec.structs.replace(view, decisions=(msgspec.structs.replace(decided, field="date", value="2021-08-29"),))
    assert compare(tmp_path, reply(draft, "2021"), same).proposals == ()
    other = msgspec.structs.replace(view, decisions=(msgspec.structs.replace(decided, field="date", value="2020-08-29"),))
    assert compare(tmp_path, reply(draft, "2021"), other).proposals[0].conflict == "Lê An answered meanwhile: 2020-08-29"


def test_two_replies_of_different_words_are_no_proposal_but_a_problem(draft: bytes, tmp_path: Path) -> None:
    for view in (make_view(), make_view(questions=[])):
        found = compare(tmp_path, reply(reply(draft, "2021"), "2022", number=10), view)
        assert [problem.code for problem in found.problems] == ["draft-edited-twice"]
        assert found.proposals == ()


def test_a_comment_that_answers_no_question_is_named(draft: bytes, tmp_path: Path) -> None:
    root = read_part(reply(draft, "Viết lại đoạn này", threaded=False))
    for name in ("commentRangeStart", "commentRangeEnd"):
        (mark,) = [one for one in root.iter(W + name) if one.get(W + "id") == "9"]
        paragraph_with(root, "Lời của mẫu").append(mark)
    found = compare(tmp_path, edit_tree(reply(draft, "Viết lại đoạn này", threaded=False), root))
    assert found.proposals == ()
    assert [problem.code for problem in found.problems] == ["draft-comment"]

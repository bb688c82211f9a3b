"""The project's own five articles as its editors left them: what the decisions in ``reports/decisions/`` change, and what they leave."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from briefgen.drafts.draft import read_draft
from briefgen.model import Action
from briefgen.registry import open_registry, read_decisions
from running import ROOT, copy_project, run

Facts = dict[str, dict[str, Any]]

# What a decision corrects: the fact, the field, and its value with the decisions.
CORRECTED = [
    ("meeting-7iesveyail7f", "stage", "planned"),
    ("agreement-65q6hfjho6go", "parties", ["RUS", "VNM"]),
    ("commitment-3o4a4molfegl", "actor", "Igor Morgulov"),
    ("commitment-qd3y3alaulb2", "action", "đề xuất tổ chức một số hoạt động kỷ niệm 20 năm Nga tham gia TAC"),
]
GONE = ["statement-vnjq2idoxjqz", "statement-7roioldnkg62", "commitment-3lx4v3rznmu6"]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(tmp_path_factory.mktemp("edited") / "project")


@pytest.fixture(scope="module")
def edited(project: Path) -> Facts:
    return export(project)


@pytest.fixture(scope="module")
def unedited(project: Path) -> Facts:
    return export(project, "--no-decisions")


@pytest.fixture(scope="module")
def briefings(project: Path) -> dict[str, str]:
    """The text of both briefings without spaces, as both writers read it."""
    done = run("--project", project, "build", "--format", "html", "--fail-on-warning")
    assert done.returncode == 0, done.stdout + done.stderr
    pages = sorted((project / "output").glob("*.html"))
    return {page.stem: squeeze(re.sub("<[^>]+>", "", page.read_text(encoding="utf-8"))) for page in pages}


def squeeze(text: str) -> str:
    return "".join(text.split())


def export(project: Path, *options: str) -> Facts:
    done = run("--project", project, "export", *options)
    assert done.returncode == 0, done.stderr
    facts = [json.loads(line) for line in done.stdout.splitlines()]
    return {fact["id"]: fact for fact in facts if fact["state_of"] is None}


def test_every_decision_applies_to_the_fact_that_its_editor_saw(project: Path) -> None:
    done = run("--project", project, "questions")
    assert done.returncode == 0
    assert "decision-" not in done.stderr


def test_every_decision_is_signed_and_gives_its_reason() -> None:
    decisions, problems = read_decisions(ROOT / "reports" / "decisions")
    assert not problems
    assert decisions
    assert all(one.author == "ban biên tập" and len(one.reason.split()) > 4 for one in decisions)
    assert {one.action for one in decisions} >= {
        Action.APPROVE,
        Action.REJECT,
        Action.CORRECT,
        Action.MERGE,
        Action.REWORD,
        Action.ANSWER,
    }


@pytest.mark.parametrize(("fact", "field", "value"), CORRECTED)
def test_a_corrected_field_has_its_value_only_with_the_decisions(
    edited: Facts, unedited: Facts, fact: str, field: str, value: object
) -> None:
    assert edited[fact][field] == value
    assert unedited[fact][field] != value


@pytest.mark.parametrize("fact", GONE)
def test_what_was_rejected_or_merged_is_there_only_without_the_decisions(edited: Facts, unedited: Facts, fact: str) -> None:
    assert fact in unedited
    assert fact not in edited


def test_a_merged_fact_has_the_evidence_of_both(edited: Facts, unedited: Facts) -> None:
    quotes = {one["quote"] for one in edited["statement-7oks6mtp4ydx"]["evidence"]}
    assert quotes == {one["quote"] for key in ("statement-7oks6mtp4ydx", "statement-7roioldnkg62") for one in unedited[key]["evidence"]}


def test_no_editor_gives_the_year_that_no_source_gives(edited: Facts) -> None:
    dialogue = edited["meeting-wgrmjaxwbx6g"]
    assert (dialogue["ordinal"], dialogue["date"], dialogue["date_basis"]) == (12, "XXXX-08-29", "unresolved")


def test_an_answered_question_is_asked_no_more_and_the_others_are(project: Path) -> None:
    asked = run("--project", project, "questions").stdout
    assert "question-go3r322rvrho" not in asked
    assert "question-3puwl3cxadu4" in asked  # what Russia answered on the South China Sea no source says


@pytest.mark.parametrize(
    ("briefing", "words"),
    [
        ("asean-nga", "Nga cho biết sẽ đề xuất tổ chức một số hoạt động kỷ niệm 20 năm Nga tham gia TAC"),
        ("asean-nga", "hoan nghênh đề nghị của Nga về cung cấp vắc-xin ngừa Covid-19 cho các nước thành viên ASEAN"),
        ("viet-nam-nga", "Thứ trưởng Nguyễn Minh Vũ làm việc với lãnh đạo thành phố Saint-Petersburg"),
        ("viet-nam-nga", "Nga đã chuyển giao sinh phẩm để Việt Nam sản xuất một triệu liều vắc xin Sputnik V"),
        ("viet-nam-nga", "đánh giá tình hình thế giới và khu vực đang có những biến chuyển nhanh, phức tạp và khó lường, đòi hỏi phát huy"),
    ],
)
def test_a_briefing_prints_what_the_editors_wrote(briefings: dict[str, str], briefing: str, words: str) -> None:
    assert squeeze(words) in briefings[briefing]


def test_a_briefing_gives_the_reason_and_author_of_what_was_decided(briefings: dict[str, str]) -> None:
    ruling = "“giữa hai Bộ Ngoại giao Việt Nam và Nga” (bài 004): hai bên là Việt Nam và Nga"
    signed = "do ban biên tập quyết định ngày 22/11/2026"
    assert squeeze(ruling) in briefings["viet-nam-nga"]
    assert squeeze(signed) in briefings["viet-nam-nga"]


def test_a_briefing_no_longer_prints_what_was_rejected(briefings: dict[str, str]) -> None:
    assert squeeze("đề nghị được tiêm chủng") not in briefings["viet-nam-nga"]
    assert squeeze("truyền thống Việt - Nga, Việt Nam;") not in briefings["asean-nga"]


@pytest.mark.slow  # both drafts are built and read
def test_whatever_a_draft_asks_in_its_margin_the_registry_takes_an_answer_to(project: Path) -> None:
    done = run("--project", project, "build", "--format", "docx")
    assert done.returncode == 0, done.stdout + done.stderr
    with open_registry(project / ".briefgen" / "registry.sqlite", read_only=True) as registry:
        view = registry.view()
    open_ones = {one.id for one in view.questions if one.answered_by is None} | {one.id for one in view.conflicts if one.decision is None}
    asked = [one for path in sorted((project / "output").glob("*.docx")) for one in read_draft(path).asked]
    assert {one.code for one in asked} >= {"conflict", "derived", "single-figure", "year-unknown"}
    assert [one.text for one in asked if one.question not in open_ones] == []

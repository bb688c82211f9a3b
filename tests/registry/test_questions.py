from __future__ import annotations

import re
from importlib import resources

import yaml

from briefgen.model import Commitment, Meeting, Statement
from briefgen.registry import Registry
from support import make_mention, make_source, mentions_from_gold, source_from_gold, stems

WORDINGS = yaml.safe_load(resources.files("briefgen.packs").joinpath("registry", "questions.yaml").read_text(encoding="utf-8"))
CODE = "".join(
    file.read_text(encoding="utf-8")
    for file in resources.files("briefgen.registry").iterdir()
    if file.name in ("questions.py", "followups.py", "checks.py", "staleness.py")
)
ASKED_IN_CODE = set(re.findall(r'(?:make_question\(\s*|code = .* else |^CODE = )"([a-z-]+)"', CODE, re.MULTILINE))


def test_every_question_has_a_wording_in_both_languages() -> None:
    assert set(WORDINGS) == ASKED_IN_CODE | {"meeting-overdue"}
    assert all(set(wording) == {"vi", "en"} for wording in WORDINGS.values())


def test_a_wording_uses_only_values_that_its_question_has(registry: Registry) -> None:
    for stem in stems():
        registry.put_article(source_from_gold(stem), mentions_from_gold(stem))
    for question in registry.view().questions:
        for wording in WORDINGS[question.code].values():
            assert wording.format(**question.values)


def test_a_question_keeps_its_id_when_the_wording_of_its_values_changes(registry: Registry) -> None:
    meeting = Meeting(name="Hội nghị cấp cao Việt - Nga", ordinal=4, stage="planned")
    registry.put_article(make_source("a"), [make_mention("a", meeting, date="2021-10")])
    before = {one.id: one.values["cut_off"] for one in registry.view().questions}
    registry.put_article(make_source("b", published="2025-01-01"), [])
    after = {one.id: one.values["cut_off"] for one in registry.view().questions}
    assert set(before) == set(after)
    assert before != after


def ask_about_what_was_announced(registry: Registry, before: str) -> list[str]:
    """The codes of questions about an announcement that points back to what was said just before."""
    earlier = make_mention("a", Statement(actor="LAO", act="affirm", content=before), start=0)
    promise = make_mention("a", Commitment(actor="LAO", action="tổ chức một số hoạt động nhân dịp này"), date="2024-01-30", start=150)
    registry.put_article(make_source("a"), [earlier, promise])
    target = next(fact.id for fact in registry.view().facts if isinstance(fact.claim, Commitment))
    return [one.code for one in registry.view().questions if target in one.facts]


def test_what_was_announced_for_an_occasion_is_on_the_issue_of_the_occasion(registry: Registry) -> None:
    assert ask_about_what_was_announced(registry, "kỷ niệm 10 năm tham gia Hiệp ước thân thiện") == ["commitment-open"]


def test_an_occasion_on_no_narrow_issue_leaves_nothing_to_ask(registry: Registry) -> None:
    assert ask_about_what_was_announced(registry, "kỷ niệm 10 năm hợp tác") == []

from __future__ import annotations

from briefgen.compose.briefing import BriefingSettings
from briefgen.compose.dossier import person_names, select_facts
from briefgen.compose.wording import load_wording
from briefgen.model import Agreement, Meeting, Milestone, Role, SourceInfo, Statement, View
from compose.makers import make_fact, make_view

VI = load_wording("vi")
OTHER = SourceInfo(stem="bai-2", path="seeds/bai-2.txt", sha256="1" * 64, language="vi", origin="bai-2", published="2023-06-01")

TALKS = make_fact(Meeting(name="Hội đàm"), "hội đàm Việt - Lào")
SUMMIT = make_fact(Meeting(name="Hội nghị cấp cao ASEAN - Nga"), "hội nghị cấp cao ASEAN - Nga", parties=("ASEAN", "RUS"), article="bai-2")


def ids(facts: object) -> set[str]:
    assert isinstance(facts, tuple)
    return {fact.id for fact in facts}


def select(view: View, *parties: str) -> tuple[set[str], set[str]]:
    dossier = select_facts(view, BriefingSettings(title="x", parties=parties), VI)
    return ids(dossier.facts), ids(dossier.regional)


def test_what_an_article_about_the_relationship_says_belongs_to_it() -> None:
    alone = make_fact(Statement(actor="VNM", act="affirm", content="coi trọng"), "Việt Nam coi trọng", parties=("VNM",))
    own, regional = select(make_view([TALKS, alone]), "VNM", "LAO")
    assert own == {TALKS.id, alone.id}
    assert not regional


def test_a_speech_of_both_parties_in_another_frame_is_regional() -> None:
    said = make_fact(
        Statement(actor="VNM", act="request", content="Nga ủng hộ"), "đề nghị Nga ủng hộ", parties=("ASEAN", "RUS", "VNM"), article="bai-2"
    )
    own, regional = select(make_view([SUMMIT, said], [OTHER]), "VNM", "RUS")
    assert not own
    assert regional == {said.id}
    assert said.id in select(make_view([SUMMIT, said], [OTHER]), "ASEAN", "RUS")[0]


def test_facts_of_another_relationship_are_kept_out() -> None:
    own, regional = select(make_view([TALKS, SUMMIT]), "VNM", "LAO")
    assert own == {TALKS.id}
    assert not regional


def test_a_milestone_of_exactly_the_parties_is_theirs_wherever_it_is_told() -> None:
    level = make_fact(
        Milestone(event="level", level="strategic-partner"), "quan hệ đối tác Việt - Nga", parties=("RUS", "VNM"), article="bai-2"
    )
    assert select(make_view([SUMMIT, SUMMIT, level], [OTHER]), "VNM", "RUS")[0] == {level.id}


def test_a_document_of_others_in_the_same_article_is_regional() -> None:
    code = make_fact(
        Agreement(name="Bộ Quy tắc COC", form="code", stage="negotiating"), "xây dựng COC", parties=("ASEAN",), article="bai-2"
    )
    assert code.id in select(make_view([SUMMIT, code], [OTHER]), "ASEAN", "RUS")[1]


def test_a_period_leaves_out_what_surely_lies_outside_it() -> None:
    old = make_fact(Milestone(event="established"), "thiết lập năm 1962", date="1962")
    undated = make_fact(Meeting(name="Gặp gỡ"), "gặp gỡ", date=None)
    settings = BriefingSettings(title="x", parties=("VNM", "LAO"), period="2020/2024")
    assert ids(select_facts(make_view([TALKS, old, undated]), settings, VI).facts) == {TALKS.id, undated.id}


def test_the_cut_off_is_the_day_of_the_newest_source_told() -> None:
    dossier = select_facts(make_view([TALKS], [OTHER, make_view([]).sources[0]]), BriefingSettings(title="x", parties=("VNM", "LAO")), VI)
    assert dossier.cut_off == "2023-05-11"


def test_a_person_s_other_spellings_are_told_from_titles() -> None:
    role = make_fact(
        Role(role="Bộ trưởng Ngoại giao Nga", person="Sergei Lavrov"),
        "Sergei Lavrov",
        names=("Sergei Lavrov", "Bộ trưởng Ngoại giao Nga", "Sergey Lavrov"),
    )
    assert person_names(role, VI.titles) == ("Sergei Lavrov", "Sergey Lavrov")

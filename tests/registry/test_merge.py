from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import msgspec
import pytest

from briefgen.model import Agreement, Change, Fact, Kind, Meeting, Mention, Milestone, Participant, Role, Statement, Statistic
from briefgen.registry.keys import fact_id, group_key
from briefgen.registry.merge import merge_group
from support import make_mention


def merge(*mentions: Mention) -> list[Fact]:
    """The facts that the mentions make, in order of their dates."""
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[group_key(mention)].append(mention)
    facts = [one.fact for key, group in groups.items() for one in merge_group(key, group)]
    return sorted(facts, key=lambda fact: (fact.date.edtf or "", fact.id))


def person(name: str, party: str = "VNM") -> Participant:
    return Participant(name=name, party=party)


# --- Meetings -------------------------------------------------------------------------------------------------------

DIALOGUE = Meeting(name="Đối thoại chiến lược quốc phòng Việt Nam - Nga", ordinal=6)


def test_a_session_is_known_by_series_and_ordinal_whatever_its_date_says() -> None:
    (fact,) = merge(make_mention("a", DIALOGUE, date="XXXX-08-29"), make_mention("b", DIALOGUE, date="2023-08-29"))
    assert fact.date.edtf == "2023-08-29"


def test_sessions_with_different_ordinals_are_two_meetings() -> None:
    seventh = Meeting(name=DIALOGUE.name, ordinal=7)
    assert len(merge(make_mention("a", DIALOGUE, date="2022-05-10"), make_mention("b", seventh, date="2022-05-10"))) == 2


def test_a_session_named_without_its_ordinal_joins_the_one_of_that_day() -> None:
    plain = Meeting(name="đối thoại chiến lược quốc phòng Nga - Việt", place="Hà Nội")
    (fact,) = merge(make_mention("a", DIALOGUE, date="2022-05-10"), make_mention("b", plain, date="2022-05-10"))
    assert isinstance(fact.claim, Meeting)
    assert (fact.claim.ordinal, fact.claim.place) == (6, "Hà Nội")


def test_talks_of_two_articles_merge_by_day_and_people() -> None:
    one = Meeting(name="Hội đàm giữa Bộ trưởng Ngoại giao hai nước", chairs=(person("Bùi Thanh Sơn"), person("Sergei Lavrov", "RUS")))
    other = Meeting(name="hội đàm cấp Bộ trưởng", participants=(person("Sergey Lavrov", "RUS"), person("Bùi Thanh Sơn")))
    (fact,) = merge(make_mention("a", one, date="2021-09-28"), make_mention("b", other, date="2021-09-28"))
    assert len(fact.evidence) == 2


def test_visits_of_two_people_on_one_day_stay_apart() -> None:
    one = Meeting(name="chuyến thăm của Bộ trưởng Quốc phòng", participants=(person("Phan Văn Giang"),))
    other = Meeting(name="chuyến thăm của Bộ trưởng Công an", participants=(person("Lương Tam Quang"),))
    assert len(merge(make_mention("a", one, date="2024-08-05"), make_mention("b", other, date="2024-08-05"))) == 2


def test_a_visit_without_year_never_merges_with_one_of_a_known_year() -> None:
    visit = Meeting(name="chuyến thăm chính thức Nga", participants=(person("Bùi Thanh Sơn"),))
    assert len(merge(make_mention("a", visit, date="XXXX-09-28"), make_mention("b", visit, date="2021-09-28"))) == 2


def test_two_meetings_of_one_article_stay_two_where_their_names_differ() -> None:
    talks = Meeting(name="Gặp Chủ tịch Hạ viện", participants=(person("Phạm Minh Chính"),))
    other = Meeting(name="Gặp Chủ tịch Thượng viện", participants=(person("Phạm Minh Chính"),))
    assert len(merge(make_mention("a", talks, date="2021-11-30"), make_mention("a", other, date="2021-11-30"))) == 2


def test_a_planned_session_that_was_held_is_one_meeting_held() -> None:
    planned = Meeting(name=DIALOGUE.name, ordinal=6, stage="planned")
    (fact,) = merge(make_mention("a", planned, date="2022-06"), make_mention("b", DIALOGUE, date="2022-06-10"))
    assert isinstance(fact.claim, Meeting)
    assert (fact.claim.stage, fact.date.edtf) == ("held", "2022-06-10")


# --- Milestones -----------------------------------------------------------------------------------------------------

UPGRADED = Milestone(event="upgraded", level="strategic-partner")


@pytest.mark.parametrize(("coarse", "fine"), [("2012", "2012-07"), ("2012-07", "2012-07-27"), ("../2013-01-01", "2012-07")])
def test_a_date_inside_another_is_a_refinement(coarse: str, fine: str) -> None:
    (fact,) = merge(make_mention("a", UPGRADED, date=coarse), make_mention("b", UPGRADED, date=fine))
    assert fact.date.edtf == fine


def test_disjoint_dates_make_two_facts_with_ids_that_do_not_depend_on_each_other() -> None:
    first, second = make_mention("a", UPGRADED, date="2012-07"), make_mention("b", UPGRADED, date="2013-07")
    both = merge(first, second)
    assert [fact.date.edtf for fact in both] == ["2012-07", "2013-07"]
    assert {fact.id for fact in both} != {merge(first)[0].id}


def test_upgrades_to_two_levels_are_two_milestones() -> None:
    higher = Milestone(event="upgraded", level="comprehensive-strategic-partner")
    assert len(merge(make_mention("a", UPGRADED, date="2001"), make_mention("b", higher, date="2012"))) == 2


# --- Agreements -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UNCLOS 1982", "Công ước của Liên hợp quốc về Luật Biển năm 1982 (UNCLOS)"),
        ("Tuyên bố DOC", "Tuyên bố về ứng xử của các bên ở Biển Đông (DOC)"),
        ("COC", "Code of Conduct in the South China Sea"),
        ("Hiệp ước thân thiện và hợp tác (TAC)", "Treaty of Amity and Cooperation in Southeast Asia"),
    ],
)
def test_well_known_documents_are_one_under_all_their_names(one: str, other: str) -> None:
    mentions = [
        make_mention("a", Agreement(name=one, form="treaty"), parties=()),
        make_mention("b", Agreement(name=other), parties=("ASEAN",)),
    ]
    assert len(merge(*mentions)) == 1


def test_a_document_about_another_is_not_that_other() -> None:
    about = Agreement(name="Bản hướng dẫn thực hiện DOC", form="other")
    assert len(merge(make_mention("a", about), make_mention("b", Agreement(name="Tuyên bố DOC")))) == 2


def test_plans_of_one_period_are_one_only_where_they_are_about_the_same() -> None:
    period = "2021/2025"
    general = [
        Agreement(name=name, form="plan", period=period) for name in ("Kế hoạch hành động 2021-2025", "Kế hoạch hành động toàn diện")
    ]
    health = Agreement(name="Kế hoạch hành động về y tế giai đoạn 2021-2025", form="plan", period=period)
    assert len(merge(*(make_mention(stem, claim) for stem, claim in zip("abc", [*general, health], strict=True)))) == 2


def test_the_latest_stage_speaks_for_an_agreement_and_a_bare_mention_never() -> None:
    stages = [("negotiating", "../2021-04-06"), ("signed", "2021-10-28"), ("mentioned", "2024-01-01")]
    mentions = [
        make_mention(stem, Agreement(name="Bản ghi nhớ về du lịch", form="memorandum", stage=stage), date=date)
        for stem, (stage, date) in zip("abc", stages, strict=True)
    ]
    (fact,) = merge(*mentions)
    assert isinstance(fact.claim, Agreement)
    assert (fact.claim.stage, fact.date.edtf) == ("signed", "2021-10-28")


# --- Statistics, roles, statements ----------------------------------------------------------------------------------


def trade(value: str, **more: object) -> Statistic:
    return Statistic(indicator="trade-turnover", value=Decimal(value), unit="USD", period="2021", **more)  # type: ignore[arg-type]


def test_equal_values_merge_and_the_growth_of_one_article_is_kept() -> None:
    (fact,) = merge(make_mention("a", trade("5500000000")), make_mention("b", trade("5.5E9", change=Change(value=Decimal("12.5")))))
    assert isinstance(fact.claim, Statistic)
    assert fact.claim.change is not None


def test_different_values_stay_two_facts() -> None:
    assert len(merge(make_mention("a", trade("5500000000")), make_mention("b", trade("7100000000")))) == 2


@pytest.mark.parametrize(
    ("one", "other", "facts"),
    [
        ("Bộ trưởng Ngoại giao Nga", "Bộ trưởng Bộ Ngoại giao Liên bang Nga", 1),
        ("Thứ trưởng Ngoại giao", "Thứ trưởng thứ nhất Bộ Ngoại giao", 1),
        ("Thủ tướng", "Phó Thủ tướng", 2),
        ("Thủ tướng", "cựu Thủ tướng", 2),
        ("Foreign Minister", "Deputy Foreign Minister", 2),
    ],
)
def test_titles_are_one_office_unless_a_word_makes_another_of_it(one: str, other: str, facts: int) -> None:
    roles = [Role(person="Ivan Petrov", role=title) for title in (one, other)]
    assert len(merge(*(make_mention(stem, role, parties=("RUS",)) for stem, role in zip("ab", roles, strict=True)))) == facts


def test_statements_merge_only_as_copies() -> None:
    claim = Statement(actor="RUS", act="support", content="vai trò trung tâm của ASEAN trong cấu trúc khu vực")
    same, later = make_mention("b", claim, date="2021-08-04"), make_mention("c", claim, date="2024-04-26")
    assert len(merge(make_mention("a", claim, date="2021-08-04"), same)) == 1
    assert len(merge(same, later)) == 2
    reworded = Statement(actor="RUS", act="support", content="ASEAN giữ vai trò trung tâm")
    assert len(merge(same, make_mention("d", reworded, date="2021-08-04"))) == 2


def test_ids_of_a_hundred_thousand_facts_do_not_meet() -> None:
    assert len({fact_id(Kind.STATEMENT, str(n)) for n in range(100_000)}) == 100_000


def test_an_office_bears_every_title_that_stands_before_the_name() -> None:
    quotes = ["Thứ trưởng Bộ Công Thương Lê An", "Thứ trưởng thường trực Lê An", "ông Lê An cho biết"]
    mention = make_mention("a", Role(person="Lê An", role="Thứ trưởng Bộ Công Thương"))
    evidence = tuple(msgspec.structs.replace(mention.evidence[0], start=i, reading=quote) for i, quote in enumerate(quotes))
    (merged,) = merge_group("key", [msgspec.structs.replace(mention, evidence=evidence)])
    assert merged.fact.names == ("Lê An", "Thứ trưởng Bộ Công Thương", "Thứ trưởng thường trực")


def test_a_milestone_bears_the_words_of_each_article() -> None:
    dialogue = Milestone(event="dialogue", level="dialogue-partner")
    said = [
        make_mention("a", dialogue, date="1996", quote="25 năm quan hệ đối thoại"),
        make_mention("b", dialogue, date="1996", quote="25 năm đối tác"),
    ]
    (merged,) = merge_group("key", said)
    assert merged.fact.names == ("25 năm quan hệ đối thoại", "25 năm đối tác")

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from briefgen.compose.sentences import fact_sentence, speech_paragraph
from briefgen.compose.speech import statement_sentence
from briefgen.model import (
    Agreement,
    Basis,
    Change,
    Claim,
    Commitment,
    Derivation,
    Fact,
    Meeting,
    Milestone,
    Participant,
    Role,
    Statement,
    Statistic,
)
from compose.makers import SOURCE, make_dossier, make_fact

MINISTER = make_fact(Role(role="Bộ trưởng Ngoại giao", person="Trần Văn Mẫu"), "Bộ trưởng Ngoại giao Trần Văn Mẫu", parties=("VNM",))


def tell(fact: Fact, *others: Fact, language: str = "vi") -> str:
    return str(fact_sentence(fact, make_dossier([fact, *others], language=language)).html.striptags())


def say(act: str, content: str, quote: str, actor: str = "LAO", addressee: str | None = None) -> str:
    return tell(make_fact(Statement(actor=actor, act=act, content=content, addressee=addressee), quote))


@pytest.mark.parametrize(
    ("act", "verb"),
    [
        ("request", "đề nghị"),
        ("propose", "đề xuất"),
        ("agree", "nhất trí"),
        ("affirm", "khẳng định"),
        ("concern", "bày tỏ quan ngại về"),
        ("thank", "cảm ơn"),
    ],
)
def test_the_verb_says_what_kind_of_speech_it_was(act: str, verb: str) -> None:
    assert say(act, "mở rộng hợp tác", "câu khác hẳn") == f"Ngày 10/5/2023, Lào {verb} mở rộng hợp tác"


def test_the_source_s_own_verb_is_kept_where_it_leads_into_the_clause() -> None:
    assert (
        say("affirm", "Lào coi trọng quan hệ", "Lào nhấn mạnh, Lào coi trọng quan hệ")
        == "Ngày 10/5/2023, Lào nhấn mạnh Lào coi trọng quan hệ"
    )
    assert (
        say("expect", "hợp tác sẽ phát triển", "hai nước hy vọng rằng hợp tác sẽ phát triển")
        == "Ngày 10/5/2023, Lào hy vọng hợp tác sẽ phát triển"
    )


def test_a_verb_of_another_act_is_never_taken_over() -> None:
    """The word before the clause is "nhất trí", but the claim is a request."""
    assert "đề nghị" in say("request", "mở rộng hợp tác", "hai bên nhất trí mở rộng hợp tác")


def test_the_subject_of_a_request_is_told_where_the_source_names_it() -> None:
    assert say("request", "tiếp tục hỗ trợ", "Lào đề nghị Việt Nam tiếp tục hỗ trợ", addressee="VNM").endswith(
        "đề nghị Việt Nam tiếp tục hỗ trợ"
    )


def test_words_that_would_go_stale_are_quoted() -> None:
    said = say("agree", "tăng cường hợp tác trong thời gian tới", "hai bên nhất trí tăng cường hợp tác trong thời gian tới")
    assert said == "Ngày 10/5/2023, Lào nhất trí: “tăng cường hợp tác trong thời gian tới”"


def test_a_speaker_has_the_office_and_the_country_held_at_the_time() -> None:
    said = make_fact(Statement(actor="Trần Văn Mẫu", act="affirm", content="coi trọng"), "Bộ trưởng khẳng định coi trọng")
    assert tell(said, MINISTER) == "Ngày 10/5/2023, Bộ trưởng Ngoại giao Việt Nam Trần Văn Mẫu khẳng định coi trọng"


def test_an_office_of_another_time_is_not_given_to_a_speaker() -> None:
    said = make_fact(
        Statement(actor="Trần Văn Mẫu", act="affirm", content="coi trọng"), "khẳng định coi trọng", date="2019-03-01", article="bai-9"
    )
    assert tell(said, MINISTER) == "Ngày 1/3/2019, Trần Văn Mẫu khẳng định coi trọng"


@pytest.mark.parametrize("actor", ["LAO; VNM", "LAO, VNM", "hai bên (LAO, VNM)"])
def test_parties_that_speak_together_are_named_in_the_briefing_s_order(actor: str) -> None:
    assert say("agree", "hợp tác", "câu khác", actor=actor) == "Ngày 10/5/2023, Việt Nam và Lào nhất trí hợp tác"


def test_who_speaks_on_behalf_says_so() -> None:
    assert say("welcome", "tiến triển", "câu khác", actor="LAO (thay mặt ASEAN)").startswith(
        "Ngày 10/5/2023, Lào, thay mặt ASEAN, hoan nghênh"
    )


STAGES = [
    ("proposed", "Tính đến ngày 10/5/2023, việc xây dựng Hiệp định mẫu mới được nêu như một đề xuất"),
    ("negotiating", "Tính đến ngày 10/5/2023, Hiệp định mẫu còn đang được đàm phán, xây dựng"),
    ("signed", "Ngày 10/5/2023, Việt Nam và Lào đã ký Hiệp định mẫu"),
    ("adopted", "Ngày 10/5/2023, Việt Nam và Lào đã thông qua Hiệp định mẫu"),
    ("implementing", "Tính đến ngày 10/5/2023, Hiệp định mẫu đang được triển khai"),
]


@pytest.mark.parametrize(("stage", "told"), STAGES)
def test_a_document_is_told_at_the_stage_of_its_source(stage: str, told: str) -> None:
    assert tell(make_fact(Agreement(name="Hiệp định mẫu", stage=stage), "Hiệp định mẫu")) == told


MEETINGS: list[tuple[Claim, str]] = [
    (
        Meeting(name="Cuộc họp Ủy ban liên Chính phủ", ordinal=45, place="Viêng Chăn"),
        "Ngày 10/5/2023, cuộc họp Ủy ban liên Chính phủ lần thứ 45 diễn ra tại Viêng Chăn",
    ),
    (Meeting(name="Hội nghị cấp cao", stage="proposed"), "Hội nghị cấp cao được đề xuất tổ chức vào ngày 10/5/2023"),
    (Meeting(name="Hội nghị cấp cao", stage="planned"), "Hội nghị cấp cao được lên kế hoạch tổ chức vào ngày 10/5/2023"),
    (
        Meeting(name="Đối thoại lần thứ ba", ordinal=3, mode="online"),
        "Ngày 10/5/2023, đối thoại lần thứ ba diễn ra theo hình thức trực tuyến",
    ),
    (Meeting(name="Thủ tướng Phạm Văn Mẫu thăm Lào", place="Lào"), "Ngày 10/5/2023, Thủ tướng Phạm Văn Mẫu thăm Lào"),
    (
        Meeting(name="Phó Thủ tướng, Bộ trưởng Ngoại giao Trần Văn Mẫu đã hội đàm với phía Lào"),
        "Ngày 10/5/2023, Phó Thủ tướng, Bộ trưởng Ngoại giao Trần Văn Mẫu đã hội đàm với phía Lào",
    ),
    (Meeting(name="đồng chí Trần Văn Mẫu đã hội đàm với phía Lào"), "Ngày 10/5/2023, đồng chí Trần Văn Mẫu đã hội đàm với phía Lào"),
    (Meeting(name="cuộc họp do Bộ trưởng chủ trì"), "Ngày 10/5/2023, cuộc họp do Bộ trưởng chủ trì diễn ra"),
    (Meeting(name="Hội đàm"), "Ngày 10/5/2023, hội đàm giữa Việt Nam và Lào diễn ra"),
    (
        Meeting(name="Đối thoại chiến lược Việt - Lào", chairs=(Participant(name="Trần Văn Mẫu", role="Thứ trưởng", party="VNM"),)),
        "Ngày 10/5/2023, đối thoại chiến lược Việt - Lào diễn ra, do Thứ trưởng Việt Nam Trần Văn Mẫu chủ trì",
    ),
]


@pytest.mark.parametrize(("claim", "told"), MEETINGS)
def test_a_meeting_set_is_never_told_as_held(claim: Claim, told: str) -> None:
    assert tell(make_fact(claim, "câu nguồn")) == told


def test_a_derived_year_shows_its_arithmetic() -> None:
    fact = make_fact(
        Milestone(event="established"), "kỷ niệm 60 năm", date="1962", basis=Basis.DERIVED, derived_from=Derivation(formula="2022 − 60")
    )
    assert tell(fact) == "Năm 1962 (suy ra: 2022 − 60), Việt Nam và Lào thiết lập quan hệ"


def test_relations_are_not_said_twice() -> None:
    fact = make_fact(Milestone(event="established", level="diplomatic-relations"), "thiết lập quan hệ ngoại giao", date="1962-09-05")
    assert tell(fact) == "Ngày 5/9/1962, Việt Nam và Lào thiết lập quan hệ ngoại giao"


def test_a_joining_is_told_without_the_anniversary() -> None:
    fact = make_fact(
        Milestone(event="acceded"), "20 năm Lào tham gia Hiệp ước mẫu", label="kỷ niệm 20 năm Lào tham gia Hiệp ước mẫu", date="2003"
    )
    assert tell(fact) == "Năm 2003, Lào tham gia Hiệp ước mẫu"


def test_a_figure_is_told_with_its_growth_and_base() -> None:
    claim = Statistic(
        indicator="trade-turnover",
        value=Decimal(1630000000),
        unit="USD",
        period="2022",
        qualifier="about",
        change=Change(value=Decimal("-3.5"), base="2021"),
    )
    told = "Năm 2022, kim ngạch thương mại hai chiều Việt Nam–Lào đạt khoảng 1,63 tỷ USD, giảm 3,5% so với năm 2021"
    assert tell(make_fact(claim, "đạt khoảng 1,63 tỷ USD", date="2022")) == told


def test_a_derived_figure_has_no_more_digits_than_its_inputs() -> None:
    base = make_fact(
        Statistic(indicator="trade-turnover", value=Decimal(2600000000), unit="USD", period="2021"),
        "2,6 tỷ USD",
        fact_id="s-1",
        date="2021",
    )
    claim = Statistic(indicator="trade-turnover", value=Decimal(2311111111), unit="USD", period="2020")
    derived = make_fact(
        claim, "tăng 12,5%", date="2020", basis=Basis.DERIVED, derived_from=Derivation(formula="2.6e9 / 1.125", facts=("s-1",))
    )
    assert "khoảng 2,3 tỷ USD (2,6 tỷ ÷ 1,125)" in tell(derived, base)


def test_readiness_is_no_undertaking() -> None:
    ready = make_fact(Commitment(actor="LAO", action="cung cấp điện", due="2025"), "Lào sẵn sàng cung cấp điện đến năm 2025")
    assert tell(ready) == "Ngày 10/5/2023, Lào sẵn sàng cung cấp điện, thời hạn năm 2025"
    promised = make_fact(Commitment(actor="LAO", action="cung cấp điện"), "Lào cam kết cung cấp điện")
    assert tell(promised) == "Ngày 10/5/2023, Lào cam kết cung cấp điện"


def test_what_one_speaker_said_on_a_day_is_one_sentence_and_each_clause_knows_its_fact() -> None:
    first = make_fact(Statement(actor="LAO", act="appreciate", content="vai trò của Việt Nam"), "một", fact_id="statement-1")
    second = make_fact(Statement(actor="LAO", act="request", content="mở rộng hợp tác"), "hai", fact_id="statement-2")
    sentence = speech_paragraph((first, second), make_dossier([first, second]))
    assert sentence.html.striptags() == "Ngày 10/5/2023, Lào đánh giá cao vai trò của Việt Nam; đề nghị mở rộng hợp tác"
    assert sentence.facts == ("statement-1", "statement-2")
    assert str(sentence.html).count('data-field="sentence"') == 2


def test_an_editor_s_words_replace_those_of_the_program() -> None:
    fact = make_fact(Milestone(event="upgraded", level="strategic-partner"), "nâng cấp", wording="Hai nước nâng cấp quan hệ <năm 2023>.")
    assert "Hai nước nâng cấp quan hệ &lt;năm 2023&gt;." in str(fact_sentence(fact, make_dossier([fact])).html)


def test_in_another_language_the_source_keeps_its_own_words() -> None:
    said = make_fact(Statement(actor="LAO", act="request", content="Việt Nam hỗ trợ"), "Lào đề nghị Việt Nam hỗ trợ")
    assert tell(said, language="en") == "On 10 May 2023, Laos asked: “Việt Nam hỗ trợ”"


def test_a_word_of_the_verb_stays_outside_the_quotation_of_another_language() -> None:
    fact = make_fact(Statement(actor="LAO", act="discuss", content="về hợp tác biên giới"), "Lào trao đổi về hợp tác biên giới")
    assert "discussed “hợp tác biên giới”" in tell(fact, language="en")


def test_an_editor_s_words_are_not_printed_in_a_briefing_of_another_language() -> None:
    fact = replace(make_fact(Meeting(name="Hội đàm Việt - Lào"), "Hội đàm Việt - Lào"), wording="Hai bên đã hội đàm.")
    assert "Hai bên" in tell(fact)
    assert "Hai bên" not in tell(fact, language="en")


def test_a_name_that_the_program_made_is_not_printed_as_a_quotation() -> None:
    fact = make_fact(Meeting(name="Cuộc gặp với nông dân vùng cao"), "đã gặp gỡ nông dân vùng cao hôm qua")
    assert "“đã gặp gỡ nông dân vùng cao hôm qua”" in tell(fact, language="en")
    assert "Cuộc gặp với" not in tell(fact, language="en")


def test_a_clause_in_a_foreign_language_is_quoted_for_vietnamese_readers() -> None:
    said = make_fact(
        Statement(actor="LAO", act="affirm", content="the two countries are close"), "affirmed that the two countries are close"
    )
    dossier = make_dossier([said], sources=[replace(SOURCE, language="en")])
    assert statement_sentence(said, dossier).striptags() == "ngày 10/5/2023, Lào khẳng định: “the two countries are close”"

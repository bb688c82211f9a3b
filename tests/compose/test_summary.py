"""The summary: what happened on one day is told together, what is open is said."""

from __future__ import annotations

from msgspec.structs import replace

from briefgen.compose.dossier import Dossier
from briefgen.compose.summary import summarise
from briefgen.model import Fact, Meeting, Question, Statement
from compose.makers import make_dossier, make_fact

MEETING = make_fact(Meeting(name="Cuộc họp Ủy ban liên chính phủ", place="Hà Nội"), "cuộc họp tại Hà Nội ngày 10/5")
AGREED = make_fact(Statement(actor="VNM; LAO", act="agree", content="mở thêm cửa khẩu"), "hai bên nhất trí mở thêm cửa khẩu")
ASKED = make_fact(
    Statement(actor="VNM", act="request", content="sớm nối tuyến đường sắt", addressee="LAO"),
    "Việt Nam đề nghị Lào sớm nối tuyến đường sắt",
)


def tell(dossier: Dossier) -> list[str]:
    return [str(sentence.html.striptags()) for sentence in summarise(dossier, ())]


def dossier_of(*facts: Fact, questions: tuple[Question, ...] = ()) -> Dossier:
    return replace(make_dossier(facts), questions=questions)


def test_meeting_agreement_and_request_of_one_day_say_the_date_once() -> None:
    assert tell(dossier_of(MEETING, AGREED, ASKED)) == [
        "Ngày 10/5/2023, cuộc họp Ủy ban liên chính phủ diễn ra tại Hà Nội; Việt Nam và Lào nhất trí mở thêm cửa khẩu",
        "Cùng ngày, Việt Nam đề nghị Lào sớm nối tuyến đường sắt",
    ]


def test_what_was_said_on_another_day_has_its_own_date() -> None:
    told = tell(dossier_of(MEETING, replace(AGREED, date=replace(AGREED.date, edtf="2023-04-01"))))
    assert told[1].startswith("Ngày 1/4/2023, Việt Nam và Lào nhất trí")


def test_a_day_without_a_year_is_never_called_the_same_day() -> None:
    open_year = [replace(fact, date=replace(fact.date, edtf="XXXX-05-10")) for fact in (MEETING, AGREED, ASKED)]
    assert not any("ùng ngày" in sentence for sentence in tell(dossier_of(*open_year)))


def test_a_request_without_an_answer_says_so() -> None:
    question = Question(id="q-1", code="no-reply", facts=(ASKED.id,), values={"addressee": "LAO"})
    assert tell(dossier_of(ASKED, questions=(question,)))[-1].endswith("; các nguồn không nêu Lào trả lời thế nào")


def test_of_meetings_never_heard_of_the_one_of_the_highest_level_is_told() -> None:
    low = make_fact(Meeting(name="Đối thoại Việt - Lào", stage="planned"), "đối thoại", date="2022-12")
    high = make_fact(Meeting(name="Hội nghị cấp cao Việt - Lào", stage="proposed"), "hội nghị cấp cao", date="2022-03")
    assert tell(dossier_of(low, high))[-1].startswith("Hội nghị cấp cao Việt - Lào được đề xuất")

from __future__ import annotations

import pytest
from msgspec.structs import replace

from briefgen.compose.dossier import Dossier
from briefgen.compose.questions import ask_question, load_questions
from briefgen.model import Meeting, Question
from compose.makers import make_dossier, make_fact

FACT = make_fact(Meeting(name="Hội đàm"), "ngày 29/8, hội đàm", date="XXXX-08-29", fact_id="meeting-1", label="Hội đàm Việt - Lào")


def ask(code: str, language: str = "vi", **values: str) -> str:
    question = Question(id="q-1", code=code, facts=("meeting-1",), values=values)
    dossier: Dossier = replace(make_dossier([FACT], language=language), questions=(question,))
    return ask_question(question, dossier)


def test_a_question_names_the_article_by_its_title_and_the_date_as_printed() -> None:
    asked = ask("year-unknown", article="bai-1", date="XXXX-08-29", label="Hội đàm Việt - Lào")
    assert asked == "Bài “Hai nước hội đàm tại Hà Nội” viết 29/8 mà không nêu năm: Hội đàm Việt - Lào. Năm nào?"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (
            {"holder": "KHM", "role": "nước điều phối", "period": "2021/2024"},
            "Campuchia giữ vai trò nước điều phối trong 2021–2024. Sau đó là ai?",
        ),
        ({"holder": "Tên Người", "role": "chủ tịch", "period": "2024"}, "Tên Người giữ vai trò chủ tịch trong 2024. Sau đó là ai?"),
    ],
)
def test_parties_and_periods_are_told_in_words(values: dict[str, str], told: str) -> None:
    assert ask("term-ends", **values) == told


def test_a_figure_is_told_in_its_scale_and_unit() -> None:
    assert ask("single-figure", label="Kim ngạch", value="2600000000", unit="USD").startswith("Kim ngạch: chỉ một bài nêu số 2,6 tỷ USD.")


def test_a_code_without_wording_is_asked_by_the_labels_of_its_facts() -> None:
    assert ask("something-new") == "Cần kiểm tra: Hội đàm Việt - Lào"


def test_every_question_is_worded_in_both_languages() -> None:
    assert load_questions()
    assert all({"vi", "en"} <= set(words) for words in load_questions().values())

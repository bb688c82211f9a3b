"""What an editor is asked at its place in the text."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from briefgen.compose.queries import list_queries
from briefgen.compose.sentences import fact_clause
from briefgen.model import Basis, Conflict, ConflictKind, Derivation, Milestone, Question, Side, Statement, Statistic
from compose.makers import make_dossier, make_fact

FIRST = make_fact(
    Statement(actor="LAO", act="propose", content="công bố năm 2024 là Năm Du lịch"), "Lào đề xuất công bố năm 2024 là Năm Du lịch"
)
SECOND = make_fact(Statement(actor="LAO", act="announce", content="tổ chức Năm Du lịch 2025"), "Lào thông báo tổ chức Năm Du lịch 2025")
SIDES = (Side(value="2024", fact=FIRST.id, evidence=()), Side(value="2025", fact=SECOND.id, evidence=()))
CONFLICT = Conflict(id="conflict-1", kind=ConflictKind.PERIOD, field="years", sides=SIDES)


def test_a_conflict_is_asked_with_both_sides_and_their_words() -> None:
    dossier = replace(make_dossier([FIRST, SECOND]), conflicts=(CONFLICT,))
    (query,) = list_queries(FIRST, "sentence", dossier)
    assert (query.code, query.id) == ("conflict", "conflict-1")
    assert "2024 (Lào đề xuất công bố năm 2024 là Năm Du lịch); 2025 (Lào thông báo tổ chức Năm Du lịch 2025)" in query.text


def test_a_conflict_that_an_editor_settled_is_asked_no_more() -> None:
    dossier = replace(make_dossier([FIRST, SECOND]), conflicts=(replace(CONFLICT, decision="d-1"),))
    assert not list(list_queries(FIRST, "sentence", dossier))


def test_a_derived_date_and_a_derived_figure_are_asked_about_with_their_arithmetic() -> None:
    year = make_fact(
        Milestone(event="established"), "60 năm", date="1962", basis=Basis.DERIVED, derived_from=Derivation(formula="2022 − 60")
    )
    base = make_fact(
        Statistic(indicator="trade-turnover", value=Decimal("1e9"), unit="USD", period="2022"),
        "tăng 10%",
        derived_from=Derivation(formula="1.1e9 / 1.1"),
    )
    asked = [
        Question(id=f"question-{fact.id}", code="derived", facts=(fact.id,), values={"formula": fact.derived_from.formula})
        for fact in (year, base)
        if fact.derived_from
    ]
    dossier = replace(make_dossier([year, base]), questions=tuple(asked))
    told = [str(fact_clause(fact, dossier)) for fact in (year, base)]
    assert [f'data-code="derived" data-question="{one.id}"' in words for one, words in zip(asked, told, strict=True)] == [True, True]
    assert "2022 − 60" in told[0]
    assert "1,1 tỷ ÷ 1,1" in told[1]


def test_a_ruling_gone_stale_is_asked_about_at_its_sentence() -> None:
    values = {"label": "x", "author": "Lê An", "ruling": "date = 1962", "decision": "decision-1"}
    doubted = Question(id="question-9", code="decision-stale", facts=(FIRST.id,), values=values)
    dossier = replace(make_dossier([FIRST]), questions=(doubted,))
    (query,) = list_queries(FIRST, "sentence", dossier)
    assert "Lê An đã quyết định (date = 1962)" in query.text
    assert query.id == doubted.id
    assert [query.code for query in list_queries(FIRST, "sentence", dossier)] == ["decision-stale"]

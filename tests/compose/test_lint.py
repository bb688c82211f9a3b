from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.compose import compose_briefing, load_briefing
from briefgen.compose.dossier import Dossier, select_facts
from briefgen.compose.lint import lint_document
from briefgen.compose.wording import load_wording
from briefgen.model import Problem, Severity, Statement, Statistic, View
from compose.makers import make_dossier, make_fact

FACT = make_fact(
    Statement(actor="LAO", act="affirm", content="tăng 12 lần"), "Bộ trưởng Trần Văn Mẫu: tăng 12 lần từ 10/5/2023", fact_id="statement-1"
)
DOSSIER = make_dossier([FACT])


def lint(body: str, dossier: Dossier = DOSSIER) -> tuple[Problem, ...]:
    return lint_document(lxml.html.document_fromstring(f"<html><body>{body}</body></html>"), dossier)


def codes(body: str) -> list[str]:
    return [problem.code for problem in lint(body)]


NOTE = '<span class="footnote" data-fact="statement-1">“<q>tăng 12 lần</q>”</span>'


def sentence(words: str) -> str:
    return f'<section><p><span class="fact" data-fact="statement-1" data-field="sentence">{words}</span>.{NOTE}</p></section>'


def test_what_a_cited_fact_carries_may_be_said() -> None:
    assert codes(sentence("Ngày 10/5/2023, ông Trần Văn Mẫu nói: tăng 12 lần")) == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("tăng 13 lần", "number-without-fact"),
        ("ngày 12/5/2023", "date-without-fact"),
        ("tháng 6/2023", "date-without-fact"),
        ("Thủ tướng Lê Thị Khác", "person-without-fact"),
    ],
)
def test_a_number_date_or_person_that_no_cited_fact_carries_is_found(words: str, code: str) -> None:
    assert codes(sentence(words)) == [code]


def test_words_outside_any_fact_may_hold_numbers_only_where_marked_literal() -> None:
    assert codes('<section><p class="note">có 3 mục</p></section>') == ["number-without-fact"]
    assert codes('<section><p class="note">có <span class="literal">3</span> mục</p></section>') == []


def test_a_sentence_without_a_note_is_found() -> None:
    assert set(codes('<section><p><span class="fact" data-fact="statement-1" data-field="sentence">tăng</span></p></section>')) == {
        "sentence-uncited"
    }
    assert codes("<section><p>Một câu không nguồn.</p></section>") == ["sentence-uncited"]


@pytest.mark.parametrize(
    "body",
    [
        "<p>Một câu ngoài mọi mục.</p>",
        "<section><ul><li>Một điều không nguồn.</li></ul></section>",
        "<section><table><tbody><tr><td>Một ô không nguồn.</td></tr></tbody></table></section>",
        f"<section><p>Lời của mẫu nhờ chú thích của câu khác.{NOTE}</p></section>",
        sentence("tăng 12 lần").replace("<p>", "<p>Hai bên đã cùng hủy hiệp định. "),
    ],
)
def test_words_of_a_template_s_own_are_found_wherever_they_hide(body: str) -> None:
    assert codes(body) == ["sentence-uncited"]


@pytest.mark.parametrize("words", ["ba tỷ", "½ số đó", "năm ²⁰"])
def test_a_number_that_is_no_digits_is_found_too(words: str) -> None:
    assert "number-without-fact" in codes(sentence(words))


def test_a_chart_keeps_the_alternative_text_that_was_made_with_it() -> None:
    root = lxml.html.document_fromstring("<html><body><img src='chart:trade' alt='tăng 7 lần'></body></html>")
    assert [problem.code for problem in lint_document(root, DOSSIER, {"trade": "tăng 12 lần"})] == ["alt-changed"]


def test_a_quote_that_is_not_in_its_source_word_by_word_is_found() -> None:
    assert codes(sentence("tăng").replace("<q>tăng 12 lần</q>", "<q>tăng hai lần</q>")) == ["quote-changed"]


def test_in_an_editor_s_own_words_a_finding_is_a_warning() -> None:
    worded = make_fact(
        Statistic(indicator="trade-turnover", value=Decimal(1), unit="USD"), "1 USD", fact_id="statement-1", wording="đạt 7 USD"
    )
    found = lint(sentence("đạt 7 USD").replace("<q>tăng 12 lần</q>", "<q>1 USD</q>"), make_dossier([worded]))
    assert [(problem.code, problem.severity) for problem in found] == [("number-without-fact", Severity.WARNING)]


@pytest.fixture(scope="module")
def composed(seeds_view: View) -> tuple[str, Dossier]:
    briefing = load_briefing(Path("reports/briefings/viet-nam-nga.toml"))
    dossier = select_facts(seeds_view, briefing, load_wording("vi"))
    return compose_briefing(seeds_view, briefing).html, dossier


@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_changing_a_digit_of_the_composed_text_is_found(composed: tuple[str, Dossier], data: st.DataObject) -> None:
    """Any digit of a sentence about the figures, made another one that no fact carries."""
    html, dossier = composed
    root: Any = lxml.html.document_fromstring(html)
    values = [
        span for span in root.xpath("//span[@data-field='value' or @data-field='change']") if any(map(str.isdigit, span.text_content()))
    ]
    span = data.draw(st.sampled_from(values))
    target = next(element for element in span.iter() if element.text and any(map(str.isdigit, element.text)))
    place = data.draw(st.sampled_from([i for i, letter in enumerate(target.text or "") if letter.isdigit()]))
    text = target.text or ""
    target.text = text[:place] + "77" + text[place + 1 :]
    found = [problem for problem in lint_document(root, dossier) if problem.code == "number-without-fact" and "77" in problem.message]
    assert found

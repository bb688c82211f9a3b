"""Footnotes quote what the sentence says, name a source in full once, and are printed once."""

from __future__ import annotations

from msgspec.structs import replace

from briefgen.compose.citations import Citations
from briefgen.compose.quotes import choose_quotes
from briefgen.model import Agreement, Basis, Derivation, Evidence, Fact, Meeting, Milestone, SourceInfo, Statement
from compose.makers import SOURCE, find, make_dossier, make_fact


def with_quotes(fact: Fact, *quotes: str) -> Fact:
    pieces = (
        Evidence(article="bai-1", start=100 * n, end=100 * n + len(quote), quote=quote, reading=quote) for n, quote in enumerate(quotes)
    )
    return replace(fact, evidence=tuple(pieces))


def quotes_of(fact: Fact) -> list[str]:
    return [piece.reading for piece in choose_quotes(fact, fact.evidence, 240)]


def read_note(note: str) -> str:
    (paragraph,) = find(f"<p>{note}</p>", "//p")
    return str(paragraph.text_content())


MEETING = make_fact(Meeting(name="Hội đàm Việt - Lào", ordinal=5, place="Vạn Tượng"), "Hội đàm Việt - Lào lần thứ 5")


def test_the_quote_that_holds_date_place_and_ordinal_is_printed_not_the_title() -> None:
    told = "Hội đàm Việt - Lào lần thứ 5 diễn ra ngày 10/5 tại Vạn Tượng"
    assert quotes_of(with_quotes(MEETING, "Hội đàm Việt - Lào lần thứ 5", told, "hội đàm ở Vạn Tượng")) == [told]


def test_a_second_quote_is_printed_where_the_first_lacks_the_place() -> None:
    day, place = "Hội đàm lần thứ 5 diễn ra ngày 10/5", "hội đàm tại Vạn Tượng"
    assert quotes_of(with_quotes(MEETING, "Hội đàm Việt - Lào", day, place)) == [day, place]


def test_a_derived_year_is_cited_by_the_quote_that_holds_its_arithmetic() -> None:
    claim = Milestone(event="established")
    fact = make_fact(claim, "quan hệ", date="1962", basis=Basis.DERIVED, derived_from=Derivation(formula="2022 − 60"))
    assert quotes_of(with_quotes(fact, "thiết lập quan hệ Việt - Lào từ lâu", "kỷ niệm 60 năm thiết lập quan hệ")) == [
        "kỷ niệm 60 năm thiết lập quan hệ"
    ]


def test_of_quotes_that_show_the_same_the_longest_within_the_limit_is_printed() -> None:
    fact = make_fact(Statement(actor="LAO", act="affirm", content="coi trọng quan hệ"), "coi trọng quan hệ")
    assert quotes_of(with_quotes(fact, "coi trọng", "Lào khẳng định coi trọng quan hệ", "x" * 300)) == ["Lào khẳng định coi trọng quan hệ"]


def test_the_same_facts_are_cited_by_one_note_and_then_by_its_number() -> None:
    citations = Citations(make_dossier([MEETING]))
    first, again = citations.note([MEETING.id]), citations.note([MEETING.id])
    assert 'class="footnote" id="fn-1"' in first
    assert again == f'<span class="noteref" data-fact="{MEETING.id}"><a href="#fn-1"></a></span>'


def test_a_source_is_named_in_full_once_then_by_outlet_and_number() -> None:
    other = make_fact(Meeting(name="Hội nghị cấp cao"), "hội nghị cấp cao")
    citations = Citations(make_dossier([MEETING, other]))
    assert read_note(citations.note([MEETING.id])).startswith("Báo Mẫu, “Hai nước hội đàm tại Hà Nội”, 11/05/2023: “")
    assert read_note(citations.note([other.id])).startswith("Báo Mẫu, nguồn 1: “")


def test_where_the_sentence_gives_the_clause_whole_the_note_gives_its_beginning_only() -> None:
    said = "Lào khẳng định coi trọng quan hệ hữu nghị lâu đời và mong muốn mở rộng hợp tác trong nông nghiệp, năng lượng và du lịch"
    fact = make_fact(Statement(actor="LAO", act="affirm", content="coi trọng quan hệ"), said)
    note = read_note(Citations(make_dossier([fact])).note([fact.id], verbatim=True))
    assert "Lào khẳng định coi trọng" in note
    assert "du lịch" not in note
    assert "…”" in note


def test_an_author_who_stands_for_an_outlet_is_marked_as_such() -> None:
    source = replace(SOURCE, outlet=None, author="Nguyễn Văn Mẫu")
    assert read_note(Citations(make_dossier([MEETING], sources=[source])).note([MEETING.id])).startswith("Nguyễn Văn Mẫu (tác giả), “")


def test_the_period_of_a_document_counts_among_what_a_quote_should_show() -> None:
    fact = make_fact(Agreement(name="Kế hoạch", form="plan", period="2021/2025"), "kế hoạch")
    assert quotes_of(with_quotes(fact, "triển khai kế hoạch hợp tác đã ký", "kế hoạch 2021-2025")) == ["kế hoạch 2021-2025"]


def test_an_untitled_article_is_named_by_its_number_in_the_list_of_sources() -> None:
    source = SourceInfo(stem="bai-1", path="seeds/bai-1.txt", sha256="0" * 64, language="vi", origin="bai-1", outlet="Báo Mẫu")
    assert "Báo Mẫu, bài không có tiêu đề, không ghi ngày (nguồn 1)" in read_note(
        Citations(make_dossier([MEETING], sources=[source])).note([MEETING.id])
    )

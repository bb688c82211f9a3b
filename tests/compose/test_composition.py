from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from briefgen.compose import Composition, Since, compose_briefing, load_briefing
from briefgen.compose.briefing import BriefingSettings, Policies
from briefgen.errors import SettingsError, UsageError
from briefgen.model import Agreement, ChangeKind, FactChange, FieldChange, Kind, Meeting, SourceInfo, Statement, View
from briefgen.render.html import check_document, parse_document
from compose.makers import find, make_fact, make_view

DOCUMENTS = ["full", "brief", "flash", "relationship-history", "agreements", "open-issues", "trade"]
ORDER = (
    "summary changes basic-data history mechanisms politics economy society regional "
    "agreements commitments open-issues calendar sources open-points annexes"
)


def compose(view: View, path: Path, **options: str) -> Composition:
    return compose_briefing(view, load_briefing(path), **options)  # type: ignore[arg-type]  # only language and document are given here


def text_of(composition: Composition, section: str) -> str:
    (found,) = find(composition.html, f"//*[@id='{section}']")
    for note in found.xpath(".//span[@class='footnote']"):
        note.drop_tree()
    return " ".join(found.text_content().split())


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_document_obeys_the_number_law_and_the_html_contract(seeds_view: View, briefing: Path, document: str, language: str) -> None:
    composition = compose(seeds_view, briefing, document=document, language=language)
    assert composition.problems == ()
    check_document(parse_document(composition.html), {chart.name for chart in composition.charts})


def test_the_full_briefing_has_all_sections_in_order(seeds_view: View, briefing: Path) -> None:
    assert [section.get("id") for section in find(compose(seeds_view, briefing).html, "//body/section")] == ORDER.split()


def test_the_contents_lead_to_every_numbered_heading(seeds_view: View, briefing: Path) -> None:
    html = compose(seeds_view, briefing).html
    entries = find(html, "//nav[@id='contents']//a")
    assert len(entries) > 15
    headings = {heading.get("id"): heading.text_content().strip() for heading in find(html, "//h2 | //h3")}
    assert all(headings[entry.get("href")[1:]] == entry.text_content() for entry in entries)


def test_the_order_of_facts_and_sources_in_the_view_makes_no_difference(seeds_view: View, briefing: Path) -> None:
    dice = random.Random(7)  # a shuffle that is the same in every run
    shuffled = {
        name: tuple(dice.sample(getattr(seeds_view, name), len(getattr(seeds_view, name))))
        for name in ("facts", "sources", "lifecycles", "conflicts")
    }
    assert compose(replace(seeds_view, **shuffled), briefing).html == compose(seeds_view, briefing).html


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_summary_is_three_to_five_cited_sentences_within_its_words(seeds_view: View, briefing: Path, language: str) -> None:
    composition = compose(seeds_view, briefing, language=language)
    assert 3 <= len(find(composition.html, "//p[@class='summary']/span[@class='footnote']")) <= 5
    assert len(text_of(composition, "summary").split()) <= 150 + len(["1.", "Tóm", "tắt"])


def test_every_sentence_is_cited_by_a_note_with_outlet_title_date_and_words(seeds_view: View, briefing: Path) -> None:
    notes = find(compose(seeds_view, briefing).html, "//span[@class='footnote']")
    assert len(notes) > 40
    assert all(note.xpath(".//a[starts-with(@href, '#source-')]") and note.xpath(".//q") for note in notes)


def test_what_was_only_asked_is_never_among_what_was_agreed(seeds_view: View) -> None:
    card = text_of(compose(seeds_view, Path("reports/briefings/asean-nga.toml")), "card-1")
    assert "đề nghị Nga ủng hộ lập trường chung của ASEAN về Biển Đông" in card
    assert "Các nguồn không ghi nhận điều gì đã được các bên cùng nhất trí" in card
    assert "Không nguồn nào ghi nhận lập trường của: ASEAN, Nga." in card


def test_the_one_figure_of_trade_stands_with_its_derived_base_and_the_reason_for_no_chart(seeds_view: View) -> None:
    composition = compose(seeds_view, Path("reports/briefings/viet-nam-nga.toml"), document="trade")
    told = text_of(composition, "economy")
    assert "đạt 2,6 tỷ USD, tăng 12,5% so với 6 tháng đầu năm 2020" in told
    assert "khoảng 2,3 tỷ USD (2,6 tỷ ÷ 1,125)" in told
    assert "Không vẽ biểu đồ thương mại" in told
    assert "trade" not in {chart.name for chart in composition.charts}


def test_a_year_that_no_source_gives_stays_open_and_is_asked_about(seeds_view: View) -> None:
    composition = compose(seeds_view, Path("reports/briefings/viet-nam-nga.toml"))
    assert "Ngày 29/8 (chưa rõ năm)" in text_of(composition, "history")
    assert 'data-code="year-unknown"' in composition.html


def test_a_question_is_put_at_one_place_only(seeds_view: View, briefing: Path) -> None:
    asked = re.findall(r'data-query="([^"]*)"', compose(seeds_view, briefing).html)
    assert asked
    assert len(asked) == len(set(asked))


def test_a_relationship_without_facts_says_so_in_every_section(seeds_view: View) -> None:
    composition = compose_briefing(seeds_view, BriefingSettings(name="x", title="Quan hệ Cuba–Lào", parties=("CUB", "LAO")))
    assert composition.problems == ()
    assert composition.cut_off is None
    assert all(section.xpath(".//p[@class='gap' or @class='note']") for section in find(composition.html, "//body/section"))


def test_a_new_relationship_needs_one_file_and_no_code(tmp_path: Path) -> None:
    """ASEAN–China, from an article of its own."""
    path = tmp_path / "asean-trung-quoc.toml"
    path.write_text('title = "Quan hệ ASEAN–Trung Quốc"\nparties = ["ASEAN", "CHN"]\n[[issues]]\ntopics = ["coc"]\n', encoding="utf-8")
    source = SourceInfo(
        stem="bai-1", path="seeds/bai-1.txt", sha256="a" * 64, language="vi", origin="bai-1", title="SOM lần thứ 25", published="2025-02-20"
    )
    both = ("ASEAN", "CHN")
    facts = [
        make_fact(
            Meeting(name="Cuộc họp Quan chức cao cấp ASEAN - Trung Quốc", ordinal=25, place="Hạ Long"),
            "Cuộc họp Quan chức cao cấp ASEAN - Trung Quốc lần thứ 25 tại Hạ Long ngày 19/2/2025",
            parties=both,
            date="2025-02-19",
        ),
        make_fact(
            Agreement(name="Bộ Quy tắc COC", form="code", stage="negotiating"),
            "đàm phán COC",
            parties=both,
            date="2025-02-19",
            topics=("coc",),
        ),
        make_fact(
            Statement(actor="ASEAN; CHN", act="agree", content="đẩy nhanh đàm phán COC"),
            "hai bên nhất trí đẩy nhanh đàm phán COC",
            parties=both,
            date="2025-02-19",
            topics=("coc",),
        ),
    ]
    composition = compose(make_view(facts, [source]), path)
    assert composition.problems == ()
    assert "ASEAN và Trung Quốc nhất trí đẩy nhanh đàm phán COC" in text_of(composition, "card-1")
    assert composition.cut_off == "2025-02-20"


def test_changes_since_the_last_edition_are_told_by_fact(seeds_view: View, briefing: Path) -> None:
    settings = load_briefing(briefing)
    fact = seeds_view.facts[0]
    dated = FieldChange(field="date", before="2018", after="2018-11")
    changes = (
        FactChange(kind=ChangeKind.CORRECTED, fact=fact.id, fact_kind=fact.kind, label=fact.label, fields=(dated,)),
        FactChange(kind=ChangeKind.WITHDRAWN, fact="x-1", fact_kind=Kind.STATISTIC, label="Mức 77 tỷ USD năm 1977", sources=("bài-cũ",)),
    )
    composition = compose_briefing(seeds_view, settings, edition="2", since=Since(number=1, cut_off="2021-08-05", changes=changes))
    assert composition.problems == ()
    said = text_of(composition, "changes")
    assert all(
        words in said for words in ("ấn bản 1 (thông tin đến 05/08/2021)", "được sửa", "11/2018", "Mức 77 tỷ USD năm 1977", "bài-cũ")
    )
    assert "Không có thay đổi." in text_of(compose_briefing(seeds_view, settings, since=Since(number=1)), "changes")


def test_what_changed_since_the_last_edition_is_marked_in_the_margin(seeds_view: View, briefing: Path) -> None:
    settings = load_briefing(briefing)
    plain = compose_briefing(seeds_view, settings)
    printed = frozenset(told.text for told in plain.sentences)
    same = compose_briefing(seeds_view, settings, since=Since(number=1, sentences=printed))
    assert find(same.html, "//*[contains(@class, 'changed')]") == []
    told = plain.sentences[-1]
    reworded = compose_briefing(seeds_view, settings, since=Since(number=1, sentences=printed - {told.text}))
    assert _marked_with(reworded, told.text.rstrip(".")[:20])
    fact = next(fact for fact in seeds_view.facts if fact.id in told.facts)
    change = FactChange(kind=ChangeKind.CONFIRMED, fact=fact.id, fact_kind=fact.kind, label=fact.label)
    confirmed = compose_briefing(seeds_view, settings, since=Since(number=1, sentences=printed, changes=(change,)))
    marked = find(confirmed.html, "//*[contains(@class, 'changed')]")
    assert marked
    assert all(element.xpath(f".//*[contains(@data-fact, '{fact.id}')]") for element in marked)
    assert not find(confirmed.html, "//*[@id='changes']//*[contains(@class, 'changed')]")


def _marked_with(composition: Composition, words: str) -> bool:
    """Whether something is marked, and all that is marked holds these words."""
    marked = find(composition.html, "//*[contains(@class, 'changed')]")
    return bool(marked) and all(words in " ".join(element.text_content().split()) for element in marked)


def test_article_text_is_never_markup_nor_template() -> None:
    nasty = "<script>alert(1)</script> {{ doc.title }} {% raw %}"
    facts = [make_fact(Statement(actor="LAO", act="affirm", content=nasty), f"khẳng định {nasty}")]
    html = compose_briefing(make_view(facts), BriefingSettings(name="x", title="Việt Nam–Lào", parties=("VNM", "LAO"))).html
    assert "<script>" not in html
    assert "{{ doc.title }}" in html


def test_a_document_or_language_that_does_not_exist_is_refused(seeds_view: View, briefing: Path) -> None:
    with pytest.raises(SettingsError, match="no document 'fulll'"):
        compose(seeds_view, briefing, document="fulll")
    with pytest.raises(UsageError, match="no wording for the language 'ru'"):
        compose(seeds_view, briefing, language="ru")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.text(min_size=1, max_size=80),
    act=st.sampled_from(["affirm", "request", "agree", "shout"]),
    stage=st.sampled_from(["held", "planned", "cancelled"]),
)
def test_whatever_words_a_source_uses_the_document_stays_whole(words: str, act: str, stage: str) -> None:
    facts = [
        make_fact(Statement(actor="LAO; VNM", act=act, content=words), f"hai bên {words}"),
        make_fact(Meeting(name=words, stage=stage), f"cuộc họp {words}"),
        make_fact(Agreement(name=words, stage="signed"), f"ký {words}", topics=("coc",)),
    ]
    briefing = BriefingSettings(name="x", title="Quan hệ Việt Nam–Lào", parties=("VNM", "LAO"))
    composition = compose_briefing(make_view(facts), briefing)
    check_document(parse_document(composition.html), {chart.name for chart in composition.charts})
    assert not [problem for problem in composition.problems if problem.code == "sentence-uncited"]


def test_a_meeting_of_an_unknown_stage_is_not_told_as_held() -> None:
    facts = [make_fact(Meeting(name="Hội nghị cấp cao", stage="cancelled"), "hội nghị cấp cao")]
    composition = compose_briefing(make_view(facts), BriefingSettings(name="x", title="Việt Nam–Lào", parties=("VNM", "LAO")))
    assert "diễn ra ngày" not in composition.html
    assert "Hội nghị cấp cao được đề xuất" in text_of(composition, "history")


def test_a_policy_limits_what_is_told_and_says_how_much_is_left_out(seeds_view: View) -> None:
    briefing = load_briefing(Path("reports/briefings/asean-nga.toml"))
    composition = compose_briefing(seeds_view, replace(briefing, policies=Policies(positions=1)))
    assert composition.problems == ()
    assert "Còn 2 đoạn nữa" in text_of(composition, "politics")

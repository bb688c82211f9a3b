"""The article's frame: whom it is about, its day, and the days that it tells of."""

from __future__ import annotations

from briefgen.extract.extractor import make_context
from briefgen.extract.packs import load_packs
from extract_support import make_article, read_text


def frame(text: str, language: str = "vi", *, published: str | None = "2024-05-20", title: str = "") -> tuple[str, ...]:
    return make_context(make_article(text, language, published=published, title=title), load_packs()).frame.parties


def test_those_most_named_are_the_main_parties() -> None:
    assert frame("Nga và Lào hội đàm. Nga cảm ơn Lào. Nga nhắc đến Pháp.") == ("RUS", "LAO")


def test_the_title_weighs_more_than_the_body() -> None:
    assert frame("Pháp có mặt. Đức có mặt. Pháp cảm ơn Đức.", title="Nga và Lào hội đàm")[:2] == ("LAO", "RUS")


def test_an_article_about_one_country_has_one_main_party() -> None:
    assert frame("Nga họp. " * 12 + "Lào dự.") == ("RUS",)


def test_vietnamese_offices_without_a_country_are_vietnamese_and_english_ones_nobodys() -> None:
    contexts = [make_context(make_article("Nga", language), load_packs()) for language in ("vi", "en")]
    assert [context.frame.home for context in contexts] == ["VNM", None]


def test_without_a_date_the_year_that_the_text_runs_in_resolves_its_days() -> None:
    text = "Cuối năm 2021, hai bên sẽ họp. Trong năm 2021, Nga hỗ trợ nhiều. Ngày 5/3, Thủ tướng Lê Hoài An tiếp Đại sứ Cuba Carlos Núñez."
    anchor = make_context(make_article(text, published=None), load_packs()).frame.anchor
    assert (anchor.published, anchor.context_year) == (None, 2021)


def test_a_year_named_once_resolves_nothing() -> None:
    anchor = make_context(make_article("Hai bên đã họp năm 2019.", published=None), load_packs()).frame.anchor
    assert anchor.context_year is None


def test_what_is_told_after_a_meeting_happened_on_its_day() -> None:
    text = "Ngày 15/5, Thủ tướng Lê Hoài An tiếp Đại sứ Cuba Carlos Núñez. Đại sứ Carlos Núñez cảm ơn Việt Nam đã hỗ trợ gạo."
    (thanks,) = (m for m in read_text(text) if m.rule.startswith("statement/"))
    assert (thanks.date.edtf, thanks.date.basis) == ("2024-05-15", "inferred")
    assert "tiếp Đại sứ Cuba" in (thanks.date.note or "")


def test_a_meeting_of_another_year_is_background_and_dates_nothing() -> None:
    text = "Hội nghị cấp cao ASEAN - Nga lần thứ 3 diễn ra ngày 14/11/2018 tại Singapore. Nga cảm ơn ASEAN đã ủng hộ."
    (thanks,) = (m for m in read_text(text) if m.rule.startswith("statement/"))
    assert thanks.date.edtf != "2018-11-14"

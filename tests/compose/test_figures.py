from __future__ import annotations

from decimal import Decimal

from briefgen.compose.briefing import BriefingSettings
from briefgen.compose.dossier import select_facts
from briefgen.compose.figures import chart_rows, lives, meetings_by_year, timeline, trade_chart
from briefgen.compose.trade import tell_trade
from briefgen.compose.wording import load_wording
from briefgen.model import Agreement, Basis, ChartKind, Fact, Meeting, Milestone, Statistic, View
from compose.makers import make_dossier, make_fact


def turnover(period: str, value: int, *, compiler: str | None = None, derived: bool = False) -> Fact:
    from briefgen.model import Derivation

    claim = Statistic(indicator="trade-turnover", value=Decimal(value), unit="USD", period=period, compiler=compiler)
    return make_fact(
        claim, f"đạt {value} USD {period} {compiler}", date=period, derived_from=Derivation(formula="a / b") if derived else None
    )


def test_three_comparable_years_make_a_line_with_its_extremes_in_words() -> None:
    chart = trade_chart(make_dossier([turnover("2021", 5), turnover("2020", 9), turnover("2022", 7)]))
    assert chart is not None
    assert chart.kind == ChartKind.LINE
    assert [point.label for point in chart.series[0].points] == ["2020", "2021", "2022"]
    assert chart.alt == "Đầu kỳ: 9 USD (2020); cuối kỳ: 7 USD (2022); thấp nhất: 5 USD (2021); cao nhất: 9 USD (2020)."


def test_two_comparable_figures_make_bars_and_one_makes_nothing() -> None:
    two = trade_chart(make_dossier([turnover("2021", 5), turnover("2020", 9)]))
    assert two is not None
    assert two.kind == ChartKind.BARS
    assert trade_chart(make_dossier([turnover("2021", 5)])) is None


def test_a_half_year_never_stands_beside_full_years() -> None:
    assert trade_chart(make_dossier([turnover("2020", 9), turnover("2021-01/2021-06", 5)])) is None


def test_figures_of_two_compilers_or_derived_ones_make_no_line() -> None:
    assert trade_chart(make_dossier([turnover("2020", 9, compiler="Hải quan"), turnover("2021", 5, compiler="Bộ Công Thương")])) is None
    assert trade_chart(make_dossier([turnover("2020", 9, derived=True), turnover("2021", 5)])) is None


def test_two_figures_for_one_period_are_one_mark_and_the_more_exact_is_drawn() -> None:
    rounded, exact = turnover("2018", 100_000_000_000), turnover("2018", 104_312_000_000)
    assert trade_chart(make_dossier([rounded, exact])) is None
    chart = trade_chart(make_dossier([rounded, exact, turnover("2017", 90_000_000_000)]))
    assert chart is not None
    assert [point.value for point in chart.series[0].points] == [Decimal(90_000_000_000), Decimal(104_312_000_000)]


def test_exports_are_told_with_the_source_s_words_since_they_may_be_of_one_commodity() -> None:
    claim = Statistic(indicator="exports", value=Decimal(512_000_000), unit="USD", period="2018")
    trade = tell_trade(make_dossier([make_fact(claim, "xuất khẩu chè đạt 512 triệu USD", date="2018")]))
    assert trade.sentences == ()
    assert trade.figures[0].indicator.striptags() == "Kim ngạch xuất khẩu: “xuất khẩu chè đạt 512 triệu USD”"


def meeting(date: str | None, name: str = "Hội nghị Bộ trưởng Ngoại giao") -> Fact:
    return make_fact(Meeting(name=name), f"{name} {date}", date=date, basis=Basis.UNRESOLVED if date and "X" in date else Basis.STATED)


def test_a_timeline_needs_three_marks_of_known_years() -> None:
    known = [meeting("2021-03-01"), meeting("2022-03-01")]
    assert timeline(make_dossier([*known, meeting("XXXX-08-29"), meeting(None)])) is None
    chart = timeline(
        make_dossier([*known, make_fact(Milestone(event="upgraded", level="strategic-partner"), "nâng cấp", date="../2020-05-01")])
    )
    assert chart is not None
    before = chart.series[0].points[0]
    assert (before.start, before.end, before.open) == (None, "2020-05-01", True)


def test_meetings_are_counted_over_every_year_between_the_first_and_the_last() -> None:
    chart = meetings_by_year(make_dossier([meeting("2020-01-01"), meeting("2022-01-01"), meeting("2022-06-01")]))
    assert chart is not None
    assert [(point.label, point.value) for point in chart.series[0].points] == [
        ("2020", Decimal(1)),
        ("2021", Decimal(0)),
        ("2022", Decimal(2)),
    ]
    assert meetings_by_year(make_dossier([meeting("2020-01-01"), meeting("2020-02-01")])) is None


def test_lives_are_drawn_of_documents_with_a_stage_and_a_year() -> None:
    plan = make_fact(Agreement(name="Kế hoạch 2021-2025", stage="implementing", period="2021/2025"), "kế hoạch", date="2023-05-10")
    named = make_fact(Agreement(name="Công ước mẫu", stage="mentioned"), "công ước")
    treaty = make_fact(Agreement(name="Hiệp định mẫu", stage="signed"), "hiệp định", date="2019")
    assert lives(make_dossier([plan, named])) is None
    chart = lives(make_dossier([plan, named, treaty]))
    assert chart is not None
    assert {series.name for series in chart.series} == {"Kế hoạch 2021-2025", "Hiệp định mẫu"}


def test_the_annex_holds_every_mark_of_a_chart_that_counts_something(seeds_view: View) -> None:
    dossier = select_facts(seeds_view, BriefingSettings(title="x", parties=("ASEAN", "RUS")), load_wording("vi"))
    chart = timeline(dossier)
    assert chart is not None
    assert len(chart_rows(chart, dossier)) == sum(len(series.points) for series in chart.series)

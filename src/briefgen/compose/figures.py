"""Charts as data: which are worth drawing, their marks, and the figures in words for those who cannot see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from briefgen.compose.claims import claim_of
from briefgen.compose.clauses import first_upper, says_ordinal
from briefgen.compose.dates import date_words, sort_day
from briefgen.compose.dossier import Dossier
from briefgen.compose.glossary import plain_name, translate
from briefgen.compose.history import meeting_level
from briefgen.compose.issues import Card
from briefgen.compose.meetings import plain_event
from briefgen.compose.milestones import event_label as happened
from briefgen.compose.milestones import level_name
from briefgen.compose.names import join_parties, pair_name, party_name
from briefgen.compose.numbers import amount_words, plain_number
from briefgen.compose.register import life_of
from briefgen.compose.trade import comparable_series
from briefgen.compose.wording import Wording, load_layout
from briefgen.edtf import has_year, year_of
from briefgen.model import Agreement, Basis, Chart, ChartKind, Fact, Kind, Meeting, Milestone, Point, Record, Series, Statistic


def list_charts(dossier: Dossier, cards: tuple[Card, ...]) -> tuple[Chart, ...]:
    """The charts that the facts carry; one that would mislead or show next to nothing is not among them."""
    candidates = (
        timeline(dossier),
        lives(dossier),
        meetings_by_year(dossier),
        issue_matrix(dossier, cards),
        trade_chart(dossier),
        coverage(dossier),
    )
    return tuple(chart for chart in candidates if chart is not None)


def _chart(name: str, kind: ChartKind, series: Sequence[Series], alt: str, dossier: Dossier, unit: str = "") -> Chart:
    words = dossier.wording.charts
    pair = pair_name(dossier.parties, dossier.wording)
    stems = {
        evidence.article for one in series for point in one.points for fact in point.facts for evidence in dossier.by_id[fact].evidence
    }
    return Chart(
        name=name,
        kind=kind,
        title=words[name].replace("{pair}", pair).replace("{span}", _span(series)),
        unit=unit,
        source=words["source"].replace("{count}", str(len(stems or dossier.sources))),
        as_of=dossier.cut_off or "",
        alt=alt,
        series=tuple(series),
        language=dossier.wording.language,
    )


def _span(series: Iterable[Series]) -> str:
    """``1991–2024``, from the years of the marks."""
    years = [year for one in series for point in one.points for edtf in (point.start, point.end) if edtf for year in _years(edtf)]
    return f"{min(years)}–{max(years)}" if years and min(years) < max(years) else "".join(years[:1])


def _years(edtf: str) -> list[str]:
    return [part[:4] for part in edtf.split("/") if part[:4].isdigit()]


def enough(name: str, count: int) -> bool:
    return count >= load_layout().chart[name]


# --- Time ------------------------------------------------------------------------------------------------------------


def timeline(dossier: Dossier) -> Chart | None:
    """Milestones and meetings between the parties whose year is known."""
    events = [fact for fact in dossier.facts if _on_timeline(fact, dossier)]
    if not enough("timeline", len(events)):
        return None
    groups = ((Kind.MILESTONE, "milestones"), (Kind.MEETING, "meetings_series"))
    series = [
        Series(name=dossier.wording.charts[name], points=tuple(_event(f, dossier) for f in events if f.kind == kind))
        for kind, name in groups
    ]
    shown = [one for one in series if one.points]
    return _chart("timeline", ChartKind.TIMELINE, shown, _timeline_alt(events, dossier), dossier)


def _on_timeline(fact: Fact, dossier: Dossier) -> bool:
    if not fact.date.edtf or not has_year(fact.date.edtf) or not set(dossier.parties) <= set(fact.parties):
        return False
    return isinstance(fact.claim, Meeting) or (isinstance(fact.claim, Milestone) and fact.claim.event != "level")


def _event(fact: Fact, dossier: Dossier) -> Point:
    start, _, end = (fact.date.edtf or "").partition("/")
    before = start == ".."
    return Point(
        label=event_label(fact, dossier),
        start=None if before else start,
        end=end or None,
        stage=fact.claim.stage if isinstance(fact.claim, Meeting) else None,
        derived=fact.date.basis == Basis.DERIVED,
        open=before,
        facts=(fact.id,),
    )


def event_label(fact: Fact, dossier: Dossier) -> str:
    """A few words for a mark."""
    claim, words = fact.claim, dossier.wording
    if isinstance(claim, Milestone):
        if claim.event == "acceded":
            return translate(first_upper(happened(fact, dossier)), words) or words.basics["acceded"]
        return words.basics[claim.event].replace("{level}", level_name(claim.level, dossier)).strip()
    meeting = claim_of(fact, Meeting)
    ordinal = words.sentences.meeting.ordinal.replace("{ordinal}", str(meeting.ordinal)) if _adds_ordinal(meeting, words) else "{name}"
    name = ordinal.replace("{name}", plain_name(first_upper(plain_event(meeting, words)), words))
    name = first_upper(name)
    return name if meeting.stage == "held" else f"{name} ({words.certainty.get(meeting.stage, meeting.stage)})"


def _adds_ordinal(meeting: Meeting, words: Wording) -> bool:
    return meeting.ordinal is not None and not says_ordinal(plain_event(meeting, words), meeting.ordinal, words)


def _timeline_alt(events: Sequence[Fact], dossier: Dossier) -> str:
    listed = "; ".join(f"{date_words(fact.date.edtf, dossier.wording, 'table')}: {event_label(fact, dossier)}" for fact in events)
    return dossier.wording.charts["timeline_alt"].replace("{count}", str(len(events))).replace("{list}", listed)


def lives(dossier: Dossier) -> Chart | None:
    """The agreements with a stage and a known year, each from its first stage to its last or to the end of its period.

    A document of a wider framework is drawn where there is more than one thing to say of it.
    """
    facts = [fact for fact in dossier.all_facts if isinstance(fact.claim, Agreement) and fact.claim.stage != "mentioned"]
    drawn = [(fact, one) for fact in facts if (one := _life(fact, dossier)) is not None]
    own = {fact.id for fact in dossier.facts}
    series = [one for fact, one in drawn if fact.id in own or len(one.points) > 1]
    if not enough("lives", len(series)):
        return None
    return _chart("lives", ChartKind.LIVES, series, _lives_alt(series, dossier), dossier)


def _life(fact: Fact, dossier: Dossier) -> Series | None:
    """A point for the period, then one for each stage."""
    claim = claim_of(fact, Agreement)
    claim, stages = claim, dossier.wording.stages
    life = life_of(fact, dossier)
    dated = [(step.stage, step.date.edtf) for step in life.steps if step.fact] if life else [(claim.stage, fact.date.edtf)]
    points = [_stage(stage, edtf, stages.get(stage, stage), fact.id) for stage, edtf in dated if edtf and has_year(edtf)]
    if claim.period and "/" in claim.period:
        start, _, end = claim.period.partition("/")
        label = date_words(claim.period, dossier.wording, "table")
        points.insert(0, Point(label=label, start=start, end=end, stage="period", open=end in ("", ".."), facts=(fact.id,)))
    return Series(name=plain_name(first_upper(claim.name), dossier.wording), points=tuple(points)) if points else None


def _stage(stage: str, edtf: str, label: str, fact: str) -> Point:
    before = edtf.startswith("../")
    return Point(label=label, start=None if before else edtf, end=edtf[3:] if before else None, stage=stage, open=before, facts=(fact,))


def _lives_alt(series: Sequence[Series], dossier: Dossier) -> str:
    listed = "; ".join(f"{one.name}: " + ", ".join(_stage_alt(point, dossier) for point in one.points) for one in series)
    return dossier.wording.charts["lives_alt"].replace("{count}", str(len(series))).replace("{list}", listed)


def _stage_alt(point: Point, dossier: Dossier) -> str:
    if point.stage == "period":
        return point.label
    return f"{point.label} ({date_words(_edtf(point), dossier.wording, 'table')})"


# --- Counts ----------------------------------------------------------------------------------------------------------


def meetings_by_year(dossier: Dossier) -> Chart | None:
    """Meetings held between the parties, counted by level and year; drawn where at least two years have some."""
    held = [
        f
        for f in dossier.of_kind(Kind.MEETING)
        if isinstance(f.claim, Meeting) and f.claim.stage == "held" and set(dossier.parties) <= set(f.parties)
    ]
    dated = [(fact, year) for fact in held if (year := _year_of(fact))]
    years = sorted({year for _, year in dated})
    if not enough("bars", len(years)):
        return None
    levels = [level for level in dossier.wording.meeting_levels.values() if any(meeting_level(fact, dossier) == level for fact, _ in dated)]
    series = [Series(name=level, points=tuple(_count(level, year, dated, dossier) for year in _all_years(years))) for level in levels]
    return _chart("meetings", ChartKind.BARS, series, _counts_alt(series, dossier), dossier, dossier.wording.charts["meetings_unit"])


def _year_of(fact: Fact) -> int | None:
    edtf = fact.date.edtf or ""
    return year_of(edtf[3:] if edtf.startswith("../") else edtf)


def _all_years(years: Sequence[int]) -> range:
    return range(years[0], years[-1] + 1)


def _count(level: str, year: int, dated: Sequence[tuple[Fact, int]], dossier: Dossier) -> Point:
    found = [fact.id for fact, day in dated if day == year and meeting_level(fact, dossier) == level]
    return Point(label=str(year), value=Decimal(len(found)), start=str(year), facts=tuple(found))


def _counts_alt(series: Sequence[Series], dossier: Dossier) -> str:
    listed = "; ".join(f"{one.name}: " + ", ".join(f"{p.label} – {p.value}" for p in one.points if p.value) for one in series)
    return dossier.wording.charts["meetings_alt"].replace("{list}", listed)


def issue_matrix(dossier: Dossier, cards: Sequence[Card]) -> Chart | None:
    """Issues by parties: how many times each is recorded on each, and when last."""
    shown = [card for card in cards if card.groups or card.agreed]
    parties = sorted(
        {code for card in shown for group in card.groups for code in group.parties}, key=lambda code: (code not in dossier.parties, code)
    )
    marks = sum(len(group.paragraphs) for card in shown for group in card.groups)
    if not enough("matrix", len(shown)) or not enough("matrix", len(parties)) or marks < len(parties):
        return None
    series = [Series(name=party_name(code, dossier.wording), points=tuple(_cell(card, code) for card in shown)) for code in parties]
    return _chart("issues", ChartKind.MATRIX, series, _matrix_alt(series, dossier), dossier, dossier.wording.charts["issues_unit"])


def _cell(card: Card, code: str) -> Point:
    facts = tuple(f for group in card.groups if code in group.parties for par in group.paragraphs for s in par.sentences for f in s.facts)
    return Point(label=card.title, value=Decimal(len(facts)) if facts else None, facts=facts)


def _matrix_alt(series: Sequence[Series], dossier: Dossier) -> str:
    listed = "; ".join(f"{one.name}: " + ", ".join(f"{p.label} – {p.value or 0}" for p in one.points) for one in series)
    return dossier.wording.charts["issues_alt"].replace("{list}", listed)


def coverage(dossier: Dossier) -> Chart | None:
    """Sources by the month of their publication."""
    months = Counter(source.published[:7] for source in dossier.sources if source.published and len(source.published) >= 7)
    if not enough("coverage", len(months)):
        return None
    points = tuple(
        Point(label=date_words(month, dossier.wording, "table"), value=Decimal(count), start=month)
        for month, count in sorted(months.items())
    )
    listed = ", ".join(f"{point.label} – {point.value}" for point in points)
    alt = dossier.wording.charts["coverage_alt"].replace("{list}", listed)
    series = [Series(name=dossier.wording.charts["coverage_series"], points=points)]
    return _chart("coverage", ChartKind.COVERAGE, series, alt, dossier, dossier.wording.charts["coverage_unit"])


class DataRow(Record):
    """One row of a chart's data in the annex; ``counted`` where the value counts facts and is none itself,
    ``timed`` where its time says more than its label.
    """

    series: str
    label: str
    time: str
    value: str
    counted: bool
    timed: bool
    facts: tuple[str, ...]


def chart_facts(chart: Chart) -> tuple[str, ...]:
    """The facts behind all marks of a chart."""
    return tuple(dict.fromkeys(fact for one in chart.series for point in one.points for fact in point.facts))


def chart_rows(chart: Chart, dossier: Dossier) -> tuple[DataRow, ...]:
    """The chart's marks as a table; marks that count nothing are left out."""
    return tuple(_row(one, point, chart, dossier) for one in chart.series for point in one.points if point.value != 0)


def _edtf(point: Point) -> str | None:
    if point.end is None:
        return point.start
    return f"{point.start or '..'}/{point.end}"


def _row(series: Series, point: Point, chart: Chart, dossier: Dossier) -> DataRow:
    edtf = _edtf(point)
    time = date_words(edtf, dossier.wording, "table") if edtf else ""
    value = plain_number(point.value, dossier.wording) if point.value is not None else ""
    facts = tuple(dict.fromkeys(fact for one in series.points for fact in one.facts)) if point.facts else ()
    return DataRow(
        series=series.name, label=point.label, time=time, value=value, counted=chart.name != "trade", timed=time != point.label, facts=facts
    )


# --- Figures ---------------------------------------------------------------------------------------------------------


def trade_chart(dossier: Dossier) -> Chart | None:
    """The longest run of comparable figures of trade: a line from three points, bars for two; below that nothing is drawn."""
    figures = [
        fact for fact in dossier.of_kind(Kind.STATISTIC) if isinstance(fact.claim, Statistic) and fact.claim.indicator == "trade-turnover"
    ]
    runs = sorted(comparable_series(figures).values(), key=len, reverse=True)
    if not runs or not enough("bars", len(runs[0])):
        return None
    facts = sorted(runs[0], key=lambda fact: sort_day(fact.claim.period if isinstance(fact.claim, Statistic) else None))
    kind = ChartKind.LINE if enough("line", len(facts)) else ChartKind.BARS
    points = tuple(_figure(fact, dossier) for fact in facts)
    name = join_parties([code for code in dossier.parties if code in facts[0].parties], dossier.wording)
    return _chart("trade", kind, [Series(name=name, points=points)], _figures_alt(facts, dossier), dossier, _unit(facts[0]))


def _unit(fact: Fact) -> str:
    claim = claim_of(fact, Statistic)
    return claim.unit


def _figure(fact: Fact, dossier: Dossier) -> Point:
    claim = claim_of(fact, Statistic)
    period = claim.period or fact.date.edtf or ""
    start, _, end = period.partition("/")
    label = date_words(period, dossier.wording, "table")
    return Point(label=label, value=claim.value, start=start, end=end or None, derived=fact.derived_from is not None, facts=(fact.id,))


def _figures_alt(facts: Sequence[Fact], dossier: Dossier) -> str:
    """First, last, lowest and highest value."""
    values = [fact.claim for fact in facts if isinstance(fact.claim, Statistic)]
    low, high = min(values, key=lambda claim: claim.value), max(values, key=lambda claim: claim.value)
    words = dossier.wording.charts["trade_alt"]
    for slot, claim in (("first", values[0]), ("last", values[-1]), ("lowest", low), ("highest", high)):
        period = date_words(claim.period, dossier.wording, "table")
        words = words.replace("{" + slot + "}", f"{amount_words(claim.value, claim.unit, dossier.wording, claim.qualifier)} ({period})")
    return words

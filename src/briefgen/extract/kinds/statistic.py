"""Statistics: numbers with a unit, what they measure, of which period, grown by how much, compiled by whom."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.extract.context import Context, Draft, Slotted, Span
from briefgen.extract.dates import load_date_rules
from briefgen.extract.entities import find_entities
from briefgen.extract.kinds.figure_growth import base, growth, growth_suffix, repeats_growth
from briefgen.extract.kinds.figure_periods import initial_period, latest, read_period, remember, resolve_beside
from briefgen.extract.kinds.figure_table import build_tables, is_row
from briefgen.extract.kinds.figures import (
    DIRECTED,
    INDICATOR,
    KIND,
    NEXT_SENTENCES,
    TRADE,
    UP_TO_SHARE,
    Amount,
    Mark,
    Percent,
    Scope,
    SentenceFigures,
    Told,
    When,
    is_money,
)
from briefgen.extract.rules import lower_text
from briefgen.extract.slots import parties_in
from briefgen.model import Basis, Change, Dated, Record, Statistic

SHARED_UNITS = "tonnes"  # counted of goods: measured by what was told of, as money is
EDGES = ' \n,;.“”"'
LEAST_MIXED = 2  # different things measured in one sentence
TO_BOUND = 16  # characters of a preposition before a date
TO_WHOLE = 60  # characters from a share to the whole that it is of


class Figure(Record):
    """An amount with what was attached to it."""

    amount: Amount | Percent
    claim: Statistic
    mark: Mark | None
    told: Told | None = None
    growth: tuple[Span, Span] | None = None


def build_statistics(context: Context) -> Iterator[Draft]:
    """The statistics of an article, in reading order."""
    scope: Scope | None = None
    yield from build_tables(context)
    for passage in context.body():
        if is_row(context, passage):
            continue
        if any(a is not None and a.label in ("QTY", "PCT") for a in passage.line.annotations):
            figures = SentenceFigures(context, passage, scope)
            yield from _build_sentence(figures)
            scope = _leave(figures) or scope
        elif scope and passage.number - scope.number <= NEXT_SENTENCES:
            scope = _lead_on(SentenceFigures(context, passage, scope))


def _leave(figures: SentenceFigures) -> Scope | None:
    """What the next sentence may take over, if trade was told of."""
    if figures.last_indicator not in TRADE:
        return None
    one = len({*figures.measured} & {*DIRECTED, "trade-turnover"}) < LEAST_MIXED  # else nobody can tell of which the next list is
    topic = figures.measured[0] if figures.measured else None
    return Scope(number=figures.number, period=latest(figures), indicator=figures.last_indicator if one else None, topic=topic)


def _lead_on(figures: SentenceFigures) -> Scope | None:
    """What is left by a sentence that has no figures but may say of what and when the next ones are."""
    scope, opened = figures.lead_on(), initial_period(figures)
    if scope is None or scope.number != figures.number or opened is None:
        return scope
    return Scope(number=scope.number, period=opened, indicator=scope.indicator)


def _build_sentence(figures: SentenceFigures) -> Iterator[Draft]:
    for amount in figures.amounts:
        if (figure := _read_amount(figures, amount)) is not None:
            yield _make_draft(figures, figure)
    for percent in figures.percents:
        if (figure := _read_share(figures, percent)) is not None:
            yield _make_draft(figures, figure)


def _read_amount(figures: SentenceFigures, amount: Amount) -> Figure | None:
    named = _name_indicator(figures, amount)
    if named is None or figures.is_foreign(amount):
        return None
    indicator, mark = named
    if is_money(amount.quantity.unit):
        figures.last_indicator = indicator
        figures.measured += [indicator] if indicator in TRADE else []
    target, forecast = figures.is_target(amount), figures.is_forecast(amount)
    told = read_period(figures, amount, trade=indicator in TRADE, ahead=target or forecast)
    if not (target or forecast):
        remember(figures, amount, told, indicator)
    change, grown = (None, None) if target else _read_change(figures, amount, told)
    suffix = "-forecast" if forecast else growth_suffix(figures, amount, indicator)
    claim = Statistic(
        indicator="target" if target else indicator + suffix,
        value=amount.quantity.value,
        unit=amount.quantity.unit,
        qualifier=amount.quantity.qualifier or None,
        period=(told.edtf.removeprefix("../") or None) if told else None,
        change=change,
        compiler=_name_compiler(figures),
    )
    return Figure(amount=amount, claim=claim, mark=mark, told=told, growth=grown)


def _name_indicator(figures: SentenceFigures, amount: Amount) -> tuple[str, Mark | None] | None:
    unit = amount.quantity.unit
    if is_money(unit):
        return figures.indicator(amount) or (("target", None) if figures.aims_at(amount) else None)
    if unit not in figures.context.packs.settings(KIND, "units", "all"):
        return None
    return figures.weighed_indicator(amount) if unit == SHARED_UNITS else (figures.counted_indicator(amount), None)


def _read_change(figures: SentenceFigures, amount: Amount, told: Told | None) -> tuple[Change | None, tuple[Span, Span] | None]:
    """Growth beside an amount; with it the span of its words and that of the share alone."""
    found = growth(figures, amount)
    if found is None:
        return None, None
    word, percent = found
    compared = base(figures, amount, percent)
    against = (resolve_beside(figures, compared, told, compared=True).edtf or None) if compared else None
    value = percent.share.value
    change = Change(value=-value if word.name == "down" else value, base=against)
    return change, ((min(word.start, percent.start), max(percent.end, compared.end if compared else 0)), (percent.start, percent.end))


def _read_share(figures: SentenceFigures, percent: Percent) -> Figure | None:
    """A share of the whole trade, or of the exports or imports, in percent."""
    word = figures.before(percent.start, "share", reach=UP_TO_SHARE)
    whole = figures.behind(percent.end, "whole", reach=TO_WHOLE) if word else None
    if whole is None or figures.breaks(percent.end, whole.start):
        return None
    named = figures.behind(whole.start, *(INDICATOR + name for name in DIRECTED), reach=whole.end - whole.start)
    told = read_period(figures, percent, trade=True)
    claim = Statistic(
        indicator=f"share-of-{named.indicator if named else 'trade'}",
        value=percent.share.value,
        unit="percent",
        qualifier=percent.share.qualifier or None,
        period=(told.edtf or None) if told else None,
        compiler=_name_compiler(figures),
    )
    return Figure(amount=percent, claim=claim, mark=whole, told=told)


def _name_compiler(figures: SentenceFigures) -> str | None:
    mark = next((m for m in figures.marks if m.name == "compiler"), None)
    return figures.text[mark.start : mark.end] if mark else None


def _make_draft(figures: SentenceFigures, figure: Figure) -> Draft:
    start, end = _quote(figures, figure)
    told = figure.told if figure.told and figure.told.edtf else None
    dates = [d for d in (told.when, told.beside) if d is not None] if told else []
    apart = [_readable(figures, d) for d in dates if not start <= d.start < end]
    return Draft(
        claim=figure.claim,
        parties=_name_parties(figures, start, end),
        date=told.dated if told else _date_of_telling(figures, start, end),
        spans=((start, end), *apart),
        rule=f"statistic/{'target' if figure.claim.indicator == 'target' else 'amount'}",
        label=figures.text[start:end],
        slots=_slots(figure),
    )


def _slots(figure: Figure) -> dict[str, Slotted]:
    claim, amount, mark, told = figure.claim, figure.amount, figure.mark, figure.told
    slots = {"value": Slotted(value=str(claim.value), span=(amount.start, amount.end), how="captured")}
    if mark:
        slots["indicator"] = Slotted(value=claim.indicator, span=(mark.start, mark.end), how="nearest")
    if figure.growth and claim.change:
        slots["change"] = Slotted(value=str(claim.change.value), span=figure.growth[1], how="beside")
    if told and told.edtf:
        slots["date"] = Slotted(value=told.edtf, span=(told.when.start, told.when.end), how="period")
    return slots


def _quote(figures: SentenceFigures, figure: Figure) -> Span:
    """The amount with its indicator, growth and date, out to the commas around."""
    amount, mark, told = figure.amount, figure.mark, figure.told
    spans = [(amount.start, amount.end)]
    if mark and not figures.breaks(mark.end, amount.start, signs=""):
        spans.append((mark.start, mark.end))
    if figure.growth:
        spans.append(figure.growth[0])
    spans.extend((p.start, p.end) for p in figures.percents if isinstance(amount, Amount) and repeats_growth(figures, amount, p))
    if told and told.edtf and _is_beside(figures, told.when, amount):
        spans.append(_readable(figures, told.when))
    return _widen(figures, min(s for s, _ in spans), max(e for _, e in spans))


def _readable(figures: SentenceFigures, date: When) -> Span:
    """The words of a date, with the preposition that says which side of it is meant ("tính đến"), and without which nobody can tell a
    bare year from another number ("in 2019")."""
    start, text = date.start, figures.text
    bound = load_date_rules(figures.context.language).before.match(lower_text(text[max(0, start - TO_BOUND) : start]))
    if bound is not None:
        return start - len(bound[0]), date.end
    if not text[start : date.end].isdigit():
        return start, date.end
    start = len(text[:start].rstrip())
    while start and not text[start - 1].isspace():
        start -= 1
    return start, date.end


def _is_beside(figures: SentenceFigures, date: When, amount: Amount | Percent) -> bool:
    """Whether a date stands so near that one quote can hold both."""
    low, high = figures.clause(amount.start)
    return low <= date.start < high and not any(date.end <= a.start < a.end <= amount.start for a in figures.amounts)


def _widen(figures: SentenceFigures, start: int, end: int) -> Span:
    """Out to the commas around, so that the quote can be understood, but not over another amount."""
    text, (low, high) = figures.text, figures.clause(start)
    low = max([low, *(a.end for a in figures.amounts if a.end <= start)])
    start = max(low, text.rfind(", ", low, start) + 1)
    comma = text.find(", ", end, high)
    widened = high if comma < 0 else comma
    end = end if any(end <= a.start < widened for a in figures.amounts) else widened
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return start, end


def _name_parties(figures: SentenceFigures, start: int, end: int) -> tuple[str, ...]:
    """The two parties named in the quote, else in its clause, else the article's two."""
    inside: tuple[str, ...] = ()
    for first, last in ((start, end), figures.clause(start)):
        tokens = [i for i, at in enumerate(figures.line.starts) if first <= at < last]
        inside = parties_in(figures.line, tokens[0], tokens[-1] + 1) if tokens else ()
        inside = inside if len(inside) != 1 else _with_adjectives(figures, inside, first, last)
        if len(inside) == 2:
            return inside
    frame = figures.context.frame
    main = frame.parties[:2]
    if set(inside) <= set(main) or len(inside) > 2:
        return tuple(sorted(main))
    return tuple(sorted({*inside, *([frame.home] if frame.home else [])}))


def _with_adjectives(figures: SentenceFigures, inside: tuple[str, ...], start: int, end: int) -> tuple[str, ...]:
    """A country may stand as an adjective: "Australian investment in Vietnam"."""
    named = {str(a.value) for a in find_entities(figures.text[start:end], figures.context.language) if a.label == "ADJ"}
    return tuple(sorted({*inside, *named}))


def _date_of_telling(figures: SentenceFigures, start: int, end: int) -> Dated:
    """What is so "now" is so on the day of publication; otherwise the figure has no date."""
    if any(m.name == "now" and start <= m.start < end for m in figures.marks):
        return figures.context.publication()
    return Dated(basis=Basis.UNRESOLVED) if figures.context.frame.anchor.published is None else Dated()

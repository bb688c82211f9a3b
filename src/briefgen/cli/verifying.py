"""What verifying a document found, as lines for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from briefgen.cli.messages import say
from briefgen.cli.tables import cut, format_table, terminal_width
from briefgen.cli.terminal import plain
from briefgen.verification.records import Finding, Quote, Report, State

_LONGEST = 300


def describe_report(report: Report, *, every_quote: bool = False) -> Iterator[str]:
    """A line a source, a line for each quote that is not well (or for each), a line a finding, and the sum."""
    width = terminal_width()
    heads = [say(f"tables.{name}") for name in ("state", "source", "quotes")]
    yield format_table(heads, list(_list_sources(report)), width=width)
    shown = [quote for quote in report.quotes if every_quote or quote.state is not State.OK]
    if shown:
        heads = [say(f"tables.{name}") for name in ("state", "article", "fact", "quote")]
        yield ""
        yield format_table(heads, [_list_cells(quote) for quote in shown], width=width)
    if report.findings:
        yield ""
        yield from map(_describe_finding, report.findings)
    yield ""
    yield _sum_up(report)


def _list_sources(report: Report) -> Iterator[tuple[str, str, str]]:
    """Each source once, by the worst that became of its quotes."""
    counts = Counter((quote.path or quote.article, quote.state) for quote in report.quotes)
    for (path, state), count in sorted(counts.items()):
        yield say(f"verify.{state.value}"), path, str(count)


def _list_cells(quote: Quote) -> tuple[str, ...]:
    return say(f"verify.{quote.state.value}"), f"{quote.article}[{quote.start}:{quote.end}]", quote.fact, f"«{quote.quote}»"


def _describe_finding(finding: Finding) -> str:
    line = say(f"verify.{finding.code}", words=finding.words, place=finding.place or "–")
    return cut(plain(line), _LONGEST)


def _sum_up(report: Report) -> str:
    well = sum(quote.state is State.OK for quote in report.quotes)
    key = "verify.well" if report.is_well else "verify.not_well"
    return say(key, file=report.file, well=well, quotes=len(report.quotes), sources=report.sources, findings=len(report.findings))

"""Which facts a command is about: its filters, checked against what there is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from briefgen.cli.messages import say
from briefgen.edtf import bounds
from briefgen.errors import UsageError
from briefgen.model import Fact, Kind, Record, Status, View

_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_LISTED = 30  # a line can list so many names; all parties of the world are more
_MONTH_FIRST = re.compile(r"(\d{1,2})[/.-](\d{4})")


class Filters(Record):
    """What a fact must be to be listed; an empty filter lets all pass. Dates are EDTF."""

    kinds: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None


def read_date(text: str) -> str:
    """A date as a person types it, as EDTF: 2024, 2024-04, 2024-04-26, 4/2024, 26/4/2024 (day first).

    Raises :class:`UsageError` for anything else.
    """
    edtf = text.strip()
    if match := _DAY_FIRST.fullmatch(edtf):
        edtf = f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    elif match := _MONTH_FIRST.fullmatch(edtf):
        edtf = f"{match[2]}-{int(match[1]):02}"
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", edtf) or not _is_real(edtf):
        raise UsageError(say("errors.no_date"), place=text, remedy=say("errors.date_remedy"))
    return edtf


def _is_real(edtf: str) -> bool:
    from datetime import date

    year, month, day = (*map(int, edtf.split("-")), 1, 1)[:3]
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def check_filters(filters: Filters, view: View) -> Filters:
    """The filters with parties as codes.

    Raises :class:`UsageError` for a kind, status, topic, article or party that does not exist.
    """
    check_values("kind", filters.kinds, [kind.value for kind in Kind])
    check_values("status", filters.statuses, [status.value for status in Status])
    check_values("topic", filters.topics, sorted({topic for fact in view.facts for topic in fact.topics}))
    check_values("article", filters.articles, [source.stem for source in view.sources])
    known = sorted({party for fact in view.facts for party in fact.parties})
    return Filters(
        kinds=filters.kinds,
        parties=tuple(find_party(name, known) for name in filters.parties),
        topics=filters.topics,
        articles=filters.articles,
        statuses=filters.statuses,
        since=filters.since,
        until=filters.until,
    )


def find_party(name: str, known: Sequence[str]) -> str:
    """The code of a party given by code or by name in either language."""
    from briefgen.extract.entities import read_party

    code = name.upper() if name.upper() in known else read_party(name)
    if code is None:
        raise unknown_value("party", name, known)
    return code


def check_values(what: str, values: Iterable[str], known: Sequence[str]) -> None:
    """Raises :class:`UsageError` for the first value that is not known, naming the nearest that is."""
    for value in values:
        if value not in known:
            raise unknown_value(what, value, known)


def unknown_value(what: str, value: str, known: Sequence[str]) -> UsageError:
    """The error for a value that does not exist; the remedy names the nearest one, or all."""
    return UsageError(say("errors.unknown_value", what=say(f"what.{what}"), value=value), remedy=suggest(value, known))


def suggest(value: str, known: Sequence[str]) -> str:
    """What else could have been meant, as a remedy."""
    from difflib import get_close_matches

    near = get_close_matches(value, known, n=1)
    if near and len(known) > _LISTED:
        return say("errors.few", name=near[0])
    names = ", ".join([*known[:_LISTED], *(["…"] if len(known) > _LISTED else [])]) or "–"
    return say("errors.did_you_mean", name=near[0], names=names) if near else say("errors.known", names=names)


def select_facts(facts: Iterable[Fact], filters: Filters) -> tuple[Fact, ...]:
    """The facts that pass all filters, in the order given."""
    tests = _make_tests(filters)
    return tuple(fact for fact in facts if all(test(fact) for test in tests))


def _make_tests(filters: Filters) -> list[Callable[[Fact], bool]]:
    tests: list[Callable[[Fact], bool]] = []
    if filters.kinds:
        tests.append(lambda fact: fact.kind.value in filters.kinds)
    if filters.parties:
        tests.append(lambda fact: set(filters.parties) <= set(fact.parties))
    if filters.topics:
        tests.append(lambda fact: bool(set(filters.topics) & set(fact.topics)))
    if filters.articles:
        tests.append(lambda fact: any(evidence.article in filters.articles for evidence in fact.evidence))
    if filters.statuses:
        tests.append(lambda fact: fact.status.value in filters.statuses)
    if filters.since or filters.until:
        tests.append(lambda fact: _is_within(fact.date.edtf, filters.since, filters.until))
    return tests


def _is_within(edtf: str | None, since: str | None, until: str | None) -> bool:
    """True where the date may lie in the period; a date without a year lies in none."""
    known = bounds(edtf) if edtf else None
    if known is None:
        return False
    first, last = known
    period = (bounds(since) if since else None, bounds(until) if until else None)
    return (period[0] is None or last >= period[0][0]) and (period[1] is None or first <= period[1][1])

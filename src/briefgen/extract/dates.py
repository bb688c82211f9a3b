"""Dates, periods, lengths of time and anniversaries in running text, as they are written.

The rules and words are data (``packs/languages/*/dates.yaml``); this module only turns what they captured into expressions.
In which year a day lies is not decided here but in ``resolve``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from briefgen.extract.annotations import Annotation
from briefgen.extract.expressions import DateExpr, Form, Point, Span, Tense
from briefgen.extract.rules import REACH, Hit, Mask, Pattern, Rules, any_of, compile_before, compile_pattern, load_pack, lower_text
from briefgen.model import Record

_BOUND_REACH = 16


class ListRule(Record):
    """How a list of dates of one form goes on."""

    form: Form
    pattern: Pattern


class DateRules:
    """The date rules of one language."""

    def __init__(self, language: str) -> None:
        data = load_pack(language, "dates")
        place = f"packs/languages/{language}/dates.yaml"
        self.rules = Rules(data, place)
        self.tables: Mapping[str, Mapping[str, Any]] = {
            name: {str(word): value for word, value in table.items()} for name, table in data["tables"].items()
        }
        self.relatives = {word: pair for name, table in self.tables.items() if name.startswith("relative") for word, pair in table.items()}
        self.sets = {rule.name: rule.sets for rule in self.rules.rules}
        self.read_groups = lru_cache(maxsize=4096)(self._read_groups)  # the same dates come again and again
        self.bounds: Mapping[str, str] = data["bounds"]
        self.before = compile_before(sorted(self.bounds, key=len, reverse=True), place=place)
        self.qualifier = compile_before([any_of(list(self.tables["qualifiers"]))], place=place)
        self.lists = [
            ListRule(form=Form(entry["form"]), pattern=compile_pattern(entry["regex"], self.rules.macros, place=place))
            for entry in data.get("lists", ())
        ]

    def _read_groups(self, rule: str, groups: tuple[tuple[str, str], ...]) -> Mapping[str, Any] | None:
        """The fields of the expression that a rule's groups make; None where they make no date."""
        fields = ExpressionBuilder(self.tables, self.relatives, dict(groups), self.sets.get(rule, {})).build()
        return fields if fields is not None and _is_real(fields["start"], fields["end"]) else None


@cache
def load_date_rules(language: str) -> DateRules:
    """The compiled date rules of a language, read once; raises UsageError for a language without a pack."""
    return DateRules(language)


def find_dates(text: str, language: str, masked: Sequence[tuple[int, int]] = ()) -> list[Annotation]:
    """Annotations DATE, PERIOD (both with a DateExpr), DURATION and ANNIV (both with a Span), in order and without overlaps.

    ``text`` is NFC reading text; ``masked`` are spans of names, which are not read (UNCLOS 1982).
    """
    rules = load_date_rules(language)
    low = lower_text(text)
    found, mask = list[Annotation](), Mask(masked)
    for annotation in rules.rules.scan(text, low, lambda hit: build_annotation(rules, hit, text, low), mask):
        if not found or annotation.start >= found[-1].end:  # else a list has already read it
            found.append(annotation)
            found.extend(a for a in _continue_list(rules, annotation, text, low) if not mask.touches(a.start, a.end))
    return found


def build_annotation(rules: DateRules, hit: Hit, text: str, low: str) -> Annotation | None:
    """The annotation of what a rule read; None where its groups make no date (31/2, a period that ends before it begins)."""
    groups = {name: value for name, value in hit.match.groupdict().items() if value}
    end = _trim_direction(hit, groups, text)
    value = _build_value(rules, hit, groups, text[hit.start : end], low)
    return Annotation(label=_label(hit, value), start=hit.start, end=end, value=value) if value else None


def _label(hit: Hit, value: DateExpr | Span) -> str:
    """A year up to which something runs is a period, whatever rule read it."""
    if isinstance(value, DateExpr) and value.bound == "until" and value.form is Form.YEAR:
        return "PERIOD"
    return hit.rule.label


def _trim_direction(hit: Hit, groups: dict[str, str], text: str) -> int:
    """The end of the span, without a direction word that belongs to the next word (ngày 28/9 tới Hà Nội)."""
    if "when" in groups and text[hit.end : hit.end + 2].strip()[:1].isupper() and hit.end == hit.match.end("when"):
        del groups["when"]
        return len(text[: hit.match.start("when")].rstrip())
    return hit.end


def _build_value(rules: DateRules, hit: Hit, groups: Mapping[str, str], words: str, low: str) -> DateExpr | Span | None:
    if hit.rule.label in ("DURATION", "ANNIV"):
        return _build_span(rules, groups, _qualifier_before(rules, low, hit.start))
    fields = rules.read_groups(hit.rule.name, tuple(groups.items()))
    if fields is None:
        return None
    bound = fields.get("bound") or (None if fields.get("end") else _bound_before(rules, low, hit.start))
    return DateExpr(**{**fields, "words": " ".join(words.split()), "bound": bound})


def _bound_before(rules: DateRules, low: str, start: int) -> str | None:
    match = rules.before.match(low, max(0, start - _BOUND_REACH), start)
    return rules.bounds[" ".join(match[1].split())] if match else None


def _qualifier_before(rules: DateRules, low: str, start: int) -> str | None:
    match = rules.qualifier.match(low, max(0, start - _BOUND_REACH), start)
    return rules.tables["qualifiers"][" ".join(match[1].split())] if match else None


def _build_span(rules: DateRules, groups: Mapping[str, str], qualifier: str | None) -> Span | None:
    count = read_count(groups.get("count", ""), rules.tables["numerals"]) or rules.tables.get("nths", {}).get(groups.get("nth", ""))
    if not count:
        return None
    qualifier = rules.tables["qualifiers"].get(_plain(groups.get("qualifier", ""))) or qualifier or None
    return Span(count=Decimal(count), unit=rules.tables["units"].get(_plain(groups.get("unit", "")), "year"), qualifier=qualifier)


def read_count(word: str, numerals: Mapping[str, Any]) -> Decimal | None:
    """The number that a figure or a numeral stands for; None where it is neither, or stands for no certain number (vài)."""
    word = _plain(word)
    if word in numerals:
        return Decimal(str(numerals[word])) or None
    digits = "".join(c for c in word.replace(",", ".") if c.isdigit() or c == ".")
    return Decimal(digits) if digits.strip(".") else None


def _plain(words: str) -> str:
    return " ".join(words.replace("-", " ").split()) if "-" in words and not words[0].isdigit() else " ".join(words.split())


def _is_real(first: Point, last: Point | None) -> bool:
    """Whether the days exist and a written range runs forwards."""
    if not all(_day_exists(point) for point in (first, last) if point):
        return False
    if last is None or first.year is None or last.year is None:
        return True
    return (first.year, first.month or 0, first.day or 0) <= (last.year, last.month or 12, last.day or 31)


def _day_exists(point: Point) -> bool:
    if point.day is None or point.month is None:
        return True
    leap = point.year is None or (point.year % 4 == 0 and (point.year % 100 != 0 or point.year % 400 == 0))
    return point.day <= (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[point.month - 1]


def _continue_list(rules: DateRules, first: Annotation, text: str, low: str) -> Iterator[Annotation]:
    """The dates that follow in a list of the same form, each with a span of its own."""
    expression, end = first.value, first.end
    while isinstance(expression, DateExpr) and (match := _next_in_list(rules, expression.form, low, end)):
        groups = {name: value for name, value in match.groupdict().items() if value}
        fields = rules.read_groups("", tuple(groups.items()))
        start, end = match.span("item")
        if fields is None:
            return
        yield Annotation(
            label="DATE", start=start, end=end, value=DateExpr(**{**fields, "words": text[start:end], "bound": expression.bound})
        )


def _next_in_list(rules: DateRules, form: Form, low: str, end: int) -> Any:
    return next((m for rule in rules.lists if rule.form is form and (m := rule.pattern.match(low, end, end + REACH))), None)


class ExpressionBuilder:
    """Makes the fields of a DateExpr from the named groups of a rule and what the rule sets."""

    def __init__(
        self,
        tables: Mapping[str, Mapping[str, Any]],
        relatives: Mapping[str, tuple[str, int]],
        groups: Mapping[str, str],
        sets: Mapping[str, Any],
    ) -> None:
        self.tables, self.relatives = tables, relatives
        self.groups = {name: " ".join(value.split()) for name, value in groups.items()}
        self.sets = sets

    def build(self) -> dict[str, Any] | None:
        """The fields, or None where the rule's own conditions are not met."""
        start, end = complete_range(self._point(""), self._point("2"))
        if self.sets.get("consecutive") and not _consecutive(start, end):
            return None
        fields: dict[str, Any] = {"start": start, "end": end, **self._relative(), **self._part(), **self._words()}
        fields.update({k: v for k, v in self.sets.items() if k in ("unit", "offset", "season", "bound", "modifier")})
        if "direction" in self.sets:
            fields["direction"] = Tense(self.sets["direction"])
        if decade := self._decade():
            fields["start"], fields["end"] = decade
        fields["form"] = self._form(fields)
        return fields

    def _look(self, table: str, group: str) -> Any:
        word = self.groups.get(group)
        return None if word is None else self.tables.get(table, {}).get(word.rstrip("."))

    def _number(self, group: str) -> int | None:
        word = self.groups.get(group)
        return None if word is None else int("".join(c for c in word if c.isdigit()))

    def _point(self, which: str) -> Point:
        return Point(year=self._year(which), month=self._month(f"month{which}"), day=self._number(f"day{which}"))

    def _year(self, which: str) -> int | None:
        if which and "short2" in self.groups:
            return (self._number("year") or 0) // 100 * 100 + int(self.groups["short2"])
        return self._number(f"year{which}")

    def _month(self, group: str) -> int | None:
        word = self.groups.get(group, "")
        return int(word) if word.isdigit() else self._look("months", group)

    def _relative(self) -> dict[str, Any]:
        word = self.groups.get("relative") or self.groups.get("relative_year", "")
        if word in self.relatives:
            unit, offset = self.relatives[word]
            return {"unit": unit, "offset": offset}
        if "unit" in self.groups and "when" in self.groups:
            return self._count()
        return {}

    def _count(self) -> dict[str, Any]:
        """5 năm tới is a stretch of five years, three years ago a year."""
        count = read_count(self.groups.get("count", "1"), self.tables["numerals"])
        whole = int(count) if count and count == int(count) else None
        unit = self._look("units", "unit")
        if self.sets.get("ago"):
            return {"unit": unit, "offset": -whole} if whole and unit in ("day", "week", "month", "year") else {"unit": unit, "count": None}
        return {"unit": unit, "count": whole}

    def _part(self) -> dict[str, Any]:
        """The months of a year that a half, a quarter or so many first months are."""
        if (quarter := self._look("quarters", "quarter")) is not None:
            return {"first_month": 3 * quarter - 2, "last_month": 3 * quarter}
        if (half := self._look("halves", "half")) is not None:
            return {"first_month": 7, "last_month": 12} if half == "last" else {"first_month": 1, "last_month": 6}
        if "count" in self.groups and "when" not in self.groups:
            return self._months_of_year()
        return {"season": self._look("seasons", "season")} if "season" in self.groups else {}

    def _months_of_year(self) -> dict[str, Any]:
        count = read_count(self.groups["count"], self.tables["numerals"])
        if count is None or not 1 <= count <= 12 or count != int(count):
            return {}
        if self._look("sides", "side") == "last":
            return {"first_month": 13 - int(count), "last_month": 12}
        return {"first_month": 1, "last_month": int(count)}

    def _words(self) -> dict[str, Any]:
        direction = self._look("whens", "when")
        return {
            "modifier": self._look("modifiers", "modifier"),
            "direction": Tense(direction) if direction else None,
            "weekday": self._look("weekdays", "weekday"),
            "time": self._look("times", "time") or self._look("times", self._time_of_relative()),
        }

    def _time_of_relative(self) -> str:
        """sáng nay names the time of day within the relative word."""
        word = self.groups.get("relative", "").split(" ")[0]
        self.groups.setdefault("first_word", word)
        return "first_word"

    def _decade(self) -> tuple[Point, Point] | None:
        if "century" in self.groups and "decade" not in self.groups:
            first = (int(self.tables["centuries"][self.groups["century"]]) - 1) * 100 + 1
            return Point(year=first), Point(year=first + 99)
        year = self._number("decade")
        if year is None:
            return None
        if year < 100:
            year += (int(self.tables["centuries"][self.groups.get("century", "20")]) - 1) * 100
        return Point(year=year), Point(year=year + 9)

    def _form(self, fields: Mapping[str, Any]) -> Form:
        if "form" in self.sets:
            return Form(self.sets["form"])
        return next(form for form, holds in _FORMS if holds(fields))


def _unit_is(*units: str) -> Any:
    return lambda f: f.get("unit") in units


_FORMS: tuple[tuple[Form, Any], ...] = (
    (Form.COUNT, lambda f: "count" in f),
    (Form.PART, lambda f: f.get("first_month")),
    (Form.SEASON, lambda f: f.get("season") is not None),
    (Form.RANGE, lambda f: f["end"] is not None),
    (Form.DAY, lambda f: f["start"].day),
    (Form.MONTH, lambda f: f["start"].month),
    (Form.YEAR, lambda f: f["start"].year),
    (Form.WEEK, _unit_is("week", "weekend")),
    (Form.MONTH, _unit_is("month")),
    (Form.YEAR, _unit_is("year")),
    (Form.DAY, bool),
)


def _consecutive(start: Point, end: Point | None) -> bool:
    return bool(end and start.year and end.year and end.year == start.year + 1)


def complete_range(start: Point, end: Point) -> tuple[Point, Point | None]:
    """Both ends of a range with what the other one says: 25-28/9/2021 begins on 25 September 2021; no end where none was written."""
    if end == Point():
        return start, None
    if end.day and end.month is None:
        end = Point(year=end.year or start.year, month=start.month, day=end.day)
    month = start.month if start.month is not None or end.day is None else end.month
    return _complete_years(Point(year=start.year, month=month, day=start.day), end)


def _complete_years(start: Point, end: Point) -> tuple[Point, Point]:
    turns = int((start.month or 0) > (end.month or 12))
    if start.year is None and end.year is not None:
        return Point(year=end.year - turns, month=start.month, day=start.day), end
    if end.year is None and start.year is not None:
        return start, Point(year=start.year + turns, month=end.month, day=end.day)
    return start, end

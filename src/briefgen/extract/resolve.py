"""Making EDTF of a date as written: in which year a day lies, and what that rests on.

A date that names its year is ``stated``. Else the year is the one that the tense asks for, seen from the article's own day, and the date is
``inferred`` with a note that says from what; without any year it stays ``XXXX-08-29``, ``unresolved``. Nothing is filled in from a clock.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Mapping
from functools import lru_cache

from briefgen.edtf import Precision as Fineness
from briefgen.edtf import bounds, precision, year_of
from briefgen.extract.expressions import Anchor, DateExpr, Form, Point, Tense
from briefgen.extract.rules import load_pack
from briefgen.model import Basis, Dated

# A day shortly after "now" in the past tense (or before it, in the future) is a misread tense rather than a day eleven months off,
# as long as it does not cross the turn of the year.
_SLACK = datetime.timedelta(days=31)
_SEASON_OF_NEW_YEAR = 0
MONTH_LENGTH = len("2021-09")


@lru_cache(maxsize=2048)
def resolve_date(expression: DateExpr, anchor: Anchor, tense: Tense = Tense.UNKNOWN, reference: str | None = None) -> Dated:
    """The EDTF date, its basis and a note in the article's language.

    ``tense`` is that of the words around; the expression's own words (vừa qua, tới) overrule it. ``reference`` is the EDTF period that
    "cùng kỳ năm trước" is compared with. ``bound`` does not change the date itself: see ``resolve_period``.
    """
    return _Resolver(expression, anchor, expression.direction or tense, reference).resolve()


def resolve_period(expression: DateExpr, anchor: Anchor, tense: Tense = Tense.UNKNOWN) -> Dated:
    """Like ``resolve_date``, but open on the side that a preposition leaves open: đến năm 2030 is ``../2030``, từ 2015 is ``2015/..``."""
    return open_period(resolve_date(expression, anchor, tense), expression.bound)


def open_period(dated: Dated, bound: str | None) -> Dated:
    """The date open on the side that ``bound`` (until, before, since) leaves open; a period that is given whole stays."""
    if not bound or not dated.edtf or "/" in dated.edtf:
        return dated
    opened = {"until": f"../{dated.edtf}", "before": f"../{dated.edtf}", "since": f"{dated.edtf}/.."}.get(bound, dated.edtf)
    return Dated(edtf=opened, basis=dated.basis, note=dated.note)


def from_new_year(dated: Dated) -> Dated:
    """Trade told "to the end of November" is that of the eleven months; a year or a stretch of months stays as it is."""
    edtf = dated.edtf or ""
    if "/" in edtf or len(edtf) < MONTH_LENGTH:
        return dated
    first = f"{edtf[:4]}-01" + ("-01" if len(edtf) > MONTH_LENGTH else "")
    return Dated(edtf=f"{first}/{edtf}", basis=Basis.INFERRED, note=dated.note)


def last_part(dated: Dated) -> Dated:
    """What is counted "to the end of the first quarter" is so in March; anything but a stretch stays as it is."""
    edtf = dated.edtf or ""
    return Dated(edtf=edtf.rpartition("/")[2], basis=Basis.INFERRED, note=dated.note) if "/" in edtf else dated


def _notes(language: str) -> Mapping[str, str]:
    notes: Mapping[str, str] = load_pack(language, "dates")["notes"]
    return notes


class _Resolver:
    def __init__(self, expression: DateExpr, anchor: Anchor, tense: Tense, reference: str | None) -> None:
        self.expression = expression
        self.anchor = anchor
        self.tense = Tense.UNKNOWN if expression.unit == "day" and expression.start.day else tense  # hôm qua (27/9): the nearest 27/9
        self.reference = reference
        self.notes = _notes(anchor.language)
        self.today = bounds(anchor.published)
        self.fineness = precision(anchor.published) if anchor.published else None

    # --- the ways ---

    def resolve(self) -> Dated:
        ways = {
            Form.SAME: self._same_period,
            Form.RECENT: self._recent,
            Form.NOW: self._now,
            Form.VAGUE: self._vague,
            Form.COUNT: self._count,
        }
        return ways.get(self.expression.form, self._calendar)()

    def _calendar(self) -> Dated:
        start, end, offset = self.expression.start, self.expression.end, self.expression.offset
        if start.year is not None:
            return Dated(edtf=self._render(start, end), basis=Basis.STATED)
        if offset is not None and self.expression.unit != "year" and (start.month is None or start.day is None):
            return self._counted(offset)
        if start.month is None and offset is None and not self.expression.first_month and self.expression.season is None:
            return self._day_of_month() if start.day else self._weekday()
        if offset is not None and self.expression.unit == "year":
            return self._in_year(self._relative_year(offset))
        return self._in_year(self._year_of(start, end))

    def _in_year(self, year: int | None) -> Dated:
        start, end = self.expression.start, self.expression.end
        if year is None:
            edtf = self._render(start, end) if start.month or self.expression.first_month else None
            return self._open("no_year", edtf)
        turn = int(bool(end and (start.month or 0) > (end.month or 12)))
        start = Point(year=year, month=start.month, day=start.day)
        end = Point(year=year + turn, month=end.month, day=end.day) if end else None
        return Dated(edtf=self._render(start, end), basis=Basis.INFERRED, note=self._say("year", year=str(year)))

    def _counted(self, offset: int) -> Dated:
        """So many days, weeks or months from the article's own day."""
        if not self.today or self.fineness is not Fineness.DAY:
            return self._counted_coarsely(offset)
        today = datetime.date.fromisoformat(self.today[0])
        return self._inferred({"day": self._day, "week": self._week, "month": self._month}[self.expression.unit or "day"](today, offset))

    def _counted_coarsely(self, offset: int) -> Dated:
        """With only the month of the article known, today and this month are that month."""
        if self.anchor.published and self.today and self.fineness is Fineness.MONTH:
            if self.expression.unit == "month" and not self.expression.start.day:
                return self._inferred(self._month(datetime.date.fromisoformat(self.today[0]), offset))
            if self.expression.unit == "day" and offset == 0:
                return self._inferred(self.anchor.published)
        return self._open("no_day", None)

    def _day(self, today: datetime.date, offset: int) -> str:
        return (today + datetime.timedelta(days=offset)).isoformat()

    def _week(self, today: datetime.date, offset: int) -> str:
        monday = today - datetime.timedelta(days=today.weekday()) + datetime.timedelta(weeks=offset)
        if self.expression.weekday is not None:
            return (monday + datetime.timedelta(days=self.expression.weekday)).isoformat()
        first = monday + datetime.timedelta(days=5 if self.expression.modifier == "late" else 0)
        return f"{first.isoformat()}/{(monday + datetime.timedelta(days=6)).isoformat()}"

    def _month(self, today: datetime.date, offset: int) -> str:
        year, month = divmod(today.year * 12 + today.month - 1 + offset, 12)
        day = _make_date(year, month + 1, self.expression.start.day) if self.expression.start.day else None
        return day.isoformat() if day else f"{year:04}-{month + 1:02}"

    def _day_of_month(self) -> Dated:
        """ngày 28, without a month: the one nearest to the article's day on the side that the tense asks for."""
        if not self.today or self.fineness is not Fineness.DAY:
            return self._month_of_article()
        today = datetime.date.fromisoformat(self.today[0])
        offsets = {Tense.PAST: (0, -1), Tense.FUTURE: (0, 1)}.get(self.tense, (-1, 0, 1))
        days = [day for offset in offsets if (day := _day_in_month(today, offset, self.expression.start.day or 1))]
        wanted = [day for day in days if self._fits(day, today)]
        if not wanted:
            return self._open("no_day", None)
        first = min(wanted, key=lambda day: (abs(day - today), day))
        return self._inferred(self._days_from(first))

    def _fits(self, day: datetime.date, today: datetime.date) -> bool:
        """Whether the tense admits the day."""
        return day == today or self.tense not in (Tense.PAST, Tense.FUTURE) or (day < today) == (self.tense is Tense.PAST)

    def _month_of_article(self) -> Dated:
        """With only the month of the article known, a day without a month is one of that month."""
        month = datetime.date.fromisoformat(self.today[0]) if self.today and self.fineness is Fineness.MONTH else None
        day = _day_in_month(month, 0, self.expression.start.day or 1) if month else None
        return self._inferred(self._days_from(day)) if day else self._open("no_day", None)

    def _days_from(self, first: datetime.date) -> str:
        end = self.expression.end
        last = _day_in_month(first, int(end.day < first.day), end.day) if end and end.day else None
        return f"{first.isoformat()}/{last.isoformat()}" if last else first.isoformat()

    def _weekday(self) -> Dated:
        """The last such day in the past tense (today counts), the next one in the future; news tells of days gone by."""
        weekday = self.expression.weekday
        if weekday is None or not self.today or self.fineness is not Fineness.DAY:
            return self._open("no_day", None)
        today = datetime.date.fromisoformat(self.today[0])
        ahead = (weekday - today.weekday()) % 7
        days = (ahead or (7 if self.expression.direction else 0)) if self.tense is Tense.FUTURE else ahead - 7 if ahead else 0
        if self.expression.direction is Tense.PAST and days == 0:
            days = -7
        return self._inferred((today + datetime.timedelta(days=days)).isoformat())

    def _same_period(self) -> Dated:
        """The same months of another year, where it is known which months are compared."""
        year = self.expression.start.year
        if self.reference is None:
            return self._without_reference(year)
        first, last = bounds(self.reference) or ("", "")
        if not first or first[:4] != last[:4]:
            return self._without_reference(year)
        other = year if year is not None else int(first[:4]) + (self.expression.offset or -1)
        edtf = self.reference.replace(first[:4], f"{other:04}")
        return Dated(edtf=edtf, basis=Basis.INFERRED, note=self._say("reference", basis=self.reference))

    def _without_reference(self, year: int | None) -> Dated:
        return Dated(edtf=f"{year:04}", basis=Basis.STATED) if year else self._open("no_day", None)

    def _recent(self) -> Dated:
        """mới đây: on the article's day or before."""
        return self._until_published() if self.anchor.published else self._open("no_day", None)

    def _until_published(self) -> Dated:
        return Dated(edtf=f"../{self.anchor.published}", basis=Basis.INFERRED, note=self._say("until"))

    def _now(self) -> Dated:
        if not self.anchor.published:
            return self._open("no_day", None)
        return self._until_published() if self.expression.bound else self._inferred(self.anchor.published)

    def _vague(self) -> Dated:
        return self._open("vague", None)

    def _count(self) -> Dated:
        """5 năm tới, 10 năm qua: from or to the article's year."""
        year, count = self._article_year(), self.expression.count
        if count and self.expression.unit == "month":
            return self._count_of_months(count)
        if year is None or not count or self.expression.unit not in ("year", "decade"):
            return self._open("vague", None)
        years = count * (10 if self.expression.unit == "decade" else 1)
        first, last = (year, year + years) if self.tense is Tense.FUTURE else (year - years, year)
        return self._inferred(f"{first:04}/{last:04}")

    def _count_of_months(self, count: int) -> Dated:
        """11 tháng qua: up to the last whole month before the article's day; coming months begin with the next one."""
        if not self.today or self.fineness not in (Fineness.DAY, Fineness.MONTH) or self.tense is Tense.UNKNOWN:
            return self._open("vague", None)
        today = datetime.date.fromisoformat(self.today[0])
        ends = (1, count) if self.tense is Tense.FUTURE else (-count, -1)
        months = [divmod(today.year * 12 + today.month - 1 + offset, 12) for offset in ends]
        return self._inferred("/".join(f"{year:04}-{month + 1:02}" for year, month in months))

    # --- years ---

    def _article_year(self) -> int | None:
        return year_of(self.anchor.published) or self.anchor.context_year

    def _relative_year(self, offset: int) -> int | None:
        year = year_of(self.reference) or self._article_year()
        return None if year is None else year + offset

    def _year_of(self, start: Point, end: Point | None) -> int | None:
        """The year that the tense asks for; of a range, for its last day in the past and its first in the future."""
        if not self.today or self.fineness in (Fineness.YEAR, Fineness.OPEN):
            return self._article_year()
        turn = int(bool(end and (start.month or 0) > (end.month or 12)))
        year = int(self.today[0][:4])
        spans = {y: span for y in (year - 1, year, year + 1) if (span := self._days_in(y, start, end, turn))}
        return self._choose_year(spans, year)

    def _days_in(self, year: int, start: Point, end: Point | None, turn: int) -> tuple[datetime.date, datetime.date] | None:
        months = (self.expression.first_month, self.expression.last_month)
        first = _first_day(year, start.month or months[0] or 1, start.day)
        close = end or Point(month=start.month or months[1] or 12, day=start.day)
        last = _last_day(year + (turn if end else 0), close.month or 12, close.day)
        return (first, last) if first and last else None

    def _choose_year(self, spans: Mapping[int, tuple[datetime.date, datetime.date]], year: int) -> int | None:
        if not spans or not self.today:
            return None
        low, high = (datetime.date.fromisoformat(day) for day in self.today)
        slack = datetime.timedelta(0) if self.expression.direction or not self.expression.start.day else _SLACK
        if self.tense is Tense.PAST:
            fitting = [y for y, (first, _) in spans.items() if first <= high or (y == year and first <= high + slack)]
            return max(fitting, default=None)
        if self.tense is Tense.FUTURE:
            return min((y for y, (_, last) in spans.items() if last >= low or (y == year and last >= low - slack)), default=None)
        return min(spans, key=lambda y: (_distance(spans[y], (low, high)), y != year, y))

    # --- writing ---

    def _render(self, start: Point, end: Point | None) -> str:
        expression = self.expression
        if expression.first_month and expression.last_month:
            year = _year_text(start.year)
            return f"{year}-{expression.first_month:02}/{year}-{expression.last_month:02}"
        if expression.season:
            return f"{_year_text(start.year)}-{expression.season}"
        return f"{_write_point(start)}/{_write_point(end)}" if end else _write_point(start)

    def _inferred(self, edtf: str) -> Dated:
        return Dated(edtf=edtf, basis=Basis.INFERRED, note=self._say("day"))

    def _open(self, note: str, edtf: str | None) -> Dated:
        return Dated(edtf=edtf, basis=Basis.UNRESOLVED, note=self._say(note))

    def _say(self, note: str, **values: str) -> str:
        filled = {"words": self.expression.words, "basis": self._basis_note(), **values}
        return self.notes[note].format(**filled)

    def _basis_note(self) -> str:
        """How the article's day is known, in words."""
        if self.anchor.published_note:
            return self.anchor.published_note
        if self.anchor.published:
            return self.notes["published"].format(date="/".join(reversed(self.anchor.published.split("-"))))
        return self.notes["context"].format(year=self.anchor.context_year)


def _year_text(year: int | None) -> str:
    return "XXXX" if year is None else f"{year:04}"


def _write_point(point: Point) -> str:
    month = f"-{point.month:02}" if point.month else ""
    day = f"-{point.day:02}" if point.day and point.month else ""
    return _year_text(point.year) + month + day


def _first_day(year: int, month: int, day: int | None) -> datetime.date | None:
    return _make_date(year, month, day or 1)


def _last_day(year: int, month: int, day: int | None) -> datetime.date | None:
    return _make_date(year, month, day or calendar.monthrange(year, month)[1])


def _make_date(year: int, month: int, day: int) -> datetime.date | None:
    """The day, or None where that year has no such day (29/2)."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _day_in_month(today: datetime.date, offset: int, day: int) -> datetime.date | None:
    year, month = divmod(today.year * 12 + today.month - 1 + offset, 12)
    return _make_date(year, month + 1, day)


def _distance(span: tuple[datetime.date, datetime.date], today: tuple[datetime.date, datetime.date]) -> int:
    """Days between a date and the article's day; the coming ones count for more, as news tells rather of what has been."""
    if span[1] < today[0]:
        return 2 * (today[0] - span[1]).days
    return 3 * max(0, (span[0] - today[1]).days)

"""What the annotators of dates and numbers understand: values of annotations, kept as written until an article resolves them."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from briefgen.model import Record


class Tense(StrEnum):
    """What the words around a date say of it: decides the year of a day or month without one."""

    PAST = "past"
    FUTURE = "future"
    PRESENT = "present"
    UNKNOWN = "unknown"


class Form(StrEnum):
    """What kind of date is written; ``recent`` (mới đây), ``now`` (nay) and ``vague`` (thời gian tới) name no calendar day at all."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"
    PART = "part"
    SEASON = "season"
    DECADE = "decade"
    WEEK = "week"
    COUNT = "count"
    SAME = "same"
    RECENT = "recent"
    NOW = "now"
    VAGUE = "vague"


class Point(Record):
    """A calendar point as written; None is what was not written."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


class DateExpr(Record):
    """A date as written, before it is known in which year: ``resolve.resolve_date`` makes EDTF of it.

    ``start`` is the point, or the first of a range that ends with ``end``; ``first_month``/``last_month`` cut a part out of a year
    (6 tháng đầu năm: 1 and 6); ``season`` is an EDTF season code, 0 for the lunar new year.
    ``unit`` and ``offset`` say what is relative to the article's day (năm ngoái: year, -1); ``count`` the length of 5 năm tới.
    ``modifier``: early, mid, late. ``bound``: since, until, before, after (the preposition itself lies outside the span).
    ``direction``: what the expression's own words say (vừa qua: past). ``weekday``: 0 is Monday. ``time``: of day.
    ``words`` are the words as they stand in the text.
    """

    form: Form
    words: str
    start: Point = Point()
    end: Point | None = None
    first_month: int | None = None
    last_month: int | None = None
    season: int | None = None
    unit: str | None = None
    offset: int | None = None
    count: int | None = None
    modifier: str | None = None
    bound: str | None = None
    direction: Tense | None = None
    weekday: int | None = None
    time: str | None = None


class Span(Record):
    """A length of time: ``count`` of ``unit`` (day, week, month, year, decade, century, hour); also the count of an anniversary."""

    count: Decimal
    unit: str
    qualifier: str | None = None


class Quantity(Record):
    """A number in the unit itself: 2,6 tỷ USD is 2600000000 USD. ``low`` and ``high`` where a range is
    written; ``value`` is then the high end.

    ``unit`` is a currency's ISO 4217 code or a unit's name in the fact export (people, doses, projects), empty where none is written;
    ``noun`` is the counted thing in the text's own words (lượt khách); ``qualifier``: about, over, under.
    """

    value: Decimal
    unit: str
    noun: str | None = None
    qualifier: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None


class Share(Record):
    """Percent or percentage points, and what qualifies them."""

    value: Decimal
    qualifier: str | None = None
    low: Decimal | None = None


class Anchor(Record):
    """What an article says about its own day: ``published`` is EDTF to the day, month or year, ``published_note`` how that is known
    (``ngày đăng 27/04/2024``), in the article's language; ``context_year`` is the year that its text is about where no day is known."""

    published: str | None = None
    published_note: str | None = None
    context_year: int | None = None
    language: str = "vi"

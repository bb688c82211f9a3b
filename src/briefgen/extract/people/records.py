"""What is understood of a person, an office, a pronoun."""

from __future__ import annotations

from briefgen.model import Record


class Title(Record, frozen=True):
    """An office as the text has it. Spans are of the reading text.

    ``key`` is the office's class in the pack (``minister``); ``text`` the words, white space made plain; ``organisation`` what it is of,
    in words made from the text; ``party`` whose it is, ``host`` where an envoy serves; ``field`` a ministry's; ``former`` and
    ``acting`` as said.
    """

    key: str
    text: str
    start: int
    end: int
    organisation: str | None = None
    party: str | None = None
    host: str | None = None
    field: str | None = None
    former: bool = False
    acting: bool = False


class Person(Record, frozen=True):
    """A person as named in one place: ``name`` as written, ``start``/``end`` the name's own span, ``party`` where the titles say it,
    ``gender`` (``m``, ``f``) where a form of address does.
    """

    name: str
    titles: tuple[Title, ...]
    party: str | None
    start: int
    end: int
    gender: str | None = None


class Pronoun(Record, frozen=True):
    """A word for a person named before; ``party`` (nhà lãnh đạo Nga) and ``gender`` (``m``, ``f``) where it is said."""

    party: str | None = None
    gender: str | None = None


class Group(Record, frozen=True):
    """Several together: ``kind`` is sides, countries, governments, leaders, ministers, prime-ministers or presidents."""

    kind: str
    parties: tuple[str, ...] = ()

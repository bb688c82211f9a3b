"""Typed spans over the reading text: what every annotator returns."""

from __future__ import annotations

from briefgen.model import Record


class Annotation(Record, cache_hash=True):
    """A stretch of the reading text that means something: ``label`` is its type, ``value`` what was understood.

    ``value`` is a record of the annotator that made it (a date expression, a quantity, a person, a party code).
    """

    label: str
    start: int
    end: int
    value: object = None

"""The view as tables: CSV files with a Frictionless data package that says what stands in each column."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from briefgen.edtf import bounds
from briefgen.model import Conflict, View
from briefgen.registry.export import export_facts
from briefgen.registry.rules import Layout, load_tables

Row = dict[str, Any]
# How a formula begins in a spreadsheet, also after blanks and in the wide forms of East Asian keyboards (OWASP: CSV Injection).
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")


def make_data_package(view: View) -> dict[str, bytes]:
    """The files of the package by name: ``datapackage.json`` and a CSV in UTF-8 for each table."""
    rows = _list_rows(view)
    files = {f"{name}.csv": _write_csv(layout.columns, rows[name]) for name, layout in load_tables().items()}
    files["datapackage.json"] = msgspec.json.format(msgspec.json.encode(_describe(view)), indent=1) + b"\n"
    return files


def _list_rows(view: View) -> dict[str, list[Row]]:
    items = list(export_facts(view))
    conflicts = [(one, number, side) for one in view.conflicts for number, side in enumerate(one.sides, start=1)]
    return {
        "sources": [msgspec.to_builtins(source) for source in view.sources],
        "facts": [_fact_row(item) for item in items],
        "evidence": [{"fact": item["id"], "number": n, **one} for item in items for n, one in enumerate(item["evidence"], start=1)],
        "people": [row for item in items for row in _people_rows(item)],
        "conflicts": [{**msgspec.to_builtins(side), "conflict": one.id, "number": n, **_head(one)} for one, n, side in conflicts],
        "questions": [
            {**msgspec.to_builtins(one), "facts": " ".join(one.facts), "values": msgspec.json.encode(one.values, order="sorted").decode()}
            for one in view.questions
        ],
    }


def _head(conflict: Conflict) -> Row:
    return {"kind": conflict.kind.value, "field": conflict.field, "decision": conflict.decision}


def _fact_row(item: Row) -> Row:
    days = bounds(item["date"]) or (None, None)
    change = item.get("change") or {}
    return {
        **item,
        "parties": " ".join(item["parties"]),
        "topics": " ".join(item["topics"]),
        "first_day": _day(days[0]),
        "last_day": _day(days[1]),
        "change": change.get("value"),
        "change_base": change.get("base"),
        "formula": (item["derived_from"] or {}).get("formula"),
    }


def _day(day: str | None) -> str | None:
    """A day that a calendar has: open ends, written with the years 0000 and 9999, stay empty."""
    return None if day is None or day[:4] in ("0000", "9999") else day


def _people_rows(item: Row) -> list[Row]:
    people = [(part, one) for part, field in (("chair", "chairs"), ("participant", "participants")) for one in item.get(field) or ()]
    return [{"fact": item["id"], "number": n, "part": part, **one} for n, (part, one) in enumerate(people, start=1)]


def _write_csv(columns: Iterable[str], rows: Sequence[Row]) -> bytes:
    """RFC 4180 with LF, so that it is the same under git; no value is an empty cell."""
    names = list(columns)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([[_to_cell(row.get(name)) for name in names] for row in rows])
    return buffer.getvalue().encode()


def _to_cell(value: object) -> object:
    """The value; words that a spreadsheet would take for a formula get the apostrophe that tells it that they are words."""
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def _describe(view: View) -> Row:
    as_of = {"briefgen:as_of": view.as_of} if view.as_of else {}
    resources = [_describe_table(name, layout) for name, layout in load_tables().items()]
    return {"profile": "tabular-data-package", "name": "briefgen-facts", **as_of, "resources": resources}


def _describe_table(name: str, layout: Layout) -> Row:
    schema: Row = {
        "fields": [{"name": field, "type": kind, "description": text} for field, (kind, text) in layout.columns.items()],
        "primaryKey": layout.key,
        "missingValues": [""],
    }
    if layout.references:
        references = layout.references
        schema["foreignKeys"] = [{"fields": field, "reference": {"resource": table, "fields": other}} for field, table, other in references]
    form = {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
    return {"profile": "tabular-data-resource", "name": name, "path": f"{name}.csv", **form, "schema": schema}

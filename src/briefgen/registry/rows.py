"""Many rows at once into a table, and questions about many keys in parts that one statement can hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache

from sqlalchemy import Column, Connection, Table, delete

# SQLite takes 32,766 values in one statement, PostgreSQL 65,535.
_LARGEST_PART = 5000


def insert_rows(connection: Connection, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
    """Insert rows that give every column in the table's order; SQLAlchemy's own way binds each value by name, at twice the time."""
    if rows:
        connection.exec_driver_sql(_insertion(table, connection.dialect.paramstyle), list(rows))


@cache
def _insertion(table: Table, style: str) -> str:
    columns = table.columns.keys()
    marks = ", ".join(["?" if style == "qmark" else "%s"] * len(columns))
    return f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - our own names


def delete_where(connection: Connection, column: Column[str], values: Collection[str]) -> int:
    """Delete the rows whose column has one of the values; returns their number."""
    return sum(connection.execute(delete(column.table).where(column.in_(part))).rowcount for part in batched(sorted(values)))


def batched(items: Sequence[str], size: int = _LARGEST_PART) -> Iterator[Sequence[str]]:
    """The items in parts small enough for one statement."""
    return (items[i : i + size] for i in range(0, len(items), size))

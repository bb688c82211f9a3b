"""Named steps that bring a registry file to what this version reads; each runs once, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, MetaData, insert, inspect, select, text

from briefgen.errors import RegistryError
from briefgen.registry.tables import METADATA, MIGRATIONS

Step = Callable[[Connection], None]


def migrate(connection: Connection, place: str) -> None:
    """Run the steps that the registry lacks, in the transaction that is open.

    Raises :class:`RegistryError` where the registry was written by a newer version, or is another program's database.
    """
    done = read_done(connection, place)
    MIGRATIONS.create(connection, checkfirst=True)
    for name, step in STEPS:
        if name not in done:
            step(connection)
            connection.execute(insert(MIGRATIONS).values(name=name))


def is_current(connection: Connection, place: str) -> bool:
    """Whether the registry holds every step that this version knows. Raises as :func:`migrate` does."""
    return read_done(connection, place) >= {name for name, _ in STEPS}


def read_done(connection: Connection, place: str) -> set[str]:
    """The names of the steps already run. Raises :class:`RegistryError` as :func:`migrate` does."""
    tables = set(inspect(connection).get_table_names())
    if "migrations" not in tables:
        if tables:
            raise RegistryError("this database holds other tables and is no registry", place=place, remedy=_DELETE)
        return set()
    done = set(connection.execute(select(MIGRATIONS.c.name)).scalars())
    unknown = sorted(done - {name for name, _ in STEPS})
    if unknown:
        raise RegistryError(f"this registry was written by a newer version of briefgen (it has {unknown[0]})", place=place, remedy=_NEWER)
    return done


def is_laid_out_otherwise(connection: Connection) -> bool:
    """Whether the registry's tables have other columns than this version's: it was made by an older one."""
    inspector = inspect(connection)
    present = set(inspector.get_table_names())
    if MIGRATIONS.name not in present:
        return False  # a new one, or none of ours: :func:`migrate` knows what to do
    return any(
        table.name not in present or {column["name"] for column in inspector.get_columns(table.name)} != set(table.columns.keys())
        for table in METADATA.sorted_tables
    )


def drop_everything(connection: Connection) -> None:
    """Empties the registry of an older version, whatever its tables are, so that :func:`migrate` lays it out anew."""
    inspector = inspect(connection)
    for view in inspector.get_view_names():
        connection.execute(text(f'DROP VIEW "{view}"'))
    connection.execute(text("DROP TABLE IF EXISTS facts_search"))  # before its shadow tables, which go with it
    old = MetaData()
    old.reflect(connection)
    old.drop_all(connection)


OLDER = "Delete it: a registry is built again from the articles and decisions"
_DELETE = "Name another file or database with --registry; a registry of briefgen may be deleted at any time and is built again"
_NEWER = "Update briefgen, or delete the registry: it is built again from the articles and decisions"


def _create_tables(connection: Connection) -> None:
    METADATA.create_all(connection)


def _create_search(connection: Connection) -> None:
    """Full-text search: FTS5 beside the facts on SQLite, expression indexes on PostgreSQL."""
    if connection.dialect.name == "sqlite":
        connection.execute(
            text(
                # Datasette offers a search where it finds the table's name in double quotes.
                'CREATE VIRTUAL TABLE facts_search USING fts5(marked, folded, content="facts", content_rowid="number", '
                "tokenize='unicode61 remove_diacritics 0')"
            )
        )
        return
    connection.execute(text("CREATE INDEX facts_marked ON facts USING gin (to_tsvector('simple', marked))"))
    connection.execute(text("CREATE INDEX facts_folded ON facts USING gin (to_tsvector('simple', folded))"))


def _create_views(connection: Connection) -> None:
    """What analysts read: one row a fact with its sources, and one row a piece of evidence with its article."""
    joined = "group_concat(DISTINCT {})" if connection.dialect.name == "sqlite" else "string_agg(DISTINCT {}, ',')"
    connection.execute(
        text(
            "CREATE VIEW fact_list AS SELECT f.id, f.kind, f.label, f.date, f.first_day, f.last_day, f.stage, f.value, f.unit, f.period, "  # noqa: S608
            f"(SELECT {joined.format('p.party')} FROM fact_parties p WHERE p.fact = f.id) AS parties, "
            f"(SELECT {joined.format('t.topic')} FROM fact_topics t WHERE t.fact = f.id) AS topics, "
            f"(SELECT {joined.format('e.article')} FROM evidence e WHERE e.fact = f.id) AS articles FROM facts f"
        )
    )
    connection.execute(
        text(
            "CREATE VIEW evidence_list AS SELECT e.fact, f.kind, f.label, e.article, a.title, a.outlet, a.published, "
            "e.start_at, e.end_at, e.quote "
            "FROM evidence e JOIN facts f ON f.id = e.fact JOIN articles a ON a.stem = e.article"
        )
    )


def _create_article_view(connection: Connection) -> None:
    """One row an article: what can be cited, and how many facts it supports."""
    connection.execute(
        text(
            "CREATE VIEW article_list AS SELECT a.stem, a.title, a.outlet, a.published, a.language, a.path, "
            "(SELECT count(DISTINCT e.fact) FROM evidence e WHERE e.article = a.stem) AS facts FROM articles a"
        )
    )


STEPS: tuple[tuple[str, Step], ...] = (
    ("001-tables", _create_tables),
    ("002-search", _create_search),
    ("003-views", _create_views),
    ("004-article-view", _create_article_view),
)

"""The registry's tables. Bodies hold the model's records; the columns beside them are for selection and for analysts."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

METADATA = MetaData()

MIGRATIONS = Table("migrations", METADATA, Column("name", String, primary_key=True))

SETTINGS = Table("settings", METADATA, Column("name", String, primary_key=True), Column("value", String, nullable=False))

ARTICLES = Table(
    "articles",
    METADATA,
    Column("stem", String, primary_key=True),
    Column("path", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("extractor", String, nullable=False),
    Column("content", String, nullable=False),  # digest of all that was put, so that putting it again changes nothing
    Column("language", String, nullable=False),
    Column("outlet", String),
    Column("published", String),
    Column("known_by", String),  # the day by which the article certainly had said so; null where no date is known
    Column("title", Text),
    Column("fingerprint", Text),
    Column("body", Text, nullable=False),
)

PROBLEMS = Table(
    "problems",
    METADATA,
    Column("article", String, ForeignKey("articles.stem", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("body", Text, nullable=False),
)

# Packed (MessagePack, deflated): mentions are the bulk of the registry, and only merging reads them.
MENTIONS = Table(
    "mentions",
    METADATA,
    Column("article", String, ForeignKey("articles.stem", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("group_key", String, nullable=False, index=True),
    Column("packed", LargeBinary, nullable=False),
)

# Groups whose mentions changed and whose facts are not yet made anew; empty after every finished run.
CHANGED = Table("changed_groups", METADATA, Column("group_key", String, primary_key=True))

FACTS = Table(
    "facts",
    METADATA,
    Column("number", Integer, primary_key=True),  # the search index's row; says nothing about the fact
    Column("id", String, nullable=False, unique=True),
    Column("group_key", String, nullable=False, index=True),
    Column("kind", String, nullable=False, index=True),
    Column("label", Text, nullable=False),
    Column("date", String),
    Column("first_day", String),
    Column("last_day", String),
    Column("stage", String),
    Column("value", String),
    Column("unit", String),
    Column("period", String),
    Column("folded", Text, nullable=False),  # all words of the fact without marks, for searching
    Column("marked", Text, nullable=False),  # the same with marks
    Column("packed", LargeBinary, nullable=False),
)

FACT_PARTIES = Table(
    "fact_parties",
    METADATA,
    Column("fact", String, ForeignKey("facts.id", ondelete="CASCADE"), primary_key=True),
    Column("party", String, primary_key=True, index=True),
    sqlite_with_rowid=False,
)

FACT_TOPICS = Table(
    "fact_topics",
    METADATA,
    Column("fact", String, ForeignKey("facts.id", ondelete="CASCADE"), primary_key=True),
    Column("topic", String, primary_key=True, index=True),
    sqlite_with_rowid=False,
)

EVIDENCE = Table(
    "evidence",
    METADATA,
    Column("fact", String, ForeignKey("facts.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("article", String, nullable=False),
    Column("start_at", Integer, nullable=False),
    Column("end_at", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Index("evidence_by_article", "article"),
)

DECISIONS = Table(
    "decisions",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("body", Text, nullable=False),
)

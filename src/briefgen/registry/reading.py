"""What reads the registry's tables. Every function works in the transaction it is given."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, Select, column, func, literal_column, or_, select, table

from briefgen.model import Decision, Mention, Problem, SourceInfo
from briefgen.registry.merge import merge_group
from briefgen.registry.merged import Merged
from briefgen.registry.names import fold, key_of
from briefgen.registry.packing import unpack_mention, unpack_merged
from briefgen.registry.refreshing import read_groups
from briefgen.registry.rows import batched
from briefgen.registry.tables import ARTICLES, DECISIONS, FACT_PARTIES, FACT_TOPICS, FACTS, MENTIONS, PROBLEMS

_SOURCE = msgspec.json.Decoder(SourceInfo)
_PROBLEM = msgspec.json.Decoder(Problem)
_DECISION = msgspec.json.Decoder(Decision)


Row = TypeVar("Row", bound=tuple[object, ...])


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """Which facts are wanted: each given list admits any of its members; ``since``/``until`` are days ``YYYY-MM-DD``."""

    kinds: Collection[str] = ()
    parties: Collection[str] = ()
    topics: Collection[str] = ()
    since: str | None = None
    until: str | None = None


class Known(msgspec.Struct, frozen=True):
    """An article as the registry knows it, with what grouping needs."""

    source: SourceInfo
    fingerprint: str | None
    known_by: str | None


def read_known(connection: Connection) -> list[Known]:
    """All articles in order of their stems."""
    rows = connection.execute(select(ARTICLES.c.body, ARTICLES.c.fingerprint, ARTICLES.c.known_by).order_by(ARTICLES.c.stem))
    return [Known(_SOURCE.decode(body), fingerprint, known_by) for body, fingerprint, known_by in rows]


def read_states(connection: Connection) -> dict[str, tuple[str, str]]:
    """For each article's path the digest of its bytes and the extractor's version that read it."""
    rows = connection.execute(select(ARTICLES.c.path, ARTICLES.c.sha256, ARTICLES.c.extractor))
    return {path: (sha256, extractor) for path, sha256, extractor in rows}


def read_problems(connection: Connection, stems: Collection[str]) -> list[Problem]:
    """The problems of these articles, in order."""
    rows = connection.execute(select(PROBLEMS.c.article, PROBLEMS.c.body).order_by(PROBLEMS.c.article, PROBLEMS.c.number))
    return [_PROBLEM.decode(body) for article, body in rows if article in stems]


def read_log(connection: Connection) -> list[Decision]:
    """The decisions in the order of the log."""
    return [_DECISION.decode(body) for body in connection.execute(select(DECISIONS.c.body).order_by(DECISIONS.c.number)).scalars()]


def read_merged(connection: Connection, choice: Choice) -> list[Merged]:
    """The facts chosen, in order of their ids."""
    return [unpack_merged(packed) for packed in connection.execute(_chosen(select(FACTS.c.packed), choice).order_by(FACTS.c.id)).scalars()]


def _chosen(statement: Select[Row], choice: Choice) -> Select[Row]:
    if choice.kinds:
        statement = statement.where(FACTS.c.kind.in_(sorted(choice.kinds)))
    if choice.parties:
        statement = statement.where(FACTS.c.id.in_(select(FACT_PARTIES.c.fact).where(FACT_PARTIES.c.party.in_(sorted(choice.parties)))))
    if choice.topics:
        statement = statement.where(FACTS.c.id.in_(select(FACT_TOPICS.c.fact).where(FACT_TOPICS.c.topic.in_(sorted(choice.topics)))))
    if choice.since:
        statement = statement.where(or_(FACTS.c.last_day >= choice.since, FACTS.c.last_day.is_(None)))
    if choice.until:
        statement = statement.where(or_(FACTS.c.first_day <= choice.until, FACTS.c.first_day.is_(None)))
    return statement


def read_merged_without(connection: Connection, excluded: Sequence[str], choice: Choice) -> list[Merged]:
    """The facts chosen as they would be without some articles: only groups that these have mentions in are made anew."""
    if not excluded:
        return read_merged(connection, choice)
    absent = frozenset(excluded)
    own = (select(MENTIONS.c.group_key).where(MENTIONS.c.article.in_(part)) for part in batched(sorted(absent)))
    keys = {key for statement in own for key in connection.execute(statement).scalars()}
    whole = [one for one in read_merged(connection, choice) if one.fact.key not in keys]
    again = [one for key, mentions in read_groups(connection, sorted(keys), absent).items() for one in merge_group(key, mentions)]
    return sorted([*whole, *(one for one in again if _admits(choice, one))], key=lambda one: one.fact.id)


def _admits(choice: Choice, merged: Merged) -> bool:
    fact = merged.fact
    return (
        (not choice.kinds or fact.kind.value in choice.kinds)
        and (not choice.parties or bool(set(choice.parties) & set(fact.parties)))
        and (not choice.topics or bool(set(choice.topics) & set(fact.topics)))
    )


def read_mentions(connection: Connection, stem: str) -> list[Mention]:
    """The mentions of one article, in order."""
    rows = connection.execute(select(MENTIONS.c.packed).where(MENTIONS.c.article == stem).order_by(MENTIONS.c.number))
    return [unpack_mention(packed) for packed in rows.scalars()]


def read_mentions_of(connection: Connection, facts: Sequence[str]) -> list[Mention]:
    """The mentions of the groups that these facts were merged from."""
    if not facts:
        return []
    keys = select(FACTS.c.group_key).where(FACTS.c.id.in_(facts))
    rows = connection.execute(
        select(MENTIONS.c.packed).where(MENTIONS.c.group_key.in_(keys)).order_by(MENTIONS.c.article, MENTIONS.c.number)
    )
    return [unpack_mention(packed) for packed in rows.scalars()]


def find_facts(connection: Connection, query: str, choice: Choice, limit: int) -> list[str]:
    """The ids of facts that hold all words of the query, the best first.

    A query without marks finds words with and without; one with marks only those. The last word may be a beginning.
    """
    words = key_of(query).split()
    statement = _chosen(select(FACTS.c.id), choice)
    if words:
        column = "folded" if fold(query) == " ".join(words) else "marked"
        find = _find_in_file if connection.dialect.name == "sqlite" else _find_on_server
        statement = find(statement, column, words)
    return list(connection.execute(statement.order_by(FACTS.c.id).limit(limit)).scalars())


_SEARCH = table("facts_search", column("rowid"), column("rank"))


def _find_in_file(statement: Select[Row], column_name: str, words: Sequence[str]) -> Select[Row]:
    match = f"{column_name}: (" + " AND ".join(f'"{word}"' for word in words) + "*)"
    joined = statement.join(_SEARCH, _SEARCH.c.rowid == FACTS.c.number)
    return joined.where(literal_column("facts_search").op("MATCH")(match)).order_by(_SEARCH.c.rank)


def _find_on_server(statement: Select[Row], column_name: str, words: Sequence[str]) -> Select[Row]:
    vector = func.to_tsvector("simple", FACTS.c[column_name])
    wanted = func.to_tsquery("simple", " & ".join(f"'{word}'" for word in words) + ":*")
    return statement.where(vector.op("@@")(wanted)).order_by(func.ts_rank(vector, wanted).desc())

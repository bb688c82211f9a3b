"""Makes the facts of changed groups anew. Every function works in the transaction it is given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from sqlalchemy import Connection, delete, func, select, text

from briefgen.edtf import bounds
from briefgen.model import Agreement, Fact, Meeting, Mention, Statistic
from briefgen.registry.merge import merge_group
from briefgen.registry.merged import Merged
from briefgen.registry.names import fold_words, words_of
from briefgen.registry.packing import pack_merged, unpack_mention
from briefgen.registry.rows import batched, delete_where, insert_rows
from briefgen.registry.tables import CHANGED, EVIDENCE, FACT_PARTIES, FACT_TOPICS, FACTS, MENTIONS

# A transaction's worth: some seconds' work, so that another writer has its turn, and few enough mentions to hold them in memory.
_GROUPS_A_STEP = 4000
_MENTIONS_A_STEP = 8000


def refresh_some(connection: Connection) -> bool:
    """Make the facts of the next changed groups anew; False where none was left."""
    keys = _next_groups(connection)
    if not keys:
        return False
    groups = read_groups(connection, keys)
    _replace_facts(connection, keys, [one for key in keys for one in merge_group(key, groups[key])])
    delete_where(connection, CHANGED.c.group_key, keys)
    return True


def _next_groups(connection: Connection) -> list[str]:
    """The next changed groups in the order of their keys, up to so many mentions; at least one where there is one."""
    keys = list(connection.execute(select(CHANGED.c.group_key).order_by(CHANGED.c.group_key).limit(_GROUPS_A_STEP)).scalars())
    counted = select(MENTIONS.c.group_key, func.count()).where(MENTIONS.c.group_key.in_(keys)).group_by(MENTIONS.c.group_key)
    sizes: dict[str, int] = dict(connection.execute(counted).all()) if keys else {}
    before = accumulate((sizes.get(key, 0) for key in keys), initial=0)
    return [key for key, count in zip(keys, before, strict=False) if count < _MENTIONS_A_STEP]


def read_groups(connection: Connection, keys: Sequence[str], absent: frozenset[str] = frozenset()) -> dict[str, list[Mention]]:
    """The mentions of each group, but those of the articles that are to be thought absent."""
    groups: dict[str, list[Mention]] = {key: [] for key in keys}
    wanted = select(MENTIONS.c.group_key, MENTIONS.c.article, MENTIONS.c.packed)
    for part in batched(keys):
        for key, article, packed in connection.execute(wanted.where(MENTIONS.c.group_key.in_(part))):
            if article not in absent:
                groups[key].append(unpack_mention(packed))
    return groups


def _replace_facts(connection: Connection, keys: Sequence[str], merged: Iterable[Merged]) -> None:
    """Put these facts in the place of those that the groups had; what is stored already stays as it is."""
    made = {one.fact.id: (one, pack_merged(one)) for one in merged}
    stored = {
        fact: packed
        for part in batched(keys)
        for fact, packed in connection.execute(select(FACTS.c.id, FACTS.c.packed).where(FACTS.c.group_key.in_(part)))
    }
    drop_facts(connection, [fact for fact, packed in stored.items() if fact not in made or made[fact][1] != packed])
    _insert_facts(connection, [(one, packed) for fact, (one, packed) in made.items() if stored.get(fact) != packed])


def drop_facts(connection: Connection, facts: Sequence[str]) -> None:
    """Take these facts out."""
    if connection.dialect.name == "sqlite":
        _unindex(connection, facts)
    for column in (FACT_PARTIES.c.fact, FACT_TOPICS.c.fact, EVIDENCE.c.fact, FACTS.c.id):
        delete_where(connection, column, facts)


def drop_all_facts(connection: Connection) -> None:
    """Take every fact out."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO facts_search (facts_search) VALUES ('delete-all')"))
    for table in (FACT_PARTIES, FACT_TOPICS, EVIDENCE, FACTS, CHANGED):
        connection.execute(delete(table))


def _unindex(connection: Connection, facts: Sequence[str]) -> None:
    for part in batched(facts):
        rows = connection.execute(select(FACTS.c.number, FACTS.c.marked, FACTS.c.folded).where(FACTS.c.id.in_(part))).all()
        connection.exec_driver_sql(
            "INSERT INTO facts_search (facts_search, rowid, marked, folded) VALUES ('delete', ?, ?, ?)", [tuple(row) for row in rows]
        )


def _insert_facts(connection: Connection, merged: Sequence[tuple[Merged, bytes]]) -> None:
    if not merged:
        return
    last = connection.execute(select(func.max(FACTS.c.number))).scalar() or 0
    words = [words_of(" ".join(_texts_of(one.fact))) for one, _ in merged]
    searched = [(last + i, " ".join(said), " ".join(fold_words(said))) for i, said in enumerate(words, start=1)]
    insert_rows(connection, FACTS, [_fact_row(one, packed, row) for (one, packed), row in zip(merged, searched, strict=True)])
    facts = sorted((one.fact for one, _ in merged), key=lambda fact: fact.id)  # in the order of the tables that are filled
    insert_rows(connection, FACT_PARTIES, [(fact.id, party) for fact in facts for party in sorted(set(fact.parties))])
    insert_rows(connection, FACT_TOPICS, [(fact.id, topic) for fact in facts for topic in sorted(set(fact.topics))])
    evidence = [(fact.id, i, one.article, one.start, one.end, one.quote) for fact in facts for i, one in enumerate(fact.evidence)]
    insert_rows(connection, EVIDENCE, evidence)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO facts_search (rowid, marked, folded) VALUES (?, ?, ?)", searched)


def _texts_of(fact: Fact) -> Iterable[str]:
    return (fact.label, *fact.names, *(one.reading for one in fact.evidence))


def _fact_row(merged: Merged, packed: bytes, searched: tuple[int, str, str]) -> tuple[object, ...]:
    """In the order of the table's columns."""
    fact, claim = merged.fact, merged.fact.claim
    number, marked, folded = searched
    days = bounds(fact.date.edtf)
    return (
        number,
        fact.id,
        fact.key,
        fact.kind.value,
        fact.label,
        fact.date.edtf,
        days[0] if days else None,
        days[1] if days else None,
        claim.stage if isinstance(claim, Agreement | Meeting) else None,
        str(claim.value) if isinstance(claim, Statistic) else None,
        claim.unit if isinstance(claim, Statistic) else None,
        getattr(claim, "period", None),
        folded,
        marked,
        packed,
    )

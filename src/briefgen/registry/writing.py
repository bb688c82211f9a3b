"""What changes the registry's tables. Every function works in the transaction it is given."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection, Table, bindparam, delete, insert, select, text

from briefgen.edtf import bounds
from briefgen.model import Agreement, Decision, Meeting, Mention, Problem, SourceInfo, Statistic
from briefgen.registry.keys import group_key
from briefgen.registry.merge import merge_group
from briefgen.registry.merged import Merged, pack_merged
from briefgen.registry.names import fold, key_of
from briefgen.registry.tables import ARTICLES, CHANGED, DECISIONS, EVIDENCE, FACT_PARTIES, FACT_TOPICS, FACTS, MENTIONS, PROBLEMS

_PACK = msgspec.msgpack.Encoder()
_UNPACK = msgspec.msgpack.Decoder(Mention)
_BATCH = 400


def pack_mention(mention: Mention) -> bytes:
    """The mention as it is stored."""
    return zlib.compress(_PACK.encode(mention), 1)


def unpack_mention(packed: bytes) -> Mention:
    """The mention that was stored."""
    return _UNPACK.decode(zlib.decompress(packed))


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """All that the registry takes of one article."""

    source: SourceInfo
    mentions: tuple[Mention, ...]
    problems: tuple[Problem, ...] = ()
    extractor: str = ""
    fingerprint: str | None = None


def put_entry(connection: Connection, entry: Entry) -> bool:
    """Replace what the registry holds of one article; False where it is all there already."""
    content = hashlib.sha256(_PACK.encode(entry)).hexdigest()
    stem = entry.source.stem
    if connection.execute(select(ARTICLES.c.content).where(ARTICLES.c.stem == stem)).scalar() == content:
        return False
    drop_entry(connection, stem)
    connection.execute(insert(ARTICLES).values(_article_row(entry, content)))
    rows = [
        {"article": stem, "number": number, "group_key": group_key(one), "packed": pack_mention(one)}
        for number, one in enumerate(entry.mentions)
    ]
    _insert(connection, MENTIONS, rows)
    mark_changed(connection, {str(row["group_key"]) for row in rows})
    problems = [{"article": stem, "number": number, "body": _json(one)} for number, one in enumerate(entry.problems)]
    _insert(connection, PROBLEMS, problems)
    return True


def _article_row(entry: Entry, content: str) -> dict[str, object]:
    source = entry.source
    return {
        "stem": source.stem,
        "path": source.path,
        "sha256": source.sha256,
        "extractor": entry.extractor,
        "content": content,
        "language": source.language,
        "outlet": source.outlet,
        "published": source.published,
        "known_by": known_by(source),
        "title": source.title,
        "fingerprint": entry.fingerprint,
        "body": _json(source),
    }


def known_by(source: SourceInfo) -> str | None:
    """The day by which the source certainly had said what it says: the last day its publication can mean, else its retrieval."""
    for edtf in (source.published, source.retrieved):
        known = bounds(edtf)
        if known:
            return known[1]
    return None


def drop_entry(connection: Connection, stem: str) -> bool:
    """Take an article out, and mark the groups of its mentions as changed; False where there is none of that name."""
    keys = set(connection.execute(select(MENTIONS.c.group_key).where(MENTIONS.c.article == stem)).scalars())
    mark_changed(connection, keys)
    for table in (MENTIONS, PROBLEMS):
        connection.execute(delete(table).where(table.c.article == stem))
    return connection.execute(delete(ARTICLES).where(ARTICLES.c.stem == stem)).rowcount > 0


def mark_changed(connection: Connection, keys: Iterable[str]) -> None:
    """Note that the facts of these groups must be made anew; in the order of the keys, so that two writers never wait for each other."""
    rows = [{"group_key": key} for key in sorted(keys)]
    if rows:
        connection.execute(text("INSERT INTO changed_groups (group_key) VALUES (:group_key) ON CONFLICT DO NOTHING"), rows)


def refresh_some(connection: Connection) -> bool:
    """Make the facts of the next changed groups anew; False where none was left."""
    waiting = select(CHANGED.c.group_key).order_by(CHANGED.c.group_key).limit(_BATCH).with_for_update(skip_locked=True)
    keys = list(connection.execute(waiting).scalars())
    if not keys:
        return False
    groups: dict[str, list[Mention]] = {key: [] for key in keys}
    for key, packed in connection.execute(select(MENTIONS.c.group_key, MENTIONS.c.packed).where(MENTIONS.c.group_key.in_(keys))):
        groups[key].append(unpack_mention(packed))
    merged = [one for key in keys for one in merge_group(key, groups[key])]
    drop_facts(connection, keys)
    _insert_facts(connection, merged)
    connection.execute(delete(CHANGED).where(CHANGED.c.group_key.in_(keys)))
    return True


def drop_facts(connection: Connection, keys: Sequence[str] | None) -> None:
    """Take out the facts of these groups, or all."""
    old = select(FACTS.c.id)
    gone = delete(FACTS)
    if keys is not None:
        old, gone = old.where(FACTS.c.group_key.in_(keys)), gone.where(FACTS.c.group_key.in_(keys))
    if connection.dialect.name == "sqlite":
        _unindex(connection, keys)
    for table in (FACT_PARTIES, FACT_TOPICS, EVIDENCE):
        connection.execute(delete(table).where(table.c.fact.in_(old)))
    connection.execute(gone)


def _unindex(connection: Connection, keys: Sequence[str] | None) -> None:
    if keys is None:
        connection.execute(text("INSERT INTO facts_search (facts_search) VALUES ('delete-all')"))
        return
    _index(connection, "INSERT INTO facts_search (facts_search, rowid, marked, folded) SELECT 'delete', number, marked, folded", keys)


def _insert_facts(connection: Connection, merged: Sequence[Merged]) -> None:
    _insert(connection, FACTS, [_fact_row(one) for one in merged])
    facts = [one.fact for one in merged]
    _insert(connection, FACT_PARTIES, [{"fact": fact.id, "party": party} for fact in facts for party in sorted(set(fact.parties))])
    _insert(connection, FACT_TOPICS, [{"fact": fact.id, "topic": topic} for fact in facts for topic in sorted(set(fact.topics))])
    _insert(
        connection,
        EVIDENCE,
        [
            {"fact": fact.id, "number": i, "article": one.article, "start_at": one.start, "end_at": one.end, "quote": one.quote}
            for fact in facts
            for i, one in enumerate(fact.evidence)
        ],
    )
    if connection.dialect.name == "sqlite" and merged:
        keys = sorted({one.fact.key for one in merged})
        _index(connection, "INSERT INTO facts_search (rowid, marked, folded) SELECT number, marked, folded", keys)


def _index(connection: Connection, statement: str, keys: Sequence[str]) -> None:
    chosen = text(f"{statement} FROM facts WHERE group_key IN :keys")
    connection.execute(chosen.bindparams(bindparam("keys", expanding=True)), {"keys": list(keys)})


def _fact_row(merged: Merged) -> dict[str, object]:
    fact, claim = merged.fact, merged.fact.claim
    days = bounds(fact.date.edtf)
    words = " ".join((fact.label, *fact.names, *(one.reading for one in fact.evidence)))
    return {
        "id": fact.id,
        "group_key": fact.key,
        "kind": fact.kind.value,
        "label": fact.label,
        "date": fact.date.edtf,
        "first_day": days[0] if days else None,
        "last_day": days[1] if days else None,
        "stage": claim.stage if isinstance(claim, Agreement | Meeting) else None,
        "value": str(claim.value) if isinstance(claim, Statistic) else None,
        "unit": claim.unit if isinstance(claim, Statistic) else None,
        "period": getattr(claim, "period", None),
        "folded": fold(words),
        "marked": key_of(words),
        "packed": pack_merged(merged),
    }


def put_log(connection: Connection, decisions: Sequence[Decision]) -> bool:
    """Keep exactly these decisions, in this order; False where they are all there already."""
    rows = [{"number": number, "id": one.id, "body": _json(one)} for number, one in enumerate(decisions)]
    held = list(connection.execute(select(DECISIONS.c.body).order_by(DECISIONS.c.number)).scalars())
    if held == [row["body"] for row in rows]:
        return False
    connection.execute(delete(DECISIONS))
    _insert(connection, DECISIONS, rows)
    return True


def _insert(connection: Connection, table: Table, rows: Sequence[dict[str, object]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _json(record: msgspec.Struct) -> str:
    return msgspec.json.encode(record).decode()

"""What changes the registry's articles, mentions and decisions. Every function works in the transaction it is given."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence

import msgspec
from sqlalchemy import Connection, delete, select, text

from briefgen.edtf import bounds
from briefgen.model import Decision, Mention, Problem, SourceInfo
from briefgen.registry.keys import group_key
from briefgen.registry.packing import pack_mention
from briefgen.registry.rows import batched, delete_where, insert_rows
from briefgen.registry.tables import ARTICLES, DECISIONS, MENTIONS, PROBLEMS

_PACK = msgspec.msgpack.Encoder()


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """All that the registry takes of one article."""

    source: SourceInfo
    mentions: tuple[Mention, ...]
    problems: tuple[Problem, ...] = ()
    extractor: str = ""
    fingerprint: str | None = None


def put_entries(connection: Connection, entries: Iterable[Entry]) -> int:
    """Replace what the registry holds of these articles, of one given twice by the last; the number of those that changed anything."""
    given = {entry.source.stem: (entry, hashlib.sha256(_PACK.encode(entry)).hexdigest()) for entry in entries}
    held = _read_contents(connection, given)
    changed = [(entry, content) for stem, (entry, content) in given.items() if held.get(stem) != content]
    drop_entries(connection, {entry.source.stem for entry, _ in changed} & set(held))
    insert_rows(connection, ARTICLES, [_article_row(entry, content) for entry, content in changed])
    mentions = [
        (entry.source.stem, number, group_key(one), pack_mention(one)) for entry, _ in changed for number, one in enumerate(entry.mentions)
    ]
    insert_rows(connection, MENTIONS, mentions)
    mark_changed(connection, {key for _, _, key, _ in mentions})
    problems = [(entry.source.stem, number, _json(one)) for entry, _ in changed for number, one in enumerate(entry.problems)]
    insert_rows(connection, PROBLEMS, problems)
    return len(changed)


def _read_contents(connection: Connection, stems: Iterable[str]) -> dict[str, str]:
    wanted = select(ARTICLES.c.stem, ARTICLES.c.content)
    parts = batched(sorted(stems))
    return {stem: content for part in parts for stem, content in connection.execute(wanted.where(ARTICLES.c.stem.in_(part)))}


def _article_row(entry: Entry, content: str) -> tuple[object, ...]:
    """In the order of the table's columns."""
    source = entry.source
    return (
        source.stem,
        source.path,
        source.sha256,
        entry.extractor,
        content,
        source.language,
        source.outlet,
        source.published,
        known_by(source),
        source.title,
        entry.fingerprint,
        _json(source),
    )


def known_by(source: SourceInfo) -> str | None:
    """The day by which the source certainly had said what it says: the last day its publication can mean, else its retrieval."""
    for edtf in (source.published, source.retrieved):
        known = bounds(edtf)
        if known:
            return known[1]
    return None


def drop_entries(connection: Connection, stems: Collection[str]) -> int:
    """Take articles out, and mark the groups of their mentions as changed; the number of those that were there."""
    parts = batched(sorted(stems))
    keys = (connection.execute(select(MENTIONS.c.group_key).where(MENTIONS.c.article.in_(part))).scalars() for part in parts)
    mark_changed(connection, {key for part in keys for key in part})
    delete_where(connection, MENTIONS.c.article, stems)
    delete_where(connection, PROBLEMS.c.article, stems)
    return delete_where(connection, ARTICLES.c.stem, stems)


def mark_changed(connection: Connection, keys: Iterable[str]) -> None:
    """Note that the facts of these groups must be made anew."""
    rows = [{"group_key": key} for key in sorted(keys)]
    if rows:
        connection.execute(text("INSERT INTO changed_groups (group_key) VALUES (:group_key) ON CONFLICT DO NOTHING"), rows)


def put_log(connection: Connection, decisions: Sequence[Decision]) -> bool:
    """Keep exactly these decisions, in this order; False where they are all there already."""
    rows = [(number, one.id, _json(one)) for number, one in enumerate(decisions)]
    held = list(connection.execute(select(DECISIONS.c.body).order_by(DECISIONS.c.number)).scalars())
    if held == [body for _, _, body in rows]:
        return False
    connection.execute(delete(DECISIONS))
    insert_rows(connection, DECISIONS, rows)
    return True


def _json(record: msgspec.Struct) -> str:
    return msgspec.json.encode(record).decode()

"""Which rules the stored facts were merged by: other rules, and all facts are made anew."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

from sqlalchemy import Connection, delete, insert, select, update

from briefgen.registry.keys import group_key
from briefgen.registry.packing import UNPACKABLE, unpack_mention
from briefgen.registry.refreshing import drop_all_facts
from briefgen.registry.tables import ARTICLES, CHANGED, MENTIONS, PROBLEMS, SETTINGS
from briefgen.registry.writing import mark_changed

_NAME = "merging"


@cache
def merging_version() -> str:
    """A digest of the merging code, its data and the records: equal digests merge equally."""
    package = resources.files("briefgen")
    folders = (package / "registry", package / "packs" / "registry")
    files = [file for folder in folders for file in folder.iterdir() if file.name.endswith((".py", ".yaml"))]
    digest = hashlib.sha256()
    for file in (*sorted(files, key=lambda one: one.name), package / "model.py", package / "edtf.py"):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def is_merged_alike(connection: Connection) -> bool:
    """Whether the stored facts were merged by the rules of this program."""
    return connection.execute(select(SETTINGS.c.value).where(SETTINGS.c.name == _NAME)).scalar() == merging_version()


def follow_rules(connection: Connection) -> None:
    """Where the facts were merged by other rules, group all mentions anew and mark them; the facts are made by the next refresh.

    Mentions that this program's records cannot hold are dropped with their articles, which are then read again.
    """
    if is_merged_alike(connection):
        return
    drop_all_facts(connection)
    try:
        _group_anew(connection)
    except UNPACKABLE:
        for table in (MENTIONS, PROBLEMS, ARTICLES, CHANGED):
            connection.execute(delete(table))
    connection.execute(delete(SETTINGS).where(SETTINGS.c.name == _NAME))
    connection.execute(insert(SETTINGS).values(name=_NAME, value=merging_version()))


def _group_anew(connection: Connection) -> None:
    for stem in list(connection.execute(select(ARTICLES.c.stem).order_by(ARTICLES.c.stem)).scalars()):
        rows = connection.execute(
            select(MENTIONS.c.number, MENTIONS.c.group_key, MENTIONS.c.packed).where(MENTIONS.c.article == stem)
        ).all()
        keys = {number: group_key(unpack_mention(packed)) for number, _, packed in rows}
        for number, old, _ in rows:
            if keys[number] != old:
                here = (MENTIONS.c.article == stem) & (MENTIONS.c.number == number)
                connection.execute(update(MENTIONS).where(here).values(group_key=keys[number]))
        mark_changed(connection, set(keys.values()))

"""Reaching a database: SQLite in one file, or PostgreSQL by URL, with one line for everything that can go wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import OperationalError
from time import sleep
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from briefgen.errors import RegistryError

_BUSY_SECONDS = 60
# Room for the indexes of some millions of facts, into which each step writes all over; and fewer rewrites of the same pages.
_CACHE_KB = 131_072
_PAGES_A_CHECKPOINT = 16_384
_ANEW = "Delete the file: a registry is built again from the articles and decisions"


def make_engine(address: str | Path, *, read_only: bool) -> tuple[Engine, str]:
    """An engine for a file or a URL, and the registry's name for messages (without a password)."""
    if isinstance(address, Path) or "://" not in address:
        return _file_engine(Path(address), read_only=read_only), str(address)
    if address.startswith("sqlite:///"):
        return _file_engine(Path(address.removeprefix("sqlite:///")), read_only=read_only), address
    return _server_engine(address, read_only=read_only)


def _file_engine(path: Path, *, read_only: bool) -> Engine:
    if read_only and not path.is_file():
        raise RegistryError("there is no registry yet", place=str(path), remedy="Build it first with: briefgen build")
    if not read_only:
        _make_folder(path)
    mode = "ro" if read_only else "rwc"
    url = f"sqlite:///file:{_quoted(path.resolve())}?mode={mode}&uri=true"
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_reading if read_only else _prepare_writing)
    event.listen(engine, "begin", _begin_reading if read_only else _begin_writing)
    return engine


def _quoted(path: Path) -> str:
    from urllib.parse import quote

    return quote(path.as_posix(), safe="/:")


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RegistryError(
            f"the registry's folder cannot be made ({error.strerror})",
            place=str(path.parent),
            remedy="Check the disk and who may write there",
        ) from error


def _prepare_writing(connection: Any, _record: object) -> None:
    """WAL lets readers go on while one writes. Transactions are begun by us, so that two writers wait for each other from the start."""
    connection.isolation_level = None
    _switch_to_wal(connection)
    for pragma in ("synchronous=NORMAL", "foreign_keys=ON", f"cache_size=-{_CACHE_KB}", f"wal_autocheckpoint={_PAGES_A_CHECKPOINT}"):
        connection.execute(f"PRAGMA {pragma}")


def _switch_to_wal(connection: Any) -> None:
    """SQLite does not wait here by itself: two programs that make the same registry at once would get in each other's way."""
    for _ in range(_BUSY_SECONDS * 20):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            sleep(0.05)
        else:
            return
    connection.execute("PRAGMA journal_mode=WAL")


def _prepare_reading(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA query_only=ON")


def _begin_writing(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_reading(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _server_engine(url: str, *, read_only: bool) -> tuple[Engine, str]:
    try:
        engine = create_engine(url, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, ValueError) as error:
        raise RegistryError("this address names no database that briefgen knows", place=_hide(url), remedy=_KNOWN) from error
    if engine.dialect.name not in ("postgresql", "sqlite"):
        raise RegistryError(f"registries are kept in SQLite or PostgreSQL, not in {engine.dialect.name}", place=_hide(url), remedy=_KNOWN)
    if read_only:
        engine = engine.execution_options(postgresql_readonly=True)
    return engine, _hide(url)


_KNOWN = "Give a file's path, or postgresql+psycopg://user@host/database (with the extra: pip install briefgen[postgresql])"


def _hide(url: str) -> str:
    """The address without its password."""
    head, at, tail = url.rpartition("@")
    return f"{head.rpartition(':')[0]}{at}{tail}" if at and head.count(":") > 1 else url


@contextmanager
def explained(place: str) -> Iterator[None]:
    """Turns what a database reports into one :class:`RegistryError` with a remedy; other errors pass."""
    try:
        yield
    except DBAPIError as error:
        raise _explain(str(error.orig), place) from error


def _explain(said: str, place: str) -> RegistryError:
    for words, message, remedy in _CAUSES:
        if any(word in said.lower() for word in words):
            return RegistryError(message, place=place, remedy=remedy)
    first_line = said.strip().splitlines()[0] if said.strip() else "no reason given"
    return RegistryError(
        f"the registry's database refused: {first_line}",
        place=place,
        remedy="Run again; if it stays, delete the registry: it is built again",
    )


_CAUSES = (
    (("file is not a database", "file is encrypted"), "this file is no registry", _ANEW),
    (("malformed", "corrupt"), "the registry's file is damaged", _ANEW),
    (
        ("is full", "disk full", "no space left"),
        "the disk is full; nothing of the last step was kept",
        "Make room and run again: it goes on where it stopped",
    ),
    (("locked", "busy"), "another program is writing to the registry for too long", "Wait for it to end and run again"),
    (
        ("readonly", "read-only"),
        "the registry may not be written here",
        "Check who may write there, or name another registry with --registry",
    ),
    (("unable to open",), "the registry's file cannot be opened", "Check its path, its folder and who may read and write there"),
    (
        ("connection", "could not connect", "server closed", "terminat"),
        "the registry's server cannot be reached, or went away",
        "Start it and run again: it goes on where it stopped",
    ),
)

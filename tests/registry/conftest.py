from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefgen.registry import Registry, open_registry
from registry.server import run_server

_NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL prefix of a PostgreSQL server that lives as long as the tests."""
    with run_server() as prefix:
        yield prefix


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty registry, in a file and on a server."""
    if request.param == "sqlite":
        return str(tmp_path / "registry.sqlite")
    return make_database(request.getfixturevalue("server"))


@pytest.fixture
def database(server: str) -> str:
    """The URL of a new, empty database on the server."""
    return make_database(server)


def make_database(prefix: str) -> str:
    """The URL of a new, empty database."""
    import psycopg

    name = f"test_{next(_NUMBERS)}"
    with psycopg.connect(f"{prefix.replace('+psycopg', '')}postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return prefix + name


@pytest.fixture
def registry(address: str) -> Iterator[Registry]:
    with open_registry(address) as opened:
        yield opened


@pytest.fixture
def open_new(tmp_path: Path) -> Iterator[Callable[[], Registry]]:
    """Opens any number of empty registries in files."""
    opened: list[Registry] = []

    def open_one() -> Registry:
        opened.append(open_registry(tmp_path / f"new-{next(_NUMBERS)}.sqlite"))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()

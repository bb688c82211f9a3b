"""A PostgreSQL server of the tests' own: made in a folder, on loopback only, run by a user who is not root."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_DEBIAN = Path("/usr/lib/postgresql")


def find_programs() -> Path:
    """The folder of ``initdb`` and ``pg_ctl``: Debian's newest, else where the path finds them."""
    versions = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = versions[-1] if versions else Path(shutil.which("initdb") or "")
    assert found.name == "initdb", "PostgreSQL is not installed: apt-get install postgresql"
    return found.parent


@contextmanager
def run_server() -> Iterator[str]:
    """The URL prefix of a running server, to which a database's name is added; the server is gone afterwards."""
    programs = find_programs()
    folder = Path(tempfile.mkdtemp(prefix="briefgen-postgresql-"))
    data, port = folder / "data", _free_port()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    try:
        _run(programs / "initdb", "-D", data, "-U", "briefgen", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories= -c fsync=off"
        _run(programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://briefgen@127.0.0.1:{port}/"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _run(*command: str | Path) -> None:
    """Runs as ``postgres`` where we are root, for the server refuses root."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    done = subprocess.run([*prefix, *map(str, command)], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == 0, done.stdout + done.stderr

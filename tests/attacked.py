"""What was made of hostile articles, and the listener that hears whether anything asked the network."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from attacks import Attack

GUARD = Path(__file__).parent / "security" / "guard"
CANARY = "CANARY-4f1d-không-ai-được-đọc"  # what the file holds that nobody may open


class Attacked(NamedTuple):
    """The project after everything was made of it, and what was seen on the way."""

    project: Path
    attacks: tuple[Attack, ...]

    @property
    def output(self) -> Path:
        return self.project / "output"

    def said(self, command: str) -> str:
        return (self.project.parent / "said" / command).read_bytes().decode("utf-8")

    @property
    def errors(self) -> str:
        return self.said("errors")

    @property
    def heard(self) -> str:
        """Each connection to the listener, and each forbidden step that the guard wrote down."""
        return (self.project.parent / "heard.txt").read_text(encoding="utf-8")


@contextmanager
def listening(log: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """A listener on loopback that stands for the whole network: attacks name it, and it is the proxy for every scheme."""
    log.touch()
    with socket.create_server(("127.0.0.1", 0)) as server:
        host, port = server.getsockname()[:2]
        thread = threading.Thread(target=_answer, args=(server, log), daemon=True)
        thread.start()
        proxy = f"http://{host}:{port}"
        names = ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy")
        proxies = {name: proxy for lower in names for name in (lower, lower.upper())}
        guard = {
            "PYTHONPATH": str(GUARD),
            "GUARD_LOG": str(log),
            "NO_PROXY": "",
            "no_proxy": "",
            "HOME": os.environ.get("HOME", "/"),
        }
        yield f"{host}:{port}", {**proxies, **guard}
        server.shutdown(socket.SHUT_RDWR)
        thread.join(10)


def _answer(server: socket.socket, log: Path) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection, log.open("a", encoding="utf-8") as file:
            connection.settimeout(5)
            file.write(f"connected: {connection.recv(200)!r}\n")

"""Runs first in every process of a guarded run: writes down each try to reach the network, start a program or open the secret file."""

from __future__ import annotations

import os
import sys

_WATCHED = (
    "socket.connect",
    "socket.sendto",
    "socket.sendmsg",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "urllib.Request",
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.startfile",
    "webbrowser.open",
)


def _install(log: str, secret: str) -> None:
    target = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event in _WATCHED or (event == "open" and str(arguments[0]).endswith(secret)):
            os.write(target, f"{event} {arguments!r}\n".encode())

    sys.addaudithook(watch)


if "GUARD_LOG" in os.environ:
    _install(os.environ["GUARD_LOG"], os.environ["GUARD_SECRET"])

"""A web server on this machine for tests: what it says is set page by page, and what it was asked is kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PATIENCE = 20.0  # seconds that a handler lives at most

Answer = Callable[[BaseHTTPRequestHandler], None]


def page(body: bytes | str, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> Answer:
    """An answer with a body."""
    content = body.encode() if isinstance(body, str) else body

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        if kind:
            handler.send_header("Content-Type", kind)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return send


def redirect(to: str, status: int = 302) -> Answer:
    """An answer that leads elsewhere."""
    return page(b"", status=status, Location=to)


class Site:
    """Answers by path; ``asked`` are the paths that were asked for, in order."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.address = ""


@contextmanager
def serve() -> Iterator[Site]:
    """A site on a free port of 127.0.0.1; what has no answer is 404."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        timeout = PATIENCE

        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.agents.add(self.headers.get("User-Agent", ""))
            try:
                site.answers.get(self.path, page(b"", status=404))(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

"""The preview's server: a few HTML pages from memory, to this machine alone."""

from __future__ import annotations

import hashlib
import html
import threading
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote, unquote, urlsplit

from briefgen.cli.messages import choose_language, say
from briefgen.pipeline.drafting import Page
from briefgen.render.preview import POLICY

HOST = "127.0.0.1"
SCRIPT, VERSION = "/reload.js", "/version"
_POLICY = f"{POLICY}; script-src 'self'; connect-src 'self'"
_SENT = f"{_POLICY}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_SLOWEST = 10.0  # seconds that a browser may take to ask
# Asks once a second whether the pages changed, and loads the page again where they did.
_RELOAD = """\
let known = null;
setInterval(async () => {
  try {
    const version = await (await fetch("/version", { cache: "no-store" })).text();
    if (known !== null && known !== version) location.reload();
    known = version;
  } catch { /* the server is at work, or has ended */ }
}, 1000);
"""
_TAG = f'<script src="{SCRIPT}"></script>'
_BARE = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<style>body {{ font-family: sans-serif; max-width: 60em; margin: 3em auto; padding: 0 1em; line-height: 1.5 }}</style></head>
<body><h1>{title}</h1>{body}{tag}</body></html>
"""


class Pages:
    """The pages as last made, by their addresses; safe to read while new ones are put in."""

    def __init__(self) -> None:
        self._made: Mapping[str, bytes] = {}
        self.version = ""

    def put(self, pages: Iterable[Page]) -> None:
        """Takes the place of all pages; several get a list of links at ``/``, a single one stands there itself."""
        made = {f"/{page.name}": _dress(page) for page in pages}
        start = next(iter(made.values())) if len(made) == 1 else _list_links(list(made))
        made["/"] = start
        digest = hashlib.sha256()
        for address, content in made.items():
            digest.update(address.encode() + b"\0" + content + b"\0")
        self._made, self.version = made, digest.hexdigest()[:16]

    def find(self, address: str) -> bytes | None:
        """The page at an address, None where there is none."""
        return self._made.get(address)


def _dress(page: Page) -> bytes:
    """The page with the script that loads it again, or what kept it from being made."""
    if page.failure is not None:
        return _fill(page.name, f"<p>{html.escape(page.failure.message)}</p>")
    # The policy stands in the page's head and would keep the script out; it is loosened by this one script.
    return page.html.replace(POLICY.encode(), _POLICY.encode(), 1).replace(b"</body>", f"{_TAG}</body>".encode(), 1)


def _list_links(addresses: list[str]) -> bytes:
    items = "".join(f'<li><a href="{html.escape(quote(address))}">{html.escape(address[1:])}</a></li>' for address in addresses)
    return _fill(say("preview.title"), f"<ul>{items}</ul>")


def _fill(title: str, body: str) -> bytes:
    return _BARE.format(language=choose_language(), title=html.escape(title), body=body, tag=_TAG).encode()


class PreviewServer(ThreadingHTTPServer):
    """Answers on 127.0.0.1; ``served`` is set when a page has been sent whole. Port 0 takes a free one."""

    daemon_threads = True

    def __init__(self, pages: Pages, port: int) -> None:
        super().__init__((HOST, port), _Handler)
        self.pages = pages
        self.served = threading.Event()

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.server_port}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle is no one's business."""


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer
    timeout = _SLOWEST

    def do_GET(self) -> None:
        address = unquote(urlsplit(self.path).path)
        page = self.server.pages.find(address)
        if not self._is_for_us():
            self._send(HTTPStatus.FORBIDDEN, b"", "text/plain")
        elif address == SCRIPT:
            self._send(HTTPStatus.OK, _RELOAD.encode(), "text/javascript")
        elif address == VERSION:
            self._send(HTTPStatus.OK, self.server.pages.version.encode(), "text/plain")
        elif page is None:
            self._send(HTTPStatus.NOT_FOUND, b"", "text/plain")
        else:
            self._send(HTTPStatus.OK, page, "text/html")
            self.wfile.flush()
            self.server.served.set()

    def _is_for_us(self) -> bool:
        """Whether the browser means this machine: a page elsewhere whose name was made to point here is turned away."""
        return self.headers.get("Host", "") in {f"{name}:{self.server.server_port}" for name in (HOST, "localhost")}

    def _send(self, status: HTTPStatus, content: bytes, kind: str) -> None:
        self.send_response(status)
        headers = {
            "Content-Type": f"{kind}; charset=utf-8",
            "Content-Length": str(len(content)),
            "Content-Security-Policy": _SENT,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def version_string(self) -> str:
        return "briefgen"

    def log_message(self, format: str, *_: object) -> None:  # noqa: A002 - the name is http.server's
        """Nothing: the terminal is for what the preview has to say."""

"""One page fetched: within its size and time, over few redirects, where its server allows it to programs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx
from protego import Protego

from briefgen.acquisition.connection import Deadline, GuardedTransport
from briefgen.errors import FetchError
from briefgen.model import Record

AGENT = "briefgen"
ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ROBOTS_BYTES = 512_000  # as much as RFC 9309 asks for
_BY_HAND = "Save the page by hand into seeds/"


class Limits(Record):
    """How much one page may take: seconds from the first connection to the last byte, bytes unpacked, redirects."""

    seconds: float = 30.0
    size: int = 10_000_000
    redirects: int = 5


class Fetched(Record):
    """What a server sent: the address that it came from in the end, the bytes unpacked, the ending that their type stands for.

    ``charset`` is the encoding that the server names, None where it names none.
    """

    address: str
    content: bytes
    ending: str
    charset: str | None = None


def fetch_page(address: str, *, private: bool = False, limits: Limits = Limits()) -> Fetched:  # noqa: B008 - a frozen record
    """The page at an http(s) address.

    ``private`` admits machines of an inner network. Raises :class:`FetchError` for an address, an answer or a server that is not
    admitted, and for what is too large, too slow or cannot be reached.
    """
    with _open_client(Deadline(limits.seconds), private=private) as client, _explained(address, limits):
        for _ in range(limits.redirects + 1):
            check_address(address)
            _ask_robots(client, address)
            with client.stream("GET", address) as answer:
                if answer.status_code in _REDIRECTS and "location" in answer.headers:
                    address = urljoin(address, answer.headers["location"])
                    continue
                return _read_page(address, answer, limits)
    raise FetchError(f"redirects more than {limits.redirects} times", place=address, remedy=_BY_HAND)


def check_address(address: str) -> None:
    """Raises :class:`FetchError` for what is no plain http(s) address with a host."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host:
        raise FetchError("no http or https address", place=address, remedy="Copy the page's address from the browser")
    if parts.username is not None or parts.password is not None:
        raise FetchError("the address holds a name or password", place=f"{parts.scheme}://…@{host}", remedy=_BY_HAND)


@contextmanager
def _open_client(deadline: Deadline, *, private: bool) -> Iterator[httpx.Client]:
    headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate", "Accept": "text/html, */*;q=0.5"}
    transport = GuardedTransport(deadline, private=private)
    with httpx.Client(transport=transport, headers=headers, follow_redirects=False, trust_env=False) as client:
        yield client


@contextmanager
def _explained(address: str, limits: Limits) -> Iterator[None]:
    try:
        yield
    except (httpx.TimeoutException, httpcore.TimeoutException) as error:
        message = f"no whole answer within {limits.seconds:g} seconds"
        raise FetchError(message, place=address, remedy="Try again later, or save the page by hand") from error
    except (httpx.HTTPError, httpx.InvalidURL, httpcore.NetworkError, httpcore.ProtocolError, UnicodeError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise FetchError(f"cannot be fetched: {reason}", place=address, remedy="Check the address, or save the page by hand") from error


def _ask_robots(client: httpx.Client, address: str) -> None:
    """Raises :class:`FetchError` where the server's robots.txt keeps programs away, or fails (RFC 9309)."""
    robots = _fetch_robots(client, urljoin(address, "/robots.txt"))
    if robots is None:
        raise FetchError("its server does not say whether programs may fetch it (robots.txt fails)", place=address, remedy=_BY_HAND)
    if not Protego.parse(robots).can_fetch(address, AGENT):
        raise FetchError("its server does not let programs fetch this page (robots.txt)", place=address, remedy=_BY_HAND)


def _fetch_robots(client: httpx.Client, address: str) -> str | None:
    """The rules; empty where there are none, None where the server fails."""
    for _ in range(5):
        check_address(address)
        with client.stream("GET", address) as answer:
            if answer.status_code in _REDIRECTS and "location" in answer.headers:
                address = urljoin(address, answer.headers["location"])
                continue
            if answer.status_code >= 500 or answer.status_code == 429:
                return None
            return _read_some(answer, _ROBOTS_BYTES).decode("utf-8", "replace") if answer.status_code < 400 else ""
    return ""


def _read_page(address: str, answer: httpx.Response, limits: Limits) -> Fetched:
    if answer.status_code != 200:
        reason = f"{answer.status_code} {answer.reason_phrase}".strip()
        raise FetchError(
            f"the server answered {reason}", place=address, remedy="Check the address in the browser, or save the page by hand"
        )
    kind, charset = _read_type(answer.headers.get("content-type", ""))
    content = _read_some(answer, limits.size + 1)
    if len(content) > limits.size:
        raise FetchError(f"larger than {limits.size / 1e6:g} MB", place=address, remedy="Save the article's text alone into seeds/")
    ending = ENDINGS.get(kind or _guess_type(content))
    if ending is None:
        remedy = "A page, a text, a PDF or a Word file can be added"
        raise FetchError(f"no article: the server sends {kind or 'something without a type'}", place=address, remedy=remedy)
    return Fetched(address=address, content=content, ending=ending, charset=charset)


def _read_type(header: str) -> tuple[str, str | None]:
    message = Message()
    message["content-type"] = header
    charset = message.get_content_charset()
    return (message.get_content_type() if "/" in header else ""), charset


def _guess_type(content: bytes) -> str:
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    return "text/html" if content.lstrip()[:1] == b"<" else ""


def _read_some(answer: httpx.Response, size: int) -> bytes:
    """The first ``size`` bytes, unpacked."""
    content = bytearray()
    for chunk in answer.iter_bytes():
        content += chunk
        if len(content) >= size:
            break
    return bytes(content[:size])

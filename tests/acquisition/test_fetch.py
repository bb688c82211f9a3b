"""A page is fetched whole and within bounds, or there is one line that says why not; all against a server on this machine."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import httpcore
import pytest

from briefgen.acquisition import Limits, fetch_page
from briefgen.acquisition.connection import Deadline, GuardedBackend
from briefgen.errors import FetchError
from web import Site, page, redirect, serve

HTML = "<html><body><p>Tin tức</p></body></html>"


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        yield site


def test_a_page_comes_with_its_bytes_address_type_and_encoding(site: Site) -> None:
    site.answers["/a"] = page(HTML.encode("cp1258", "replace"), kind="text/html; charset=windows-1258")
    got = fetch_page(f"{site.address}/a", private=True)
    assert (got.address, got.ending, got.charset) == (f"{site.address}/a", ".html", "windows-1258")
    assert got.content == HTML.encode("cp1258", "replace")
    assert site.asked == ["/robots.txt", "/a"]
    assert site.agents == {"briefgen"}


@pytest.mark.parametrize(
    ("kind", "body", "ending"),
    [
        ("text/plain", b"words", ".txt"),
        ("application/pdf", b"%PDF-1.7", ".pdf"),
        ("application/xhtml+xml", b"<html/>", ".html"),
        ("", b"  <html></html>", ".html"),
        ("", b"%PDF-1.7", ".pdf"),
    ],
)
def test_the_type_decides_what_it_is_saved_as(site: Site, kind: str, body: bytes, ending: str) -> None:
    site.answers["/a"] = page(body, kind=kind)
    assert fetch_page(f"{site.address}/a", private=True).ending == ending


def test_packed_answers_are_unpacked_and_measured_unpacked(site: Site) -> None:
    site.answers["/a"] = page(gzip.compress(HTML.encode()), Content_Encoding="gzip")
    assert fetch_page(f"{site.address}/a", private=True).content == HTML.encode()
    site.answers["/bomb"] = page(gzip.compress(b"x" * 3_000_000), Content_Encoding="gzip")
    with pytest.raises(FetchError, match=r"larger than 1 MB"):
        fetch_page(f"{site.address}/bomb", private=True, limits=Limits(size=1_000_000))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_to_the_address_in_the_end(site: Site, status: int) -> None:
    site.answers |= {"/a": redirect("/b", status), "/b": page(HTML)}
    assert fetch_page(f"{site.address}/a", private=True).address == f"{site.address}/b"


def test_redirects_without_end_are_left(site: Site) -> None:
    site.answers["/a"] = redirect("/a")
    with pytest.raises(FetchError, match="redirects more than 5 times"):
        fetch_page(f"{site.address}/a", private=True)
    assert site.asked.count("/a") == 6


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:1", "http://169.254.169.254/latest/", "http://0.0.0.0/"]
)
def test_a_redirect_leads_no_further_than_an_address_of_the_users_own(site: Site, to: str) -> None:
    site.answers["/a"] = redirect(to)
    with pytest.raises(FetchError, match=r"no http or https address|not public|cannot be fetched: For absolute"):
        fetch_page(f"{site.address}/a", private=True)


def test_this_machine_is_not_asked_unless_the_user_says_so(site: Site) -> None:
    site.answers["/a"] = page(HTML)
    with pytest.raises(FetchError, match="not public"):
        fetch_page(f"{site.address}/a")
    assert site.asked == []


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("ftp://news.example/a", "no http or https"),
        ("file:///etc/passwd", "no http or https"),
        ("http://", "no http or https"),
        ("http://[::1/a", "no http or https"),
        ("http://x:99999/", "no http or https"),
        ("http://name:secret@news.example/", "name or password"),
    ],
)
def test_what_is_no_plain_address_is_refused_before_anything_is_asked(address: str, says: str) -> None:
    with pytest.raises(FetchError, match=says) as told:
        fetch_page(address)
    assert "secret" not in str(told.value)


def test_robots_txt_is_kept_to_with_its_wildcards(site: Site) -> None:
    rules = "User-agent: *\nDisallow: /*?print=\nUser-agent: briefgen\nDisallow: /closed/\nDisallow: /*?print=\nAllow: /closed/open$\n"
    site.answers |= {"/robots.txt": page(rules, kind="text/plain")}
    site.answers |= dict.fromkeys(("/closed/a", "/closed/open", "/a?print=1", "/a"), page(HTML))
    for path in ("/closed/a", "/a?print=1"):
        with pytest.raises(FetchError, match=r"does not let programs fetch.*robots\.txt"):
            fetch_page(site.address + path, private=True)
        assert path not in site.asked
    for path in ("/closed/open", "/a"):
        assert fetch_page(site.address + path, private=True).content


def test_robots_txt_counts_at_the_end_of_a_redirect_too(site: Site) -> None:
    with serve() as other:
        other.answers |= {"/robots.txt": page("User-agent: *\nDisallow: /\n", kind="text/plain"), "/b": page(HTML)}
        site.answers["/a"] = redirect(f"{other.address}/b")
        with pytest.raises(FetchError, match=r"robots\.txt"):
            fetch_page(f"{site.address}/a", private=True)
        assert other.asked == ["/robots.txt"]


@pytest.mark.parametrize(("status", "may"), [(404, True), (403, True), (500, False), (503, False), (429, False)])
def test_no_robots_txt_is_leave_and_a_failing_one_is_none(site: Site, status: int, may: bool) -> None:
    site.answers |= {"/robots.txt": page(b"", status=status), "/a": page(HTML)}
    if may:
        assert fetch_page(f"{site.address}/a", private=True).content
    else:
        with pytest.raises(FetchError, match=r"robots\.txt fails"):
            fetch_page(f"{site.address}/a", private=True)


def test_what_is_too_large_is_not_read_to_its_end(site: Site) -> None:
    sent = []

    def pour(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        for _ in range(2000):
            handler.wfile.write(b"x" * 100_000)
            sent.append(1)

    site.answers["/a"] = pour
    with pytest.raises(FetchError, match="larger than 1 MB"):
        fetch_page(f"{site.address}/a", private=True, limits=Limits(size=1_000_000))
    assert len(sent) < 2000


@pytest.mark.parametrize("part", ["head", "body"])
def test_an_answer_that_drips_ends_with_its_time(site: Site, part: str) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        if part == "body":
            handler.wfile.write(b"Content-Type: text/html\r\n\r\n")
        for _ in range(100):  # each byte well within any timeout for one read
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.1)

    site.answers["/a"] = drip
    began = time.monotonic()
    with pytest.raises(FetchError, match=r"no whole answer within 0\.5 seconds"):
        fetch_page(f"{site.address}/a", private=True, limits=Limits(seconds=0.5))
    assert time.monotonic() - began < 9, "it waited for the last byte"


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (page(HTML, status=404), "the server answered 404"),
        (page(HTML, status=500), "the server answered 500"),
        (page(b"GIF89a", kind="image/gif"), "the server sends image/gif"),
        (page(b"\x7fELF", kind=""), "something without a type"),
        (page(b"not gzip", Content_Encoding="gzip"), "cannot be fetched"),
    ],
)
def test_an_answer_that_is_no_page_is_one_line(site: Site, answer: Any, says: str) -> None:
    site.answers["/a"] = answer
    with pytest.raises(FetchError, match=says):
        fetch_page(f"{site.address}/a", private=True)


def test_a_server_that_is_not_there_is_one_line() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/"
    with pytest.raises(FetchError, match="cannot be fetched"):
        fetch_page(address, private=True)


def test_the_connection_goes_to_the_address_that_was_checked_whatever_the_name_says_next(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["93.184.216.34", "127.0.0.1", "127.0.0.1"])
    tried: list[str] = []

    def answer(*_: object, **__: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), 80))]

    def refuse(_: object, host: str, *__: object) -> httpcore.NetworkStream:
        tried.append(host)
        raise httpcore.ConnectError("not in a test")

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", refuse)
    with pytest.raises(httpcore.ConnectError):
        GuardedBackend(Deadline(5), private=False).connect_tcp("news.example", 80)
    assert tried == ["93.184.216.34"]
    with pytest.raises(FetchError, match="not public"):
        GuardedBackend(Deadline(5), private=False).connect_tcp("news.example", 80)
    assert tried == ["93.184.216.34"]


def test_proxies_of_the_environment_are_not_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.answers["/a"] = page(HTML)
    assert fetch_page(f"{site.address}/a", private=True).content == HTML.encode()

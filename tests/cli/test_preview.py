"""``preview``: pages from memory on 127.0.0.1, made again when something is saved, and nothing else served."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from signal import SIGINT
from urllib.parse import urlsplit

import pytest

from briefgen.cli.main import main
from running import ROOT, copy_project

PATIENCE = 60.0  # seconds before a wait is given up


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """One article, one briefing."""
    project = copy_project(tmp_path / "p", seeds="000*")
    (project / "reports" / "briefings" / "viet-nam-nga.toml").unlink()
    return project


@contextmanager
def _serve(project: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """``briefgen preview`` on a free port, with the address that it printed."""
    command = [sys.executable, "-m", "briefgen", "--project", str(project), "--quiet", "preview", "--port", "0", *arguments]
    environment = {**os.environ, "BRIEFGEN_LANG": "en"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        try:
            assert line.startswith("http://127.0.0.1:"), line
            yield server, line.split()[0]
        finally:
            if server.poll() is None:
                server.send_signal(SIGINT)  # Ctrl-C is how a preview is ended: without complaint
            server.communicate(timeout=PATIENCE)
            assert server.returncode == 0


def _get(address: str, path: str = "/", **headers: str) -> tuple[HTTPResponse, str]:
    parts = urlsplit(address)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response, body


def _wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "gave up waiting"
        time.sleep(0.05)


def test_the_page_is_served_with_its_script_and_made_again_when_a_template_or_briefing_is_saved(project: Path) -> None:
    with _serve(project) as (server, address):
        response, body = _get(address)
        assert response.status == 200
        assert "<h1>Quan hệ ASEAN–Nga</h1>" in body
        assert '<script src="/reload.js"></script></body>' in body
        policy = response.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'")
        assert "script-src 'self'; connect-src 'self'" in policy
        assert "script-src 'self'" in body  # the policy in the page itself lets the script in, too
        assert 'fetch("/version"' in _get(address, "/reload.js")[1]
        version = _get(address, "/version")[1]

        briefing = project / "reports" / "briefings" / "asean-nga.toml"
        briefing.write_text(briefing.read_text(encoding="utf-8").replace("Quan hệ ASEAN–Nga", "Hồ sơ thử"), encoding="utf-8")
        _wait_until(lambda: _get(address, "/version")[1] != version)
        assert "<h1>Hồ sơ thử</h1>" in _get(address)[1]

        templates = project / "reports" / "templates" / "documents"
        templates.mkdir(parents=True)
        (templates / "full.html").write_text("{% broken %}", encoding="utf-8")
        _wait_until(lambda: "full.html" in _get(address)[1])
        assert "<script" in _get(address)[1], "an error page loads itself again, too"
        (templates / "full.html").unlink()
        _wait_until(lambda: "<h1>Hồ sơ thử</h1>" in _get(address)[1])
        assert server.poll() is None


def test_nothing_but_the_pages_is_served_only_to_who_means_this_machine_and_once_ends_with_a_page_sent(project: Path) -> None:
    with _serve(project, "--once") as (server, address):
        strange = ["/seeds/", "/../../etc/passwd", "/..%2f..%2fetc%2fpasswd", "/reports/briefings/asean-nga.toml", "/nope"]
        assert {_get(address, path)[0].status for path in strange} == {404}
        response, body = _get(address, "/", Host="evil.example")
        assert (response.status, body) == (403, "")
        assert response.headers["Server"] == "briefgen"
        with socket.create_connection((urlsplit(address).hostname, urlsplit(address).port), timeout=PATIENCE) as raw:
            raw.sendall(b"POST / HTTP/1.1\r\nHost: x\r\n\r\n")
            assert b" 501 " in raw.recv(200)
        assert _get(address, "/version")[0].status == 200
        assert server.poll() is None
        assert _get(address)[1].endswith("</html>\n")
        assert server.wait(timeout=PATIENCE) == 0


def test_a_port_that_is_taken_or_none_and_an_unknown_briefing_are_one_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        for arguments, says in (
            ((f"--port={port}",), f"--port {port}"),
            (("--port=99999",), "--port 99999"),
            (("asean-ngo",), "asean-nga"),
        ):
            code = main(["--project", str(project), "--quiet", "preview", *arguments])
            told = capsys.readouterr()
            assert (code, told.out, told.err.count("\n")) == (2, "", 1)
            assert says in told.err

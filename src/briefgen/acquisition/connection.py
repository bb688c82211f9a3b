"""Connections to checked addresses only, none of which outlives its time.

The name is resolved once, and the connection goes to the very address that was checked: a name server that answers otherwise the
second time gains nothing. Proxies of the environment are not used: behind one, no address could be checked.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from typing import Any

import httpcore
import httpx

from briefgen.acquisition.addresses import choose_addresses

Clock = Callable[[], float]


class Deadline:
    """A moment after which every wait on the network ends at once."""

    def __init__(self, seconds: float, clock: Clock = monotonic) -> None:
        self._end, self._clock = clock() + seconds, clock

    def cap(self, timeout: float | None) -> float:
        """The time that is left for one wait; raises ``httpcore.ReadTimeout`` where there is none."""
        left = self._end - self._clock()
        if left <= 0:
            raise httpcore.ReadTimeout("out of time")
        return left if timeout is None else min(left, timeout)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to what ``choose_addresses`` admits, and bounds every wait."""

    def __init__(self, deadline: Deadline, *, private: bool) -> None:
        self._deadline, self._private, self._plain = deadline, private, httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = choose_addresses(host, port, private=self._private)
        for number, address in enumerate(addresses, start=1):
            try:
                stream = self._plain.connect_tcp(address, port, self._deadline.cap(timeout), local_address, socket_options)
                return _BoundedStream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses):
                    raise
        raise httpcore.ConnectError("no address")  # choose_addresses gives at least one


class _BoundedStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.cap(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.cap(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _BoundedStream(self._stream.start_tls(ssl_context, server_hostname, self._deadline.cap(timeout)), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class GuardedTransport(httpx.BaseTransport):
    """httpx over a :class:`GuardedBackend`."""

    def __init__(self, deadline: Deadline, *, private: bool) -> None:
        backend = GuardedBackend(deadline, private=private)
        self._pool = httpcore.ConnectionPool(ssl_context=ssl.create_default_context(), network_backend=backend)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path)
        asked = httpcore.Request(
            method=request.method, url=url, headers=request.headers.raw, content=request.stream, extensions=request.extensions
        )
        answer = self._pool.handle_request(asked)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Stream(answer), extensions=answer.extensions)

    def close(self) -> None:
        self._pool.close()


class _Stream(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()

"""How much a template may use up: it may come from elsewhere, and a loop or a list without end must end in one line."""

from __future__ import annotations

import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SECONDS = 120.0  # of the processor: a document of ten thousand facts takes ten
MEMORY = 2_000_000_000  # bytes beyond what the process holds when the template begins
LONGEST = 50_000_000  # characters of one document: a long one has one million


class LimitError(Exception):
    """A template used up what it may; the message says of what."""


@contextmanager
def bounded() -> Iterator[None]:
    """Raises :class:`LimitError` where the code within takes longer than ``SECONDS``, MemoryError where it takes more than ``MEMORY``.

    Signals reach the main thread alone: in another one only memory is bounded. Each is bounded where the platform can.
    """
    with _bounded_time(), _bounded_memory():
        yield


@contextmanager
def _bounded_time() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise LimitError(f"takes longer than {SECONDS:.0f} seconds")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@contextmanager
def _bounded_memory() -> Iterator[None]:
    held = _memory_held()
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    allowed = held + MEMORY
    if held == 0 or (soft != resource.RLIM_INFINITY and soft <= allowed):
        yield
        return
    resource.setrlimit(resource.RLIMIT_AS, (allowed, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _memory_held() -> int:
    """Bytes of address space of this process; 0 where the platform does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - read once a document
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0

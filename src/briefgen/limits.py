"""Bounds on time and memory for work on what comes from elsewhere: templates, and files that a library may go round in circles over."""

from __future__ import annotations

import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class LimitError(BaseException):
    """Something used up what it may; the message says of what. No Exception: a library that goes on after any error must not after this."""


@contextmanager
def bounded_time(seconds: float) -> Iterator[None]:
    """Raises :class:`LimitError` where the code within takes longer, in seconds of the processor.

    Signals reach the main thread alone: in another one nothing is bounded. Every process of ours works in its main thread.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise LimitError(f"takes longer than {seconds:.0f} seconds")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@contextmanager
def bounded_memory(size: int) -> Iterator[None]:
    """Raises MemoryError where the code within takes so many bytes more than the process holds; where the platform can tell."""
    held = _memory_held()
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    allowed = held + size
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

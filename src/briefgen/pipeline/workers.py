"""What processes that work beside each other need."""

from __future__ import annotations

import signal
from collections.abc import Iterable
from pathlib import Path


def ignore_interrupts() -> None:
    """Ctrl-C is the parent's business: it ends its workers and says one line, instead of each worker printing a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def is_worthwhile(paths: Iterable[Path], size: int) -> bool:
    """Whether the files are more than ``size`` bytes together."""
    total = 0
    for path in paths:
        total += path.stat().st_size if path.is_file() else 0
        if total > size:
            return True
    return False

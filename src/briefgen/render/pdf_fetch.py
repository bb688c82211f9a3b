"""What WeasyPrint may open: the charts handed in, and nothing else."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from weasyprint.urls import URLFetcher, URLFetcherResponse

from briefgen.render.html import CHART

PNG = b"\x89PNG"


class ChartFetcher(URLFetcher):  # type: ignore[misc]  # weasyprint is untyped
    """Answers ``chart:NAME`` from memory; refuses every other address, so that no document reads a file or the network."""

    def __init__(self, charts: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=frozenset(), allow_redirects=False, fail_on_errors=True)
        self.charts = charts

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:  # noqa: ARG002 - WeasyPrint hands it
        if not url.startswith(CHART):
            raise ValueError(f"{url[:80]!r} is not opened: a document holds only its own charts")
        body = self.charts[url.removeprefix(CHART)]
        kind = "image/png" if body.startswith(PNG) else "image/svg+xml"
        return URLFetcherResponse(url, body=body, headers={"Content-Type": kind})


class Collector(logging.Handler):
    """Keeps the messages that WeasyPrint logs as warnings or errors."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def collect_warnings() -> Iterator[list[str]]:
    """Catch what WeasyPrint logs, instead of letting it go to the terminal."""
    logger = logging.getLogger("weasyprint")
    collector, before = Collector(), list(logger.handlers)
    logger.handlers[:] = [collector]
    try:
        yield collector.messages
    finally:
        logger.handlers[:] = before

"""Charts as drawn, kept by the digest of everything that shows in them: only one whose data changed is drawn again.

The folder lies in the project's cache and can be deleted at any time. A picture that is not the one that was put there is drawn again.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import ProjectError
from briefgen.model import Chart
from briefgen.pipeline.causes import digest_all, list_program
from briefgen.pipeline.outputs import write_whole

if TYPE_CHECKING:
    from briefgen.charts.draw import Form

_KEPT = 300  # pictures: those of some twenty briefings
_DIGEST = 32  # bytes before each picture


class Pictures:
    """Draws charts, each only once; without a folder it remembers for as long as it lives."""

    def __init__(self, folder: Path | None = None, *, anew: bool = False) -> None:
        """``anew`` draws each chart again and replaces what the folder holds."""
        self._folder = folder
        self._anew = anew
        self._drawn: dict[str, bytes] = {}

    def draw(self, chart: Chart, form: Form, theme: str) -> bytes:
        """The chart as SVG or PNG."""
        key = digest_all([chart, form, theme, dict(list_program())])
        if key not in self._drawn:
            self._drawn[key] = self._read(key) or self._make(key, chart, form, theme)
        return self._drawn[key]

    def _make(self, key: str, chart: Chart, form: Form, theme: str) -> bytes:
        from briefgen.charts import draw_chart

        content = draw_chart(chart, form=form, theme=theme)
        if self._folder is not None:
            with suppress(ProjectError):  # it only costs time
                write_whole(self._folder / key, hashlib.sha256(content).digest() + content)
        return content

    def _read(self, key: str) -> bytes | None:
        if self._folder is None or self._anew:
            return None
        path = self._folder / key
        try:
            data = path.read_bytes()
            path.touch()  # the last used are the last to go
        except OSError:
            return None
        return data[_DIGEST:] if hashlib.sha256(data[_DIGEST:]).digest() == data[:_DIGEST] else None


def remove_oldest(folder: Path) -> None:
    """Leaves the pictures that were used last; what cannot be removed stays."""
    with suppress(OSError):
        by_use = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for path in by_use[_KEPT:]:
            path.unlink(missing_ok=True)

"""Errors that a project's own templates cause, told apart from our own."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefgen.errors import TemplateError


@contextmanager
def blaming_templates(folder: Path) -> Iterator[None]:
    """Turns what an expression of a template in ``folder`` came to (a division by zero, a list without end) into a :class:`TemplateError`.

    So is a template that is no UTF-8 text; all other errors pass.
    """
    try:
        yield
    except UnicodeDecodeError as error:
        path = next((path for path in sorted(folder.rglob("*.html")) if path.read_bytes() == error.object), None)
        if path is None:
            raise
        line = error.object[: error.start].count(b"\n") + 1
        raise TemplateError("no UTF-8 text", place=f"{_name(path, folder)}:{line}", remedy="Save it as a UTF-8 text file") from error
    except (ArithmeticError, LookupError, ValueError) as error:
        place = _find_place(error, folder)
        if place is None:
            raise
        raise TemplateError(f"{type(error).__name__}: {error}", place=place, remedy="Correct the expression in this line") from error


def _find_place(error: BaseException, folder: Path) -> str | None:
    """The template's line, where the error arose there or in what Jinja did for it; what our own code did under it is our own fault."""
    frames = traceback.extract_tb(error.__traceback__)
    while frames and "jinja2" in Path(frames[-1].filename).parts:
        frames.pop()
    if not frames or not Path(frames[-1].filename).is_relative_to(folder):
        return None
    return f"{_name(Path(frames[-1].filename), folder)}:{frames[-1].lineno}"


def _name(path: Path, folder: Path) -> str:
    return f"templates/{path.relative_to(folder).as_posix()}"

"""Files as they were: found by their digest in the project's folder, else among what its git repository keeps."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from briefgen.editions import Edition, Input, LogInput
from briefgen.errors import EditionError
from briefgen.pipeline.inputs import digest_bytes, list_lines
from briefgen.pipeline.outputs import write_whole
from briefgen.project import Project

_MOST_COMMITS = 1000  # looked through for a file whose blob has another name than ours (a repository with SHA-256 names)
_SECONDS = 60


def recover_inputs(project: Project, edition: Edition, folder: Path) -> None:
    """Lays every file that the edition was made from into ``folder``, under its path in the project.

    Raises :class:`EditionError` for the first that is nowhere to be found as it was.
    """
    files: list[Input | LogInput] = [*edition.articles, *edition.inputs, *edition.logs]
    for wanted in files:
        content = find_content(project, wanted)
        if content is None:
            raise EditionError(
                f"{edition.name} was made from a file that is neither here nor in the git repository as it was",
                place=wanted.path,
                remedy=f"Bring back the bytes of git blob {wanted.blob[:12]}; a shallow clone needs: git fetch --unshallow",
            )
        write_whole(folder / wanted.path, content)


def find_content(project: Project, wanted: Input | LogInput) -> bytes | None:
    """The bytes of the file as it was; None where they are nowhere. Of a log, to which lines are only added, the beginning."""
    return next((content for content in _list_candidates(project, wanted) if digest_bytes(content) == wanted.sha256), None)


def _list_candidates(project: Project, wanted: Input | LogInput) -> Iterator[bytes]:
    size = wanted.size if isinstance(wanted, LogInput) else None
    with suppress(OSError):  # moved or gone: git may keep it
        yield (project.root / wanted.path).read_bytes()[:size]
    if isinstance(wanted, LogInput):
        yield _join_lines(project, wanted)
    kept = ask_git(project, "cat-file", "blob", wanted.blob)
    if kept is not None:
        yield kept
    commits = ask_git(project, "log", "--all", f"--max-count={_MOST_COMMITS}", "--format=%H", "--", wanted.path) or b""
    for commit in commits.decode("ascii").split():
        kept = ask_git(project, "cat-file", "blob", f"{commit}:./{wanted.path}")
        if kept is not None:
            yield kept[:size]


def _join_lines(project: Project, wanted: LogInput) -> bytes:
    """The log put together of its lines, wherever they stand now: where git joined two editors' lines, they are in another order."""
    lines = {name: line for path in sorted(project.decisions.glob("*.jsonl")) for name, line in list_lines(path)}
    return b"".join(lines[name] + b"\n" for name in wanted.lines if name in lines)


def ask_git(project: Project, *arguments: str) -> bytes | None:
    """What git says in the project's folder; None where it has no answer, or there is no git."""
    program = shutil.which("git")
    if program is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - no shell; the arguments are digests and paths of ours behind "--" or after "commit:"
            [program, "-C", str(project.root), *arguments], capture_output=True, check=False, timeout=_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None

"""The editors' log: JSON lines under ``reports/decisions/``, one file an author and month, appended to and never rewritten.

Two editors, or one on two branches, write different files or add lines at the end: git joins both (``merge=union`` in .gitattributes).
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from briefgen.errors import ProjectError, SettingsError
from briefgen.model import Action, Decision, Problem, Severity
from briefgen.registry.keys import short_hash
from briefgen.registry.names import fold

_LARGEST = 20_000_000  # bytes of one log: a decision is a line of some hundred
_DECODE = msgspec.json.Decoder(Decision)
_NEEDS_TARGETS = {Action.MERGE: 2, Action.PREFER: 1}
_NEEDS_VALUE = {Action.REWORD, Action.ANSWER, Action.RETRACT}
_DAY = re.compile(r"\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?")


def read_decisions(folder: Path) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """All decisions, oldest first, and a problem for each line that is none; a folder that is not there holds none.

    Order: by ``at``, then file and line. A line that stands twice (git joined two branches) counts once.
    """
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in _read_lines(path, folder)]
    problems = [line for line in lines if isinstance(line, Problem)]
    decisions = [line for line in lines if isinstance(line, Decision)]
    unique = {one.id: one for one in sorted(decisions, key=lambda one: one.at)}
    return tuple(unique.values()), tuple(problems)


def _read_lines(path: Path, folder: Path) -> Iterator[Decision | Problem]:
    place = f"{folder.parent.name}/{folder.name}/{path.name}"
    try:
        if path.stat().st_size > _LARGEST:
            yield _problem(place, None, f"larger than {_LARGEST // 1_000_000} MB", "Keep a log to one author and month")
            return
        content = path.read_bytes()
    except OSError as error:
        yield _problem(place, None, f"cannot be read: {error.strerror}", "Check who may read it")
        return
    for number, line in enumerate(content.split(b"\n"), start=1):
        if line.strip():
            yield _read_line(line, place, number)


def _read_line(line: bytes, place: str, number: int) -> Decision | Problem:
    try:
        decision = _DECODE.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        cause = "a conflict of git is left in it" if line.startswith((b"<<<<", b"====", b">>>>")) else str(error)
        return _problem(place, number, f"this line is no decision: {cause}", "Repair or delete the line; all others count")
    wrong = find_fault(decision)
    return _problem(place, number, wrong, "Repair the line, or undo the decision and make it anew") if wrong else decision


def _problem(place: str, line: int | None, message: str, remedy: str) -> Problem:
    return Problem(severity=Severity.WARNING, code="decision-unreadable", message=message, remedy=remedy, file=place, line=line)


def find_fault(decision: Decision) -> str | None:
    """What a decision lacks to mean anything; None where it is whole."""
    if len(decision.targets) < _NEEDS_TARGETS.get(decision.action, 1):
        return f"{decision.action.value} needs {_NEEDS_TARGETS.get(decision.action, 1)} target(s)"
    if decision.action in _NEEDS_VALUE and not decision.value:
        return f"{decision.action.value} needs a value"
    if decision.action is Action.CORRECT and not decision.field:
        return "correct needs a field"
    if not decision.reason.strip() or not decision.author.strip():
        return "a decision needs its reason and its author"
    return None if _DAY.fullmatch(decision.at) else f"its day is no ISO 8601 date: {decision.at!r}"


def make_decision(
    action: Action,
    targets: Sequence[str],
    *,
    reason: str,
    author: str,
    at: str,
    field: str | None = None,
    value: str | None = None,
    seen: str | None = None,
    scope: str | None = None,
) -> Decision:
    """A decision with an id made from all that it says."""
    parts = (action.value, *targets, reason, author, at, field or "", value or "", seen or "", scope or "")
    return Decision(
        id=f"decision-{short_hash(chr(31).join(parts))}",
        action=action,
        targets=tuple(targets),
        reason=reason,
        author=author,
        at=at,
        field=field,
        value=value,
        seen=seen,
        scope=scope,
    )


def append_decision(folder: Path, decision: Decision) -> Path:
    """Add one line to the author's file of the month and return its path; the line is on the disk when this returns.

    Raises :class:`SettingsError` where the decision lacks something, :class:`ProjectError` where the file cannot be written.
    """
    wrong = find_fault(decision)
    if wrong:
        raise SettingsError(wrong, place=decision.id, remedy="Give what is missing")
    path = folder / f"{decision.at[:7]}-{fold(decision.author).replace(' ', '-') or 'editor'}.jsonl"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _append_line(path, msgspec.json.encode(decision))
    except OSError as error:
        raise ProjectError(
            f"the decision could not be written: {error.strerror}", place=str(path), remedy="Check the disk and who may write there"
        ) from error
    return path


def _append_line(path: Path, line: bytes) -> None:
    """One write under a lock; where a killed program left half a line, the new one starts on a line of its own."""
    with path.open("ab+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        end = file.seek(0, os.SEEK_END)
        broken = end > 0 and _last_byte(file.fileno(), end) != b"\n"
        file.write((b"\n" if broken else b"") + line + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _last_byte(descriptor: int, end: int) -> bytes:
    return os.pread(descriptor, 1, end - 1)

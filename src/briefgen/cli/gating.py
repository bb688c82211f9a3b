"""What ``check`` found: as text, as JSON, as annotations for GitHub, and as a job summary in Markdown."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from briefgen.cli.context import Context
from briefgen.cli.differing import escape_markdown
from briefgen.cli.messages import say
from briefgen.cli.tables import format_table, terminal_width
from briefgen.errors import ProjectError
from briefgen.gates import Gate, decide_code
from briefgen.pipeline.checking import Checked, Placed

FORMATS = ("text", "json", "github")
_COLUMNS = ("gate", "place", "fact", "finding", "remedy")


def decide_check_code(checked: Sequence[Checked]) -> int:
    """The code of the first briefing that could not be composed; else that of the gates that failed in any of them."""
    failures = [one.failure.exit_code for one in checked if one.failure]
    if failures:
        return failures[0]
    return decide_code({gate: [found for one in checked for found in one.findings.get(gate, ())] for gate in Gate})


def print_checked(checked: Sequence[Checked], form: str, context: Context) -> None:
    """Briefings that could not be composed on stderr; the findings on stdout."""
    for one in checked:
        if one.failure:
            print(f"briefgen: {say('lint.failed', name=one.name)}: {one.failure.message}", file=sys.stderr)
    if form == "json":
        from briefgen.cli.reading import print_json

        print_json([_tabulate(one) for one in checked])
    elif form == "github":
        for line in (line for one in checked for line in _annotate(one)):
            print(line)
    elif not context.quiet or any(findings for one in checked for findings in one.findings.values()):
        print("\n".join(line for one in checked if not one.failure for line in _describe(one)))


def append_summary(path: Path, checked: Sequence[Checked]) -> None:
    """Adds the findings to a file as Markdown, as a job's summary takes them; raises :class:`ProjectError` where it cannot be written."""
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write("\n\n".join(_summarise(one) for one in checked) + "\n")
    except OSError as error:
        raise ProjectError(say("errors.unwritable", cause=error.strerror), place=str(path), remedy=say("errors.check_path")) from error


def _list_failed(one: Checked) -> Iterator[tuple[Gate, Placed]]:
    return ((gate, placed) for gate, findings in one.findings.items() for placed in findings)


def _describe(one: Checked) -> Iterator[str]:
    yield _head(one)
    rows = [_list_cells(placed) for _, placed in _list_failed(one)]
    if rows:
        yield format_table([say(f"check.{name}") for name in _COLUMNS], rows, width=terminal_width())


def _head(one: Checked) -> str:
    failed = [gate for gate, findings in one.findings.items() if findings]
    if not failed:
        return say("check.well", name=one.name, count=len(one.findings))
    names = ", ".join(say(f"gates.{gate.value}") for gate in failed)
    return say("check.failed", name=one.name, failed=len(failed), count=len(one.findings), names=names)


def _list_cells(placed: Placed) -> tuple[str, ...]:
    finding = placed.finding
    place = ":".join(str(part) for part in (placed.file, placed.line) if part is not None)
    return say(f"gates.{finding.gate.value}"), place or "–", _name(placed), _message(placed), _remedy(placed)


def _name(placed: Placed) -> str:
    fact = placed.finding.fact
    return f"{fact.label} [{fact.id}]" if fact else "–"


def _message(placed: Placed) -> str:
    finding = placed.finding
    return finding.problem.message if finding.problem else say(f"findings.{finding.code}", **finding.values)


def _remedy(placed: Placed) -> str:
    finding = placed.finding
    if finding.problem:
        return finding.problem.remedy
    return say(f"remedies.{finding.code}", fact=finding.fact.id if finding.fact else "", **finding.values)


def _tabulate(one: Checked) -> dict[str, object]:
    return {
        "briefing": one.name,
        "failure": {"message": one.failure.message, "exit_code": one.failure.exit_code} if one.failure else None,
        "gates": {
            gate.value: [
                {
                    "fact": placed.finding.fact.id if placed.finding.fact else None,
                    "label": placed.finding.fact.label if placed.finding.fact else None,
                    "section": placed.finding.section,
                    "file": placed.file,
                    "line": placed.line,
                    "code": placed.finding.problem.code if placed.finding.problem else placed.finding.code,
                    "message": _message(placed),
                    "remedy": _remedy(placed),
                }
                for placed in findings
            ]
            for gate, findings in one.findings.items()
        },
        "exit_code": one.failure.exit_code if one.failure else decide_code(one.findings),
    }


def _annotate(one: Checked) -> Iterator[str]:
    """Workflow commands: https://docs.github.com/actions/reference/workflow-commands-for-github-actions."""
    if one.failure:
        yield f"::error title={_escape_property(one.name)}::{_escape_data(one.failure.message)}"
    for gate, placed in _list_failed(one):
        properties = [("file", placed.file), ("line", placed.line), ("title", f"{one.name}: {say(f'gates.{gate.value}')}")]
        given = ",".join(f"{name}={_escape_property(str(value))}" for name, value in properties if value is not None)
        name = f"{_name(placed)}: " if placed.finding.fact else ""
        yield f"::error {given}::{_escape_data(f'{name}{_message(placed)}. {_remedy(placed)}')}"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")


def _summarise(one: Checked) -> str:
    if one.failure:
        return f"### {one.name}\n\n{escape_markdown(one.failure.message)}"
    marks = "\n".join(
        f"- {'❌' if findings else '✅'} {say(f'gates.{gate.value}')}{f' ({len(findings)})' if findings else ''}"
        for gate, findings in one.findings.items()
    )
    rows = [_list_cells(placed) for _, placed in _list_failed(one)]
    if not rows:
        return f"### {one.name}\n\n{marks}"
    heads = " | ".join(say(f"check.{name}") for name in _COLUMNS)
    table = "\n".join(f"| {' | '.join(map(escape_markdown, cells))} |" for cells in rows)
    return f"### {one.name}\n\n{marks}\n\n| {heads} |\n|{' --- |' * len(_COLUMNS)}\n{table}"

"""What publishing came to, in lines for a person or JSON for a program."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from briefgen.cli.context import Context
from briefgen.cli.messages import say
from briefgen.editions import Edition
from briefgen.pipeline.inputs import digest_bytes
from briefgen.pipeline.publishing import Published
from briefgen.pipeline.rebuilding import Remade


def print_published(published: Sequence[Published], context: Context) -> int:
    """Failures on stderr, one line each; on stdout each new edition with its files, and each briefing without anything new."""
    failures = [one for one in published if one.failure]
    for one in failures:
        if one.failure:
            print(f"briefgen: {say('build.failed', name=one.name)}: {one.failure.message}", file=sys.stderr)
    if context.json:
        from briefgen.cli.reading import print_json

        print_json([_tabulate(one, context) for one in published])
    elif not context.quiet:
        for line in (line for one in published for line in _describe(one, context)):
            print(line)
    return next((one.failure.exit_code for one in failures if one.failure), 0)


def _describe(one: Published, context: Context) -> list[str]:
    if one.same_as:
        return [say("editions.unchanged", name=one.name, edition=one.same_as)]
    if not one.path or not one.outcome:
        return []
    lines = [say("editions.published", edition=one.edition, path=context.project.relative(one.path))]
    for made in one.outcome.files:
        place = context.project.relative(made.path)
        lines.append(say("build.file", path=place, pages=made.pages) if made.pages else say("build.plain_file", path=place))
    return lines


def _tabulate(one: Published, context: Context) -> dict[str, object]:
    project = context.project
    return {
        "briefing": one.name,
        "edition": one.edition,
        "path": project.relative(one.path) if one.path else None,
        "unchanged": one.same_as,
        "files": [project.relative(made.path) for made in one.outcome.files] if one.outcome else [],
        "failure": {"message": one.failure.message, "exit_code": one.failure.exit_code} if one.failure else None,
    }


def print_rebuilt(edition: Edition, remade: Remade, folder: Path, context: Context) -> None:
    """The files on stdout; on stderr that they are as published, and what other program made them."""
    if context.json:
        from briefgen.cli.reading import print_json

        files = {name: digest_bytes(content) for name, content in sorted(remade.files.items())}
        print_json({"edition": edition.name, "folder": context.project.relative(folder), "files": files, "program": list(remade.program)})
        return
    for name in sorted(remade.files):
        print(context.project.relative(folder / name))
    if remade.program:
        context.note(say("editions.other_program", differences=", ".join(remade.program)))
    context.note(say("editions.same_bytes", edition=edition.name, count=len(remade.files)))

"""A new project folder, laid out from what the program carries."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from briefgen.cli.doctor import CARRIED
from briefgen.cli.messages import choose_language, say
from briefgen.cli.selection import check_values, find_party
from briefgen.errors import ProjectError, UsageError
from briefgen.pipeline.orders import LANGUAGES
from briefgen.pipeline.outputs import write_whole

_FOLDERS = ("seeds", "reports/briefings", "reports/decisions", "reports/editions", "output")
_JOBS = {"github": Path(".github/workflows/briefings.yml"), "gitlab": Path(".gitlab-ci.yml")}


def make_project(folder: Path, *, parties: Sequence[str], language: str, with_templates: bool, forge: str | None = None) -> str:
    """Lays out a project in ``folder`` with a briefing between two parties (codes or names) and returns the name of its file.

    ``forge`` (github, gitlab) adds the jobs that make the briefings there, and the list of packages that they install.

    Raises :class:`ProjectError` where the folder is not empty, :class:`UsageError` for a party or language that does not exist.
    """
    from briefgen.extract.entities import list_parties

    check_values("language", [language], LANGUAGES)
    codes = [find_party(party, list_parties()) for party in parties]
    if len(set(codes)) != 2:
        raise UsageError(say("errors.two_parties"), place=",".join(parties), remedy=say("errors.two_parties_remedy"))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ProjectError(say("errors.not_empty"), place=str(folder), remedy=say("errors.not_empty_remedy"))
    name = "-".join(code.lower() for code in codes) + ".toml"
    try:
        _lay_out(folder, name, _word_briefing(codes, language), with_templates=with_templates)
        if forge is not None:
            _add_jobs(folder, forge)
    except OSError as error:
        raise ProjectError(f"cannot be written: {error.strerror}", place=str(folder), remedy="Check the rights of the folder") from error
    return name


def _word_briefing(codes: Sequence[str], language: str) -> str:
    from briefgen.extract.entities import party_name

    pair = "–".join(party_name(code, language) for code in codes)
    values = {
        "@TITLE@": f"Quan hệ {pair}" if language == "vi" else f"{pair} relations",
        "@PARTIES@": ", ".join(f'"{code}"' for code in codes),
        "@LANGUAGE@": language,
    }
    text = (CARRIED / "project" / f"briefing.{choose_language()}.toml").read_text(encoding="utf-8")
    for mark, value in values.items():
        text = text.replace(mark, value)
    return text


def _lay_out(folder: Path, name: str, briefing: str, *, with_templates: bool) -> None:
    for part in _FOLDERS:
        (folder / part).mkdir(parents=True, exist_ok=True)
    write_whole(folder / "reports" / "briefings" / name, briefing.encode())
    write_whole(folder / "README.md", (CARRIED / "project" / f"README.{choose_language()}.md").read_bytes())
    write_whole(folder / ".gitignore", (CARRIED / "project" / "gitignore").read_bytes())
    if with_templates:
        shutil.copytree(CARRIED / "templates", folder / "reports" / "templates")


def _add_jobs(folder: Path, forge: str) -> None:
    from importlib.metadata import version

    write_whole(folder / _JOBS[forge], (CARRIED / "project" / f"{forge}.yml").read_bytes())
    write_whole(folder / "requirements.txt", f"briefgen=={version('briefgen')}\n".encode())

"""A project of hostile articles, built in every format with an eye on the network and on a file that nobody may open."""

from __future__ import annotations

import fcntl
import json
from pathlib import Path

import pytest

from attacked import CANARY, Attacked, listening
from attacks import Attack, list_attacks
from hostile_files import write_hostile_files
from running import run

SETTINGS = """\
title = "Quan hệ ASEAN–Nga"
subtitle = "{{ 7 * 191 }} <script>alert(1)</script> \\u001b[2J"
parties = ["ASEAN", "RUS"]
[policies]
positions = 1000
card_positions = 1000
"""
COMMANDS: dict[str, tuple[str, ...]] = {
    "facts": ("facts",),
    "facts.json": ("--json", "facts"),
    "search": ("search", "Nga"),
    "articles": ("articles",),
    "questions": ("questions",),
    "lint": ("lint",),
    "export.jsonl": ("export",),
    "export.jsonld": ("export", "--format", "jsonld"),
    "csv": ("export", "--format", "csv", "--output", "CSV"),
    "explain": ("explain", "seeds/escape.txt"),
    "verify": ("verify", "output/doc.pdf"),
    "decisions": ("decisions",),
}


@pytest.fixture(scope="session")
def attacked(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Attacked:
    """Built once; where tests run in several processes, the first to ask builds and the others wait."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "attacked"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "attacks.json").exists():
            _build(folder)
    attacks = tuple(Attack(*one) for one in json.loads((folder / "attacks.json").read_text(encoding="utf-8")))
    return Attacked(folder / "p", attacks)


def _build(folder: Path) -> None:
    secret = folder / "secret.txt"
    secret.write_text(CANARY, encoding="utf-8")
    said, project = folder / "said", folder / "p"
    said.mkdir()
    with listening(folder / "heard.txt") as (address, environment):
        environment |= {"GUARD_SECRET": secret.name}
        attacks = list_attacks(address, str(secret))
        write_project(project, attacks)
        done = [run("--project", project, "build", "--format", "pdf,docx,html", cwd=project, **environment)]
        assert done[0].returncode in (0, 1), done[0].stderr
        for name, arguments in COMMANDS.items():
            paths = [{"CSV": str(folder / "csv")}.get(one, one) for one in arguments]
            done.append(run("--project", project, *paths, cwd=project, **environment))
            assert done[-1].returncode in (0, 1), (name, done[-1].stderr)
            (said / name).write_text(done[-1].stdout, encoding="utf-8", newline="")
        facts = [line.split()[0] for line in (said / "facts").read_text(encoding="utf-8").splitlines()[2:40]]
        done += [run("--project", project, "show", fact, cwd=project, **environment) for fact in facts[::9]]
        (said / "show").write_text("".join(one.stdout for one in done[-len(facts[::9]) :]), encoding="utf-8", newline="")
    (said / "build").write_text(done[0].stdout, encoding="utf-8", newline="")
    (said / "errors").write_text("".join(one.stderr for one in done), encoding="utf-8", newline="")
    (folder / "attacks.json").write_text(json.dumps(attacks), encoding="utf-8")


def write_project(project: Path, attacks: tuple[Attack, ...]) -> None:
    """An article for each attack, as text with a sidecar; some of all attacks in the other formats; a briefing that tells them all."""
    seeds, briefings = project / "seeds", project / "reports" / "briefings"
    seeds.mkdir(parents=True)
    briefings.mkdir(parents=True)
    (briefings / "doc.toml").write_text(SETTINGS, encoding="utf-8")
    write_hostile_files(seeds, attacks)

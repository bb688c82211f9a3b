"""How fast the program is beside what it stands on: make bench, or benchmarks/table.py [ROW …] [--repeat 3].

One table of ratios. Both sides of a row run in this one run, in turn, each in a process of its own; the least of each side's times counts.
Times are of the clock and of the processor (with all child processes), memory is the largest process's. Where other programs share the
machine, the processor's time is the one to look at. A row's name repeats it alone: benchmarks/table.py cold
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
PEERS = ROOT / ".tools" / "peers" / "bin" / "python"
CHILD = (PYTHON, str(ROOT / "benchmarks" / "table_parts.py"))
PATIENCE = 3600


class Cost(NamedTuple):
    """Seconds of the clock and of the processor, and bytes of the largest process, of one run of a command."""

    clock: float
    processor: float
    memory: int


class Row(NamedTuple):
    """``value`` is the ratio (or None where a side could not run), ``limit`` the greatest that the project aims at."""

    name: str
    what: str
    ours: str
    other: str
    value: float | None
    limit: float | None


def run(command: tuple[str, ...], *, codes: tuple[int, ...] = (0,)) -> Cost:
    """What a command costs; one that ends with another code ends the benchmark."""
    began = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        clock = time.perf_counter() - began
        if process.returncode not in codes:
            said.seek(0)
            raise SystemExit(f"{' '.join(command)[:200]} ended with {process.returncode}: {said.read().decode()[-800:]}")
    return Cost(clock, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def least(costs: list[Cost]) -> Cost:
    return Cost(*(min(values) for values in zip(*costs, strict=True)))  # type: ignore[arg-type]


def beside(ours: Callable[[], Cost], other: Callable[[], Cost], repeat: int) -> tuple[Cost, Cost]:
    """The least cost of both sides, run in turn."""
    pairs = [(ours(), other()) for _ in range(repeat)]
    return least([one for one, _ in pairs]), least([two for _, two in pairs])


def read_child(*arguments: str) -> dict[str, float]:
    """What a measurement within a process of its own found."""
    done = subprocess.run([*CHILD, *arguments], capture_output=True, text=True, check=True, timeout=PATIENCE)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def say(cost: Cost) -> str:
    return f"{cost.clock:.2f} s, cpu {cost.processor:.2f} s, {cost.memory / 1e6:.0f} MB"


# --- projects -----------------------------------------------------------------------------------------------------------


def copy_project(folder: Path, *, briefings: int = 1) -> Path:
    """This project with its first briefing so many times, under other names and titles."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    shutil.copytree(ROOT / "reports" / "decisions", folder / "reports" / "decisions")
    (folder / "reports" / "briefings").mkdir()
    settings = (ROOT / "reports" / "briefings" / "asean-nga.toml").read_text(encoding="utf-8")
    for number in range(briefings):
        text = settings.replace('title = "', f'title = "{number} ', 1)
        (folder / "reports" / "briefings" / f"asean-nga-{number:02}.toml").write_text(text, encoding="utf-8")
    return folder


def add_articles(project: Path, count: int, start: int = 0) -> None:
    from extract import load_originals, make_text

    originals = load_originals()
    for number in range(start, start + count):
        (project / "seeds" / f"made-{number:06}.txt").write_text(make_text(originals, number), encoding="utf-8")


def briefgen(project: Path, *arguments: str) -> Cost:
    command = (PYTHON, "-m", "briefgen", "--quiet", "--project", str(project), *arguments)
    return run(command, codes=(0, 1))  # 1: made, with something doubtful


def build_cold(project: Path, *arguments: str) -> Cost:
    shutil.rmtree(project / ".briefgen", ignore_errors=True)
    shutil.rmtree(project / "output", ignore_errors=True)
    return briefgen(project, "build", *arguments)


# --- rows ---------------------------------------------------------------------------------------------------------------


def measure_cold(folder: Path, repeat: int) -> Iterator[Row]:
    project = copy_project(folder / "cold")
    parts = folder / "parts"
    subprocess.run([*CHILD, "dump", str(project), str(parts)], check=True, timeout=PATIENCE)
    ours, bare = beside(lambda: build_cold(project), lambda: run((*CHILD, "weasyprint", str(parts))), repeat)
    yield Row(
        "cold", "a full briefing from nothing, PDF and DOCX : WeasyPrint alone (clock)", say(ours), say(bare), ours.clock / bare.clock, 1.15
    )
    yield Row("cold", "the same (processor)", "", "", ours.processor / bare.processor, None)
    yield Row("cold", "the same (peak memory)", "", "", ours.memory / bare.memory, 1.3)


def measure_twenty(folder: Path, repeat: int) -> Iterator[Row]:
    twenty, one = copy_project(folder / "twenty", briefings=20), copy_project(folder / "one")
    all_, single = beside(lambda: build_cold(twenty), lambda: build_cold(one), max(1, repeat - 1))
    yield Row("twenty", "twenty briefings : twenty times one (clock)", say(all_), say(single), all_.clock / single.clock / 20, 0.6)
    yield Row("twenty", "the same (processor)", "", "", all_.processor / single.processor / 20, None)


def measure_thousand(folder: Path, repeat: int) -> Iterator[Row]:
    project = copy_project(folder / "thousand")
    add_articles(project, 1000)
    whole = build_cold(project)
    news, same = [], []
    for number in range(repeat):
        add_articles(project, 1, 1000 + number)
        news.append(briefgen(project, "build"))
        same.append(briefgen(project, "build"))
    new, nothing = least(news), least(same)
    yield Row("thousand", "one new article among a thousand : the full build (clock)", say(new), say(whole), new.clock / whole.clock, 0.25)
    yield Row("thousand", "the same (processor)", "", "", new.processor / whole.processor, None)
    yield Row("thousand", "nothing changed : the full build (clock)", say(nothing), say(whole), nothing.clock / whole.clock, 0.05)
    yield Row("thousand", "the same (processor)", "", "", nothing.processor / whole.processor, None)
    found = read_child("registry", "1000")
    yield Row(
        "thousand",
        "the registry's part of it (processor)",
        f"{found['one']:.3f} s",
        f"{found['all']:.2f} s",
        found["one"] / found["all"],
        0.02,
    )


def measure_help(_folder: Path, repeat: int) -> Iterator[Row]:
    program = str(Path(PYTHON).parent / "briefgen")
    ours, bare = beside(lambda: run((program, "--help")), lambda: run((PYTHON, "-c", "pass")), 5 * repeat)
    yield Row("help", "briefgen --help : python -c pass (clock)", say(ours), say(bare), ours.clock / bare.clock, 3)
    yield Row("help", "the same (processor)", "", "", ours.processor / bare.processor, None)


def measure_growth(folder: Path, _repeat: int) -> Iterator[Row]:
    small, large = read_child("facts", "40"), read_child("facts", "400")
    times, facts = large["seconds"] / small["seconds"], large["facts"] / small["facts"]
    shown = [f"{one['facts']:.0f} facts, cpu {one['seconds']:.2f} s, {one['memory'] / 1e6:.0f} MB" for one in (large, small)]
    yield Row("growth", "ten times the facts in a briefing, PDF and DOCX (processor)", *shown, 10 * times / facts, 11)
    few, many = (copy_project(folder / name) for name in ("few", "many"))
    add_articles(few, 20)
    add_articles(many, 2000)
    little, much = briefgen(few, "--json", "articles"), briefgen(many, "--json", "articles")
    ratio = much.processor / little.processor
    yield Row("growth", "100 times the articles, read into the registry (processor)", say(much), say(little), ratio, 105)
    yield Row("growth", "the same (peak memory)", "", "", much.memory / little.memory, None)


def measure_peers(folder: Path, repeat: int) -> Iterator[Row]:
    if not PEERS.exists():
        yield Row("peers", "not installed: make bench installs pandoc, docxtpl and Typst into .tools/peers", "", "", None, None)
        return
    project, parts = copy_project(folder / "peers"), folder / "peer-parts"
    subprocess.run([*CHILD, "dump", str(project), str(parts)], check=True, timeout=PATIENCE)
    peer = (str(PEERS), str(ROOT / "benchmarks" / "table_peers.py"))
    subprocess.run([*peer, "prepare", str(parts)], check=True, timeout=PATIENCE)
    for name, part, what in (
        ("pandoc", "docx", "our DOCX writer : pandoc, HTML to DOCX"),
        ("docxtpl", "docx", "our DOCX writer : docxtpl filling a template"),
        ("typst", "pdf", "our PDF writer : Typst, the same words and charts"),
    ):
        ours, other = beside(lambda part=part: run((*CHILD, part, str(parts))), lambda name=name: run((*peer, name, str(parts))), repeat)  # type: ignore[misc]
        yield Row("peers", f"{what} (processor)", say(ours), say(other), ours.processor / other.processor, None)


ROWS: dict[str, Callable[[Path, int], Iterator[Row]]] = {
    "help": measure_help,
    "cold": measure_cold,
    "twenty": measure_twenty,
    "thousand": measure_thousand,
    "growth": measure_growth,
    "peers": measure_peers,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("row", nargs="*", choices=[*ROWS, []], help="only these rows")
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    print(f"{'row':9} {'what':76} {'ratio':>7} {'at most':>8}   ours | beside it")
    behind = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in options.row or ROWS:
            for row in ROWS[name](Path(folder), options.repeat):
                ratio = "–" if row.value is None else f"{row.value:.3f}"
                over = row.limit is not None and row.value is not None and row.value > row.limit
                behind += over
                limit = "" if row.limit is None else f"{row.limit:g}"
                print(f"{row.name:9} {row.what:76} {ratio:>7} {limit:>8} {'*' if over else ' '} {row.ours} | {row.other}", flush=True)
    print(f"* over its limit: {behind}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

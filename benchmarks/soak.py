"""Articles added, changed, taken out and retracted, decisions, builds and kills in a loop: make soak (SOAK_SECONDS, an hour).

After every step the registry must say the same, byte for byte, as one built anew from the text files in a folder of its own, and every
finished document must be whole. Prints the steps that were taken, and ends with 1 and the two exports where they differ.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
AUTHOR = ("--reason", "soak", "--author", "Soak", "--date", "2024-05-01")
MOST = 14  # articles at once: enough to merge, contradict and copy each other, few enough that a rebuild takes a second
PATIENCE = 300  # seconds for one command on a machine that others use too


class Soak:
    """A project that is worked on; ``done`` counts the steps by name."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.project = folder / "project"
        self.anew = folder / "anew"
        self.chance = random.Random(seed)
        self.done: Counter[str] = Counter()
        self.number = 0
        (self.project / "seeds").mkdir(parents=True)
        shutil.copytree(ROOT / "reports" / "briefings", self.project / "reports" / "briefings")
        (self.project / "reports" / "decisions").mkdir()
        self.texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
        for _ in range(3):
            self.add()

    def command(self, *arguments: str, project: Path | None = None) -> subprocess.CompletedProcess[bytes]:
        line = [sys.executable, "-m", "briefgen", "--quiet", "--project", str(project or self.project), *arguments]
        return subprocess.run(line, capture_output=True, check=False, timeout=PATIENCE)

    def articles(self) -> list[Path]:
        return sorted((self.project / "seeds").glob("*.txt"))

    def write_article(self, path: Path) -> None:
        """Paragraphs of a seed, some with another year or figure, so that articles agree, differ and copy."""
        paragraphs = self.chance.choice(self.texts).split("\n\n")
        kept = [one for one in paragraphs if self.chance.random() < 0.8] or paragraphs
        text = "\n\n".join(kept)
        if self.chance.random() < 0.5:
            text = text.replace("2021", self.chance.choice(("2020", "2022"))).replace("2,6", self.chance.choice(("2,7", "3,1")))
        path.write_text(text, encoding="utf-8")

    # --- the steps ---

    def add(self) -> None:
        self.number += 1
        self.write_article(self.project / "seeds" / f"bài-{self.number:05}.txt")

    def change(self) -> None:
        self.write_article(self.chance.choice(self.articles()))

    def take_out(self) -> None:
        if len(self.articles()) > 2:
            self.chance.choice(self.articles()).unlink()

    def break_one(self) -> None:
        self.chance.choice(self.articles()).write_bytes(self.chance.choice((b"", b"\0\1\2" * 300, b"\xff\xfe\xfd")))

    def describe(self) -> None:
        sidecar = self.chance.choice(self.articles()).with_suffix(".yaml")
        sidecar.write_text(f"published: 2024-0{self.chance.randrange(1, 5)}-0{self.chance.randrange(1, 10)}\n", encoding="utf-8")

    def retract(self) -> None:
        self.expect(self.command("retract", self.chance.choice(self.articles()).stem, "--apply", *AUTHOR), 0, 2)

    def decide(self) -> None:
        facts = [json.loads(line) for line in self.command("export").stdout.splitlines()]
        own = [fact for fact in facts if fact["state_of"] is None]
        if own:
            action = self.chance.choice((("approve",), ("reject",), ("correct", "--field", "date", "--value", "2023-05")))
            self.expect(self.command("decide", action[0], self.chance.choice(own)["id"], *action[1:], *AUTHOR), 0, 2)

    def undo(self) -> None:
        decisions = json.loads(self.command("--json", "decisions").stdout or b"[]")
        if decisions:
            self.expect(self.command("decide", "undo", self.chance.choice(decisions)["id"], *AUTHOR), 0, 2)

    def build(self) -> None:
        self.expect(self.command("build", "--format", self.chance.choice(("docx", "html", "pdf"))), 0, 1)

    def kill(self) -> None:
        """A build that is ended as a power cut ends it, with all its workers, somewhere on its way."""
        line = [sys.executable, "-m", "briefgen", "--quiet", "--project", str(self.project), "build", "--force", "--format", "docx,html"]
        running = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            running.wait(self.chance.uniform(0.1, 6))
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()

    def forget(self) -> None:
        shutil.rmtree(self.project / ".briefgen", ignore_errors=True)

    def expect(self, done: subprocess.CompletedProcess[bytes], *codes: int) -> None:
        if done.returncode not in codes:
            raise SystemExit(f"{done.args[4:]} ended with {done.returncode}:\n{done.stderr.decode(errors='replace')}")

    def step(self) -> None:
        steps: list[tuple[Callable[[], None], int]] = [
            *((self.add, 5), (self.change, 3), (self.take_out, 3), (self.break_one, 1), (self.describe, 2), (self.retract, 2)),
            *((self.decide, 5), (self.undo, 2), (self.build, 1), (self.kill, 4), (self.forget, 1)),
        ]
        chosen = self.chance.choices([one for one, _ in steps], [weight for _, weight in steps])[0]
        if chosen == self.add and len(self.articles()) >= MOST:
            chosen = self.take_out
        chosen()
        self.done[chosen.__name__] += 1
        self.compare(chosen.__name__)

    # --- what must hold ---

    def compare(self, step: str) -> None:
        """The registry as it is, against one built from the text files alone."""
        shutil.rmtree(self.anew, ignore_errors=True)
        self.anew.mkdir()
        shutil.copytree(self.project / "seeds", self.anew / "seeds")
        shutil.copytree(self.project / "reports", self.anew / "reports")
        grown, anew = self.command("export"), self.command("export", project=self.anew)
        self.expect(grown, 0)
        if (grown.stdout, grown.stderr) != (anew.stdout, anew.stderr):
            kept = self.project.parent
            (kept / "grown.jsonl").write_bytes(grown.stdout + grown.stderr)
            (kept / "anew.jsonl").write_bytes(anew.stdout + anew.stderr)
            raise SystemExit(
                f"after {sum(self.done.values())} steps ({step}) the registry is not the one rebuilt: compare the files in {kept}"
            )
        for path in (self.project / "output").glob("[!.]*"):
            whole = zipfile.is_zipfile(path) if path.suffix == ".docx" else path.read_bytes().rstrip().endswith((b"</html>", b"%%EOF"))
            if not whole:
                raise SystemExit(f"after {step}: {path} is not whole")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=float(os.environ.get("SOAK_SECONDS", "3600")))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=0, help="at least so many steps, however long they take")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="briefgen-soak-"))
    soak = Soak(folder, options.seed)
    end = time.monotonic() + options.seconds
    while time.monotonic() < end or sum(soak.done.values()) < options.steps:
        soak.step()
    shutil.rmtree(folder)
    told = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in sorted(soak.done.items()))
    print(f"{sum(soak.done.values())} steps, the registry each time the one rebuilt: {told}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

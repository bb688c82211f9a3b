"""What a set-up fetches is pinned to the byte, and what a release is made of is listed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from running import ROOT

LOCKS = sorted(path for path in (ROOT / "requirements").glob("*.lock") if path.name != "validators.lock")
WRITABLE = {"contents", "id-token", "attestations", "issues", "pages", "pull-requests"}
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_package_of_a_lock_has_a_version_and_hashes_and_no_place(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"\n(?=\S)", text.strip()) if not entry.startswith("#")]
    assert entries
    for entry in entries:
        assert re.match(r"[A-Za-z0-9._-]+(\[[\w,-]+\])?==\S+", entry), entry[:80]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry[:80]
    assert "://" not in text
    assert "--index-url" not in text


def test_the_set_up_refuses_what_has_no_hash() -> None:
    text = (ROOT / "tools" / "setup.sh").read_text(encoding="utf-8")
    fetching = [line for line in text.replace("\\\n", " ").splitlines() if re.search(r"pip install", line) and "-e ." not in line]
    assert len(fetching) == 2
    assert all("--require-hashes" in line for line in fetching), fetching


def test_the_bill_of_materials_lists_the_lock_and_is_the_same_each_time() -> None:
    command = [sys.executable, str(ROOT / "tools" / "make_sbom.py")]
    made = [subprocess.run(command, capture_output=True, check=True, timeout=60).stdout for _ in range(2)]
    assert made[0] == made[1]
    bill = json.loads(made[0])
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    lock = (ROOT / "requirements" / "run.lock").read_text(encoding="utf-8")
    pinned = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", lock, re.MULTILINE)
    assert [(one["name"], one["version"]) for one in bill["components"]] == pinned
    assert len({one["bom-ref"] for one in bill["components"]}) == len(pinned)
    assert sum("licenses" in one for one in bill["components"]) > 0.9 * len(pinned)
    assert bill["dependencies"][0]["dependsOn"] == [one["bom-ref"] for one in bill["components"]]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_pins_its_actions_and_asks_for_no_more_than_it_needs(workflow: Path) -> None:
    text = workflow.read_text(encoding="utf-8")
    read = yaml.safe_load(text)
    for use in re.findall(r"uses: *(\S+)", text):
        assert re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}", use) or use.startswith("./"), use
    assert "pull_request_target" not in text
    assert read.get("permissions") in ({}, {"contents": "read"})
    for name, job in read["jobs"].items():
        assert "timeout-minutes" in job, name
        for permission, level in job.get("permissions", {}).items():
            assert level in ("read", "none") or permission in WRITABLE, (name, permission)
    for block in re.findall(r"run:.*?(?=\n {0,6}[-\w]|\Z)", text, re.DOTALL):
        assert "${{ github.event" not in block, "what strangers write would run as a script"

"""The bill of materials of a release, from the lock: CycloneDX 1.6 as JSON, or (--licences) a table of packages and licences.

Versions and hashes are the lock's own; licences and home pages are what the packages installed beside this program say of themselves. A
package that the lock holds for another platform and that is not installed here has none. Same lock, same bytes.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import uuid
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution, version
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "run.lock"
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^\s;\\]+)(?: ; (?P<marker>[^\\]+?))?\s*\\?$")
_HASH = re.compile(r"--hash=sha256:(?P<digest>[0-9a-f]{64})")
_CLASSIFIER = "License :: "


class Package(NamedTuple):
    """A line of the lock."""

    name: str
    version: str
    hashes: tuple[str, ...]
    marker: str | None


def read_lock(text: str) -> Iterator[Package]:
    """The packages of a lock made by ``uv pip compile --generate-hashes``."""
    for entry in re.split(r"\n(?=\S)", text):
        first, _, rest = entry.partition("\n")
        found = _PIN.match(first.strip())
        if found:
            yield Package(found["name"], found["version"], tuple(match["digest"] for match in _HASH.finditer(rest)), found["marker"])


def read_licence(package: Package) -> str | None:
    """The licence that the installed package declares: an SPDX expression, a classifier, or the first line of its field."""
    try:
        installed: Distribution = distribution(package.name)
    except PackageNotFoundError:
        return None
    meta = installed.metadata
    if expression := meta.get("License-Expression"):
        return str(expression)
    named = [line.rpartition(" :: ")[2] for line in meta.get_all("Classifier") or () if line.startswith(_CLASSIFIER)]
    field = (meta.get("License") or "").strip().splitlines()
    return " AND ".join(named) or (field[0][:80] if field else None)


def make_sbom(packages: list[Package], own_version: str) -> dict[str, object]:
    """The CycloneDX document; its serial number follows from what it lists."""
    listed = json.dumps([own_version, packages])
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, listed)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "briefgen",
                "name": "briefgen",
                "version": own_version,
                "purl": f"pkg:pypi/briefgen@{own_version}",
                "licenses": [{"expression": "MIT"}],
            }
        },
        "components": [_describe(package) for package in packages],
        "dependencies": [{"ref": "briefgen", "dependsOn": [_purl(package) for package in packages]}],
    }


def _purl(package: Package) -> str:
    return f"pkg:pypi/{re.sub(r'[-_.]+', '-', package.name).lower()}@{package.version}"


def _describe(package: Package) -> dict[str, object]:
    licence = read_licence(package)
    marker = [{"name": "python:marker", "value": package.marker}] if package.marker else []
    # The lock names every file of a release; which of them is installed depends on the platform.
    properties = marker + [{"name": "python:sha256", "value": digest} for digest in package.hashes]
    return {
        "type": "library",
        "bom-ref": _purl(package),
        "name": package.name,
        "version": package.version,
        "purl": _purl(package),
        **({"licenses": [{"license": {"name": licence}}]} if licence else {}),
        "properties": properties,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--licences", action="store_true")
    options = parser.parse_args()
    packages = list(read_lock(LOCK.read_text(encoding="utf-8")))
    if options.licences:
        for package in packages:
            print(f"{package.name:24}{package.version:14}{read_licence(package) or '(not installed here)'}")
    else:
        json.dump(make_sbom(packages, version("briefgen")), sys.stdout, indent=1, ensure_ascii=False)
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main())

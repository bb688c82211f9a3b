#!/usr/bin/env bash
# Builds the wheel into dist/, with the pinned build backend of the set-up: no network.
set -euo pipefail
cd "$(dirname "$0")/.."
rm -rf dist
.venv/bin/python -m hatchling build -t wheel >/dev/null
ls dist/*.whl

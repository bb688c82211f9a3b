#!/usr/bin/env bash
# The wheel stands alone: installed into an empty environment, it makes a briefing of a dropped article in a new project.
set -euo pipefail
cd "$(dirname "$0")/.."
wheel=$(ls "$PWD"/dist/*.whl)
seeds=$PWD/seeds
lock=$PWD/requirements/run.lock
uv=$(command -v uv || echo "$PWD/.tools/uv/bin/uv")
python=$PWD/.venv/bin/python

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
"$uv" venv --quiet --python "$("$python" -c 'import sys; print(sys._base_executable)')" env
"$uv" pip install --quiet --python env/bin/python --require-hashes -r "$lock"
"$uv" pip install --quiet --python env/bin/python --no-deps "$wheel"

env/bin/briefgen init demo
cp "$seeds"/000_*.txt demo/seeds/
env/bin/briefgen --project demo build
ls -l demo/output
for ending in pdf docx; do
    ls demo/output/*."$ending" >/dev/null || { echo "the wheel made no $ending" >&2; exit 1; }
done
echo "wheel-test: the wheel made its briefing"

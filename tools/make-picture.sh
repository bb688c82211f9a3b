#!/usr/bin/env bash
# docs/page.png: the first page of the ASEAN–Russia briefing as a reader sees it, for the README.
set -euo pipefail
cd "$(dirname "$0")/.."
.venv/bin/briefgen --quiet build asean-nga --format pdf
pdftoppm -png -r 80 -f 1 -l 1 -singlefile output/asean-nga.pdf docs/page
ls -l docs/page.png

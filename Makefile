# `make` lists the tasks. Everything a task needs is installed by the task itself (tools/setup.sh), the first time.
.DEFAULT_GOAL := help
SHELL := bash
BIN := .venv/bin
# The newest solved versions, with the hashes of every file, and no word on where they were found.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate

.PHONY: help briefing test test-slow lint types check wheel wheel-test picture entities fonts house lock bench bench-extract bench-registry bench-word fuzz fuzz-guided fuzz-extract soak sbom audit clean setup setup-dev setup-slow setup-data pictures

help: ## list the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

briefing: setup ## install what is missing, then make both briefings as PDF and DOCX in output/
	@$(BIN)/briefgen build

test: setup-dev ## install what is missing, then all tests but the slow ones
	@$(BIN)/pytest -n 2

test-slow: setup-slow ## the tests that need LibreOffice, validators, a server or minutes
	@$(BIN)/pytest -m slow -n 2 --dist loadfile

lint: setup-dev ## style of the code, and which package may import which
	@$(BIN)/ruff check src tests tools benchmarks
	@$(BIN)/ruff format --check src tests tools benchmarks
	@$(BIN)/lint-imports --no-cache

types: setup-dev ## mypy, strict
	@$(BIN)/mypy

check: lint types test ## what CI runs before the slow tests

setup:
	@tools/setup.sh run

setup-dev:
	@tools/setup.sh dev

setup-slow:
	@tools/setup.sh slow

setup-data:
	@tools/setup.sh data

wheel: setup ## build the wheel into dist/
	@tools/build-wheel.sh

wheel-test: wheel ## install the wheel in an empty environment and make a briefing with it
	@tools/test-wheel.sh

pictures: setup-slow ## the reference pictures of the picture tests anew; the report is in build/pictures
	@BRIEFGEN_PICTURES=renew $(BIN)/pytest -m slow tests/render/test_pictures.py

picture: setup-slow ## the README's picture of a page (docs/page.png)
	@tools/make-picture.sh

entities: setup-data ## make the entity pack anew from CLDR, ISO 3166 and GeoNames
	@$(BIN)/python tools/make_entities.py

fonts: setup-data ## make the carried fonts anew: static, subset, renamed
	@$(BIN)/python tools/make_fonts.py

house: setup ## make reports/templates/house.docx, the Word styles, from tools/house.yaml
	@$(BIN)/python tools/make_house_docx.py

lock: ## solve requirements/*.lock anew from pyproject.toml
	$(LOCK) pyproject.toml -o requirements/run.lock
	$(LOCK) -c requirements/run.lock --group dev -o requirements/dev.lock
	$(LOCK) -c requirements/run.lock --group build -o requirements/build.lock
	$(LOCK) -c requirements/run.lock --group data -o requirements/data.lock
	$(LOCK) --group uv -o requirements/uv.lock

bench: setup ## one table: this program beside WeasyPrint, pandoc, docxtpl, Typst and itself (a quarter of an hour)
	@test -x .tools/peers/bin/python || { $(BIN)/python -m venv .tools/peers && .tools/peers/bin/python -m pip install -q pypandoc_binary==1.17 docxtpl==0.20.2 typst==0.15.2; } || true
	@$(BIN)/python benchmarks/table.py $(ROWS)

bench-registry: setup ## how fast 10,000 and then 100,000 made-up articles go into the registry, and one more (half an hour)
	@$(BIN)/python benchmarks/registry.py --articles 100000

bench-word: setup ## seconds for the Word document of 700 facts
	@$(BIN)/python benchmarks/word.py

bench-extract: setup ## how fast facts are read from 50 MB, beside a bare pass and underthesea's tokenizers (some minutes)
	@test -x .tools/bench/bin/python || { $(BIN)/python -m venv .tools/bench && .tools/bench/bin/python -m pip install -q underthesea==9.5.0; } || true
	@$(BIN)/python benchmarks/extract.py --tokenizer .tools/bench/bin/python

.PHONY: bench-build kill-test
bench-build: setup ## what a build costs with everything, something and nothing to do, as ratios (a minute or two)
	@$(BIN)/python benchmarks/build.py

kill-test: setup-dev ## builds, decisions and added articles killed a hundred times and more at random moments (a quarter of an hour)
	@BRIEFGEN_KILLS=35 $(BIN)/pytest -m slow tests/cli/test_faults.py

fuzz-extract: setup ## some thousand damaged articles: each is read or refused within its time
	@$(BIN)/python benchmarks/fuzz_extract.py

fuzz: setup-dev ## ten thousand damaged articles, settings, sidecars, logs and documents: each read or refused, in time, without growing
	@$(BIN)/python benchmarks/fuzz.py

fuzz-guided: setup-dev ## atheris looks for new ways through each reader, FUZZ_SECONDS (60) each
	@test -d .tools/atheris || { $(BIN)/python -m venv .tools/pip && .tools/pip/bin/python -m pip install -q --only-binary :all: --target .tools/atheris atheris==3.0.0; }
	@PYTHONPATH=.tools/atheris $(BIN)/python benchmarks/fuzz.py --guided $${FUZZ_SECONDS:-60}

soak: setup ## adds, retractions, decisions, builds and kills in a loop for SOAK_SECONDS (3600): the registry is always the one rebuilt
	@$(BIN)/python benchmarks/soak.py

sbom: setup ## the bill of materials (CycloneDX, from the lock) into dist/, and the packages' licences
	@mkdir -p dist && $(BIN)/python tools/make_sbom.py >dist/briefgen.cdx.json && $(BIN)/python tools/make_sbom.py --licences | tee dist/licences.txt

audit: setup ## known vulnerabilities of the locked packages: asks the advisory database, so it needs the network
	@test -x .tools/audit/bin/pip-audit || { $(BIN)/python -m venv .tools/audit && .tools/audit/bin/python -m pip install -q pip-audit==2.10.1; }
	@.tools/audit/bin/pip-audit --require-hashes --disable-pip --strict -r requirements/run.lock

clean: ## remove everything that can be made again (not seeds, decisions, editions)
	rm -rf .venv .tools .briefgen dist build output/* .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

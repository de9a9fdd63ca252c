# make papers   the example council's newest quarter, in Word and PDF
# make test     the whole test suite            make quick   its quick part
# make check    linters and type checker        make bench   timings against LibreOffice
# make lock     new versions for the lock files make clean   remove what was made
# make browser  Chromium and axe-core, so that make test looks at the web pages in a real browser too
# make corpus   every awkward file in ../shared (or WORD=folder, FOLDER=folder of spreadsheets) held against other
#               people's programs; make corpus-word and corpus-sheets do one half

PYTHON ?= python3
BIN := .venv/bin

.PHONY: papers test quick check browser bench corpus corpus-word corpus-sheets lock clean example

papers: .venv/run.done
	@$(BIN)/papers build

test: .venv/dev.done
	@$(BIN)/python -m pytest -n auto

quick: .venv/dev.done
	@$(BIN)/python -m pytest -n auto -m "not slow"

check: .venv/dev.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

browser: tests/browser/node_modules/done

bench: .venv/dev.done
	@$(BIN)/python -m tests.bench

corpus: corpus-word corpus-sheets

corpus-word: .venv/dev.done
	@$(BIN)/python -m tests.corpus_word $(WORD)

corpus-sheets: .venv/dev.done
	@$(BIN)/python -m tests.corpus_spreadsheets $(FOLDER)

example: .venv/dev.done
	@$(BIN)/python -m inputs.make_example

lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --upgrade --group build pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --upgrade --group dev pyproject.toml -c requirements.lock -o requirements-dev.lock
	cd tests/browser && npm install --save-dev --save-exact --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund axe-core@latest playwright-core@latest

clean:
	rm -rf outputs .venv tests/browser/node_modules .mypy_cache .ruff_cache .pytest_cache

# The environment: the locked versions, checked by their hashes, then the project itself in place.
.venv/bin/python:
	@PYTHON=$(PYTHON) bash .ci/system
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; name it with: make PYTHON=python3.12 papers"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python's venv is missing; this installs it: sudo apt-get install python3-venv"; rm -rf .venv; exit 1; }

.venv/run.done: .venv/bin/python requirements.lock pyproject.toml
	@echo "Installing the locked packages into .venv ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q pipeline
	@touch $@

.venv/dev.done: .venv/run.done requirements-dev.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

tests/browser/node_modules/done: tests/browser/package-lock.json
	@bash .ci/system browser
	@cd tests/browser && npm ci --silent --no-audit --no-fund
	@touch $@

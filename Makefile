# Each target sets itself up in .venv; a second run starts in seconds and needs no network.
#
#   make demo    a whole conversation on music and clips that the project makes itself, then the page
#   make test    the tests
#   make check   lint, format, types, import contracts, licences of dependencies, tests
#   make licences  the dependencies with their licences
#   make mutants mutation testing: a sample of changes to the code, each against the tests that run it
#   make bench   the benchmarks, one table of ratios
#
# On Linux without a GPU, TORCH_INDEX=https://download.pytorch.org/whl/cpu saves some gigabytes.

PYTHON ?= python3
TORCH_INDEX ?=
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
DEMO_DIR ?= $(CURDIR)/.demo
DEMO_FLAGS ?=
TEST_FLAGS ?=
MUTANTS_FLAGS ?=

.PHONY: demo test check lint types licences check-licences mutants bench setup setup-dev lock clean

demo: setup
	@MUSECHAT_DATA_DIR="$${MUSECHAT_DATA_DIR:-$(DEMO_DIR)}" $(BIN)/musechat demo $(DEMO_FLAGS)

test: setup-dev
	$(BIN)/python -m pytest $(TEST_FLAGS)

check: lint types check-licences test

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: setup-dev
	$(BIN)/mypy

mutants: setup-dev
	$(BIN)/python -m tests.mutation record
	$(BIN)/python -m tests.mutation run $(MUTANTS_FLAGS)

licences: setup-dev
	@$(BIN)/python requirements/licences.py

check-licences: setup-dev
	$(BIN)/python requirements/licences.py --quiet

bench: setup-dev
	$(BIN)/python -m benchmarks

setup: $(VENV)/.runtime
setup-dev: $(VENV)/.dev

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "MuseChat needs Python 3.11 or newer; name one with PYTHON=python3.12."; exit 2; }
	@echo "Setting up $(VENV) (once, a few minutes)…"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: $(VENV)/.python requirements/build.txt requirements/torch.txt requirements/runtime.txt pyproject.toml
	@$(PIP) -r requirements/build.txt
	@$(PIP) $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX) --extra-index-url https://pypi.org/simple) \
		-r requirements/torch.txt -c requirements/runtime.txt
	@$(PIP) -r requirements/runtime.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements/dev.txt
	@$(PIP) -r requirements/dev.txt
	@touch $@

lock: setup-dev
	$(BIN)/python requirements/lock.py

clean:
	rm -rf $(VENV) $(DEMO_DIR) .mutants build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# Each target sets itself up in .venv; a second run starts in seconds and needs no network.
#
#   make demo    a whole conversation on music and clips that the project makes itself, then the page
#   make test    the tests, without those marked slow
#   make check   lint, format, types, import contracts, all tests
#   make test-all, test-slow, test-under-load   other parts of the tests: docs/testing.md
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
LOAD_FLAGS ?=
TEST_FLAGS ?=
SLOW ?=
COVERAGE ?=
# The part of the tests that `make check` runs. CI sets it to `slow` and runs `make test` as well: each test once.
CHECK_TESTS ?= all

.PHONY: demo test test-all test-slow test-under-load check lint types bench setup setup-dev lock clean

demo: setup
	@MUSECHAT_DATA_DIR="$${MUSECHAT_DATA_DIR:-$(DEMO_DIR)}" $(BIN)/musechat demo $(DEMO_FLAGS)

test: setup-dev
	$(BIN)/python -m pytest $(if $(SLOW),,-m "not slow") $(if $(COVERAGE),--cov --cov-report=json:.coverage.json) $(TEST_FLAGS)
	@$(if $(COVERAGE),$(BIN)/python -m tests.tools.coverage_summary .coverage.json,:)
	@$(if $(SLOW),:,echo "Left out: the tests marked slow. They run with make test-all (or make test SLOW=1).")

test-all:
	@$(MAKE) --no-print-directory test SLOW=1

test-slow: setup-dev
	$(BIN)/python -m pytest -m slow $(TEST_FLAGS)

test-under-load: setup-dev
	$(BIN)/python -m tests.tools.under_load $(LOAD_FLAGS) -- $(TEST_FLAGS)

check: lint types test-$(CHECK_TESTS)

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: setup-dev
	$(BIN)/mypy

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
	rm -rf $(VENV) $(DEMO_DIR) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.json

# Each target sets itself up in .venv; a second run starts in seconds and needs no network.
#
#   make demo    a whole conversation on music and clips that the project makes itself, then the page
#   make test    the tests, without those marked slow
#   make check   lint, format, locks, types, import contracts, licences of dependencies, documentation, all tests
#   make test-all, test-slow, test-under-load   other parts of the tests: docs/testing.md
#   make licences  the dependencies with their licences
#   make mutants mutation testing: a sample of changes to the code, each against the tests that run it
#   make bench   the benchmarks, one table of ratios
#   make chaos   a thousand turns each on SQLite, PostgreSQL + Redis and PostgreSQL + RabbitMQ under faults; 45 minutes at most
#   make docs    the documentation as a site, in build/site
#   make lock    uv.lock and requirements/*.txt anew from pyproject.toml; LOCK_FLAGS=--upgrade takes newer releases
#
# On Linux without a GPU, TORCH_INDEX=https://download.pytorch.org/whl/cpu saves some gigabytes.
# docs/installing.md has the same steps for each role, without make.

# The tests start hundreds of Python processes, each of which would compile every module anew.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
TORCH_INDEX ?=
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
DEMO_DIR ?= $(CURDIR)/.demo
DEMO_FLAGS ?=
LOAD_FLAGS ?=
TEST_FLAGS ?=
MUTANTS_FLAGS ?=
CHAOS_FLAGS ?=
LOCK_FLAGS ?=
SLOW ?=
COVERAGE ?=
# The part of the tests that `make check` runs. CI sets it to `slow` and runs `make test` as well: each test once.
CHECK_TESTS ?= all

.PHONY: demo test test-all test-slow test-under-load check lint types docs licences check-licences mutants bench chaos setup setup-dev lock clean

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
	$(BIN)/python -m tests.tools.under_load $(LOAD_FLAGS) -- $(if $(SLOW),,-m "not slow") $(TEST_FLAGS)

check: lint types check-licences docs test-$(CHECK_TESTS)

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/python requirements/lock.py --check

types: setup-dev
	$(BIN)/mypy

mutants: setup-dev
	$(BIN)/python -m tests.mutation record
	$(BIN)/python -m tests.mutation run $(MUTANTS_FLAGS)

licences: setup-dev
	@$(BIN)/python requirements/licences.py

check-licences: setup-dev
	$(BIN)/python requirements/licences.py --quiet

docs: setup-dev
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --site-dir build/site

bench: setup-dev
	$(BIN)/python -m benchmarks

chaos: setup-dev
	$(BIN)/python -m benchmarks.chaos $(CHAOS_FLAGS)

setup: $(VENV)/.runtime
setup-dev: $(VENV)/.dev

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "MuseChat needs Python 3.11 or newer; name one with PYTHON=python3.12."; exit 2; }
	@echo "Setting up $(VENV) (once, a few minutes)…"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

# The hashed files hold the whole closure but PyTorch, so nothing is resolved (--no-deps) until torch.txt, which then
# finds what it shares with the rest in place and brings only itself and the libraries of its accelerator.
$(VENV)/.runtime: $(VENV)/.python requirements/build.txt requirements/torch.txt requirements/frontend.txt \
		requirements/worker.txt pyproject.toml research/pyproject.toml demo/pyproject.toml
	@$(PIP) --no-deps -r requirements/build.txt
	@$(PIP) --no-deps -r requirements/worker.txt
	@$(PIP) $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) -r requirements/torch.txt
	@$(PIP) --no-deps --no-build-isolation -e . -e ./research -e ./demo
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements/dev.txt
	@$(PIP) --no-deps -r requirements/dev.txt
	@touch $@

lock: setup-dev
	$(BIN)/python requirements/lock.py $(LOCK_FLAGS)

clean:
	rm -rf $(VENV) $(DEMO_DIR) .mutants build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.json

# Two commands: `make run` starts the product, `make test` runs everything that must hold.
# Needs only Python 3.11 with venv, and make.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

# Every command starts processes; without the compiled files beside the sources each would compile the project anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test test-long env check format bench

run: .venv/.ready
	$(BIN)/thidua run --demo

test: .venv/.ready
	$(BIN)/python -m tests

test-long: .venv/.ready  ## laws and faults over hundreds of long histories; half an hour
	THIDUA_LONG_TESTS=1 $(BIN)/python -m pytest -q -m long

env: .venv/.ready

check: .venv/.ready  ## the quick part of the tests: style, types, import order
	$(BIN)/python -m tests --quick

bench: .venv/.ready  ## every benchmark at the size of the country (an hour); writes docs/performance.md
	$(BIN)/thidua bench --all

format: .venv/.ready
	$(BIN)/ruff format . && $(BIN)/ruff check --fix .

.venv/.ready: requirements.lock requirements-dev.lock pyproject.toml
	$(PYTHON) -c 'import sys; assert sys.version_info >= (3, 11), "ThiĐua needs Python 3.11 or newer"'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q src  # as installing a wheel does; commands start a third faster
	touch $@

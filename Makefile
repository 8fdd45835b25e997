# The commands of this project. `make run` and `make test` are all that a newcomer needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help setup run test check fix bench docs lock

help:  ## Show the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 10

$(STAMP): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit("gomobile needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12") if sys.version_info < (3, 11) else 0'
	@echo "Installing into $(VENV); the first time this takes a few minutes."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

setup: $(STAMP)  ## Install everything into .venv and build the web app
	@$(BIN)/python -m scripts.web build

run: setup  ## Start gomobile (installs it first if needed)
	@exec $(BIN)/gomobile serve

test: setup  ## Run every test
	$(BIN)/python -m scripts.web test
	$(BIN)/pytest -n $${PYTEST_WORKERS:-auto} --dist loadgroup

check: setup  ## Lint, types, file sizes
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/python -m scripts.web check

fix: setup  ## Format and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python -m scripts.web fix

bench: setup  ## Measure speed and memory; writes bench/RESULTS.md (ROWS=1000000)
	$(BIN)/python -m bench --rows $${ROWS:-1000000}

docs: setup  ## Generate the reference pages and schema.sql
	$(BIN)/python -m scripts.generate
	$(BIN)/python -m scripts.web types

lock:  ## Pin every dependency with hashes (after editing pyproject.toml)
	$(BIN)/pip-compile --quiet --extra dev --all-build-deps --generate-hashes --strip-extras --allow-unsafe \
		--no-emit-index-url --no-emit-trusted-host --no-header --output-file requirements.lock pyproject.toml

# Needs make and Python 3.11 or later; everything else is installed into .venv from the hashed locks.
.DEFAULT_GOAL := help
SHELL := /bin/sh

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PEERS := .venv-bench
export PYTHON

SAMPLES := $(sort $(wildcard src/jiannuo/samples/*.md))
SHARED ?= ../shared
PORT ?= 8000
COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

.PHONY: help setup run test bench eval baseline lock docs format clean

help: ## say what each target does
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

# One stamp a lock: setting up again is quick while neither the lock nor pyproject.toml has changed.
$(VENV)/.installed: requirements.lock pyproject.toml scripts/setup.sh
	@scripts/setup.sh $(VENV) requirements.lock --project
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml scripts/setup.sh
	@scripts/setup.sh $(VENV) requirements-dev.lock --project
	@touch $@ $(VENV)/.installed

$(PEERS)/.installed: requirements-bench.lock scripts/setup.sh
	@scripts/setup.sh $(PEERS) requirements-bench.lock
	@touch $@

setup: $(VENV)/.installed ## make .venv and install what running needs

run: setup ## read the samples, publish them, then serve the ledger with a demonstration year; PORT=8000
	@test -n "$(SAMPLES)" || { echo "run: no sample report in src/jiannuo/samples" >&2; exit 1; }
	@mkdir -p out
	@set -e; for sample in $(SAMPLES); do \
		name=$$(basename $$sample .md); \
		$(BIN)/jiannuo read $$sample; \
		for format in xlsx jsonl; do $(BIN)/jiannuo read $$sample --format $$format -o out/$$name.$$format --force; done; \
	done
	@$(BIN)/jiannuo link $(SAMPLES) --format xlsx -o out/links.xlsx --force
	@$(BIN)/jiannuo publish $(lastword $(SAMPLES)) --previous $(firstword $(SAMPLES)) -o out --force
	@ls -l out
	@JIANNUO_DATA=out/ledger $(BIN)/jiannuo serve --demo --port $(PORT)

$(VENV)/.system: scripts/system.sh
	@scripts/system.sh
	@touch $@

test: $(VENV)/.installed-dev $(VENV)/.system ## lint, format check, types, direction of imports, tests; the ledger's on PostgreSQL too
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2
	@if scripts/postgresql.sh --check; then \
		echo "the ledger's tests once more, on PostgreSQL"; \
		scripts/postgresql.sh $(BIN)/pytest -n 2 tests/web tests/browser/test_year.py; \
	else \
		echo "test: the ledger's tests on PostgreSQL are skipped"; \
	fi

bench: $(VENV)/.installed $(PEERS)/.installed ## speed beside peers, cold start, growth, publishing, the ledger under load; fails below the bars
	$(BIN)/python benchmarks/bench_speed.py --shared $(SHARED) --peers $(PEERS)/bin/python $(BENCH)
	$(BIN)/python benchmarks/bench_publish.py --shared $(SHARED)
	$(BIN)/python benchmarks/bench_panel.py --shared $(SHARED)
	$(BIN)/python benchmarks/bench_ledger.py $(BENCH)

eval: $(VENV)/.installed ## score the labelled reports, check all real ones; needs ../shared; fails below the bars
	$(BIN)/python benchmarks/evaluate.py --shared $(SHARED)

baseline: $(VENV)/.installed ## store today's scores in benchmarks/baseline.json, for gains and losses to be seen in review
	$(BIN)/python benchmarks/accuracy.py --shared $(SHARED) --store

lock: $(VENV)/.installed-dev ## resolve the dependencies anew into the hashed locks
	$(COMPILE) --upgrade --all-build-deps --extra frame --extra poster --extra panel --extra ledger --extra oidc --extra postgresql -o requirements.lock pyproject.toml
	$(COMPILE) --upgrade --all-build-deps --extra frame --extra poster --extra panel --extra ledger --extra oidc --extra postgresql --extra cluster --extra fonts --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml
	$(COMPILE) --upgrade -o requirements-bench.lock requirements-bench.in

docs: $(VENV)/.installed ## write the accuracy and speed tables into the READMEs
	$(BIN)/python benchmarks/accuracy.py --shared $(SHARED) --write
	$(MAKE) bench BENCH=--write

format: $(VENV)/.installed-dev ## format the code and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## remove environments, caches and what run wrote
	rm -rf $(VENV) $(PEERS) out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -rf src/*.egg-info

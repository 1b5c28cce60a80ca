# Everything a developer types. Needs only Python 3.11 or newer and make.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup run demo test check format bench torture lives coverage mutants lock alerts chart sbom audit dist

# Each process that the tests start would compile all of it anew.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TEST = $(BIN)/python -m compileall -q -j 0 $(CODE) && \
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder
CODE := bot handlers storage glossary playground tests benchmarks
UV := build/uv/bin/uv
COMPILE := $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

setup: $(VENV)/.ready ## a virtual environment with exactly what is locked

# Two steps, so that a changed setting in pyproject.toml does not read every package again.
$(VENV)/.packages: requirements-dev.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make setup PYTHON=…")'
	@echo "Getting what Python needs, once: a minute or so."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.ready: $(VENV)/.packages pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

run: setup ## the bot, with what .env says
	$(BIN)/samenspel run

demo: setup ## the practice workspace in your browser: no Slack needed
	$(BIN)/python -m playground

test: setup ## all tests; some of them: make test ARGS="tests/findings -m 'not slow'"
	$(TEST) $(ARGS)

check: setup sbom ## what must be green before a commit lands: format, lint, types, import contracts, tests
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy --strict $(CODE)
	$(BIN)/lint-imports --no-logo
	$(BIN)/reuse lint --lines
	$(TEST) $(ARGS)

format: setup ## formats, and fixes what ruff can
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix $(CODE)

bench: setup ## the measurements behind docs/performance.md; one of them: make bench ARGS=buddies
	$(BIN)/python -m benchmarks $(ARGS)

torture: setup ## kill -9 hundreds of times on both databases, in half an hour; again: make torture ARGS="--seed 7"
	$(BIN)/python -m tests.torture $(ARGS)

coverage: setup ## which lines and branches the tests pass: build/coverage.txt, and what mutants needs
	@mkdir -p build
	$(TEST) --cov --cov-context=test --cov-report= $(ARGS)
	$(BIN)/coverage report > build/coverage.txt && tail -1 build/coverage.txt

mutants: setup ## breaks the code in a hundred places and counts what the tests notice: make mutants ARGS="--seed 7"
	$(BIN)/python -m tests.mutants $(ARGS)

lives: setup ## weeks in which people do whatever their screens offer; the same again: make lives ARGS="--seed 7 --weeks 8"
	$(BIN)/python -m tests.lives $(ARGS)

lock: $(UV) ## writes the lock files after a change in pyproject.toml; to newer versions: make lock NEWER=--upgrade
	$(COMPILE) $(NEWER) --extra postgres --extra teams --extra web --output-file requirements.lock
	$(COMPILE) $(NEWER) --all-extras --group dev --constraint requirements.lock --output-file requirements-dev.lock

alerts: ## asks Prometheus' promtool, where that is installed, whether the alerts are right
	promtool check rules deploy/alerts.yaml

HELM ?= helm
CHART := deploy/chart --set image.repository=registry.example/samenspel --set ingress.enabled=true --set ingress.web=true

chart: setup ## asks Helm, where that is installed, what it makes of the chart, for tests/test_chart.py to read
	$(HELM) lint --strict $(CHART)
	$(HELM) template samenspel $(CHART) --namespace samenspel | $(BIN)/python -m tests.test_chart

sbom: setup ## what the bot is made of, as CycloneDX: build/sbom.json
	@mkdir -p build
	$(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible --output-file build/sbom.json
	@echo build/sbom.json

audit: $(UV) ## asks the advisory database of PyPI, where it can be reached, what is known of the locked versions
	$(UV) tool run --quiet pip-audit --strict --disable-pip --require-hashes --requirement requirements.lock

dist: sbom ## what a release carries: the wheel, the source and what it is made of, in build/dist
	$(BIN)/python -m hatchling build -d build/dist
	cp build/sbom.json build/dist/

$(UV):
	$(PYTHON) -m venv build/uv
	build/uv/bin/pip install --quiet --disable-pip-version-check uv==0.13.9

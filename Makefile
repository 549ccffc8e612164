# Two commands:  make app  (the web app on the solved sample school)   make test  (the tests, under five minutes)
# Each sets up what it needs the first time. Another Python: make test PYTHON=python3.12
.DEFAULT_GOAL := help
SAMPLE ?= scenarios/oak-grove/base.yaml
PYTHON ?= $(shell sh scripts/find-python.sh)
RUN := .venv/bin/python -m
# What is compiled once is kept, also where the environment asks otherwise: hundreds of the tests' processes read it.
export PYTHONDONTWRITEBYTECODE :=
SET_UP = $(or $(PYTHON),false) -m scripts.set_up

.PHONY: help app setup lint format test test-fast test-slow test-bounds test-all lock picture clean

help:  ## this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /make \1|/' | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

app: setup  ## the web app on the solved sample school, at http://127.0.0.1:8501
	$(RUN) allocator app $(SAMPLE)

setup:  ## the environment; the command line is then .venv/bin/allocator
	@$(SET_UP)

test:  ## everything that must hold before a change goes in: under five minutes
	@$(SET_UP) browser
	@$(MAKE) --no-print-directory -j2 lint test-fast

test-all: test  ## make test, and then the slower checks: under an hour
	@$(SET_UP) browser office
	@$(MAKE) --no-print-directory test-bounds test-slow

lint: setup  ## style, types, import directions
	$(RUN) ruff check
	$(RUN) mypy
	.venv/bin/python .venv/bin/lint-imports

format: setup  ## put the code into the house style
	$(RUN) ruff check --fix-only
	$(RUN) ruff format

test-fast: setup  ## the tests alone, without lint
	$(RUN) pytest -n 3 --dist loadfile --no-loadscope-reorder  # on two cores: those at a browser wait more than they work

test-slow: setup  ## the slower checks alone
	$(RUN) pytest -m "slow or hypothesis" -n 2 --dist worksteal --hypothesis-profile=long --durations=10

test-bounds: setup  ## the tests with the lowest versions that pyproject.toml allows
	$(RUN) scripts.bounds

lock: setup  ## write requirements.lock.txt anew from pyproject.toml
	$(RUN) scripts.lock

picture:  ## take the pictures in the README and the guides anew
	@$(SET_UP) browser
	$(RUN) scripts.pictures

clean:  ## remove everything that the other commands made
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

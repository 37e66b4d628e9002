PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help rehearse test check long faults interop nova33 nova34 bench docs lock clean rabbitmq

help: ## Show the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 12

rehearse: .venv/.run ## Rehearse the upgrade from juno to kilo
	$(BIN)/pinrail rehearse --from juno --to kilo

test: .venv/.dev rabbitmq ## Run all tests, four at a time as many wait for a broker; report branch coverage
	$(BIN)/python -m pytest -n 4 --dist worksteal -m "not long" --cov

check: .venv/.dev ## Lint, check types and run the fast tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto -m "not rabbit and not slow and not long"

long: .venv/.dev ## Run the tests that take minutes: altered plans, 300,000 damaged messages
	$(BIN)/python -m pytest -n auto -m long

faults: .venv/.dev rabbitmq ## Kill, cut and flood brokers, servers and clients under 100,000 messages
	$(BIN)/python -m tests.rpc.faults --keep

interop: nova33 nova34 ## Compare with real Nova 33 and 34, each in an environment of its own

nova33 nova34: %: .venv/%/.made
	.venv/$*/bin/python -m pytest -c tests/interop/pytest.ini -n auto tests/interop

bench: .venv/.dev .venv/nova34/.made ## Run the benchmarks
	$(BIN)/python -m benchmarks

docs: .venv/.dev ## Build the documentation into docs/_build
	$(BIN)/python -m sphinx -W --keep-going -q -E docs docs/_build

lock: .venv/.dev ## Write the lock files anew from pyproject.toml
	tools/lock

clean: ## Remove everything that was built or installed here
	rm -rf .venv build docs/_build docs/classes htmlcov *.egg-info .coverage* .hypothesis .*_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

rabbitmq:
	@tools/install-rabbitmq

.venv/.run: requirements/run.lock pyproject.toml tools/setup
	PYTHON=$(PYTHON) tools/setup run

.venv/.dev: requirements/dev.lock pyproject.toml tools/setup
	PYTHON=$(PYTHON) tools/setup dev

.venv/%/.made: requirements/%.lock tools/setup
	PYTHON=$(PYTHON) tools/setup $*

# tools/setup chooses a Python; make TARGET PYTHON=/path/to/python3.12 takes that one.
BIN := .venv/bin

.DEFAULT_GOAL := help
ENVIRONMENTS := setup-run setup-dev setup-nova33 setup-nova34
.PHONY: help rehearse test check long faults interop nova33 nova34 installs bench \
	docs lock clean rabbitmq
.PHONY: $(ENVIRONMENTS)

help: ## Show the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 12

rehearse: setup-run ## Rehearse the upgrade from juno to kilo
	$(BIN)/pinrail rehearse --from juno --to kilo

test: rabbitmq setup-dev ## Run all tests, four at a time as many wait for a broker; report branch coverage
	$(BIN)/python -m pytest -n 4 --dist worksteal -m "not long and not installs" --cov

check: setup-dev ## Lint, check types, run the fast tests and a sample of the sweeps over all classes
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto -m "not rabbit and not slow and not long and not installs" \
		--sample 6 --hypothesis-profile quick

long: setup-dev ## Run the tests that take minutes: altered plans, 300,000 damaged messages
	$(BIN)/python -m pytest -n auto -m long

faults: rabbitmq setup-dev ## Kill, cut and flood brokers, servers and clients under 100,000 messages
	$(BIN)/python -m tests.faults --keep

interop: nova33 nova34 ## Compare with real Nova 33 and 34, each in an environment of its own

nova33 nova34: %: setup-%
	.venv/$*/bin/python -m pytest -c tests/interop/pytest.ini -n auto tests/interop

installs: setup-dev ## Try the set-up on each Python there is, and the built packages
	$(BIN)/python -m pytest -n 2 --dist loadfile -m installs tests/installs

bench: setup-dev setup-nova34 ## Run the benchmarks
	$(BIN)/python -m benchmarks

docs: setup-dev ## Build the documentation into docs/_build
	$(BIN)/python -m sphinx -W --keep-going -q -E docs docs/_build

lock: .venv/bin/uv ## Write the lock files anew from pyproject.toml
	tools/lock

clean: ## Remove everything that was built or installed here
	rm -rf .venv build docs/_build docs/classes htmlcov *.egg-info .coverage* .hypothesis .*_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

rabbitmq:
	@tools/install-rabbitmq

$(ENVIRONMENTS): setup-%:
	@tools/setup $*

.venv/bin/uv: # an environment is enough for it whose lock pyproject.toml has left behind
	@tools/setup dev

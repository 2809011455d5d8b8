# `make` alone lists what there is to do.
# Another Python: make setup PYTHON=python3.12

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-browser check fmt bench pins image clean

help: ## This list
	@awk -F ': .*## |: ## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(INSTALLED) ## Make .venv and install everything into it

demo: $(INSTALLED) ## Tonkla and a simulated LINE in the browser: no account, no Docker
	$(BIN)/tonkla demo

test: $(INSTALLED) ## All tests but those in a browser, on SQLite, PostgreSQL and Valkey
	$(BIN)/python -m pytest -m "not browser"

test-browser: $(INSTALLED) ## The tests of the simulator's page (need Chromium)
	$(BIN)/python -m pytest -m browser

check: $(INSTALLED) ## Style, types, who may import whom, and the content
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/tonkla check-content

fmt: $(INSTALLED) ## Put the code into the house's form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(INSTALLED) ## Measure webhooks and turns a second beside the SDK's own way
	$(BIN)/python -m tests.bench

pins: ## Choose every dependency's newest release anew (pins.txt, pins-dev.txt)
	$(PYTHON) -m venv --clear .venv/pins
	.venv/pins/bin/python -m pip install --quiet --editable .
	{ sed -n '/^#/p' pins.txt; $(FREEZE); } > .venv/pins/chosen.txt && mv .venv/pins/chosen.txt pins.txt
	.venv/pins/bin/python -m pip install --quiet --constraint pins.txt --editable '.[dev]'
	{ sed -n '/^#/p' pins-dev.txt; $(FREEZE) | grep -vxFf pins.txt; } > .venv/pins/chosen.txt && mv .venv/pins/chosen.txt pins-dev.txt
	rm -rf .venv/pins

image: ## Build the Docker image `tonkla`
	docker build --tag tonkla .

clean: ## Remove .venv, the caches and the demo's data
	rm -rf .venv .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	rm -rf build *.egg-info var/demo.db*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# uvloop does not exist on Windows.
FREEZE = .venv/pins/bin/python -m pip freeze --exclude-editable \
	| sed 's/^uvloop==.*/&; sys_platform != "win32"/'

$(INSTALLED): pyproject.toml pins.txt pins-dev.txt | $(BIN)/pip
	@echo "Installing into .venv (once; a minute or two) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--constraint pins.txt --constraint pins-dev.txt --editable '.[dev]'
	@touch $@

# A folder without pip is what an interrupted start leaves behind, so it is cleared.
$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Tonkla needs Python 3.11 or newer, and $(PYTHON) is none." \
			"If you have one by another name: make setup PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv --clear .venv

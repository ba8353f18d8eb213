# Everything below sets itself up: Python 3.11+, git and make are all it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PINS := src/rashomon/web/assets
VENDORED := src/rashomon/web/static/vendor/manifest.json

.DEFAULT_GOAL := help
.PHONY: help demo test coverage check formats assets quality train audit lock clean

help: ## List what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Rashomon needs Python 3.11 or newer; this is $$($(PYTHON) --version). Say which one with: make PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# Without Node on the machine, that of a Python package fetches them. Where nothing can be fetched
# all else still works, and the next make tries again.
$(VENDORED): $(PINS)/package-lock.json $(PINS)/vendored.json tools/vendor_assets.py | $(READY)
	@command -v npm > /dev/null && command -v node > /dev/null || \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(PINS)/node.txt || true
	@$(BIN)/python tools/vendor_assets.py && touch -c $@ || echo "Going on without. Try again with: make assets"

assets: $(READY) $(VENDORED) ## Fetch what the pages show maps with

demo: $(READY) $(VENDORED) ## Build and print the ledger of the bundled example
	@mkdir -p build && rm -f build/khusham.db
	$(BIN)/rashomon build examples/khusham -o build/khusham.db
	@echo
	$(BIN)/rashomon show khusham-2018-02-07 --ledger build/khusham.db
	@echo
	@echo "To look at it in the browser: $(BIN)/rashomon demo   (it tells the address: http://127.0.0.1:8000/)"

formats: $(READY) ## Install what reads FollowTheMoney, to test with (it builds PyICU)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-formats.lock

test: $(READY) $(VENDORED) ## Run every check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --durations=8 -n 2 --dist worksteal

# By itself: to measure it takes twice the time of the tests, and bounds of time in them do not hold.
coverage: $(READY) $(VENDORED) ## Tell which lines and branches the tests reach
	$(BIN)/pytest --cov --cov-report=term -n 2 --dist worksteal

quality: $(READY) ## Score the reader on the annotated corpus (CORPUS=folder)
	$(BIN)/rashomon evaluate $(or $(CORPUS),../shared/corpus/train-b)

train: ## Train the model from the corpora (an hour; see training/README.md)
	$(MAKE) -C training train ship

audit: $(READY) ## Look through what we depend on: pins, hashes, licenses, known faults
	@$(BIN)/python -m tools.auditing

lock: $(READY) ## Resolve the dependencies anew
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes -o requirements.lock
	$(BIN)/uv pip compile --group formats --universal --python-version 3.11 --generate-hashes -c requirements.lock -o requirements-formats.lock

clean: ## Remove what was made
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .coverage htmlcov

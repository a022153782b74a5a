# Two commands do everything on a fresh machine with Python 3.11 or 3.12: `make demo` and `make test`.
VENV := .venv
BIN := $(VENV)/bin
# The first interpreter that runs and that spaCy and scispaCy support; `make PYTHON=… demo` chooses another.
PYTHON ?= $(shell for p in python3.11 python3.12 python3 python; do \
  $$p -c 'import sys; raise SystemExit(not (3, 11) <= sys.version_info[:2] < (3, 13))' 2>/dev/null && echo $$p && break; done)
READY := $(VENV)/.ready
FULL := $(VENV)/.full

.PHONY: help demo review test check format figures clean

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

$(READY): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "tabularna needs Python 3.11 or 3.12 on the PATH (or: make PYTHON=/path/to/python3.12 …)" >&2; exit 1; }
	@test -x $(BIN)/python || { echo "creating $(VENV) with $(PYTHON)"; $(PYTHON) -m venv $(VENV); }
	@echo "installing tabularna (about a minute the first time)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[excel,plot,review]'
	@touch $@

$(FULL): $(READY)
	@echo "installing what the tests need"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[all,dev]'
	@touch $@

demo: $(READY) ## mine the bundled paper, print its rows and conflicts, write demo/report.html
	@mkdir -p demo
	$(BIN)/tabularna mine corpus/sample/sample-review.pdf --format summary
	$(BIN)/tabularna mine corpus/sample/sample-review.pdf --format html --output demo/report.html
	@echo "report: demo/report.html"

review: $(READY) ## put the bundled paper into demo/claims.db and open the review page
	@mkdir -p demo
	$(BIN)/tabularna ingest corpus/sample/sample-review.pdf --dataset demo/claims.db --merge
	$(BIN)/tabularna review --dataset demo/claims.db

figures: $(FULL) ## measure the figures of the documentation again and draw its pictures
	$(BIN)/python scripts/docs/figures.py
	$(BIN)/python scripts/docs/cli_reference.py
	$(BIN)/python scripts/docs/pictures.py

test: $(FULL) ## run all tests
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: $(FULL) ## lint, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(FULL) ## format the code
	$(BIN)/ruff check --fix --select I .
	$(BIN)/ruff format .

clean: ## remove the environment and everything that was made
	rm -rf $(VENV) demo .pytest_cache .mypy_cache .ruff_cache

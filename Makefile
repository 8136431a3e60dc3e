# Every target sets up first what it needs; a second time that costs a tenth of a second.
.DEFAULT_GOAL := help
.PHONY: help setup run chat test check train bench fmt lock
PY := .venv/service/bin/python
SETUP = @python="$$(sh ops/setup/any-python.sh)" && "$$python" -m ops.setup

help:  ## Show this list
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | awk -F'|' '{printf "  make %-7s %s\n", $$1, $$2}'

setup:  ## Install both environments (idempotent, resumable)
	$(SETUP)

run: setup  ## Set up and start everything: web chat, staff page, demo school
	@exec .venv/service/bin/foothold up

chat: setup  ## Chat in this terminal (while `make run` runs in another)
	@exec .venv/service/bin/foothold chat

test:  ## Set up and run every test
	$(SETUP) --dev
	@exec $(PY) -m ops.checks

check:  ## Format, lint, types and import rules only (a minute)
	$(SETUP) --dev
	@exec $(PY) -m ops.checks --static

train: setup  ## Train the model if data or config changed
	@exec .venv/service/bin/foothold train

bench:  ## Measure replies, memory and search; prints a table
	$(SETUP) --dev
	@exec $(PY) -m bench

fmt:  ## Format the code and mend what ruff can
	$(SETUP) --dev
	@$(PY) -m ruff format . && $(PY) -m ruff check --fix .

lock:  ## Write requirements/*.lock anew from requirements/*.in
	$(SETUP) --lock

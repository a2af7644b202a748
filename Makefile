# `make` alone lists what there is. Each target first sets up what is missing; nothing but Python 3.11+, git and make
# is needed for that.
PYTHON ?= python3
PY := .venv/bin/python
T ?= tests
SEEDS ?= 1
.DEFAULT_GOAL := help
.PHONY: help setup setup-test run test check fix shell messages demo bench faults mutants

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## install what is missing to run Alur
	@$(PYTHON) scripts/set_up.py run

setup-test: # and what is missing to test it
	@$(PYTHON) scripts/set_up.py test

run: setup ## start everything with a demo company on http://localhost:8000 (PORT=…); Ctrl-C stops it
	@$(PY) manage.py up

test: setup-test ## everything that must hold; T=tests/routing for some of the tests
	@$(PY) scripts/check.py
	@$(PY) scripts/test_tools.py
	@$(PY) -m pytest -r fER -n logical --maxprocesses 4 --dist loadscope --no-loadscope-reorder $(T)

check: setup-test ## the part of `test` that starts nothing: format, lint, types, contracts, settings, messages
	@$(PY) scripts/check.py

fix: setup-test ## format the code and repair what can be repaired by machine
	@$(PY) -m ruff check --quiet --fix . ; $(PY) -m ruff format --quiet .

shell: setup ## a Python prompt on the running installation
	@$(PY) manage.py shell

messages: setup ## collect new texts into locale/*/LC_MESSAGES/django.po, for translation
	@$(PY) scripts/messages.py update

demo: setup ## load the demo company into the running installation
	@$(PY) manage.py demo

bench: setup-test ## measure the goals of speed and size
	@$(PY) manage.py bench

faults: setup-test ## kill and freeze the real processes and count what was lost; SEEDS=5 for longer
	@$(PY) -m tests.faults --seeds $(SEEDS)

mutants: setup-test ## take out each protecting line in turn and see its test fail
	@$(PY) -m tests.mutants

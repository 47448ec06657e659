# `make` alone lists what can be done. Needs Python 3.11 or newer, git and make; nothing else.
# The distribution's own Python first: it is built optimised, which one compiled at home seldom is (docs/decisions.md).
PYTHON ?= $(shell for p in /usr/bin/python3 python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN    := .venv/bin
READY  := .venv/ready

# Compiled once and kept, whatever the surroundings ask for: else every process of a run compiles them anew.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup install demo test lint style types days suite screenshots bench chaos simulate coverage mutants lock clean

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST)

setup: $(READY) ## build .venv from the lock, with .venv/bin/duban in it

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: apt-get install python3 python3-venv, or make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv --clear .venv || { echo "Python's venv module is missing: apt-get install python3-venv"; exit 1; }
	@echo "Installing the locked packages ..."
	@sed -n '/^uv==/,/[^\\]$$/p' requirements.lock > .venv/uv.lock
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --require-hashes -r .venv/uv.lock
	@VIRTUAL_ENV=.venv $(BIN)/uv pip install --require-hashes --no-deps --compile-bytecode -r requirements.lock \
	  || $(BIN)/python -m pip install --disable-pip-version-check --progress-bar on --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable .
	@touch $(READY)

PREFIX ?= $(HOME)/.local

install: ## the program for this user, without the checkout: PREFIX/bin/duban (PREFIX is ~/.local where it is not given)
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -m venv --clear $(PREFIX)/lib/duban || { echo "Python's venv module is missing: apt-get install python3-venv"; exit 1; }
	@rm -rf build
	@echo "Installing the locked packages and the program ..."
	@$(PREFIX)/lib/duban/bin/python -m pip install --disable-pip-version-check --quiet --require-hashes -r requirements-run.lock
	@$(PREFIX)/lib/duban/bin/python -m pip install --disable-pip-version-check --quiet --no-deps .
	@mkdir -p $(PREFIX)/bin && ln -sf $(PREFIX)/lib/duban/bin/duban $(PREFIX)/bin/duban
	@echo "Installed: $(PREFIX)/bin/duban"
	@case ":$$PATH:" in *":$(PREFIX)/bin:"*) ;; *) echo "Not on the path yet: export PATH=$(PREFIX)/bin:\$$PATH" ;; esac

demo: $(READY) ## the whole program on a sample: chat page, local Bot API server, real bot
	@$(BIN)/duban demo

test: style ## lint, types, all tests, and two hundred made-up days of the whole program
	@$(MAKE) --no-print-directory -j 2 days suite

lint: style types ## lint and types only

style: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

days: types  # after the thirty of the suite, beside it
	$(BIN)/duban simulate --seed 30 --seeds 170 --days 1

suite: $(READY)
	@$(BIN)/pytest --collect-only > .venv/collected || { tail -40 .venv/collected; exit 1; }  # compiles once what each of the three would
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

screenshots: $(READY) ## take the pictures of the manuals and the README anew, with the words beside them (needs Chromium and fonts-noto-color-emoji)
	UPDATE_SCREENSHOTS=1 $(BIN)/pytest tests/test_demo.py

bench: $(READY) ## measure, next to what people would otherwise run
	$(BIN)/python -m benchmarks

chaos: $(READY) ## kill, freeze and starve the real program, and see that nothing is lost
	$(BIN)/python -m tests.chaos --simulated 2000

SEEDS ?= 200
simulate: $(READY) ## made-up days of the whole program (SEEDS=200 of them), every promise checked at every step
	$(BIN)/duban simulate --seed 1 --seeds $(SEEDS) --days 1

coverage: $(READY) ## which branches of scheduler/, messages/ and storage/ the tests take, those of the processes they start with them
	$(BIN)/coverage erase
	-$(BIN)/coverage run -m pytest -n 2 --dist loadfile --no-loadscope-reorder
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

SAMPLE ?= 300
mutants: $(READY) ## small faults in deadlines, plan and reading, one at a time (SAMPLE=300 of them): which ones the tests miss
	$(BIN)/python -m tests.mutants --sample $(SAMPLE)

lock: ## resolve the dependencies anew (needs uv); names, versions and hashes only
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --extra dev pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --constraint requirements.lock pyproject.toml -o requirements-run.lock

clean: ## remove what the commands above made
	rm -rf .venv var build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

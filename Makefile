# What a person does with a checkout. Each step leaves a stamp in .venv, so doing it again is instant.
SHELL := /bin/bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/.done
FITS := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(firstword $(foreach p,python3 python3.14 python3.13 python3.12 python3.11,\
  $(shell command -v $(p) >/dev/null && $(p) -c '$(FITS)' 2>/dev/null && echo $(p))))
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
LOCKED := $(PIP) --require-hashes --only-binary=:all:
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header \
  --no-emit-index-url --python-version 3.11

PAGE_SOURCES := package.json package-lock.json \
  $(shell find followalong/ui followalong/*/static -type f -not -path '*/built/*' \
    -not -name '*.pyc' -not -name '*.html' 2>/dev/null)
MESSAGE_SOURCES := $(shell find followalong/locale -name '*.po' 2>/dev/null)
CHECKED_TYPES := followalong/cli followalong/core followalong/ops \
  $(wildcard followalong/*/rules.py followalong/*/rules followalong/*/actions.py \
    followalong/*/actions followalong/*/access.py)

export DJANGO_SETTINGS_MODULE := followalong.settings

.PHONY: help setup run test check fix lock bench sbom audit attack browser

help: ## Say what there is to do
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /make \1\t/' | expand -t 14

setup: $(STAMPS)/installed $(STAMPS)/pages $(STAMPS)/messages ## Everything needed to run; the command is .venv/bin/followalong

run: setup ## The demonstration (FOLLOWALONG_DEMO=0: an empty installation); Ctrl-C stops it
	@FOLLOWALONG_DEMO=$${FOLLOWALONG_DEMO-1} exec $(BIN)/followalong serve

test: setup $(STAMPS)/dev browser ## All tests
	$(BIN)/python -m pytest -q -n auto --dist loadfile --no-loadscope-reorder -m 'not journey and not fault'
	$(BIN)/python -m pytest -q -n auto --dist loadfile -m 'journey or fault'

check: setup $(STAMPS)/dev ## Style, layers, types, templates, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	git ls-files -z '*.html' | xargs -0 --no-run-if-empty $(BIN)/djade --target-version 5.2 --check
	$(BIN)/mypy $(CHECKED_TYPES)
	$(BIN)/followalong check-migrations

fix: $(STAMPS)/dev ## Put right what can be put right by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	git ls-files -z '*.html' | xargs -0 --no-run-if-empty $(BIN)/djade --target-version 5.2 || true

lock: $(STAMPS)/dev ## Refresh the locked requirements (versions stay unless UPGRADE=--upgrade)
	$(COMPILE) $(UPGRADE) requirements/base.in -o requirements/base.txt
	$(COMPILE) $(UPGRADE) requirements/dev.in -o requirements/dev.txt
	$(COMPILE) $(UPGRADE) requirements/node.in -o requirements/node.txt
	$(COMPILE) $(UPGRADE) requirements/proofs.in -o requirements/proofs.txt
	$(COMPILE) $(UPGRADE) requirements/attack.in -o requirements/attack.txt

bench: setup $(STAMPS)/dev ## Measure the pages against bare ones, as a table and a JSON file
	$(BIN)/python -m bench

sbom: setup $(STAMPS)/proofs ## What it is made of and under which licences, into build/
	$(BIN)/python -m proofs.made_of --cyclonedx $(VENV)/proofs/bin/cyclonedx-py --python $(BIN)/python

audit: setup $(STAMPS)/proofs ## Known weaknesses of what it is made of; says "NOT AUDITED" when nobody answers
	$(BIN)/python -m proofs.advisories --pip-audit $(VENV)/proofs/bin/pip-audit

attack: setup $(STAMPS)/attack ## Start the demonstration and attack it with wapiti and sqlmap (MINUTES=15)
	$(BIN)/python -m attack --tools $(abspath $(VENV)/attack/bin) --minutes $(or $(MINUTES),15)

# How it is set up

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Python's venv is missing. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(STAMPS)/base: requirements/base.txt | $(BIN)/python
	$(LOCKED) -r requirements/base.txt
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/installed: pyproject.toml $(STAMPS)/base
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMPS)/dev: requirements/dev.txt $(STAMPS)/base
	$(LOCKED) -r requirements/dev.txt
	@touch $@

$(STAMPS)/node: requirements/node.txt $(STAMPS)/base
	@if node --version 2>/dev/null | grep -Eq '^v([2-9][0-9]|[1-9][0-9]{2})\.' && command -v npm >/dev/null; \
	  then :; else echo "No Node 20 or newer here: taking the one from the wheel"; \
	  $(LOCKED) -r requirements/node.txt; fi
	@touch $@

# Tools that pin what the product must not be held back by live in a place of their own.
$(STAMPS)/proofs $(STAMPS)/attack: $(STAMPS)/%: requirements/%.txt | $(BIN)/python
	$(BIN)/python -m venv $(VENV)/$*
	$(VENV)/$*/bin/python -m pip --disable-pip-version-check install --quiet \
	  --require-hashes --requirement $<
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/pages: $(PAGE_SOURCES) $(STAMPS)/node $(STAMPS)/installed
	$(BIN)/python -m followalong.ui.build
	$(BIN)/python -m django collectstatic --no-input --clear --verbosity 0
	@touch $@

$(STAMPS)/messages: $(MESSAGE_SOURCES) $(STAMPS)/installed
	$(BIN)/python -m followalong.ui.messages compile
	@touch $@

browser: # Journeys drive Debian's Chromium
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { \
	  if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
	      --no-install-recommends chromium fonts-dejavu-core >/dev/null; \
	  else \
	    echo "The browser tests need Chromium. As an administrator: apt-get install chromium"; exit 1; \
	  fi; }

# Everything a newcomer needs: `make demo` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
GOLD ?= ../shared/gold/train.jsonl
MARKS := kg/training/marks
TEXTS := --texts ../shared/data/papers/papers-40k.jsonl.gz
MARKED = $(GOLD) $(MARKS)/first.jsonl.gz $(MARKS)/second.jsonl.gz $(TEXTS)
MODELS := build/training
TRAINER := $(MODELS)/venv/bin/python -W ignore -m

.PHONY: help venv demo test test-all lint format lock train clean

help:  ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

venv: $(VENV)/.installed  ## .venv with kg and every run-time extra, from the lock file

$(VENV)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "kg needs Python 3.11 or newer, $(PYTHON) is $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12 venv"; exit 1; }
	@echo "making $(VENV) (once; a few minutes) …"
	@$(PYTHON) -m venv $(VENV) || { echo "python3 -m venv failed; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: venv  ## the whole way on the sample, with the embedded store; ends with the page to open
	@$(BIN)/python -m kg.sample.demo

test: venv  ## all tests that this machine can run, two files at a time, and a table of those that it cannot
	@$(BIN)/python -m pytest -q -m "not slow" -n 2 --dist loadfile

test-all: venv  ## the slow ones too: kills, fuzz, 40,000 papers
	@$(BIN)/python -m pytest -q

lint: venv  ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict kg

format: venv  ## let ruff lay out the code
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .

LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet

lock:  ## compute requirements.lock and the image's own anew (needs uv)
	$(LOCK) --all-extras --group dev --output-file requirements.lock
	$(LOCK) --extra embedded --constraint requirements.lock --output-file docker/requirements.lock

train: $(MODELS)/encoder.onnx  ## the extractor's models, anew from marked papers (hours; see kg/training/README.md)
	$(TRAINER) kg.training.candidates $(MARKED) --encoder $(MODELS)

$(MODELS)/venv/.installed: pyproject.toml
	$(PYTHON) -m venv $(MODELS)/venv
	$(MODELS)/venv/bin/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(MODELS)/venv/bin/python -m pip install --quiet --group training -e .
	@touch $@

$(MODELS)/first.safetensors: $(MODELS)/venv/.installed
	$(TRAINER) kg.training.encoder $(GOLD) --output $@ --leave-out 2 0 --epochs 6

$(MODELS)/encoder.safetensors: $(MODELS)/first.safetensors
	$(TRAINER) kg.training.encoder $(GOLD) $(MARKS)/first.jsonl.gz $(TEXTS) --output $@ --leave-out 4 0 --start $< --epochs 2 --threads 2

$(MODELS)/encoder.onnx: $(MODELS)/encoder.safetensors
	$(TRAINER) kg.training.export $< --output $(@D)

clean:  ## remove what was made here
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist demo-graph

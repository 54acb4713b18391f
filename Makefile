# Two commands matter: `make chat` and `make test`. Both set up .venv first, once.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock

# A build of torch for the CPU is taken where pip can find one. Only where it can't, the plain
# release is: on Linux that one may bring CUDA along (see README, "What is downloaded").
TORCH := torch==2.13.0

# Many tests wait for other processes, so that three run at once even on two processors.
JOBS  ?= 3

.PHONY: chat run test test-fast check models model lock messages wording docs clean

chat: $(VENV)/chat.done $(if $(EMBEDDING_MODEL)$(RERANKING_MODEL),$(VENV)/models.done)
	@$(BIN)/competency-bot chat

run: $(VENV)/chat.done $(if $(EMBEDDING_MODEL)$(RERANKING_MODEL),$(VENV)/models.done)
	@$(BIN)/competency-bot run

test: check
	$(BIN)/python -m pytest --numprocesses $(JOBS) --dist worksteal

test-fast: check
	$(BIN)/python -m pytest --numprocesses $(JOBS) --dist worksteal -m "not slow"

check: $(VENV)/test.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

models: $(VENV)/models.done

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/chat.done: pyproject.toml requirements.lock | $(VENV)/bin/python
	@echo "Installing competency-bot into $(VENV) …" >&2
	$(PIP) --editable .
	@$(BIN)/python -m compileall -q bot conversations index standards
	@touch $@

$(VENV)/models.done: $(VENV)/chat.done
	@echo "Installing sentence-transformers and torch …" >&2
	@$(PIP) "$(TORCH)+cpu" 2>/dev/null || $(PIP) "$(TORCH)"
	$(PIP) --editable ".[models]"
	@touch $@

$(VENV)/test.done: $(VENV)/models.done
	@echo "Installing the tools that test it …" >&2
	$(PIP) --editable ".[test]"
	@touch $@

# Trains the embedded model and its tables anew, in five steps (see index/embedded_model/README.md).
TRAINING := index/embedded_model/training
model: $(VENV)/models.done
	PYTHONPATH=. $(BIN)/python $(TRAINING)/train.py --corpus $(CORPUS) --out index/embedded_model
	PYTHONPATH=. $(BIN)/python $(TRAINING)/tune.py --corpus $(CORPUS) --model index/embedded_model --out index/embedded_model
	PYTHONPATH=. $(BIN)/python $(TRAINING)/translations.py --corpus $(CORPUS) --model index/embedded_model
	PYTHONPATH=. $(BIN)/python $(TRAINING)/letters.py --corpus $(CORPUS)
	PYTHONPATH=. $(BIN)/python $(TRAINING)/words.py --corpus $(CORPUS)

# Writes down the versions that are installed now, without saying where they came from.
lock: $(VENV)/test.done
	$(BIN)/python -m pip freeze --exclude-editable | sed -E 's/ @ .*//; s/\+cpu$$//' | LC_ALL=C sort -f > requirements.lock

# Collects the sentences of the code, merges them into the catalogues, and compiles those.
messages: $(VENV)/test.done
	$(BIN)/pybabel -q extract -k say -k NN_:1,2 -k count:1,2 --no-location --sort-output --width 100 \
		-o conversations/locale/competency.pot bot conversations index standards
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
		--width 100 -D competency -i conversations/locale/competency.pot -d conversations/locale
	$(BIN)/pybabel -q compile -D competency -d conversations/locale

# Writes down how the written quiz items are worded, after a new item or version.
wording: $(VENV)/test.done
	PYTHONPATH=. $(BIN)/python tests/item_wording.py

# Writes into the documents what they show of the program; the error rates take a minute.
docs: $(VENV)/test.done
	PYTHONPATH=.:tests $(BIN)/python docs/make.py

clean:
	rm -rf $(VENV)

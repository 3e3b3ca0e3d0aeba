# 'make' alone lists the targets. PYTHON=python3.12 chooses the Python that .venv is made with.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
SVOD   := $(BIN)/svod --archive demo

run = echo '$$ svod $(1)' && $(SVOD) $(1)

.DEFAULT_GOAL := help
.PHONY: help demo test check format lint types imports quality bench bench-short size wheel book steady growth hostile audit faults parity parity-whoosh3 views test-cluster cluster-sample test-browser screenshots vendor docs serve clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.installed demo/svod.toml ## install svod, build the sample archive, print three answers
	@$(call run,sync) || [ $$? -eq 4 ]
	@printf '\n%s\n\n' 'Some files of the sample cannot be read, on purpose. svod went on, and says why:'
	@$(call run,failures)
	@printf '\n%s\n\n' '1. Documents that speak of Taraz, whatever the form of its name'
	@$(call run,search Таразом --size 3)
	@printf '\n%s\n\n' '2. The cities of the archive, those in most documents first'
	@$(call run,entities --type city --limit 12)
	@printf '\n%s\n\n' '3. One person, found by an inflected name, with sentences that speak of her'
	@$(call run,entity Сапаровой --evidence 5)
	@printf '\n%s\n' 'Look around in a browser:  $(SVOD) serve'

test: $(VENV)/.tested ## install what tests need and run the whole suite, a process for each processor (four at most)
	$(BIN)/python -m pytest -q -n auto --maxprocesses 4 --dist loadfile

check: format lint types imports test ## all that must hold before a commit

format: $(VENV)/.tested ## code is laid out as ruff would
	$(BIN)/ruff format --check .

lint: $(VENV)/.tested ## no mistakes that ruff knows
	$(BIN)/ruff check .

types: $(VENV)/.tested ## types agree (mypy, strict)
	$(BIN)/mypy

imports: $(VENV)/.tested ## no room imports from a room above it
	$(BIN)/lint-imports

quality: $(VENV)/.installed ## score svod on gold sets and write docs/quality.md anew: make quality GOLD=DIR
	@[ -n '$(GOLD)' ] || { echo 'Say where the gold sets are: make quality GOLD=DIR. One task: svod quality TASK --gold DIR' >&2; exit 2; }
	$(BIN)/python tests/quality/scoreboard.py '$(GOLD)'

bench: $(VENV)/.installed ## svod and its peers on 20,000 real files, writes docs/bench.md anew (hours, unattended)
	$(BIN)/python bench/run.py

bench-short: $(VENV)/.installed ## svod alone on 2,000 files: what became dearer than bench/accepted.json (ACCEPT=1 writes it)
	$(BIN)/python bench/run.py --short $(if $(ACCEPT),--accept)

wheel: $(VENV)/.installed ## build the wheel, install it into a fresh environment, ask the sample from there (network)
	$(BIN)/python -m pip install --quiet build
	$(BIN)/python tools/wheel.py

size: ## what an installation takes on disk: a fresh environment, without extras (network)
	$(PYTHON) bench/installed.py

book: $(VENV)/.tested ## a PDF of 500 pages, and small files a second, guard and all
	$(BIN)/python bench/book.py

steady: $(VENV)/.installed ## memory stays flat over 20,000 files (ten minutes at most)
	$(BIN)/python bench/steady.py

growth: $(VENV)/.installed ## archives of 2,000, 20,000 and 200,000 documents, writes docs/capacity.md anew (a night, unattended)
	$(BIN)/python bench/growth.py

hostile: $(VENV)/.tested ## read 300 files that mean harm: bombs, endless nesting, flipped bits
	SVOD_HOSTILE=all $(BIN)/python -m pytest -q tests/corpus/test_hostile.py

faults: $(VENV)/.tested ## kill runs at 120 points, fill disks, damage stores: nothing is lost (half an hour)
	SVOD_FAULTS=15 SVOD_GROWTH=3000 $(BIN)/python -m pytest -q tests/faults tests/indexer/test_growth.py

parity: $(VENV)/.tested ## 10,000 generated queries, answered alike by every engine
	SVOD_PARITY=10000 $(BIN)/python -m pytest -q tests/indexer/test_engine_parity.py

parity-whoosh3: $(VENV)/.tested ## the same with the fork whoosh3 in place of whoosh-reloaded
	$(BIN)/python -m pip install -q --target $(VENV)/whoosh3 whoosh3==3.54.0
	PYTHONPATH=$(VENV)/whoosh3 SVOD_PARITY=10000 $(BIN)/python -m pytest -q tests/indexer/test_engine_parity.py \
		tests/indexer/test_engine_answers.py

audit: $(VENV)/.tested ## ask public advisories about every locked dependency (network)
	@PIP_CONSTRAINT= $(BIN)/python -m pip install -q --target $(VENV)/audit pip-audit==2.10.1 || true
	PYTHONPATH=$(VENV)/audit $(BIN)/python tools/audit.py

views: $(VENV)/.tested ## 40 sets of closed files: what is left answers as an archive that never held them
	SVOD_VIEWS=40 $(BIN)/python -m pytest -q tests/indexer/test_views.py

test-cluster: $(VENV)/.tested ## OpenSearch, PostgreSQL, dask: parity, faults, builds (JDK 21 or newer, maven, postgresql)
	$(BIN)/python tests/cluster/servers.py
	SVOD_CLUSTER=$${SVOD_CLUSTER:-whole} SVOD_PARITY=$${SVOD_PARITY:-10000} $(BIN)/python -m pytest -q \
		-k 'cluster or opensearch or postgresql or test_server or test_move' \
		tests/cluster tests/corpus/store tests/indexer/test_engine_answers.py tests/indexer/test_engine_parity.py tests/indexer/test_index_update.py

cluster-sample: $(VENV)/.tested ## 100 queries to two OpenSearch nodes, a store on PostgreSQL, dask workers: eight minutes at most; what is not there is skipped
	$(BIN)/python tests/cluster/servers.py
	SVOD_CLUSTER=sample SVOD_PARITY=100 timeout 480 $(BIN)/python -m pytest -q -k 'opensearch or cluster_work or cluster_store' \
		tests/indexer/test_engine_parity.py tests/cluster/test_cluster_work.py tests/cluster/test_cluster_store.py

test-browser: $(VENV)/.tested ## every page and flow in Chromium, in every language (apt install chromium)
	SVOD_WHOLE=1 $(BIN)/python -m pytest -q tests/browser

screenshots: $(VENV)/.tested ## new pictures for docs/pictures (apt install chromium)
	PYTHONPATH=. $(BIN)/python tools/screenshots.py

vendor: ## fetch the files that pages need from their npm packages (npm, network)
	$(PYTHON) tools/vendor.py

docs: $(VENV)/.made ## docs/ as a site in site/
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --group docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet

serve: $(VENV)/.installed ## the web view of the sample archive (make demo first)
	@[ -f demo/svod.toml ] || { echo 'There is no sample archive yet: make demo' >&2; exit 1; }
	$(SVOD) serve

clean: ## remove .venv, the sample archive and caches
	rm -rf $(VENV) demo site build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find corpus indexer tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The sample lies beside the archive, so that the archive can be thrown away. Fewer languages are told apart better.
define DEMO_SETTINGS
[archive]
name = "Тёплый город"
languages = ["ru", "en", "uk", "kk", "ro"]
country = "KZ"

[[source]]
name = "raw"
path = "../raw"
endef
export DEMO_SETTINGS

demo/svod.toml:
	@mkdir -p demo
	@printf '%s\n' "$$DEMO_SETTINGS" > $@

# Installed in place: what is edited here is what runs.
$(VENV)/.installed: pyproject.toml | $(VENV)/.made
	@echo 'Installing svod into $(VENV) (once, a few minutes at most) ...'
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --group test
	@touch $@

$(VENV)/.made:
	@command -v $(PYTHON) >/dev/null || { echo '$(PYTHON) was not found: install Python 3.11 or newer (apt install python3 python3-venv)' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "svod needs Python 3.11 or newer, this is $$($(PYTHON) --version); choose another: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
		echo 'This Python cannot make environments; on Debian and Ubuntu: sudo apt install python3-venv' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

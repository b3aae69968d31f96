# `make demo` and `make test` need Python 3.11 or newer and make; everything else they install
# into .venv. The other targets are for those who change the code: see CONTRIBUTING.md.

.PHONY: demo test check format golden campaign faults mutation bench clean

CANDIDATES := python3 python python3.14 python3.13 python3.12 python3.11
NEW_ENOUGH := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for each in $(CANDIDATES); do \
	"$$each" -c "$(NEW_ENOUGH)" 2>/dev/null && echo "$$each" && break; done)

ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

demo: .venv/ready
	@echo "生成示例（examples/lusong-2018.yaml → out/）："
	@$(BIN)/juesuan build examples/lusong-2018.yaml -o out || test $$? -eq 1

test: .venv/ready-for-development
	$(BIN)/python -m pytest -n auto

check: .venv/ready-for-development
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --cov --cov-report=term

format: .venv/ready-for-development
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Write the golden files and docs/reference anew; read the difference before you commit it.
golden: .venv/ready-for-development
	UPDATE_GOLDEN=1 $(BIN)/python -m pytest -q
	git diff --stat -- tests/golden docs/reference

# Every property with more than a hundred times as many examples; an hour or more.
campaign: .venv/ready-for-development
	HYPOTHESIS_PROFILE=campaign $(BIN)/python -m pytest -q

# See every planted fault turn a test red; a few minutes.
faults: .venv/ready-for-development
	$(BIN)/python tests/faults_in_the_code.py

# Change the code in a thousand small ways and count those that no test notices; an hour.
mutation: .venv/ready-for-development
	@$(PIP) --editable ".[mutation]"
	$(BIN)/python benchmarks/mutation.py

# Everything that is measured, beside what others take; half an hour. Also in out/bench.json.
bench: .venv/ready-for-development
	@$(PIP) --editable ".[bench]"
	$(BIN)/python benchmarks/all.py --json out/bench.json

clean:
	rm -rf .venv out dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache

.venv/bin-is-there:
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更高版本（含 venv）。"; exit 1; }
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/ready: pyproject.toml | .venv/bin-is-there
	@echo "准备运行环境……"
	@$(PIP) --editable .
	@touch $@

.venv/ready-for-development: pyproject.toml | .venv/bin-is-there
	@echo "准备开发环境……"
	@$(PIP) --editable ".[dev]"
	@touch $@ .venv/ready

# What one does with Ventanilla. `make` lists it.
PYTHON ?= python3
STACK := .venv/bin/python infra/local/stack.py
export PYTHONDONTWRITEBYTECODE := 1

.DEFAULT_GOAL := help
.PHONY: help demo local stop test bench build lint fmt clean tools venvs

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | awk -F '\t' '{ printf "  make %-8s %s\n", $$1, $$2 }'

demo: tools venvs ## the day of a small shop on a local AWS stack, from build to report (KEEP=1 leaves the stack running)
	@$(PYTHON) infra/local/stages.py demo

local: tools venvs ## a local AWS stack to try by hand, with a ready request for each channel
	@$(PYTHON) infra/local/stages.py local

stop: ## end what `make local` or `KEEP=1 make demo` left running
	@if [ -x .venv/bin/python ]; then $(STACK) stop; else echo "nothing runs"; fi

test: tools venvs ## the whole gate: format, lints, tests, template, end to end (a local stack of its own)
	@$(PYTHON) infra/local/stages.py test

bench: tools ## count what a sweep costs with up to a million open threads, into target/bench (QUICK=1 leaves the million out)
	cargo run --profile lambda --package bench --features emulator --locked --target-dir target

build: tools ## build the functions and the command as Lambda and the operator run them
	cargo build --profile lambda --workspace --bins --locked --target-dir target

lint: venvs ## clippy and the template's linter
	cargo clippy --workspace --all-targets --locked -- -D warnings
	.venv/bin/python infra/local/validate.py

fmt: ## format the code
	cargo fmt --all

clean: stop ## remove everything that was built or installed here
	rm -rf target .venv .venv-sam .aws-sam .local

tools: ## check that this machine has what it takes
	@infra/local/check-tools $(PYTHON)

venvs: .venv/.ready .venv-sam/.ready ## install the local stack and the SAM CLI, pinned, into this folder

.venv/.ready: infra/local/requirements.txt
.venv-sam/.ready: infra/sam/requirements.txt
.venv/.ready .venv-sam/.ready: | tools
	@echo "installing $(@D) from $< …"
	@$(PYTHON) -m venv --clear $(@D)
	@$(@D)/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement $<
	@touch $@

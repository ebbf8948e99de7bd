# The front door. Each target does its own set-up, on a bare Debian 12 machine too.

.PHONY: run test lint bench soak torture fuzz package test-package reproduce screenshots translations lock clean help

BIN := .venv/bin
QM := resources/translations/pos_app_zh_CN.qm

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: setup-run $(QM)  ## open the till in training mode (no display: a scripted sale and refund, with screenshots)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then exec $(BIN)/python -m pos_app --training; \
	else echo "No display: the till plays a sale and a refund by itself, on a virtual screen."; exec tools/with_screen $(BIN)/python -m pos_app demo --output build/demo; fi

test: setup-test $(QM) lint  ## lint, types, import contracts, then every test, on a virtual screen
	@mkdir -p build
	KEYRING=none tools/with_screen $(BIN)/python -m pytest -n logical --dist loadfile --cov=pos_app.core --cov=pos_app.wechatpay --cov-branch \
		--cov-report=term:skip-covered --cov-fail-under=100 $(ARGS)

lint: setup-test  ## ruff, mypy --strict, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: setup-test $(QM)  ## speed and size beside their limits, in one table
	KEYRING=own tools/with_screen $(BIN)/python -m tests.bench $(ARGS)

soak: setup-test $(QM)  ## ring up N real days of a supermarket by keys and scans, and compare each Z with the sums of its list
	KEYRING=none tools/with_screen $(BIN)/python -m tests.soak $(or $(N),1) $(ARGS)

torture: setup-test  ## break everything on purpose: N seeds of each KIND from SEED on, then a table
	$(BIN)/python -m tests.torture $(or $(N),200) --seed $(or $(SEED),0) $(KIND:%=--kind %)

fuzz: setup-test  ## hostile bytes for every parser, SECONDS each, led on by coverage
	$(BIN)/python -m tests.hostile --seconds $(or $(SECONDS),30) $(ARGS)

package: setup-package $(QM)  ## build what this machine can into dist/, with licences and bill of materials; ONLY=deb for that alone
	$(BIN)/python packaging/build.py $(or $(ONLY),packages)

test-package: setup-package  ## install the built .deb into a clean root; self-test, a sale and a refund there, and remove it again
	packaging/test_package

reproduce: setup-package $(QM)  ## build twice, and compare every byte
	$(BIN)/python packaging/build.py reproduce

screenshots: setup-test $(QM)  ## every page in both languages and themes, into docs/images
	tools/with_screen $(BIN)/python tools/screenshots.py $(ARGS)

translations: setup-test  ## gather the texts of the program into the translation file
	$(BIN)/pyside6-lupdate -no-obsolete -locations none -source-language en -target-language zh_CN $$(git ls-files 'pos_app/*.py') -ts resources/translations/pos_app_zh_CN.ts

%.qm: %.ts
	$(BIN)/pyside6-lrelease -silent $< -qm $@

$(QM): | setup-run

lock: setup-test  ## write requirements.lock and requirements-dev.lock anew, with hashes
	tools/lock

setup-run setup-test setup-package: setup-%:
	@tools/setup_machine $*

clean:  ## remove what was made
	rm -rf build dist .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis $(QM)

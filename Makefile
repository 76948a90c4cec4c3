# The only door, and a thin one: tools/ does the work. Without make: sh tools/setup run | test.

.PHONY: help run test explain-cases check check-deep bench fuzz deb format map build clean

help: ## say what can be asked for
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

build: ## compile build/reweave
	@tools/build build

run: ## set up, build, and start the demo practice
	@sh tools/setup run

test: ## every test and check; ends in "N passed, N failed"
	@node tools/runtests.js

explain-cases: ## each case of the tables for checkpoints, orders and consents, as a clinician reads them
	@node tools/runtests.js --only cases

check: ## the reviewer that never tires: floors, purity, warnings, format, lengths, words
	@node tools/runtests.js --only check

check-deep: ## what takes too long for every day: analysers, other sanitizers, longer fuzzing
	@node tools/runtests.js --only deep

bench: ## measure pages and their parts
	@node tools/runtests.js --only bench

fuzz: ## each fuzzer for FUZZ_SECONDS (default 60)
	@node tools/runtests.js --only fuzz

deb: ## the Debian package, into build/
	@tools/mkdeb

format: ## let clang-format lay out every C file
	@{ tools/sources src '*.[ch]'; tools/sources tests '*.[ch]'; } | xargs clang-format -i

map: ## write MAP.md from the first lines of the files
	@node tools/mkmap.js

clean: ## remove what was built
	@rm -rf build build-gcc build-asan build-fuzz build-deep

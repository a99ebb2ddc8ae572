# Needs Go and make; "make race" needs a C compiler too. "make" lists what there is.

SHELL       := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

TOOL     := go tool -modfile=tools/go.mod
FUZZTIME ?= 30s
FUZZJOBS ?= 1
FUZZPKGS ?= ./...
DATA     ?= ../shared/data
# Packages that start goroutines, where the race detector has something to find.
RACY     ?= ./experiment
# Packages whose runs are checked after every event when built with -tags invariants.
CHECKED  ?= . ./cluster/... ./scheduler/... ./metrics/... ./experiment
# Set to a pattern, such as BENCH=. or BENCH=Engine, to run Go benchmarks after the ratios.
BENCH    ?=

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: build
build: ## build bin/clustersim
	CGO_ENABLED=0 go build -trimpath -o bin/clustersim ./cmd/clustersim

# RUN=mine.yaml or RUN="preset:mixed-month --seeds 5" plays something else.
RUN ?= preset:decentral-7b
.PHONY: run
run: build ## build, and answer a built-in question
	@bin/clustersim run $(RUN)

.PHONY: test
test: ## run all tests
	go test ./...

.PHONY: check
check: test lint race invariants ## everything to run before a commit

.PHONY: lint
lint: ## vet, staticcheck and the form of the code
	go vet ./...
	go vet -tags data,full ./...
	$(TOOL) staticcheck ./...
	@wrong="$$($(TOOL) gofumpt -l .)"; if [ -n "$$wrong" ]; then echo "not in gofumpt's form:"; echo "$$wrong"; exit 1; fi

.PHONY: race
race: ## race detector, where there are goroutines
	go test -race $(RACY)

.PHONY: invariants
invariants: ## the tests with every invariant checked after every event
	go test -tags invariants $(CHECKED)

.PHONY: fuzz-list
fuzz-list: ## list the fuzz targets, one "package name" a line
	@go test -list '^Fuzz' $(FUZZPKGS) | awk '/^Fuzz/ { name[n++] = $$1 } /^ok/ { for (i = 0; i < n; i++) print $$2, name[i]; n = 0 }'

.PHONY: fuzz
fuzz: ## fuzz every target for FUZZTIME (30s), FUZZJOBS (1) at a time
	@targets="$$($(MAKE) -s --no-print-directory fuzz-list)"; \
	if [ -z "$$targets" ]; then echo "fuzz: no targets in $(FUZZPKGS)"; exit 1; fi; \
	xargs -P $(FUZZJOBS) -L 1 bash -c 'echo "fuzz $$0 $$1"; go test -run "^$$" -fuzz "^$$1\$$" -fuzztime $(FUZZTIME) "$$0"' <<< "$$targets"

.PHONY: golden
golden: ## rewrite the golden files; review the difference
	go test $$(go list -f '{{.ImportPath}} {{.TestImports}} {{.XTestImports}}' ./... | awk '/\/internal\/golden[] ]/ { print $$1 }') -rewrite

.PHONY: bench
bench: ## speed against the yardsticks; BENCH=pattern adds Go benchmarks
	go run ./benchmarks/ratios
	@if [ -n "$(BENCH)" ]; then go test -run '^$$' -bench '$(BENCH)' -benchmem ./...; fi

.PHONY: verify
verify: build ## the simulator against laws and published results
	bin/clustersim verify

# Checks that take minutes are tests named TestFull… in files with "//go:build full".
.PHONY: verify-full
verify-full: build ## verify, all checks against real traces in DATA, and the long checks; output in out/verify-full.txt
	@mkdir -p out
	@{ bin/clustersim verify && $(MAKE) -s --no-print-directory data-checks && go test -tags full -count 1 -v -run '^TestFull' ./experiment/...; } 2>&1 | tee out/verify-full.txt

# Data checks are tests named TestData… in files with "//go:build data"; they find the data in $CLUSTERSIM_DATA.
.PHONY: data-checks
data-checks: ## the checks against real traces in DATA (../shared/data)
	@if [ ! -d "$(DATA)" ]; then \
		echo "skipped: no data: there is no folder $(DATA); set DATA=…"; \
		if [ "$${CI:-}" = true ]; then echo "failed: CI must not skip the data checks"; exit 1; fi; \
		exit 0; \
	fi; \
	packages="$$(go test -tags data -list '^TestData' ./... | awk '/^TestData/ { n++ } /^ok/ { if (n) print $$2; n = 0 }')"; \
	if [ -z "$$packages" ]; then echo "failed: no data checks found (tests named TestData…, build tag data)"; exit 1; fi; \
	CLUSTERSIM_DATA="$(abspath $(DATA))" go test -tags data -count 1 -v -run '^TestData' $$packages

# What lies in examples/data is read by examples. An example that reads a file which is not in the repository says so in a line "# needs: data".
.PHONY: examples
examples: build ## validate and run every example that needs no external data
	@n=0; while IFS= read -r file; do \
		if grep -q '^# needs: data' "$$file"; then echo "skipped: $$file needs data"; continue; fi; \
		echo "run $$file"; bin/clustersim validate "$$file"; bin/clustersim run --seeds 2 "$$file" > /dev/null; n=$$((n + 1)); \
	done < <(find examples -name '*.yaml' -not -path '*/data/*' | sort); \
	echo "$$n examples run"; [ "$$n" -gt 0 ]

.PHONY: clean
clean: ## remove what make made
	rm -rf bin out

# An index of go commands. See README.md for what they show.
GO ?= go

.PHONY: build demo test race lint deadcode platforms licences mutate bench fuzz fuzz-long faults check

build: ## build bin/remora-bt
	CGO_ENABLED=0 $(GO) build -trimpath -o bin/remora-bt ./cmd/remora-bt

demo: build ## the built-in study on synthetic data
	./bin/remora-bt run

test: ## all tests
	$(GO) test ./...

race: ## all tests under the race detector
	$(GO) test -race ./...

lint: ## formatting, vet and staticcheck
	test -z "$$($(GO) tool gofumpt -l .)" || { $(GO) tool gofumpt -l .; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

deadcode: ## functions that no program reaches
	scripts/deadcode.sh

platforms: ## the same bytes on arm64 and other processors, and 32-bit builds; needs qemu-user
	REMORA_PLATFORMS=1 $(GO) test -run 'Fused|EveryPlatform|DiffersByPlatform' ./cmd/remora-bt
	GOARCH=386 $(GO) build -o /dev/null ./cmd/remora-bt && GOARCH=arm $(GO) build -o /dev/null ./cmd/remora-bt

licences: ## THIRD_PARTY.md, the licences of what the program is built from
	$(GO) run ./scripts/licences >THIRD_PARTY.new && mv THIRD_PARTY.new THIRD_PARTY.md || { rm -f THIRD_PARTY.new; exit 1; }

mutate: ## small changes to the code, and whether tests notice; see scripts/mutate.sh
	scripts/mutate.sh $(PACKAGES)

bench: ## every benchmark; see scripts/bench.sh for whole commands
	$(GO) test -run '^$$' -bench . -benchmem ./...
	scripts/bench.sh

fuzz: ## every fuzzer, FUZZTIME each (default 1m)
	scripts/fuzz.sh $(FUZZTIME)

fuzz-long: ## MUTATIONS damaged files for every reader of the program (default a million)
	REMORA_MUTATIONS=$(or $(MUTATIONS),1000000) $(GO) test -timeout 0 -v -run TestMutatedFiles ./cmd/remora-bt

faults: ## the program killed, starved and disturbed at work: a table of what became of it
	scripts/faults.sh $(FAULTS)

check: lint deadcode test ## what CI runs
	$(GO) mod tidy -diff

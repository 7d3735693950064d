# An index of go commands. See README.md for what they show.
GO ?= go

.PHONY: build demo test race lint deadcode platforms mutate bench fuzz check

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
	GOARCH=386 $(GO) vet ./... && GOARCH=arm $(GO) vet ./...

mutate: ## small changes to the code, and whether tests notice; see scripts/mutate.sh
	scripts/mutate.sh $(PACKAGES)

bench: ## every benchmark; see scripts/bench.sh for whole commands
	$(GO) test -run '^$$' -bench . -benchmem ./...
	scripts/bench.sh

fuzz: ## every fuzzer, FUZZTIME each (default 1m)
	scripts/fuzz.sh $(FUZZTIME)

check: lint deadcode test ## what CI runs
	$(GO) mod tidy -diff

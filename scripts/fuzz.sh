#!/usr/bin/env bash
# Run every fuzzer of the module, one after the other, for TIME each (default 1m).
set -euo pipefail
cd "$(dirname "$0")/.."
time=${1:-1m}
go list ./... | while read -r pkg; do
	dir=$(go list -f '{{.Dir}}' "$pkg")
	grep -hoE '^func (Fuzz[A-Za-z0-9_]+)' "$dir"/*_test.go 2>/dev/null | awk '{print $2}' | while read -r name; do
		echo "== $pkg $name"
		go test -run '^$' -fuzz "^$name\$" -fuzztime "$time" -fuzzminimizetime 1x "$pkg"
	done
done

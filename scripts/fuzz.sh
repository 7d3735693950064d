#!/usr/bin/env bash
# Run every fuzzer of the module, one after the other, for TIME each (default 1m).
# A finding ends the run; its input is kept under the package's testdata/fuzz.
set -euo pipefail
cd "$(dirname "$0")/.."
time=${1:-1m}
found=0
while read -r pkg dir; do
	for name in $(grep -hoE '^func Fuzz[A-Za-z0-9_]+' "$dir"/*_test.go 2>/dev/null | awk '{print $2}'); do
		found=$((found + 1))
		echo "== $pkg $name"
		go test -run '^$' -fuzz "^$name\$" -fuzztime "$time" -fuzzminimizetime 1x "$pkg" </dev/null
	done
done < <(go list -f '{{.ImportPath}} {{.Dir}}' ./...)
echo "$found fuzzers ran"
[ "$found" -gt 0 ]

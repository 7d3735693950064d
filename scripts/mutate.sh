#!/usr/bin/env bash
# Tries small changes to the code of some packages (turned comparisons, constants one
# off, dropped statements, and for or, negated conditions), a seeded sample of them,
# and prints those that the package's own short tests do not notice:
#
#   scripts/mutate.sh                                   # 40 changes in each package below
#   scripts/mutate.sh -n 100 -seed 2 backtest/metrics   # others
#
# One core at low priority; a package takes some minutes. A change that means the same
# as before ("equivalent") cannot be noticed: it costs a point and is to be named, not
# tested. gremlins does the like, but it tries every change, which takes hours where
# tests are slow, and neither moves constants nor drops statements.
set -euo pipefail
cd "$(dirname "$0")/.."
export GOMAXPROCS=1 GOFLAGS="${GOFLAGS:-} -p=1"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
go build -o "$scratch/mutate" ./scripts/mutate
packages=()
for word in "$@"; do [ -d "$word" ] && packages+=("$word"); done
[ "${#packages[@]}" -gt 0 ] || set -- "$@" backtest backtest/lanes backtest/metrics backtest/verdict backtest/verdict/shift signals signals/calendar signals/explain signals/filter signals/profile internal/stats
nice -n 19 "$scratch/mutate" "$@"

#!/usr/bin/env bash
# Fails on any function that no program of this module reaches: not the command, not
# an example. What only tests call is not the product. scripts/deadcode.txt lists
# exceptions, each with its reason; an exception that no longer holds fails too.
set -euo pipefail
cd "$(dirname "$0")/.."
programs=(./cmd/...)
if [ -d examples ]; then programs+=(./examples/...); fi
list=scripts/deadcode.txt
format='{{range .Funcs}}{{println $.Path .Name .Position}}{{end}}'
found=$(${GO:-go} tool deadcode -f "$format" "${programs[@]}" | sed '/^$/d; s|^github.com/remora-bt/remora-bt/||')
awk -v list="$list" '
  FILENAME == list { if ($0 !~ /^(#|$)/) { if (NF < 3) { print list ": " $1 " " $2 ": no reason given"; bad = 1 }; allowed[$1 " " $2] = 1 }; next }
  NF { if (($1 " " $2) in allowed) seen[$1 " " $2] = 1; else { print $3 ": only tests reach " $2; bad = 1 } }
  END {
    for (f in allowed) if (!(f in seen)) { print list ": " f ": a program reaches it, or it is gone"; bad = 1 }
    exit bad
  }' "$list" - <<<"$found"

#!/usr/bin/env bash
# Kills, starves and disturbs the program at work, and prints what became of it as a
# table: scripts/faults.py says of what. Ends with 1 if anything was left half-written,
# hung, or ended without the error that it should have.
#
#   scripts/faults.sh                    # 40 times each; some minutes
#   scripts/faults.sh --times 400        # longer
#   scripts/faults.sh kill mount         # some faults alone
#
# As root it mounts small file systems to fill; elsewhere those rows are left out.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
CGO_ENABLED=0 ${GO:-go} build -trimpath -o "$work/remora-bt" ./cmd/remora-bt
python3 scripts/faults.py --program "$work/remora-bt" --work "$work" "$@"

#!/usr/bin/env bash
# Names what the cache holds by the inputs that it is made from.
set -euo pipefail
sum=$(printf '%s\n' "$FETCH_PAIRS" "$FETCH_TIMEFRAME" "$FETCH_TIMERANGE" "$FETCH_CONTEXT" "$RELEASE_SHA256" | sha256sum)
echo "key=remora-bt-${sum%% *}" >>"$GITHUB_OUTPUT"

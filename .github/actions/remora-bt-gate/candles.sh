#!/usr/bin/env bash
# Fills the folder of candles: from an archive whose hash is known, or with data fetch.
# What the cache has brought is not fetched again.
set -euo pipefail
rm -f "$RUNNER_TEMP/remora-bt-comment.md" # of an earlier use in the same job
if [ -z "$RELEASE" ] && [ -z "$FETCH_PAIRS" ]; then exit 0; fi
if [ -z "$DATA" ]; then
  echo "::error title=remora-bt gate::candles need a folder: set the input data"
  exit 1
fi
mkdir -p "$DATA"
if [ -n "$RELEASE" ] && [ -z "$(ls -A "$DATA")" ]; then
  if [ -z "$RELEASE_SHA256" ]; then
    echo "::error title=remora-bt gate::the archive needs release-sha256"
    exit 1
  fi
  archive="$RUNNER_TEMP/candles.tar.gz"
  # A token goes to the API alone, where assets of private repositories are, and never
  # on the command line, which other programs see.
  secret=""
  if [ -n "$TOKEN" ] && [[ "$RELEASE" == "${GITHUB_API_URL:-https://api.github.com}/"* ]]; then
    secret="header = \"Authorization: Bearer $TOKEN\""
  fi
  curl --config - --silent --show-error --fail --location --retry 3 --max-time 1800 \
    --header "Accept: application/octet-stream" --output "$archive" -- "$RELEASE" <<<"$secret"
  if ! echo "$RELEASE_SHA256  $archive" | sha256sum --check --status; then
    echo "::error title=remora-bt gate::the archive is not the one of release-sha256"
    exit 1
  fi
  tar --extract --gzip --no-same-owner --file "$archive" --directory "$DATA"
fi
if [ -n "$FETCH_PAIRS" ]; then
  args=(data fetch "--datadir=$DATA" "--pairs=$FETCH_PAIRS" "--timeframe=$FETCH_TIMEFRAME")
  if [ -n "$FETCH_TIMERANGE" ]; then args+=("--timerange=$FETCH_TIMERANGE"); fi
  if [ "$FETCH_CONTEXT" = true ]; then args+=("--context=$DATA/context"); fi
  "$RUNNER_TEMP/remora-bt" "${args[@]}"
fi

#!/usr/bin/env bash
# Runs the study that is to be checked, if there is one to run.
set -euo pipefail
if [ -z "$STUDY" ] && [ "$SAMPLE" != true ]; then exit 0; fi
args=(run "--output=$RUN" --format md)
if [ -n "$STUDY" ]; then args+=("--config=$STUDY"); fi
if [ -n "$STUDY" ] && [ -n "$DATA" ]; then args+=("--datadir=$DATA"); fi
"$RUNNER_TEMP/remora-bt" "${args[@]}"

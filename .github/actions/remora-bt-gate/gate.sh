#!/usr/bin/env bash
# Holds the run against its rules. The program writes the step summary itself.
set -euo pipefail
args=(gate "--run=$RUN" --format github "--comment=$RUNNER_TEMP/remora-bt-comment.md")
if [ -n "$CONFIG" ]; then args+=("--config=$CONFIG"); fi
if [ -n "$BASELINE" ]; then args+=("--baseline=$BASELINE"); fi
if [ -n "$JUNIT" ]; then args+=("--junit=$JUNIT"); fi
if [ "$CONCLUSIVE" = true ]; then args+=(--require-conclusive); fi
if [ "$ALLOW" = true ]; then args+=(--allow-inconclusive); fi
"$RUNNER_TEMP/remora-bt" "${args[@]}"

#!/usr/bin/env bash
# Builds a release into dist: archives, wheels, SBOMs, checksums, and the image where a
# docker daemon runs. On a commit with a tag v1.2.3 it is that version's; elsewhere it is
# a snapshot. Nothing is published but by --publish, which needs the tag, a clean tree
# and GITHUB_TOKEN; docs/releasing.md has the steps.
#
#   scripts/release.sh             # build and check
#   scripts/release.sh --publish   # and publish on GitHub
set -euo pipefail
cd "$(dirname "$0")/.."
goreleaser=${GORELEASER:-goreleaser}
command -v "$goreleaser" >/dev/null || {
  echo "release.sh: goreleaser is not there: go install github.com/goreleaser/goreleaser/v2@v2.16.0" >&2
  exit 1
}
"$goreleaser" check
args=(release --clean)
skip=()
docker info >/dev/null 2>&1 && docker buildx version >/dev/null 2>&1 || { echo "release.sh: no docker daemon with buildx: the image is left out" >&2; skip+=(docker); }
if [ "${1:-}" = --publish ]; then
  [ ${#skip[@]} -eq 0 ] || exit 1
elif git describe --exact-match --tags --match 'v*' >/dev/null 2>&1; then
  skip+=(publish announce)
else
  args+=(--snapshot)
fi
if [ ${#skip[@]} -gt 0 ]; then args+=("--skip=$(IFS=,; echo "${skip[*]}")"); fi
"$goreleaser" "${args[@]}"
python3 scripts/release_check.py dist

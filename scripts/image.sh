#!/usr/bin/env bash
# Builds the image for this machine as goreleaser would and tries it: the program runs as
# a user without rights, writes to a mounted folder, for any --user, without a network,
# and on a file system that is read-only.
#
#   scripts/image.sh [NAME]   # default remora-bt:try
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:-remora-bt:try}
context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
arch=$(go env GOARCH)
scripts/rootfs.sh
mkdir -p "$context/packaging" "$context/linux/$arch" "$context/out" "$context/own"
cp packaging/rootfs.tar "$context/packaging/"
CGO_ENABLED=0 GOOS=linux go build -trimpath -o "$context/linux/$arch/remora-bt" ./cmd/remora-bt
docker build --build-arg "TARGETPLATFORM=linux/$arch" -t "$name" -f packaging/Dockerfile "$context"
chmod 777 "$context/out"
run=(docker run --rm --network none)
"${run[@]}" "$name" version
"${run[@]}" -v "$context/out:/out" "$name" run -q --output /out
"${run[@]}" -v "$context/out:/out" "$name" verify /out --rerun
"${run[@]}" --user "$(id -u):$(id -g)" -v "$context/own:/out" "$name" run -q --output /out/run
[ "$(stat -c %u "$context/own/run/summary.json")" = "$(id -u)" ] || { echo "image.sh: the folder is another user's" >&2; exit 1; }
"${run[@]}" --read-only "$name" run -q >/dev/null
[ "$(docker inspect -f '{{.Config.User}}' "$name")" = 65532:65532 ] || { echo "image.sh: the image runs as another user" >&2; exit 1; }
echo "the image $name is as it should be"

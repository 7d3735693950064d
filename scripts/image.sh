#!/usr/bin/env bash
# Builds the image for this machine as goreleaser would and tries it: the program runs as
# a user without rights, writes to a mounted folder, for any --user, without a network,
# and on a file system that is read-only. Where there is no docker, buildah does it, as
# root and without a daemon: the same Dockerfile, run in a chroot, but for the last of
# these.
#
#   scripts/image.sh [NAME]   # default remora-bt:try
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:-remora-bt:try}
context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
arch=$(go env GOARCH)

# build, try USER MOUNT ARGUMENT..., and user, with either program; an empty USER is the
# image's, an empty MOUNT none.
if docker info >/dev/null 2>&1; then
  build() { docker build --build-arg "TARGETPLATFORM=linux/$arch" -t "$name" -f packaging/Dockerfile "$context"; }
  try() {
    local own=() mount=()
    [ -z "$1" ] || own=(--user "$1")
    [ -z "$2" ] || mount=(-v "$2:/out")
    docker run --rm --network none "${own[@]}" "${mount[@]}" "$name" "${@:3}"
  }
  user() { docker inspect -f '{{.Config.User}}' "$name"; }
  readonly() { docker run --rm --network none --read-only "$name" "$@"; }
elif command -v buildah >/dev/null; then
  export STORAGE_DRIVER=vfs BUILDAH_ISOLATION=chroot
  store=(buildah --root "$context/store" --runroot "$context/run")
  build() {
    "${store[@]}" bud --build-arg "TARGETPLATFORM=linux/$arch" -t "$name" -f packaging/Dockerfile "$context"
    container=$("${store[@]}" from "$name")
  }
  try() {
    local own=() mount=()
    [ -z "$1" ] || own=(--user "$1")
    [ -z "$2" ] || mount=(-v "$2:/out")
    unshare --net "${store[@]}" run "${own[@]}" "${mount[@]}" "$container" -- /usr/bin/remora-bt "${@:3}"
  }
  user() { "${store[@]}" inspect --type image --format '{{.OCIv1.Config.User}}' "$name"; }
  readonly() { echo "image.sh: buildah has no read-only file systems: not tried" >&2; }
else
  echo "image.sh: needs docker and its daemon, or buildah as root" >&2
  exit 1
fi

scripts/rootfs.sh
mkdir -p "$context/packaging" "$context/linux/$arch" "$context/out" "$context/own"
cp packaging/rootfs.tar "$context/packaging/"
CGO_ENABLED=0 GOOS=linux go build -trimpath -o "$context/linux/$arch/remora-bt" ./cmd/remora-bt
build
chmod 777 "$context/out"
try "" "" version
try "" "$context/out" run -q --output /out
[ "$(stat -c %u "$context/out/summary.json")" = 65532 ] || { echo "image.sh: the program does not run as user 65532" >&2; exit 1; }
try "" "$context/out" verify /out --rerun
owner=$(id -u)
if [ "$owner" -eq 0 ]; then
  owner=1234
  chown "$owner" "$context/own"
fi
try "$owner:$(id -g)" "$context/own" run -q --output /out/run
[ "$(stat -c %u "$context/own/run/summary.json")" = "$owner" ] || { echo "image.sh: the folder is another user's" >&2; exit 1; }
readonly run -q >/dev/null
[ "$(user)" = 65532:65532 ] || { echo "image.sh: the image runs as another user" >&2; exit 1; }
echo "the image $name is as it should be"

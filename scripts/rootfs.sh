#!/usr/bin/env bash
# Makes packaging/rootfs.tar, what the image holds besides the program: the root
# certificates of this machine, an empty /tmp that all may write to, and a user without
# rights. Equal certificates give equal bytes.
set -euo pipefail
cd "$(dirname "$0")/.."
certificates=${CERTIFICATES:-/etc/ssl/certs/ca-certificates.crt}
[ -s "$certificates" ] || { echo "rootfs.sh: no root certificates at $certificates: install ca-certificates or set CERTIFICATES" >&2; exit 1; }
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root/etc/ssl/certs" "$root/tmp" "$root/work"
cp "$certificates" "$root/etc/ssl/certs/ca-certificates.crt"
echo 'remora:x:65532:65532::/work:/sbin/nologin' >"$root/etc/passwd"
chmod 644 "$root"/etc/passwd "$root"/etc/ssl/certs/*
chmod 1777 "$root/tmp"
tar --create --file packaging/rootfs.tar --format=ustar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C "$root" etc tmp work

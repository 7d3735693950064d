#!/usr/bin/env bash
# Time whole commands from cold files, five times each, and print wall seconds and
# peak memory. Needs /usr/bin/time; the real candles are looked for beside the
# repository and their commands are left out where they are absent.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
CGO_ENABLED=0 go build -trimpath -o "$work/remora-bt" ./cmd/remora-bt
timed() {
	local name=$1
	shift
	for _ in 1 2 3 4 5; do
		/usr/bin/time -f "%e %M" -o "$work/time" "$@" >/dev/null 2>&1 || true
		tail -1 "$work/time"
	done | sort -n | awk -v name="$name" '{s[NR]=$1; if ($2>m) m=$2} END {printf "%-50s median %ss, slowest %ss, peak memory %.0f MB\n", name, s[int((NR+1)/2)], s[NR], m/1024}'
}
timed "run (synthetic demo)" "$work/remora-bt" run
data=../shared/data/candles
if [ -d "$data" ]; then
	"$work/remora-bt" data import "$data/BTC_USDT-5m.csv.gz" --output "$work/parquet" >/dev/null
	six="--pairs BTC/USDT --timerange 20200101- --strategy-list NFIQuickstart"
	timed "run, six years of BTC, csv.gz" "$work/remora-bt" run -d "$data" $six
	timed "run, six years of BTC, Parquet" "$work/remora-bt" run -d "$work/parquet" $six
	timed "reproduce, 46 reports, csv.gz" "$work/remora-bt" reproduce -d "$data"
	timed "reproduce, 46 reports, Parquet" "$work/remora-bt" reproduce -d "$work/parquet"
else
	echo "no real candles in $data: their commands are left out"
fi

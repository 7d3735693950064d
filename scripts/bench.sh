#!/usr/bin/env bash
# Time whole commands from cold files, five times each, and print the median wall
# time, the slowest and the peak memory. Needs /usr/bin/time; the real candles and
# context are looked for beside the repository, and the commands that need them are
# left out where they are absent.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
CGO_ENABLED=0 go build -trimpath -o "$work/remora-bt" ./cmd/remora-bt
bt=$work/remora-bt
timed() {
	local name=$1
	shift
	for _ in 1 2 3 4 5; do
		/usr/bin/time -f "%e %M" -o "$work/time" "$@" >"$work/out" 2>&1 || { cat "$work/out" >&2; exit 1; }
		tail -1 "$work/time"
	done | sort -n | awk -v name="$name" '{s[NR]=$1; if ($2>m) m=$2} END {printf "%-62s median %5.2f s, slowest %5.2f s, peak %4.0f MB\n", name, s[int((NR+1)/2)], s[NR], m/1024}'
}
timed "run, synthetic demo" "$bt" run
timed "selftest --quick" "$bt" selftest --quick
data=../shared/data
if [ ! -d "$data/candles" ]; then
	echo "no real candles in $data: their commands are left out"
	exit 0
fi
"$bt" data import "$data"/candles/*.csv.gz --output "$work/parquet" >/dev/null
six=(--pairs BTC/USDT --timerange 20200101-)
all=NFIQuickstart,MACDCross,RSIEMA,BollingerBreakout
engine=(--context "$data/context" --filter default)
timed "run, one strategy, six years, Parquet" "$bt" run -d "$work/parquet" "${six[@]}" -s NFIQuickstart
timed "run, one strategy, six years, csv.gz" "$bt" run -d "$data/candles" "${six[@]}" -s NFIQuickstart
timed "run, four strategies with the engine and its verdict, six years" "$bt" run -d "$work/parquet" "${six[@]}" -s "$all" "${engine[@]}"
timed "run, the published grid (20 cells) with verdicts" "$bt" run -d "$work/parquet" --pairs BTC/USDT -s "$all" \
	--timerange 20200101-20211231,20220101-20221231,20230101-20241231,20240101-20251123,20200101-20251123 \
	--minimal-roi '{"0":0.10}' --filter "blocks:backtest/published/blocks.json"
timed "reproduce, 46 reports, csv.gz" "$bt" reproduce -d "$data/candles"
timed "reproduce --audit, csv.gz" "$bt" reproduce --audit -d "$data/candles"
timed "signals, six years, csv.gz to Parquet" "$bt" signals -d "$data/candles" --context "$data/context" "${six[@]}" --output "$work/signals.parquet"
timed "lookahead, six years, engine, filter, four strategies" "$bt" lookahead -d "$work/parquet" --context "$data/context" "${six[@]}"
for span in 20240101- 20230101- 20210101- 20200101-; do
	timed "sweep, 1,000 thresholds, four strategies, $span" "$bt" sweep -d "$work/parquet" --context "$data/context" --pairs BTC/USDT \
		--timerange "$span" -s "$all" --set max_risk=0.3:0.8994:0.0006
done

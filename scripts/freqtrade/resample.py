#!/usr/bin/env python3
"""Writes what resample_to_interval, which freqtrade's strategies use, makes of the first candles of a walk with holes."""

import json

import pandas as pd
from own import ROOT, WALKS
from technical.util import resample_to_interval

OUT = ROOT / "data" / "formats" / "testdata" / "resampled.json"
ROWS = 900
MINUTES = [15, 30, 60, 240]

if __name__ == "__main__":
    df = pd.read_csv(WALKS / "SOL_USDT-5m.csv.gz", float_precision="round_trip").head(ROWS)
    df.columns = ["date", "open", "high", "low", "close", "volume"]
    df["date"] = pd.to_datetime(df["date"], unit="ms", utc=True)
    made = {}
    for minutes in MINUTES:
        r = resample_to_interval(df, minutes)
        times = (r["date"].astype("int64") // {"ns": 1_000_000, "ms": 1}[r["date"].dt.unit]).tolist()
        made[str(minutes)] = [[t, *row] for t, row in zip(times, r[["open", "high", "low", "close", "volume"]].to_numpy().tolist())]
        print(minutes, "minutes:", len(r), "candles from", r["date"].iloc[0])
    lines = [f'"{k}": [\n' + ",\n".join(json.dumps(row, separators=(",", ":")) for row in v) + "\n]" for k, v in made.items()]
    OUT.write_text(f'{{"rows": {ROWS},\n"made": {{\n' + ",\n".join(lines) + "\n}}\n")

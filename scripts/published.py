#!/usr/bin/env python3
"""Turn the parsed reports of the published study into the tables the product embeds.

Usage: published.py FOLDER-WITH-reports.json-AND-filter_blocks.json OUTPUT-FOLDER

The reports are those of the study "remora-backtests" (DonaldSimpson, GitHub,
commit 6fb79a9, 24 November 2025): figures of 46 freqtrade backtest reports. The
block windows are inferred from the day tables of the same reports.
"""
import csv
import json
import pathlib
import sys

source, target = map(pathlib.Path, sys.argv[1:3])
reports = json.loads((source / "reports.json").read_text())
keys = list(reports[0]["summary"])
head = ["strategy", "filtered", "timerange", "pair", "timeframe"]
with open(target / "figures.csv", "w", newline="") as f:
    out = csv.writer(f, lineterminator="\n")
    out.writerow(head + keys)
    for r in reports:
        assert list(r["summary"]) == keys, r["strategy"]
        out.writerow([str(r[k]).lower() if k == "filtered" else r[k] for k in head]
                     + [r["summary"][k] for k in keys])
with open(target / "days.csv", "w", newline="") as f:
    out = csv.writer(f, lineterminator="\n")
    columns = ["date", "trades", "profit_abs", "profit_factor", "win", "draw", "loss"]
    out.writerow(["strategy", "timerange"] + columns)
    for r in reports:
        for day in r.get("days", []):
            assert list(day) == columns
            out.writerow([r["strategy"], r["timerange"]] + list(day.values()))
blocks = json.loads((source / "filter_blocks.json").read_text())
(target / "blocks.json").write_text(json.dumps(blocks, indent=1) + "\n")

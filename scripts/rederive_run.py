#!/usr/bin/env python3
"""Re-derive the answers of a run folder and hold the run's own figures to them.

    python3 scripts/rederive_run.py out/run

For cells of one pair whose mask was shifted by whole days. Entries come from the
folder's deals.parquet, the mask from its refused.csv, and rederive_answer.py works
everything out by definition, some seconds a cell and year. Prints the largest
difference of every cell, of money as a share of S; the exit code is 1 if one is beyond
1e-9, and 2 if the folder has no such cell. Needs pandas and pyarrow.
"""
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd

FIGURES = {
    "trades": "trades", "refused": "refused", "shifts": "shifts",
    "profit.delta": "delta", "profit.less": "less", "profit.selection": "selection", "profit.lo": "lo", "profit.hi": "hi",
    "profit.bp": "bp", "profit.p": "p", "profit.p_worse": "p_worse",
    "risk.tail_days": "tail_days", "risk.tail_loss": "tail_loss", "risk.avoided_pct": "avoided", "risk.points": "points",
    "risk.lo": "points_lo", "risk.hi": "points_hi", "risk.p": "tail_p", "risk.cvar_cut_pct": "cvar_cut",
    "risk.cvar_cut_shifted_pct": "cvar_cut_shifted", "risk.beyond_stake": "beyond",
}


MONEY = {"profit.delta", "profit.less", "profit.selection", "profit.lo", "profit.hi", "risk.tail_loss"}


def rederive(deals, mask, book, stake):
    step, day = pd.Timedelta(book["timeframe"].replace("m", "min")), pd.Timedelta(days=1)
    opens = pd.Timestamp(book["first"])
    tested = opens + book["warm_up"] * step
    first = tested.floor("D")
    days = ((opens + (book["candles"] - 1) * step).floor("D") - first) // day + 1

    def row(t):
        return ((t - first) // step).astype(int)

    entries = pd.DataFrame({
        "signal_row": row(deals.open_date) - 1, "entry_row": row(deals.open_date), "exit_row": row(deals.close_date),
        "close_day": ((deals.close_date - first) // day).astype(int), "profit": deals.profit_abs})
    shut = pd.DataFrame({"from": row(mask["from"]).clip(lower=(tested - first) // step), "to": row(mask["to"])}).clip(upper=days * (day // step))
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        head = f"# days={days} rows_a_day={day // step} stake={stake}\n"
        (at / "entries.csv").write_text(head + entries.to_csv(index=False))
        shut[shut["from"] < shut["to"]].to_csv(at / "mask.csv", index=False)
        script = Path(__file__).with_name("rederive_answer.py")
        return json.loads(subprocess.check_output([sys.executable, script, at / "entries.csv", at / "mask.csv"]))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    run = Path(sys.argv[1])
    if missing := [name for name in ("summary.json", "deals.parquet", "refused.csv") if not (run / name).exists()]:
        print(f"{run}: no {missing[0]}: not the folder of a run with a filter", file=sys.stderr)
        sys.exit(2)
    summary = json.loads((run / "summary.json").read_text())
    deals, mask = pd.read_parquet(run / "deals.parquet"), pd.read_csv(run / "refused.csv")
    for name in ("from", "to"):
        mask[name] = pd.to_datetime(mask[name], utc=True)
    wrong = derived = False
    for cell in summary["cells"]:

        def mine(t, cell=cell):
            return t[(t.strategy == cell["strategy"]) & (t.timerange.fillna("") == cell["timerange"])]

        answers = cell["answers"]
        if len(cell["pairs"]) != 1 or answers is None or answers["profit"]["p"] is None or answers["placebo"] != "days":
            print(f"{cell['strategy']} {cell['timerange']}: nothing to derive: not a tested cell of one pair and of days")
            continue
        derived = True
        want = rederive(mine(deals), mine(mask), cell["books"][0], cell["stake"])
        worst, figures = 0.0, 0
        for name, key in FIGURES.items():
            x = answers
            for part in name.split("."):
                x = x[part]
            if x is None:  # undefined, as the worst days of a strategy that never loses
                continue
            off = abs(x - want[key]) / (want["s"] if name in MONEY else max(1, abs(want[key])))
            worst, figures = max(worst, off), figures + 1
            if not off <= 1e-9:
                wrong = True
                print(f"{cell['strategy']} {cell['timerange']}: {name} is {x}, re-derived {want[key]}")
        print(f"{cell['strategy']} {cell['timerange']}: {figures} figures, largest difference {worst:.1e}")
    sys.exit(1 if wrong else 0 if derived else 2)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Runs freqtrade itself on the reference cases and writes what it answered.

    reference.py --walk                 write the random-walk candles anew
    reference.py [--real DIR] [CASE…]   run the cases whose names hold one of the words, else all

Cases on real candles are left out without --real. See README.md.
"""

import argparse
import gzip
import hashlib
import io
import json
import math
import tempfile
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import candles
import numpy as np
import pandas as pd
from cases import CASES
from freqtrade.data.metrics import calculate_max_drawdown
from offline import backtest, feather

OUT = Path(__file__).resolve().parents[2] / "backtest" / "testdata" / "freqtrade"

TRADE = [
    "pair", "stake_amount", "amount", "open_date", "close_date", "open_rate", "close_rate", "fee_open", "fee_close",
    "trade_duration", "profit_ratio", "profit_abs", "exit_reason", "min_rate", "max_rate", "stop_loss_abs",
    "stop_loss_ratio", "initial_stop_loss_abs", "initial_stop_loss_ratio",
]
TABLES = ["results_per_pair", "exit_reason_summary", "left_open_trades", "daily_profit", "periodic_breakdown"]
# echoes of the configuration, the clock of the run, and what a long-only spot run leaves empty
DROPPED = {
    "trades", "locks", "best_pair", "worst_pair", "results_per_enter_tag", "mix_tag_stats", "backtest_run_start_ts",
    "backtest_run_end_ts", "trade_count_long", "trade_count_short", "profit_total_long", "profit_total_short",
    "profit_total_long_abs", "profit_total_short_abs", "stake_currency_decimals", "timeframe_detail",
    "freqaimodel", "freqai_identifier", "use_custom_stoploss", "enable_protections", "trading_mode", "margin_mode",
    "pairlist", "daily_profit_list", "holding_avg", "drawdown_duration",
    "winner_holding_avg", "loser_holding_avg",
}


def plain(v):
    """The value as JSON knows it; floats keep every digit."""
    match v:
        case dict():
            return {str(k): plain(x) for k, x in v.items()}
        case list() | tuple():
            return [plain(x) for x in v]
        case pd.Timedelta() | timedelta():
            return v.total_seconds()
        case pd.Timestamp() | datetime():
            return v.strftime("%Y-%m-%d %H:%M:%S+00:00")
        case np.generic():
            return plain(v.item())
        case float() if not math.isfinite(v):
            return str(v)
    return v


def digits(x) -> str:
    """The shortest text that reads back as x, never with an exponent: Go's FormatFloat(x, 'f', -1, 64)."""
    return f"{Decimal(repr(float(x))):f}".removesuffix(".0")


def sha(trades) -> str:
    """SHA-256 of one line per trade: pair,open ms,close ms,amount,stake,open,close,profit,reason."""
    h = hashlib.sha256()
    for t in trades:
        numbers = (t[k] for k in ("amount", "stake_amount", "open_rate", "close_rate", "profit_abs"))
        line = [t["pair"], str(int(t["open_timestamp"])), str(int(t["close_timestamp"]))]
        h.update((",".join([*line, *map(digits, numbers), t["exit_reason"]]) + "\n").encode())
    return h.hexdigest()


def ties(trades, wallet) -> dict:
    """Drawdown figures if trades of one close date are taken in the order in which they closed.

    freqtrade sorts trades by close date with an unstable sort before it looks for
    drawdowns; these are the figures of a stable one.
    """
    if len(trades) < 2:
        return {}
    df = pd.DataFrame({"close_date": [t["close_date"] for t in trades], "profit_abs": [t["profit_abs"] for t in trades]})
    df = df.sort_values("close_date", kind="stable").reset_index(drop=True)
    df["close_date"] = df["close_date"] + pd.to_timedelta(np.arange(len(df)), unit="us")
    d = calculate_max_drawdown(df, starting_balance=wallet)
    u = calculate_max_drawdown(df, starting_balance=wallet, relative=True)
    return {
        "max_drawdown_abs": d.drawdown_abs, "max_drawdown_account": d.relative_account_drawdown,
        "max_relative_drawdown": u.relative_account_drawdown, "max_drawdown_high": d.high_value,
        "max_drawdown_low": d.low_value, "drawdown_start": d.high_date.strftime("%Y-%m-%d %H:%M:%S"),
        "drawdown_end": d.low_date.strftime("%Y-%m-%d %H:%M:%S"),
    }


def pack(path: Path, value) -> None:
    raw = io.BytesIO()
    with gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=9, mtime=0) as z:
        z.write(json.dumps(value, allow_nan=False, separators=(",", ":")).encode())
    path.write_bytes(raw.getvalue())


def record(case, stats) -> None:
    trades = stats["trades"]
    stable = plain(ties(trades, stats["starting_balance"]))
    real = case["data"] != "walk"
    tables = plain({k: stats[k] for k in TABLES if k in stats})
    config = case["config"]
    answer = {
        **{k: case[k] for k in ("name", "strategy", "data")}, "freqtrade": "2025.10", "config": config,
        "trades": len(trades), "trades_sha256": sha(trades),
        "stats": {k: plain(v) for k, v in stats.items() if k not in DROPPED and k not in TABLES and (k not in config or k == "max_open_trades")},
    }
    differs = {k: v for k, v in stable.items() if v != answer["stats"][k]}
    if differs:
        answer["stable_order"] = differs
    folder = OUT / "cases"
    (folder / f"{case['name']}.json").write_text(json.dumps(answer, indent=1, allow_nan=False) + "\n")
    if not real:
        rows = [{k: t[k] for k in TRADE} | {"costs": [o["cost"] for o in t["orders"]]} for t in trades]
        tables["trades"] = plain(rows)
        pack(folder / f"{case['name']}.tables.json.gz", tables)
    reasons = ", ".join(f"{r['trades']} {r['key']}" for r in stats["exit_reason_summary"] if r["key"] != "TOTAL")
    print(f"{case['name']:32} {len(trades):5} trades {stats['profit_total_abs']:10.3f}  {reasons}"
          + ("  (ties)" if differs else ""), flush=True)


def main() -> None:
    arg = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arg.add_argument("--walk", action="store_true")
    arg.add_argument("--real", type=Path, metavar="DIR")
    arg.add_argument("words", nargs="*")
    opt = arg.parse_args()
    if opt.walk:
        candles.write(OUT)
        return
    (OUT / "cases").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temp:
        for case in CASES:
            if opt.words and not any(w in case["name"] for w in opt.words):
                continue
            source = OUT if case["data"] == "walk" else opt.real
            if source is None:
                continue
            folder = Path(temp) / case["data"]
            feather(source, folder, case["config"]["pairs"], case["config"]["timeframe"])
            try:
                record(case, backtest(case, folder))
            except Exception as e:  # a case that freqtrade refuses is worth knowing, and no reason to stop
                print(f"{case['name']:32} {type(e).__name__}: {e}", flush=True)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Write backtest/metrics/testdata/risk.json: what numpy and quantstats answer.

Last run with Python 3.11, numpy 2.4.6, pandas and quantstats 0.0.86:

    python3 -m venv venv && venv/bin/pip install numpy pandas quantstats
    venv/bin/python scripts/risk_reference.py

The account starts at 1,000; a day's profit is `scale` times noise plus `drift`, the
noise from a fixed linear congruence that the test repeats bit for bit. Every third
day has no profit where `idle` is set.
"""
import json
import math
import pathlib

import numpy as np
import pandas as pd
import quantstats.stats as qs

TARGET = pathlib.Path(__file__).parent.parent / "backtest/metrics/testdata/risk.json"


def profits(days, seed, scale, drift, idle):
    out = []
    for i in range(days):
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
        u = (seed >> 11) / 2**53 - 0.5
        out.append(0.0 if idle and i % 3 == 2 else scale * u + drift)
    return out


def answer(days, seed, scale, drift, idle):
    equity = 1000 + np.concatenate([[0.0], np.cumsum(profits(days, seed, scale, drift, idle))])
    r = np.diff(equity) / equity[:-1]
    tail = math.ceil(days / 20)
    series = pd.Series(r, index=pd.date_range("2022-01-01", periods=days))
    fall = 100 * (1 - equity / np.maximum.accumulate(equity))[1:]
    return {
        "daily_cvar_5": np.sort(r)[:tail].mean(),
        "best_days_gain_5": np.sort(r)[-tail:].mean(),
        "worst_daily_return": qs.worst(series),
        "daily_volatility": np.std(r, ddof=1),
        "volatility": qs.volatility(series, periods=365),
        "ulcer_index": np.sqrt((fall**2).mean()),  # quantstats has the divisor N-1
        "max_drawdown_mtm": -qs.max_drawdown(series),
        "daily_sharpe": qs.sharpe(series, periods=365),
        "daily_sortino": qs.sortino(series, periods=365),
    }


def main():
    cases = []
    for days, seed, scale, drift, idle in [
        (19, 1, 20, 0, False), (20, 2, 20, 0, False), (21, 3, 20, 1, False), (40, 4, 50, -2, True),
        (365, 5, 30, 0.5, True), (2100, 6, 12, 0.2, False),
    ]:
        of = {"days": days, "seed": seed, "scale": scale, "drift": drift, "idle": idle}
        cases.append(of | {"metrics": {k: float(v) for k, v in answer(**of).items()}})
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text("[\n" + ",\n".join("  " + json.dumps(c) for c in cases) + "\n]\n")


if __name__ == "__main__":
    main()

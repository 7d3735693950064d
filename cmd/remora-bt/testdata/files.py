"""Holds the files of a run's folder against each other, as pandas and DuckDB load them."""
import json
import duckdb
import numpy as np
import pandas as pd

frames = {name: pd.read_csv(f"run/{name}.csv") for name in ("metrics", "trades", "blocked", "equity", "drawdowns")}
for name, frame in frames.items():
    assert set(frame["timerange"]) == {"20230201-20230801", "20230801-20240201"}, (name, set(frame["timerange"]))
metrics, trades, blocked, equity, drawdowns = frames.values()

# Typed: numbers are numbers and dates are dates, without a hint.
assert metrics["value"].dtype == np.float64 and not (metrics["value"].notna() & metrics["text"].notna()).any()
dates = metrics.query("metric in ['backtest_start', 'backtest_end'] and arm != 'delta'")["text"]
assert len(dates) and pd.to_datetime(dates, format="%Y-%m-%d %H:%M:%S").notna().all()
for frame, columns in ((trades, ["open_rate", "profit_abs", "trade_duration"]), (equity, ["realised", "equity"]), (drawdowns, ["rank", "days", "depth_ratio"])):
    assert all(pd.api.types.is_numeric_dtype(frame[c]) for c in columns), frame.dtypes
assert blocked["would_trade"].dtype == bool and blocked["in_position"].dtype == bool
assert str(pd.to_datetime(trades["open_date"]).dt.tz) == "UTC"

# A cell's trades come to its figures.
key = ["strategy", "timerange", "arm"]
figure = metrics.pivot(index=key, columns="metric", values="value")
sums = trades.groupby(key)["profit_abs"].agg(["sum", "count"])
assert np.allclose(figure.loc[sums.index, "profit_total_abs"], sums["sum"], rtol=1e-9, atol=1e-7)
assert (figure.loc[sums.index, "total_trades"] == sums["count"]).all()
last = equity.groupby(key)["realised"].last()
assert np.allclose(last, 1000 + sums.loc[last.index, "sum"], rtol=1e-9)
days = equity.set_index(key)["equity"]
for cell in set(days.index):
    account = np.concatenate(([1000.0], days.loc[[cell]].to_numpy()))
    deepest = (1 - account / np.maximum.accumulate(account)).max()
    worst = drawdowns.set_index(key + ["rank"]).loc[cell + (1,), "depth_ratio"]
    assert np.isclose(deepest, worst, rtol=1e-9), (cell, deepest, worst)

# Parquet and CSV hold the same trades; summary.json says what metrics.csv says.
same = duckdb.sql("""SELECT count(*) FROM 'run/trades.parquet' p JOIN read_csv('run/trades.csv') c
    ON p.strategy = c.strategy AND p.timerange = c.timerange AND p.arm = c.arm AND p.pair = c.pair
    AND p.open_date = c.open_date AND p.profit_abs = c.profit_abs AND p.profit_ratio = c.profit_ratio""").fetchall()[0][0]
assert same == len(trades), (same, len(trades))
for run in json.load(open("run/summary.json"))["runs"]:
    row = figure.loc[(run["strategy"], run["timerange"], run["arm"])]
    for name, value in run["metrics"].items():
        if isinstance(value, (int, float)):
            assert row[name] == value, (run["strategy"], name, row[name], value)
print("checked", len(trades))

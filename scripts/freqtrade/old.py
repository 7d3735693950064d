#!/usr/bin/env python3
"""Runs an older freqtrade on two cases of own_cases.py and keeps its exports as it writes them.

    pip download --no-deps freqtrade==2023.12 && unzip freqtrade-2023.12-py3-none-any.whl -d OLD
    pip install --target OLD --no-deps arrow python-dateutil types-python-dateutil colorama tabulate wrapt
    old.py OLD

The packages that came with the newer freqtrade do for the rest, save a name of numpy's. The exports go to
strategies/freqtrade/testdata. See README.md.
"""

import json
import logging
import sys
import tempfile
from pathlib import Path

import numpy

numpy.NAN = numpy.NaN = numpy.nan
sys.path.insert(0, sys.argv[1])

import freqtrade  # noqa: E402
import offline  # noqa: E402
from freqtrade.optimize import optimize_reports  # noqa: E402
from freqtrade.optimize.backtesting import Backtesting  # noqa: E402

optimize_reports.store_backtest_results = None  # a name of newer ones, which own imports
from own import ROOT, candles  # noqa: E402
from own_cases import CASES  # noqa: E402

offline.Exchange._load_markets = offline.stub_markets  # as 2023 called it
OUT = ROOT / "strategies" / "freqtrade" / "testdata"
DAYS = {"custom-exit": "20240205-20240206", "both-ways": "20240205-20240212"}


def export(case: dict, temp: Path) -> Path:
    data, results = temp / "data", temp / "results"
    for folder in (data, results):
        folder.mkdir()
    config = case["config"] | {"timerange": DAYS[case["name"]], "fiat_display_currency": "USD"}
    candles(data, config["pairs"], config["timeframe"])
    offline.STRATEGIES = Path(__file__).parent / "strategies" / "own"
    bt = Backtesting(offline.configuration(case | {"config": config}, temp, data))
    frames, _ = bt.load_bt_data()
    bt.load_bt_data_detail()
    bt.load_prior_backtest()
    span = bt.backtest_one_strategy(bt.strategylist[0], frames, _)
    stats = optimize_reports.generate_backtest_stats(frames, bt.all_results, min_date=span[0], max_date=span[1])
    return optimize_reports.store_backtest_stats(results, stats, "2025-11-01_00-00-00")


def main() -> None:
    logging.disable(logging.INFO)
    for case in CASES:
        if case["name"] not in DAYS:
            continue
        with tempfile.TemporaryDirectory() as temp:
            text = export(case, Path(temp)).read_text()
        (OUT / f"{freqtrade.__version__}-{case['name']}.json").write_text(text)
        (stats,) = json.loads(text)["strategy"].values()
        print(freqtrade.__version__, case["name"], len(stats["trades"]), "trades,", len(text), "bytes,", *stats["trades"][0])


if __name__ == "__main__":
    main()

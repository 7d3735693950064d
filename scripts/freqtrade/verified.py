#!/usr/bin/env python3
"""Plays `apply --verify` as its user does: the program prints commands and files, freqtrade's own command runs them.

    verified.py PROGRAM

Candles of `PROGRAM data synth`, the strategy of docs/your-own-strategy.md. The ordinary, the stacked and the filtered
export, cut down to what is read of them, and the mask go to backtest/apply/testdata/verified. See README.md.
"""

import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import offline
from freqtrade.main import main as freqtrade
from own import ROOT, trimmed

OUT = ROOT / "backtest" / "apply" / "testdata" / "verified"
CONFIG = {
    "timeframe": "1h", "max_open_trades": 3, "stake_currency": "USDT", "stake_amount": 50, "dry_run": True, "dry_run_wallet": 1000,
    "dataformat_ohlcv": "parquet",
    "exchange": {"name": "binance", "pair_whitelist": ["BTC/USDT", "ETH/USDT"]},
    "pairlists": [{"method": "StaticPairList"}],
    "entry_pricing": {"price_side": "same", "use_order_book": True},
    "exit_pricing": {"price_side": "same", "use_order_book": True},
}
ORDINARY = "freqtrade backtesting -c config.json -d candles --strategy Mine --timerange 20230301-20230615 --fee 0.001 " \
    "--max-open-trades 2 --stake-amount 100 --cache none --export trades"


def run(line: str) -> Path:
    """Runs a printed line in this process, and returns freqtrade's export."""
    program, *words = shlex.split(line)
    assert program == "freqtrade", line
    try:
        freqtrade(words)
    except SystemExit as end:
        if end.code:
            sys.exit(end.code)
    results = Path("user_data/backtest_results")
    (export,) = results.glob("*.zip")
    return export.rename(export.name)


def main() -> None:
    arg = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arg.add_argument("program", type=Path)
    program = arg.parse_args().program.resolve()

    def remora(*words) -> list[str]:
        done = subprocess.run([program, *words], check=True, stdout=subprocess.PIPE, text=True)
        return [line for line in done.stdout.splitlines() if line.startswith("freqtrade ")]

    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temp:
        os.chdir(temp)
        for sub in ("data", "strategies", "backtest_results", "logs"):
            Path("user_data", sub).mkdir(parents=True)
        shutil.copy(offline.STRATEGIES / "own" / "mine.py", "user_data/strategies")
        Path("config.json").write_text(json.dumps(CONFIG))
        remora("data", "synth", "--pairs", "BTC/USDT,ETH/USDT", "--timeframe", "1h", "--timerange", "20230101-20230630", "--output", "candles")
        ordinary = run(ORDINARY)
        trimmed(ordinary, OUT / "ordinary.zip", orders=False)
        given = ("--result", str(ordinary), "-c", "config.json", "-d", "candles")
        _, stacked = remora("apply", "--print-command", *given)
        trimmed(run(stacked), OUT / "stacked.zip", orders=False)
        (masked,) = remora("apply", "--verify", "user_data/strategies/masked.py", *given)
        trimmed(run(masked), OUT / "filtered.zip", orders=False)
        shutil.copy("user_data/strategies/masked-mask.json", OUT / "mask.json")
        os.chdir(ROOT)


if __name__ == "__main__":
    main()

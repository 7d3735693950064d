#!/usr/bin/env python3
"""Runs freqtrade's own command on candles of `remora-bt data synth`, for `remora-bt apply` to be held to `remora-bt run`.

    remora-bt data synth --output CANDLES --pairs BTC/USDT,ETH/USDT --timerange 20230101-20230630
    applied.py CANDLES

The four built-in strategies, ordinary and with position stacking; the exports, cut down to what is read of them, go to
backtest/apply/testdata. See README.md.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

import offline
from freqtrade.main import main as freqtrade
from own import ROOT, trimmed

OUT = ROOT / "backtest" / "apply" / "testdata"
STRATEGIES = ["NFIQuickstart", "MACDCross", "RSIEMA", "BollingerBreakout"]
STACKED = ["--enable-position-stacking", "--max-open-trades", "-1", "--dry-run-wallet", "1000000000", "--stake-amount", "100"]
CONFIG = {
    "timeframe": "5m", "max_open_trades": 1, "stake_currency": "USDT", "stake_amount": 100,
    "dry_run": True, "dry_run_wallet": 1000,
    "tradable_balance_ratio": 0.99, "dataformat_ohlcv": "parquet",
    "exchange": {"name": "binance", "pair_whitelist": ["BTC/USDT", "ETH/USDT"], "pair_blacklist": []},
    "pairlists": [{"method": "StaticPairList"}],
    "entry_pricing": {"price_side": "same", "use_order_book": True},
    "exit_pricing": {"price_side": "same", "use_order_book": True},
}


def main() -> None:
    arg = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arg.add_argument("candles", type=Path)
    candles = arg.parse_args().candles.resolve()
    OUT.mkdir(parents=True, exist_ok=True)
    for name, more in (("ordinary", []), ("stacked", STACKED)):
        with tempfile.TemporaryDirectory() as temp:
            user = Path(temp)
            for sub in ("data", "strategies", "backtest_results", "logs"):
                (user / sub).mkdir()
            (user / "config.json").write_text(json.dumps(CONFIG))
            words = ["backtesting", "-c", str(user / "config.json"), "--userdir", str(user), "-d", str(candles),
                     "--strategy-path", str(offline.STRATEGIES), "--strategy-list", *STRATEGIES, "--fee", "0.001",
                     "--timerange", "20230105-20230331", "--export", "trades", "--cache", "none", *more]
            try:
                freqtrade(words)
            except SystemExit as end:
                if end.code:
                    sys.exit(end.code)
            (export,) = (user / "backtest_results").glob("*.zip")
            trimmed(export, OUT / f"{name}.zip", orders=False)


if __name__ == "__main__":
    main()

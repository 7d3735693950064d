"""freqtrade without a network: one backtest in process, the exchange's market table stubbed."""

import json
import logging
import tempfile
from pathlib import Path

import pandas as pd
from freqtrade.commands.optimize_commands import setup_optimize_configuration
from freqtrade.enums import RunMode
from freqtrade.exchange import Exchange
from freqtrade.optimize.backtesting import Backtesting
from freqtrade.optimize.optimize_reports import generate_backtest_stats

STRATEGIES = Path(__file__).resolve().parent / "strategies"

# Binance spot: step of the amount; ticks are 0.01 and the smallest order costs 5 USDT.
STEPS = {"BTC/USDT": 0.00001, "ETH/USDT": 0.0001, "SOL/USDT": 0.001, "XRP/USDT": 0.1, "ADA/USDT": 0.1}
TICK = 0.01
MIN_COST = 5.0


def market(pair: str, step: float) -> dict:
    base, quote = pair.split("/")
    return {
        "id": base + quote, "symbol": pair, "base": base, "quote": quote, "settle": None,
        "baseId": base, "quoteId": quote, "type": "spot", "spot": True, "margin": False,
        "swap": False, "future": False, "option": False, "contract": False, "active": True,
        "linear": None, "inverse": None, "contractSize": None, "taker": 0.001, "maker": 0.001,
        "precision": {"amount": step, "price": TICK},
        "limits": {
            "amount": {"min": step, "max": None}, "price": {"min": TICK, "max": None},
            "cost": {"min": MIN_COST, "max": None}, "leverage": {"min": None, "max": None},
        },
        "info": {},
    }


def perpetual(pair: str, step: float) -> dict:
    """The linear swap on a pair."""
    return market(pair, step) | {
        "symbol": pair + ":USDT", "settle": "USDT", "type": "swap", "spot": False, "swap": True, "contract": True,
        "linear": True, "inverse": False, "contractSize": 1.0,
    }


def stub_markets(self, force=False, *, load_leverage_tiers=True):
    self._markets = {pair: market(pair, step) for pair, step in STEPS.items()}
    if self.trading_mode == "futures":
        self._markets = {pair + ":USDT": perpetual(pair, step) for pair, step in STEPS.items()}
    self._api.markets = self._api_async.markets = self._markets
    self._last_markets_refresh = 1


Exchange.reload_markets = stub_markets


def configuration(case: dict, user: Path, candles: Path) -> dict:
    """The case's configuration file, completed by freqtrade's own defaults."""
    given = {"trading_mode": "spot", "margin_mode": ""}
    given |= {k: v for k, v in case["config"].items() if k not in ("pairs", "timerange")}
    given |= {
        "dry_run": True, "stake_currency": "USDT",
        "dataformat_ohlcv": "feather", "export": "none", "fiat_display_currency": given.get("fiat_display_currency", ""),
        "exchange": {"name": "binance", "pair_whitelist": case["config"]["pairs"], "pair_blacklist": []},
        "pairlists": [{"method": "StaticPairList"}],
        "entry_pricing": {"price_side": "same", "use_order_book": True},
        "exit_pricing": {"price_side": "same", "use_order_book": True},
        "strategy": case["strategy"], "strategy_path": str(STRATEGIES),
    }
    file = user / "config.json"
    file.write_text(json.dumps(given))
    args = {
        "config": [str(file)], "user_data_dir": str(user), "datadir": str(candles),
        "export": "none", "backtest_cache": "none", "timerange": case["config"].get("timerange"),
    }
    config = setup_optimize_configuration(args, RunMode.BACKTEST)
    config["datadir"] = candles
    return config


def backtest(case: dict, candles: Path) -> dict:
    """Returns freqtrade's own statistics of one case, trades included."""
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory() as folder:
        user = Path(folder)
        for sub in ("data", "strategies", "backtest_results", "logs"):
            (user / sub).mkdir()
        run = Backtesting(configuration(case, user, candles))
        data, timerange = run.load_bt_data()
        run.load_prior_backtest()
        first, last = run.backtest_one_strategy(run.strategylist[0], data, timerange)
        stats = generate_backtest_stats(data, run.all_bt_content, min_date=first, max_date=last)
        run.exchange.close()
        Backtesting.cleanup()
    return stats["strategy"][case["strategy"]]


def feather(source: Path, target: Path, pairs, timeframe: str) -> None:
    """Converts 5m CSV files to freqtrade's feather files, resampled if asked."""
    target.mkdir(parents=True, exist_ok=True)
    for pair in pairs:
        name = pair.replace("/", "_")
        out = target / f"{name}-{timeframe}.feather"
        if out.exists():
            continue
        # round_trip: the fast reader may be off by a unit in the last place
        df = pd.read_csv(source / f"{name}-5m.csv.gz", float_precision="round_trip")
        df.columns = ["date", "open", "high", "low", "close", "volume"]
        df["date"] = pd.to_datetime(df["date"], unit="ms", utc=True)
        for col in df.columns[1:]:
            df[col] = df[col].astype(float)
        if timeframe != "5m":
            rule = {"open": "first", "high": "max", "low": "min", "close": "last", "volume": "sum"}
            df = df.resample({"15m": "15min", "1h": "1h"}[timeframe], on="date").agg(rule)
            df = df.dropna(subset=["close"]).reset_index()
        df.to_feather(out, compression="lz4")

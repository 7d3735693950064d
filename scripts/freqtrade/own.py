#!/usr/bin/env python3
"""Runs freqtrade on strategies that only freqtrade knows, in three ways each, and keeps its exports.

    own.py [CASE…]    run the cases whose names hold one of the words, else all

ordinary.zip is the plain run, stacked.zip the one with position stacking and no limit of trades,
stacked-1.zip and so on the same in pieces, masked.zip the plain run with some entries refused. Each is freqtrade's own export, cut down
to what is read of it. stacked runs are recorded by the subclass that `apply --recorder` writes,
masked ones made by the one of `apply --verify`. See README.md.
"""

import argparse
import json
import logging
import tempfile
import zipfile
from pathlib import Path

import offline
import pandas as pd
import rapidjson
from freqtrade.optimize.backtesting import Backtesting
from freqtrade.optimize.optimize_reports import generate_backtest_stats, store_backtest_results
from offline import configuration
from own_cases import CASES

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "backtest" / "stacked" / "testdata"
WALKS = ROOT / "backtest" / "testdata" / "freqtrade"
TEMPLATES = ROOT / "strategies" / "freqtrade"
MIRRORED = {"ADA/USDT": "BTC/USDT", "XRP/USDT": "ETH/USDT"}

STATS = [
    "strategy_name", "timeframe", "timeframe_detail", "timerange", "stake_currency", "stake_amount", "starting_balance",
    "max_open_trades", "max_open_trades_setting", "pairlist", "enable_protections", "trading_mode", "rejected_signals",
    "timedout_entry_orders", "canceled_trade_entries", "backtest_start_ts", "backtest_end_ts", "total_trades", "profit_total_abs",
]
TRADE = [
    "pair", "stake_amount", "amount", "open_date", "close_date", "open_rate", "close_rate", "fee_open", "fee_close",
    "profit_ratio", "profit_abs", "exit_reason", "min_rate", "max_rate", "stop_loss_abs", "enter_tag", "leverage", "is_short",
    "open_timestamp", "close_timestamp", "funding_fees",
]
ORDER = ["amount", "safe_price", "order_filled_timestamp", "ft_is_entry"]


def candles(folder: Path, pairs, timeframe: str) -> None:
    """Writes what a case reads: candles, and for futures mark prices and funding rates."""
    for pair in pairs:
        spot, _, settle = pair.partition(":")
        walk = MIRRORED.get(spot, spot)
        name = walk.replace("/", "_")
        df = pd.read_csv(WALKS / f"{name}-5m.csv.gz", float_precision="round_trip")
        df.columns = ["date", "open", "high", "low", "close", "volume"]
        if spot in MIRRORED:  # the same moves from the other end, in price and in time
            df = df.drop_duplicates("date")
            df[["open", "high", "low", "close"]] = df[["close", "high", "low", "open"]].to_numpy()[::-1]
            df["volume"] = df["volume"].to_numpy()[::-1]
        df["date"] = pd.to_datetime(df["date"], unit="ms", utc=True)
        df = df.astype({c: float for c in df.columns[1:]})
        if not settle:
            resampled(df, timeframe).to_feather(folder / f"{spot.replace('/', '_')}-{timeframe}.feather")
            continue
        (folder / "futures").mkdir(exist_ok=True)
        stem = folder / "futures" / f"{spot.replace('/', '_')}_{settle}"
        resampled(df, timeframe).to_feather(f"{stem}-{timeframe}-futures.feather")
        mark = resampled(df, "8h")
        mark.to_feather(f"{stem}-8h-mark.feather")
        rate = mark.copy()
        rate["open"] = [round(0.0001 * ((i * 7) % 11 - 4), 8) for i in range(len(rate))]
        rate[["high", "low", "close", "volume"]] = 0.0
        rate.to_feather(f"{stem}-8h-funding_rate.feather")


def resampled(df, timeframe):
    if timeframe == "5m":
        return df.reset_index(drop=True)
    rule = {"open": "first", "high": "max", "low": "min", "close": "last", "volume": "sum"}
    return df.resample(timeframe.replace("m", "min"), on="date").agg(rule).dropna(subset=["close"]).reset_index()


def fill(template: str, **values) -> str:
    """The text of a subclass, as the program writes it."""
    text = (TEMPLATES / template).read_text().replace("$OWN", (TEMPLATES / "own.py").read_text().rstrip())
    for key, value in values.items():
        text = text.replace("$" + key, value)
    return text


def trimmed(source: Path, target: Path, name: str = "", orders: bool = True) -> dict:
    """Copies an export, without what nothing reads; one strategy's under another name."""
    with zipfile.ZipFile(source) as z, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for member in z.namelist():
            raw = z.read(member)
            if member.endswith(".feather") or member.endswith(".py") and target.stem != "ordinary":
                continue
            if member.endswith(f"{source.stem}.json"):
                all_kept = {}
                for key, stats in rapidjson.loads(raw)["strategy"].items():
                    kept = {"trades": [{k: t[k] for k in TRADE} for t in stats["trades"]]} | {k: stats[k] for k in STATS if k in stats}
                    if orders:
                        for t, u in zip(kept["trades"], stats["trades"]):
                            t["orders"] = [{k: o[k] for k in ORDER} for o in u["orders"]]
                    kept["strategy_name"] = name or key
                    all_kept[name or key] = kept
                raw = rapidjson.dumps({"strategy": all_kept, "strategy_comparison": []}).encode()
            info = zipfile.ZipInfo(member.replace(source.stem, target.stem), (2025, 11, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(info, raw)
    return kept


def run(case: dict, strategy: str, folders: tuple[Path, Path], user: Path, **more) -> Path:
    """One backtest; returns freqtrade's export."""
    own, data = folders
    offline.STRATEGIES = own
    with tempfile.TemporaryDirectory() as temp:
        config = configuration(case | {"strategy": strategy, "config": case["config"] | more}, Path(temp), data)
    config["exportdirectory"] = user
    bt = Backtesting(config)
    frames, timerange = bt.load_bt_data()
    bt.load_prior_backtest()
    first, last = bt.backtest_one_strategy(bt.strategylist[0], frames, timerange)
    stats = generate_backtest_stats(frames, bt.all_bt_content, min_date=first, max_date=last)
    file = bt.strategylist[0].__file__
    bt.exchange.close()
    Backtesting.cleanup()
    config["original_config"] = {k: v for k, v in config["original_config"].items() if not str(v).startswith(str(user.parent))
                                 and k not in ("user_data_dir", "datadir", "exportdirectory", "config_files", "strategy_path")}
    return store_backtest_results(config, stats, "2025-11-01_00-00-00", strategy_files={case["strategy"]: file})


def mask(case: dict, minutes: int) -> dict:
    """Refuses about a third of the candles of each pair, at its own times."""
    step, unit = minutes * 60_000, 12 * minutes * 60_000
    start = 1_704_067_200_000  # 2024-01-01
    refused = {}
    for i, pair in enumerate(case["config"]["pairs"]):
        refused[pair] = [[t, t + unit - step] for t in range(start + i * unit, start + 100 * 86_400_000, 3 * unit)]
    return {"step": step, "sides": case.get("refuse", ["long", "short"]), "refused": refused}


def work(case: dict, temp: Path) -> None:
    config, name = case["config"], case["strategy"]
    data, own, user = temp / "data", temp / "own", temp / "user"
    for folder in (data, own, user):
        folder.mkdir()
    for timeframe in filter(None, (config["timeframe"], config.get("timeframe_detail"))):
        candles(data, config["pairs"], timeframe)
    for file in (Path(__file__).parent / "strategies" / "own").glob("*.py"):
        (own / file.name).write_text(file.read_text())
    record, masked = temp / "record.jsonl", temp / "mask.json"
    (own / "recorder.py").write_text(fill("recorder.py", STRATEGY=name, RECORD=repr(str(record))))
    (own / "masked.py").write_text(fill("masked.py", STRATEGY=name, MASK=repr(str(masked))))
    minutes = {"5m": 5, "1h": 60, "4h": 240}[config["timeframe"]]
    masked.write_text(json.dumps(mask(case, minutes)))

    out = OUT / case["name"]
    out.mkdir(parents=True, exist_ok=True)
    folders = own, data
    ordinary = trimmed(run(case, name, folders, user), out / "ordinary.zip", name)
    filtered = trimmed(run(case, name + "Masked", folders, user), out / "masked.zip", name)
    slots, wallet = config["max_open_trades"], config["dry_run_wallet"]
    stake = config["stake_amount"] if config["stake_amount"] != "unlimited" else wallet // slots
    all_entries = {"position_stacking": True, "max_open_trades": -1, "dry_run_wallet": 1_000_000_000, "stake_amount": stake,
                   "enable_protections": False}
    for i, part in enumerate(case["pieces"]):
        trimmed(run(case, name, folders, user, **all_entries, timerange=part), out / f"stacked-{i + 1}.zip", name)
    stacked = trimmed(run(case, name + "Recorder", folders, user, **all_entries), out / "stacked.zip", name)
    lines = [json.loads(line) for line in record.read_text().splitlines()]
    kept = [line for line in lines if line["record"] != "entry"]
    if any(line["record"] == "timeout" for line in lines) or config.get("enable_protections"):
        (out / "record.jsonl").write_text("".join(json.dumps(line) + "\n" for line in kept))
    print(f"{case['name']:20} {len(ordinary['trades']):4} ordinary {len(stacked['trades']):5} stacked "
          f"{len(filtered['trades']):4} masked {ordinary['rejected_signals']:5} rejected "
          f"{stacked['timedout_entry_orders']:4} unfilled {sum(p.stat().st_size for p in out.iterdir()):7} bytes", flush=True)


def main() -> None:
    arg = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arg.add_argument("words", nargs="*")
    opt = arg.parse_args()
    logging.disable(logging.INFO)
    for case in CASES:
        if not opt.words or any(w in case["name"] for w in opt.words):
            with tempfile.TemporaryDirectory() as temp:
                work(case, Path(temp))


if __name__ == "__main__":
    main()

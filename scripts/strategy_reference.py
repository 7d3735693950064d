#!/usr/bin/env python3
"""Make strategies/testdata/signals.csv: the signals of the strategies as data frames.

    pip install 'ta-lib==0.6.8' pandas          # the TA-Lib release that freqtrade 2025.10 pins
    python scripts/strategy_reference.py [CANDLES...]

The rules are written as freqtrade strategies are, whole columns at a time, over the
candles in signals/indicator/testdata. One line is written for each candle that
carries a signal: the file of candles, the strategy, the row (from 0), and 1 for
enter, 2 for exit, 3 for both. Given CSV files of candles, what reference_test.go
holds against them goes to standard output instead: strategy, file, candles that say
enter, candles that say exit, and the first 16 hex digits of the SHA-256 of one byte
a candle.
"""

import hashlib
import pathlib
import sys

import pandas as pd
import talib

ROOT = pathlib.Path(__file__).resolve().parent.parent
CANDLES = ROOT / "signals" / "indicator" / "testdata"


def nfi_quickstart(d):
    fast, slow = talib.SMA(d.close, 20), talib.SMA(d.close, 50)
    rsi = talib.RSI(d.close, 14)
    enter = (
        (fast > slow) & (fast.shift(1) <= slow.shift(1)) & (rsi < 70) & (d.volume > 0)
    )
    exit = ((fast < slow) & (fast.shift(1) >= slow.shift(1))) | (rsi > 80)
    return enter, exit


def rsi_ema(d):
    fast, slow = talib.EMA(d.close, 12), talib.EMA(d.close, 26)
    rsi = talib.RSI(d.close, 14)
    enter = (
        (d.close > fast) & (fast > slow)
        & (rsi > 50) & (rsi.shift(1) <= 50) & (rsi.shift(2) < 45)
        & (d.volume > 0)
    )
    exit = ((d.close < fast) & (d.close.shift(1) >= fast.shift(1))) | (rsi > 75)
    return enter, exit


def macd_cross(d):
    macd, signal, hist = talib.MACD(d.close, 12, 26, 9)
    rsi = talib.RSI(d.close, 14)
    enter = (
        (macd > signal) & (macd.shift(1) <= signal.shift(1)) & (hist > 0)
        & (rsi < 70) & (d.volume > talib.SMA(d.volume, 20) * 0.8)
    )
    exit = ((macd < signal) & (macd.shift(1) >= signal.shift(1))) | ((hist < 0) & (hist.shift(1) >= 0))
    return enter, exit


def bollinger_breakout(d):
    upper, middle, lower = talib.BBANDS(d.close, 20, 2.0, 2.0)
    rsi = talib.RSI(d.close, 14)
    enter = (
        (d.close > upper) & (d.close.shift(1) <= upper.shift(1))
        & (rsi > 50) & (rsi < 75)
        & (d.volume > talib.SMA(d.volume, 20) * 0.9)
        & ((d.close - lower) / (upper - lower) > 1)
    )
    exit = ((d.close < middle) & (d.close.shift(1) >= middle.shift(1))) | (rsi > 80)
    return enter, exit


STRATEGIES = {
    "NFIQuickstart": nfi_quickstart,
    "MACDCross": macd_cross,
    "RSIEMA": rsi_ema,
    "BollingerBreakout": bollinger_breakout,
}


def actions(path):
    """Yield each strategy's name and its actions, one byte a candle."""
    d = pd.read_csv(path, float_precision="round_trip").astype({"volume": float})
    for name, rules in STRATEGIES.items():
        enter, exit = rules(d)
        yield name, bytes(enter.astype(int) + 2 * exit.astype(int))


def main():
    for path in sys.argv[1:]:
        for name, a in actions(path):
            enter, exit = a.count(1) + a.count(3), a.count(2) + a.count(3)
            print(name, pathlib.Path(path).name, enter, exit, hashlib.sha256(a).hexdigest()[:16])
    if len(sys.argv) > 1:
        return
    lines = ["candles,strategy,row,action"]
    for candles in ("talib", "talib_edge"):
        for name, a in actions(CANDLES / f"{candles}.csv.gz"):
            lines += [f"{candles},{name},{row},{x}" for row, x in enumerate(a) if x]
    out = ROOT / "strategies" / "testdata" / "signals.csv"
    out.parent.mkdir(exist_ok=True)
    out.write_text("\n".join(lines) + "\n")


main()

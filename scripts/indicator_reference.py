#!/usr/bin/env python3
"""Make signals/indicator/testdata from TA-Lib.

    pip install 'ta-lib==0.6.8' numpy          # the release that freqtrade 2025.10 pins
    python scripts/indicator_reference.py VECTORS

VECTORS is a folder with talib_vectors.csv and talib_vectors_edge.csv: candles of a
random walk and what TA-Lib's C library makes of them. Written are

    talib.csv.gz, talib_edge.csv.gz   the candles and the columns that have an indicator here
    talib_other.csv.gz                other lengths, over the first 800 edge candles
    talib_lengths.csv                 every length that TA-Lib allows up to 200, as the first
                                      16 hex digits of the SHA-256 of the output's bits
                                      (little endian, zero during warm-up)
"""

import csv
import gzip
import hashlib
import pathlib
import sys

import numpy as np
import talib

OUT = pathlib.Path(__file__).resolve().parent.parent / "signals" / "indicator" / "testdata"
CANDLE = ["open", "high", "low", "close", "volume"]
COLUMNS = [
    "sma20", "sma50", "sma200", "volume_sma20", "ema12", "ema26", "ema200", "rsi14",
    "macd", "macd_signal", "macd_hist", "bb_upper", "bb_middle", "bb_lower",
    "atr14", "trange", "adx14", "plus_di14", "minus_di14", "stddev20",
]


def read(path):
    """The columns of a CSV file as float arrays, NaN where a cell is empty."""
    with open(path, newline="") as f:
        rows = list(csv.DictReader(f))
    return {k: np.array([float(r[k] or "nan") for r in rows]) for k in CANDLE + COLUMNS}


def write(name, columns):
    """Write columns of one length, floats in their shortest exact form."""
    lines = [",".join(columns)]
    for row in zip(*columns.values()):
        lines.append(",".join("" if np.isnan(x) else repr(float(x)) for x in row))
    with open(OUT / name, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as f:
        f.write(("\n".join(lines) + "\n").encode())


def check(d):
    """The vectors must be what the installed TA-Lib gives, or the rest means nothing."""
    for name, got in {
        "sma200": talib.SMA(d["close"], 200),
        "rsi14": talib.RSI(d["close"], 14),
        "macd_signal": talib.MACD(d["close"], 12, 26, 9)[1],
        "bb_upper": talib.BBANDS(d["close"], 20, 2.0, 2.0)[0],
        "adx14": talib.ADX(d["high"], d["low"], d["close"], 14),
    }.items():
        if not np.array_equal(got, d[name], equal_nan=True):
            sys.exit(f"{name}: TA-Lib {talib.__ta_version__} does not give the vectors' bits")


def other(d):
    """Lengths that the vectors do not have."""
    h, l, c = d["high"], d["low"], d["close"]
    out = {"sma7": talib.SMA(c, 7), "ema9": talib.EMA(c, 9)}
    for n in (2, 7, 21):
        out[f"rsi{n}"] = talib.RSI(c, n)
    for lengths in ((5, 13, 4), (26, 12, 9)):
        suffix = "_".join(map(str, lengths))
        for part, v in zip(("line", "signal", "hist"), talib.MACD(c, *lengths)):
            out[f"macd_{suffix}_{part}"] = v
    for part, v in zip(("upper", "middle", "lower"), talib.BBANDS(c, 5, 1.5, 1.5)):
        out[f"bbands5_{part}"] = v
    out["atr1"], out["atr7"] = talib.ATR(h, l, c, 1), talib.ATR(h, l, c, 7)
    out["adx7"] = talib.ADX(h, l, c, 7)
    out["plus_di7"], out["minus_di7"] = talib.PLUS_DI(h, l, c, 7), talib.MINUS_DI(h, l, c, 7)
    out["stddev5_2"] = talib.STDDEV(c, 5, 2.0)
    return out


def lengths(d):
    """Yield (indicator, length, digest) of every allowed length up to 200."""
    h, l, c = d["high"], d["low"], d["close"]
    functions = {
        "SMA": (2, lambda n: [talib.SMA(c, n)]),
        "EMA": (2, lambda n: [talib.EMA(c, n)]),
        "RSI": (2, lambda n: [talib.RSI(c, n)]),
        "MACD": (2, lambda n: talib.MACD(c, n, 26, 9)),
        # TA-Lib takes a signal length of 1 as well, but then its outputs are one row early.
        "MACDSignal": (2, lambda n: talib.MACD(c, 12, 26, n)),
        "Bollinger": (2, lambda n: talib.BBANDS(c, n, 2.2, 2.2)),
        "StdDev": (2, lambda n: [talib.STDDEV(c, n, 1.0)]),
        "ATR": (1, lambda n: [talib.ATR(h, l, c, n)]),
        "ADX": (2, lambda n: [talib.ADX(h, l, c, n)]),
        "DI": (2, lambda n: [talib.PLUS_DI(h, l, c, n), talib.MINUS_DI(h, l, c, n)]),
    }
    for name, (least, f) in functions.items():
        for n in range(least, 201):
            bits = np.column_stack([np.nan_to_num(x, nan=0.0) for x in f(n)]).astype("<f8")
            yield name, n, hashlib.sha256(bits.tobytes()).hexdigest()[:16]


def main():
    vectors = pathlib.Path(sys.argv[1])
    OUT.mkdir(parents=True, exist_ok=True)
    digests = ["candles,indicator,length,sha256"]
    for name in ("talib", "talib_edge"):
        d = read(vectors / (name.replace("talib", "talib_vectors") + ".csv"))
        check(d)
        write(name + ".csv.gz", d)
        digests += [f"{name},{i},{n},{digest}" for i, n, digest in lengths(d)]
    write("talib_other.csv.gz", {k: v[:800] for k, v in other(d).items()})
    (OUT / "talib_lengths.csv").write_text("\n".join(digests) + "\n")


main()

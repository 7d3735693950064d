"""Random-walk candles for the reference cases: seeded, so always the same.

The walks are made to trigger what rarely happens: fat tails, jumps, opening
gaps, candles without trades, outages, pairs that start and end at different
times, months with fewer price decimals, a month with none.
"""

import gzip
import io
from pathlib import Path

import numpy as np

STEP = 300_000  # 5 minutes, ms
DAY = 86_400_000
START = 1_705_708_800_000  # 2024-01-20 00:00 UTC

# month -> decimals of all prices in it; 0 is the default
PAIRS = {
    "BTC/USDT": dict(seed=11, first=0, rows=25_000, price=21_500.0, decimals={}, default=2, volume=40),
    "ETH/USDT": dict(seed=12, first=700, rows=22_500, price=1_600.0,
                     decimals={"2024-01": 0, "2024-03": 0, "2024-04": 1}, default=2, volume=300),
    "SOL/USDT": dict(seed=13, first=4_000, rows=18_000, price=2.5,
                     decimals={"2024-02": 4, "2024-03": 3}, default=4, volume=9_000),
}


def walk(seed, first, rows, price, decimals, default, volume):
    rng = np.random.Generator(np.random.PCG64(seed))
    times = START + STEP * (first + np.arange(rows))
    months = (times.astype("datetime64[ms]").astype("datetime64[M]")).astype(str)
    calm = np.repeat(np.exp(rng.normal(0, 0.5, rows // 288 + 1)), 288)[:rows]
    move = 0.0011 * calm * rng.standard_t(3, rows)
    jump = rng.random(rows) < 0.0015
    move[jump] += rng.normal(0, 0.035, jump.sum())
    gap = np.where(rng.random(rows) < 0.05, rng.normal(0, 0.0006, rows), 0.0)
    crash = rng.random(rows) < 0.0006
    gap[crash] += rng.normal(0, 0.02, crash.sum())
    up = 0.0006 * calm * rng.exponential(1, rows) * (rng.random(rows) < 0.85)
    down = 0.0006 * calm * rng.exponential(1, rows) * (rng.random(rows) < 0.85)
    wick = rng.random(rows) < 0.002
    down[wick] += rng.exponential(0.03, wick.sum())
    up[wick] += rng.exponential(0.03, wick.sum()) * (rng.random(wick.sum()) < 0.5)
    traded = np.round(volume * np.exp(rng.normal(0, 0.9, rows)) * (1 + 40 * np.abs(move)), 1)
    idle = rng.random(rows) < 0.004

    out = []
    last = price
    for i in range(rows):
        d = decimals.get(months[i], default)
        if idle[i]:
            flat = round(last, d)
            out.append((int(times[i]), flat, flat, flat, flat, 0.0, d))
            continue
        pull = -0.0004 * np.log(last / price)
        o = round(last * (1 + gap[i]), d)
        c = round(o * (1 + move[i] + pull), d)
        h = round(max(o, c) * (1 + up[i]), d)
        l = round(min(o, c) * (1 - min(down[i], 0.5)), d)
        h, l = max(h, o, c), min(l, o, c)
        out.append((int(times[i]), o, h, l, c, float(traded[i]), d))
        last = c
    return out, rng


def outages(rows, rng):
    """Drops stretches of 1 to 60 candles."""
    keep = np.ones(len(rows), bool)
    for at in rng.integers(300, len(rows) - 100, 14):
        keep[at:at + int(rng.choice([1, 2, 3, 7, 24, 60]))] = False
    return [r for r, k in zip(rows, keep) if k]


def lines(rows):
    yield "open_time_ms,open,high,low,close,volume\n"
    for t, o, h, l, c, v, d in rows:
        yield f"{t},{o:.{d}f},{h:.{d}f},{l:.{d}f},{c:.{d}f},{v:g}\n"


def write(folder: Path):
    folder.mkdir(parents=True, exist_ok=True)
    for pair, spec in PAIRS.items():
        rows, rng = walk(**spec)
        rows = outages(rows, rng)
        if pair == "SOL/USDT":  # two open times twice: freqtrade merges them
            for at in (6_000, 9_000):
                t, o, h, l, c, v, d = rows[at]
                rows.insert(at + 1, (t, c, round(h * 1.004, d), l, o, v + 1, d))
        raw = io.BytesIO()
        with gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=9, mtime=0) as z:
            z.write("".join(lines(rows)).encode())
        (folder / f"{pair.replace('/', '_')}-5m.csv.gz").write_bytes(raw.getvalue())

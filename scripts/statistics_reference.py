#!/usr/bin/env python3
"""Write internal/stats/testdata/reference.json: what other programs answer.

Last run with Python 3.11, numpy 2.4.6, scipy 1.17.1, arch 8.0.0 and statsmodels 0.15.0:

    python3 -m venv venv && venv/bin/pip install numpy scipy arch statsmodels
    venv/bin/python scripts/statistics_reference.py

A series is named by its recipe and made again by the tests, bit for bit: the sum of
twelve uniform numbers less six, from a fixed linear congruence, as noise of
x[t] = phi*x[t-1] + e[t]; with "tied" every value is rounded down to a whole number.
"""
import itertools
import json
import pathlib

import numpy as np
from arch.bootstrap import StationaryBootstrap, optimal_block_length
from scipy import special, stats
from statsmodels.stats.proportion import proportion_confint
from statsmodels.tsa.stattools import acf

ROOT = pathlib.Path(__file__).parent.parent
TARGET = ROOT / "internal/stats/testdata/reference.json"
CUTS = ROOT / "backtest/verdict/shift/testdata/cuts.json"


def series(n, seed, phi=0.0, tied=False):
    xs, x = [], 0.0
    for _ in range(n):
        e = -6.0
        for _ in range(12):
            seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
            e += (seed >> 11) / 2**53
        x = phi * x + e
        xs.append(float(np.floor(x)) if tied else x)
    return np.array(xs)


def recipe(n, seed, phi=0.0, tied=False):
    return {"n": n, "seed": seed, "phi": phi, "tied": tied}


def block_length():
    sizes = [8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 100, 365, 1000, 2100]
    of = list(enumerate(itertools.product(sizes, [0.0, 0.9, -0.5, 0.3])))
    # The sum of these signs is next to nothing: the longest block allowed is the answer.
    for seed, (n, phi) in of + [(1, (120, -0.8)), (0, (100, -0.9))]:
        for tied in [False, True]:
            r = recipe(n, seed + 1, phi, tied)
            b = optimal_block_length(series(**r))
            yield {"series": r, "stationary": b.stationary.iloc[0], "circular": b.circular.iloc[0]}


def distributions():
    ps = [1e-300, 1e-100, 1e-20, 1e-8, 1e-4, 0.001, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.5, 0.6, 0.8,
          0.9, 0.95, 0.975, 0.99, 0.999, 0.9999, 1 - 1e-8, 1 - 1e-15]
    xs = [-37.0, -20.0, -8.0, -5.0, -3.0, -1.96, -1.0, -0.1, 0.0, 0.1, 1.0, 2.5, 6.0]
    return {
        "normal_quantile": [[p, special.ndtri(p)] for p in ps],
        "normal_cdf": [[x, special.ndtr(x)] for x in xs],
    }


def quantiles():
    ps = [0.0, 0.025, 0.1, 0.25, 1 / 3, 0.5, 0.75, 0.975, 1.0]
    for r in [recipe(1, 5), recipe(2, 6), recipe(4, 7), recipe(101, 8), recipe(1000, 9, tied=True)]:
        yield {"series": r, "p": ps, "q": np.quantile(series(**r), ps).tolist()}


def percentile():
    """The percentile intervals that scipy makes of replicates given to it."""
    for n, statistic in itertools.product([12, 60, 300], ["mean", "var"]):
        r, around = recipe(n, 100 + n, 0.4), recipe(2000, 200 + n)
        x, f = np.exp(series(**r)), {"mean": np.mean, "var": np.var}[statistic]
        replicates = f(x) * (1.02 + 0.1 * series(**around))
        given = type("Given", (), {"bootstrap_distribution": replicates})()
        out = {"series": r, "noise": around, "statistic": statistic}
        for level in [0.9, 0.95]:
            ci = stats.bootstrap((x,), f, n_resamples=0, bootstrap_result=given, method="percentile",
                                 confidence_level=level, vectorized=True).confidence_interval
            out[f"percentile{round(100 * level)}"] = [ci.low, ci.high]
        yield out


def stationary():
    """The spread of the mean under arch's resampling: true but for its own chance."""
    for n, phi, block in [(200, 0.7, 10.0), (500, 0.0, 1.0), (60, 0.3, 4.5)]:
        r = recipe(n, n, phi)
        means = StationaryBootstrap(block, series(**r), seed=1).apply(np.mean, 40_000)[:, 0]
        yield {"series": r, "block": block, "sd": means.std(),
               "q": np.quantile(means, [0.05, 0.5, 0.95]).tolist()}


def geyer(rho, last):
    """The initial monotone sequence, written from the paper."""
    pairs = [rho[k] + rho[k + 1] for k in range(0, last, 2)]
    stop = next((i for i, g in enumerate(pairs) if g <= 0), len(pairs))
    return -1 + 2 * np.minimum.accumulate(np.array([np.inf] + pairs[:stop]))[1:].sum()


def dependence():
    for r in [recipe(50, 21, 0.5), recipe(400, 22, 0.9), recipe(400, 23, -0.5), recipe(1000, 24), recipe(30, 25, tied=True)]:
        x = series(**r)
        rho = acf(x, nlags=len(x) - 1, fft=False)
        yield {"series": r, "tau": max(geyer(rho, len(x) - 1), 1 / np.log10(len(x)))}


def shifts():
    for r, step in [(recipe(500, 31, 0.97), 1), (recipe(960, 32, 0.99), 24), (recipe(101, 33), 1),
                    (recipe(2016, 34, 0.999), 7)]:
        mask = (series(**r) > 0.5).astype(float)
        n, m = len(mask), mask.mean()
        last = n // step // 2
        rho = [(np.mean(mask * np.roll(mask, -k * step)) - m * m) / (m - m * m) for k in range(last + 1)]
        yield {"series": r, "step": step, "shifts": n / step / max(geyer(rho, last), 1)}


def pairs():
    """Two samples: their rank correlation, distance and stability."""
    for n, m, tied in [(5, 5, False), (10, 10, True), (40, 40, True), (300, 300, False), (30, 50, False),
                       (7, 200, False), (400, 90, True), (2000, 1500, False)]:
        a, b = recipe(n, 41, 0.2, tied), recipe(m, 42, 0.2, tied)
        x, y = series(**a), series(**b) + 0.25
        out = {"x": a, "y": b, "d": stats.ks_2samp(x, y).statistic}
        if n == m:
            out |= {"rho": stats.spearmanr(x, 0.5 * x + y).statistic}
        bounds = np.unique(np.quantile(x, np.arange(1, 10) / 10))
        e, f = ((np.bincount(np.searchsorted(bounds, v), minlength=len(bounds) + 1) + 0.5)
                / (len(v) + (len(bounds) + 1) / 2) for v in (x, y))
        yield out | {"psi": float(((f - e) * np.log(f / e)).sum())}


def wilson():
    for k, n in [(0, 10), (1, 10), (5, 10), (10, 10), (263, 800), (1, 1)]:
        for level in [0.9, 0.95]:
            yield [k, n, level, *map(float, proportion_confint(k, n, 1 - level, "wilson"))]


def moments():
    for n, phi in [(50, 0.0), (500, 0.3), (2100, 0.6)]:
        r = recipe(n, 51, phi)
        x = 0.01 * series(**r) + 0.001
        yield {"series": r, "mean": x.mean(), "sd": x.std(ddof=1), "skewness": stats.skew(x),
               "kurtosis": stats.kurtosis(x, fisher=False)}


def overfitting():
    for n, rows, blocks, better in [(5, 60, 6, 0.0), (20, 200, 8, 0.0), (20, 200, 10, 0.4), (3, 41, 4, 0.1)]:
        first = 61 * n
        x = np.column_stack([series(rows, first + i) for i in range(n)])
        x[:, 1] += better
        cuts = np.array([i * rows // blocks for i in range(blocks + 1)])
        parts = [x[a:b] for a, b in zip(cuts, cuts[1:])]
        ins, outs, logits = [], [], []
        for chosen in itertools.combinations(range(blocks), blocks // 2):
            a = np.concatenate([parts[i] for i in range(blocks) if i in chosen])
            b = np.concatenate([parts[i] for i in range(blocks) if i not in chosen])
            sa, sb = (s.mean(0) / s.std(0, ddof=1) for s in (a, b))
            best = sa.argmax()
            w = stats.rankdata(sb)[best] / (n + 1)
            ins, outs, logits = ins + [sa[best]], outs + [sb[best]], logits + [np.log(w / (1 - w))]
        yield {"settings": n, "rows": rows, "blocks": blocks, "better": better, "first": first,
               "pbo": float(np.mean(np.array(logits) <= 0)), "loss": float(np.mean(np.array(outs) < 0)),
               "slope": float(np.polyfit(ins, outs, 1)[0]), "logits": sorted(map(float, logits))}


def step_down():
    """Romano and Wolf (2005), algorithm 4.1 with p-values, from the definition."""
    for cells, placebos, effect in [(1, 99, 0.5), (4, 199, 0.0), (6, 499, 1.5), (3, 19, 3.0)]:
        first = 71 * cells
        shifted = np.array([series(placebos, first + i, 0.5) for i in range(cells)])
        seen = series(cells, first - 1) + effect
        left, worst, p = list(range(cells)), 0.0, [0.0] * cells
        while left:
            best = max(left, key=lambda i: seen[i])
            worst = max(worst, (1 + (shifted[left].max(0) >= seen[best]).sum()) / (1 + placebos))
            p[best] = worst
            left.remove(best)
        yield {"observed": seen.tolist(), "placebos": placebos, "first": first, "p": p}


def cuts():
    """CVaR cut beyond a smaller stake, with percentiles of arch's bootstrap."""
    for n, phi in [(400, 0.0), (1000, 0.6)]:
        base, other = np.round(series(n, 81, phi), 8), series(n, 82)
        refused = (other > 1).astype(int)
        filt = np.where(refused > 0, 0, base)
        k = int(np.ceil(0.05 * n))

        def figure(x):
            cut = 100 * (1 - np.sort(x[:, 1])[:k].sum() / np.sort(x[:, 0])[:k].sum())
            return np.array([cut - 100 * x[:, 2].sum() / (2 * n)])

        data = np.column_stack([base, filt, refused])
        block = max(1.0, *(optimal_block_length(v).stationary.iloc[0] for v in (base, filt, filt - base)))
        draws = StationaryBootstrap(block, data, seed=2).apply(figure, 20_000)[:, 0]
        yield {"n": n, "phi": phi, "beyond": figure(data)[0], "sd": draws.std(),
               "q": np.quantile(draws, [0.05, 0.95]).tolist()}


def main():
    CUTS.parent.mkdir(exist_ok=True)
    CUTS.write_text(json.dumps(list(cuts()), indent=1) + "\n")
    out = distributions()
    for f in [block_length, quantiles, percentile, stationary, dependence, shifts, pairs, wilson,
              moments, overfitting, step_down]:
        out[f.__name__] = list(f())
    lines = []
    for name, rows in out.items():
        body = ",\n".join("  " + json.dumps(row) for row in rows)
        lines.append(f' "{name}": [\n{body}\n ]')
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()

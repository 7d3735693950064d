"""Trailing quantiles by numpy, for signals/testdata/quantiles.csv:

    python scripts/quantile_reference.py > signals/testdata/quantiles.csv

Each row is the newest value of a random walk with ties, and numpy's quantiles (type
7, its default) of the last 50 values at three levels.
"""

import numpy as np

WINDOW, LEVELS = 50, (0.05, 0.75, 0.9)
rng = np.random.default_rng(20240320)
xs = np.round(np.cumsum(rng.normal(size=400)), 1)
print("x," + ",".join(f"q{level}" for level in LEVELS))
for i, x in enumerate(xs):
    held = xs[max(0, i + 1 - WINDOW) : i + 1]
    print(repr(float(x)), *(repr(float(np.quantile(held, level))) for level in LEVELS), sep=",")

#!/usr/bin/env python3
"""Re-derive the answer of one cell from its entries and its mask, by definition.

    python3 scripts/rederive_answer.py entries.csv mask.csv > answer.json

One pair, fixed stake: an entry is taken if the pair holds nothing and the mask does
not refuse its signal. entries.csv has a comment with days, rows a day and stake, then
signal_row,entry_row,exit_row,close_day,profit for every entry signal that buys
anything; rows count from the midnight of the first tested day. mask.csv has the
refused rows as from,to (half-open). Nothing here is taken from the product: every
shift is walked, and every z is summed over its window. Needs numpy alone.
"""
import csv
import json
import math
import sys

import numpy as np


def read(entries, mask):
    with open(entries) as f:
        head = dict(kv.split("=") for kv in f.readline().lstrip("# ").split())
        rows = list(csv.DictReader(f))
    cols = {k: np.array([int(r[k]) for r in rows]) for k in ("signal_row", "entry_row", "exit_row", "close_day")}
    cols["profit"] = np.array([float(r["profit"]) for r in rows])
    days, per_day = int(head["days"]), int(head["rows_a_day"])
    shut = np.zeros(days * per_day, bool)
    with open(mask) as f:
        for r in csv.DictReader(f):
            shut[int(r["from"]):int(r["to"])] = True
    return cols, shut, days, per_day, float(head["stake"])


def walk(e, shut):
    """The entries that are taken."""
    taken, busy = [], -1
    refused = shut[e["signal_row"]]
    for k in range(len(refused)):
        if e["entry_row"][k] > busy and not refused[k]:
            taken.append(k)
            busy = e["exit_row"][k]
    return np.array(taken, int)


def by_day(e, ks, days, weights=None):
    return np.bincount(e["close_day"][ks], None if weights is None else weights[ks], days)


def windows(trades):
    """First and last day of the window of every day."""
    days, out = len(trades), []
    for d in range(days):
        half = 90
        while trades[max(0, d - half):d + half + 1].sum() < 30 and (d - half > 0 or d + half < days - 1):
            half += 1
        out.append((max(0, d - half), min(days, d + half + 1)))
    return out


def z_of(dp, dn, p, n, wins):
    z, q = np.zeros(len(p)), np.zeros(len(p))
    for d, (lo, hi) in enumerate(wins):
        trades = n[lo:hi].sum()
        m = p[lo:hi].sum() / trades if trades else 0.0
        q[d] = -dn[lo:hi].sum() / trades if trades else 0.0
        z[d] = (dp[d] - m * dn[d]) + q[d] * (p[d] - m * n[d])
    return z, q


def judge(zs, ns):
    """Selection, S, T, p and interval from z and n of the mask and of every shift."""
    c = sum(z.sum() for z in zs[1:]) / sum(n.sum() for n in ns[1:])
    sel = np.array([z.sum() - c * n.sum() for z, n in zip(zs, ns)])
    s = np.array([math.sqrt((z * z).sum()) for z in zs])
    t = np.where(s > 0, sel / np.where(s > 0, s, 1), 0)
    b, shifted, k = len(t) - 1, np.sort(t[1:][s[1:] > 0]), (len(t)) // 20
    tie = 1e-9 * max(1, abs(t[0]))  # equal but for rounding
    return {"c": c, "selection": sel[0], "s": s[0], "t": t[0], "p": (1 + (t[1:] >= t[0] - tie).sum()) / (1 + b),
            "p_worse": (1 + (t[1:] <= t[0] + tie).sum()) / (1 + b), "shifts": b,
            "lo": sel[0] - shifted[-k] * s[0], "hi": sel[0] - shifted[k - 1] * s[0]}


def main():
    e, shut, days, per_day, stake = read(*sys.argv[1:3])
    base = walk(e, np.zeros_like(shut))
    p, n = by_day(e, base, days, e["profit"]), by_day(e, base, days)
    losing = np.flatnonzero(p < 0)
    worst = losing[np.argsort(p[losing], kind="stable")][:min(math.ceil(0.05 * days), len(losing) // 4)]
    tail = np.isin(np.arange(days), worst)
    wins = windows(n)
    zs, tails, ns, cuts = [], [], [], []
    for s in [0, *range(7, days - 7 + 1)]:
        moved = np.roll(shut, s * per_day)
        kept = walk(e, moved)
        f, nf = by_day(e, kept, days, e["profit"]), by_day(e, kept, days)
        z, q = z_of(f - p, nf - n, p, n, wins)
        zt, _ = z_of((f - p) * tail, nf - n, p * tail, n, wins)
        gone = by_day(e, base[moved[e["signal_row"][base]]], days)
        k = math.ceil(0.05 * days)
        cuts.append(100 * (1 - np.sort(f)[:k].sum() / np.sort(p)[:k].sum()))
        if s == 0:
            delta, avoided, comparable = (f - p).sum(), ((f - p) * tail).sum(), (gone * (1 - q)).sum()
        zs, tails, ns = zs + [z], tails + [zt], ns + [gone]
    out, risk, loss = judge(zs, ns), judge(tails, ns), -p[tail].sum()
    out |= {"delta": delta, "less": delta - out["selection"], "bp": 1e4 * out["selection"] / (stake * comparable)}
    out |= {"trades": int(n.sum()), "refused": int(ns[0].sum()), "tail_days": int(tail.sum()), "tail_loss": loss}
    out |= {"avoided": 100 * avoided / loss, "points": 100 * risk["selection"] / loss, "points_lo": 100 * risk["lo"] / loss,
            "points_hi": 100 * risk["hi"] / loss, "tail_s": risk["s"], "tail_p": risk["p"], "cvar_cut": cuts[0],
            "cvar_cut_shifted": np.mean(cuts[1:]), "beyond": cuts[0] - 100 * out["refused"] / out["trades"]}
    json.dump({k: v if isinstance(v, int) else float(v) for k, v in out.items()}, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()

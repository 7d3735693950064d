#!/usr/bin/env python3
"""Writes the tables that freqtrade prints of the trades of some ordinary exports: tables.json beside each ordinary.zip."""

import json
import zipfile

import pandas as pd
from freqtrade.optimize.optimize_reports import bt_output, optimize_reports
from own import OUT

CASES = ["tags", "refusing"]


def printed(stats: dict) -> dict:
    """The rows of the table of pairs and of mixed tags as texts, and the pairs of the summary."""
    start, currency = stats["starting_balance"], stats["stake_currency"]
    trades = pd.DataFrame(stats["trades"])
    for column in ("open_date", "close_date"):
        trades[column] = pd.to_datetime(trades[column])
    trades["trade_duration"] = (trades["close_date"] - trades["open_date"]).dt.total_seconds() // 60
    first, last = trades["open_date"].min(), trades["close_date"].max()
    pairs = optimize_reports.generate_pair_metrics(stats["pairlist"], currency, start, trades, first, last)
    mixed = optimize_reports.generate_tag_metrics(["enter_tag", "exit_reason"], start, trades, first, last)
    rows = []
    bt_output.print_rich_table = lambda output, headers, summary=None: rows.append([[str(cell) for cell in row] for row in output])
    bt_output.text_table_bt_results(pairs, currency, "")
    bt_output.text_table_tags("mix_tag", mixed, currency)
    # as generate_strategy_stats and text_table_add_metrics have them
    among = [p for p in pairs if p["key"] != "TOTAL"]
    best, worst = max(among, key=lambda x: x["profit_total_abs"]), min(among, key=lambda x: x["profit_total_abs"])
    return {"pairs": rows[0], "mixed": rows[1]} | {
        k: f"{p['key']} {p['profit_total']:.2%}" for k, p in (("best_pair", best), ("worst_pair", worst))
    }


if __name__ == "__main__":
    for case in CASES:
        with zipfile.ZipFile(OUT / case / "ordinary.zip") as z:
            (stats,) = json.loads(z.read("ordinary.json"))["strategy"].values()
        tables = printed(stats)
        (OUT / case / "tables.json").write_text(json.dumps(tables, indent=1) + "\n")
        print(case, tables["best_pair"], tables["worst_pair"], len(tables["mixed"]))

#!/usr/bin/env python3
"""Writes two tradesv3.sqlite by freqtrade's own models, as a dry-run bot leaves them.

One of made-up trades with every column in use, and one of a bot that has made the trades of the export of
verified.py, each some seconds after its candle opened.
"""

import json
import sqlite3
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from freqtrade.persistence import Trade, init_db
from freqtrade.persistence.trade_model import Order

ROOT = Path(__file__).resolve().parents[2]
MADE_UP = ROOT / "strategies" / "freqtrade" / "testdata" / "tradesv3.sqlite"
VERIFIED = ROOT / "backtest" / "apply" / "testdata" / "verified"
START = datetime(2024, 2, 5, 0, 0, 7, 250_000, tzinfo=UTC)


def trade(i: int) -> Trade:
    short, open_ = i % 4 == 3, i == 9
    opened = START + timedelta(hours=3 * i)
    t = Trade(
        pair=["BTC/USDT:USDT", "ETH/USDT:USDT"][i % 2], base_currency=["BTC", "ETH"][i % 2], stake_currency="USDT",
        exchange="binance", strategy="Other" if i == 8 else "Live", timeframe=5, trading_mode="futures", is_short=short,
        leverage=2.0, fee_open=0.0005, fee_close=0.0005, open_rate=100.0 + i, amount=2.0, stake_amount=(100.0 + i), open_date=opened,
        enter_tag=None if i == 2 else f"tag {i}", is_open=True, funding_fees=0.01 * i,
    )
    t.orders.append(Order(
        ft_order_side=t.entry_side, ft_pair=t.pair, ft_is_open=False, ft_amount=2.0, ft_price=100.0 + i, order_id=f"o{i}",
        status="closed", symbol=t.pair, order_type="limit", side=t.entry_side, price=100.0 + i, average=100.0 + i, amount=2.0,
        filled=2.0, remaining=0.0, cost=2.0 * (100.0 + i), order_date=opened, order_filled_date=opened,
    ))
    t.recalc_open_trade_value()
    if not open_:
        t.close_rate = 101.0 + i
        t.close_date = opened + timedelta(minutes=47)
        t.exit_reason = "roi"
        profit = t.calculate_profit(t.close_rate)
        t.close_profit, t.close_profit_abs, t.is_open = profit.profit_ratio, profit.profit_abs, False
    return t


def live(t: dict, i: int) -> Trade:
    """A trade of a backtest as a bot would have made it."""
    late = timedelta(seconds=3 + i % 9, milliseconds=417)
    opened, closed = (datetime.fromisoformat(t[k]) + late for k in ("open_date", "close_date"))
    out = Trade(
        pair=t["pair"], base_currency=t["pair"].split("/")[0], stake_currency="USDT", exchange="binance", strategy="Mine", timeframe=60,
        trading_mode="spot", is_short=False, leverage=1.0, fee_open=t["fee_open"], fee_close=t["fee_close"], open_rate=t["open_rate"],
        amount=t["amount"], stake_amount=t["stake_amount"], open_date=opened, enter_tag=t["enter_tag"] or None, is_open=True,
        min_rate=t["min_rate"], max_rate=t["max_rate"],
    )
    out.recalc_open_trade_value()
    out.close_rate, out.close_date, out.exit_reason = t["close_rate"], closed, t["exit_reason"]
    profit = out.calculate_profit(out.close_rate)
    out.close_profit, out.close_profit_abs, out.is_open = profit.profit_ratio, profit.profit_abs, False
    return out


def write(file: Path, trades: list) -> None:
    file.unlink(missing_ok=True)
    init_db(f"sqlite:///{file}")
    for t in trades:
        Trade.session.add(t)
    Trade.commit()
    Trade.session.get_bind().dispose()
    Trade.session.remove()
    db = sqlite3.connect(file)  # as a bot leaves it that has stopped
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    for suffix in ("-shm", "-wal"):  # empty by now
        file.with_name(file.name + suffix).unlink(missing_ok=True)


if __name__ == "__main__":
    write(MADE_UP, [trade(i) for i in range(10)])
    with zipfile.ZipFile(VERIFIED / "ordinary.zip") as z:
        backtest = json.loads(z.read("ordinary.json"))["strategy"]["Mine"]
    write(VERIFIED / "tradesv3.sqlite", [live(t, i) for i, t in enumerate(backtest["trades"])])

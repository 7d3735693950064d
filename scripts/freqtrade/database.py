#!/usr/bin/env python3
"""Writes a small tradesv3.sqlite by freqtrade's own models, as a dry-run bot leaves it."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from freqtrade.persistence import Trade, init_db
from freqtrade.persistence.trade_model import Order

OUT = Path(__file__).resolve().parents[2] / "strategies" / "freqtrade" / "testdata" / "tradesv3.sqlite"
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


if __name__ == "__main__":
    OUT.parent.mkdir(exist_ok=True)
    OUT.unlink(missing_ok=True)
    init_db(f"sqlite:///{OUT}")
    for i in range(10):
        Trade.session.add(trade(i))
    Trade.commit()
    Trade.session.get_bind().dispose()
    Trade.session.remove()
    db = sqlite3.connect(OUT)  # as a bot leaves it that has stopped
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    for suffix in ("-shm", "-wal"):  # empty by now
        OUT.with_name(OUT.name + suffix).unlink(missing_ok=True)

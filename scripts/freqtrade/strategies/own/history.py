"""Looks at the trades before: entries depend on them."""

from datetime import timedelta

from freqtrade.persistence import Trade
from walkable import Cross


class History(Cross):
    def confirm_trade_entry(self, pair, order_type, amount, rate, time_in_force, current_time, entry_tag, side, **kwargs):
        closed = Trade.get_trades_proxy(pair=pair, is_open=False)
        return not closed or closed[-1].close_profit > 0 or current_time - closed[-1].close_date_utc > timedelta(hours=4)

"""Logs what a stacked backtest of $STRATEGY does not export.

Written by remora-bt. Put it beside the file of $STRATEGY and name the class
$STRATEGYRecorder in place of $STRATEGY. It changes no decision.
"""

import importlib.util
import json
import re
from pathlib import Path

RECORD = Path($RECORD)  # one JSON object a line


$OWN

Own = own("$STRATEGY")


class $STRATEGYRecorder(Own):
    def load_params_from_file(self):
        file = Path(Own.__file__).with_suffix(".json")
        return json.loads(file.read_text("utf-8")) if file.is_file() else {}

    def _record(self, **what):
        with RECORD.open("a", encoding="utf-8") as out:
            out.write(json.dumps(what, default=str) + "\n")

    def bot_start(self, **kwargs):
        RECORD.write_text("")
        self._started = False
        return super().bot_start(**kwargs)

    def confirm_trade_entry(self, *args, **kwargs):
        confirmed = super().confirm_trade_entry(*args, **kwargs)
        if confirmed:
            if not self._started:  # parameters are loaded after bot_start
                self._started = True
                self._record(record="start", strategy=Own.__name__, timeframe=self.timeframe, protections=list(self.protections))
            self._record(
                record="entry", pair=kwargs["pair"], at=int(kwargs["current_time"].timestamp() * 1000),
                side=kwargs["side"], rate=kwargs["rate"], amount=kwargs["amount"], tag=kwargs["entry_tag"],
            )
        return confirmed

    def lock_pair(self, pair, until, reason=None, side="*"):
        """A lock would hide entries; what it does is said with --protections."""

    def ft_check_timed_out(self, trade, order, current_time):
        gone = super().ft_check_timed_out(trade, order, current_time)
        if gone and order.ft_order_side == trade.entry_side and trade.nr_of_successful_entries == 0:
            self._record(
                record="timeout", pair=trade.pair, at=int(trade.open_date_utc.timestamp() * 1000),
                side=trade.trade_direction, until=int(current_time.timestamp() * 1000), rate=order.ft_price,
                amount=order.amount, leverage=trade.leverage,
            )
        return gone

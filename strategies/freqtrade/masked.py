"""$STRATEGY, with entries refused by a mask.

Written by remora-bt. Put it beside the file of $STRATEGY and name the class
$STRATEGYMasked in place of $STRATEGY.
"""

import importlib.util
import json
import re
from bisect import bisect_right
from pathlib import Path

# {"step": milliseconds, "sides": ["long", "short"], "refused": {pair: [[first, last], ...]}}: open times, in milliseconds, of the
# candles whose signals are refused, as stretches in order
MASK = Path($MASK)


$OWN

Own = own("$STRATEGY")


class $STRATEGYMasked(Own):
    def load_params_from_file(self):
        file = Path(Own.__file__).with_suffix(".json")
        return json.loads(file.read_text("utf-8")) if file.is_file() else {}

    def bot_start(self, **kwargs):
        mask = json.loads(MASK.read_text("utf-8"))
        self._mask_step, self._sides, self._refused = mask["step"], mask["sides"], mask["refused"]
        return super().bot_start(**kwargs)

    def confirm_trade_entry(self, *args, **kwargs):
        # The signal is on the last candle that had closed when the order is placed.
        now = int(kwargs["current_time"].timestamp() * 1000)
        signal = now - now % self._mask_step - self._mask_step
        stretches = self._refused.get(kwargs["pair"], [])
        at = bisect_right(stretches, signal, key=lambda s: s[0]) - 1
        if at >= 0 and signal <= stretches[at][1] and kwargs["side"] in self._sides:
            return False
        return super().confirm_trade_entry(*args, **kwargs)

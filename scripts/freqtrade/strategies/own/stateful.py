"""Keeps state per pair on the strategy object: what a trade does depends on the ones before it."""

from walkable import Cross


class PairState(Cross):
    best = {}

    def bot_start(self, **kwargs):
        self.best = {}

    def custom_exit(self, pair, trade, current_time, current_rate, current_profit, **kwargs):
        self.best[pair] = max(self.best.get(pair, 0.0), current_profit)
        if self.best[pair] > 0.004 and current_profit < self.best[pair] / 2:
            self.best[pair] = 0.0
            return "fell_back"

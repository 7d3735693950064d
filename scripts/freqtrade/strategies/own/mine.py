"""The strategy of docs/your-own-strategy.md."""

import talib
from freqtrade.strategy import IStrategy


class Mine(IStrategy):
    timeframe = "1h"
    minimal_roi = {"0": 0.08, "1440": 0.03}
    stoploss = -0.10
    use_custom_stoploss = True
    startup_candle_count = 100

    def populate_indicators(self, df, metadata):
        df["fast"], df["slow"] = talib.EMA(df["close"], 8), talib.EMA(df["close"], 21)
        return df

    def populate_entry_trend(self, df, metadata):
        df.loc[(df["fast"] > df["slow"]) & (df["close"] > df["open"]), "enter_long"] = 1
        return df

    def populate_exit_trend(self, df, metadata):
        return df

    def custom_stoploss(self, pair, trade, current_time, current_rate, current_profit, **kwargs):
        return -0.02 if current_profit > 0.03 else None

    def custom_exit(self, pair, trade, current_time, current_rate, current_profit, **kwargs):
        if current_profit < 0 and (current_time - trade.open_date_utc).days >= 2:
            return "two_days_under_water"
        return None

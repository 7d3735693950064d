"""Strategies that freqtrade can work out entry by entry: none looks at other trades."""

from datetime import timedelta

import talib
from freqtrade.strategy import IStrategy, stoploss_from_open


class Cross(IStrategy):
    """Enters when the RSI crosses 50 upwards, leaves when it falls below 40."""

    INTERFACE_VERSION = 3
    timeframe = "5m"
    can_short = False
    minimal_roi = {"0": 0.03, "240": 0.01, "720": 0}
    stoploss = -0.03
    startup_candle_count = 50

    def populate_indicators(self, df, metadata):
        df["rsi"] = talib.RSI(df["close"], 14)
        df["ema"] = talib.EMA(df["close"], 30)
        return df

    def populate_entry_trend(self, df, metadata):
        df.loc[(df["rsi"] > 50) & (df["rsi"].shift(1) <= 50), "enter_long"] = 1
        return df

    def populate_exit_trend(self, df, metadata):
        df.loc[(df["rsi"] < 40) & (df["rsi"].shift(1) >= 40), "exit_long"] = 1
        return df


class CustomStop(Cross):
    use_custom_stoploss = True
    stoploss = -0.05

    def custom_stoploss(self, pair, trade, current_time, current_rate, current_profit, after_fill, **kwargs):
        if current_profit > 0.006:
            return stoploss_from_open(0.003, current_profit, is_short=trade.is_short, leverage=trade.leverage)
        if current_time - trade.open_date_utc > timedelta(hours=3):
            return -0.004
        return -0.012


class CustomExit(Cross):
    def custom_exit(self, pair, trade, current_time, current_rate, current_profit, **kwargs):
        if current_profit > 0.004 and current_time.minute % 15 == 0:
            return "quarter"
        if current_time - trade.open_date_utc > timedelta(hours=6):
            return "too_long"


class CustomRoi(Cross):
    use_custom_roi = True

    def custom_roi(self, pair, trade, current_time, trade_duration, entry_tag, side, **kwargs):
        return 0.004 if current_time.hour < 12 else 0.009


class Refuse(Cross):
    """Confirms by the clock alone."""

    def confirm_trade_entry(self, pair, order_type, amount, rate, time_in_force, current_time, entry_tag, side, **kwargs):
        return current_time.minute % 20 != 0

    def confirm_trade_exit(self, pair, trade, order_type, amount, rate, time_in_force, exit_reason, current_time, **kwargs):
        return exit_reason != "exit_signal" or current_time.minute % 10 == 0


class Tags(Cross):
    """Several entry and exit tags."""

    def populate_entry_trend(self, df, metadata):
        up = (df["rsi"] > 50) & (df["rsi"].shift(1) <= 50)
        low = (df["rsi"] > 35) & (df["rsi"].shift(1) <= 35)
        df.loc[low, ["enter_long", "enter_tag"]] = (1, "dip")
        df.loc[up, ["enter_long", "enter_tag"]] = (1, "cross")
        df.loc[up & (df["close"] > df["ema"] * 1.004), "enter_tag"] = "cross, far; \"very\""
        return df

    def populate_exit_trend(self, df, metadata):
        df.loc[(df["rsi"] < 40) & (df["rsi"].shift(1) >= 40), ["exit_long", "exit_tag"]] = (1, "weak")
        df.loc[df["rsi"] > 78, ["exit_long", "exit_tag"]] = (1, "hot")
        return df


class BothWays(Cross):
    """Long and short, turning round on one candle, leverage by pair and side."""

    can_short = True

    def populate_entry_trend(self, df, metadata):
        df = super().populate_entry_trend(df, metadata)
        df.loc[(df["rsi"] < 50) & (df["rsi"].shift(1) >= 50), "enter_short"] = 1
        return df

    def populate_exit_trend(self, df, metadata):
        df.loc[(df["rsi"] < 50) & (df["rsi"].shift(1) >= 50), "exit_long"] = 1
        df.loc[(df["rsi"] > 60) & (df["rsi"].shift(1) <= 60), "exit_short"] = 1
        return df

    def leverage(self, pair, current_time, current_rate, proposed_leverage, max_leverage, entry_tag, side, **kwargs):
        return {"BTC": 3.0, "ETH": 2.0}.get(pair[:3], 1.0) + (1.0 if side == "short" else 0.0)


class Adjust(Cross):
    """Buys once more at the same stake after a fall, and sells a third after a rise."""

    position_adjustment_enable = True
    max_entry_position_adjustment = 2
    stoploss = -0.06

    def adjust_trade_position(self, trade, current_time, current_rate, current_profit, min_stake, max_stake,
                              current_entry_rate, current_exit_rate, current_entry_profit, current_exit_profit, **kwargs):
        if current_profit < -0.01 * trade.nr_of_successful_entries:
            return 50, "more"
        if current_profit > 0.008 and trade.nr_of_successful_exits == 0:
            return -trade.stake_amount / 3, "less"


class Sized(Cross):
    """A stake that depends on the clock alone."""

    def custom_stake_amount(self, pair, current_time, current_rate, proposed_stake, min_stake, max_stake, leverage,
                            entry_tag, side, **kwargs):
        return 60 + 20 * (current_time.hour % 4)


class Unfilled(Cross):
    """Entry orders below the open, many of which never fill."""

    def custom_entry_price(self, pair, trade, current_time, proposed_rate, entry_tag, side, **kwargs):
        return proposed_rate * 0.9965


class UnfilledExit(Unfilled):
    """Exit orders above the open too."""

    def custom_exit_price(self, pair, trade, current_time, proposed_rate, current_profit, exit_tag, **kwargs):
        return proposed_rate * 1.001


class Trailing(Cross):
    trailing_stop = True
    trailing_stop_positive = 0.003
    trailing_stop_positive_offset = 0.006
    trailing_only_offset_is_reached = True
    exit_profit_only = True
    ignore_roi_if_entry_signal = True


class Cooldown(Cross):
    protections = [{"method": "CooldownPeriod", "stop_duration_candles": 6}]


class Guard(Cross):
    stoploss = -0.008
    protections = [
        {"method": "StoplossGuard", "lookback_period_candles": 72, "trade_limit": 2, "stop_duration_candles": 24},
        {"method": "StoplossGuard", "lookback_period": 180, "trade_limit": 1, "stop_duration": 47, "only_per_pair": True},
    ]


class LowProfit(Cross):
    protections = [
        {"method": "LowProfitPairs", "lookback_period": 600, "trade_limit": 2, "stop_duration": 90, "required_profit": 0.001},
    ]


class Drawdown(Cross):
    stoploss = -0.012
    protections = [
        {"method": "MaxDrawdown", "lookback_period_candles": 144, "trade_limit": 3, "stop_duration_candles": 36,
         "max_allowed_drawdown": 0.02},
        {"method": "CooldownPeriod", "unlock_at": "18:00", "lookback_period": 5},
    ]


class GuardBothWays(BothWays):
    stoploss = -0.02
    protections = [
        {"method": "StoplossGuard", "lookback_period_candles": 96, "trade_limit": 1, "stop_duration_candles": 18,
         "only_per_side": True, "required_profit": -0.001},
        {"method": "LowProfitPairs", "lookback_period_candles": 48, "stop_duration_candles": 9, "required_profit": 0.0,
         "only_per_side": True},
    ]


class LossLock(Cross):
    """Locks the pair itself after a loss."""

    def confirm_trade_exit(self, pair, trade, order_type, amount, rate, time_in_force, exit_reason, current_time, **kwargs):
        if trade.calc_profit_ratio(rate) < 0:
            self.lock_pair(pair, until=current_time + timedelta(minutes=77))
        return True

"""The four baseline strategies as freqtrade strategy classes.

Signals on a candle are written from the table of rules in ../README.md. All
parameters are class attributes, so a configuration may override them.
"""

import talib
from freqtrade.strategy import IStrategy
from pandas import DataFrame


class Baseline(IStrategy):
    INTERFACE_VERSION = 3
    timeframe = "5m"
    can_short = False
    minimal_roi = {"0": 0.10, "60": 0.05, "120": 0.02}
    stoploss = -0.10
    startup_candle_count = 200

    def populate_indicators(self, df: DataFrame, metadata: dict) -> DataFrame:
        df["rsi"] = talib.RSI(df["close"], 14)
        return df

    def enter(self, df: DataFrame):
        raise NotImplementedError

    def leave(self, df: DataFrame):
        raise NotImplementedError

    def populate_entry_trend(self, df: DataFrame, metadata: dict) -> DataFrame:
        df.loc[self.enter(df), "enter_long"] = 1
        return df

    def populate_exit_trend(self, df: DataFrame, metadata: dict) -> DataFrame:
        df.loc[self.leave(df), "exit_long"] = 1
        return df


class NFIQuickstart(Baseline):
    def populate_indicators(self, df, metadata):
        df = super().populate_indicators(df, metadata)
        df["fast"] = talib.SMA(df["close"], 20)
        df["slow"] = talib.SMA(df["close"], 50)
        return df

    def enter(self, df):
        above = (df["fast"] > df["slow"]) & (df["fast"].shift(1) <= df["slow"].shift(1))
        return above & (df["rsi"] < 70) & (df["volume"] > 0)

    def leave(self, df):
        below = (df["fast"] < df["slow"]) & (df["fast"].shift(1) >= df["slow"].shift(1))
        return below | (df["rsi"] > 80)


class RSIEMA(Baseline):
    def populate_indicators(self, df, metadata):
        df = super().populate_indicators(df, metadata)
        df["ema12"] = talib.EMA(df["close"], 12)
        df["ema26"] = talib.EMA(df["close"], 26)
        return df

    def enter(self, df):
        turn = (df["rsi"] > 50) & (df["rsi"].shift(1) <= 50) & (df["rsi"].shift(2) < 45)
        trend = (df["close"] > df["ema12"]) & (df["ema12"] > df["ema26"])
        return trend & turn & (df["volume"] > 0)

    def leave(self, df):
        below = (df["close"] < df["ema12"]) & (df["close"].shift(1) >= df["ema12"].shift(1))
        return below | (df["rsi"] > 75)


class MACDCross(Baseline):
    def populate_indicators(self, df, metadata):
        df = super().populate_indicators(df, metadata)
        df["macd"], df["signal"], df["hist"] = talib.MACD(df["close"], 12, 26, 9)
        df["volume_mean"] = talib.SMA(df["volume"], 20)
        return df

    def enter(self, df):
        above = (df["macd"] > df["signal"]) & (df["macd"].shift(1) <= df["signal"].shift(1))
        busy = df["volume"] > 0.8 * df["volume_mean"]
        return above & (df["hist"] > 0) & (df["rsi"] < 70) & busy

    def leave(self, df):
        below = (df["macd"] < df["signal"]) & (df["macd"].shift(1) >= df["signal"].shift(1))
        return below | ((df["hist"] < 0) & (df["hist"].shift(1) >= 0))


class BollingerBreakout(Baseline):
    def populate_indicators(self, df, metadata):
        df = super().populate_indicators(df, metadata)
        df["upper"], df["mid"], df["lower"] = talib.BBANDS(df["close"], 20, 2.0, 2.0, talib.MA_Type.SMA)
        df["volume_mean"] = talib.SMA(df["volume"], 20)
        return df

    def enter(self, df):
        out = (df["close"] > df["upper"]) & (df["close"].shift(1) <= df["upper"].shift(1))
        rsi = (df["rsi"] > 50) & (df["rsi"] < 75)
        busy = df["volume"] > 0.9 * df["volume_mean"]
        share = (df["close"] - df["lower"]) / (df["upper"] - df["lower"])
        return out & rsi & busy & (share > 1)

    def leave(self, df):
        below = (df["close"] < df["mid"]) & (df["close"].shift(1) >= df["mid"].shift(1))
        return below | (df["rsi"] > 80)

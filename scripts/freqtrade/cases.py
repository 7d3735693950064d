"""The reference cases: what each varies, on top of one base configuration."""

from itertools import count

BTC, ETH, SOL = "BTC/USDT", "ETH/USDT", "SOL/USDT"
ALL = [BTC, ETH, SOL]
CLASS_ROI = {"0": 0.10, "60": 0.05, "120": 0.02}
ONE_ROI = {"0": 0.10}
STEP_ROI = {"0": 0.004, "30": 0.002, "90": 0}

BASE = {
    "pairs": [BTC], "timeframe": "5m", "timerange": "20240203-20240306",
    "startup_candle_count": 200, "stake_amount": 100, "dry_run_wallet": 1000,
    "tradable_balance_ratio": 0.99, "amend_last_stake_amount": False,
    "last_stake_amount_min_ratio": 0.5, "max_open_trades": 1, "fee": 0.001,
    "minimal_roi": ONE_ROI, "stoploss": -0.10, "trailing_stop": False,
    "use_exit_signal": True, "exit_profit_only": False, "exit_profit_offset": 0.0,
    "ignore_roi_if_entry_signal": False,
}

NFI, RSI, MACD, BOLL = "NFIQuickstart", "RSIEMA", "MACDCross", "BollingerBreakout"
NUMBER = count(1)


def case(name, strategy, data="walk", **config):
    return {"name": f"{next(NUMBER):02d}-{name}", "strategy": strategy, "data": data, "config": BASE | config}


def trail(**more):
    return {"trailing_stop": True, **{"trailing_" + k: v for k, v in more.items()}}


CASES = [
    # one pair, each strategy
    case("nfi", NFI, timerange=None),
    case("rsiema", RSI, timerange=None),
    case("macd", MACD, timerange="20240203-20240320"),
    case("bollinger", BOLL, timerange=None),
    case("nfi-class-roi", NFI, timerange=None, minimal_roi=CLASS_ROI),
    case("macd-class-roi-eth", MACD, pairs=[ETH], minimal_roi=CLASS_ROI),
    # several pairs, one wallet
    case("two-pairs-one-slot", NFI, pairs=[BTC, ETH], timerange=None, max_open_trades=1),
    case("three-pairs-two-slots", NFI, pairs=ALL, timerange=None, max_open_trades=2, minimal_roi=CLASS_ROI),
    case("three-pairs-unlimited", BOLL, pairs=ALL, timerange=None, max_open_trades=3, stake_amount="unlimited"),
    case("eth-decimals", NFI, pairs=[ETH], timerange=None, stoploss=-0.01),
    case("sol-decimals", BOLL, pairs=[SOL], timerange=None, stoploss=-0.01, minimal_roi={"0": 0.01}),
    # return on investment
    case("roi-steps", MACD, minimal_roi=STEP_ROI),
    case("roi-steps-nfi-eth", NFI, pairs=[ETH], minimal_roi=STEP_ROI),
    case("roi-force-at-45", NFI, minimal_roi={"0": 0.05, "45": -1}),
    case("roi-force-at-47", BOLL, minimal_roi={"0": 0.01, "47": -1}),
    case("roi-force-at-once", RSI, minimal_roi={"0": -1}),
    case("roi-late-table", BOLL, minimal_roi={"20": 0.003, "35": 0.001, "61": -0.002}),
    case("roi-odd-keys", BOLL, pairs=[SOL], minimal_roi={"0": 0.02, "13": 0.004, "25": 0.001, "50": -0.01}),
    case("roi-tiny-no-fee", BOLL, fee=0, minimal_roi={"0": 0.0005}, use_exit_signal=False),
    case("ignore-roi-if-entry", MACD, minimal_roi={"0": 0.002, "60": 0.0}, ignore_roi_if_entry_signal=True,
         use_exit_signal=False, pairs=[ETH]),
    # stops
    case("stop-half-percent", NFI, stoploss=-0.005),
    case("stop-one-percent", MACD, pairs=[ETH], stoploss=-0.01),
    case("stop-third-sol", NFI, pairs=[SOL], timerange=None, stoploss=-0.0033),
    case("stop-no-exit-signal", BOLL, stoploss=-0.02, minimal_roi={"0": 0.03}, use_exit_signal=False),
    # trailing stops
    case("trail-plain", NFI, stoploss=-0.01, **trail()),
    case("trail-plain-sol", BOLL, pairs=[SOL], stoploss=-0.006, **trail()),
    case("trail-positive", NFI, stoploss=-0.02, **trail(stop_positive=0.003)),
    case("trail-positive-eth", MACD, pairs=[ETH], stoploss=-0.01, **trail(stop_positive=0.001)),
    case("trail-offset", BOLL, stoploss=-0.01, **trail(stop_positive=0.002, stop_positive_offset=0.004)),
    case("trail-only-offset", BOLL, stoploss=-0.02, use_exit_signal=False,
         **trail(stop_positive=0.002, stop_positive_offset=0.003, only_offset_is_reached=True)),
    case("trail-only-offset-sol", NFI, pairs=[SOL], stoploss=-0.02, minimal_roi={"0": 0.012},
         **trail(stop_positive=0.001, stop_positive_offset=0.005, only_offset_is_reached=True)),
    case("trail-with-roi-three-pairs", MACD, pairs=ALL, timerange="20240215-20240305", max_open_trades=2,
         stoploss=-0.01, minimal_roi=STEP_ROI, **trail(stop_positive=0.0015, stop_positive_offset=0.0025)),
    # fees
    case("fee-zero", NFI, fee=0),
    case("fee-bnb", BOLL, fee=0.00075, minimal_roi=STEP_ROI),
    # money
    case("stake-37.5", NFI, pairs=[ETH], stake_amount=37.5),
    case("stake-unlimited-one", NFI, stake_amount="unlimited", minimal_roi=CLASS_ROI),
    case("stake-unlimited-third", BOLL, stake_amount="unlimited", max_open_trades=3),
    case("stake-unlimited-two-slots", MACD, pairs=ALL, timerange="20240215-20240305", stake_amount="unlimited",
         max_open_trades=2, tradable_balance_ratio=1),
    case("stake-5.6", NFI, stake_amount=5.6),
    case("stake-5.2-raised", NFI, stake_amount=5.2),
    case("stake-4-refused", NFI, stake_amount=4),
    case("stake-5.2-last-money", MACD, stake_amount=5.2, dry_run_wallet=5.7, tradable_balance_ratio=1),
    case("ratio-half-three-pairs", NFI, pairs=ALL, timerange=None, max_open_trades=3, dry_run_wallet=500,
         tradable_balance_ratio=0.5),
    case("ratio-one", NFI, stake_amount=500, dry_run_wallet=1000, tradable_balance_ratio=1, pairs=[BTC, ETH],
         max_open_trades=2),
    case("ruin", MACD, dry_run_wallet=110, timerange="20240203-20240320"),
    case("ruin-amended", MACD, dry_run_wallet=110, timerange="20240203-20240320", amend_last_stake_amount=True,
         last_stake_amount_min_ratio=0.9),
    case("ruin-three-pairs", MACD, pairs=ALL, timerange="20240215-20240310", dry_run_wallet=320, max_open_trades=3,
         amend_last_stake_amount=True),
    case("never-enough", NFI, stake_amount=5.2, dry_run_wallet=5.4, tradable_balance_ratio=1),
    case("one-trade", NFI, dry_run_wallet=101.2),
    # slots and the order of pairs
    case("three-pairs-one-slot", MACD, pairs=ALL, timerange="20240130-20240301", max_open_trades=1),
    case("pairs-reversed", MACD, pairs=[SOL, ETH, BTC], timerange="20240130-20240301", max_open_trades=1),
    case("pairs-reversed-two-slots", BOLL, pairs=[SOL, BTC, ETH], timerange=None, max_open_trades=2),
    case("no-slot-limit", NFI, pairs=[ETH, SOL, BTC], timerange=None, max_open_trades=-1),
    case("pairs-end-early", MACD, pairs=ALL, timerange="20240401-", max_open_trades=3, use_exit_signal=False,
         minimal_roi={"0": 0.05}, stoploss=-0.06),
    # exit signals
    case("exit-profit-only", NFI, exit_profit_only=True, exit_profit_offset=0.004, stoploss=-0.03),
    case("exit-profit-only-zero", MACD, exit_profit_only=True, stoploss=-0.02, pairs=[ETH]),
    case("no-exit-signal", RSI, use_exit_signal=False, minimal_roi=CLASS_ROI, stoploss=-0.05, timerange=None),
    # timeranges, warm-up, timeframes
    case("from-only", BOLL, timerange="20240325-"),
    case("to-only", BOLL, timerange="-20240205"),
    case("from-first-candle", NFI, timerange="20240120-20240210"),
    case("from-inside-warm-up", NFI, timerange="1705738800-1707480300"),
    case("milliseconds-eth", RSI, pairs=[ETH], timerange="1707004800000-1709596500000"),
    case("no-warm-up", NFI, startup_candle_count=0, timerange="20240203-20240220"),
    case("warm-up-50-no-range", MACD, startup_candle_count=50, timerange="-20240203"),
    case("15m", NFI, timeframe="15m", timerange=None, minimal_roi={"0": 0.03, "50": 0.01, "60": 0.004, "90": -1}),
    case("15m-two-pairs", MACD, pairs=[ETH, BTC], timeframe="15m", timerange="20240205-", max_open_trades=2,
         stoploss=-0.02),
    case("1h", MACD, timeframe="1h", timerange=None, minimal_roi={"0": 0.05, "120": 0.01}, stoploss=-0.03),
    case("1h-bollinger-trail", BOLL, pairs=[ETH, BTC], timeframe="1h", timerange=None, max_open_trades=2,
         stoploss=-0.03, **trail(stop_positive=0.01, stop_positive_offset=0.015)),
    # edges
    case("entry-on-last-row", MACD, timerange="1706918400-1708241700"),
    case("entry-before-last-row", MACD, timerange="1706918400-1708242000"),
    case("outages-at-both-ends", BOLL, pairs=[ETH, BTC], max_open_trades=2,
         timerange="1707296400-1708103100"),
    case("no-warm-up-no-range", MACD, startup_candle_count=0, timerange="-20240205"),
    case("trail-across-months-sol", NFI, pairs=[SOL], timerange="20240225-", stoploss=-0.0777, use_exit_signal=False,
         minimal_roi={"0": 0.5}, **trail()),
    case("draws", BOLL, fee=0, minimal_roi={"0": 0}, use_exit_signal=False, stoploss=-0.01, timerange=None),
    case("odd-numbers", BOLL, pairs=ALL, timerange=None, fee=0.00123, stake_amount=77.77, dry_run_wallet=777.77,
         tradable_balance_ratio=0.87, max_open_trades=2, stoploss=-0.0137, minimal_roi={"0": 0.0271, "15": 0.0113}),
    case("rich-unlimited", NFI, pairs=ALL, timerange=None, dry_run_wallet=1234567.89, stake_amount="unlimited",
         max_open_trades=3, stoploss=-0.015, minimal_roi=STEP_ROI),
    case("no-roi-no-limit", NFI, pairs=[ETH, BTC], max_open_trades=0, minimal_roi={}),
    case("roi-rising", BOLL, minimal_roi={"0": 0.002, "30": 0.006}, stoploss=-0.01, use_exit_signal=False),
    # real candles
    case("real-nfi-eth-2022", NFI, "binance", pairs=[ETH], timerange="20220101-20221231"),
    case("real-boll-sol-2021", BOLL, "binance", pairs=[SOL], timerange="20210101-20211231", minimal_roi=CLASS_ROI,
         stoploss=-0.03),
    case("real-macd-three-2022", MACD, "binance", pairs=ALL, timerange="20220101-20221231", max_open_trades=2,
         minimal_roi=CLASS_ROI),
    case("real-nfi-btc-2021-unlimited", NFI, "binance", timerange="20210101-20211231", stake_amount="unlimited"),
    case("real-rsiema-btc-2020", RSI, "binance", timerange="20200101-20211231"),
    case("real-trail-sol-eth-2023", BOLL, "binance", pairs=[SOL, ETH], timerange="20230101-20231231",
         max_open_trades=2, stake_amount="unlimited", stoploss=-0.02, minimal_roi=STEP_ROI,
         **trail(stop_positive=0.002, stop_positive_offset=0.004)),
    case("real-1h-three-2024", MACD, "binance", pairs=ALL, timeframe="1h", timerange="20240101-20241231",
         max_open_trades=3, stake_amount="unlimited", stoploss=-0.05, minimal_roi=CLASS_ROI),
    case("real-15m-btc-open-end", NFI, "binance", timeframe="15m", timerange="20250101-", stoploss=-0.01),
    # after the real ones, so that the numbers stay
    case("late-pair-forced-last", NFI, pairs=[SOL, ETH, BTC], timerange="20240130-20240214", max_open_trades=3,
         use_exit_signal=False, minimal_roi={"0": 0.5}, stoploss=-0.3),
    case("trail-only-offset-of-zero", BOLL, pairs=[BTC, SOL], max_open_trades=2, stoploss=-0.02, use_exit_signal=False,
         **trail(stop_positive=0.003, only_offset_is_reached=True)),
]

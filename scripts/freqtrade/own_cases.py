"""Cases of strategies that the simulator does not know: freqtrade works their entries out one by one."""

BTC, ETH, SOL = "BTC/USDT", "ETH/USDT", "SOL/USDT"
ADA, XRP = "ADA/USDT", "XRP/USDT"  # the walks of BTC and ETH, played from their other end
THREE, FIVE = [BTC, ETH, SOL], [XRP, BTC, SOL, ETH, ADA]

BASE = {
    "pairs": [BTC], "timeframe": "5m", "timerange": "20240205-20240212", "stake_amount": 100, "dry_run_wallet": 1000,
    "tradable_balance_ratio": 0.99, "max_open_trades": 1, "fee": 0.001,
}
SLOW = {"timeframe": "1h", "timerange": "20240205-20240318"}
SLOWER = {"timeframe": "4h", "timerange": "20240205-20240330"}


def futures(pairs):
    return {"pairs": [p + ":USDT" for p in pairs], "trading_mode": "futures", "margin_mode": "isolated", "fee": 0.0005}


def case(name, strategy, refuse=("long", "short"), pieces=(), **config):
    """Pieces are time ranges in which the stacked run is made too, to be joined."""
    return {"name": name, "strategy": strategy, "refuse": refuse, "pieces": pieces, "config": BASE | config}


CASES = [
    case("custom-stoploss", "CustomStop", pairs=[BTC, ETH]),
    case("custom-exit", "CustomExit", pairs=THREE, max_open_trades=2),
    case("custom-roi", "CustomRoi", pairs=[ETH, BTC]),
    case("refusing", "Refuse", pairs=THREE, max_open_trades=2),
    case("tags", "Tags", pairs=THREE, max_open_trades=2),
    case("trailing-1h", "Trailing", pairs=FIVE, max_open_trades=3, **SLOW),
    case("custom-exit-4h", "CustomExit", pairs=FIVE, max_open_trades=3, **SLOWER),
    case("five-pairs-one-slot", "CustomStop", pairs=FIVE, max_open_trades=1, timerange="20240205-20240209"),
    case("unlimited", "CustomStop", pairs=FIVE, max_open_trades=3, stake_amount="unlimited", timerange="20240205-20240209"),
    case("unlimited-1h", "Tags", pairs=THREE, max_open_trades=2, stake_amount="unlimited", **SLOW),
    case("wallet-runs-short", "CustomStop", pairs=THREE, max_open_trades=3, dry_run_wallet=206, stake_amount=100,
         timerange="20240205-20240212"),
    case("both-ways", "BothWays", max_open_trades=1, **futures([BTC]), **SLOW),
    case("refuse-shorts", "BothWays", refuse=["short"], max_open_trades=2, **futures([BTC, ETH]), **SLOW),
    case("both-ways-three", "BothWays", max_open_trades=2, **futures(THREE), timerange="20240205-20240210"),
    case("both-ways-unlimited", "BothWays", max_open_trades=2, **futures(THREE), stake_amount="unlimited", **SLOW),
    case("detail", "CustomStop", pairs=THREE, max_open_trades=2, timeframe_detail="5m",
         ignore_buying_expired_candle_after=1, **SLOW),
    case("adjust", "Adjust", pairs=THREE, max_open_trades=2),
    case("sized", "Sized", pairs=THREE, max_open_trades=2),
    case("cooldown", "Cooldown", pairs=THREE, max_open_trades=2, enable_protections=True),
    case("stoploss-guard", "Guard", pairs=THREE, max_open_trades=2, enable_protections=True),
    case("low-profit", "LowProfit", pairs=THREE, max_open_trades=3, enable_protections=True),
    case("max-drawdown", "Drawdown", pairs=THREE, max_open_trades=3, enable_protections=True),
    case("guard-both-ways", "GuardBothWays", max_open_trades=2, enable_protections=True, **futures(THREE), **SLOW),
    case("lock-after-loss", "LossLock", pairs=THREE, max_open_trades=2),
    case("unfilled", "Unfilled", pairs=THREE, max_open_trades=2, unfilledtimeout={"entry": 15, "exit": 15, "unit": "minutes"}),
    case("unfilled-exits", "UnfilledExit", pairs=[BTC, ETH], max_open_trades=1, timerange="20240205-20240210",
         unfilledtimeout={"entry": 7, "exit": 10, "unit": "minutes"}),
    case("joined", "CustomExit", pairs=[BTC, ETH], startup_candle_count=400,
         pieces=["20240205-20240208", "20240207-20240210", "20240209-20240212"]),
    # those that cannot be worked out entry by entry
    case("state-per-pair", "PairState", pairs=[BTC, ETH]),
    case("trade-history", "History", pairs=[BTC, ETH]),
    case("wallet-sized", "WalletSized", pairs=[BTC, ETH], max_open_trades=2),
]

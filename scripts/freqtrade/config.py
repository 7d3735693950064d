#!/usr/bin/env python3
"""Writes what freqtrade makes of configurations: several files, files named by files, the environment, lists of pairs,
trailing stops. The cases and its answers go to strategies/freqtrade/testdata/configs.json. See README.md."""

import contextlib
import json
import logging
import os
import tempfile
from pathlib import Path

import offline
from freqtrade.configuration import Configuration
from freqtrade.configuration.config_validation import validate_config_consistency
from freqtrade.enums import RunMode
from freqtrade.plugins.pairlistmanager import PairListManager
from freqtrade.resolvers import ExchangeResolver

OUT = Path(__file__).resolve().parents[2] / "strategies" / "freqtrade" / "testdata" / "configs.json"
KEPT = ["max_open_trades", "stake_currency", "stake_amount", "dry_run_wallet", "timeframe", "minimal_roi", "stoploss", "fee",
        "tradable_balance_ratio", "strategy", "use_exit_signal"]
BASE = {
    "max_open_trades": 3, "stake_currency": "USDT", "stake_amount": 100, "dry_run": True, "timeframe": "5m",
    "exchange": {"name": "binance", "pair_whitelist": ["BTC/USDT", "ETH/USDT"]}, "pairlists": [{"method": "StaticPairList"}],
    "entry_pricing": {"price_side": "same", "use_order_book": True}, "exit_pricing": {"price_side": "same", "use_order_book": True},
}


def case(name, *files, env=None, more=None, **base):
    """Files are given with -c in turn after one that holds BASE and what is named; more are those that files name."""
    named = {f"{'abc'[i]}.json": text for i, text in enumerate([BASE | base, *files])}
    return {"name": name, "config": list(named), "files": named | (more or {}), "env": env or {}}


def pairs(white, black=(), **base):
    return {"exchange": {"name": "binance", "pair_whitelist": white, "pair_blacklist": list(black)}} | base


def trailing(**keys):
    words = {"stop": "trailing_stop", "positive": "trailing_stop_positive", "offset": "trailing_stop_positive_offset",
             "only": "trailing_only_offset_is_reached"}
    return case("trailing " + ", ".join(f"{k} {v}" for k, v in keys.items()), stoploss=-0.1, **{words[k]: v for k, v in keys.items()})


ROI = {"minimal_roi": {"0": 0.1, "60": 0.05}}
CASES = [
    case("later wins", {"max_open_trades": 5, "timeframe": "1h"}, {"timeframe": "4h"}),
    case("tables merge", {"minimal_roi": {"60": 0.04, "90": 0.01}}, **ROI),
    case("lists are replaced", {"exchange": {"pair_whitelist": ["SOL/USDT"]}}),
    case("the naming file wins", add_config_files=["more.json"], more={"more.json": {"timeframe": "1h", "fee": 0.002, "max_open_trades": 9}}),
    case("the last named wins", add_config_files=["m.json", "n.json"],
         more={"m.json": {"fee": 0.002, "stoploss": -0.2}, "n.json": {"fee": 0.003, "minimal_roi": {"0": 0.3}}}),
    case("named tables merge", add_config_files=["m.json"], more={"m.json": {"minimal_roi": {"0": 0.3, "30": 0.08}}}, **ROI),
    case("named lists", add_config_files=["m.json"], more={"m.json": {"exchange": {"pair_whitelist": ["SOL/USDT"], "pair_blacklist": ["ETH/.*"]}}}),
    case("beside, in a folder", add_config_files=["sub/m.json"],
         more={"sub/m.json": {"fee": 0.002, "add_config_files": ["n.json"]}, "sub/n.json": {"fee": 0.004, "stoploss": -0.3}}),
    case("named by the later", {"add_config_files": ["m.json"]}, more={"m.json": {"timeframe": "1h", "max_open_trades": 7}}),
    case("loop", add_config_files=["a.json"]),
    case("environment", {"max_open_trades": 5}, env={
        "FREQTRADE__MAX_OPEN_TRADES": "7", "FREQTRADE__STAKE_AMOUNT": "unlimited", "FREQTRADE__TIMEFRAME": "1h",
        "FREQTRADE__EXCHANGE__PAIR_WHITELIST": '["SOL/USDT", "BTC/USDT"]', "FREQTRADE__FEE": "1e-3", "FREQTRADE__STOPLOSS": "-.25"}),
    case("environment of tables", env={
        "FREQTRADE__MINIMAL_ROI__60": "0.02", "FREQTRADE__MINIMAL_ROI__0": "0.2", "FREQTRADE__USE_EXIT_SIGNAL": "False",
        "OTHER__MAX_OPEN_TRADES": "9"}, **ROI),
    case("environment, words", env={"FREQTRADE__USE_EXIT_SIGNAL": "t", "FREQTRADE__STRATEGY": "Mine", "FREQTRADE__TRADABLE_BALANCE_RATIO": "0.5",
                                    "FREQTRADE__DRY_RUN_WALLET": "500"}),
    case("blacklist", **pairs(["BTC/USDT", "ETH/USDT", "SOL/USDT"], ["ETH/USDT"])),
    case("blacklist pattern", **pairs(["BTC/USDT", "ETH/USDT", "SOL/USDT", "XRP/USDT"], ["(eth|sol)/.*"])),
    case("blacklist, part of a name", **pairs(["BTC/USDT", "ETH/USDT"], ["BTC", "ETH/US"])),
    case("blacklist, start of a name", **pairs(["BTC/USDT", "ETH/USDT"], ["E.*"])),
    case("blacklist of the later", {"exchange": {"pair_blacklist": [".*/USDT"]}}, {"exchange": {"pair_blacklist": ["BTC/.*"]}}),
    case("another currency", **pairs(["BTC/EUR", "BTC/USDT", "ETH/BTC"])),
    case("no pair of the currency", **pairs(["BTC/EUR"])),
    case("twice", **pairs(["BTC/USDT", "ETH/USDT", "BTC/USDT"])),
    *(trailing(**k) for k in (
        {"positive": 0.01}, {"positive": 0}, {"stop": False, "positive": 0, "only": True}, {"only": True}, {"stop": True},
        {"stop": True, "positive": 0}, {"stop": True, "positive": 0.01}, {"stop": True, "positive": 0.01, "offset": 0.02},
        {"stop": True, "positive": 0.02, "offset": 0.02}, {"stop": True, "positive": 0.03, "offset": 0.02},
        {"stop": True, "positive": 0.01, "offset": 0}, {"stop": True, "offset": 0.02}, {"stop": True, "only": True},
        {"stop": True, "only": True, "offset": 0.02}, {"stop": True, "only": True, "positive": 0.01},
        {"stop": True, "only": True, "positive": 0.01, "offset": 0.02}, {"stop": True, "only": True, "positive": 0, "offset": 0.02})),
    case("no stop", stoploss=0),
    case("no stop, as a fraction", stoploss=0.0, trailing_stop=True),
]


def markets(self, force=False, *, load_leverage_tiers=True):
    offline_markets(self, force=force, load_leverage_tiers=load_leverage_tiers)
    for pair in ("BTC/EUR", "ETH/BTC"):
        self._markets[pair] = offline.market(pair, 0.00001)


offline_markets = offline.Exchange.reload_markets
offline.Exchange.reload_markets = markets


def answer(case: dict) -> dict:
    with tempfile.TemporaryDirectory() as temp, contextlib.chdir(temp):
        for sub in ("data", "sub"):
            Path(sub).mkdir()
        for file, text in case["files"].items():
            Path(file).write_text(json.dumps(text))
        os.environ |= case["env"]
        try:
            config = Configuration({"config": case["config"], "user_data_dir": temp, "datadir": temp}, RunMode.BACKTEST).get_config()
            validate_config_consistency(config, preliminary=True)
            exchange = ExchangeResolver.load_exchange(config, validate=False)
            manager = PairListManager(exchange, config)
            manager.refresh_pairlist()
            exchange.close()
        except Exception as e:
            return {"error": f"{type(e).__name__}: {str(e).splitlines()[0]}"}
        finally:
            for key in case["env"]:
                del os.environ[key]
    return {"keys": {k: config[k] for k in KEPT if config.get(k) is not None}, "pairs": manager.whitelist}


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    answers = [case | {"want": answer(case)} for case in CASES]
    OUT.write_text(json.dumps(answers, indent=1) + "\n")
    for a in answers:
        print(a["name"], a["want"])

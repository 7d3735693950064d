#!/usr/bin/env python3
"""Writes a small answer of Binance's exchangeInfo and the markets that ccxt, and so freqtrade, makes of it."""

import json
from pathlib import Path

import ccxt

OUT = Path(__file__).resolve().parents[2] / "strategies" / "freqtrade" / "testdata"


def symbol(base, quote, tick, step, notional, most, **more):
    name = more.pop("name", "NOTIONAL")
    filters = [
        {"filterType": "PRICE_FILTER", "minPrice": tick, "maxPrice": "1000000.00000000", "tickSize": tick},
        {"filterType": "LOT_SIZE", "minQty": step, "maxQty": most, "stepSize": step},
        {"filterType": "MARKET_LOT_SIZE", "minQty": "0.00000000", "maxQty": "97.06391875", "stepSize": "0.00000000"},
        {"filterType": "MAX_NUM_ORDERS", "maxNumOrders": 200},
        {"filterType": name} | notional,
    ]
    return {"symbol": base + quote, "status": "TRADING", "baseAsset": base, "quoteAsset": quote, "filters": filters} | more


SPOT = {"baseAssetPrecision": 8, "quotePrecision": 8, "isSpotTradingAllowed": True, "isMarginTradingAllowed": True,
        "permissions": []}
COSTS = {"minNotional": "5.00000000", "applyMinToMarket": True, "maxNotional": "9000000.00000000", "applyMaxToMarket": False}
SWAP = {"contractType": "PERPETUAL", "marginAsset": "USDT", "pricePrecision": 2, "quantityPrecision": 3,
        "deliveryDate": 4133404800000, "onboardDate": 1569398400000}
INFO = {"timezone": "UTC", "serverTime": 1735689600000, "rateLimits": [], "exchangeFilters": [], "symbols": [
    symbol("BTC", "USDT", "0.01000000", "0.00001000", COSTS, "9000.00000000", **SPOT),
    symbol("DOGE", "USDT", "0.00001000", "1.00000000", COSTS, "9000000.00000000", **SPOT),
    symbol("ETH", "BTC", "0.00001000", "0.00010000", {"minNotional": "0.00010000", "applyToMarket": True, "avgPriceMins": 5},
           "100000.00000000", name="MIN_NOTIONAL", **SPOT),
    symbol("BTC", "USDT", "0.10", "0.001", {"notional": "100"}, "1000", name="MIN_NOTIONAL", **SWAP),
    symbol("BTC", "USDT", "0.10", "0.001", {"notional": "100"}, "500", name="MIN_NOTIONAL",
           **SWAP | {"contractType": "CURRENT_QUARTER", "deliveryDate": 1766736000000}),
]}

if __name__ == "__main__":
    binance = ccxt.binance({"options": {"crossMarginPairsData": [], "isolatedMarginPairsData": []}})
    markets = [binance.parse_market(s) for s in INFO["symbols"]]
    kept = ("id", "symbol", "base", "quote", "settle", "type", "active", "precision", "limits")
    (OUT / "exchangeinfo.json").write_text(json.dumps(INFO, indent=1) + "\n")
    (OUT / "markets.json").write_text(json.dumps({m["symbol"]: {k: m[k] for k in kept} for m in markets}, indent=1) + "\n")
    for m in markets:
        print(m["symbol"], m["precision"], m["limits"])

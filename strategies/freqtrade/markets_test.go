package freqtrade_test

import (
	"maps"
	"os"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

// TestMarkets: Binance's exchangeInfo says what ccxt makes of it, see
// scripts/freqtrade/markets.py. A dated future is not traded.
func TestMarkets(t *testing.T) {
	got, err := freqtrade.ReadMarkets("testdata/exchangeinfo.json")
	if err != nil {
		t.Fatal(err)
	}
	want, err := freqtrade.ReadMarkets("testdata/markets.json")
	if err != nil {
		t.Fatal(err)
	}
	maps.DeleteFunc(want, func(pair string, _ freqtrade.Market) bool { return strings.Contains(pair, "-2") })
	if !maps.Equal(got, want) {
		t.Errorf("exchangeInfo %+v\nccxt %+v", got, want)
	}
	for pair, m := range map[string]freqtrade.Market{
		"BTC/USDT":      {AmountStep: 1e-5, PriceTick: 0.01, MinAmount: 1e-5, MaxAmount: 9000, MinCost: 5, MaxCost: 9e6},
		"DOGE/USDT":     {AmountStep: 1, PriceTick: 1e-5, MinAmount: 1, MaxAmount: 9e6, MinCost: 5, MaxCost: 9e6},
		"ETH/BTC":       {AmountStep: 1e-4, PriceTick: 1e-5, MinAmount: 1e-4, MaxAmount: 1e5, MinCost: 1e-4},
		"BTC/USDT:USDT": {AmountStep: 0.001, PriceTick: 0.1, MinAmount: 0.001, MaxAmount: 1000, MinCost: 100},
	} {
		if got[pair] != m {
			t.Errorf("%s: %+v, want %+v", pair, got[pair], m)
		}
	}
}

func TestMarketsRefuses(t *testing.T) {
	ccxt, err := os.ReadFile("testdata/markets.json")
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.ReadFile("testdata/exchangeinfo.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, text, want string }{
		{"empty", "", "ends too early"},
		{"cut", string(ccxt[:len(ccxt)/2]), ""},
		{"names, as list-markets prints", `["BTC/USDT", "ETH/USDT"]`, "expected markets of ccxt's or Binance's exchangeInfo"},
		{"another object", `{"stake_amount": 100}`, "expected markets of ccxt's"},
		{"an answer that is a fault", `{"code": -1121, "msg": "Invalid symbol."}`, "expected markets of ccxt's"},
		{"nothing", `{}`, "no market"},
		{"null", `null`, "no market"},
		{"no market", `{"symbols": []}`, "no market"},
		{"infinite", strings.Replace(string(info), `"0.00001000"`, `"inf"`, 1), "BTC/USDT: "},
		{"text", strings.Replace(string(info), `"0.00001000"`, `"small"`, 1), `minQty "small": expected a number`},
		{"negative", strings.Replace(string(ccxt), `"max": 9000.0`, `"max": -1`, 1), "BTC/USDT: largest amount -1: expected at least 0"},
		{"no assets", strings.Replace(string(info), `"baseAsset": "DOGE"`, `"baseAsset": ""`, 1), `symbol "DOGEUSDT" without baseAsset`},
	} {
		_, err := freqtrade.ReadMarkets(write(t, "m.json", []byte(tt.text)))
		if err == nil || !strings.Contains(err.Error(), "m.json: ") || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one with %q", tt.name, err, tt.want)
		}
	}
}

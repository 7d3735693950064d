package freqtrade_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

// files reads configurations from memory.
func files(texts map[string]string) func(string) ([]byte, error) {
	return func(name string) ([]byte, error) {
		text, ok := texts[name]
		if !ok {
			return nil, fmt.Errorf("%s: %w", name, fs.ErrNotExist)
		}
		return []byte(text), nil
	}
}

// TestConfigMerge: later files win, in objects within objects; lists are replaced;
// a file overrides those that it names under add_config_files, and the next file both.
func TestConfigMerge(t *testing.T) {
	c, err := freqtrade.ReadConfig([]string{"u/a.json", "u/b.json"}, files(map[string]string{
		"u/a.json": `{ // comment, with "quotes" }
			"max_open_trades": 3, "minimal_roi": {"0": 0.1, "60": 0.05}, /* "fee": 9, */
			"exchange": {"name": "binance", "pair_whitelist": ["A/B", "C//D",],},
			"add_config_files": ["sub/c.json"], "stake_amount": 1, "timeframe": "5m", "bot_name": "a \" // b", }`,
		"u/sub/c.json": `{"stake_amount": 2, "timeframe": "1h"}`,
		"u/b.json":     `{"timeframe": "4h", "minimal_roi": {"60": null}, "exchange": {"pair_whitelist": ["E/F"]}}`,
	}))
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{
		"max_open_trades": "3", "stake_amount": "1", "timeframe": "4h", "minimal_roi": "map[0:0.1 60:<nil>]",
		"exchange": "map[name:binance pair_whitelist:[E/F]]", "bot_name": `a " // b`, "fee": "<nil>", "add_config_files": "<nil>",
	} {
		if got := fmt.Sprint(c[key]); got != want {
			t.Errorf("%s is %s, want %s", key, got, want)
		}
	}
	k, _, err := c.Keys("u")
	if err != nil || fmt.Sprint(k["pairs"]) != "[E/F]" || k["datadir"] != "u/data/binance" {
		t.Errorf("keys %v, error %v, want pair E/F and u/data/binance", k, err)
	}
}

func TestConfigRefuses(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"loop", `{"add_config_files": ["a.json"]}`, "do they name each other?"},
		{"missing", `{"add_config_files": ["b.json"]}`, "b.json"},
		{"not files", `{"add_config_files": "b.json"}`, "expected a list of files"},
		{"line", "{\n\n\"a\": 1\n\"b\": 2}", "a.json: line 4:"},
		{"list", `[]`, "a.json:"},
		{"null", `null`, "expected an object"},
		{"two", `{} {}`, "text after the end"},
		{"open comment", `{} /* `, "text after the end"},
		{"large", strings.Repeat(" ", 2<<20), "at most 1 MiB"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := freqtrade.ReadConfig([]string{"a.json"}, files(map[string]string{"a.json": tt.text}))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}

// full holds the top-level keys of freqtrade's config_full.example.json, with values
// where they matter.
const full = `{"max_open_trades": 3, "stake_currency": "BTC", "stake_amount": 0.05, "tradable_balance_ratio": 0.99,
	"fiat_display_currency": "USD", "amount_reserve_percent": 0.05, "amend_last_stake_amount": false,
	"last_stake_amount_min_ratio": 0.5, "dry_run": true, "dry_run_wallet": 1000, "cancel_open_orders_on_exit": false,
	"timeframe": "5m", "trailing_stop": false, "trailing_stop_positive": 0.005, "trailing_stop_positive_offset": 0.0051,
	"trailing_only_offset_is_reached": false, "use_exit_signal": true, "exit_profit_only": false, "exit_profit_offset": 0.0,
	"ignore_roi_if_entry_signal": false, "ignore_buying_expired_candle_after": 300, "trading_mode": "spot", "margin_mode": "",
	"minimal_roi": {"40": 0.0, "0": 0.04}, "stoploss": -0.10, "unfilledtimeout": {}, "entry_pricing": {}, "exit_pricing": {},
	"order_types": {}, "order_time_in_force": {}, "pairlists": [{"method": "StaticPairList"}, {"method": "VolumePairList"},
	{"method": "AgeFilter"}], "exchange": {"name": "binance", "key": "k", "secret": "s", "pair_whitelist": ["ETH/BTC"]},
	"edge": {"enabled": false}, "telegram": {"enabled": false}, "api_server": {"enabled": false}, "bot_name": "freqtrade",
	"db_url": "sqlite:///tradesv3.sqlite", "initial_state": "running", "force_entry_enable": false, "internals": {},
	"disable_dataframe_checks": false, "strategy": "SampleStrategy", "strategy_path": "user_data/strategies/",
	"dataformat_ohlcv": "json", "dataformat_trades": "jsongz"}`

// TestConfigBearings: of freqtrade's full example only the pair lists stop a run, which
// stop freqtrade's own backtest too; with what traders add, one message names all.
func TestConfigBearings(t *testing.T) {
	c, err := freqtrade.ReadConfig([]string{"full", "mine"}, files(map[string]string{"full": full, "mine": `{}`}))
	if err != nil {
		t.Fatal(err)
	}
	b := c.Bearings()
	if got := strings.Join(b.Refused, "; "); got != "pairlists (VolumePairList, AgeFilter)" || len(b.Unknown) > 0 {
		t.Errorf("refused %q, unknown %q", got, b.Unknown)
	}
	if err := b.Err(); err == nil || !strings.HasSuffix(err.Error(), "AgeFilter); pairlists: leave StaticPairList alone and name the pairs in exchange.pair_whitelist") {
		t.Errorf("error %v, want one that names the way out", err)
	}
	if n := len(b.Used) + len(b.Idle) + len(b.Refused); n != len(c) {
		t.Errorf("%d keys sorted, want %d", n, len(c))
	}
	for _, key := range []string{"stoploss", "dry_run_wallet", "exchange", "strategy", "trailing_stop_positive"} {
		if !strings.Contains(strings.Join(b.Used, " "), key) {
			t.Errorf("%s is not used", key)
		}
	}
	if got := b.Ignored(); strings.Contains(got, "\n") || !strings.Contains(got, "telegram") || !strings.Contains(got, "api_server") {
		t.Errorf("ignored: %q, want one line", got)
	}
	c, err = freqtrade.ReadConfig([]string{"full", "mine"}, files(map[string]string{"full": full, "mine": `{
		"pairlists": [{"method": "StaticPairList"}], "protections": [{"method": "CooldownPeriod"}], "trading_mode": "futures",
		"margin_mode": "isolated", "position_adjustment_enable": true, "can_short": true, "timeframe_detail": "1m",
		"use_custom_stoploss": true, "available_capital": 500, "freqai": {"enabled": true}, "amount_reserve_percent": 0.1,
		"max_opentrades": 4}`}))
	if err != nil {
		t.Fatal(err)
	}
	err = c.Bearings().Err()
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{
		"protections (CooldownPeriod)", "trading_mode futures", "margin_mode isolated", "position_adjustment_enable true", "can_short true",
		"timeframe_detail 1m", "use_custom_stoploss true", "available_capital 500", "freqai", "amount_reserve_percent 0.1", "apply",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q lacks %q", err, want)
		}
	}
	if got := c.Bearings().Unknown; len(got) != 1 || got[0] != "max_opentrades" {
		t.Errorf("unknown %q, want max_opentrades", got)
	}
}

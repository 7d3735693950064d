package config_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/backtest/study/config"
)

// readAll reads files of some texts, in order: JSON by its first character.
func readAll(t *testing.T, texts ...string) (config.Study, []string, error) {
	t.Helper()
	dir := t.TempDir()
	var names []string
	for i, text := range texts {
		name := filepath.Join(dir, string(rune('a'+i)))
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	return config.Read("u", nil, names...)
}

// Of several files the later wins, key by key, in tables too.
func TestReadMerges(t *testing.T) {
	s, notes, err := readAll(t,
		"pairs: [BTC/USDT, ETH/USDT]\nfee: 0.002\nminimal_roi: {'0': 0.1, '60': 0.05}\namount_step: {BTC/USDT: 1, ETH/USDT: 2}\nstrategies: {RSIEMA: {filter: none}}",
		"pairs: [ETH/USDT]\nminimal_roi: {'60': 0.04, '90': 0.01}\namount_step: {ETH/USDT: 3}\nstrategies: {MACDCross: {filter: none}}")
	if err != nil || len(notes) > 0 {
		t.Fatal(err, notes)
	}
	if len(s.Pairs) != 1 || s.Fee != 0.002 || s.MinimalROI.String() != `{"0": 0.1, "60": 0.04, "90": 0.01}` ||
		s.AmountStep["BTC/USDT"] != 1 || s.AmountStep["ETH/USDT"] != 3 || len(s.Own) != 2 {
		t.Errorf("merged to %+v with ROI %v", s, s.MinimalROI)
	}
	s, _, err = readAll(t, "pairs: [BTC/USDT]\nstrategy_list: [RSIEMA]\nfee: 0.002", "fee: -1\n")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := study.NewPlan(s); err == nil || !strings.Contains(err.Error(), "b: [1:6] fee -1") {
		t.Errorf("error %v, want one at the later file", err)
	}
}

const bots = `{ // freqtrade's
	"max_open_trades": 3, "stake_currency": "USDT", "stake_amount": "unlimited", "tradable_balance_ratio": 0.5,
	"dry_run": true, "dry_run_wallet": {"BTC": 1, "USDT": 2500}, "timeframe": "1h", "fee": 1e-05, "stoploss": -0.2,
	"minimal_roi": {"40": 0.0, "0": 0.04}, "trailing_stop": true, "trailing_stop_positive": 0.01,
	"trailing_stop_positive_offset": 0.02, "trailing_only_offset_is_reached": true, "use_exit_signal": false,
	"exit_profit_only": true, "exit_profit_offset": 0.03, "ignore_roi_if_entry_signal": true, "strategy": "RSIEMA",
	"exchange": {"name": "binance", "pair_whitelist": ["BTC/USDT", "BNB/USDT", "ETH/USDT"], "pair_blacklist": ["bnb/.*"]},
	"telegram": {"enabled": false}, "pairlists": [{"method": "StaticPairList"}], }`

func TestReadConfig(t *testing.T) {
	s, notes, err := readAll(t, bots, `{"exchange": {"name": "kraken"}, "minimal_roi": {"40": 0.01}}`, "filter: default\nmax_open_trades: 4")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := study.NewPlan(s); err != nil {
		t.Error(err)
	}
	if strings.Join(s.Pairs, " ") != "BTC/USDT ETH/USDT" || !s.StakeAmount.Unlimited || s.StartingBalance != 2500 || s.BalanceRatio != 0.5 ||
		s.Timeframe != "1h" || s.Fee != 1e-5 || *s.StopLoss != -0.2 || s.MinimalROI.String() != `{"0": 0.04, "40": 0.01}` || s.MaxOpenTrades != 4 ||
		!s.TrailingStop || s.TrailingPositive != 0.01 || s.TrailingOffset != 0.02 || !s.TrailingOnlyOffset || s.UseExitSignal ||
		!s.ExitProfitOnly || s.ExitProfitOffset != 0.03 || !s.IgnoreROI || strings.Join(s.Strategies, " ") != "RSIEMA" ||
		s.DataDir != filepath.Join("u", "data", "kraken") || s.Filter != "default" {
		t.Errorf("%+v with ROI %v", s, s.MinimalROI)
	}
	if len(notes) != 1 || !strings.Contains(notes[0], "telegram") || strings.Contains(notes[0], "\n") {
		t.Errorf("notes %q, want one line that names telegram", notes)
	}
}

func TestReadConfigRefuses(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{`"protections": [{"method": "CooldownPeriod"}], "trading_mode": "futures"`, "protections (CooldownPeriod), trading_mode futures; freqtrade can"},
		{`"fee": "0.001"`, `fee: found "0.001", expected a number`},
		{`"stake_amount": "100"`, `stake amount "\"100\"": expected a number or unlimited`},
		{`"max_open_trades": 1.5`, "max_open_trades: found 1.5, expected a whole number"},
		{`"use_exit_signal": "no"`, `use_exit_signal: found "no", expected true or false`},
		{`"dry_run_wallet": "1000"`, `dry_run_wallet: found "1000", expected a number`},
		{`"dry_run_wallet": {"BTC": 1}, "stake_currency": "USDT"`, "nothing of stake_currency USDT, only of BTC"},
		{`"exchange": {"pair_whitelist": "BTC/USDT"}`, "exchange.pair_whitelist: expected a list"},
		{`"exchange": {"pair_whitelist": ["BTC/EUR"]}, "stake_currency": "USDT"`, `no pair is quoted in stake_currency USDT, the first is BTC/EUR`},
		{`"exchange": {"pair_blacklist": ["("]}`, `pair_blacklist "("`},
		{`"exchange": 1`, "exchange: expected an object"},
		{`"minimal_roi": 1`, "roi '1': expected an object"},
		{`"bot_name": `, "line 1"},
	} {
		s, _, err := readAll(t, `{"dry_run": true, `+tt.text+"}")
		if err == nil {
			_, err = study.NewPlan(s)
		}
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want %q", tt.text, err, tt.want)
		}
	}
	// As text a number is refused in a study too.
	for _, text := range []string{"stake_amount: '100'", `fee: "0.001"`} {
		if _, _, err := readAll(t, text); err == nil || !strings.Contains(err.Error(), "expected a number") {
			t.Errorf("%s: error %v", text, err)
		}
	}
}

// What freqtrade says of trailing stops, in files of both kinds.
func TestTrailingOfFiles(t *testing.T) {
	const yaml, json = "pairs: [BTC/USDT]\nstrategy_list: [RSIEMA]\n", `{"dry_run": true, "pairs": ["BTC/USDT"], "strategy": "RSIEMA", `
	for _, tt := range []struct{ text, fault, note string }{
		{yaml + "trailing_stop_positive: 0.1", "", "trailing_stop is off"},
		{json + `"trailing_stop_positive": 0.1}`, "", "trailing_stop is off"},
		{json + `"trailing_stop": false, "trailing_only_offset_is_reached": true}`, "", "trailing_stop is off"},
		{yaml + "trailing_stop: true", "", ""},
		{yaml + "trailing_stop: false\ntrailing_stop_positive: 0", "", ""},
		{yaml + "trailing_stop: true\ntrailing_stop_positive: 0", "a: [4:25] trailing_stop_positive 0: expected", ""},
		{json + `"trailing_stop": true, "trailing_stop_positive": 0.0}`, "trailing_stop_positive 0: expected", ""},
		{json + `"trailing_stop": true, "trailing_stop_positive": null}`, "", ""},
		{yaml + "trailing_stop: true\ntrailing_only_offset_is_reached: true\ntrailing_stop_positive_offset: 0.1", "needs trailing_stop_positive above 0", ""},
	} {
		s, notes, err := readAll(t, tt.text)
		if err == nil {
			_, err = study.NewPlan(s)
		}
		if (err != nil) != (tt.fault != "") || err != nil && !strings.Contains(err.Error(), tt.fault) {
			t.Errorf("%s: error %v, want %q", tt.text, err, tt.fault)
		}
		if got := strings.Join(notes, " "); !strings.Contains(got, tt.note) || (tt.note == "") != !strings.Contains(got, "trailing_stop is") {
			t.Errorf("%s: notes %q, want %q", tt.text, got, tt.note)
		}
	}
}

// What a configuration's reader leaves out or takes from elsewhere is said, a line each.
func TestReadNotes(t *testing.T) {
	name := filepath.Join(t.TempDir(), "config.json")
	text := `{"dry_run": true, "stake_currency": "USDT", "exchange": {"name": "binance", "pair_whitelist": ["BTC/EUR", "BTC/USDT", "ETH/BTC"]}}`
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	s, notes, err := config.Read("u", []string{"FREQTRADE__FEE=0.002", "PATH=/bin"}, name)
	all := name + ", FREQTRADE__FEE: "
	want := []string{
		"variables that override the configuration: FREQTRADE__FEE",
		all + "ignored keys, without bearing on a backtest: dry_run",
		all + "left out, not quoted in stake_currency USDT: BTC/EUR, ETH/BTC",
	}
	if err != nil || !slices.Equal(notes, want) || s.Fee != 0.002 {
		t.Errorf("fee %v, notes %q, %v; want %q", s.Fee, notes, err, want)
	}
	if s, notes, err := config.Read("u", []string{"FREQTRADE__FEE=0.002"}); err != nil || len(notes) > 0 || s.Fee != config.Default().Fee {
		t.Errorf("without a configuration: fee %v, notes %q, %v", s.Fee, notes, err)
	}
}

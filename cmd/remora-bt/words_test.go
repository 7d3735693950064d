package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestJoinLists(t *testing.T) {
	for _, tt := range []struct{ args, want string }{
		{"run --pairs A B -s X", "run --pairs A,B -s X"},
		{"run -p A B C --strategy-list X Y --fee 0", "run -p A,B,C --strategy-list X,Y --fee 0"},
		{"sweep -s X Y", "sweep -s X,Y"},
		{"run --pairs=A B", "run --pairs=A B"},
		{"run --pairs -s X", "run --pairs -s X"},
		{"run --fee 0 B", "run --fee 0 B"},
		{"run A --pairs B C -v D", "run A --pairs B,C -v D"},
		{"data check --pairs A B", "data check --pairs A B"},
	} {
		if got := joinLists(strings.Fields(tt.args)); !slices.Equal(got, strings.Fields(tt.want)) {
			t.Errorf("%s: %q, want %s", tt.args, got, tt.want)
		}
	}
}

// A backtest in freqtrade's words is that in our own.
func TestRunInFreqtradesWords(t *testing.T) {
	dir := sampleDir(t)
	ours := []string{
		"run", "-d", dir, "-p", "BTC/USDT,ETH/USDT", "-s", "RSIEMA", "--starting-balance", "700", "--stake-amount", "50",
		"--max-open-trades", "2", "--filter", "none", "--format", "csv",
	}
	code, want, stderr := remora(t, ours...)
	if code != exitOK || stderr != "" {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	one := writeFile(t, "config.json", `{"stake_currency": "USDT", "stake_amount": 50, "max_open_trades": 9, "dry_run_wallet": 9,
		"exchange": {"name": "binance", "key": "", "pair_whitelist": ["XRP/USDT"]}, "telegram": {"enabled": true}}`)
	two := writeFile(t, "more.json", `{"max_open_trades": 2, "strategy": "MACDCross", "exchange": {"pair_whitelist": ["BTC/USDT", "ETH/USDT"]}}`)
	theirs := []string{
		"run", "-d", dir, "-c", one, "--config", two, "--pairs", "BTC/USDT", "ETH/USDT", "--strategy", "RSIEMA", "--dry-run-wallet", "700",
		"--export", "none", "--cache", "none", "--no-color", "--userdir", "elsewhere", "--filter", "none", "--format", "csv",
	}
	code, got, stderr := remora(t, theirs...)
	if code != exitOK || got != want {
		t.Errorf("exit code %d, %s\n%s\nwant\n%s", code, stderr, got, want)
	}
	if strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, "ignored keys, without bearing on a backtest: telegram") {
		t.Errorf("stderr %q, want one line that names telegram", stderr)
	}
}

func TestFreqtradesWordsRefused(t *testing.T) {
	bad := writeFile(t, "config.json", `{"exchange": {"name": "binance"}, "position_adjustment_enable": true, "timeframe_detail": "1m"}`)
	for _, tt := range []struct{ args, want string }{
		{"run -c " + bad, "position_adjustment_enable true, timeframe_detail 1m; freqtrade can work them out itself: see apply"},
		{"sweep -c " + bad + " --set max_risk=0.5", "see apply"},
		{"run -d . -p BTC/USDT -s Mine -c " + writeFile(t, "mine.json", `{"dry_run": true}`), "of a strategy in Python: see 'remora-bt apply --help'"},
		{"run --export trades", `--export: "trades": expected none`},
		{"run --cache day", `--cache: "day": expected none`},
		{"run --fee 0.001 ETH/USDT", `takes no arguments, got "ETH/USDT"`},
		{"run -c " + filepath.Join(t.TempDir(), "none.json"), "none.json"},
	} {
		code, _, stderr := remora(t, strings.Fields(tt.args)...)
		if code != exitUsage || !strings.Contains(stderr, tt.want) {
			t.Errorf("%s: exit code %d, %s, want %q", tt.args, code, stderr, tt.want)
		}
	}
}

// TestEngineInFreqtradesWords: keys that only concern trades stop no command of the
// engine, which names them.
func TestEngineInFreqtradesWords(t *testing.T) {
	config := writeFile(t, "config.json", `{"exchange": {"name": "binance", "pair_whitelist": ["BTC/USDT"]}, "trading_mode": "futures",
		"protections": [{"method": "CooldownPeriod"}], "telegram": {}}`)
	dir := sampleDir(t)
	for _, words := range [][]string{
		{"signals", "-c", config, "-d", dir, "--timerange", "20230102-20230104"},
		{"explain", "-c", config, "-d", dir, "--at", "2023-01-03T00:00:00Z"},
		{"lookahead", "-c", config, "-d", dir, "--timerange", "20230102-20230104", "--cuts", "1", "--strategy-list", "RSIEMA"},
	} {
		code, stdout, stderr := remora(t, words...)
		if code != exitOK || stdout == "" || !strings.Contains(stderr, "keys that do not concern the engine: protections (CooldownPeriod), trading_mode futures\n") {
			t.Errorf("%s: exit code %d, %s", words[0], code, stderr)
		}
	}
	for _, words := range [][]string{
		{"run", "-c", config, "-d", dir, "-s", "RSIEMA"},
		{"sweep", "-c", config, "-d", dir, "-s", "RSIEMA", "--set", "max_risk=0.5"},
		{"config", "show", "study", "-c", config},
	} {
		code, _, stderr := remora(t, words...)
		if code != exitUsage || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, "not simulated: protections (CooldownPeriod), trading_mode futures;") {
			t.Errorf("%s: exit code %d, %q", words[0], code, stderr)
		}
	}
}

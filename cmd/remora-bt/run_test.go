package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"
)

// remora runs the program in this process.
func remora(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = run(t.Context(), args, &out, &err)
	return code, out.String(), err.String()
}

func writeFile(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestBadInput(t *testing.T) {
	dir := sampleDir(t)
	on := func(more ...string) []string {
		return append([]string{"run", "-d", dir, "--pairs", "BTC/USDT", "--strategy-list", "RSIEMA"}, more...)
	}
	tests := []struct {
		name string
		args []string
		code int
		want []string // parts of stderr
	}{
		{"unknown command", []string{"rum"}, exitUsage, []string{`unknown command "rum"`, "did you mean run?"}},
		{"unknown flag", []string{"run", "--nope"}, exitUsage, []string{"unknown flag: --nope", "--help"}},
		{"argument", []string{"run", "x"}, exitUsage, []string{`takes no arguments, got "x"`}},
		{"unknown strategy", on("--strategy-list", "RSIEMO"), exitUsage, []string{`unknown strategy "RSIEMO"; did you mean RSIEMA?`}},
		{"reversed timerange", on("--timerange", "20230201-20230110"), exitUsage, []string{"start 2023-02-01 00:00:00 is after stop"}},
		{"empty timerange", on("--timerange", "20230201-20230201"), exitUsage, []string{"is empty"}},
		{"no such day", on("--timerange", "20230230-"), exitUsage, []string{`"20230230" is not a day of the calendar`}},
		{"range outside the data", on("--timerange", "20300101-20310101"), exitData, []string{"do not cover the timerange 20300101-20310101", "the candles run from 2023-01-01"}},
		{"missing pair", on("--pairs", "SOL/USDT"), exitData, []string{"no 5m candles of SOL/USDT", "SOL_USDT-5m.parquet", "BTC/USDT"}},
		{"missing folder", []string{"run", "-d", filepath.Join(dir, "no"), "--pairs", "BTC/USDT", "--strategy-list", "RSIEMA"}, exitData, []string{"no such file"}},
		{"pair that is none", on("--pairs", "../etc"), exitUsage, []string{`pair "../etc": expected BASE/QUOTE`}},
		{"two stake currencies", on("--pairs", "BTC/USDT,ETH/BTC"), exitUsage, []string{"one wallet holds one stake currency"}},
		{"no pair", []string{"run", "-d", dir, "--strategy-list", "RSIEMA"}, exitUsage, []string{"no pair"}},
		{"negative fee", on("--fee", "-0.001"), exitUsage, []string{"fee -0.001: expected a ratio of at least 0"}},
		{"fee in percent", on("--fee", "1.5"), exitUsage, []string{"fee 1.5"}},
		{"fee that is no number", on("--fee", "x"), exitUsage, []string{`"x" is not a number`}},
		{"stake above balance", on("--stake-amount", "2000"), exitUsage, []string{"stake amount 2000 is above the tradable balance, 1000 × 0.99"}},
		{"stake of words", on("--stake-amount", "lots"), exitUsage, []string{`stake amount "lots": expected a number or unlimited`}},
		{"NaN balance", on("--starting-balance", "NaN"), exitUsage, []string{"starting balance NaN"}},
		{"rising ROI", on("--minimal-roi", `{"0":0.01,"60":0.05}`), exitUsage, []string{"not descending"}},
		{"ROI that is no JSON", on("--minimal-roi", "{"), exitUsage, []string{"roi"}},
		{"positive stop", on("--stoploss", "0.1"), exitUsage, []string{"stoploss 0.1: expected a ratio below 0"}},
		{"unknown timeframe", on("--timeframe", "5x"), exitUsage, []string{`timeframe "5x"`}},
		{"unknown breakdown", on("--breakdown", "decade"), exitUsage, []string{`breakdown "decade"`}},
		{"unknown format", on("--format", "xml"), exitUsage, []string{`format "xml"`}},
		{"unknown filter", on("--filter", "magic"), exitUsage, []string{`filter "magic"`}},
		{"missing block list", on("--filter", "blocks:no.json"), exitData, []string{"no.json"}},
		{"unwritable output", on("--output", "/proc/remora/x"), exitUsage, []string{"/proc/remora"}},
		{"missing study", []string{"run", "-c", "no.yaml"}, exitUsage, []string{"no.yaml"}},
		{"unknown report", []string{"reproduce", "-d", dir, "--cell", "Nope"}, exitUsage, []string{`no published report "Nope"`}},
		{"reproduce without data", []string{"reproduce"}, exitUsage, []string{"needs --datadir"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			code, stdout, stderr := remora(t, tt.args...)
			if code != tt.code {
				t.Errorf("exit code %d, want %d", code, tt.code)
			}
			if stdout != "" {
				t.Errorf("stdout holds %q, want nothing", stdout)
			}
			for _, want := range tt.want {
				if !strings.Contains(stderr, want) {
					t.Errorf("stderr is %q, want %q in it", stderr, want)
				}
			}
		})
	}
}

func TestStudyTypo(t *testing.T) {
	path := writeFile(t, "study.yaml", "pairs: [BTC/USDT]\nstake_amuont: 50\nfee: 0.001\n")
	code, _, stderr := remora(t, "run", "-c", path)
	if code != exitUsage {
		t.Errorf("exit code %d, want %d", code, exitUsage)
	}
	for _, want := range []string{"study.yaml", "[2:1]", "stake_amuont", "^", "did you mean stake_amount?"} {
		if !strings.Contains(stderr, want) {
			t.Errorf("stderr is %q, want %q in it", stderr, want)
		}
	}
}

// A study file and the flags of the same names ask for the same run.
func TestStudyIsFlags(t *testing.T) {
	dir := sampleDir(t)
	path := writeFile(t, "study.yaml", `
datadir: `+dir+`
pairs: [BTC/USDT, ETH/USDT]
timerange: 20230105-20230201
strategy_list: [NFIQuickstart]
fee: 0.0005
stake_amount: unlimited
max_open_trades: 2
minimal_roi: {"0": 0.03, "30": 0.01}
stoploss: -0.02
`)
	code, byFile, stderr := remora(t, "run", "-c", path, "--format", "csv")
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	code, byFlags, stderr := remora(t, "run", "-d", dir, "-p", "BTC/USDT,ETH/USDT", "--timerange", "20230105-20230201",
		"-s", "NFIQuickstartStrategy", "--fee", "0.0005", "--stake-amount", "unlimited", "--max-open-trades", "2",
		"--minimal-roi", `{"0":0.03,"30":0.01}`, "--stoploss", "-0.02", "--format", "csv")
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	if byFile != byFlags || !strings.Contains(byFile, "NFIQuickstart") {
		t.Errorf("by file:\n%s\nby flags:\n%s", byFile, byFlags)
	}
}

// readTree returns the files below dir by relative path.
func readTree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		out[rel] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Two runs give the same bytes, on one core and on two.
func TestDeterminism(t *testing.T) {
	dir := sampleDir(t)
	blocks := writeFile(t, "blocks.json", `{"windows":[{"from":"2023-01-10 00:00","to":"2023-01-20 00:00"}]}`)
	for _, filter := range []string{"blocks:" + blocks, "default"} {
		out := t.TempDir()
		var first map[string]string
		for i, procs := range []int{1, 2, 2} {
			before := runtime.GOMAXPROCS(procs)
			target := filepath.Join(out, string(rune('a'+i)))
			code, _, stderr := remora(t, "run", "-d", dir, "-p", "BTC/USDT,ETH/USDT", "-s", "NFIQuickstart,MACDCross,RSIEMA",
				"--max-open-trades", "2", "--filter", filter, "--output", target)
			runtime.GOMAXPROCS(before)
			if code != exitOK {
				t.Fatalf("exit code %d: %s", code, stderr)
			}
			tree := readTree(t, target)
			if i == 0 {
				first = tree
				checkFolder(t, tree)
				continue
			}
			for name, text := range tree {
				if text != first[name] {
					t.Errorf("%s, GOMAXPROCS=%d: %s differs", filter, procs, name)
				}
			}
		}
		if _, ok := first["signals.parquet"]; ok != (filter == "default") {
			t.Errorf("%s: signals.parquet is there: %t", filter, ok)
		}
	}
}

func checkFolder(t *testing.T, tree map[string]string) {
	t.Helper()
	for _, name := range []string{"summary.json", "metrics.csv", "trades.csv", "trades.parquet", "blocked.csv", "equity.csv", "drawdowns.csv", "returns.csv", "manifest.json"} {
		if tree[name] == "" {
			t.Errorf("the run folder has no %s", name)
		}
	}
	var summary struct {
		Runs []struct {
			Strategy, Timerange, Arm string
			Pairs                    []string
			Ruined                   any
			Metrics                  map[string]any
		}
	}
	if err := json.Unmarshal([]byte(tree["summary.json"]), &summary); err != nil {
		t.Fatal(err)
	}
	if len(summary.Runs) != 6 {
		t.Errorf("summary.json has %d runs, want 3 strategies × 2 arms", len(summary.Runs))
	}
	for _, key := range strings.Fields(`total_trades wins draws losses winrate profit_total profit_total_abs profit_factor expectancy
		expectancy_ratio cagr sharpe sortino calmar sqn max_drawdown_abs max_drawdown_account max_relative_drawdown drawdown_start
		drawdown_end drawdown_duration_s avg_stake_amount total_volume trades_per_day best_day_abs worst_day_abs winning_days draw_days
		losing_days max_consecutive_wins max_consecutive_losses starting_balance final_balance market_change backtest_start
		backtest_end rejected_signals`) {
		if _, ok := summary.Runs[0].Metrics[key]; !ok {
			t.Errorf("summary.json has no metric %q", key)
		}
	}
	header, _, _ := strings.Cut(tree["trades.csv"], "\n")
	if want := "strategy,timerange,arm,pair,open_date,close_date,open_rate,close_rate,amount,stake_amount,fee_open,fee_close,trade_duration,profit_abs,profit_ratio,exit_reason,enter_tag,min_rate,max_rate,is_short,leverage,funding_fees,risk_score,risk_class,regime,blocked_by"; header != want {
		t.Errorf("trades.csv has columns %s, want %s", header, want)
	}
}

// An interrupted run says so, exits with 130 and leaves nothing.
func TestInterrupted(t *testing.T) {
	dir, out := sampleDir(t), filepath.Join(t.TempDir(), "run")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr bytes.Buffer
	code := run(ctx, []string{"run", "-d", dir, "-p", "BTC/USDT", "-s", "RSIEMA", "--output", out}, &stdout, &stderr)
	if code != exitInterrupted || stdout.Len() > 0 || !strings.Contains(stderr.String(), "interrupted") {
		t.Errorf("exit code %d, stdout %q, stderr %q", code, &stdout, &stderr)
	}
	if left, _ := os.ReadDir(filepath.Dir(out)); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// The demo runs on nothing but its own sample, and says what it is.
func TestDemo(t *testing.T) {
	t.Setenv("COLUMNS", "")
	code, stdout, stderr := remora(t, "run")
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	if !strings.Contains(stdout, "synthetic") {
		t.Error("the tables do not say that the data are synthetic")
	}
	for _, name := range []string{"NFIQuickstart", "MACDCross", "RSIEMA", "BollingerBreakout"} {
		if !strings.Contains(stdout, name) {
			t.Errorf("no table of %s", name)
		}
	}
	first, rest, _ := strings.Cut(stdout, "\n\nProfit: ")
	for _, want := range []string{"BTC/USDT 5m · 2023-01-01 to 2024-12-31 · 4 strategies at 100 USDT a trade\n", "\nPROFIT  ", "\nRISK    ", "\nStrategy "} {
		if !strings.Contains(first, want) {
			t.Errorf("the first screen lacks %q:\n%s", want, first)
		}
	}
	if !strings.HasSuffix(stdout, first+"\n") {
		t.Errorf("the first screen is not printed last:\n%s", stdout)
	}
	if more := strings.Count(rest, "\n") - strings.Count(first, "\n"); more > 41 || !strings.Contains(rest, "STRATEGY SUMMARY") {
		t.Errorf("%d lines follow the first screen, want at most 40:\n%s", more, stdout)
	}
	for line := range strings.Lines(stdout) {
		if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 80 {
			t.Errorf("a line of %d columns: %q", n, line)
		}
	}
	code, quiet, _ := remora(t, "run", "--quiet")
	if code != exitOK || strings.Contains(quiet, "STRATEGY SUMMARY") || !strings.HasPrefix(first, strings.TrimSpace(quiet)) {
		t.Errorf("exit code %d; --quiet prints\n%s\nwant no more than the first screen", code, quiet)
	}
	if code, _, stderr := remora(t, "run", "-q", "-v"); code != exitUsage || !strings.Contains(stderr, "--quiet") {
		t.Errorf("-q -v: exit code %d, %q", code, stderr)
	}
	code, full, _ := remora(t, "run", "--verbose")
	if code != exitOK || !strings.Contains(full, "Warning: ") || strings.Contains(stdout, "Warning: ") || !strings.Contains(stdout, "2 warnings about the data: -v") {
		t.Errorf("exit code %d; warnings are to be counted, and listed with --verbose", code)
	}
	for _, title := range []string{"ATTRIBUTION", "RISK AT THE FIXED STAKE", "THE MASK LATE", "CHOOSING BY MONTH", "SUMMARY METRICS", "DRAWDOWNS", "RISK CLASS STATS", "REGIME STATS", "WORST LOSSES AVOIDED"} {
		if n := strings.Count(full, title); n != 4 {
			t.Errorf("--verbose prints %s %d times, want 4", title, n)
		}
	}
}

// Several timeranges are several cells, each as if it had been run alone.
func TestTimeranges(t *testing.T) {
	dir := sampleDir(t)
	metric := func(timerange string) string {
		code, stdout, stderr := remora(t, "run", "-d", dir, "-p", "BTC/USDT", "-s", "NFIQuickstart,RSIEMA", "--timerange", timerange, "--format", "json")
		if code != exitOK {
			t.Fatalf("exit code %d: %s", code, stderr)
		}
		var summary struct {
			Runs []struct {
				Strategy, Timerange string
				Metrics             map[string]any
			}
		}
		if err := json.Unmarshal([]byte(stdout), &summary); err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, r := range summary.Runs {
			text, _ := json.Marshal(r.Metrics)
			out = append(out, r.Strategy+" "+r.Timerange+" "+string(text)+"\n")
		}
		return strings.Join(out, "")
	}
	a, b := "20230105-20230120", "20230115-20230205"
	if together, alone := metric(a+","+b), metric(a)+metric(b); together != alone {
		t.Errorf("together:\n%s\nalone:\n%s", together, alone)
	}
	code, _, stderr := remora(t, "run", "-d", dir, "-p", "BTC/USDT", "-s", "RSIEMA", "--timerange", a+","+a)
	if code != exitUsage || !strings.Contains(stderr, "listed twice") {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
}

package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/remora-bt/remora-bt/internal/shared"
)

// Whatever a command prints for people is no wider than their terminal, and has no name of
// a strategy, a metric or a period cut in two.
func TestEveryCommandFitsTheWidth(t *testing.T) {
	if testing.Short() {
		t.Skip("runs every command four times")
	}
	sample, dir := sampleDir(t), t.TempDir()
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	smallRun(t, sample, a, "--filter", "calm")
	smallRun(t, sample, b, "--filter", "calm", "--filter-set", "limits.sigma.above_quantile.minimum=50", "--fee", "0.002")
	candles := []string{"-d", sample, "-p", "BTC/USDT,ETH/USDT"}
	on := func(command string, more ...string) []string {
		return append(append(strings.Fields(command), candles...), more...)
	}
	half := synthTo(t, filepath.Join(dir, "half"), "--pairs", "BTC/USDT,ETH/USDT", "--timerange", "20230101-20230630")
	results := filepath.Join(shared.Root(t), "backtest", "apply", "testdata")
	var all [][]string
	for _, detail := range []string{"-v", "-q", ""} {
		for _, words := range [][]string{
			on("run", "-s", "NFIQuickstart,BollingerBreakout", "--filter", "calm", "--breakdown", "month"),
			on("run", "-s", "MACDCross", "--filter", "calm", "--against", "default"),
			{"compare", a, b},
			{"gate", "--run", a, "--baseline", b, "--rule", "total_trades > 0", "--rule", "drift.daily_sharpe.lo >= 0", "--rule", "max_drawdown_mtm <= 60%"},
			sweepArgs(sample, "--timeframe", "5m", "--filter", "calm", "--set", "limits.sigma.above_quantile.minimum=40,50", "--walk-forward", "10d/5d"),
			{"apply", "-d", half, "--opportunities", filepath.Join(results, "stacked.zip"), "--result", filepath.Join(results, "ordinary.zip")},
		} {
			if detail != "" {
				words = append(words[:len(words):len(words)], detail)
			}
			all = append(all, words)
		}
	}
	all = append(
		all,
		[]string{"compare", a, b, "--trades"}, []string{"compare", a, b, "--benchstat"}, []string{"verify", a}, []string{"version"},
		on("data check"), []string{"data", "list", "-d", sample}, on("lookahead", "--timerange", "20230102-20230103", "--cuts", "1"),
		on("signals", "--timerange", "20230120-20230122", "--output", filepath.Join(dir, "signals.csv")),
		[]string{"list", "strategies"}, []string{"list", "metrics"}, []string{"list", "profiles"}, []string{"list", "reports"},
	)
	names := []string{"NFIQuickstart", "BollingerBreakout", "MACDCross", "profit_total_abs", "max_drawdown_abs", "20230101-", "BTC/USDT", "ETH/USDT"}
	for _, width := range []int{60, 80, 100, 140} {
		t.Setenv("COLUMNS", fmt.Sprint(width))
		for _, words := range all {
			code, stdout, stderr := remora(t, words...)
			if code != exitOK && code != exitGate || stdout == "" {
				t.Fatalf("%q: exit code %d, %s", words, code, stderr)
			}
			fits(t, width, words, names, stdout)
		}
	}
}

func fits(t *testing.T, width int, words, names []string, text string) {
	t.Helper()
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if n := utf8.RuneCountInString(line); n > width {
			t.Errorf("%q: %d of %d columns: %s", words, n, width, line)
			return
		}
		for _, name := range names {
			for cut := len(name) / 2; i+1 < len(lines) && cut < len(name); cut++ {
				if strings.HasSuffix(strings.TrimRight(line, " "), " "+name[:cut]) && strings.HasPrefix(strings.TrimSpace(lines[i+1])+" ", name[cut:]+" ") {
					t.Errorf("%q at %d: %s is cut in two:\n%s\n%s", words, width, name, line, lines[i+1])
				}
			}
			if strings.HasPrefix(line, name[:len(name)-1]) && !strings.HasPrefix(line, name) {
				t.Errorf("%q at %d: %s is cut in two: %s", words, width, name, line)
			}
		}
	}
}

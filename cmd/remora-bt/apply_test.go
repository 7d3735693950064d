package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/internal/shared"
)

// exports is the folder of what freqtrade made of the built-in strategies, see
// scripts/freqtrade/applied.py, and of the candles that it made them on.
func exports(t *testing.T) (dir, candles string) {
	t.Helper()
	return filepath.Join(shared.Root(t), "backtest", "apply", "testdata"), synthTo(t, filepath.Join(t.TempDir(), "candles"), "--pairs", "BTC/USDT,ETH/USDT", "--timerange", "20230101-20230630")
}

// TestApplyIsRun: of freqtrade's exports of the four built-in strategies apply says
// what run says of the strategies themselves, figure for figure. Only exits at other
// fees differ, where run moves those by the ROI table and apply knows of one exit a
// trade; rules other than the fee are not in an export.
func TestApplyIsRun(t *testing.T) {
	if testing.Short() {
		t.Skip("runs four strategies twice")
	}
	dir, candles := exports(t)
	out := t.TempDir()
	ours, theirs := filepath.Join(out, "run"), filepath.Join(out, "apply")
	for _, words := range [][]string{
		{
			"run", "-d", candles, "--pairs", "BTC/USDT,ETH/USDT", "--timerange", "20230105-20230331", "--filter", "default",
			"--strategy-list", "BollingerBreakout,MACDCross,NFIQuickstart,RSIEMA", "--output", ours, "--charts", "none",
		},
		{
			"apply", "--opportunities", filepath.Join(dir, "stacked.zip"), "--result", filepath.Join(dir, "ordinary.zip"),
			"-d", candles, "--output", theirs, "--charts", "none",
		},
	} {
		if code, _, stderr := remora(t, words...); code != exitOK {
			t.Fatalf("%s: exit code %d: %s", words[0], code, stderr)
		}
	}
	for _, name := range []string{"trades.csv", "metrics.csv", "blocked.csv", "equity.csv", "drawdowns.csv", "returns.csv"} {
		a, errA := os.ReadFile(filepath.Join(ours, name))
		b, errB := os.ReadFile(filepath.Join(theirs, name))
		if errA != nil || errB != nil || string(a) != string(b) || len(a) == 0 {
			t.Errorf("%s differs: %v, %v", name, errA, errB)
		}
	}
	differ := map[string]bool{}
	differences("", summaryOf(t, ours), summaryOf(t, theirs), func(path string) {
		differ[regexp.MustCompile(`\[\d+\]`).ReplaceAllString(path, "")] = true
	})
	for path := range differ {
		switch {
		case strings.HasPrefix(path, "/manifest"), path == "/cells/origin", path == "/runs/rules":
		case strings.HasPrefix(path, "/cells/fees/sweep"):
		case path == "/cells/books/first", path == "/cells/books/candles", path == "/cells/books/warm_up": // given trades need none
		default:
			t.Errorf("%s differs", path)
		}
	}
	if code, stdout, stderr := remora(t, "verify", "--rerun", theirs); code != exitOK {
		t.Errorf("verify --rerun: exit code %d: %s%s", code, stdout, stderr)
	}
}

func summaryOf(t *testing.T, dir string) (v any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "summary.json"))
	if err == nil {
		err = json.Unmarshal(text, &v)
	}
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// differences tells the paths at which two JSON values differ.
func differences(path string, a, b any, tell func(path string)) {
	switch x := a.(type) {
	case map[string]any:
		y, ok := b.(map[string]any)
		if !ok {
			tell(path)
			return
		}
		for _, k := range slices.Sorted(maps.Keys(y)) {
			if _, ok := x[k]; !ok {
				tell(path + "/" + k)
			}
		}
		for _, k := range slices.Sorted(maps.Keys(x)) {
			differences(path+"/"+k, x[k], y[k], tell)
		}
	case []any:
		y, ok := b.([]any)
		if !ok || len(x) != len(y) {
			tell(path)
			return
		}
		for i := range x {
			differences(fmt.Sprintf("%s[%d]", path, i), x[i], y[i], tell)
		}
	default:
		if a != b {
			tell(path)
		}
	}
}

// TestApplyCommands: what apply prints and writes for freqtrade.
func TestApplyCommands(t *testing.T) {
	ordinary := filepath.Join(shared.Root(t), "backtest", "stacked", "testdata", "detail", "ordinary.zip")
	t.Chdir(t.TempDir())
	code, stdout, stderr := remora(t, "apply", "--print-command", "--result", ordinary)
	if code != exitOK || !strings.Contains(stdout, "freqtrade backtesting -c detail.json --strategy CustomStop --timeframe 1h --timeframe-detail 5m") ||
		!strings.Contains(stdout, `echo '{"ignore_buying_expired_candle_after": 1}' > detail.json`) || !strings.Contains(stdout, "--enable-position-stacking") {
		t.Errorf("exit code %d, stderr %s, stdout %s", code, stderr, stdout)
	}
	config := `{"max_open_trades": 4, "stake_amount": "unlimited", "dry_run_wallet": 2000, "timeframe": "1h",} // mine`
	if err := os.WriteFile("config.json", []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("mine.py", []byte("class Mine: pass"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"user_strategies/rec.py", "mine.py", "rec.txt"} { // no folder, the strategy itself, no Python
		code, stdout, stderr = remora(t, "apply", "--recorder", name, "-c", "config.json", "--strategy", "Mine")
		if code != exitUsage || stdout != "" || !strings.Contains(stderr, filepath.Dir(name)) {
			t.Errorf("%s: exit code %d, stdout %q, stderr %q", name, code, stdout, stderr)
		}
	}
	if text, err := os.ReadFile("mine.py"); err != nil || string(text) != "class Mine: pass" {
		t.Errorf("the strategy is now %q, %v", text, err)
	}
	code, stdout, stderr = remora(t, "apply", "--recorder", "rec.py", "-c", "config.json", "--strategy", "Mine")
	if code != exitOK || !strings.Contains(stdout, "--strategy MineRecorder") || !strings.Contains(stdout, "--stake-amount 500") {
		t.Errorf("exit code %d, stderr %s, stdout %s", code, stderr, stdout)
	}
	if strings.Contains(stdout, "no file beside") {
		t.Errorf("mine.py holds the strategy, but %s", stdout)
	}
	if code, stdout, _ := remora(t, "apply", "--recorder", "rec.py", "-c", "config.json", "--strategy", "Other"); code != exitOK || !strings.Contains(stdout, "# no file beside rec.py holds class Other") {
		t.Errorf("exit code %d, stdout %s, want a word on where to put it", code, stdout)
	}
	if code, _, _ := remora(t, "apply", "--recorder", "rec.py", "-c", "config.json", "--strategy", "Mine"); code != exitOK {
		t.Errorf("written once more: exit code %d", code)
	}
	if text, err := os.ReadFile("rec.py"); err != nil || !strings.Contains(string(text), "class MineRecorder(Own)") {
		t.Errorf("%v: %s", err, text)
	}
	for _, words := range [][]string{
		{"apply"},
		{"apply", "--print-command"},
		{"apply", "--print-command", "-c", "config.json"},
		{"apply", "--recorder", "rec.txt", "-c", "config.json", "--strategy", "Mine"},
		{"apply", "--result", ordinary},
		{"apply", "--result", ordinary, "-d", ".", "--refuse", "up"},
		{"apply", "--result", ordinary, "-d", ".", "-c", "config.json"},
	} {
		if code, _, stderr := remora(t, words...); code != exitUsage || stderr == "" {
			t.Errorf("%q: exit code %d, stderr %q", words, code, stderr)
		}
	}
}

// Answers of an ordinary result alone say on the first screen that they are approximate.
func TestApplySaysApproximate(t *testing.T) {
	if testing.Short() {
		t.Skip("runs four strategies twice")
	}
	dir, candles := exports(t)
	code, stdout, stderr := remora(t, "apply", "--result", filepath.Join(dir, "ordinary.zip"), "-d", candles, "-q")
	if code != exitOK || strings.Count(stdout, "Approximate: of an ordinary result") != 1 {
		t.Errorf("exit code %d: %s\n%s", code, stderr, stdout)
	}
	code, stdout, stderr = remora(t, "apply", "--opportunities", filepath.Join(dir, "stacked.zip"), "--result", filepath.Join(dir, "ordinary.zip"), "-d", candles, "-q")
	if code != exitOK || strings.Contains(stdout, "Approximate") {
		t.Errorf("exit code %d: %s\n%s", code, stderr, stdout)
	}
}

package main

import (
	"archive/zip"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/internal/shared"
)

// verified is what freqtrade made of the commands and files that apply printed, see
// scripts/freqtrade/verified.py, and the candles.
func verified(t *testing.T) (dir, candles string) {
	t.Helper()
	candles = synthTo(t, filepath.Join(t.TempDir(), "candles"), "--pairs", "BTC/USDT,ETH/USDT", "--timeframe", "1h", "--timerange", "20230101-20230630")
	return filepath.Join(shared.Root(t), "backtest", "apply", "testdata", "verified"), candles
}

// TestVerifyWritesTheMask: the mask is the one that freqtrade refused by. If it is not
// since the engine says something else now, run scripts/freqtrade/verified.py anew.
func TestVerifyWritesTheMask(t *testing.T) {
	dir, candles := verified(t)
	py := filepath.Join(t.TempDir(), "masked.py")
	code, stdout, stderr := remora(t, "apply", "--result", filepath.Join(dir, "ordinary.zip"), "-d", candles, "-c", "my.json", "--verify", py)
	for _, want := range []string{"-c my.json", "--strategy MineMasked", "--max-open-trades 2 --dry-run-wallet 1000 --stake-amount 100"} {
		if code != exitOK || !strings.Contains(stdout, want) {
			t.Errorf("exit code %d, printed %q, want %q in it; %s", code, stdout, want, stderr)
		}
	}
	got, err := os.ReadFile(strings.TrimSuffix(py, ".py") + "-mask.json")
	want, missing := os.ReadFile(filepath.Join(dir, "mask.json"))
	if err != nil || missing != nil || string(got) != string(want) {
		t.Errorf("%v, %v: mask\n%swant\n%s", err, missing, got, want)
	}
}

// TestFilteredIsTheWalk: what freqtrade refused by the mask is the walk through the
// filter, trade by trade, slots that were freed and filled again included.
func TestFilteredIsTheWalk(t *testing.T) {
	dir, candles := verified(t)
	file := func(name string) string { return filepath.Join(dir, name+".zip") }
	apply := func(filtered string) (origin map[string]any, refilled float64) {
		t.Helper()
		code, stdout, stderr := remora(t, "apply", "--opportunities", file("stacked"), "--result", file("ordinary"), "--filtered", filtered,
			"-d", candles, "--format", "json")
		var out struct {
			Cells []struct {
				Origin      map[string]any
				Attribution struct{ Refilled struct{ Trades float64 } }
			}
		}
		if err := json.Unmarshal([]byte(stdout), &out); code != exitOK || err != nil {
			t.Fatalf("exit code %d, %v: %s", code, err, stderr)
		}
		return out.Cells[0].Origin, out.Cells[0].Attribution.Refilled.Trades
	}
	origin, refilled := apply(file("filtered"))
	said := origin["said"].([]any)
	if !slices.Contains(said, any("The filtered arm is freqtrade's own, 78 trades; walk through the filter: 78 of 78 trades equal.")) || len(origin["doubts"].([]any)) > 0 {
		t.Errorf("origin %v", origin)
	}
	if check := origin["check"].(map[string]any); check["equal"] != 79.0 || check["of"] != 79.0 {
		t.Errorf("check %v, want 79 of 79 equal", check)
	}
	if refilled == 0 {
		t.Error("no slot was filled again: the case shows too little")
	}
	if origin, _ := apply(stricter(t, file("filtered"))); !strings.Contains(fmt.Sprint(origin["doubts"]), "The filtered result is not the walk through this filter: 60 of 78 trades equal") {
		t.Errorf("a filter that refuses more: %v", origin["doubts"])
	}
	if origin, _ := apply(file("ordinary")); !strings.Contains(origin["doubts"].([]any)[0].(string), "is of another filter: of its 79 trades this one refuses") {
		t.Errorf("the ordinary result as the filtered one: %v", origin["doubts"])
	}
}

// stricter is the filtered result without its last trades, as of a filter that refuses
// more.
func stricter(t *testing.T, filtered string) string {
	t.Helper()
	z, err := zip.OpenReader(filtered)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	text, err := fs.ReadFile(z, "filtered.json")
	var all struct {
		Strategy map[string]map[string]any `json:"strategy"`
	}
	if err == nil {
		err = json.Unmarshal(text, &all)
	}
	if err != nil {
		t.Fatal(err)
	}
	of := all.Strategy["MineMasked"]
	of["trades"] = of["trades"].([]any)[:60]
	if text, err = json.Marshal(all); err != nil {
		t.Fatal(err)
	}
	return writeFile(t, "stricter.json", string(text))
}

// TestApplyDatabase: of a bot that made the trades of a backtest, each some seconds
// later, the filter refuses the same ones. The database was written by freqtrade's own
// models, see scripts/freqtrade/database.py; it is left as it was.
func TestApplyDatabase(t *testing.T) {
	dir, candles := verified(t)
	refused := func(result string) (kind, list string) {
		t.Helper()
		out := filepath.Join(t.TempDir(), "out")
		code, stdout, stderr := remora(t, "apply", "--result", result, "-d", candles, "--format", "json", "--output", out, "--charts", "none")
		var summary struct {
			Cells []struct{ Origin struct{ Said []string } }
		}
		if err := json.Unmarshal([]byte(stdout), &summary); code != exitOK || err != nil {
			t.Fatalf("%s: exit code %d, %v: %s", result, code, err, stderr)
		}
		text, err := os.ReadFile(filepath.Join(out, "blocked.csv"))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			list += strings.Join(strings.Split(line, ",")[2:5], ",") + "\n" // pair, signal, reason
		}
		return strings.Join(summary.Cells[0].Origin.Said, " "), list
	}
	text, err := os.ReadFile(filepath.Join(dir, "tradesv3.sqlite"))
	database := filepath.Join(t.TempDir(), "tradesv3.sqlite")
	if err == nil {
		err = os.WriteFile(database, text, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	said, live := refused(database)
	_, backtest := refused(filepath.Join(dir, "ordinary.zip"))
	if live != backtest || strings.Count(live, "\n") < 3 {
		t.Errorf("of the bot's trades are refused\n%sof the backtest's\n%s", live, backtest)
	}
	if !strings.Contains(said, "79 closed trades of a bot.") || !strings.Contains(said, "Approximate") {
		t.Errorf("said %q", said)
	}
	after, err := os.ReadFile(database)
	beside, missing := os.ReadDir(filepath.Dir(database))
	if err != nil || missing != nil || string(after) != string(text) || len(beside) != 1 {
		t.Errorf("the database has changed, %v, or lies beside other files: %v", err, beside)
	}
}

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/study/config"
)

// An empty text, most often a shell variable that is not set, is never a default.
func TestEmptyFlag(t *testing.T) {
	dir := sampleDir(t)
	for _, args := range [][]string{
		{"run", "-d", ""},
		{"run", "-d", " "},
		{"run", "--output", ""},
		{"run", "-c", ""},
		{"run", "--context", ""},
		{"run", "-p", ""},
		{"signals", "-c", ""},
		{"reproduce", "-d", ""},
		{"run", "-d", dir, "--strategy-list", ""},
	} {
		code, stdout, stderr := remora(t, args...)
		if code != exitUsage || stdout != "" || !strings.Contains(stderr, "the text is empty") {
			t.Errorf("%q: exit code %d, stderr %q", args, code, stderr)
		}
	}
}

func TestFlagFault(t *testing.T) {
	_, _, stderr := remora(t, "run", "--minimal-roi", `{"0": x}`)
	if want := `remora-bt: --minimal-roi: roi '{"0": x}': expected an object`; !strings.HasPrefix(stderr, want) {
		t.Errorf("stderr is %q, want %q", stderr, want)
	}
}

// Seed 0 is a seed like any other, and refused where nothing is drawn.
func TestSeed(t *testing.T) {
	sample := func(args ...string) string {
		code, stdout, stderr := remora(t, append([]string{"run", "-s", "RSIEMA", "--filter", "none", "--format", "csv"}, args...)...)
		if code != exitOK {
			t.Fatalf("exit code %d: %s", code, stderr)
		}
		return stdout
	}
	none, zero, one := sample(), sample("--seed", "0"), sample("--seed", "1")
	if none != one || zero == one {
		t.Errorf("the default seed is not 1, or seed 0 gives the sample of 1:\n%s\n%s\n%s", none, zero, one)
	}
	code, _, stderr := remora(t, "run", "-d", sampleDir(t), "-p", "BTC/USDT", "-s", "RSIEMA", "--seed", "3")
	if code != exitUsage || !strings.Contains(stderr, "seed 3: nothing is drawn at random") {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
}

// The sample's filter is left out, with a word, where the engine cannot run.
func TestDemoOfLongCandles(t *testing.T) {
	code, stdout, stderr := remora(t, "run", "-s", "RSIEMA", "-p", "BTC/USDT", "-i", "4h")
	if code != exitOK || !strings.Contains(stderr, "no filter: the risk engine needs candles that divide an hour") || strings.Contains(stdout, "VERDICT") {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
	if code, _, stderr := remora(t, "run", "-s", "RSIEMA", "-p", "BTC/USDT", "-i", "4h", "--filter", "default"); code != exitData {
		t.Errorf("with the filter asked for: exit code %d, %s", code, stderr)
	}
}

// A run on the folder of data synth says synthetic wherever it says anything, and
// one on candles that took their place does not.
func TestRunOnSynthFolder(t *testing.T) {
	dir, out := synth(t), filepath.Join(t.TempDir(), "run")
	args := []string{"run", "-d", dir, "-p", "BTC/USDT", "-s", "RSIEMA", "--output", out}
	code, stdout, stderr := remora(t, args...)
	if code != exitOK || !strings.Contains(stdout, "synthetic") {
		t.Fatalf("exit code %d, stdout:\n%s%s", code, stdout, stderr)
	}
	var m struct {
		Synthetic bool
		Seed      *uint64
	}
	readJSON(t, filepath.Join(out, "manifest.json"), &m)
	if !m.Synthetic || m.Seed == nil || *m.Seed != 9 {
		t.Errorf("the manifest says %+v, want synthetic, seed 9", m)
	}
	real := filepath.Join(sampleDir(t), "BTC_USDT-5m.parquet")
	if err := os.Rename(real, filepath.Join(dir, "BTC_USDT-5m.parquet")); err != nil {
		t.Fatal(err)
	}
	if _, stdout, _ := remora(t, args[:len(args)-2]...); strings.Contains(stdout, "synthetic") {
		t.Errorf("other candles under the name of synthetic ones are called synthetic:\n%s", stdout)
	}
}

// Every run of summary.json says what rules were in force, the strategy's own among
// them.
func TestSummaryHoldsRules(t *testing.T) {
	out := filepath.Join(t.TempDir(), "run")
	code, _, stderr := remora(t, "run", "-d", sampleDir(t), "-p", "BTC/USDT", "-s", "RSIEMA,MACDCross", "--stoploss", "-0.07", "--output", out)
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	var summary struct {
		Runs []struct {
			Rules struct {
				Fee        float64
				StopLoss   float64            `json:"stoploss"`
				MinimalROI map[string]float64 `json:"minimal_roi"`
			}
		}
	}
	readJSON(t, filepath.Join(out, "summary.json"), &summary)
	for _, r := range summary.Runs {
		if r.Rules.Fee != 0.001 || r.Rules.StopLoss != -0.07 || len(r.Rules.MinimalROI) == 0 {
			t.Errorf("a run has the rules %+v", r.Rules)
		}
	}
	if len(summary.Runs) != 2 {
		t.Errorf("%d runs, want 2", len(summary.Runs))
	}
}

func readJSON(t *testing.T, path string, v any) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, v); err != nil {
		t.Fatal(err)
	}
}

// Every flag of the study sets a key that the study has.
func TestFlagsSetKeys(t *testing.T) {
	for _, f := range studyFlags() {
		key := strings.ReplaceAll(f.name, "-", "_")
		if key == "strategy" || key == "dry_run_wallet" { // freqtrade's words for other keys
			if err := new(config.Study).Set(key, "x"); err != nil && strings.Contains(err.Error(), "expected one that flags set") {
				t.Errorf("--%s: %v", f.name, err)
			}
			continue
		}
		if err := new(config.Study).Set(key, "x"); err != nil && strings.Contains(err.Error(), "expected one that flags set") || !slices.Contains(config.Keys(), key) {
			t.Errorf("--%s sets %q: %v", f.name, key, err)
		}
	}
}

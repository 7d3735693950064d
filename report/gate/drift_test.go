package gate_test

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/report/gate"
	"github.com/remora-bt/remora-bt/report/runfolder"
)

var driftRules = []string{
	"drift.same_trades == true", "drift.profit_total_abs == 0", "drift.daily_return_mean == 0", "drift.daily_return_mean.lo == 0",
	"drift.daily_sharpe.hi == 0", "drift.max_drawdown_mtm.p == 1", "drift.risk_score.psi == 0", "drift.risk_score.ks == 0",
	"drift.regime.psi == 0", "drift.regime.share == 0",
}

func rules(t *testing.T, texts []string) []gate.Rule {
	t.Helper()
	var out []gate.Rule
	for _, s := range texts {
		out = append(out, rule(t, s))
	}
	return out
}

// said gives a baseline signals.
func said(b *gate.Baseline, scores, regimes map[string]int) {
	b.Signals = map[string]*runfolder.Census{"BTC/USDT": {Scores: scores, Regimes: regimes}}
}

func file(t *testing.T, b *gate.Baseline) (string, *gate.Baseline) {
	t.Helper()
	var text bytes.Buffer
	must(t, b.Write(&text))
	path := filepath.Join(t.TempDir(), "baseline.json")
	must(t, os.WriteFile(path, text.Bytes(), 0o644))
	read, err := gate.ReadBaseline(path)
	must(t, err)
	return text.String(), read
}

// A baseline is the same from the folder and from the file that was made of it, and
// the file is the same bytes when it is written again.
func TestBaselineFile(t *testing.T) {
	f := folder(t, "", append(both("A", 0.0001), both(`<B>"&`, 0)...)...)
	b, err := gate.Snapshot(f)
	must(t, err)
	said(b, map[string]int{"0.10": 3, "0.55": 1}, map[string]int{"bull": 4})
	first, read := file(t, b)
	second, _ := file(t, read)
	if first != second {
		t.Errorf("written again it differs:\n%s\n%s", first, second)
	}
	var any any
	d := json.NewDecoder(strings.NewReader(first))
	d.UseNumber()
	must(t, d.Decode(&any))
	var sorted bytes.Buffer
	e := json.NewEncoder(&sorted)
	e.SetIndent("", " ")
	e.SetEscapeHTML(false)
	must(t, e.Encode(any))
	if sorted.String() != first {
		t.Error("the keys are not sorted, or a number lost digits")
	}
	if !strings.Contains(first, "9223372036854775808") {
		t.Error("the seed 2^63 lost digits")
	}
	changed := folder(t, "", append(both("A", 0.002), both(`<B>"&`, 0)...)...)
	texts := append(driftRules[:6:6], "drift.daily_return_mean.hi >= 0")
	x, y := evaluate(t, changed, b, rules(t, texts)...), evaluate(t, changed, read, rules(t, texts)...)
	for i := range x.Results {
		if x.Results[i].Value != y.Results[i].Value {
			t.Errorf("%s: %v against the folder, %v against the file", x.Results[i].Rule.Check, x.Results[i].Value, y.Results[i].Value)
		}
	}
}

// A run does not drift from itself.
func TestNoDriftFromItself(t *testing.T) {
	f := folder(t, "", both("A", 0.0003)...)
	b, err := gate.Snapshot(f)
	must(t, err)
	e := evaluate(t, f, b, rules(t, driftRules[:6])...)
	if e.Count(gate.Passed) != len(e.Results) || len(e.Notes) > 0 {
		t.Errorf("results %+v, notes %q", e.Results, e.Notes)
	}
}

// A run that earns less every day is told from its baseline; one that differs by
// noise is not.
func TestDriftIsFound(t *testing.T) {
	base, err := gate.Snapshot(folder(t, "", both("A", 0.001)...))
	must(t, err)
	r := rule(t, "drift.daily_return_mean.hi >= 0")
	if e := evaluate(t, folder(t, "", both("A", 0)...), base, r); e.Count(gate.Failed) != 1 {
		t.Errorf("a loss of 0.1 %% a day passes: %+v", e.Results)
	}
	noise := both("A", 0.001)
	for i := range noise {
		noise[i].returns = noisy(90, 0.001, 77)
	}
	if e := evaluate(t, folder(t, "", noise...), base, r); e.Count(gate.Passed) != 1 {
		t.Errorf("noise fails: %+v", e.Results)
	}
	// The mean of the differences is exact: 0 − 0.001.
	e := evaluate(t, folder(t, "", both("A", 0)...), base, rule(t, "drift.daily_return_mean < 0"))
	if got := e.Results[0].Value.Number; math.Abs(got+0.001) > 1e-8 {
		t.Errorf("drift.daily_return_mean = %v, want -0.001", got)
	}
}

func TestDriftWithoutCounterpart(t *testing.T) {
	base, err := gate.Snapshot(folder(t, "", both("A", 0)...))
	must(t, err)
	e := evaluate(t, folder(t, "", both("B", 0)...), base, rules(t, driftRules)...)
	for _, r := range e.Results {
		if r.Outcome != gate.Failed || r.Value.Kind != runfolder.Undefined || r.Why == "" {
			t.Errorf("%s: %s, %v (%s), want undefined and failed", r.Rule.Check, r.Outcome, r.Value, r.Why)
		}
	}
}

func TestReadBaselineRefuses(t *testing.T) {
	b, err := gate.Snapshot(folder(t, "", both("A", 0)...))
	must(t, err)
	good, _ := file(t, b)
	_, rest, _ := strings.Cut(good, `"2023-01": "`)
	number, _, _ := strings.Cut(rest, " ")
	firstReturn := `"2023-01": "` + number + " "
	tests := []struct{ name, from, to, fault string }{
		{"empty", good, "", "damaged or not a baseline"},
		{"truncated", good[len(good)/2:], "", "damaged or not a baseline"},
		{"words", good, "hello", "damaged or not a baseline"},
		{"a run's manifest", `"kind": "baseline"`, `"kind": "run"`, "not a baseline of remora-bt"},
		{"newer", `"format": 1`, `"format": 7`, "format 7 is newer than 1"},
		{"no format", `"format": 1,`, ``, "format 0"},
		{"no day", `"daily_returns_from": "2023-01-01"`, `"daily_returns_from": "x"`, `daily_returns_from "x" is not a day`},
		{"another first day", `"daily_returns_from": "2023-01-01"`, `"daily_returns_from": "2023-01-02"`, "31 returns in 2023-01, expected 30"},
		{"month renamed", `"2023-02"`, `"2023-05"`, "no month 2023-02"},
		{"NaN", firstReturn, `"2023-01": "NaN `, `"NaN" is not a return`},
		{"list for a metric", `"profit_factor": null`, `"profit_factor": [1]`, "expected a number"},
	}
	for _, tt := range tests {
		if !strings.Contains(good, tt.from) {
			t.Fatalf("%s: the baseline has no %q", tt.name, tt.from)
		}
		path := filepath.Join(t.TempDir(), "b.json")
		must(t, os.WriteFile(path, []byte(strings.Replace(good, tt.from, tt.to, 1)), 0o644))
		if _, err := gate.ReadBaseline(path); err == nil || !strings.Contains(err.Error(), tt.fault) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: ReadBaseline = %v, want %q", tt.name, err, tt.fault)
		}
	}
	if _, err := gate.ReadBaseline(t.TempDir()); err == nil {
		t.Error("a folder reads as a baseline file")
	}
}

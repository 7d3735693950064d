package looks_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/looks"
	"github.com/remora-bt/remora-bt/backtest/verdict"
)

func TestLooks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "looks.jsonl")
	p := 0.03
	look := looks.Look{Data: "d", Strategy: "A,B", Filter: "f", Profit: &p}
	for i, tt := range []struct {
		change func(*looks.Look)
		want   int
	}{
		{func(*looks.Look) {}, 1},
		{func(*looks.Look) {}, 1}, // the same again
		{func(l *looks.Look) { l.Filter = "g" }, 2},
		{func(l *looks.Look) { l.Strategy = "A" }, 3},
		{func(l *looks.Look) { l.Data = "e" }, 1},
		{func(*looks.Look) {}, 3},
		{func(l *looks.Look) { l.Profit = nil }, 4}, // another range of the same data
		{func(l *looks.Look) { l.Risk = &p }, 5},
	} {
		l := look
		tt.change(&l)
		if n, err := looks.Add(path, l); n != tt.want || err != nil {
			t.Errorf("look %d: %d, %v, want %d", i, n, err, tt.want)
		}
	}
	text, _ := os.ReadFile(path)
	if n := strings.Count(string(text), "\n"); n != 8 {
		t.Errorf("%d lines, want one a run", n)
	}
	if err := os.WriteFile(path, append(text, `{"data":"d","filt`...), 0o644); err != nil {
		t.Fatal(err)
	}
	if n, err := looks.Add(path, look); n != 5 || err != nil {
		t.Errorf("after a torn line: %d, %v, want 5", n, err)
	}
	if err := os.WriteFile(path, []byte("nonsense\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := looks.Add(path, look); err == nil || !strings.Contains(err.Error(), "line 1 is no look") {
		t.Errorf("of nonsense: %v", err)
	}
	if _, err := looks.Add(path, looks.Look{}); err == nil {
		t.Error("a look at nothing")
	}
}

// What so many looks make of a p stands with the word that it takes back, where it does.
func TestWords(t *testing.T) {
	p, q, small := 0.03, 0.5, 0.007
	for _, tt := range []struct {
		count        int
		profit, risk verdict.Answer
		p, q         *float64
		want         string
	}{
		{7, verdict.Inconclusive, "", &p, nil, ": if it is the best of them, p = 0.21 for profit"},
		{7, verdict.Inconclusive, verdict.Inconclusive, &q, &p, ": if it is the best of them, p = 1 for profit, 0.21 for risk"},
		{7, verdict.Hurts, verdict.Helps, &p, &small, ": if it is the best of them, p = 0.21 for profit (no longer HURTS), 0.049 for risk"},
		{8, verdict.Helps, verdict.Helps, &small, &small, ": if it is the best of them, p = 0.056 for profit (no longer HELPS), 0.056 for risk (no longer HELPS)"},
		{7, verdict.Invalid, verdict.Invalid, nil, nil, ""},
		{1, verdict.Helps, verdict.Hurts, &p, &p, ""},
	} {
		var look looks.Look
		look.Found(&verdict.Answers{Profit: verdict.ProfitAnswer{Answer: tt.profit, PAdjusted: tt.p}, Risk: verdict.RiskAnswer{Answer: tt.risk, PAdjusted: tt.q}})
		if got, want := looks.Words(tt.count, look), fmt.Sprintf("look %d of these data", tt.count)+tt.want; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// A look that says nothing of data or filter is none.
func TestLookWithoutData(t *testing.T) {
	path := filepath.Join(t.TempDir(), looks.File)
	for _, look := range []looks.Look{{Data: "a"}, {Filter: "b"}} {
		if count, err := looks.Add(path, look); err == nil || count != 0 {
			t.Errorf("%+v: look %d, %v", look, count, err)
		}
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("something was written")
	}
}
